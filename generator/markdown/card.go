package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// bareAddress is the address that stands alone in a paragraph; nil for none.
func bareAddress(p ast.Node, src []byte) *ast.AutoLink {
	var found *ast.AutoLink
	for n := p.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.AutoLink:
			if found != nil || n.AutoLinkType != ast.AutoLinkURL {
				return nil
			}
			found = n
		case *ast.Text:
			if strings.TrimSpace(string(n.Value(src))) != "" {
				return nil
			}
		default:
			return nil
		}
	}
	return found
}

// card writes an address alone in its paragraph as a card, when its provider is
// known: a link with a title, and who will be contacted when it is followed.
// There is no frame and no preview picture, because either would tell a
// stranger of every reader.
func (w *writer) card(p *ast.Paragraph) bool {
	n := w.isCard(p)
	if n == nil {
		return false
	}
	dest := autoDest(n, w.src)
	who, _ := ProviderOf(dest)
	to, _ := w.link(dest)
	title := w.a.Texts[dest]
	if title == "" {
		title = who.Name + ": " + who.ID
	}
	if w.f.Plain {
		w.put("<p>")
	} else {
		w.put(`<figure class="embed embed-` + who.Kind + `">`)
	}
	w.put("<a")
	w.url("href", to)
	w.put(">")
	w.text(title)
	w.put("</a>")
	if w.f.Plain {
		w.put("</p>\n")
		return true
	}
	w.put("<figcaption>")
	w.text(who.Name)
	w.put("</figcaption></figure>\n")
	return true
}

// isCard is the address that a paragraph is a card of.
func (w *writer) isCard(p *ast.Paragraph) *ast.AutoLink {
	if _, auto := p.FirstChild().(*ast.AutoLink); !auto || w.inNotes || w.silent != "" {
		return nil
	}
	n := bareAddress(p, w.src)
	if n == nil {
		return nil
	}
	if _, ok := ProviderOf(autoDest(n, w.src)); !ok {
		return nil
	}
	if _, ok := w.link(autoDest(n, w.src)); !ok {
		return nil
	}
	return n
}
