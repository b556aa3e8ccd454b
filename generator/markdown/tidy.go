package markdown

import (
	"bytes"
	"fmt"
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// ours are elements that recap writes itself beside those of the list.
var ours = words("input label")

// ourAttrs are attributes that recap writes itself.
var ourAttrs = words("tabindex role type disabled checked data-n")

// tidy parses a body that holds raw HTML the way a browser would and writes it
// anew: what an author left open or nested wrongly comes out well formed. It is
// the second look as well: nothing that the list does not know gets through,
// however tags and text fell together. Bodies without raw HTML never come here.
// pieces are those of the theme within the body, in order: they are not the
// author's, so the list says nothing about them, and they pass as they are.
func tidy(body []byte, pieces []string) ([]byte, error) {
	nodes, err := parseHTML(setAside(body, pieces))
	if err != nil {
		return nil, err
	}
	t := tidier{out: make([]byte, 0, len(body)+len(body)/8), ids: map[string]bool{}, pieces: pieces}
	for _, n := range nodes {
		t.node(n)
	}
	return t.out, nil
}

// setAside puts an element with a number in place of each piece of the theme. No
// author can write one: the list has no such attribute.
func setAside(body []byte, pieces []string) []byte {
	if len(pieces) == 0 {
		return body
	}
	out := make([]byte, 0, len(body))
	for i, piece := range pieces {
		at := bytes.Index(body, []byte(piece))
		if at < 0 {
			continue // it stands within another
		}
		out = append(out, body[:at]...)
		out = fmt.Appendf(out, `<div %s="%d"></div>`, pieceAttr, i)
		body = body[at+len(piece):]
	}
	return append(out, body...)
}

const pieceAttr = "data-piece"

// piece is the number of the piece that an element stands for.
func (t *tidier) piece(n *html.Node) (int, bool) {
	if len(n.Attr) != 1 || n.Attr[0].Key != pieceAttr {
		return 0, false
	}
	i, err := strconv.Atoi(n.Attr[0].Val)
	return i, err == nil && i >= 0 && i < len(t.pieces)
}

// balance parses a body and writes it anew, whatever it holds.
func balance(body []byte) ([]byte, error) {
	nodes, err := parseHTML(body)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	for _, n := range nodes {
		if err := html.Render(&b, n); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

func parseHTML(body []byte) (nodes []*html.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("HTML: %v", r)
		}
	}()
	context := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	return html.ParseFragment(bytes.NewReader(body), context)
}

type tidier struct {
	out    []byte
	ids    map[string]bool
	pieces []string
}

// node writes a node; the parser bounds its depth.
func (t *tidier) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		t.out = escapeHTML(t.out, n.Data)
		return
	case html.ElementNode:
	default:
		return
	}
	if i, ok := t.piece(n); ok {
		t.out = append(t.out, t.pieces[i]...)
		return
	}
	_, known := elements[n.Data]
	if !known && !ours[n.Data] || n.Namespace != "" {
		if !muted[n.Data] {
			t.children(n)
		}
		return
	}
	if n.Data == "p" && n.FirstChild == nil && len(n.Attr) == 0 {
		return // left over where the author's block ended a paragraph
	}
	t.out = append(t.out, '<')
	t.out = append(t.out, n.Data...)
	for _, a := range n.Attr {
		t.attr(n.Data, a)
	}
	t.out = append(t.out, '>')
	if void[n.Data] {
		return
	}
	if n.Data == "pre" && n.FirstChild != nil && n.FirstChild.Type == html.TextNode && bytes.HasPrefix([]byte(n.FirstChild.Data), []byte("\n")) {
		t.out = append(t.out, '\n') // the parser eats one
	}
	t.children(n)
	t.out = append(t.out, "</"...)
	t.out = append(t.out, n.Data...)
	t.out = append(t.out, '>')
}

func (t *tidier) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		t.node(c)
	}
}

func (t *tidier) attr(element string, a html.Attribute) {
	switch {
	case a.Namespace != "", !passes(element, a.Key) && !ourAttrs[a.Key]:
		return
	case addresses[a.Key] && unsafe(a.Val, element == "img" || a.Key == "poster"):
		return
	case a.Key == "id":
		if t.ids[a.Val] {
			return
		}
		t.ids[a.Val] = true
	}
	t.out = append(t.out, ' ')
	t.out = append(t.out, a.Key...)
	if flags[a.Key] && a.Val == "" {
		return
	}
	t.out = append(t.out, '=', '"')
	t.out = escapeHTML(t.out, a.Val)
	t.out = append(t.out, '"')
}
