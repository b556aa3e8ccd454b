package markdown

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

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
	if !bytes.HasPrefix(line[bang:], []byte("[^")) {
		return nil
	}
	t := treeOf(pc)
	label, n := noteLabel(line[bang:])
	d := t.notes[label]
	if n > 0 && d == nil && isMark(line[bang:], n) {
		t.astray = append(t.astray, stray{label, seg.Start + bang, n})
	}
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

// stray is a mark of a note that nobody wrote.
type stray struct {
	label string
	at, n int // of the mark in the source
}

// markLabel is what people call notes; [^a-z] is a regular expression.
var markLabel = regexp.MustCompile(`^[\pL\pN]([\pL\pN_:.-]*[\pL\pN])?$`)

// isMark tells [^label] that was meant as a mark from a link's text and from a
// regular expression in prose.
func isMark(s []byte, n int) bool {
	label := s[2 : n-1]
	if !markLabel.Match(label) || len(label) == 3 && label[1] == '-' {
		return false
	}
	if n == len(s) {
		return true
	}
	next, _ := utf8.DecodeRune(s[n:])
	return !strings.ContainsRune("(+{", next) && !unicode.IsLetter(next) && !unicode.IsDigit(next)
}

// noteFaults says which marks have no note and which notes no mark. A label that
// is spelled in two ways is one mistake, told at the mark.
func (t *tree) noteFaults() {
	var idle []string
	for _, d := range t.defs {
		if !d.used && t.notes[d.label] == d {
			idle = append(idle, string(d.mark[2:len(d.mark)-1]))
		}
	}
	told := map[string]bool{}
	for _, s := range t.astray {
		if told[s.label] {
			continue
		}
		told[s.label] = true
		written := string(t.src[s.at+2 : s.at+s.n-1])
		d := diag.Warnf("footnote-unknown", t.pos(s.at+2, s.at+s.n-1), "no footnote is called [^%s], so the mark is shown as text", written)
		if near, ok := diag.Nearest(written, idle); ok {
			told[util.ToLinkReference([]byte(near))] = true
			d = d.Meant(written, idle)
		} else {
			d = d.WithHint("write [^%s]: and the note on a line of its own", written)
		}
		t.diags.Add(d)
	}
	for _, d := range t.defs {
		if !d.used && t.notes[d.label] == d && !told[d.label] {
			t.diags.Add(diag.Warnf("footnote-unused", t.pos(d.Pos(), d.Pos()+len(d.mark)), "nothing in the text points to the footnote %s", quoted(d.mark)).
				WithHint("a footnote without its mark is not shown"))
		}
	}
}
