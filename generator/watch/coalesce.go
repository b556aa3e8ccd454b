package watch

import (
	"context"
	"time"
)

// coalesce turns single changes into few signals. It is a pure function over
// channels: time enters by the time package alone, so a test may hold the clock.
//
// seen carries one value for each change: true for a settled one, false for what
// may be half of a change. The first settled change of a burst passes at once;
// the rest is told when no change has come for quiet, and every ceiling while
// they keep coming. out must have room for one value; when it is full the
// signal in it stands for the new one too.
//
// It returns when ctx ends or seen is closed.
func coalesce(ctx context.Context, seen <-chan bool, out chan<- struct{}, quiet, ceiling time.Duration) {
	var (
		pending bool      // there is something to tell
		since   time.Time // from when
		last    time.Time // the newest change
		told    bool      // this burst has passed a signal
	)
	timer := time.NewTimer(time.Hour)
	timer.Stop()
	defer timer.Stop()
	emit := func() {
		pending, told = false, true
		select {
		case out <- struct{}{}:
		default:
		}
	}
	// wake sets the timer to the next moment at which something is due.
	wake := func(now time.Time) {
		at := last.Add(quiet)
		if due := since.Add(ceiling); pending && due.Before(at) {
			at = due
		}
		timer.Reset(at.Sub(now))
	}
	for {
		select {
		case <-ctx.Done():
			return
		case settled, ok := <-seen:
			if !ok {
				return
			}
			now := time.Now()
			last = now
			if !pending {
				pending, since = true, now
			}
			if (settled && !told) || now.Sub(since) >= ceiling {
				emit()
			}
			wake(now)
		case now := <-timer.C:
			if pending {
				emit()
			}
			if now.Sub(last) >= quiet {
				told = false // the burst is over
			} else {
				wake(now)
			}
		}
	}
}
