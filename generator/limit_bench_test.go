package generator_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"recap/generator/par"
	"recap/generator/sitetest"
)

// BenchmarkLimit is what a clean build is held against: a program that only reads
// the same sources and writes the same bytes to new files, and goldmark alone, as
// most programs use it, over the same texts; on all cores, as the build.
//
//	RECAP_BENCH=10000 go test ./generator -run XXX -bench 'Build/clean|Limit' -benchtime 3x
func BenchmarkLimit(b *testing.B) {
	for _, n := range benchSizes(b) {
		files := sitetest.Corpus{Posts: n, Seed: 1, Parity: true}.Files()
		l := newLab(b, files)
		l.must()
		sources, pages := filesBelow(b, l.path("content")), filesBelow(b, l.path("public"))
		b.Run(fmt.Sprintf("files/%d", n), func(b *testing.B) {
			made := make([][]byte, len(pages))
			for i, p := range pages {
				var err error
				if made[i], err = os.ReadFile(filepath.Join(l.path("public"), p)); err != nil {
					b.Fatal(err)
				}
			}
			to := l.path("copy")
			for b.Loop() {
				b.StopTimer()
				if err := os.RemoveAll(to); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				par.Each(len(sources), func(i int) {
					if _, err := os.ReadFile(filepath.Join(l.path("content"), sources[i])); err != nil {
						b.Error(err)
					}
				})
				par.Each(len(pages), func(i int) {
					name := filepath.Join(to, pages[i])
					if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
						b.Error(err)
					}
					if err := os.WriteFile(name, made[i], 0o644); err != nil {
						b.Error(err)
					}
				})
			}
		})
		b.Run(fmt.Sprintf("goldmark/%d", n), func(b *testing.B) {
			md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.Typographer))
			var texts [][]byte
			for p, text := range files {
				if strings.HasSuffix(p, ".md") {
					_, body, _ := strings.Cut(strings.TrimPrefix(text, "---\n"), "---\n")
					texts = append(texts, []byte(body))
				}
			}
			for b.Loop() {
				par.Each(len(texts), func(i int) {
					var out bytes.Buffer
					if err := md.Convert(texts[i], &out); err != nil {
						b.Error(err)
					}
				})
			}
		})
	}
}

// filesBelow are the files of a folder by their paths in it, recap's books left out.
func filesBelow(b *testing.B, dir string) []string {
	b.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && e.Name() == ".recap":
			return filepath.SkipDir
		case !e.IsDir():
			rel, err := filepath.Rel(dir, p)
			if err != nil {
				return err
			}
			out = append(out, rel)
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return out
}
