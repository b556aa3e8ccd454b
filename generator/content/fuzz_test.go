package content

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"recap/generator/diag"
)

// FuzzLoad: no bytes make reading panic or hang; what is said has a place inside
// the file, records lie inside it too, and a second reading says the same.
func FuzzLoad(f *testing.F) {
	paths, _ := filepath.Glob("testdata/bad/*.txtar")
	for _, p := range paths {
		ar, err := txtar.ParseFile(p)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range ar.Files {
			kind := byte(0)
			switch {
			case strings.HasPrefix(file.Name, "content/events/"):
				kind = 1
			case file.Name == "content/site.yaml":
				kind = 2
			case file.Name == "content/speakers.yaml":
				kind = 3
			case strings.HasSuffix(file.Name, "schedule.yaml"):
				kind = 4
			}
			f.Add(kind, file.Data)
		}
	}
	for _, g := range keyCases {
		for i, c := range g.cases {
			if i%3 == 0 {
				f.Add(byte(i%5), []byte(strings.Replace(g.wrap, "%s", c.in, 1)))
			}
		}
	}
	if real, err := os.ReadFile("testdata/bad/yaml-slips.txtar"); err == nil {
		f.Add(byte(0), real)
	}
	names := []string{"content/posts/x.md", "content/events/x.yaml", "content/site.yaml", "content/speakers.yaml", "content/events/y/schedule.yaml"}
	f.Fuzz(func(t *testing.T, kind byte, data []byte) {
		if len(data) > 20_000 {
			return
		}
		name := names[int(kind)%len(names)]
		tree := treeOf(map[string]string{name: string(data), "content/events/y/event.yaml": "name: Y\nstart_date: 2016\n"})
		set, list := Load(tree, nil)
		for _, d := range list {
			text := tree.Text(d.Pos.File)
			if !d.Pos.IsWhole() && (d.Pos.Off > len(text) || d.Pos.End < d.Pos.Off || d.Pos.End > len(text)) {
				t.Fatalf("%s at %d to %d of %d", d.Code, d.Pos.Off, d.Pos.End, len(text))
			}
			if d.Fix != nil && (d.Fix.Pos.Off < 0 || d.Fix.Pos.Off > d.Fix.Pos.End || d.Fix.Pos.End > len(text)) {
				t.Fatalf("%s: a fix at %d to %d of %d", d.Code, d.Fix.Pos.Off, d.Fix.Pos.End, len(text))
			}
		}
		for _, p := range set.Posts {
			if p.From > len(data) || p.Title.Pos.End > len(data) {
				t.Fatalf("the text begins at %d, the title ends at %d of %d", p.From, p.Title.Pos.End, len(data))
			}
		}
		if _, again := Load(tree, nil); len(again) != len(list) {
			t.Fatalf("said %d things, then %d", len(list), len(again))
		}
		_ = diag.List.Sorted(list)
	})
}
