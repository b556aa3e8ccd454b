package markdown

import (
	"bytes"
	"encoding/xml"
	"html/template"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// seeds are the Markdown of all cases, of the places test, and small hostile texts.
func seeds(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range strings.Split("\n"+string(data), "\n"+header)[1:] {
			_, rest, _ := strings.Cut(part, "\n")
			md, _, _ := strings.Cut(rest, ruler)
			f.Add(md)
		}
	}
	f.Add(places)
	f.Add(front + places)
	f.Add("\xef\xbb\xbf# BOM\r\rx\r\n")
	f.Add("\x00\xff\ufffe\ufdd0&#0;&#xFFFE;\x7f\u0085")
	f.Add("<table><p><b><td>x</b><svg><style><img title=\"</style><img src=x onerror=x>\">")
	f.Add("<math><mtext><table><mglyph><style><img src=x onerror=x>")
	f.Add("`<b title=\"`\">x</b> <a href='java&Tab;script:x'>")
	f.Add("[^a]: x\n    [^a]\n\n    [^b]: y[^b]\n\n[^a][^b]")
}

// FuzzParse: facts never fail, and every place lies in the file.
func FuzzParse(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, src string) {
		for _, from := range []int{0, len(src) / 3} {
			d, l := Parse("x.md", []byte(src), from)
			inside := func(off, end int) {
				if off < from || end < off || end > len(src) {
					t.Fatalf("a place from %d to %d in %d bytes from %d", off, end, len(src), from)
				}
			}
			ids := map[string]bool{}
			for _, a := range d.Anchors {
				ids[a] = true
			}
			for _, h := range d.Headings {
				inside(h.Pos.Off, h.Pos.End)
				for _, a := range h.Attrs {
					inside(a.Pos.Off, a.Pos.End)
				}
				if h.ID == "" || ids[h.ID] || strings.ContainsAny(h.ID, " \t\n\"<") {
					t.Fatalf("the heading %q has the id %q", h.Text, h.ID)
				}
				ids[h.ID] = true
			}
			for _, x := range d.Links {
				inside(x.Pos.Off, x.Pos.End)
				if unsafe(x.Dest, false) {
					t.Fatalf("an unsafe link %q", x.Dest)
				}
			}
			for _, x := range d.Images {
				inside(x.Pos.Off, x.Pos.End)
			}
			for _, x := range d.Raw {
				inside(x.Pos.Off, x.Pos.End)
			}
			for _, x := range l {
				inside(x.Pos.Off, x.Pos.End)
				if !utf8.ValidString(x.Message) && utf8.ValidString(src) {
					t.Fatalf("broken message %q", x.Message)
				}
			}
			if d.More >= 0 {
				inside(d.More, d.More)
			}
		}
	})
}

// FuzzRender: what comes out is text that XML may hold, without anything that
// runs, well formed, and the same twice; with line ends of Windows it is the same too.
func FuzzRender(f *testing.F) {
	seeds(f)
	frames := []Frame{{Prefix: "p-"}, {Absolute: "https://example.org", Page: "/x/", Plain: true}, {Cut: true, Guest: true, Prefix: "q-", Shift: 2}}
	f.Fuzz(func(t *testing.T, src string) {
		for _, mode := range []HTMLMode{Clean, Escape, Allow} {
			o := everything
			o.HTML, o.LineNumbers = mode, len(src)%2 == 0
			r := New(o)
			for _, frame := range frames {
				out, err := r.Render([]byte(src), 0, frame, Answers{Lang: "de"})
				if err != nil {
					t.Fatal(err)
				}
				legal(t, out)
				if mode != Allow {
					harmless(t, out)
				}
				again, _ := r.Render([]byte(src), 0, frame, Answers{Lang: "de"})
				if again != out {
					t.Fatalf("twice:\n%s\n%s", out, again)
				}
				if !strings.Contains(src, "\r") {
					crlf, _ := r.Render([]byte(strings.ReplaceAll(src, "\n", "\r\n")), 0, frame, Answers{Lang: "de"})
					if crlf != out {
						t.Fatalf("with CRLF:\n%q\n%q", out, crlf)
					}
				}
			}
		}
	})
}

// legal fails on characters that XML 1.0 does not have.
func legal(t *testing.T, out template.HTML) {
	t.Helper()
	if i, _ := unprintableAt([]byte(out)); i >= 0 || !utf8.ValidString(string(out)) {
		t.Fatalf("an unprintable character at %d of %q", i, out)
	}
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(out)); err != nil {
		t.Fatal(err)
	}
	d := xml.NewDecoder(strings.NewReader("<x>" + b.String() + "</x>"))
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// harmless parses the HTML as a browser would and fails on anything that runs,
// on styles by attribute, and on tags that do not match.
func harmless(t *testing.T, out template.HTML) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(string(out)))
	var open []string
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Fatalf("left open: %v\n%s", open, out)
			}
			return
		case html.CommentToken, html.DoctypeToken:
			t.Fatalf("a comment in %s", out)
		case html.StartTagToken, html.SelfClosingTagToken:
			tok := z.Token()
			if _, ok := elements[tok.Data]; !ok && !ours[tok.Data] {
				t.Fatalf("<%s> in %s", tok.Data, out)
			}
			for _, a := range tok.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" {
					t.Fatalf("%s=%q in %s", a.Key, a.Val, out)
				}
				if addresses[a.Key] && a.Key != "srcset" && unsafe(a.Val, tok.Data == "img" || a.Key == "poster") {
					t.Fatalf("%s=%q in %s", a.Key, a.Val, out)
				}
			}
			if !void[tok.Data] {
				open = append(open, tok.Data)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				t.Fatalf("</%s> closes %v in\n%s", name, open, out)
			}
			open = open[:len(open)-1]
		}
	}
}
