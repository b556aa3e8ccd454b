package main

import (
	"bytes"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// undecodable is a JPEG whose frame is whole and whose Huffman tables are not:
// only who decodes it finds out.
func undecodable(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 1000, 400)), nil); err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(b.Bytes(), []byte{0xff, 0xc4})
	for i := range 16 {
		b.Bytes()[at+5+i] = 0xfe // how many codes there are of each length
	}
	return b.Bytes()
}

// A picture that fails only when it is decoded is said where a text shows it,
// with those of which it is known before, and nothing is written.
func TestUndecodablePicture(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		file := filepath.Join(dir, "content", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	build := func() (code int, said string) {
		var out, errs bytes.Buffer
		code = runIn(t.Context(), dir, []string{"build"}, nil, nil, &out, &errs)
		return code, errs.String()
	}
	write("site.yaml", "title: X\nurl: https://x.example/\n")
	write("posts/a.md", "---\ntitle: A\ndate: 2024-01-01\n---\nText.\n")
	if code, said := build(); code != 0 {
		t.Fatal(said)
	}
	before := readFile(t, filepath.Join(dir, "public", "index.html"))
	write("posts/a.md", "---\ntitle: B\ndate: 2024-01-01\n---\n![E](empty.png)\n\nIn a line ![W](worn.jpg)\n")
	write("posts/b.md", "---\ntitle: C\ndate: 2024-01-02\nimage: lead.jpg\n---\nText.\n")
	write("posts/empty.png", "")
	write("posts/worn.jpg", string(undecodable(t)))
	write("posts/lead.jpg", string(undecodable(t))+"\n")
	const worn, lead = `content/posts/a.md:7:16: error: the picture "worn.jpg" cannot be read: `, `content/posts/b.md:4:8: error: the picture "lead.jpg" cannot be read: `
	code, said := build()
	for _, want := range []string{`content/posts/a.md:5:6: error: the picture "empty.png"`, worn, lead, "^^^^^^^^", "3 errors; nothing was written"} {
		if code != 1 || strings.Count(said, want) < 1 {
			t.Errorf("build ended with %d and does not say %q:\n%s", code, want, said)
		}
	}
	write("posts/a.md", "---\ntitle: B\ndate: 2024-01-01\n---\n\n\nIn a line ![W](worn.jpg)\n")
	if err := os.Remove(filepath.Join(dir, "content", "posts", "empty.png")); err != nil {
		t.Fatal(err)
	}
	if code, said := build(); code != 1 || strings.Count(said, worn) != 1 || strings.Count(said, lead) != 1 || !strings.Contains(said, "2 errors; nothing was written") {
		t.Errorf("build ended with %d:\n%s", code, said)
	}
	if readFile(t, filepath.Join(dir, "public", "index.html")) != before {
		t.Error("the output was touched")
	}
}
