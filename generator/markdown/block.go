package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// enter writes what stands before a node's children, or the whole node, and
// reports whether its children are to be written.
func (w *writer) enter(n ast.Node) bool {
	if n.Type() == ast.TypeInline {
		if w.silent != "" && n.Kind() != ast.KindRawHTML {
			return false
		}
	} else {
		w.typo, w.verbatim = typo{}, 0
	}
	switch n := n.(type) {
	case *ast.Document:
	case *ast.Paragraph:
		if w.figures(n) || w.card(n) || w.isCredit(n) {
			return false
		}
		w.begin(n, "p")
		w.put(">")
		w.task(n)
	case *ast.TextBlock:
		w.task(n)
	case *ast.Heading:
		w.heading(n)
	case *ast.Blockquote:
		w.openQuote(n)
	case *caption:
		return w.caption == n
	case *box:
		w.openContainer(n)
	case *ast.List:
		w.list(n)
	case *ast.ListItem:
		w.item(n)
	case *ast.ThematicBreak:
		w.put("<hr>\n")
	case *ast.CodeBlock:
		w.codeBlock(n, n.Lines().Value(w.src), "")
		return false
	case *ast.FencedCodeBlock:
		w.codeBlock(n, n.Lines().Value(w.src), w.language(n))
		return false
	case *ast.HTMLBlock:
		w.rawBlock(n)
		return false
	case *plainBlock:
		w.put("<p>")
		w.out = escapeHTML(w.out, bytes.TrimSpace(n.Lines().Value(w.src)))
		w.put("</p>\n")
		return false
	case *note:
		// Met in the text a definition is passed over; the list writes it.
		return w.inNotes && n.Parent() != nil && len(w.shown) > 0 && w.current() == n
	case *ast.LinkReferenceDefinition:
		return false
	default:
		return w.enterTable(n) || w.enterDefinition(n) || w.enterInline(n)
	}
	return true
}

// leave writes what stands behind a node's children.
func (w *writer) leave(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		w.endParagraph(n)
	case *ast.TextBlock:
		w.closeInline()
		if isTask(n) {
			w.put("</label>")
		}
		if n.NextSibling() != nil && n.FirstChild() != nil {
			w.put("\n")
		}
	case *ast.Heading:
		w.closeInline()
		w.put("</h" + strconv.Itoa(w.level(n.Level)) + ">\n")
		if h := w.headOf[n]; h != nil && h.lang != "" {
			last := len(w.langs) - 1
			w.speak(w.langs[last])
			w.langs = w.langs[:last]
		}
		w.talk(n)
	case *ast.Blockquote:
		w.closeBlock(n)
		w.closeQuote(n)
	case *box:
		w.closeBlock(n)
		w.closeContainer(n)
	case *caption:
		w.closeInline()
	case *east.DefinitionList, *east.DefinitionTerm, *east.DefinitionDescription:
		w.leaveDefinition(n)
	case *ast.List:
		w.closeBlock(n)
		if n.IsOrdered() {
			w.put("</ol>\n")
		} else {
			w.put("</ul>\n")
		}
	case *ast.ListItem:
		w.closeBlock(n)
		w.end(n)
		w.put("</li>\n")
	case *east.Table, *east.TableHeader, *east.TableRow, *east.TableCell:
		w.leaveTable(n)
	default:
		if n.Type() == ast.TypeInline {
			w.leaveInline(n)
		}
	}
}

// endParagraph closes a paragraph; one that came to nothing, because all it held
// was dropped, is taken back.
func (w *writer) endParagraph(n *ast.Paragraph) {
	if w.isFigures(n) || w.isCard(n) != nil || w.isCredit(n) {
		return
	}
	w.closeInline()
	w.end(n)
	if isTask(n) {
		w.put("</label>")
	}
	if rest := bytes.TrimRight(w.out, " \n"); bytes.HasSuffix(rest, []byte("<p>")) {
		w.out = rest[:len(rest)-len("<p>")]
		return
	}
	if w.cut {
		w.out = bytes.TrimRight(w.out, " \n")
	}
	if w.isLastOfNote(n) {
		w.backLinks()
	}
	w.put("</p>\n")
}

// level is the level at which a heading stands in its place.
func (w *writer) level(written int) int { return min(max(written+w.f.Shift, 1), 6) }

func (w *writer) heading(n *ast.Heading) {
	w.put("<h" + strconv.Itoa(w.level(n.Level)))
	if h := w.headOf[n]; h != nil {
		id := h.id
		if w.f.Guest {
			id = w.f.Prefix + id
		}
		w.attr("id", id)
		if len(h.classes) > 0 {
			w.attr("class", strings.Join(h.classes, " "))
		}
		if h.lang != "" {
			w.attr("lang", h.lang)
			w.langs = append(w.langs, w.speak(h.lang))
		}
	}
	w.put(">")
}

func (w *writer) list(n *ast.List) {
	tasks := false
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		tasks = tasks || c.FirstChild() != nil && isTask(c.FirstChild())
	}
	if !n.IsOrdered() {
		w.put("<ul")
	} else {
		w.put("<ol")
		if n.Start != 1 {
			w.attr("start", strconv.Itoa(n.Start))
		}
	}
	if tasks {
		w.attr("class", "tasks")
	}
	w.put(">\n")
}

func (w *writer) item(n *ast.ListItem) {
	w.begin(n, "li")
	w.put(">")
	if fc := n.FirstChild(); fc != nil {
		if _, tight := fc.(*ast.TextBlock); !tight {
			w.put("\n")
		}
	}
}

// isTask reports a block that begins with a check box. The box and its text
// share a label, so that the box is named for those who cannot see it.
func isTask(n ast.Node) bool {
	_, ok := n.FirstChild().(*east.TaskCheckBox)
	return ok
}

func (w *writer) task(n ast.Node) {
	if isTask(n) {
		w.put("<label>")
	}
}

// enterTable writes the parts of a table; alignment is a class, because a style
// attribute would need a hole in the page's content security policy.
func (w *writer) enterTable(n ast.Node) bool {
	switch n := n.(type) {
	case *east.Table:
		if !w.f.Plain {
			// Focusable, so that a wide table can be scrolled by keyboard.
			w.put(`<div class="table" tabindex="0">` + "\n")
		}
		w.put("<table>\n")
	case *east.TableHeader:
		w.put("<thead>\n<tr>\n")
	case *east.TableRow:
		if _, first := n.PreviousSibling().(*east.TableHeader); first {
			w.put("<tbody>\n")
		}
		w.put("<tr>\n")
	case *east.TableCell:
		if _, head := n.Parent().(*east.TableHeader); head {
			w.put("<th")
		} else {
			w.put("<td")
		}
		if n.Alignment != east.AlignNone && n.Alignment != 0 {
			w.attr("class", "align-"+n.Alignment.String())
		}
		w.put(">")
	default:
		return false
	}
	return true
}

func (w *writer) leaveTable(n ast.Node) {
	switch n := n.(type) {
	case *east.Table:
		w.put("</table>\n")
		if !w.f.Plain {
			w.put("</div>\n")
		}
	case *east.TableHeader:
		w.put("</tr>\n</thead>\n")
	case *east.TableRow:
		w.put("</tr>\n")
		if n.NextSibling() == nil || w.cut {
			w.put("</tbody>\n")
		}
	case *east.TableCell:
		w.closeInline()
		if _, head := n.Parent().(*east.TableHeader); head {
			w.put("</th>\n")
		} else {
			w.put("</td>\n")
		}
	}
}
