package schedule

import (
	"fmt"
	"slices"
	"strings"

	"recap/generator/diag"
)

// kind is what a value of a foreign file is, whatever the file is written in.
type kind uint8

const (
	null kind = iota
	boolean
	number
	text
	list
	object
)

func (k kind) String() string {
	return [...]string{"nothing", "true or false", "a number", "a text", "a list", "a map"}[k]
}

// node is one value of a foreign file with its place: JSON, YAML, XML and CSV
// all become trees of it, so that a reader of a form names fields and nothing
// else.
type node struct {
	kind   kind
	text   string // of a text, number or truth value, as written
	at     diag.Pos
	items  []*node
	fields []field
}

type field struct {
	name  string
	value *node
}

// get is the value of a field, a null when there is none: missing and null are
// the same to every form we read.
func (n *node) get(name string) *node {
	if n != nil {
		for i := range n.fields {
			if n.fields[i].name == name {
				return n.fields[i].value
			}
		}
		return &node{at: n.at}
	}
	return &node{}
}

func (n *node) has(name string) bool { return n.get(name).kind != null }

func (n *node) set(name string, v *node) {
	n.fields = append(n.fields, field{name, v})
}

// reading is one import under way: what was said, and what is agreed on for the
// whole of it.
type reading struct {
	list    diag.List
	said    int // complaints that did not fit the list
	options Options
	ours    bool // an export of recap's own
}

// maxSaid is how many problems of one source are told.
const maxSaid = 100

func (r *reading) add(d diag.Diagnostic) {
	if len(r.list) >= maxSaid {
		r.said++
		return
	}
	r.list.Add(d)
}

func (r *reading) wrong(n *node, what, want string) {
	r.add(diag.Errorf("schedule-type", n.at, "%s is %s, not %s", what, n.kind, want))
}

// str is a text: numbers and truth values are texts as they are written, a map
// from language to text gives one of them, nothing is "".
func (r *reading) str(n *node, name string) string {
	return r.text(n.get(name), name)
}

func (r *reading) text(v *node, name string) string {
	switch v.kind {
	case null:
		return ""
	case text, number, boolean:
		return strings.TrimSpace(v.text)
	case object:
		if t, ok := r.localized(v); ok {
			return t
		}
	}
	r.wrong(v, name, "a text")
	return ""
}

// localized picks from a map of languages: the one the conference speaks, or
// English, or the first.
func (r *reading) localized(v *node) (string, bool) {
	best := ""
	for _, f := range v.fields {
		if f.value.kind == null {
			continue
		}
		if f.value.kind != text || len(f.name) > 12 || !isLanguage(f.name) {
			return "", false
		}
		if best == "" || f.name == "en" || strings.HasPrefix(f.name, "en-") {
			best = strings.TrimSpace(f.value.text)
		}
	}
	return best, len(v.fields) > 0
}

// flag is a truth value; anything that is none is told.
func (r *reading) flag(n *node, name string) bool {
	v := n.get(name)
	switch v.kind {
	case null:
		return false
	case boolean, text, number:
		switch strings.ToLower(v.text) {
		case "true", "1", "yes":
			return true
		case "false", "0", "no", "":
			return false
		}
	}
	r.wrong(v, name, "true or false")
	return false
}

// items are the entries of a list; nothing is an empty one.
func (r *reading) items(n *node, name string) []*node {
	v := n.get(name)
	switch v.kind {
	case null:
		return nil
	case list:
		return v.items
	}
	r.wrong(v, name, "a list")
	return nil
}

// objects are the entries of a list that must be maps.
func (r *reading) objects(n *node, name string) []*node {
	return r.maps(r.items(n, name), name)
}

func (r *reading) maps(items []*node, name string) []*node {
	return slices.DeleteFunc(slices.Clone(items), func(v *node) bool {
		if v.kind == object {
			return false
		}
		if v.kind != null {
			r.wrong(v, "an entry of "+name, "a map")
		}
		return true
	})
}

// object is a map; nothing is an empty one.
func (r *reading) object(n *node, name string) *node {
	v := n.get(name)
	if v.kind != object && v.kind != null {
		r.wrong(v, name, "a map")
		return &node{at: v.at}
	}
	return v
}

// wants tells of a field that must be there.
func (r *reading) wants(n *node, name, in string) *node {
	v := n.get(name)
	if v.kind == null {
		r.add(diag.Errorf("schedule-missing", n.at, "%s has no %s", in, name))
	}
	return v
}

// short is a text fit for a message.
func short(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}

func syntax(at diag.Pos, format string, args ...any) diag.Diagnostic {
	return diag.Errorf("schedule-syntax", at, "%s", fmt.Sprintf(format, args...))
}
