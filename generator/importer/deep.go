package importer

import (
	"strings"

	"golang.org/x/net/html"
)

// maxDepth is how deep elements of one text may stand in each other. The steps
// that settle a tree look at a node once for each figure, cell or quotation
// around it, and the writer is recursive: this bounds both. Nothing behind it
// parses anew, so no text is given the depth a second time.
const maxDepth = 60

// flatten lifts what stands deeper than maxDepth to that depth. Its layout is
// lost, and told; texts, links, pictures and players stay, in their order.
func (b *body) flatten(doc *html.Node) {
	lifted := 0
	var down func(n *html.Node, left int)
	down = func(n *html.Node, left int) {
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			switch {
			case left > 0:
				down(c, left-1)
			case c.Type == html.ElementNode && c.FirstChild != nil:
				lifted++
				lift(n, c)
			}
			c = next
		}
	}
	down(doc, maxDepth)
	if lifted > 0 {
		b.note("elements in elements, deeper than "+itoa(maxDepth), "the text stays, its layout is gone")
	}
}

// lift puts what an element holds before it, flat, and removes it. A link keeps
// the words and pictures in it.
func lift(to, e *html.Node) {
	var walk func(n, into *html.Node)
	put := func(into, n *html.Node) {
		if into != nil {
			into.AppendChild(n)
		} else {
			to.InsertBefore(n, e)
		}
	}
	walk = func(n, into *html.Node) {
		switch {
		case n.Type == html.TextNode:
			put(into, text(n.Data))
			return
		case n.Type != html.ElementNode:
			return
		case isNamed(n, "img", "br", "hr", "iframe", "embed"), isNamed(n, "video", "audio") && attr(n, "src") != "":
			put(into, &html.Node{Type: html.ElementNode, Data: n.Data, DataAtom: n.DataAtom, Attr: n.Attr})
			return
		case isNamed(n, "source") && n.Parent != nil && isNamed(n.Parent, "video", "audio") && attr(n.Parent, "src") == "":
			put(into, &html.Node{Type: html.ElementNode, Data: n.Parent.Data, Attr: n.Attr})
			return
		case isNamed(n, "object"):
			if src := frameSource(n); src != "" {
				put(into, &html.Node{Type: html.ElementNode, Data: "iframe", Attr: []html.Attribute{{Key: "src", Val: src}}})
				return
			}
		case isNamed(n, "a") && attr(n, "href") != "" && into == nil:
			a := &html.Node{Type: html.ElementNode, Data: "a", DataAtom: n.DataAtom, Attr: n.Attr}
			put(nil, a)
			into = a
		}
		if isBlock(n) {
			put(into, text(" "))
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, into)
		}
		if isBlock(n) {
			put(into, text(" "))
		}
	}
	walk(e, nil)
	remove(e)
}

// joinTexts makes one node of texts side by side, which is what they become when
// the elements between them go: whoever looks for a neighbour looks at one.
func joinTexts(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.TextNode {
			joinTexts(c)
			continue
		}
		if s := c.NextSibling; s == nil || s.Type != html.TextNode {
			continue
		}
		var b strings.Builder
		b.WriteString(c.Data)
		for s := c.NextSibling; s != nil && s.Type == html.TextNode; s = c.NextSibling {
			b.WriteString(s.Data)
			remove(s)
		}
		c.Data = b.String()
	}
}

// shallow is HTML without any element that holds another: texts, links, pictures
// and players in their order, and a paragraph where a block began.
func shallow(source string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(source))
	link, silent := false, ""
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if silent == "" {
				b.Write(z.Raw())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			n := &html.Node{Type: html.ElementNode, Data: t.Data}
			switch {
			case silent != "":
			case t.Type == html.StartTagToken && isNamed(n, "script", "style", "textarea", "select", "title", "noscript"):
				silent = t.Data
			case isNamed(n, "img", "br", "hr", "embed"):
				b.WriteString(t.String())
			case isNamed(n, "iframe", "video", "audio"):
				t.Type = html.StartTagToken
				b.WriteString(t.String() + "</" + t.Data + ">")
			case t.Data == "a":
				if link {
					b.WriteString("</a>")
				}
				b.WriteString(t.String())
				link = true
			case isBlock(n):
				if link {
					b.WriteString("</a>")
					link = false
				}
				b.WriteString("<p>")
			}
		case html.EndTagToken:
			t := z.Token()
			switch {
			case t.Data == silent:
				silent = ""
			case t.Data == "a" && link && silent == "":
				b.WriteString("</a>")
				link = false
			}
		}
	}
}
