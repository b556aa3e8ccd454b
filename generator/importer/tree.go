package importer

import (
	"regexp"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// Helpers for trees of HTML.

// steps counts the nodes that are looked at, for the test that holds the work for
// a text in proportion to the text.
var steps atomic.Int64

// each calls f for every element below n, in order. f may remove, unwrap or
// replace the node it gets; what then stands in its place is looked at too.
func each(n *html.Node, f func(*html.Node)) {
	for c := n.FirstChild; c != nil; {
		steps.Add(1)
		before := c.PrevSibling
		if c.Type == html.ElementNode {
			f(c)
		}
		switch {
		case c.Parent == n:
			each(c, f)
			c = c.NextSibling
		case before != nil:
			c = before.NextSibling
		default:
			c = n.FirstChild
		}
	}
}

// all are the elements of a name below n.
func all(n *html.Node, names ...string) []*html.Node {
	var out []*html.Node
	each(n, func(e *html.Node) {
		for _, name := range names {
			if e.Data == name {
				out = append(out, e)
			}
		}
	})
	return out
}

// has reports an element of a name below n, and looks no further than the first.
func has(n *html.Node, names ...string) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		steps.Add(1)
		if isNamed(c, names...) || has(c, names...) {
			return true
		}
	}
	return false
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func setAttr(n *html.Node, key, value string) {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: value})
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	addText(&b, n)
	return b.String()
}

func addText(b *strings.Builder, n *html.Node) {
	steps.Add(1)
	switch {
	case n.Type == html.TextNode:
		b.WriteString(n.Data)
	case n.Type == html.ElementNode && (n.Data == rawTag || n.Data == rawInline):
		b.WriteString(attr(n, "text"))
	default:
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			addText(b, c)
		}
	}
}

func replace(old, new *html.Node) {
	old.Parent.InsertBefore(new, old)
	old.Parent.RemoveChild(old)
}

func remove(n *html.Node) { n.Parent.RemoveChild(n) }

// unwrap puts the children of n in its place.
func unwrap(n *html.Node) {
	for c := n.FirstChild; c != nil; c = n.FirstChild {
		n.RemoveChild(c)
		n.Parent.InsertBefore(c, n)
	}
	remove(n)
}

// move puts the children of one node into another.
func move(from, to *html.Node) {
	for c := from.FirstChild; c != nil; c = from.FirstChild {
		from.RemoveChild(c)
		to.AppendChild(c)
	}
}

func element(name string) *html.Node { return &html.Node{Type: html.ElementNode, Data: name} }

func text(s string) *html.Node { return &html.Node{Type: html.TextNode, Data: s} }

func hasClass(n *html.Node, class string) bool {
	for c := range strings.FieldsSeq(attr(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

func isNamed(n *html.Node, names ...string) bool {
	if n == nil || n.Type != html.ElementNode {
		return false
	}
	for _, name := range names {
		if n.Data == name {
			return true
		}
	}
	return false
}

var blockElements = words("address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul video audio " + rawTag + " " + moreTag)

func words(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

func isBlock(n *html.Node) bool { return n.Type == html.ElementNode && blockElements[n.Data] }

// blank reports a node without text or pictures. It looks no further than the
// first of them.
func blank(n *html.Node) bool {
	steps.Add(1)
	switch {
	case n.Type == html.TextNode:
		return strings.TrimSpace(n.Data) == "" // U+00A0 is a space to it
	case isNamed(n, "img", "video", "audio", "iframe", "hr", "object", "embed", rawTag, rawInline, moreTag):
		return false
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if !blank(c) {
			return false
		}
	}
	return true
}

// tidySpaces removes what only made room on a page: empty paragraphs, bold
// nothing, a break at the end of a block.
func tidySpaces(doc *html.Node) {
	each(doc, func(n *html.Node) {
		switch n.Data {
		case "p", "div", "span", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "b", "em", "i", "u", "center", "font":
			if blank(n) {
				if !isBlock(n) && textOf(n) != "" {
					replace(n, text(" "))
				} else {
					remove(n)
				}
			}
		case "br":
			if next := n.NextSibling; next == nil && n.Parent != nil && isBlock(n.Parent) || next != nil && isBlock(next) {
				remove(n)
			}
		}
	})
}

// Signs that the library would turn into entities travel as private characters,
// so that "a -> b" stays what it is.
const (
	shieldLess    = '\uE000'
	shieldGreater = '\uE001'
	shieldAmp     = '\uE002'
	shieldBrace   = '\uE003'
	shieldMark    = '\uE004' // before a sign that is to be escaped
	shieldBracket = '\uE005'
	shieldLow     = '\uE006' // _ inside a word, which is no mark there
)

// Any mark of ASCII may travel escaped, as the private character shieldAny and
// its code.
const shieldAny = '\uE100'

func isShield(r rune) bool {
	return r >= shieldLess && r <= shieldLow || r >= shieldAny && r < shieldAny+utf8.RuneSelf
}

var entityLike = regexp.MustCompile(`&(#?[0-9A-Za-z]{1,31};)`)

// protect shields the texts of a settled tree. Finished Markdown and code stay.
func protect(doc *html.Node) { shield(doc, crowded(doc)) }

// crowded reports a text with lines of more marks and signs than anybody writes.
// The library looks along the line at each mark, to see whether it needs a
// backslash: of such a text every mark gets one, unseen.
func crowded(doc *html.Node) bool {
	marks, size, work := 0, 0, 0
	endLine := func() { work, marks, size = work+marks*size, 0, 0 }
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		steps.Add(1)
		if n.Type == html.TextNode {
			size += len(n.Data)
			for i := range len(n.Data) {
				if strings.IndexByte(lineScanned, n.Data[i]) >= 0 {
					marks++
				}
			}
		}
		if isBlock(n) {
			endLine()
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if isBlock(n) {
			endLine()
		}
	}
	walk(doc)
	return work > 1<<30
}

// lineScanned are the marks for which the library reads on along the line.
const lineScanned = "[*_-=~`#+"

func shield(n *html.Node, crowded bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			s := c.Data
			s = strings.Map(func(r rune) rune {
				switch {
				case r == '<':
					return shieldLess
				case r == '>':
					return shieldGreater
				case isShield(r), r == '\uF002', r == 7, r == 0:
					return -1 // somebody's own private characters mean nothing here
				case crowded && r < utf8.RuneSelf && strings.IndexByte(lineScanned, byte(r)) >= 0:
					return shieldAny + r
				}
				return r
			}, s)
			s = underscores(s)
			s = entityLike.ReplaceAllString(s, string(shieldAmp)+"$1")
			if m := lineMarks.FindStringSubmatchIndex(s); m != nil && startsLine(c) {
				at := m[3]
				if s[at] == '[' {
					s = s[:at] + string(shieldBracket) + s[at+1:]
				} else {
					s = s[:at] + string(shieldMark) + s[at:]
				}
			}
			if inHeading(c) {
				s = strings.ReplaceAll(s, "{", string(shieldBrace))
			}
			c.Data = s
			continue
		}
		switch c.Data {
		case "pre", "code", "tt", "kbd", "samp", "var", rawTag, rawInline:
		default:
			shield(c, crowded)
		}
	}
}

func inHeading(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if len(p.Data) == 2 && p.Data[0] == 'h' && p.Data[1] >= '1' && p.Data[1] <= '6' {
			return true
		}
	}
	return false
}

// lineMarks mean something to recap at the start of a line and nothing to the
// library: containers, definitions, attributes, definitions of links and notes.
var lineMarks = regexp.MustCompile(`^(\s*)(?::::|:\s|\{:|\[[^\]]*\]:|~~~)`)

// startsLine reports a text that will stand at the start of a line.
func startsLine(n *html.Node) bool {
	for ; n != nil && !isBlock(n); n = n.Parent {
		if p := n.PrevSibling; p != nil {
			return isBlock(p) || p.Data == "br" && p.Type == html.ElementNode || p.Type == html.TextNode && strings.TrimSpace(p.Data) == "" && startsLine(p)
		}
	}
	return true
}

// finish takes the shields off and escapes what would be read as a mark.
func finish(s string) string {
	var b strings.Builder
	fresh := true // nothing but blanks stands in this line so far
	for i, r := range s {
		switch r {
		case shieldLess:
			rest := s[i+len(string(shieldLess)):]
			if rest != "" && (rest[0] == '/' || rest[0] == '!' || rest[0] == '?' || rest[0]|0x20 >= 'a' && rest[0]|0x20 <= 'z') {
				b.WriteByte('\\')
			}
			b.WriteByte('<')
		case shieldGreater:
			if fresh {
				b.WriteByte('\\')
			}
			b.WriteByte('>')
		case shieldAmp:
			b.WriteString("\\&")
		case shieldBrace:
			b.WriteString("\\{")
		case shieldLow:
			b.WriteByte('_')
		case shieldMark:
			b.WriteByte('\\')
		case shieldBracket:
			b.WriteString("\\[")
		default:
			if r >= shieldAny && r < shieldAny+utf8.RuneSelf {
				b.WriteByte('\\')
				r -= shieldAny
			}
			b.WriteRune(r)
		}
		fresh = r == '\n' || fresh && unicode.IsSpace(r)
	}
	return strings.TrimSpace(b.String())
}

// underscores shields those inside words, which need no backslash.
func underscores(s string) string {
	if strings.IndexByte(s, '_') < 0 {
		return s
	}
	r := []rune(s)
	word := func(i int) bool { return i >= 0 && i < len(r) && (unicode.IsLetter(r[i]) || unicode.IsDigit(r[i])) }
	for i, c := range r {
		if c == '_' && word(i-1) && word(i+1) {
			r[i] = shieldLow
		}
	}
	return string(r)
}
