package importer

import (
	"bytes"
	"context"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"recap/generator/diag"
)

// The work for a text grows with its length, whatever stands in it: five times
// the text, about five times the nodes looked at and the bytes allocated. No
// clock is asked.
func TestWorkIsLinear(t *testing.T) {
	in := func(open, close string, deep int) func(int) string {
		return func(n int) string {
			return repeat(strings.Repeat(open, deep)+strings.Repeat(close, deep), n)
		}
	}
	row := func(s string) func(int) string { return func(n int) string { return repeat(s, n) } }
	shapes := map[string]func(n int) string{
		"lists in a row":            row("<ul><li>a</ul>"),
		"lists in lists":            in("<ul><li>x", "</ul>", 28),
		"pictures between blanks":   row("<font> </font><img src=a>"),
		"figures in figures":        in("<figure><img src=a><img src=b>", "</figure>", 40),
		"quotations in quotations":  in("<blockquote><p>x", "<cite>n</cite></blockquote>", 28),
		"tables in tables":          in("<table><tr><td rowspan=2>x<td>", "</table>", 15),
		"definitions in themselves": in("<dl><dt>x<dd>", "</dl>", 25),
		"raised and raised":         in("<sup>x", "</sup>", 50),
		"marks in marks":            in("<em>x<b>", "</b></em>", 25),
		"marks beside marks":        row("<em>a</em><b>b</b>"),
		"blanks before marks":       func(n int) string { return "<p>" + repeat("<wbr>", n/2) + repeat("<b>x</b>", n/2) },
		"links that lead nowhere":   func(n int) string { return "<table>" + repeat("<a>x", n) },
		"links all to one place": func(n int) string {
			return "<div id=z>" + repeat("<a href=#y id=q>x</a> ", n/2) + "</div>" + repeat("<a href=#z id=y>1</a> ", n/2)
		},
		"notes": func(n int) string {
			var marks, notes strings.Builder
			for i := range n / 80 {
				marks.WriteString("<sup><a href=#n" + itoa(i) + " id=m" + itoa(i) + ">1</a></sup>x ")
				notes.WriteString("<li id=n" + itoa(i) + ">t <a href=#m" + itoa(i) + ">b</a></li>\n")
			}
			return marks.String() + "<ol>" + notes.String() + "</ol>"
		},
		"never closed":         row("<div>"),
		"code never closed":    func(n int) string { return repeat("<pre>[a]", 2*n) },
		"backticks":            func(n int) string { return "<pre>" + repeat("`", n) },
		"shortcodes unclosed":  row("[a] "),
		"values unclosed":      row(`[a b="`),
		"blocks in attributes": row("<!-- wp:a { <!-- wp:b -->"),
		"comments unclosed":    row("<!--"),
		"languages":            row("[:en]x"),
		"greater than":         func(n int) string { return "<p>" + repeat("&gt;", n) },
	}
	w := &wxr{run: &run{report: &Report{}}, files: map[string]attachment{}, ofPost: map[string][]string{}}
	work := func(s string) (nodes, allocated float64) {
		b := &body{note: func(string, string) {}, footnotes: map[string]string{}}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := steps.Load()
		w.convert(b, s, &wpKnown{})
		nodes = float64(steps.Load() - began)
		runtime.ReadMemStats(&after)
		return nodes, float64(after.TotalAlloc - before.TotalAlloc)
	}
	work("<p>the first text makes the library</p>")
	for name, shape := range shapes {
		small, large := shape(3<<10), shape(15<<10)
		ratio := float64(len(large)) / float64(len(small))
		n1, a1 := work(small)
		n2, a2 := work(large)
		if n2 > 1.3*ratio*n1+1000 {
			t.Errorf("%s: %d bytes took %.0f steps, %d took %.0f", name, len(small), n1, len(large), n2)
		}
		if a2 > 1.6*ratio*a1+1e6 {
			t.Errorf("%s: %d bytes allocated %.0f, %d allocated %.0f", name, len(small), a1, len(large), a2)
		}
	}
}

// repeat is s so often that it is about n bytes.
func repeat(s string, n int) string { return strings.Repeat(s, n/len(s)+1) }

// The library looks along the line at each mark, which no count of ours sees: of a
// text that has too many, every mark gets its backslash without being looked at.
func TestCrowdedLines(t *testing.T) {
	doc := element("body")
	doc.AppendChild(text(repeat("*_`[", 64<<10)))
	protect(doc)
	if s := textOf(doc); strings.ContainsAny(s, lineScanned) {
		t.Errorf("marks are left: %.40q", s)
	}
	if got := finish(textOf(doc)); !strings.HasPrefix(got, "\\*\\_\\`\\[\\*") {
		t.Errorf("%.40q", got)
	}
	doc = element("body")
	for range 1000 {
		p := element("p")
		p.AppendChild(text(repeat("A sentence - with *some* [marks].\n", 2<<10)))
		doc.AppendChild(p)
	}
	if crowded(doc) {
		t.Error("a long text of 2 MB is taken for a crowded one")
	}
}

// What stands deeper than anybody reads is lifted: its layout goes and is told,
// its texts, links, pictures and players stay.
func TestDeep(t *testing.T) {
	for _, deep := range []int{maxDepth + 5, 600} {
		var notes []string
		b := &body{note: func(what, detail string) { notes = append(notes, what) }}
		got := b.markdown("<p>top</p>" + strings.Repeat("<div>", deep) + `<section>one <a href="https://a.example/x">two</a><img src="/p.png" alt="p"></section><iframe src="https://player.vimeo.com/video/1"></iframe><script>bad()</script>`)
		for _, want := range []string{"top", "one", "[two](https://a.example/x)", "![p](/p.png)", "https://vimeo.com/1"} {
			if !strings.Contains(got, want) {
				t.Errorf("%d deep: %q is gone: %q", deep, want, got)
			}
		}
		if strings.Contains(got, "bad()") || strings.Contains(got, "<div") {
			t.Errorf("%d deep: %q", deep, got)
		}
		if len(notes) == 0 || !strings.HasPrefix(strings.Join(notes, "\n"), "elements in elements, deeper than 60") && !strings.Contains(strings.Join(notes, "\n"), "\nelements in elements") {
			t.Errorf("%d deep: told %q", deep, notes)
		}
	}
}

// What stands in an element that goes, but for its children, is looked at too.
func TestUnwrappedIsLookedAt(t *testing.T) {
	var notes []string
	b := &body{note: func(what, detail string) { notes = append(notes, what+" "+detail) }}
	got := b.markdown(`<p>a<span>b<script>alert(1)</script><font><span><textarea>x</textarea></span>c</font></span></p>`)
	if want := []string{"script alert(1)", "textarea x"}; got != "abc" || strings.Join(notes, "|") != strings.Join(want, "|") {
		t.Errorf("%q, told %q", got, notes)
	}
}

// endless is an export whose one text never ends; it counts what is read of it.
type endless struct {
	head string
	n    int64
}

func (e *endless) Read(p []byte) (int, error) {
	if e.n < int64(len(e.head)) {
		n := copy(p, e.head[e.n:])
		e.n += int64(n)
		return n, nil
	}
	for i := range p {
		p[i] = 'x'
	}
	e.n += int64(len(p))
	return len(p), nil
}

// A text that is larger than any post is refused when that is seen, not when it
// is in memory.
func TestEndlessText(t *testing.T) {
	for name, head := range map[string]string{"data": "<rss><item><title><![CDATA[", "text": "<rss><item><title>", "attribute": `<rss><item a="`, "comment": "<rss><!--", "comments of an item": ""} {
		var in io.Reader
		read := func() int64 { return 0 }
		if head != "" {
			e := &endless{head: head}
			in, read = e, func() int64 { return e.n }
		} else {
			one := "<wp:comment><wp:comment_content>" + strings.Repeat("x", 1<<18) + "</wp:comment_content></wp:comment>"
			in = strings.NewReader("<rss><item>" + strings.Repeat(one, 9) + "</item></rss>")
		}
		w := &wxr{run: &run{ctx: context.Background(), src: &source{name: "x.xml"}, report: &Report{}}}
		x := w.readXML(in)
		x.limit(1<<20, 2<<20)
		for {
			tok, err := x.token()
			if err == nil {
				if s, ok := tok.(xml.StartElement); ok && s.Name.Local == "item" {
					_, err = w.item(x, false)
				}
			}
			if err != nil {
				fault, ok := err.(*diag.Fault)
				if !ok || fault.List[0].Code != "import-large" {
					t.Errorf("%s: %v", name, err)
				}
				break
			}
		}
		if read() > 2<<20 {
			t.Errorf("%s: %d bytes were read", name, read())
		}
	}
}

// Blogger writes everything in one line: its entries are told apart all the same.
func TestBloggerInOneLine(t *testing.T) {
	entry := func(id, title string) string {
		return `<entry><id>tag:blogger.com,1999:blog-1.post-` + id + `</id><published>2016-06-1` + id + `T09:00:00Z</published><category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#post"/><title>` + title + `</title><content type="html">Text of ` + title + `</content><author><name>A</name><email>a@mail.example</email></author></entry>`
	}
	dir := t.TempDir()
	in := filepath.Join(dir, "blog.xml")
	if err := os.WriteFile(in, []byte(`<feed xmlns="http://www.w3.org/2005/Atom"><generator>Blogger</generator>`+entry("1", "One")+entry("2", "Two")+entry("3", "Three")+`</feed>`), 0o666); err != nil {
		t.Fatal(err)
	}
	site := filepath.Join(dir, "site")
	if err := os.Mkdir(site, 0o777); err != nil {
		t.Fatal(err)
	}
	r, err := Import(t.Context(), Options{Source: in, Site: site})
	if err != nil || r.Posts != 3 || !r.Balanced() {
		t.Fatalf("%v: %+v", err, r)
	}
	for _, x := range r.Texts {
		data, err := os.ReadFile(filepath.Join(site, filepath.FromSlash(x.File)))
		if err != nil || !bytes.Contains(data, []byte("Text of "+x.Title)) {
			t.Errorf("%s: %v: %s", x.Title, err, data)
		}
	}
}
