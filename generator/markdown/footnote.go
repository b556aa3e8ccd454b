package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"recap/generator/diag"
)

// Footnotes are our own parsers: goldmark's look a label up by going through
// all of them and sort by insertion, which five hundred thousand notes do not
// survive, and number them before it is known where a body is cut. Here a
// definition stays where it was written; numbers are given while writing.

// note is a footnote definition: [^label]: text
type note struct {
	ast.BaseBlock
	label string // normalised
	mark  []byte // [^label] as written
	used  bool
}

var kindNote = ast.NewNodeKind("Note")

func (*note) Kind() ast.NodeKind        { return kindNote }
func (n *note) Dump(src []byte, lv int) { ast.DumpHelper(n, src, lv, nil, nil) }

// noteRef is a footnote mark in the text: [^label]
type noteRef struct {
	ast.BaseInline
	note *note
}

var kindNoteRef = ast.NewNodeKind("NoteRef")

func (*noteRef) Kind() ast.NodeKind        { return kindNoteRef }
func (n *noteRef) Dump(src []byte, lv int) { ast.DumpHelper(n, src, lv, nil, nil) }

// noteLabel reads [^label] at the start of s and tells its length.
func noteLabel(s []byte) (label string, n int) {
	if len(s) < 4 || s[0] != '[' || s[1] != '^' {
		return "", 0
	}
	for i := 2; i < min(len(s), 1002); i++ {
		switch s[i] {
		case '\\':
			i++
		case '[', '\n':
			return "", 0
		case ']':
			if util.IsBlank(s[2:i]) {
				return "", 0
			}
			return util.ToLinkReference(s[2:i]), i + 1
		}
	}
	return "", 0
}

// noteParser reads definitions; a line indented by four belongs to the one above.
type noteParser struct{}

func (noteParser) Trigger() []byte { return []byte{'['} }

func (noteParser) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := r.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 {
		return nil, parser.NoChildren
	}
	label, n := noteLabel(line[pos:])
	if n == 0 || pos+n >= len(line) || line[pos+n] != ':' {
		return nil, parser.NoChildren
	}
	t := treeOf(pc)
	d := &note{label: label, mark: line[pos : pos+n]}
	at := seg.Start + pos - seg.Padding
	if _, twice := t.notes[label]; twice {
		t.diags.Add(diag.Warnf("footnote-twice", t.pos(at, at+n), "the footnote %s is written twice", quoted(line[pos:pos+n])).
			WithHint("the first one counts"))
	} else {
		t.notes[label] = d
	}
	t.defs = append(t.defs, d)
	r.Advance(pos + n + 1)
	return d, parser.HasChildren
}

func (noteParser) Continue(n ast.Node, r text.Reader, pc parser.Context) parser.State {
	line, _ := r.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	at, padding := util.IndentPosition(line, r.LineOffset(), 4)
	if at < 0 {
		return parser.Close
	}
	r.AdvanceAndSetPadding(at, padding)
	return parser.Continue | parser.HasChildren
}

func (noteParser) Close(ast.Node, text.Reader, parser.Context) {}
func (noteParser) CanInterruptParagraph() bool                 { return true }
func (noteParser) CanAcceptIndentedLine() bool                 { return false }

// noteRefParser reads marks. It comes before links, which would see [^1] as a
// reference, and before images, which would see ![^1].
type noteRefParser struct{}

func (noteRefParser) Trigger() []byte { return []byte{'!', '['} }

func (noteRefParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	bang := 0
	if line[0] == '!' {
		bang = 1
	}
	t := treeOf(pc)
	if len(t.notes) == 0 || !bytes.HasPrefix(line[bang:], []byte("[^")) {
		return nil
	}
	label, n := noteLabel(line[bang:])
	d := t.notes[label]
	if n == 0 || d == nil {
		return nil
	}
	if bang > 0 {
		parent.AppendChild(parent, ast.NewTextSegment(text.NewSegment(seg.Start, seg.Start+1)))
	}
	d.used = true
	ref := &noteRef{note: d}
	ref.SetPos(seg.Start + bang)
	block.Advance(bang + n)
	return ref
}
