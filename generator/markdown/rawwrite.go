package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
)

// openTag is a raw element that waits for its end tag, and the Markdown block
// in which it was opened: it ends there at the latest.
type openTag struct {
	name  string
	block ast.Node
}

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
	if w.mode == Allow {
		end := 0
		for i := range toks {
			if w.marker(&toks[i]) {
				return
			}
			w.allowed(&toks[i])
			end = toks[i].off + len(toks[i].raw)
		}
		w.put(string(frag.html[end:])) // a tag that the block cuts off
		return
	}
	for i := range toks {
		if w.marker(&toks[i]) {
			break
		}
		w.cleaned(n, &toks[i])
	}
	if _, block := n.(*ast.HTMLBlock); block {
		w.silent = "" // what a block mutes ends with it
	}
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
		w.startTag(tok, element, func(a rawAttr) bool {
			return passes(element, a.key) && validAttr(element, a.key, strings.TrimSpace(a.value))
		})
		if !void[element] {
			if element == "a" {
				w.inLink++
			}
			w.open = append(w.open, openTag{element, blockOf(n)})
		}
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
	for s := n.NextSibling(); s != nil; s = s.NextSibling() {
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
	for i := len(w.open) - 1; i >= 0; i-- {
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
		if last.name == "a" {
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
	case *ast.Document, *ast.Blockquote, *ast.List, *ast.ListItem, *note:
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

// startTag writes a start tag with the attributes that keep lets pass, answered
// where they name a picture or a link.
func (w *writer) startTag(tok *rawToken, element string, keep func(rawAttr) bool) {
	w.put("<" + element)
	var pic Picture
	class := ""
	for _, a := range tok.attrs {
		if !keep(a) {
			continue
		}
		value := strings.TrimSpace(a.value)
		switch {
		case element == "img" && (a.key == "width" || a.key == "height" || a.key == "loading" || a.key == "decoding" || a.key == "alt"):
			// written below
		case a.key == "class" && w.mode != Allow:
			class = strings.TrimSpace(class + " " + value)
		case a.key == "align" && w.mode != Allow:
			class = strings.TrimSpace(class + " align-" + value)
		case element == "a" && a.key == "name" && w.mode != Allow:
			if _, has := tok.attr("id"); !has {
				w.attr("id", w.rawID(value))
			}
		case a.key == "id":
			w.attr("id", w.rawID(value))
		case element == "img" && a.key == "src", a.key == "poster":
			p, ok := w.picture(value)
			if !ok {
				continue
			}
			if a.key == "src" {
				pic = p
			}
			w.url(a.key, p.URL)
		case a.key == "srcset":
			w.srcset(a.value)
		case a.key == "href" || a.key == "src" || a.key == "cite":
			if to, ok := w.link(value); ok {
				w.url(a.key, to)
			} else if w.mode == Allow {
				w.attr(a.key, a.value)
			}
		case flags[a.key]:
			w.put(" " + a.key)
		default:
			w.attr(a.key, a.value)
		}
	}
	if class != "" {
		w.attr("class", class)
	}
	if element == "img" {
		w.rawImage(tok, pic)
	}
	w.put(">")
}

// rawID is an id of raw HTML where the body stands.
func (w *writer) rawID(id string) string {
	if w.f.Guest {
		return w.f.Prefix + id
	}
	return id
}

// rawImage completes an <img>: its text, its size, when it loads. A width or
// height of the author's is kept and the other one follows in proportion.
func (w *writer) rawImage(tok *rawToken, pic Picture) {
	alt, _ := tok.attr("alt")
	w.attr("alt", alt.value)
	wa, _ := tok.attr("width")
	ha, _ := tok.attr("height")
	width, height := size(wa.value), size(ha.value)
	switch {
	case width > 0 && height > 0:
	case pic.Width <= 0 || pic.Height <= 0:
	case width > 0:
		height = max(1, width*pic.Height/pic.Width)
	case height > 0:
		width = max(1, height*pic.Width/pic.Height)
	default:
		width, height = pic.Width, pic.Height
	}
	if width > 0 {
		w.attr("width", strconv.Itoa(width))
	}
	if height > 0 {
		w.attr("height", strconv.Itoa(height))
	}
	w.lazy()
}

// size is a width or height in pixels, 0 for anything else.
func size(s string) int {
	s = strings.TrimSuffix(strings.TrimSpace(s), "px")
	if !number(s) {
		return 0
	}
	n, _ := strconv.Atoi(s)
	return n
}

// candidate is one picture of a srcset and what it is for: "2x", "800w".
type candidate struct{ url, what string }

// srcset takes the attribute apart.
func srcset(s string) []candidate {
	var out []candidate
	for s = strings.TrimLeft(s, " \t\n\r\f,"); s != ""; s = strings.TrimLeft(s, " \t\n\r\f,") {
		i := strings.IndexAny(s, " \t\n\r\f")
		if i < 0 {
			i = len(s)
		}
		c := candidate{url: s[:i]}
		s = s[i:]
		if trimmed := strings.TrimRight(c.url, ","); trimmed != c.url {
			c.url = trimmed
		} else {
			what, rest, _ := strings.Cut(s, ",")
			c.what, s = strings.TrimSpace(what), rest
		}
		if c.url != "" {
			out = append(out, c)
		}
	}
	return out
}

func (w *writer) srcset(s string) {
	var b []byte
	for _, c := range srcset(s) {
		p, ok := w.picture(c.url)
		if !ok {
			continue
		}
		if len(b) > 0 {
			b = append(b, ", "...)
		}
		b = append(b, strings.ReplaceAll(p.URL, ",", "%2C")...)
		if c.what != "" {
			b = append(append(b, ' '), c.what...)
		}
	}
	if len(b) > 0 {
		w.attr("srcset", string(b))
	}
}
