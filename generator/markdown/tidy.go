package markdown

import (
	"bytes"
	"fmt"

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
func tidy(body []byte) ([]byte, error) {
	nodes, err := parseHTML(body)
	if err != nil {
		return nil, err
	}
	t := tidier{out: make([]byte, 0, len(body)+len(body)/8), ids: map[string]bool{}}
	for _, n := range nodes {
		t.node(n)
	}
	return t.out, nil
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
	out []byte
	ids map[string]bool
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
