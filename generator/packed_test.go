package generator_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/andybalholm/brotli"

	"recap/generator"
	"recap/themes"
)

// A copy is the page, unpacked.
func TestPackedCopies(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"content/site.yaml":       "title: Copies\nurl: https://copies.example/\nstandards: {cards: false}\npublish: {compress: [gz, br]}\n",
		"content/static/data.csv": "a,b\n1,2\n",
	} {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	g, err := generator.New(generator.Options{Dir: dir, Themes: themes.FS})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.Build(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, page := range []string{"index.html", "sitemap.xml", "data.csv"} {
		want, err := os.ReadFile(filepath.Join(dir, "public", page))
		if err != nil {
			t.Fatal(err)
		}
		for form, open := range map[string]func(io.Reader) io.Reader{
			"gz": func(r io.Reader) io.Reader {
				z, err := gzip.NewReader(r)
				if err != nil {
					t.Fatal(err)
				}
				return z
			},
			"br": func(r io.Reader) io.Reader { return brotli.NewReader(r) },
		} {
			data, err := os.ReadFile(filepath.Join(dir, "public", page+"."+form))
			if err != nil {
				t.Fatal(err)
			}
			if got, err := io.ReadAll(open(bytes.NewReader(data))); err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s.%s: %d bytes, want %d: %v", page, form, len(got), len(want), err)
			}
		}
	}
}
