package watch

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// TestCoalesce tells the times (in ms) at which changes are seen and at which
// signals must come, with quiet 50 ms and a ceiling of 500 ms. A minus sign
// marks a change that may be half of one; below -1000 it is a file that is empty
// and 0 ms old.
func TestCoalesce(t *testing.T) {
	steps := func(from, to, by int) (out []int) {
		for i := from; i <= to; i += by {
			out = append(out, i)
		}
		return out
	}
	tests := []struct {
		name string
		seen []int
		want []int
	}{
		{"one save passes at once", []int{10}, []int{10}},
		{"two saves far apart both pass at once", []int{10, 300}, []int{10, 300}},
		{"the second write of a save is told after quiet", []int{10, 12}, []int{10, 62}},
		{"a burst is told twice", []int{10, 20, 30, 40, 50}, []int{10, 100}},
		{"a long burst is told every ceiling", steps(10, 1210, 23), []int{10, 533, 1039, 1256}},
		{"a removal waits", []int{-10}, []int{60}},
		{"a truncation waits for its write", []int{-10, 11}, []int{11}},
		{"a write after the wait opens a new burst", []int{-10, 200}, []int{60, 200}},
		{"removals that keep coming are told at the ceiling", negative(steps(10, 710, 23)), []int{510, 750}},
		{"half a change within a burst is told after quiet", []int{10, -20}, []int{10, 70}},
		{"an empty file is waited for", []int{-1010}, []int{1110}},
		{"an empty file is waited for, whatever comes meanwhile", []int{-1010, -1030, 1050}, []int{1050}},
		{"an empty file that is written passes at once", []int{-1010, 1015}, []int{1015}},
		{"after the burst the next save passes at once", []int{10, 20, 200}, []int{10, 70, 200}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				seen, out := make(chan sight), make(chan Change, 1)
				start := time.Now()
				var got []int
				go coalesce(ctx, seen, out, 50*time.Millisecond, 500*time.Millisecond)
				go func() {
					for _, at := range tt.seen {
						s := sight{settled: at > 0}
						time.Sleep(time.Until(start.Add(time.Duration(max(at, -at)) * time.Millisecond)))
						if at < -1000 {
							s.until = time.Now().Add(infancy)
						}
						seen <- s
					}
				}()
				go func() {
					for {
						select {
						case <-out:
							got = append(got, int(time.Since(start).Milliseconds()))
						case <-ctx.Done():
							return
						}
					}
				}()
				time.Sleep(5 * time.Second)
				cancel()
				synctest.Wait()
				if !slices.Equal(got, tt.want) {
					t.Errorf("changes at %v\n got signals at %v\nwant           %v", tt.seen, got, tt.want)
				}
			})
		})
	}
}

func negative(in []int) []int {
	for i := range in {
		in[i] = -in[i]
	}
	return in
}

// A signal nobody has taken waits, and stands for all that come meanwhile.
func TestCoalesceKeepsOneForABusyBuild(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		seen, out := make(chan sight), make(chan Change, 1)
		go coalesce(ctx, seen, out, 50*time.Millisecond, 500*time.Millisecond)
		for i := range 5 {
			seen <- sight{path: fmt.Sprintf("content/%d.md", i%3), settled: true}
			time.Sleep(time.Second)
		}
		if len(out) != 1 {
			t.Fatalf("%d signals wait, want 1", len(out))
		}
		if c := <-out; !slices.Equal(c.Paths, []string{"content/0.md", "content/1.md", "content/2.md"}) || c.More {
			t.Errorf("it carries %v", c)
		}
		time.Sleep(time.Second)
		if len(out) != 0 {
			t.Error("a signal came without a change")
		}
		cancel()
		synctest.Wait()
	})
}

// A closed input ends it.
func TestCoalesceEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		seen := make(chan sight)
		done := make(chan struct{})
		go func() {
			coalesce(t.Context(), seen, make(chan Change, 1), time.Millisecond, time.Second)
			close(done)
		}()
		close(seen)
		<-done
	})
}
