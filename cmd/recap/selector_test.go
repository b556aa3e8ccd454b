package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/net/html"
)

// A selector is words with spaces between them, each below the one before; a word
// is a tag name or *, then any of .class, #id, [attr], [attr=value].
type selector []step

type step struct {
	tag   string
	attrs []attr
}

// attr must be there; value is compared unless any. A class is one word of many.
type attr struct {
	name, value string
	any, word   bool
}

func parseSelector(s string) (selector, error) {
	var sel selector
	for _, w := range splitSelector(s) {
		var st step
		rest := w
		cut := func() string {
			i := strings.IndexAny(rest[1:], ".#[")
			if i < 0 {
				i = len(rest) - 1
			}
			part := rest[1 : i+1]
			rest = rest[i+1:]
			return part
		}
		if i := strings.IndexAny(rest, ".#["); i != 0 {
			if i < 0 {
				i = len(rest)
			}
			st.tag, rest = strings.TrimPrefix(rest[:i], "*"), rest[i:]
		}
		for rest != "" {
			switch rest[0] {
			case '.':
				st.attrs = append(st.attrs, attr{name: "class", value: cut(), word: true})
			case '#':
				st.attrs = append(st.attrs, attr{name: "id", value: cut()})
			case '[':
				inside, after, ok := strings.Cut(rest[1:], "]")
				if !ok {
					return nil, fmt.Errorf("selector %q: no ]", s)
				}
				name, value, has := strings.Cut(inside, "=")
				st.attrs = append(st.attrs, attr{name: name, value: strings.Trim(value, `"`), any: !has})
				rest = after
			default:
				return nil, fmt.Errorf("selector %q: what is %q?", s, rest)
			}
		}
		sel = append(sel, st)
	}
	if len(sel) == 0 {
		return nil, fmt.Errorf("an empty selector")
	}
	return sel, nil
}

// splitSelector cuts at spaces outside brackets.
func splitSelector(s string) []string {
	depth := 0
	return strings.FieldsFunc(s, func(r rune) bool {
		switch r {
		case '[':
			depth++
		case ']':
			depth--
		}
		return r == ' ' && depth == 0
	})
}

func (st step) matches(n *html.Node) bool {
	if n.Type != html.ElementNode || (st.tag != "" && n.Data != st.tag) {
		return false
	}
	for _, want := range st.attrs {
		if !slices.ContainsFunc(n.Attr, func(a html.Attribute) bool {
			return a.Key == want.name && (want.any || a.Val == want.value ||
				(want.word && slices.Contains(strings.Fields(a.Val), want.value)))
		}) {
			return false
		}
	}
	return true
}

// query finds all elements that match, in the order of the page.
func query(doc *html.Node, s string) (found []*html.Node, err error) {
	sel, err := parseSelector(s)
	if err != nil {
		return nil, err
	}
	for n := range doc.Descendants() {
		if !sel[len(sel)-1].matches(n) {
			continue
		}
		i := len(sel) - 2
		for up := n.Parent; up != nil && i >= 0; up = up.Parent {
			if sel[i].matches(up) {
				i--
			}
		}
		if i < 0 {
			found = append(found, n)
		}
	}
	return found, nil
}

func parsePage(ts *testscript.TestScript, text string) *html.Node {
	doc, err := html.Parse(strings.NewReader(text))
	ts.Check(err)
	return doc
}

// textOf is what a reader sees of an element, spaces squeezed.
func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return squeeze(b.String())
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestSelector(t *testing.T) {
	doc, _ := html.Parse(strings.NewReader(`<main id=m><article class="h-entry post"><h1>One <b>two</b></h1>
		<a href="/x y/" rel=tag>tag</a></article><p class=post>p</p></main>`))
	for sel, want := range map[string]string{
		"h1":                       "One two",
		"article.post":             "One two tag",
		".post":                    "One two tag|p",
		"main .post.h-entry h1":    "One two",
		"#m p":                     "p",
		"main#m > p":               "", // > is no tag
		"a[rel]":                   "tag",
		"a[rel=tag]":               "tag",
		`*[href="/x y/"]`:          "tag",
		"a[rel=nofollow]":          "",
		"article p":                "",
		"body main article h1 b":   "two",
		"html body main#m .post a": "tag",
	} {
		found, err := query(doc, sel)
		if err != nil {
			t.Errorf("%s: %v", sel, err)
		}
		var got []string
		for _, n := range found {
			got = append(got, textOf(n))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s: %q, want %q", sel, got, want)
		}
	}
	for _, bad := range []string{"", "a[b"} {
		if _, err := query(doc, bad); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
}
