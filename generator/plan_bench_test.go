package generator_test

import (
	"context"
	"fmt"
	"testing"

	"recap/generator/sitetest"
)

// BenchmarkPreview measures what a save costs before anything is rendered:
// snapshot, load, link, plan and the keys of all pages.
func BenchmarkPreview(b *testing.B) {
	for _, n := range benchSizes(b) {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			l := newLab(b, sitetest.Corpus{Posts: n, Seed: 1, Parity: true}.Files())
			if _, err := l.gen.Preview(context.Background()); err != nil {
				b.Fatal(err)
			}
			for i := 0; b.Loop(); i++ {
				b.StopTimer()
				p := sitetest.PostPath(i % 100)
				l.write(p, l.read(p)+fmt.Sprintf("\nLine %d.\n", i))
				b.StartTimer()
				if _, err := l.gen.Preview(context.Background()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
