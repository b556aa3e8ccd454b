package importer

import (
	"strings"
	"testing"
)

// What real blogs hold, and the Markdown that a person would have written. Each
// case was lost or garbled once.
func TestBodies(t *testing.T) {
	for _, c := range []struct{ name, html, want string }{
		{"the caption of a picture that leads to another page", `<figure><a href="https://photos.example/album#5"><img src="/a.png" alt=""></a><figcaption>Insert a picture</figcaption></figure><p>after</p>`,
			"[![](/a.png)](https://photos.example/album#5)\n\nInsert a picture\n\nafter"},
		{"a block of code inside code", "<code><pre>\n&lt;span about=\"\">x&lt;/span>\n</pre></code>", "```\n<span about=\"\">x</span>\n```"},
		{"lists in a row", "<ul><li>a</li></ul><ul><li>b</li></ul><ul><li>c</li></ul>", "- a\n\n* b\n\n- c"},
		{"marks beside words", "wo<b>r</b>d <b> bold </b>! <em>a</em> <strong>b</strong>", "wo**r**d **bold** ! *a* **b**"},
		{"a tag that is shown", `<blockquote>&lt;script src="http://a.example/b.js" /&gt;</blockquote><p>put &lt;b&gt;it&lt;/b&gt; before &lt;your name&gt; and a &lt; b</p>`,
			"> `<script src=\"http://a.example/b.js\" />`\n\nput `<b>it</b>` before \\<your name> and a < b"},
		{"a tag with the quotes of an editor", "<p>write &lt;script type=”text/x python”&gt;</p>", "write `<script type=\"text/x python\">`"},
		{"a line of greater than", "<p>&gt; not a quotation</p>", `\> not a quotation`},
	} {
		b := &body{note: func(string, string) {}, footnotes: map[string]string{}}
		if got := b.markdown(c.html); strings.TrimSpace(got) != c.want {
			t.Errorf("%s: %q, not %q", c.name, got, c.want)
		}
	}
}
