package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"recap/generator/diag"
)

// PartKind is what sort of block a Part is.
type PartKind uint8

const (
	ParagraphPart PartKind = iota
	HeadingPart
	ItemPart // the first lines of a list item
	CellPart // of a table
	CodePart
	HTMLPart    // raw HTML that is a block
	CommentPart // an HTML comment that is a block
	RulePart
)

// Part is one block of a text with all that is written in it and where: for
// whoever reads a text as an editor does. Passages is the same for running words
// alone.
type Part struct {
	Kind PartKind
	Passage
	Lang  string // of its own {lang=de} or the ::: lang around it, "" for the text's
	Level int    // of a heading, 1 to 6
	Depth int    // lists, quotes and boxes around it
	Note  bool   // it stands in a footnote
	Info  string // of code: its language
	Code  []Span // code in it: spans of a paragraph, or the lines of a block
}

// Span is a stretch of a file, as written.
type Span struct {
	Text string
	Pos  diag.Pos
}

// Parts are the blocks of a text, whose bytes are src[from:], in order.
func Parts(file string, src []byte, from int) []Part {
	t := grow(newBody(file, src, from))
	var out []Part
	section, depth, notes := -1, 0, 0
	langs := []string{""}
	add := func(n ast.Node, p Part) {
		p.Heading, p.Depth, p.Lang, p.Note = section, depth, langs[len(langs)-1], notes > 0
		if p.Pos.File == "" {
			p.Pos = t.pos(max(n.Pos(), 0), max(n.Pos(), 0))
		}
		out = append(out, p)
	}
	prose := func(n ast.Node, kind PartKind) {
		add(n, Part{Kind: kind, Passage: t.passage(n), Code: t.spans(n)})
	}
	walk(t.root, func(n ast.Node) bool {
		if own := t.spoken[n]; own != "" {
			langs = append(langs, own)
		}
		switch n := n.(type) {
		case *ast.Heading:
			section++
			p := Part{Kind: HeadingPart, Level: n.Level, Passage: t.passage(n), Code: t.spans(n)}
			if section < len(t.heads) {
				h := t.heading(t.heads[section])
				p.Pos = h.Pos
				if a, ok := h.Attr("lang"); ok {
					langs = append(langs, a.Value)
					defer func() { langs = langs[:len(langs)-1] }()
				}
			}
			add(n, p)
			return false
		case *ast.Paragraph, *plainBlock:
			prose(n, ParagraphPart)
			return false
		case *ast.TextBlock:
			prose(n, ItemPart)
			return false
		case *east.DefinitionTerm:
			prose(n, ItemPart)
			return false
		case *east.TableCell:
			prose(n, CellPart)
			return false
		case *ast.FencedCodeBlock:
			add(n, Part{Kind: CodePart, Info: t.language(n), Code: t.lines(n)})
			return false
		case *ast.CodeBlock:
			add(n, Part{Kind: CodePart, Code: t.lines(n)})
			return false
		case *ast.HTMLBlock:
			p := Part{Kind: HTMLPart, Code: t.lines(n)}
			if l := n.Lines(); l.Len() > 0 {
				p.Pos = t.pos(l.At(0).Start, l.At(l.Len()-1).Stop)
				if bytes.HasPrefix(bytes.TrimLeft(l.Value(t.src), " "), []byte("<!--")) {
					p.Kind = CommentPart
				}
			}
			if n.HasClosure() && p.Pos.File != "" {
				p.Code = append(p.Code, Span{string(n.ClosureLine.Value(t.src)), t.pos(n.ClosureLine.Start, n.ClosureLine.Stop)})
				p.Pos.End = p.Code[len(p.Code)-1].Pos.End
			}
			add(n, p)
			return false
		case *ast.ThematicBreak:
			add(n, Part{Kind: RulePart})
			return false
		case *box:
			depth++
			langs = append(langs, langs[len(langs)-1])
			if n.name == "lang" && n.arg != "" {
				langs[len(langs)-1] = n.arg
			}
		case *note:
			notes++
		case *ast.List, *ast.Blockquote:
			depth++
		}
		return n.Type() != ast.TypeInline
	}, func(n ast.Node) {
		defer func() {
			if t.spoken[n] != "" {
				langs = langs[:len(langs)-1]
			}
		}()
		switch n.(type) {
		case *box:
			depth--
			langs = langs[:len(langs)-1]
		case *note:
			notes--
		case *ast.List, *ast.Blockquote:
			depth--
		}
	})
	return out
}

// spans are the code spans in a block.
func (t *tree) spans(block ast.Node) []Span {
	var out []Span
	walk(block, func(n ast.Node) bool {
		if n.Kind() != ast.KindCodeSpan {
			return true
		}
		first, ok := n.FirstChild().(*ast.Text)
		last, _ := n.LastChild().(*ast.Text)
		if ok && last != nil {
			from, to := first.Segment.Start, last.Segment.Stop
			out = append(out, Span{string(t.src[from:to]), t.pos(from, to)})
		}
		return false
	}, func(ast.Node) {})
	return out
}

// lines are the lines of a block of code.
func (t *tree) lines(n ast.Node) []Span {
	l := n.Lines()
	out := make([]Span, 0, l.Len())
	for i := range l.Len() {
		seg := l.At(i)
		text := bytes.TrimSuffix(t.src[seg.Start:seg.Stop], []byte("\n"))
		out = append(out, Span{string(text), t.pos(seg.Start, seg.Start+len(text))})
	}
	return out
}
