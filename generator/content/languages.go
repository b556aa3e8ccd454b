package content

import (
	"strings"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
)

// Edition is the site in a further language: how it is called there, for the
// list of its posts and for every page in it.
type Edition struct {
	Lang        Word // BCP 47
	Title       string
	Description string
	Footer      string
	Menu        []MenuItem
}

var editionTable = newTable("a language", []key[Edition]{
	{name: "title", kind: field("text", func(e *Edition) *string { return &e.Title }, (*reader).titleText), doc: "name of the site in it; default: the site's"},
	{name: "description", kind: text(func(e *Edition) *string { return &e.Description }), doc: "one sentence about it"},
	{name: "footer", kind: text(func(e *Edition) *string { return &e.Footer }), doc: "text at the end of its pages"},
	{name: "menu", kind: field("menu", func(e *Edition) *[]MenuItem { return &e.Menu }, (*reader).menu).keyed(menuTable.describe), doc: "the navigation of its pages: title and url each"},
})

// editions is a map from languages to what they say otherwise; a list of
// languages names them without saying anything.
var editions = kind[Config]{
	shape:  "map from language to map, or list of languages",
	nested: func() []Key { return editionTable.describe() },
	fields: func(c *Config) []any { return []any{&c.Languages} },
	read: func(r *reader, n *yaml.Node, c *Config) {
		add := func(name, value *yaml.Node) {
			outer := r.key
			defer func() { r.key = outer }()
			w, ok := r.language(name)
			if !ok {
				return
			}
			for _, e := range c.Languages {
				if strings.EqualFold(e.Lang.Text, w.Text) {
					r.add(diag.Errorf("settings-language", w.Pos, "the language %s is named twice", w.Text))
					return
				}
			}
			e := Edition{Lang: w}
			if value != nil && !isNull(value) {
				editionTable.read(r, value, &e)
			}
			c.Languages = append(c.Languages, e)
		}
		switch n.Kind {
		case yaml.MappingNode:
			for _, p := range pairs(n) {
				add(resolved(p.key), resolved(p.value))
			}
		case yaml.SequenceNode:
			for _, item := range items(n) {
				if !isNull(item) {
					add(item, nil)
				}
			}
		default:
			r.wrongType(n, "a map such as {de: {title: …}}")
		}
	},
}
