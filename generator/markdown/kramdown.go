package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"recap/generator/diag"
)

// kramdown takes Jekyll's attribute lines, {:.alert} and {: #id target="_blank"},
// out of paragraphs. They speak to another program and should not be read by
// people; what they ask for is not done, so they are named.
type kramdown struct{}

func (kramdown) Transform(n *ast.Paragraph, r text.Reader, pc parser.Context) {
	t := treeOf(pc)
	lines := n.Lines()
	var kept *text.Segments
	for i := range lines.Len() {
		seg := lines.At(i)
		if line := bytes.TrimSpace(t.src[seg.Start:seg.Stop]); !isKramdown(line) {
			if kept != nil {
				kept.Append(seg)
			}
			continue
		}
		if kept == nil {
			kept = text.NewSegments()
			for j := range i {
				kept.Append(lines.At(j))
			}
		}
		t.kramdown(t.src[seg.Start:seg.Stop], seg.Start)
	}
	if kept == nil {
		return
	}
	n.SetLines(kept)
	if kept.Len() == 0 {
		n.Parent().RemoveChild(n.Parent(), n)
	}
}

// isKramdown reports a line that is one block attribute list: {: … }, {::option /}.
func isKramdown(line []byte) bool {
	return len(line) > 3 && line[0] == '{' && line[1] == ':' && bytes.IndexByte(line, '}') == len(line)-1
}

// kramdown reports an attribute list that is left out.
func (t *tree) kramdown(part []byte, at int) {
	word := bytes.TrimSpace(part)
	at += bytes.Index(part, word)
	t.diags.Add(diag.Warnf("text-kramdown", t.pos(at, at+len(word)), "%s is Jekyll's own and is left out", quoted(word)).
		WithHint("recap reads attributes on headings only"))
}

// inlineKramdown is the length of the attribute list at the start of s, as it
// stands right behind a link or a picture in Jekyll's texts; 0 for none.
func inlineKramdown(s []byte) int {
	if len(s) < 4 || s[0] != '{' || s[1] != ':' {
		return 0
	}
	end := bytes.IndexByte(s, '}') + 1
	if end < 4 || bytes.IndexByte(s[:end], '\n') >= 0 {
		return 0
	}
	return end
}
