// Package par runs a loop on all cores and keeps its order: results by index,
// never by who came first.
package par

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// Each calls f(0) … f(n-1) on up to GOMAXPROCS workers and waits for all.
// f must write only to its own index.
func Each(n int, f func(i int)) {
	_ = EachErr(context.Background(), n, func(i int) error { f(i); return nil })
}

// EachErr is Each for work that can fail or be called off: after the first
// error, or when ctx ends, no further index is started. The error of the lowest
// index that failed is returned, so that a run repeats itself.
func EachErr(ctx context.Context, n int, f func(i int) error) error {
	workers := min(runtime.GOMAXPROCS(0), n)
	var next atomic.Int64
	var mu sync.Mutex
	var first error
	firstAt := n
	var stop atomic.Bool
	work := func() {
		for !stop.Load() {
			i := int(next.Add(1)) - 1
			if i >= n {
				return
			}
			err := ctx.Err()
			if err == nil {
				err = f(i)
			}
			if err != nil {
				stop.Store(true)
				mu.Lock()
				if i < firstAt {
					first, firstAt = err, i
				}
				mu.Unlock()
			}
		}
	}
	if workers <= 1 {
		work()
		return first
	}
	var wg sync.WaitGroup
	for range workers {
		wg.Go(work)
	}
	wg.Wait()
	return first
}
