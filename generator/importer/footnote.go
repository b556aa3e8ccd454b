package importer

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// Footnotes in HTML are a raised link to the foot of the text and an entry there
// that links back. Every plugin names them its own way; what they have in common
// is that the two link to each other.

type footnote struct{ label, text string }

var raised = regexp.MustCompile(`^\[?[0-9*†‡a-z]{1,4}\]?$`)

// foot makes [^1] of pairs of a mark and its note.
func (b *body) foot(doc *html.Node) {
	if b.plain {
		return
	}
	byID := map[string]*html.Node{}
	backs := map[string][]*html.Node{} // links by the id they lead to
	each(doc, func(n *html.Node) {
		if id := attr(n, "id"); id != "" && byID[id] == nil {
			byID[id] = n
		}
		if n.Data == "a" {
			if name := attr(n, "name"); name != "" && byID[name] == nil {
				byID[name] = n
			}
			if to, ok := strings.CutPrefix(attr(n, "href"), "#"); ok && len(backs[to]) < maxBacks {
				backs[to] = append(backs[to], n)
			}
		}
	})
	label := func() string { return itoa(len(b.notes) + 1) }
	for _, a := range all(doc, "a") {
		to, ok := strings.CutPrefix(attr(a, "href"), "#")
		if !ok || to == "" || a.Parent == nil || detached(a) || !raised.MatchString(strings.TrimSpace(textOf(a))) {
			continue
		}
		mark := a
		if s := a.Parent; isNamed(s, "sup") {
			mark = s
			if !onlyChild(a) {
				continue
			}
		}
		if kept, ok := b.footnotes[to]; ok { // kept apart from the text
			l := label()
			b.notes = append(b.notes, footnote{l, kept})
			replace(mark, inline("[^"+l+"]"))
			continue
		}
		entry := byID[to]
		if entry == nil || entry.Parent == nil || detached(entry) {
			continue
		}
		for !isNamed(entry, "li", "p", "div", "dd", "body") && entry.Parent != nil {
			entry = entry.Parent
		}
		back := backLink(entry, a, mark, backs)
		if back == nil || entry.Data == "body" || contains(entry, a) {
			continue
		}
		l := label()
		removeBack(entry, back)
		held := entry.Parent
		if s := entry.NextSibling; s != nil && s.Type == html.TextNode && strings.TrimSpace(s.Data) == "" {
			remove(s) // the blank between it and the next
		}
		text := strings.TrimSpace(b.inner(entry))
		text = strings.TrimSpace(leadNumber.ReplaceAllString(text, ""))
		remove(entry)
		dropEmpty(held)
		b.notes = append(b.notes, footnote{l, text})
		replace(mark, inline("[^"+l+"]"))
	}
	for _, n := range all(doc, "ol") { // Gutenberg shows them in a list that holds nothing itself
		if hasClass(n, "wp-block-footnotes") && blank(n) {
			remove(n)
		}
	}
}

var leadNumber = regexp.MustCompile(`^(?:\[?\d{1,3}\]?[.):]?\s+)`)

func contains(n, in *html.Node) bool {
	for p := in; p != nil; p = p.Parent {
		if p == n {
			return true
		}
	}
	return false
}

// maxBacks is how many links to one mark are looked at: a note has one.
const maxBacks = 16

// backLink is the link in an entry that leads back to its mark.
func backLink(entry, a, mark *html.Node, backs map[string][]*html.Node) *html.Node {
	ids := []string{attr(a, "id"), attr(mark, "id"), attr(a, "name")}
	for _, n := range all(mark, "a", "sup", "span") {
		ids = append(ids, attr(n, "id"))
	}
	for _, id := range ids {
		if id == "" {
			continue
		}
		for _, l := range backs[id] {
			steps.Add(1)
			if l != entry && contains(entry, l) {
				return l
			}
		}
	}
	return nil
}

func removeBack(entry, back *html.Node) {
	p := back.Parent
	remove(back)
	if isNamed(p, "sup", "span") && blank(p) && p.Parent != nil {
		remove(p)
	}
}

// dropEmpty removes the list or box that held the notes, and its heading rule.
func dropEmpty(n *html.Node) {
	for n != nil && n.Parent != nil && isNamed(n, "ol", "ul", "div", "section") {
		p := n.Parent
		if has(n, "li", "p") || !blank(n) {
			return
		}
		prev := prevElement(n)
		remove(n)
		if isNamed(prev, "hr") {
			remove(prev)
		}
		n = p
	}
}

// withNotes puts the notes below the text.
func (b *body) withNotes(s string) string {
	if len(b.notes) == 0 {
		return s
	}
	var out strings.Builder
	out.WriteString(s + "\n")
	for _, n := range b.notes {
		out.WriteString("\n[^" + n.label + "]: " + indent(n.text, "    ") + "\n")
	}
	b.notes = nil
	return strings.TrimSpace(out.String())
}
