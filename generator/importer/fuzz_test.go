package importer

import (
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzWXR: no bytes make an import panic or hang; what cannot be read leaves
// nothing but what was there. Files are what costs time here: one input in eight,
// by its bytes, is written for good, the others are read and told.
func FuzzWXR(f *testing.F) {
	dir := f.TempDir()
	const head = `<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><wp:base_blog_url>https://a.example</wp:base_blog_url>`
	for _, s := range []string{
		`<item><title>A</title><link>https://a.example/x/</link><content:encoded><![CDATA[<p>x</p>]]></content:encoded><wp:post_name>x</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>`,
		`<item><wp:post_name>../../x</wp:post_name><content:encoded>[caption]<img src=x>[/caption][gallery ids="1"]</content:encoded></item>`,
		`<item><title>&lol;</title></item>`,
		"<item><title>\x00\xff\xfe</title><content:encoded><![CDATA[<table><tr><td><ul><li>]]></content:encoded></item>",
		`<item><wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_parent>1</wp:comment_parent><wp:comment_approved>1</wp:comment_approved></wp:comment></item>`,
	} {
		f.Add(head + s + "</channel></rss>")
	}
	f.Fuzz(func(t *testing.T, export string) {
		if len(export) > 64<<10 {
			return
		}
		in := filepath.Join(dir, "in.xml")
		if err := os.WriteFile(in, []byte(export), 0o600); err != nil {
			t.Fatal(err)
		}
		site := filepath.Join(dir, "site")
		if err := errors.Join(os.RemoveAll(site), os.Mkdir(site, 0o700)); err != nil {
			t.Fatal(err)
		}
		dry := sha256.Sum256([]byte(export))[0]%8 != 0
		began := steps.Load()
		r, err := Import(t.Context(), Options{Source: in, Site: site, As: "wordpress", DryRun: dry})
		if n := steps.Load() - began; n > mostSteps(2*len(export)) {
			t.Errorf("%d bytes took %d steps", len(export), n)
		}
		left, e := os.ReadDir(site)
		if e != nil {
			t.Fatal(e)
		}
		if (err != nil || dry) && len(left) > 0 {
			t.Errorf("an import that failed (%v) or wrote nothing left %v", err, left)
		}
		if err == nil && !r.Balanced() {
			t.Errorf("%d items, %d posts, %d pages, %d drafts, %d left", r.Items, r.Posts, r.Pages, r.Drafts, len(r.Left))
		}
		for _, x := range left {
			if x.Name() != "content" {
				t.Errorf("%s was written", x.Name())
			}
		}
	})
}

// mostSteps is how many nodes may be looked at for a text of n bytes: some for
// each level that an element can be deep.
func mostSteps(n int) int64 { return 20_000 + int64(n)*10*maxDepth }

// FuzzMarkdown: any HTML becomes a text, with work in proportion, without marks of
// ours.
func FuzzMarkdown(f *testing.F) {
	for _, s := range []string{"<p>a <b>b</b>c", "<figure><img src=a.png><figcaption>c <a href=x>d</a></figcaption></figure>", "<table><tr><td rowspan=2>a<td><pre>b</pre>", "<dl><dt>a<dd>b</dl>", `<sup><a href="#fn1" id="r">1</a></sup><ol><li id="fn1">n <a href="#r">b</a></ol>`, "<blockquote><p>a<cite>b</cite>", strings.Repeat("<div>", 500), strings.Repeat("<i>", 600) + "x", "<pre><code class=language-go>a\n\n\nb</code></pre>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 16<<10 {
			return
		}
		began := steps.Load()
		b := &body{note: func(string, string) {}, footnotes: map[string]string{}}
		out := b.markdown(autop(s))
		if i := strings.IndexFunc(out, isShield); i >= 0 {
			t.Errorf("%q holds a mark of ours: %q", s, out)
		}
		if strings.Contains(out, rawTag) && !strings.Contains(s, "recap") {
			t.Errorf("%q: %q", s, out)
		}
		if n := steps.Load() - began; n > mostSteps(2*len(s)) {
			t.Errorf("%d bytes took %d steps", len(s), n)
		}
	})
}

// FuzzShortcodes: what is not replaced is as it was.
func FuzzShortcodes(f *testing.F) {
	for _, s := range []string{`[a b="c"]d[/a]`, "[[a]]", "[a", `[a b='c" d]`, "<pre>[a]</pre>", "[a /] [b][/b]", "[a“b”]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.Contains(s, "[[") {
			return
		}
		if got := expand(s, func(shortcode) (string, bool) { return "", false }); got != s {
			t.Errorf("%q became %q", s, got)
		}
	})
}

// FuzzMatter: front matter in any form is read or refused; what is behind it is
// the end of the text.
func FuzzMatter(f *testing.F) {
	for _, s := range []string{"---\na: b\n---\nc", "+++\na = 1979-05-27\n+++\nc", "{\"a\": 1}\nc", ".. title: x\n.. date: y\n\nc", "<!--\n.. title: x\n-->\nc", "title: x\ndate: y\n\nc", "---\n&a [*a]\n---\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, body, _, err := splitMatter(s)
		clean := strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
		if err == nil && !strings.HasSuffix(clean, body) {
			t.Errorf("%q: behind the front matter stands %q", s, body)
		}
		_ = m.params()
	})
}
