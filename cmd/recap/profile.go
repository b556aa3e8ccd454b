package main

import (
	"cmp"
	"fmt"
	"slices"
	"text/tabwriter"
	"time"

	"recap/generator"
)

// shownSlowest is how many of the slowest pages a profile names.
const shownSlowest = 10

type kindTime struct {
	Kind   string  `json:"kind"`
	Pages  int     `json:"pages"`
	Millis float64 `json:"milliseconds"`
}

type pageTime struct {
	Path   string  `json:"path"`
	Kind   string  `json:"kind"`
	Millis float64 `json:"milliseconds"`
}

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// profiled is what pages took, by kind with the costliest first, and the slowest
// of them.
func profiled(made []generator.Made) (kinds []kindTime, slowest []pageTime) {
	at := map[string]int{}
	for i, m := range made {
		k, ok := at[m.Kind]
		if !ok {
			k = len(kinds)
			at[m.Kind] = k
			kinds = append(kinds, kindTime{Kind: m.Kind})
		}
		kinds[k].Pages++
		kinds[k].Millis += millis(m.Took)
		if i < shownSlowest {
			slowest = append(slowest, pageTime{m.Path, m.Kind, millis(m.Took)})
		}
	}
	slices.SortFunc(kinds, func(a, b kindTime) int {
		return cmp.Or(cmp.Compare(b.Millis, a.Millis), cmp.Compare(a.Kind, b.Kind))
	})
	return kinds, slowest
}

// profile prints where the time of the pages went.
func (a *app) profile(made []generator.Made) {
	kinds, slowest := profiled(made)
	if len(kinds) == 0 {
		return
	}
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "by template\tpages\tms\tms a page")
	for _, k := range kinds {
		fmt.Fprintf(w, "  %s\t%d\t%.1f\t%.2f\n", k.Kind, k.Pages, k.Millis, k.Millis/float64(k.Pages))
	}
	w.Flush()
	fmt.Fprintln(w, "slowest\tms")
	for _, p := range slowest {
		fmt.Fprintf(w, "  %s\t%.1f\n", p.Path, p.Millis)
	}
	w.Flush()
}
