package generator_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"recap/generator/sitetest"
)

// BenchmarkPreview measures what a save costs until the key of the open page is
// known: snapshot, load, link and plan.
//
//	body     a sentence, and the watcher has named the file
//	look     the same, without the name: every file is asked
//	title    a title: all that is joined is joined anew
func BenchmarkPreview(b *testing.B) {
	sentence := func(l *lab, i int) []string {
		p := sitetest.PostPath(i % 100)
		l.write(p, l.read(p)+fmt.Sprintf("\nLine %d.\n", i))
		return []string{p}
	}
	situations := []struct {
		name string
		edit func(l *lab, i int) []string
	}{
		{"body", sentence},
		{"look", func(l *lab, i int) []string { sentence(l, i); return nil }},
		{"title", func(l *lab, i int) []string {
			p := sitetest.PostPath(i % 100)
			l.replaceLine(p, "title: ", fmt.Sprintf("title: New %d", i))
			return []string{p}
		}},
	}
	for _, n := range benchSizes(b) {
		l := newLab(b, sitetest.Corpus{Posts: n, Seed: 1, Parity: true}.Files())
		if _, err := l.gen.Preview(context.Background()); err != nil {
			b.Fatal(err)
		}
		for _, s := range situations {
			b.Run(fmt.Sprintf("%s/%d", s.name, n), func(b *testing.B) {
				var took []time.Duration
				for i := 0; b.Loop(); i++ {
					b.StopTimer()
					paths := s.edit(l, i)
					b.StartTimer()
					began := time.Now()
					now, err := l.gen.Glance(context.Background(), paths)
					if err != nil {
						b.Fatal(err)
					}
					if len(paths) > 0 {
						now.Page(now.MadeOf(paths[0])[0])
					}
					took = append(took, time.Since(began))
				}
				slices.Sort(took)
				b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "median-ms")
			})
		}
	}
}
