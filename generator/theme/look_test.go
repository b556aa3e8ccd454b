package theme

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recap/generator/view"
)

// TestLook writes a site of samples into the folder named by RECAP_LOOK, to be
// looked at and validated:
//
//	RECAP_LOOK=$(mktemp -d) go test -run TestLook ./generator/theme
//
// Pages in German lie under de/.
func TestLook(t *testing.T) {
	dir := os.Getenv("RECAP_LOOK")
	if dir == "" {
		t.Skip("RECAP_LOOK names no folder: nothing is written")
	}
	th, list := Open(plainTree(t), "plain", nil)
	if len(list) > 0 {
		t.Fatal(list)
	}
	write := func(name string, data []byte) {
		t.Helper()
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, lang := range []string{"en", "de"} {
		pages := samples(th, lang)
		for _, path := range slices.Sorted(maps.Keys(pages)) {
			out := path
			if lang != "en" {
				out = lang + "/" + path
			}
			if lang != "en" && path == "404.html" {
				continue
			}
			if out == "" || strings.HasSuffix(out, "/") {
				out += "index.html"
			}
			write(out, render(t, th, pages[path]))
		}
	}
	for _, a := range th.Assets() {
		write(a.Path, a.Data)
		if a.Name == "card.png" {
			write("img/hero.png", a.Data)
		}
	}
	for _, f := range []string{"feed.atom", "feed.rss", "feed.json"} {
		write(f, []byte("{}"))
	}
	write("robots.txt", []byte("User-agent: *\n"))
}

// render is the page's bytes.
func render(t testing.TB, th *Theme, v view.Page) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := th.Execute(&b, v); err != nil {
		t.Fatalf("%s: %v", v.Template(), err)
	}
	return b.Bytes()
}
