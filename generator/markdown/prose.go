package markdown

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// span is a stretch of a text that becomes a link.
type span struct {
	from, to int
	url      string
}

// join makes one node of a text and those that follow it in the source: goldmark
// breaks lines into pieces where a parser looked and found nothing.
func join(n *ast.Text) {
	for !n.SoftLineBreak() && !n.HardLineBreak() {
		next, ok := n.NextSibling().(*ast.Text)
		if !ok || next.Segment.Start != n.Segment.Stop || next.Segment.Padding > 0 || n.IsRaw() != next.IsRaw() {
			return
		}
		n.Segment.Stop = next.Segment.Stop
		n.SetSoftLineBreak(next.SoftLineBreak())
		n.SetHardLineBreak(next.HardLineBreak())
		n.Parent().RemoveChild(n.Parent(), next)
	}
}

// prose writes the text of a node: its references as links, the rest with its
// typography.
func (w *writer) prose(n *ast.Text) {
	join(n)
	s := n.Value(w.src)
	if w.verbatim > 0 {
		w.out = escapeText(w.out, s)
		w.after(s)
		return
	}
	var links []span
	if w.inLink == 0 {
		links = w.spans(n, s)
	}
	at := 0
	for _, l := range links {
		w.piece(n, s, at, l.from)
		w.put("<a")
		w.url("href", l.url)
		w.put(">")
		w.piece(n, s, l.from, l.to)
		w.put("</a>")
		at = l.to
	}
	w.piece(n, s, at, len(s))
}

// piece writes a part of a text node.
func (w *writer) piece(n *ast.Text, s []byte, from, to int) {
	part := s[from:to]
	if len(part) == 0 {
		return
	}
	if !w.r.o.Typographer || w.inLink > 0 && bytes.Contains(part, []byte("://")) {
		w.out = escapeText(w.out, part)
		return
	}
	next := rune(0)
	if last := s[len(s)-1]; last == '"' || last == '\'' {
		next = w.next(n)
	}
	w.smart(s, from, to, next)
}

// next is the character that follows a text in its block: a letter stands for
// whatever is no text, 0 for the end. It looks at a few nodes only: what is
// further away behind tags may as well be a letter.
func (w *writer) next(n ast.Node) rune {
	for range 20 {
		r, on := w.step(n)
		if on == nil {
			return r
		}
		n = on
	}
	return 'x'
}

// step looks at what follows a node: the character, or the node to look behind.
func (w *writer) step(n ast.Node) (rune, ast.Node) {
	if t, ok := n.(*ast.Text); ok && (t.SoftLineBreak() || t.HardLineBreak()) {
		return ' ', nil
	}
	for n.NextSibling() == nil {
		n = n.Parent()
		if n == nil || n.Type() != ast.TypeInline {
			return 0, nil
		}
	}
	for n = n.NextSibling(); n != nil; n = n.FirstChild() {
		switch t := n.(type) {
		case *ast.Text:
			if v := t.Value(w.src); len(v) > 0 {
				r, _ := utf8.DecodeRune(v)
				return r, nil
			}
			return 0, t
		case *ast.RawHTML, *leftOut, *noteRef:
			return 0, n
		case *ast.CodeSpan, *ast.Image, *ast.AutoLink:
			return 'x', nil
		}
	}
	return 'x', nil
}

// spans are the stretches of a text that lead somewhere, in order: references
// of the settings, lines of code.
func (w *writer) spans(n *ast.Text, s []byte) []span {
	var out []span
	if w.r.o.LineRefs {
		for _, l := range w.lineRefs[n] {
			if l.block.has(l.first, l.last) {
				out = append(out, span{l.from, l.to, w.f.address("#" + l.block.lineID(l.first))})
			}
		}
	}
	for i := range w.r.refs {
		out = w.r.refs[i].find(s, out)
	}
	return out
}

// boundary reports whether a word does not go on at s[i].
func boundary(s []byte, i int) bool {
	if i <= 0 || i >= len(s) {
		return true
	}
	a, _ := utf8.DecodeLastRune(s[:i])
	b, _ := utf8.DecodeRune(s[i:])
	return !inWord(a) || !inWord(b)
}

func inWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }
