package watch

import (
	"context"
	"slices"
	"time"
)

// sight is one change as it was noticed.
type sight struct {
	path    string    // slash path below the site; "" when it is not known
	settled bool      // false for what may be half of a change
	until   time.Time // not to be told before, unless something settled comes; may be zero
}

// Change is what a signal carries. It is a hint and no more: a build looks at
// all files, with or without it.
type Change struct {
	Paths []string // what was noticed, sorted slash paths below the site, at most many
	More  bool     // other files may have changed too
}

// many is how many paths a Change names; beyond it there is nothing to gain.
const many = 100

func (c *Change) add(path string) {
	if path == "" || len(c.Paths) >= many {
		c.More = true
		return
	}
	if i, ok := slices.BinarySearch(c.Paths, path); !ok {
		c.Paths = slices.Insert(c.Paths, i, path)
	}
}

func (c *Change) join(other Change) {
	for _, p := range other.Paths {
		c.add(p)
	}
	c.More = c.More || other.More
}

// put gives a change to whoever takes it. A change that nobody has taken yet and
// the new one are one. Only one goroutine may put.
func put(out chan Change, c Change) {
	select {
	case out <- c:
		return
	default:
	}
	select {
	case waiting := <-out:
		waiting.join(c)
		c = waiting
	default:
	}
	out <- c
}

// coalesce turns single changes into few signals. It is a pure function over
// channels: time enters by the time package alone, so a test may hold the clock.
//
// The first settled change of a burst passes at once; the rest is told when no
// change has come for quiet, and every ceiling while they keep coming. out must
// have room for one value.
//
// It returns when ctx ends or seen is closed.
func coalesce(ctx context.Context, seen <-chan sight, out chan Change, quiet, ceiling time.Duration) {
	var (
		pending *Change   // what there is to tell
		since   time.Time // from when
		last    time.Time // the newest change
		until   time.Time // what is young is waited for
		told    bool      // this burst has passed a signal
	)
	timer := time.NewTimer(time.Hour)
	timer.Stop()
	defer timer.Stop()
	emit := func() {
		put(out, *pending)
		pending, until, told = nil, time.Time{}, true
	}
	// due is the next moment at which something is to be done.
	due := func() time.Time {
		at := last.Add(quiet)
		if until.After(at) {
			at = until
		}
		if end := since.Add(ceiling); pending != nil && end.Before(at) {
			at = end
		}
		return at
	}
	for {
		select {
		case <-ctx.Done():
			return
		case s, ok := <-seen:
			if !ok {
				return
			}
			now := time.Now()
			last = now
			if pending == nil {
				pending, since = &Change{}, now
			}
			pending.add(s.path)
			if s.until.After(until) {
				until = s.until
			}
			if (s.settled && !told) || now.Sub(since) >= ceiling {
				emit()
			}
			timer.Reset(due().Sub(now))
		case now := <-timer.C:
			if at := due(); at.After(now) {
				timer.Reset(at.Sub(now))
				continue
			}
			if pending != nil {
				emit()
			}
			if now.Sub(last) >= quiet {
				told = false // the burst is over
			} else {
				timer.Reset(due().Sub(now))
			}
		}
	}
}
