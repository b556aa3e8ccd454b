package markdown

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// bodyOf is where the text begins behind YAML or TOML front matter.
func bodyOf(src []byte) int {
	for _, fence := range []string{"---", "+++"} {
		if !bytes.HasPrefix(src, []byte(fence+"\n")) {
			continue
		}
		if i := bytes.Index(src, []byte("\n"+fence+"\n")); i > 0 {
			return i + len(fence) + 2
		}
	}
	return 0
}

// TestRecaps reads the posts of real recap blogs: every one becomes HTML that is
// harmless and well formed, and the counts are told with -v.
func TestRecaps(t *testing.T) {
	root := shared(t, "data", "recaps")
	type count struct {
		files, words, headings, links, images, raw, code, notes int
		said                                                    map[string]int
		tags                                                    map[string]int
	}
	sites := map[string]*count{}
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(p) != ".md" && filepath.Ext(p) != ".markdown" {
			return err
		}
		rel, _ := filepath.Rel(root, p)
		site, _, below := strings.Cut(filepath.ToSlash(rel), "/")
		if !below {
			return nil
		}
		src, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		c := sites[site]
		if c == nil {
			c = &count{said: map[string]int{}, tags: map[string]int{}}
			sites[site] = c
		}
		from := bodyOf(src)
		doc, l := Parse(rel, src, from)
		c.files++
		c.words += doc.Words
		c.headings += len(doc.Headings)
		c.links += len(doc.Links)
		c.images += len(doc.Images)
		c.raw += len(doc.Raw)
		c.code += len(doc.Codes)
		c.notes += doc.Footnotes
		for _, x := range l {
			c.said[x.Code]++
			if x.Pos.Off < from || x.Pos.End > len(src) {
				t.Errorf("%s: %s at %d", rel, x.Code, x.Pos.Off)
			}
		}
		for _, r := range doc.Raw {
			c.tags["<"+r.Tag+" "+r.Attr+">"]++
		}
		for _, mode := range []HTMLMode{Clean, Escape} {
			r := New(Options{HTML: mode})
			out, err := r.Render(src, from, Frame{Prefix: "x-"}, Answers{})
			if err != nil {
				return err
			}
			legal(t, out)
			harmless(t, out)
			if len(doc.Lead) > 0 && len(out) == 0 {
				t.Errorf("%s: no HTML", rel)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	names := []string{}
	for n := range sites {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		c := sites[n]
		total += c.files
		t.Logf("%s: %d texts, %d words, %d headings, %d links, %d pictures, %d code blocks, %d footnotes, %d raw dropped %v, said %v",
			n, c.files, c.words, c.headings, c.links, c.images, c.code, c.notes, c.raw, c.tags, c.said)
	}
	if len(names) < 5 || total < 100 {
		t.Errorf("%d texts of %d sites", total, len(names))
	}
}
