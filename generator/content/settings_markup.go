package content

import (
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
	"recap/generator/markdown"
)

var markupTable = newTable("markup:", []key[Config]{
	{name: "html", kind: kind[Config]{shape: "text", choices: htmlModes, fields: func(c *Config) []any { return []any{&c.Markup.HTML} }, read: func(r *reader, n *yaml.Node, c *Config) {
		if w, ok := r.choice(n, htmlModes); ok {
			c.Markup.HTML = markdown.HTMLMode(w.Text)
		}
	}}, doc: "HTML in Markdown: clean lets a fixed list through, escape shows it, allow passes it on"},
	{name: "typographer", kind: choice(func(c *Config) *string { return &c.Markup.Typographer }, "auto", "off"), doc: "quotes, dashes and dots as the language of the text prints them; auto"},
	{name: "line_refs", kind: choice(func(c *Config) *string { return &c.Markup.LineRefs }, "auto", "off"), doc: "texts such as Lines 5, 6 lead to the code block above them; auto"},
	{name: "bare_domains", kind: boolean(func(c *Config) *bool { return &c.Markup.BareDomains }), doc: "example.org is a link without https://; false"},
})

var htmlModes = []string{string(markdown.Clean), string(markdown.Escape), string(markdown.Allow)}

var referenceTable = newTable("a reference", []key[markdown.Reference]{
	{name: "match", kind: text(func(m *markdown.Reference) *string { return &m.Match }), doc: "pattern of the text (RE2): 'bug (\\d+)'"},
	{name: "url", kind: text(func(m *markdown.Reference) *string { return &m.URL }), doc: "where it leads, $1 being the first group"},
})

// references are patterns that make links of texts, tried in their order.
func (r *reader) references(n *yaml.Node) ([]markdown.Reference, bool) {
	var out []markdown.Reference
	outer := r.key
	for _, item := range items(n) {
		r.key = outer
		if isNull(item) {
			continue
		}
		if item.Kind != yaml.MappingNode {
			r.wrongEntry(item, "a map with match and url")
			continue
		}
		var m markdown.Reference
		referenceTable.read(r, item, &m)
		low := strings.ToLower(m.URL)
		var d diag.Diagnostic
		switch err := markdown.CompileReference(m); {
		case m.Match == "" || m.URL == "":
			d = diag.Errorf("settings-reference", r.place(item), "a reference needs a match and a url")
		case err != nil:
			d = diag.Errorf("settings-reference", r.place(valueOf(item, "match")), "the pattern \"%s\" cannot be used: %v", short(m.Match), err).
				WithHint("patterns are RE2, in single quotes: 'bug (\\d+)'")
		case !strings.HasPrefix(low, "http://") && !strings.HasPrefix(low, "https://") && !strings.HasPrefix(low, "/"):
			d = diag.Errorf("settings-reference", r.place(valueOf(item, "url")), "%q is no address", short(m.URL)).
				WithHint("write it as https://example.org/bug/$1")
		default:
			out = append(out, m)
			continue
		}
		if !r.full() {
			r.add(d)
		}
	}
	return out, true
}

// valueOf is the value of a key in a map, or the map.
func valueOf(n *yaml.Node, key string) *yaml.Node {
	for _, p := range pairs(n) {
		if resolved(p.key).Value == key {
			return resolved(p.value)
		}
	}
	return n
}

var codeTable = newTable("code:", []key[Config]{
	{name: "style_light", kind: field("style", func(c *Config) *Word { return &c.Code.StyleLight }, (*reader).style).outOf(markdown.Styles()), doc: "chroma style on light ground; github"},
	{name: "style_dark", kind: field("style", func(c *Config) *Word { return &c.Code.StyleDark }, (*reader).style).outOf(markdown.Styles()), doc: "chroma style on dark ground; github-dark"},
	{name: "line_numbers", kind: boolean(func(c *Config) *bool { return &c.Code.LineNumbers }), doc: "numbers beside the lines"},
})

// style is the name of a highlighting style.
func (r *reader) style(n *yaml.Node) (Word, bool) {
	w, ok := r.word(n)
	if !ok || slices.Contains(markdown.Styles(), w.Text) {
		return w, ok
	}
	d := diag.Errorf("value-choice", w.Pos, "no highlighting style is called %q", short(w.Text)).Meant(w.Text, markdown.Styles())
	if d.Hint == "" {
		d = d.WithHint("github and github-dark are the usual ones; the names are those of chroma")
	}
	r.add(d)
	return w, false
}
