package generator

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"recap/generator/plan"
)

// Made is a page that was made, and how long that took. The time of a text counts
// at the first page that shows it; pages made side by side share the processors.
type Made struct {
	Path string
	Kind string // plan.Page.Kind: mostly the name of its template
	Took time.Duration
}

// profiler notes how long pages took.
type profiler struct {
	mu   sync.Mutex
	made []Made
}

func (p *profiler) page(pg plan.Page, took time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.made = append(p.made, Made{Path: pg.Path, Kind: pg.Kind(), Took: took})
}

// slowest is all that was noted, the slowest first.
func (p *profiler) slowest() []Made {
	slices.SortFunc(p.made, func(a, b Made) int {
		return cmp.Or(cmp.Compare(b.Took, a.Took), cmp.Compare(a.Path, b.Path))
	})
	return p.made
}
