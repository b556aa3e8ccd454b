package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
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
}

// noteList writes the notes that have a mark; marks within notes add to it.
func (w *writer) noteList() {
	if len(w.shown) == 0 {
		return
	}
	w.inNotes = true
	w.put(`<div class="footnotes" role="doc-endnotes">` + "\n<hr>\n<ol>\n")
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
