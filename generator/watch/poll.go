package watch

import (
	"context"
	"time"
)

// polling looks at names, sizes and times of all files every interval.
type polling struct {
	*Watcher
	ground   ground
	interval time.Duration
	known    look
}

// newPolling takes the first look, so that nothing is lost between Start and the
// first tick.
func newPolling(w *Watcher, interval time.Duration) *polling {
	p := &polling{Watcher: w, ground: w.ground, interval: interval}
	p.known = p.ground.look()
	return p
}

func (p *polling) run(ctx context.Context, seen chan<- sight) {
	if p.opts.polled != nil {
		p.opts.polled(p.interval)
	}
	wait := p.interval
	for {
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case dirs := <-p.linked:
			timer.Stop()
			p.ground.linked = dirs
			continue
		case <-timer.C:
		}
		began := time.Now()
		is := p.ground.look()
		wait = max(p.interval, gentle*time.Since(began))
		paths := differ(p.known, is)
		for _, path := range paths {
			s := sight{path: path, settled: true}
			if _, there := is[path]; !there {
				s.settled = false
			} else if fresh, ok := young(is[path]); ok {
				s.settled, s.until = false, fresh
			}
			if !tell(ctx, seen, s) {
				return
			}
		}
		p.known = is
	}
}
