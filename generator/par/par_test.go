package par

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
)

func TestEachKeepsOrder(t *testing.T) {
	for _, n := range []int{0, 1, 7, 1000} {
		out := make([]int, n)
		Each(n, func(i int) { out[i] = i * i })
		for i, v := range out {
			if v != i*i {
				t.Fatalf("%d: %d", i, v)
			}
		}
	}
}

func TestEachErrStops(t *testing.T) {
	var done atomic.Int64
	err := EachErr(context.Background(), 100000, func(i int) error {
		done.Add(1)
		if i == 10 {
			return fmt.Errorf("at %d", i)
		}
		return nil
	})
	if err == nil || err.Error() != "at 10" || done.Load() == 100000 {
		t.Errorf("%v after %d", err, done.Load())
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := EachErr(ctx, 10, func(int) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("a context that ended: %v", err)
	}
}
