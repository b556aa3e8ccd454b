package content

import (
	"path"
	"strings"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
)

var defaultsTable = newTable("defaults:", []key[Defaults]{
	{name: "paths", also: []string{"path"}, kind: field("list of patterns", func(d *Defaults) *[]Word { return &d.Paths }, (*reader).globs), doc: "files below content/: posts/de/**"},
	{name: "values", kind: kind[Defaults]{shape: "map", nested: func() []Key { return postTable.describe() }, fields: func(d *Defaults) []any { return []any{&d.Values} }, read: readDefaults}, doc: "front matter of these files where they say nothing"},
})

func readDefaults(r *reader, n *yaml.Node, d *Defaults) {
	if n.Kind != yaml.MappingNode {
		r.wrongType(n, "a map")
		return
	}
	p := &Post{}
	p.readKeys(r, postTable.read(r, n, p))
	d.Values = p
}

// globs are path patterns, checked when they are read.
func (r *reader) globs(n *yaml.Node) ([]Word, bool) {
	ws, _ := r.words(n)
	out := ws[:0]
	for _, w := range ws {
		if _, err := path.Match(strings.ReplaceAll(w.Text, "**", "*"), ""); err != nil {
			r.add(diag.Errorf("settings-glob", w.Pos, "the pattern %q is not complete", short(w.Text)).
				WithHint("* stands for a name, ** for folders: posts/de/**"))
			continue
		}
		out = append(out, w)
	}
	return out, true
}

// Match reports whether a file is one of those the values are for. path is
// below the site, "content/posts/de/x.md", or below content/.
func (d Defaults) Match(file string) bool {
	file = strings.TrimPrefix(file, "content/")
	for _, p := range d.Paths {
		if glob(strings.TrimPrefix(strings.Trim(p.Text, "/"), "content/"), file) {
			return true
		}
	}
	return len(d.Paths) == 0
}

// glob matches part by part: * and ? within a name, ** for any number of folders.
// A pattern that names a folder means all below it.
func glob(pattern, file string) bool {
	return globParts(strings.Split(pattern, "/"), strings.Split(file, "/"))
}

func globParts(ps, fs []string) bool {
	// can[j] says whether the patterns so far match the first j parts.
	can := make([]bool, len(fs)+1)
	can[0] = true
	for _, p := range ps {
		next := make([]bool, len(fs)+1)
		for j := range can {
			switch {
			case p == "**":
				next[j] = can[j] || j > 0 && next[j-1]
			case j > 0 && can[j-1]:
				next[j], _ = path.Match(p, fs[j-1])
			}
		}
		can = next
	}
	if last := ps[len(ps)-1]; !strings.ContainsAny(last, "*?[") { // posts/de is all below it
		for j := range fs {
			if j > 0 && can[j] {
				return true
			}
		}
		return can[len(fs)] || last == "" && len(ps) == 1
	}
	return can[len(fs)]
}
