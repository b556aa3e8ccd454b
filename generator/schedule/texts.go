package schedule

import (
	"net/url"
	"regexp"
	"strings"
	"sync"
	"unicode"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// kept are the elements an abstract may have; others lose their tags and keep
// their text.
var kept = map[atom.Atom]bool{
	atom.P: true, atom.Br: true, atom.A: true, atom.Em: true, atom.I: true, atom.Strong: true, atom.B: true, atom.Code: true, atom.Pre: true,
	atom.Ul: true, atom.Ol: true, atom.Li: true, atom.Blockquote: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
	atom.Hr: true, atom.Div: true, atom.Section: true, atom.Dl: true, atom.Dt: true, atom.Dd: true,
}

// dropped are the elements whose text says nothing to a reader.
var dropped = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Iframe: true, atom.Object: true, atom.Embed: true, atom.Template: true, atom.Noscript: true,
	atom.Svg: true, atom.Math: true, atom.Form: true, atom.Input: true, atom.Button: true, atom.Select: true, atom.Textarea: true, atom.Head: true, atom.Img: true,
	atom.Video: true, atom.Audio: true, atom.Canvas: true, atom.Link: true, atom.Meta: true, atom.Title: true,
}

// tagForm is a tag of HTML in a text: what decides whether a text is HTML. Names
// of types such as Vec<T> are none.
var tagForm = regexp.MustCompile(`(?i)</?(?:p|br|a|em|i|strong|b|u|code|pre|ul|ol|li|blockquote|h[1-6]|hr|div|span|section|dl|dt|dd|table|thead|tbody|tr|td|th|img|font|center|script|style|iframe|object|embed|form|svg|video|audio|small|sub|sup|tt)(?:\s[^<>]*|/)?>`)

var entityForm = regexp.MustCompile(`&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|amp|lt|gt|quot|apos|nbsp|[a-z]{2,8});`)

var toMarkdown = sync.OnceValue(func() *converter.Converter {
	return converter.NewConverter(converter.WithPlugins(base.NewBasePlugin(), commonmark.NewCommonmarkPlugin(
		commonmark.WithBulletListMarker("-"), commonmark.WithEmDelimiter("*"))))
})

// prose is a text of several paragraphs as Markdown: HTML is converted, by an
// allow list; Markdown and plain text stay, with what HTML they hold made
// visible. Nothing private is left in it.
func prose(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n\n").Replace(s)
	if strings.Contains(s, "<") && tagForm.MatchString(s) {
		s = fromHTML(s)
	} else {
		if strings.Contains(s, "&") && entityForm.MatchString(s) {
			s = html.UnescapeString(s)
		}
		s = plainTags(s)
	}
	return tidy(scrub(s))
}

// unescapeHTML is a text whose source writes entities into what is no HTML.
func unescapeHTML(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	return html.UnescapeString(s)
}

// plainTags takes from a text that is no HTML what Markdown would read as some.
func plainTags(s string) string {
	if !strings.Contains(s, "<") {
		return s
	}
	var b strings.Builder
	code := false // between backticks a < is a <
	for i := 0; i < len(s); i++ {
		if s[i] == '`' {
			code = !code
		}
		if s[i] == '\n' && i+1 < len(s) && s[i+1] == '\n' {
			code = false
		}
		if s[i] == '<' && !code && i+1 < len(s) && (s[i+1] == '/' || s[i+1] == '!' || s[i+1] == '?' || unicode.IsLetter(rune(s[i+1]))) &&
			!strings.HasPrefix(s[i+1:], "http://") && !strings.HasPrefix(s[i+1:], "https://") && (i == 0 || s[i-1] != '\\') {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func fromHTML(s string) string {
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(s), body)
	if err != nil {
		return html.EscapeString(s)
	}
	for _, n := range nodes {
		clean(n, body, 0)
	}
	md, err := toMarkdown().ConvertNode(body)
	if err != nil {
		return ""
	}
	return string(md)
}

// clean copies what an abstract may have below a new parent.
func clean(n, to *html.Node, depth int) {
	switch n.Type {
	case html.TextNode:
		to.AppendChild(&html.Node{Type: html.TextNode, Data: n.Data})
		return
	case html.ElementNode:
	default:
		return
	}
	if n.DataAtom == atom.Img {
		if alt := line(attr(n, "alt")); alt != "" {
			to.AppendChild(&html.Node{Type: html.TextNode, Data: alt})
		}
		return
	}
	if dropped[n.DataAtom] {
		return
	}
	into := to
	if kept[n.DataAtom] && depth < maxDepth {
		into = &html.Node{Type: html.ElementNode, Data: n.Data, DataAtom: n.DataAtom}
		if n.DataAtom == atom.A {
			if to := webAddress(attr(n, "href"), nil); to != "" {
				into.Attr = []html.Attribute{{Key: "href", Val: to}}
			} else {
				into = &html.Node{Type: html.ElementNode, Data: "span", DataAtom: atom.Span}
			}
		}
		to.AppendChild(into)
	} else if n.DataAtom == atom.Td || n.DataAtom == atom.Th || n.DataAtom == atom.Tr {
		defer to.AppendChild(&html.Node{Type: html.TextNode, Data: " "})
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		clean(c, into, depth+1)
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// tidy takes blanks from the ends of lines and of the text, empty lines beyond
// one, and what no page may hold.
func tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case r == '\uFEFF' || r == '\u200B' || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r):
			return -1
		case r == '\u00A0':
			return ' '
		}
		return r
	}, s)
	var out []string
	empty := true
	for l := range strings.SplitSeq(s, "\n") {
		l = strings.TrimRight(l, " ")
		if l == "" && empty {
			continue
		}
		empty = l == ""
		if len(out) == 0 {
			l = strings.TrimLeft(l, " ")
		}
		out = append(out, l)
	}
	return strings.TrimRight(strings.Join(out, "\n"), "\n")
}

// secretNames are parts of an address that open something to whoever has it.
var secretNames = []string{"token", "key", "secret", "signature", "sig", "password", "auth", "access_token", "email", "mail"}

// webAddress is an address that can be published, or "": http and https alone,
// without name, password and keys, not one that holds somebody's e-mail address.
// base, if any, is what a relative one is seen from.
func webAddress(s string, from *url.URL) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) }) {
		return ""
	}
	u, err := url.Parse(strings.ReplaceAll(s, " ", "%20"))
	if err != nil {
		return ""
	}
	if from != nil {
		u = from.ResolveReference(u)
	}
	if u.Scheme == "" && u.Host == "" && bareHost.MatchString(s) {
		if u, err = url.Parse("https://" + s); err != nil {
			return ""
		}
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return ""
	}
	u.User = nil
	u = public(u)
	out := u.String()
	if plain, err := url.QueryUnescape(out); err != nil || private(plain) && strings.Contains(plain, "@") {
		return ""
	}
	if strings.ContainsFunc(out, unicode.IsSpace) {
		return ""
	}
	return out
}

var bareHost = regexp.MustCompile(`^(?:[a-zA-Z0-9-]+\.)+[a-zA-Z]{2,}(?:/\S*)?$`)

// public is an address without the keys in its query.
func public(u *url.URL) *url.URL {
	if u.RawQuery == "" {
		return u
	}
	out := *u
	var parts []string
	for p := range strings.SplitSeq(u.RawQuery, "&") {
		name, _, _ := strings.Cut(p, "=")
		secret := false
		for _, s := range secretNames {
			secret = secret || strings.EqualFold(name, s) || strings.HasSuffix(strings.ToLower(name), "_"+s)
		}
		if !secret {
			parts = append(parts, p)
		}
	}
	out.RawQuery = strings.Join(parts, "&")
	return &out
}
