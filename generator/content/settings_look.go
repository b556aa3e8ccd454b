package content

import (
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
	"recap/generator/media"
)

var themeTable = newTable("theme:", []key[Config]{
	{name: "name", kind: field("folder", func(c *Config) *Word { return &c.Theme.Name }, (*reader).id), doc: "folder below themes/; plain"},
	{name: "accent", kind: field("colour", func(c *Config) *Word { return &c.Theme.Accent }, (*reader).color), doc: "CSS colour of links"},
	{name: "footer", kind: text(func(c *Config) *string { return &c.Theme.Footer }), doc: "text at the end of every page"},
	{name: "head", kind: word(func(c *Config) *Word { return &c.Theme.Head }), doc: "file below content/ whose HTML goes into the head of every page"},
	{name: "foot", kind: word(func(c *Config) *Word { return &c.Theme.Foot }), doc: "file below content/ whose HTML goes to the end of every page"},
	{name: "menu", kind: field("menu", func(c *Config) *[]MenuItem { return &c.Theme.Menu }, (*reader).menu).keyed(menuTable.describe), doc: "the navigation: title and url each"},
})

var menuTable = newTable("a menu entry", []key[MenuItem]{
	{name: "title", also: []string{"name"}, kind: text(func(m *MenuItem) *string { return &m.Title }), doc: "what it says"},
	{name: "url", also: []string{"link"}, kind: address(func(m *MenuItem) *Word { return &m.URL }), doc: "where it leads"},
})

// color is a CSS colour: a name, #0b6, rgb(…), oklch(…). Nothing that could end
// a declaration gets through, since it is written into a style sheet.
func (r *reader) color(n *yaml.Node) (Word, bool) {
	w, ok := r.word(n)
	if !ok {
		return w, false
	}
	for _, c := range w.Text {
		if (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') && !strings.ContainsRune("#(),.%/ -+", c) || len(w.Text) > 64 {
			r.add(diag.Errorf("value-color", w.Pos, "%q is not a colour", short(w.Text)).
				WithHint("write it as #0b6, teal or rgb(0 187 102)"))
			return w, false
		}
	}
	if strings.HasPrefix(w.Text, "#") {
		hex := strings.Trim(w.Text[1:], "0123456789abcdefABCDEF") == ""
		if l := len(w.Text) - 1; !hex || l != 3 && l != 4 && l != 6 && l != 8 {
			r.add(diag.Errorf("value-color", w.Pos, "%q is not a colour: # is followed by 3 or 6 hexadecimal digits", short(w.Text)))
			return w, false
		}
		return w, true
	}
	name, args, function := strings.Cut(strings.ToLower(w.Text), "(")
	known, what := media.ColorNames(), "%q is not a colour"
	if function {
		known, what = colorFunctions, "no colour is made by %q"
		name = strings.TrimSpace(name)
	}
	if !slices.Contains(known, name) {
		d := diag.Errorf("value-color", w.Pos, what, short(w.Text))
		if near, ok := diag.Nearest(name, known); ok {
			d = d.WithHint("did you mean %s?", near).WithFix(w.Pos, near+w.Text[len(name):])
		} else if l := len(name); strings.Trim(name, "0123456789abcdef") == "" && (l == 3 || l == 6) {
			d = d.WithHint("write '#%s', in quotes", w.Text)
		} else {
			d = d.WithHint("write it as #0b6, teal or rgb(0 187 102)")
		}
		r.add(d)
		return w, false
	}
	if function && strings.Count(args, "(")+1 != strings.Count(args, ")") {
		r.add(diag.Errorf("value-color", w.Pos, "%q is not a colour: a bracket is missing", short(w.Text)))
		return w, false
	}
	return w, true
}

// colorFunctions are the functions of CSS Color 4 and 5 that make a colour.
var colorFunctions = []string{"rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color", "color-mix", "light-dark"}

func (r *reader) colorText(n *yaml.Node) (string, bool) {
	w, ok := r.color(n)
	return w.Text, ok
}

// menu is a list of entries, each with title and url, or title: url.
func (r *reader) menu(n *yaml.Node) ([]MenuItem, bool) {
	var out []MenuItem
	outer := r.key
	for _, item := range items(n) {
		r.key = outer
		if isNull(item) {
			continue
		}
		if item.Kind != yaml.MappingNode || len(item.Content) == 0 {
			r.wrongEntry(item, "a map with title and url")
			continue
		}
		var m MenuItem
		if _, known := menuTable.index[item.Content[0].Value]; len(item.Content) == 2 && !known {
			m.Title = r.clean(resolved(item.Content[0]))
			m.URL, _ = r.address(resolved(item.Content[1]))
		} else {
			menuTable.read(r, item, &m)
		}
		if m.Title == "" || m.URL.IsZero() {
			if !r.full() {
				r.add(diag.Errorf("settings-menu", r.place(item), "a menu entry needs a title and a url"))
			}
			continue
		}
		out = append(out, m)
	}
	return out, true
}
