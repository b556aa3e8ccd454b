package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

func (w *writer) enterInline(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Text:
		w.textNode(n)
	case *ast.String:
		w.out = escapeText(w.out, n.Value)
	case *ast.CodeSpan:
		w.codeSpan(n)
		w.typo.prev = 'x'
		return false
	case *ast.Emphasis:
		if n.Level == 2 {
			w.put("<strong>")
		} else {
			w.put("<em>")
		}
	case *east.Strikethrough:
		w.put("<del>")
	case *ast.Link:
		w.openLink(n)
	case *ast.AutoLink:
		w.autoLink(n)
		w.typo.prev = 'x'
	case *ast.Image:
		w.image(n, true)
		w.typo.prev = 'x'
		return false
	case *ast.RawHTML:
		w.rawState(n.Segments.Value(w.src))
		w.rawInline(n)
		return false
	case *east.TaskCheckBox:
		w.put(`<input type="checkbox" disabled`)
		if n.IsChecked {
			w.put(" checked")
		}
		w.put("> ")
	case *noteRef:
		w.noteRef(n)
	}
	return true
}

func (w *writer) leaveInline(n ast.Node) {
	if w.silent != "" {
		return
	}
	switch n := n.(type) {
	case *ast.Emphasis:
		if n.Level == 2 {
			w.put("</strong>")
		} else {
			w.put("</em>")
		}
	case *east.Strikethrough:
		w.put("</del>")
	case *ast.Link:
		w.closeLink(n)
	}
}

func (w *writer) textNode(n *ast.Text) {
	w.prose(n)
	switch {
	case n.HardLineBreak():
		w.trim()
		w.put("<br>\n")
		w.typo.prev = ' '
	case n.SoftLineBreak():
		w.trim()
		w.put("\n")
		w.typo.prev = ' '
	}
}

// trim takes the blanks off the end of a line.
func (w *writer) trim() { w.out = bytes.TrimRight(w.out, " ") }

func (w *writer) codeSpan(n *ast.CodeSpan) {
	w.put("<code>")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		v := c.(*ast.Text).Value(w.src)
		if bytes.HasSuffix(v, []byte("\n")) {
			w.out = escapeHTML(w.out, v[:len(v)-1])
			w.put(" ")
		} else {
			w.out = escapeHTML(w.out, v)
		}
	}
	w.put("</code>")
}

// openLink writes <a>; a destination that must not be followed leaves its text
// alone, and so does a link within a link.
func (w *writer) openLink(n *ast.Link) {
	w.inLink++
	if w.inLink > 1 {
		return
	}
	asked := string(unescape(n.Destination))
	dest, ok := w.link(asked)
	if ok {
		w.put("<a")
		w.url("href", dest)
		if len(n.Title) > 0 {
			w.attr("title", string(unescape(n.Title)))
		}
		w.put(">")
	}
	if n.FirstChild() == nil {
		w.text(w.a.Texts[asked])
	}
}

func (w *writer) closeLink(n *ast.Link) {
	w.inLink--
	if w.inLink > 0 {
		return
	}
	if _, ok := w.link(string(unescape(n.Destination))); ok {
		w.put("</a>")
	}
}

func (w *writer) autoLink(n *ast.AutoLink) {
	label := n.Label(w.src)
	if text := w.a.Texts[autoDest(n, w.src)]; text != "" {
		label = []byte(text)
	}
	dest, ok := w.link(autoDest(n, w.src))
	if !ok || w.inLink > 0 {
		w.out = escapeHTML(w.out, label)
		return
	}
	w.put("<a")
	w.url("href", dest)
	w.put(">")
	w.out = escapeHTML(w.out, label)
	w.put("</a>")
}

// image writes <img>. The title is left to the caption where there is one.
func (w *writer) image(n *ast.Image, title bool) {
	alt := w.plain(n)
	p, ok := w.picture(string(unescape(n.Destination)))
	if !ok {
		w.text(alt)
		return
	}
	w.openPicture(p)
	w.put("<img")
	w.url("src", p.URL)
	w.choices(p.Set)
	w.attr("alt", alt)
	if title && len(n.Title) > 0 {
		w.attr("title", string(unescape(n.Title)))
	}
	w.size(p.Width, p.Height)
	w.lazy()
	w.put(">")
	w.closePicture(p)
}
