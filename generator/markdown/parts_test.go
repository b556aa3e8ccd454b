package markdown

import (
	"fmt"
	"strings"
	"testing"
)

// TestParts: every block once, with its place, language and code; places hold
// through CR LF and behind front matter.
func TestParts(t *testing.T) {
	body := "# One {lang=fr}\n\nText `a b` and\nmore.\n\n- item **x**\n  - inner\n\n> quoted\n\n::: lang de\nEin Satz.\n:::\n\n```go\nx := 1\n\ny := 2\n```\n\n    indented\n\n<!-- note -->\n\n<div>\nraw\n</div>\n\n---\n\n| a | b |\n|---|---|\n| c | d |\n\nSee.[^1]\n\n[^1]: Noted.\n"
	const want = `heading "One" d0 l=fr
paragraph "Text ` + OtherThan + ` and more." d0 code["a b"]
item "item x" d1
item "inner" d2
paragraph "quoted" d1
paragraph "Ein Satz." d1 l=de
code "" d0 code["x := 1" "" "y := 2"] go
code "" d0 code["indented"]
comment "" d0 code["<!-- note -->"]
html "" d0 code["<div>" "raw" "</div>"]
rule "" d0
cell "a" d0
cell "b" d0
cell "c" d0
cell "d" d0
paragraph "See." d0
paragraph "Noted." d0 note`
	for _, src := range []string{body, strings.ReplaceAll(body, "\n", "\r\n")} {
		front := "---\ntitle: x\n---\n"
		src = front + src
		var got []string
		for _, p := range Parts("x.md", []byte(src), len(front)) {
			line := fmt.Sprintf("%s %q d%d", [...]string{"paragraph", "heading", "item", "cell", "code", "html", "comment", "rule"}[p.Kind], p.Text, p.Depth)
			if p.Lang != "" {
				line += " l=" + p.Lang
			}
			var code []string
			for _, c := range p.Code {
				code = append(code, fmt.Sprintf("%q", c.Text))
				if in := src[c.Pos.Off:c.Pos.End]; strings.TrimRight(in, "\r\n") != strings.TrimRight(c.Text, "\n") {
					t.Errorf("%q stands at %q", c.Text, in)
				}
			}
			if code != nil {
				line += fmt.Sprintf(" code%v", code)
			}
			if p.Info != "" {
				line += " " + p.Info
			}
			if p.Note {
				line += " note"
			}
			got = append(got, line)
		}
		if s := strings.Join(got, "\n"); s != want {
			t.Errorf("got\n%s\nwant\n%s", s, want)
		}
	}
}
