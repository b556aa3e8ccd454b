package output

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"recap/generator/digest"
	"recap/generator/par"
)

// A site of ten thousand pages of 8 KB: written into an empty folder, looked
// at by a new process that finds nothing to do, and with one page changed.
func BenchmarkCommit(b *testing.B) {
	const n = 10_000
	body := strings.Repeat("<p>Some words of a page.</p>\n", 8192/29)
	paths, pages, keys := make([]string, n), make([][]byte, n), make([]digest.Sum, n)
	for i := range n {
		paths[i] = fmt.Sprintf("%d/%02d/post-%d/index.html", 2010+i%15, 1+i%12, i)
		pages[i] = fmt.Appendf(nil, "<h1>%d</h1>%s", i, body)
		keys[i] = digest.Of(i)
	}
	run := func(b *testing.B, o Options) {
		s, err := Open(o)
		if err != nil {
			b.Fatal(err)
		}
		par.Each(n, func(i int) {
			if s.Has(paths[i], keys[i]) {
				s.Keep(paths[i], keys[i])
			} else if err := s.Put(paths[i], keys[i], pages[i]); err != nil {
				b.Error(err)
			}
		})
		if _, err := s.Commit(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("clean", func(b *testing.B) {
		dir := b.TempDir()
		for i := 0; b.Loop(); i++ {
			run(b, Options{Dir: filepath.Join(dir, fmt.Sprint(i)), Pages: &slot{}})
		}
	})
	o := Options{Dir: b.TempDir(), Pages: &slot{}}
	o.hooks.clock = func() int64 { return time.Now().Add(time.Minute).UnixNano() }
	run(b, o)
	b.Run("nothing", func(b *testing.B) {
		for b.Loop() {
			run(b, o)
		}
	})
	b.Run("one", func(b *testing.B) {
		for i := 1; b.Loop(); i++ {
			keys[0] = digest.Of(i)
			pages[0] = fmt.Appendf(nil, "%d", i)
			run(b, o)
		}
	})
}
