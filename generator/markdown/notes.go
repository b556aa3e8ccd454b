package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// Footnotes are numbered in the order in which their marks are written, so a
// body that is cut has the same numbers as far as it goes and lists no more
// notes than it has marks for.

// noteID is the id of a note, or of the k-th mark of it.
func (w *writer) noteID(kind string, number, k int) string {
	id := w.f.Prefix + kind + ":" + strconv.Itoa(number)
	if k > 1 {
		id += "-" + strconv.Itoa(k)
	}
	return id
}

// noteRef writes a mark. Within a link it is the bare number: links do not nest.
func (w *writer) noteRef(n *noteRef) {
	if w.number == nil {
		w.number, w.refs = map[*note]int{}, map[*note]int{}
	}
	num := w.number[n.note]
	if num == 0 {
		w.shown = append(w.shown, n.note)
		num = len(w.shown)
		w.number[n.note] = num
	}
	if w.inLink > 0 {
		w.put("<sup>" + strconv.Itoa(num) + "</sup>")
		return
	}
	w.refs[n.note]++
	w.put("<sup")
	w.attr("id", w.noteID("fnref", num, w.refs[n.note]))
	w.put("><a")
	w.url("href", w.f.beside(w.noteID("fn", num, 1)))
	w.attr("class", "footnote-ref")
	w.attr("role", "doc-noteref")
	w.put(">" + strconv.Itoa(num) + "</a></sup>")
	if w.refs[n.note] == 1 && w.beside() {
		w.noteBeside(n.note)
	}
}

// mostBeside is how many notes a text may have that are shown beside it.
const mostBeside = 60

// beside reports whether the notes of this body stand beside their marks as well,
// hidden: a theme with a wide margin shows them there and hides the list at the
// end, without a script. That needs notes of a few words each. Style sheets alone
// could move the list's own notes (CSS Anchor Positioning), but too few browsers
// and no validator know how. All notes of a text or none, so that nothing is read
// twice or not at all.
func (w *writer) beside() bool {
	if w.f.Plain || w.f.Guest || w.inNotes {
		return false
	}
	if !w.asked {
		w.asked, w.fit = true, len(w.defs) <= mostBeside && w.notesFit()
	}
	return w.fit
}

// notesFit reports notes that are one paragraph of words, with marks in prose.
func (w *writer) notesFit() bool {
	for _, n := range w.defs {
		if !n.used {
			continue
		}
		p, ok := n.FirstChild().(*ast.Paragraph)
		if !ok || p.NextSibling() != nil {
			return false
		}
		plain := true
		walk(p, func(c ast.Node) bool {
			switch c.(type) {
			case *ast.Paragraph, *ast.Text, *ast.String, *ast.CodeSpan, *ast.Emphasis, *ast.Link, *ast.AutoLink, *east.Strikethrough:
			default:
				plain = false
			}
			return plain
		}, func(ast.Node) {})
		if !plain {
			return false
		}
	}
	fit := true
	walk(w.root, func(c ast.Node) bool {
		if ref, ok := c.(*noteRef); ok {
			for p := ref.Parent(); p != nil; p = p.Parent() {
				switch p.(type) {
				case *ast.Heading, *ast.Link, *east.Table, *caption:
					fit = false
				case *ast.Paragraph:
					fit = fit && !isTask(p)
				}
			}
		}
		return fit
	}, func(ast.Node) {})
	return fit
}

// noteBeside writes a note behind its mark.
func (w *writer) noteBeside(n *note) {
	typo := w.typo
	w.typo = (writer{}).typo
	w.put(`<small class="beside" hidden>`)
	for c := n.FirstChild().FirstChild(); c != nil; c = c.NextSibling() {
		w.blocks(c)
	}
	w.put("</small>")
	w.typo = typo
}

// noteList writes the notes that have a mark; marks within notes add to it.
func (w *writer) noteList() {
	if len(w.shown) == 0 {
		return
	}
	class := "footnotes"
	if w.beside() {
		class = "footnotes twice"
	}
	w.inNotes = true
	w.put(`<div class="` + class + `" role="doc-endnotes">` + "\n<hr>\n<ol>\n")
	for w.at = 0; w.at < len(w.shown); w.at++ {
		n := w.shown[w.at]
		w.put("<li")
		w.attr("id", w.noteID("fn", w.at+1, 1))
		w.put(">\n")
		w.linked = false
		w.blocks(n)
		w.closeTo(0)
		if !w.linked {
			w.put("<p>")
			w.backLinks()
			w.put("</p>\n")
		}
		w.put("</li>\n")
	}
	w.put("</ol>\n</div>\n")
}

// current is the note that is being written.
func (w *writer) current() *note { return w.shown[w.at] }

// isLastOfNote reports the paragraph that takes the way back to the text.
func (w *writer) isLastOfNote(n ast.Node) bool {
	return w.inNotes && !w.linked && n.NextSibling() == nil && n.Parent() == ast.Node(w.current())
}

// backLinks writes a link to each mark of the note.
func (w *writer) backLinks() {
	w.linked = true
	n := w.current()
	for k := 1; k <= w.refs[n]; k++ {
		if !bytes.HasSuffix(w.out, []byte("<p>")) {
			w.put(" ")
		}
		w.put("<a")
		w.url("href", w.f.beside(w.noteID("fnref", w.at+1, k)))
		w.attr("class", "footnote-backref")
		w.attr("role", "doc-backlink")
		w.put(">↩︎")
		if k > 1 {
			w.put("<sup>" + strconv.Itoa(k) + "</sup>")
		}
		w.put("</a>")
	}
}
