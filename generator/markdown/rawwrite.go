package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"golang.org/x/net/html"
)

// openTag is a raw element that waits for its end tag, and the Markdown block
// in which it was opened: it ends there at the latest.
type openTag struct {
	name  string
	block ast.Node
	link  bool // counted in inLink
}

const (
	lookAhead = 50  // nodes in which the end of an element is looked for
	maxOpen   = 512 // elements in each other; the HTML parser gives up there
)

// rawInline writes a tag within a line.
func (w *writer) rawInline(n *ast.RawHTML) {
	frag, _ := w.fragmentOf(n)
	if w.mode != Escape {
		w.raw(n, frag)
	} else if !w.more(frag.html) && !isComment(frag.html) {
		w.out = escapeHTML(w.out, frag.html)
	}
}

// rawBlock writes a block of raw HTML.
func (w *writer) rawBlock(n *ast.HTMLBlock) {
	frag, _ := w.fragmentOf(n)
	if w.mode == Escape {
		if !w.more(frag.html) && !isComment(frag.html) {
			w.put("<p>")
			w.text(strings.TrimSpace(string(frag.html)))
			w.put("</p>\n")
		}
		return
	}
	w.raw(n, frag)
	if !w.atLineStart() {
		w.put("\n")
	}
}

func (w *writer) atLineStart() bool { return len(w.out) == 0 || w.out[len(w.out)-1] == '\n' }

// more looks for the read-more marker in HTML that is shown as text.
func (w *writer) more(frag []byte) bool {
	for _, tok := range tokens(frag) {
		if tok.isMore() {
			w.cut = w.f.Cut
			return true
		}
	}
	return false
}

// raw writes raw HTML by the mode: as it is but for pictures and links, which
// are answered like those of Markdown, or by the fixed list.
func (w *writer) raw(n ast.Node, frag fragment) {
	toks := tokens(frag.html)
	w.rawUsed = true
	credit, credited := w.rawCredits[n]
	place := -1
	if credited {
		place = creditPlace(toks)
	}
	if w.mode == Allow {
		end := 0
		for i := range toks {
			if credited && i == place {
				w.rawCredit(toks, i, credit)
			}
			if w.marker(&toks[i]) {
				return
			}
			w.allowed(&toks[i])
			end = toks[i].off + len(toks[i].raw)
		}
		w.put(string(frag.html[end:])) // a tag that the block cuts off
		if credited && place < 0 {
			w.rawCredit(toks, -1, credit)
		}
		return
	}
	before := len(w.open)
	for i := range toks {
		if w.marker(&toks[i]) {
			break
		}
		if credited && i == place && w.silent == "" {
			w.rawCredit(toks, i, credit)
		}
		w.cleaned(n, &toks[i])
	}
	if _, block := n.(*ast.HTMLBlock); block {
		w.silent = "" // what a block mutes ends with it
		w.closeMarks(n, before)
	}
	if credited && place < 0 && !w.cut {
		w.rawCredit(toks, -1, credit)
	}
}

// closeMarks closes what a block of HTML left open, from the first element on
// that is only a mark on text, unless a block soon behind closes it: <div> and
// <details> are meant to hold the Markdown that follows, a forgotten <b> is not.
func (w *writer) closeMarks(n ast.Node, before int) {
	for i := min(before, len(w.open)); i < len(w.open); i++ {
		if o := w.open[i]; !structure[o.name] && !w.closedSoon(n, o.name) {
			w.closeTo(i)
			return
		}
	}
}

func (w *writer) closedSoon(n ast.Node, name string) bool {
	end := []byte("</" + name)
	for range lookAhead {
		if n = n.NextSibling(); n == nil {
			return false
		}
		if h, ok := n.(*ast.HTMLBlock); ok {
			frag, _ := w.fragmentOf(h)
			if bytes.Contains(bytes.ToLower(frag.html), end) {
				return true
			}
		}
	}
	return false
}

// shows reports an <img> that has a picture to show.
func (w *writer) shows(tok *rawToken) bool {
	src, ok := tok.attr("src")
	if set, has := tok.attr("srcset"); has && set.value != "" && !ok {
		return true
	}
	return ok && strings.TrimSpace(src.value) != "" && !unsafe(strings.TrimSpace(src.value), true)
}

// marker reports the marker at which a body that is cut ends.
func (w *writer) marker(tok *rawToken) bool {
	if w.f.Cut && w.silent == "" && tok.isMore() {
		w.cut = true
	}
	return w.cut && !w.inNotes
}

// allowed writes one token as it is; the read-more marker is none of the page.
func (w *writer) allowed(tok *rawToken) {
	if tok.isMore() {
		return
	}
	if tok.name == "picture" {
		w.picturing = tok.kind == html.StartTagToken
	}
	if tok.kind == html.StartTagToken || tok.kind == html.SelfClosingTagToken {
		if w.answered(tok) {
			w.startTag(tok, tok.name, func(rawAttr) bool { return true })
			return
		}
	}
	w.put(string(tok.raw))
}

// answered reports a tag that has to be written anew: a picture, or one whose
// addresses are others here than in the text.
func (w *writer) answered(tok *rawToken) bool {
	if tok.name == "img" {
		return true
	}
	for _, a := range tok.attrs {
		value := strings.TrimSpace(a.value)
		switch a.key {
		case "href", "src":
			if to, ok := w.link(value); ok && to != value && elements[tok.name][a.key] {
				return true
			}
		case "srcset", "poster":
			return elements[tok.name][a.key]
		case "id":
			if w.f.Guest {
				return true
			}
		}
	}
	return false
}

// cleaned writes what the list lets pass of one token.
func (w *writer) cleaned(n ast.Node, tok *rawToken) {
	switch tok.kind {
	case html.TextToken:
		if w.silent == "" && !(w.atLineStart() && len(bytes.TrimSpace(tok.raw)) == 0) {
			w.text(html.UnescapeString(string(tok.raw)))
		}
	case html.StartTagToken, html.SelfClosingTagToken:
		if w.silent != "" {
			return
		}
		element := elementName(tok.name)
		if element == "" {
			if muted[tok.name] && tok.kind == html.StartTagToken && w.ends(n, tok.name) {
				w.silent = tok.name
			}
			return
		}
		if len(element) == 2 && element[0] == 'h' && element[1] >= '1' && element[1] <= '6' {
			element = "h" + strconv.Itoa(w.level(int(element[1]-'0')))
		}
		if element == "img" && !w.shows(tok) {
			alt, _ := tok.attr("alt")
			w.text(alt.value)
			return
		}
		w.startTag(tok, element, func(a rawAttr) bool {
			return passes(element, a.key) && validAttr(element, a.key, strings.TrimSpace(a.value))
		})
		if void[element] {
			return
		}
		// Links do not nest. One that a block of HTML opens is left to tidy: so
		// often it is an <a name="x"> that nobody closed.
		_, href := tok.attr("href")
		link := element == "a" && href && n.Type() == ast.TypeInline
		if link {
			w.inLink++
		}
		w.open = append(w.open, openTag{element, blockOf(n), link})
	case html.EndTagToken:
		if w.silent != "" {
			if tok.name == w.silent {
				w.silent = ""
			}
			return
		}
		w.endTag(elementName(tok.name), n)
	}
}

// ends reports whether a muted element is closed in reach: in the same block of
// HTML the tokenizer has seen to that; in a line, by a later tag of the line.
// <script type="x"> that a sentence only speaks of must not swallow the rest.
func (w *writer) ends(n ast.Node, name string) bool {
	if _, block := n.(*ast.HTMLBlock); block {
		return true
	}
	s := n
	for range lookAhead {
		if s = s.NextSibling(); s == nil {
			return false
		}
		if r, ok := s.(*ast.RawHTML); ok {
			v := r.Segments.Value(w.src)
			if len(v) > len(name)+2 && v[1] == '/' && strings.EqualFold(string(v[2:2+len(name)]), name) {
				return true
			}
		}
	}
	return false
}

// blockOf is the Markdown block in whose inside a raw node stands: for a block
// of HTML the one around it.
func blockOf(n ast.Node) ast.Node {
	if n.Type() == ast.TypeBlock {
		return n.Parent()
	}
	for n.Type() == ast.TypeInline {
		n = n.Parent()
	}
	return n
}

// endTag closes an element that is open within the same Markdown block, with
// all that is open inside it; an end without a beginning is left out.
func (w *writer) endTag(element string, n ast.Node) {
	if len(element) == 2 && element[0] == 'h' && element[1] >= '1' && element[1] <= '6' {
		element = "h" + strconv.Itoa(w.level(int(element[1]-'0')))
	}
	if element == "" || void[element] {
		return
	}
	block := blockOf(n)
	for i := len(w.open) - 1; i >= 0 && i >= len(w.open)-maxOpen; i-- {
		if w.open[i].block != block {
			return
		}
		if w.open[i].name == element {
			w.closeTo(i)
			return
		}
	}
}

// closeTo closes raw elements until only n are open.
func (w *writer) closeTo(n int) {
	for len(w.open) > n {
		last := w.open[len(w.open)-1]
		w.open = w.open[:len(w.open)-1]
		if last.link {
			w.inLink--
		}
		w.put("</" + last.name + ">")
	}
}

// closeInline closes what the line that ends here left open.
func (w *writer) closeInline() {
	w.silent = ""
	n := len(w.open)
	for n > 0 && w.open[n-1].block.Kind() != ast.KindDocument && !container(w.open[n-1].block) {
		n--
	}
	w.closeTo(n)
}

// container reports a block that holds blocks.
func container(n ast.Node) bool {
	switch n.(type) {
	case *ast.Document, *ast.Blockquote, *ast.List, *ast.ListItem, *note, *box, *east.DefinitionList, *east.DefinitionDescription:
		return true
	}
	return false
}

// closeBlock closes what was opened in a block that ends here.
func (w *writer) closeBlock(n ast.Node) {
	k := len(w.open)
	for k > 0 && w.open[k-1].block == n {
		k--
	}
	w.closeTo(k)
}
