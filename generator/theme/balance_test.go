package theme

import "testing"

func TestBalanced(t *testing.T) {
	for _, c := range []struct{ css, want, at string }{
		{"a{b:c}\n@media (x){a[b]{c:'}'}}\n/* } */", "", ""},
		{`a::before{content:"\\" '\'}`, "this quote is not closed on its line", "'"},
		{`a{background:url(data:image/svg+xml;a'b[)} b{background: URL( "x)" )}`, "", ""},
		{"a{b:c\nd{e:f}", "this { is never closed", "{"},
		{"a{b:c}}\nd{e:f}", "this } closes nothing", "}"},
		{"a{b:(c}", "this ( is not closed before a }", "("},
		{"a{b:c} /* d", "this comment is never closed", "/*"},
		{"a{b:'c;\nd:e'}", "this quote is not closed on its line", "'"},
	} {
		got, at := "", ""
		for _, d := range balanced("x.css", []byte(c.css)) {
			got, at = d.Message, c.css[d.Pos.Off:d.Pos.End]
		}
		if got != c.want || at != c.at {
			t.Errorf("%q: %q at %q, want %q at %q", c.css, got, at, c.want, c.at)
		}
	}
}
