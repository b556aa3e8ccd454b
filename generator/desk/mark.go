package desk

import (
	"bytes"
	"strings"

	"recap/generator/diag"
	"recap/generator/markdown"
)

// braceValue is a value as it stands in a heading's braces.
func braceValue(v string) string {
	if strings.ContainsAny(v, " \t,}{\"'<>`=\\") || v == "" {
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(v) + `"`
	}
	return v
}

// markHeading is the insertion that gives a heading the mark talk=id: into its
// braces when it has some, else in new ones at the end of its line.
func markHeading(src []byte, h markdown.Heading, id string) diag.Fix {
	end := lineEnd(src, h.Pos.End)
	rest := bytes.TrimRight(src[h.Pos.End:end], " \t")
	at := h.Pos.End + len(rest)
	mark := "talk=" + braceValue(id)
	if bytes.HasSuffix(rest, []byte("}")) && bytes.IndexByte(rest, '{') >= 0 {
		inner := bytes.TrimRight(rest[:len(rest)-1], " \t")
		return insertion(h.Pos.File, h.Pos.End+len(inner), " "+mark)
	}
	return insertion(h.Pos.File, at, " {"+mark+"}")
}

// linkWords are the two insertions that make a stretch of prose a link to a talk.
func linkWords(pos diag.Pos, id string) []diag.Fix {
	return []diag.Fix{
		insertion(pos.File, pos.Off, "["),
		insertion(pos.File, pos.End, "](talk:"+id+")"),
	}
}

// marked checks an edit of a text's headings and links: the new text must have
// the headings of the old one with the wanted talks, and its links with the
// wanted ones between, and nothing else that is new.
func marked(file string, old, new []byte, from int, talks map[int]string, links []string) error {
	a, _ := markdown.Parse(file, old, from)
	b, _ := markdown.Parse(file, new, from)
	if len(a.Headings) != len(b.Headings) {
		return differs("it has %d headings, not %d", len(b.Headings), len(a.Headings))
	}
	for i, h := range a.Headings {
		n := b.Headings[i]
		attrs := h.Attrs
		if id, ok := talks[i]; ok {
			attrs = append(attrs[:len(attrs):len(attrs)], markdown.Attr{Key: "talk", Value: id})
		}
		if n.Level != h.Level || n.Text != h.Text || n.ID != h.ID || !sameAttrs(n.Attrs, attrs) {
			return differs("the heading %s would read %s", quoted(h.Text), quoted(n.Text))
		}
	}
	want := map[string]int{}
	for _, l := range a.Links {
		want[l.Dest+"\x00"+l.Text]++
	}
	for _, l := range links {
		want[l]++
	}
	for _, l := range b.Links {
		want[l.Dest+"\x00"+l.Text]--
	}
	for l, n := range want {
		if n != 0 {
			dest, text, _ := strings.Cut(l, "\x00")
			return differs("the link %s to %s would not be as wanted", quoted(text), dest)
		}
	}
	was, is := markdown.Passages(file, old, from), markdown.Passages(file, new, from)
	if len(was) != len(is) {
		return differs("other parts of the text would change")
	}
	for i := range was {
		if was[i].Text != is[i].Text {
			return differs("the words %s would change", quoted(was[i].Text))
		}
	}
	if len(a.Images) != len(b.Images) || len(a.Codes) != len(b.Codes) || a.Footnotes != b.Footnotes || len(a.Raw) != len(b.Raw) {
		return differs("other parts of the text would change")
	}
	return nil
}

func sameAttrs(a, b []markdown.Attr) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Key != b[i].Key || a[i].Value != b[i].Value {
			return false
		}
	}
	return true
}
