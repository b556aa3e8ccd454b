package generator_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"recap/generator/sitetest"
)

// sizes are the corpora that benchmarks run on: go test -bench . ./generator
// RECAP_BENCH=10000 adds one more.
func benchSizes(b *testing.B) []int {
	sizes := []int{100, 1000}
	if s := os.Getenv("RECAP_BENCH"); s != "" {
		var n int
		if _, err := fmt.Sscan(s, &n); err != nil {
			b.Fatalf("RECAP_BENCH=%q: want a number of posts", s)
		}
		sizes = append(sizes, n)
	}
	return sizes
}

// BenchmarkBuild measures whole builds with the counts of what they did:
// pages/op written and bodies/op made.
//
//	clean    nothing is remembered
//	nothing  a new process, nothing changed
//	body     one post's text changed, the same process
//	title    one post's title changed
//	event    one event renamed
//	card     the card template changed
//	template one kind of page's template changed
//	style    the stylesheet changed: its address is on every page
//	settings the site's title changed: so is that
//
// On the parity profile, which makes what other generators make as well;
// RECAP_PROFILE=full takes recap's defaults.
//
// Where the time of a clean build went, in shares of the CPU: at first templates
// took 36 % of it, reading texts 30 % (twice each: for what is known of them, and
// for their HTML; a tree kept would be 28 KB a post), making files 8 %,
// highlighting 8 % of small blocks and half of everything with blocks of a
// kilobyte. Then templates became programs (theme/program.go: a fifth of their
// time), highlighting an engine of its own (package highlight), and bare addresses
// were looked for only in words that can be one. What is left is goldmark.
func BenchmarkBuild(b *testing.B) {
	situations := []struct {
		name   string
		before func(l *lab, i int)
	}{
		{"clean", func(l *lab, i int) {
			for _, d := range []string{"public", ".recap"} {
				if err := os.RemoveAll(l.path(d)); err != nil {
					l.t.Fatal(err)
				}
			}
			l.restart()
		}},
		{"nothing", func(l *lab, i int) { l.restart() }},
		{"body", func(l *lab, i int) {
			p := sitetest.PostPath(i % 100)
			l.write(p, l.read(p)+fmt.Sprintf("\nLine %d.\n", i))
		}},
		{"title", func(l *lab, i int) {
			l.replaceLine(sitetest.PostPath(i%100), "title: ", fmt.Sprintf("title: New %d", i))
		}},
		{"event", func(l *lab, i int) {
			l.replaceLine("content/events/event-0001.yaml", "name: ", fmt.Sprintf("name: Renamed %d", i))
		}},
		{"card", func(l *lab, i int) { l.overlay("card.html", i) }},
		{"template", func(l *lab, i int) { l.overlay("pages/event.html", i) }},
		{"style", func(l *lab, i int) {
			l.write("themes/plain/assets/style.css", l.themeFile("assets/style.css")+fmt.Sprintf("\nbody{--edit:%d}\n", i))
		}},
		{"settings", func(l *lab, i int) {
			l.replaceLine("content/site.yaml", "title: ", fmt.Sprintf("title: Title %d", i))
		}},
	}
	for _, n := range benchSizes(b) {
		files := sitetest.Corpus{Posts: n, Seed: 1, Parity: os.Getenv("RECAP_PROFILE") != "full"}.Files()
		for _, s := range situations {
			b.Run(fmt.Sprintf("%s/%d", s.name, n), func(b *testing.B) {
				l := newLab(b, files)
				l.must()
				pages, bodies := 0, 0
				for i := 0; b.Loop(); i++ {
					b.StopTimer()
					s.before(l, i)
					b.StartTimer()
					r := l.must()
					pages += len(r.Written)
					bodies += r.Bodies
				}
				b.ReportMetric(float64(pages)/float64(b.N), "pages/op")
				b.ReportMetric(float64(bodies)/float64(b.N), "bodies/op")
			})
		}
	}
}

// TestWriteCorpus lays a corpus into a folder, for measuring whole processes:
//
//	RECAP_CORPUS="FOLDER 10000" go test -run TestWriteCorpus ./generator
func TestWriteCorpus(t *testing.T) {
	var dir string
	var n int
	if _, err := fmt.Sscan(os.Getenv("RECAP_CORPUS"), &dir, &n); err != nil {
		t.Skip("writes a corpus only when RECAP_CORPUS names a folder and a number of posts")
	}
	sitetest.Write(t, dir, sitetest.Corpus{Posts: n, Seed: 1, Parity: true}.Files())
	t.Logf("%d posts in %s", n, filepath.Clean(dir))
}
