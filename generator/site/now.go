package site

import (
	"sync"
	"time"
)

// Now is the moment that decides what is still to come. It can be asked about
// times and nothing else, and remembers how long its answers hold: a site that was
// made at noon is the same at one o'clock when nothing begins or ends in between.
type Now struct {
	at time.Time

	mu          sync.Mutex
	from, until time.Time // the answers hold from the one to just before the other; zero for ever
}

func newNow(at time.Time) *Now { return &Now{at: at} }

// Before reports whether a time is still to come.
func (n *Now) Before(t time.Time) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if t.After(n.at) {
		if n.until.IsZero() || t.Before(n.until) {
			n.until = t
		}
		return true
	}
	if t.After(n.from) {
		n.from = t
	}
	return false
}

// Span is how long all answers hold that were given so far: at every moment that
// is not before from, and before until when there is one.
func (n *Now) Span() (from, until time.Time) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.from, n.until
}
