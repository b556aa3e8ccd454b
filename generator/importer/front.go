package importer

import (
	"strings"
)

// text writes an item as a content file: front matter in the order of the
// manual, then the text.
func (it *item) text() []byte {
	var b strings.Builder
	line := func(key, value string) {
		if value != "" {
			b.WriteString(key + ": " + value + "\n")
		}
	}
	text := func(key, value string) {
		if value != "" {
			line(key, scalar(value))
		}
	}
	b.WriteString("---\n")
	text("id", it.id)
	text("title", it.title)
	line("date", it.date)
	text("slug", it.slug)
	line("lang", it.lang)
	if it.draft {
		line("draft", "true")
	}
	line("authors", flow(it.authors))
	line("categories", flow(it.categories))
	line("tags", flow(it.tags))
	if it.sticky {
		line("featured", "true")
	}
	if len(it.old) > 0 {
		line("aliases", flow(it.old))
	}
	text("summary", strings.Join(strings.Fields(it.summary), " "))
	if p := it.image; p.url != "" {
		parts := []string{"file: " + scalar(p.url)}
		if p.alt != "" {
			parts = append(parts, "alt: "+scalar(p.alt))
		}
		if p.caption != "" {
			parts = append(parts, "caption: "+scalar(p.caption))
		}
		if p.credit != "" {
			parts = append(parts, "credit: "+scalar(p.credit))
		}
		line("image", "{"+strings.Join(parts, ", ")+"}")
	}
	for _, e := range it.extra {
		line(e.key, e.value)
	}
	if len(it.params) > 0 {
		b.WriteString("params:\n")
		for _, p := range it.params {
			b.WriteString("  " + scalar(p.key) + ": " + p.value + "\n")
		}
	}
	b.WriteString("---\n")
	if body := strings.TrimSpace(it.body); body != "" {
		b.WriteString("\n" + body + "\n")
	}
	return []byte(b.String())
}

func flow(list []string) string {
	if len(list) == 0 {
		return ""
	}
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = scalar(s)
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// thread writes the comments of an item.
func thread(list []comment) []byte {
	var b strings.Builder
	for _, c := range list {
		sep := "- "
		line := func(key, value string) {
			if value != "" {
				b.WriteString(sep + key + ": " + value + "\n")
				sep = "  "
			}
		}
		if c.id != "" {
			line("id", scalar(c.id))
		}
		if c.author != "" {
			line("author", scalar(c.author))
		}
		if c.url != "" {
			line("url", scalar(c.url))
		}
		line("date", c.date)
		line("kind", c.kind)
		if c.parent != "" {
			line("parent", scalar(c.parent))
		}
		text := strings.TrimSpace(c.text)
		switch {
		case text == "" && sep == "- ":
			continue
		case text == "":
		case strings.HasPrefix(text, " ") || strings.ContainsAny(text, "\r\u0085\u2028\u2029\ufeff\x7f"):
			line("text", scalar(text))
		default:
			line("text", "|")
			for l := range strings.SplitSeq(text, "\n") {
				if l != "" {
					l = "    " + l
				}
				b.WriteString(l + "\n")
			}
		}
	}
	return []byte(b.String())
}
