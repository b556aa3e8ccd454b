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

// leftOut is an attribute list within a line, right behind a link or a picture
// as it stands in Jekyll's texts: [x](y){:target="_blank"}.
type leftOut struct {
	ast.BaseInline
	part []byte
}

var kindLeftOut = ast.NewNodeKind("LeftOut")

func (*leftOut) Kind() ast.NodeKind        { return kindLeftOut }
func (n *leftOut) Dump(src []byte, lv int) { ast.DumpHelper(n, src, lv, nil, nil) }

// kramdownInline reads such lists.
type kramdownInline struct{}

func (kramdownInline) Trigger() []byte { return []byte{'{'} }

func (kramdownInline) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	if len(line) < 4 || line[1] != ':' || seg.Padding > 0 {
		return nil
	}
	switch last := parent.LastChild().(type) {
	case *ast.Link, *ast.Image, *ast.AutoLink:
	case *ast.Text:
		if last.Segment.Len() > 0 {
			return nil
		}
	default:
		return nil
	}
	end := bytes.IndexByte(line, '}') + 1
	if end < 4 {
		return nil
	}
	n := &leftOut{part: line[:end]}
	n.SetPos(seg.Start)
	block.Advance(end)
	return n
}
