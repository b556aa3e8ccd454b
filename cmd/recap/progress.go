package main

import (
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// patience is how long a build may take before it shows how far it is.
const patience = 500 * time.Millisecond

// progress is a bar on a terminal for builds that take long.
type progress struct {
	app   *app
	began time.Time
	on    bool
	what  string

	mu  sync.Mutex
	bar *progressbar.ProgressBar
}

func (a *app) progress() *progress {
	return &progress{app: a, what: "building", began: time.Now(), on: !a.quiet && !a.json() && isTerminal(a.stderr)}
}

// done is Options.Progress: it may be called from several goroutines.
func (p *progress) done(done, total int) {
	if !p.on || time.Since(p.began) < patience {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar == nil {
		p.bar = progressbar.NewOptions(total,
			progressbar.OptionSetWriter(p.app.stderr),
			progressbar.OptionSetDescription(p.what),
			progressbar.OptionSetWidth(30),
			progressbar.OptionShowCount(),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish())
	}
	if done > int(p.bar.State().CurrentNum) { // calls may overtake one another
		_ = p.bar.Set(done)
	}
}

// clear takes the bar away.
func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.on = false
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}
