package importer

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

func itoa(n int) string { return strconv.Itoa(n) }

// tables leaves to Markdown what Markdown can say; a table with joined cells or
// with blocks in its cells stays HTML.
func (b *body) tables(doc *html.Node) {
	for _, t := range all(doc, "table") {
		if t.Parent == nil || detached(t) {
			continue
		}
		rows := all(t, "tr")
		for _, c := range all(t, "td", "th") {
			trimBreaks(c)
		}
		switch {
		case len(rows) == 0 || blank(t):
			unwrap(t)
			continue
		case oneCell(rows): // a box, or a column of boxes
			for _, n := range all(t, "td", "th") {
				n.Data = "div"
			}
			for _, n := range append(all(t, "tr", "tbody", "thead", "tfoot", "colgroup", "col", "caption"), t) {
				if n.Parent != nil {
					n.Data = "div"
				}
			}
			continue
		case b.plain, !simpleTable(t):
			if b.plain {
				for _, n := range all(t, "tr") {
					n.Data = "p"
				}
				unwrap(t)
				continue
			}
			replace(t, block(rawTable(t)))
			continue
		}
		for _, cap := range all(t, "caption") {
			p := element("p")
			move(cap, p)
			remove(cap)
			t.Parent.InsertBefore(p, t)
		}
		for _, c := range all(t, "td", "th") {
			cell := b.line(c)
			for c.FirstChild != nil {
				remove(c.FirstChild)
			}
			if cell != "" {
				c.AppendChild(inline(strings.ReplaceAll(cell, "|", `\|`)))
			}
		}
	}
}

// trimBreaks removes the breaks at both ends of a cell.
func trimBreaks(n *html.Node) {
	idle := func(c *html.Node) bool {
		return isNamed(c, "br") || c.Type == html.TextNode && strings.TrimSpace(c.Data) == ""
	}
	for n.FirstChild != nil && idle(n.FirstChild) {
		remove(n.FirstChild)
	}
	for n.LastChild != nil && idle(n.LastChild) {
		remove(n.LastChild)
	}
}

func oneCell(rows []*html.Node) bool {
	for _, r := range rows {
		if len(all(r, "td", "th")) > 1 {
			return false
		}
	}
	return true
}

// simpleTable reports a table of rows of equal length whose cells hold a line each.
func simpleTable(t *html.Node) bool {
	width := -1
	for _, r := range all(t, "tr") {
		n := 0
		for c := r.FirstChild; c != nil; c = c.NextSibling {
			if !isNamed(c, "td", "th") {
				continue
			}
			n++
			if s := attr(c, "colspan") + attr(c, "rowspan"); strings.Trim(s, "1") != "" {
				return false
			}
			if has(c, "table", "ul", "ol", "dl", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "br", rawTag) || len(all(c, "p")) > 1 {
				return false
			}
		}
		if width >= 0 && n != width {
			return false
		}
		width = n
	}
	return width > 0
}

// rawTable writes a table as HTML, a row a line: no empty line may end the block.
func rawTable(t *html.Node) string {
	for _, n := range all(t, rawTag, rawInline) { // finished Markdown has no meaning inside HTML
		unMarkdown(n)
	}
	var b strings.Builder
	writeHTML(&b, t)
	lines := strings.Split(strings.ReplaceAll(b.String(), "<tr>", "\n<tr>"), "\n")
	out := lines[:0]
	for _, l := range lines {
		if strings.TrimSpace(l) != "" {
			out = append(out, strings.TrimRight(l, " \t"))
		}
	}
	return strings.Join(out, "\n")
}

// unMarkdown turns the pieces that were finished too early back into HTML: code
// and pictures.
func unMarkdown(n *html.Node) {
	s := textOf(n)
	switch {
	case strings.HasPrefix(s, "```"):
		_, rest, _ := strings.Cut(s, "\n")
		code := element("code")
		code.AppendChild(text(strings.TrimRight(strings.TrimRight(rest, "`"), "\n")))
		pre := element("pre")
		pre.AppendChild(code)
		replace(n, pre)
	case strings.HasPrefix(s, "![") || strings.HasPrefix(s, "[!["):
		alt, rest, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(s, "["), "!["), "](")
		src, _, _ := strings.Cut(rest, ")")
		src, _, _ = strings.Cut(src, " ")
		img := element("img")
		img.Attr = []html.Attribute{{Key: "src", Val: src}, {Key: "alt", Val: strings.ReplaceAll(alt, `\`, "")}}
		replace(n, img)
	case bareAddress.MatchString(s):
		a := element("a")
		a.Attr = []html.Attribute{{Key: "href", Val: s}}
		a.AppendChild(text(s))
		replace(n, a)
	default:
		n.Data = rawInline
	}
}

// definitions writes <dl> in the form of Markdown Extra where every term has a
// line and every meaning one paragraph; other ones stay HTML.
func (b *body) definitions(doc *html.Node) {
	for _, d := range all(doc, "dl") {
		if d.Parent == nil || detached(d) {
			continue
		}
		simple, terms := true, 0
		for c := d.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case isNamed(c, "dt"):
				terms++
				simple = simple && terms > 0
			case isNamed(c, "dd"):
				simple = simple && terms > 0
			case c.Type == html.TextNode && strings.TrimSpace(c.Data) == "":
			default:
				simple = false
			}
		}
		if b.plain || !simple {
			for _, n := range all(d, "dt", "dd") {
				n.Data = "p"
			}
			unwrap(d)
			continue
		}
		var out strings.Builder
		after := ""
		for c := d.FirstChild; c != nil; c = d.FirstChild {
			remove(c)
			switch c.Data {
			case "dt":
				if t := b.line(c); t != "" {
					if after == "dd" {
						out.WriteString("\n")
					}
					out.WriteString(t + "\n")
					after = "dt"
				}
			case "dd":
				if t := strings.TrimSpace(b.inner(c)); t != "" {
					out.WriteString(": " + indent(t, "  ") + "\n")
					after = "dd"
				}
			}
		}
		replace(d, block(strings.TrimSpace(out.String())))
	}
}
