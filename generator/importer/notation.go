package importer

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// aNotation is a tag that a text shows: <script src="a.js" />, </a>, <rdf:RDF a="b">.
var aNotation = regexp.MustCompile(`</?([A-Za-z][A-Za-z0-9]*(?::[A-Za-z][\w.-]*)?)(\s+[\w:.-]+(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[“”„][^“”<>]*[“”]|[^\s"'<>=]+))?)*\s*/?>`)

// notations makes code of tags that a text shows. Outside of code their quotes
// would turn into typographic ones, and nobody could use what is copied. Words in
// angle brackets that are no element of HTML and have no attribute in quotes
// (<your name>) are what they seem.
func (b *body) notations(doc *html.Node) {
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			switch {
			case c.Type == html.TextNode && strings.Contains(c.Data, "<"):
				b.notationsIn(c)
			case !isNamed(c, "code", "pre", "kbd", "samp", "tt"):
				walk(c)
			}
			c = next
		}
	}
	walk(doc)
}

// notationsIn parts one text. A tag and its end are one piece with what is between.
func (b *body) notationsIn(n *html.Node) {
	all := n.Data
	put := func(s string) {
		if s != "" {
			n.Parent.InsertBefore(text(s), n)
		}
	}
	done := 0
	tags := aNotation.FindAllStringSubmatchIndex(all, -1)
	name := func(m []int) string { return strings.ToLower(all[m[2]:m[3]]) }
	for i, m := range tags {
		if m[0] < done || !strings.ContainsAny(all[m[0]:m[1]], "\"'“”") && atom.Lookup([]byte(name(m))) == 0 {
			continue
		}
		end := m[1]
		if i+1 < len(tags) && all[m[0]+1] != '/' {
			if next := tags[i+1]; all[next[0]+1] == '/' && name(next) == name(m) && next[0]-end <= longNotation {
				end = next[1]
			}
		}
		put(all[done:m[0]])
		code := element("code")
		code.DataAtom = atom.Code
		code.AppendChild(text(b.straight(strings.Join(strings.Fields(all[m[0]:end]), " "))))
		n.Parent.InsertBefore(code, n)
		done = end
	}
	if done > 0 {
		put(all[done:])
		remove(n)
	}
}

// longNotation is how many bytes may stand between a tag and its end in one piece.
const longNotation = 80
