package importer

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// never are elements that go with what is in them; each is noted.
var never = words("script style form input textarea select button noscript template applet frameset frame noembed noframes canvas math svg link meta title base head")

// drop removes what no text may carry, and what only laid it out.
func (b *body) drop(doc *html.Node) {
	each(doc, func(n *html.Node) {
		switch {
		case n.Data == "noscript" && n.FirstChild != nil && lazy(n):
			unwrap(n)
		case isNamed(n, "link", "meta", "title", "base", "head"):
			remove(n)
		case never[n.Data]:
			b.note(n.Data, short(textOf(n)))
			remove(n)
		case isNamed(n, "font", "center", "big", "span", "html", "body", "main", "nav", "section", "article", "header", "footer", "fieldset", "legend", "label", "hgroup", "marquee", "blink", "nobr"):
			if attr(n, "id") != "" && n.Parent != nil {
				a := element("a")
				setAttr(a, "id", attr(n, "id"))
				n.InsertBefore(a, n.FirstChild)
			}
			if isBlock(n) {
				n.Data = "div"
			} else {
				unwrap(n)
			}
		}
	})
	var comments []*html.Node
	var find func(*html.Node)
	find = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.CommentNode || c.Type == html.DoctypeNode {
				comments = append(comments, c)
			}
			find(c)
		}
	}
	find(doc)
	for _, c := range comments {
		remove(c)
	}
	joinTexts(doc)
}

// lazy reports a <noscript> with the picture that a script would have loaded.
func lazy(n *html.Node) bool { return strings.Contains(textOf(n), "<img") || has(n, "img") }

func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// anchors keeps the places that links of the same text lead to.
func (b *body) anchors(doc *html.Node) {
	wanted := map[string]bool{}
	for _, a := range all(doc, "a") {
		if f, ok := strings.CutPrefix(attr(a, "href"), "#"); ok && f != "" {
			wanted[f] = true
		}
	}
	each(doc, func(n *html.Node) {
		id := attr(n, "id")
		if id == "" && n.Data == "a" {
			id = attr(n, "name")
		}
		if id == "" || !wanted[id] || strings.ContainsAny(id, " \t\n\"<>&") {
			return
		}
		mark := inline(`<a id="` + id + `"></a>`)
		switch {
		case b.plain:
		case n.Data == "a" && attr(n, "href") == "":
			n.InsertBefore(mark, n.FirstChild)
			unwrap(n)
			return
		case isNamed(n, "ul", "ol", "dl", "table", "tr", "tbody", "thead", "pre", "img", "hr", "br"):
		default:
			n.InsertBefore(mark, n.FirstChild)
		}
		removeAttr(n, "id")
		removeAttr(n, "name")
	})
}

func removeAttr(n *html.Node, key string) {
	for i, a := range n.Attr {
		if a.Key == key {
			n.Attr = append(n.Attr[:i:i], n.Attr[i+1:]...)
			return
		}
	}
}

// links brings addresses up to date and drops those that run something.
func (b *body) links(doc *html.Node) {
	each(doc, func(n *html.Node) {
		if n.Data != "a" {
			return
		}
		href := strings.TrimSpace(attr(n, "href"))
		if href == "" {
			unwrap(n)
			return
		}
		if !publishable(href) {
			b.note("link", short(href))
			unwrap(n)
			return
		}
		if b.plain && strings.HasPrefix(strings.ToLower(href), "mailto:") {
			unwrap(n)
			return
		}
		if b.address != nil {
			href = b.address(href)
		}
		setAttr(n, "href", href)
		if t := strings.Join(strings.Fields(attr(n, "title")), " "); t == "" || t == strings.TrimSpace(textOf(n)) || b.plain || t == href {
			removeAttr(n, "title")
		} else {
			setAttr(n, "title", t)
		}
	})
}

// publishable reports an address that may stand in a text: one of the schemes
// that lead somewhere, or a path.
func publishable(address string) bool {
	clean := strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f {
			return -1
		}
		return r
	}, address)
	i := strings.IndexByte(clean, ':')
	if i < 0 || strings.ContainsAny(clean[:i], "/?#") {
		return true
	}
	switch strings.ToLower(clean[:i]) {
	case "http", "https", "mailto", "tel", "ftp", "irc", "ircs", "xmpp", "news", "magnet", "geo", "sip", "matrix", "feed", "webcal", "gemini", "gopher", "svn", "git", "ssh", "sftp", "nntp":
		return true
	}
	return false
}

// quotes gives a quotation its source in recap's form, > [!QUOTE] Name, when the
// source is the last thing in it.
func (b *body) quotes(doc *html.Node) {
	if b.plain {
		return
	}
	for _, q := range all(doc, "blockquote") {
		cite := lastElement(q)
		if cite != nil && cite.Data == "p" && cite.FirstChild != nil && cite.FirstChild == cite.LastChild && isNamed(cite.FirstChild, "cite") {
			cite = cite.FirstChild
		}
		if cite == nil || !isNamed(cite, "cite", "footer") && !(cite.Data == "small") {
			continue
		}
		name := strings.Join(strings.Fields(textOf(cite)), " ")
		if name == "" || has(cite, "a", "img") || strings.ContainsAny(name, "[]<>*_`\\") {
			if isNamed(cite, "cite") && cite.Parent == q {
				p := element("p")
				replace(cite, p)
				p.AppendChild(cite)
			}
			continue
		}
		holder := cite.Parent
		remove(cite)
		if holder != q && blank(holder) {
			remove(holder)
		}
		inner := strings.TrimSpace(b.inner(q))
		if inner == "" {
			replace(q, block("— "+name))
			continue
		}
		replace(q, block("> [!QUOTE] "+strings.TrimLeft(name, "—–- ")+"\n> "+strings.ReplaceAll(inner, "\n", "\n> ")))
	}
}

func lastElement(n *html.Node) *html.Node {
	for c := n.LastChild; c != nil; c = c.PrevSibling {
		if c.Type == html.ElementNode {
			return c
		}
		if c.Type == html.TextNode && strings.TrimSpace(c.Data) != "" {
			return nil
		}
	}
	return nil
}

// inner is the Markdown of a node's children, which are used up. They have gone
// through the steps before this one, so those that remain are done here.
func (b *body) inner(n *html.Node) string {
	doc := element("body")
	move(n, doc)
	b.pictures(doc)
	b.quotes(doc)
	b.tables(doc)
	b.definitions(doc)
	tidySpaces(doc)
	joinTexts(doc)
	protect(doc)
	out, err := library().ConvertNode(doc)
	if err != nil {
		return ""
	}
	return finish(string(out))
}

// line is inner on one line, for a cell, a caption or a term.
func (b *body) line(n *html.Node) string {
	s := b.inner(n)
	s = strings.ReplaceAll(s, "\\\n", " ")
	return strings.Join(strings.Fields(s), " ")
}

// host is the host of an address without www.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}
