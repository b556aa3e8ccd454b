package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"

	"recap/generator/diag"
)

// Passage is one paragraph of a text, or the first lines of a list item: running
// words with the place of each, for whoever looks for something in prose and
// wants to change it there.
type Passage struct {
	Text    string        // as written, without marks of emphasis; a line end is a blank, what is no prose is OtherThan
	Heading int           // the section it stands in, as an index into Doc.Headings; -1 before the first
	Pos     diag.Pos      // of the block, with its marks
	Links   []PassageLink // in order

	places []int32 // offset in the file of each byte of Text, -1 for none
}

// OtherThan stands in Passage.Text for code, pictures and the like, in which
// nobody looks for words.
const OtherThan = "\ufffc"

// PassageLink is a stretch of a passage that is a link already.
type PassageLink struct {
	From, To int // in Passage.Text
	Dest     string
}

// At is the place in the file of Text[from:to]. ok is false when it has no place
// of its own: it is empty, or begins or ends in what is no prose.
func (p Passage) At(from, to int) (pos diag.Pos, ok bool) {
	if from < 0 || from >= to || to > len(p.places) {
		return diag.Pos{}, false
	}
	a, z := p.places[from], p.places[to-1]
	if a < 0 || z < 0 {
		return diag.Pos{}, false
	}
	return diag.Pos{File: p.Pos.File, Off: int(a), End: int(z) + 1}, true
}

// Linked reports whether a part of Text[from:to] is a link.
func (p Passage) Linked(from, to int) bool {
	for _, l := range p.Links {
		if l.From < to && from < l.To {
			return true
		}
	}
	return false
}

// Passages are the running words of a text, whose bytes are src[from:], in
// order. Headings, code, tables and raw HTML have none.
func Passages(file string, src []byte, from int) []Passage {
	t := grow(newBody(file, src, from))
	var out []Passage
	section := -1
	walk(t.root, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.Heading:
			section++
			return false
		case *ast.Paragraph, *ast.TextBlock:
			if p := t.passage(n); len(bytes.TrimSpace([]byte(p.Text))) > 0 {
				p.Heading = section
				out = append(out, p)
			}
			return false
		}
		return n.Type() != ast.TypeInline
	}, func(ast.Node) {})
	return out
}

func (t *tree) passage(block ast.Node) Passage {
	var p Passage
	if l := block.Lines(); l.Len() > 0 {
		p.Pos = t.pos(l.At(0).Start, l.At(l.Len()-1).Stop)
	}
	var text []byte
	other := func() {
		text = append(text, OtherThan...)
		for len(p.places) < len(text) {
			p.places = append(p.places, -1)
		}
	}
	walk(block, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Text:
			v := n.Value(t.src)
			start := n.Segment.Start
			if n.Segment.Padding > 0 || start+len(v) > len(t.src) {
				other()
				return false
			}
			for i := range v {
				p.places = append(p.places, int32(t.off(start+i)))
			}
			text = append(text, v...)
			if n.SoftLineBreak() || n.HardLineBreak() {
				text = append(text, ' ')
				p.places = append(p.places, int32(t.off(n.Segment.Stop)))
			}
		case *ast.Link:
			p.Links = append(p.Links, PassageLink{From: len(text), Dest: string(unescape(n.Destination))})
		case *ast.AutoLink:
			p.Links = append(p.Links, PassageLink{From: len(text), Dest: string(n.URL(t.src))})
			other()
			p.Links[len(p.Links)-1].To = len(text)
			return false
		case *ast.CodeSpan, *ast.Image, *ast.RawHTML, *ast.String:
			other()
			return false
		}
		return true
	}, func(n ast.Node) {
		if l, ok := n.(*ast.Link); ok {
			for i := len(p.Links) - 1; i >= 0; i-- {
				if p.Links[i].To == 0 && p.Links[i].Dest == string(unescape(l.Destination)) {
					p.Links[i].To = max(len(text), p.Links[i].From)
					break
				}
			}
		}
	})
	p.Text = string(text)
	return p
}
