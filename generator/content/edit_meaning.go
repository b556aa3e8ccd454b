package content

import (
	"errors"
	"fmt"

	"gopkg.in/yaml.v3"
)

// meaning is what a YAML text says, without how: aliases followed, order of keys
// forgotten, texts with the type that YAML gives them.
type meaning struct {
	kind  yaml.Kind // 0 for nothing
	tag   string
	text  string
	keys  map[string]*meaning
	items []*meaning
}

// meaningOf reads nodes; parse has counted what aliases stand for.
func meaningOf(n *yaml.Node) *meaning {
	n = resolved(n)
	if n == nil || isNull(n) {
		return &meaning{}
	}
	s := &meaning{kind: n.Kind, tag: n.ShortTag(), text: n.Value}
	switch n.Kind {
	case yaml.MappingNode:
		s.keys = make(map[string]*meaning, len(n.Content)/2)
		for i := 0; i+1 < len(n.Content); i += 2 {
			k := resolved(n.Content[i])
			s.keys[k.ShortTag()[2:3]+k.Value] = meaningOf(n.Content[i+1])
		}
	case yaml.SequenceNode:
		for _, c := range n.Content {
			s.items = append(s.items, meaningOf(c))
		}
	}
	return s
}

func (s *meaning) equal(o *meaning) bool {
	if s.kind != o.kind || s.tag != o.tag || s.text != o.text || len(s.keys) != len(o.keys) || len(s.items) != len(o.items) {
		return false
	}
	for k, v := range s.keys {
		if w := o.keys[k]; w == nil || !v.equal(w) {
			return false
		}
	}
	for i, v := range s.items {
		if !v.equal(o.items[i]) {
			return false
		}
	}
	return true
}

// text, list and map as the editor writes them.
func textMeaning(s string) *meaning { return &meaning{kind: yaml.ScalarNode, tag: "!!str", text: s} }

func valueMeaning(v any) *meaning {
	switch v := v.(type) {
	case []string:
		s := &meaning{kind: yaml.SequenceNode, tag: "!!seq"}
		for _, t := range v {
			s.items = append(s.items, textMeaning(t))
		}
		return s
	case []Field:
		s := &meaning{kind: yaml.MappingNode, tag: "!!map", keys: map[string]*meaning{}}
		for _, f := range v {
			s.keys["s"+f.Key] = textMeaning(f.Text)
		}
		return s
	}
	return textMeaning(fmt.Sprint(v))
}

// with is what a text should say after an edit.
func (s *meaning) with(e YAMLEdit) (*meaning, error) {
	if len(e.Path) == 0 && !e.Add {
		return nil, errors.New("nothing is named that could be changed")
	}
	return s.put(e.Path, e)
}

func (s *meaning) put(path []string, e YAMLEdit) (*meaning, error) {
	if len(path) == 0 {
		return s.set(e)
	}
	out := &meaning{kind: yaml.MappingNode, tag: "!!map", keys: map[string]*meaning{}}
	switch s.kind {
	case 0:
	case yaml.MappingNode:
		for k, v := range s.keys {
			out.keys[k] = v
		}
	case yaml.SequenceNode:
		return s.putItem(path, e)
	default:
		return nil, fmt.Errorf("%q is not looked for in a text", path[0])
	}
	// A key such as 2016 is a number to YAML and a name to its author.
	key := "s" + path[0]
	for k := range out.keys {
		if k[1:] == path[0] && k[0] != 'm' {
			key = k
		}
	}
	below := out.keys[key]
	if below == nil {
		below = &meaning{}
	}
	var err error
	out.keys[key], err = below.put(path[1:], e)
	return out, err
}

// putItem changes the map of a list that has an id, else an address, or adds one.
func (s *meaning) putItem(path []string, e YAMLEdit) (*meaning, error) {
	out := &meaning{kind: s.kind, tag: s.tag, items: append([]*meaning(nil), s.items...)}
	for _, key := range []string{"sid", "surl"} {
		for i, it := range out.items {
			if id := it.keys[key]; id != nil && id.text == path[0] {
				changed, err := it.put(path[1:], e)
				out.items[i] = changed
				return out, err
			}
		}
	}
	if len(path) < 2 {
		return nil, fmt.Errorf("the list has no %q", path[0])
	}
	fresh := &meaning{kind: yaml.MappingNode, tag: "!!map", keys: map[string]*meaning{"sid": textMeaning(path[0])}}
	fresh, err := fresh.put(path[1:], e)
	out.items = append(out.items, fresh)
	return out, err
}

func (s *meaning) set(e YAMLEdit) (*meaning, error) {
	v := valueMeaning(e.Value)
	switch {
	case !e.Add && s.kind != 0 && !e.Replace:
		return nil, errors.New("there is a value already")
	case !e.Add:
		return v, nil
	case s.kind == 0:
		return &meaning{kind: yaml.SequenceNode, tag: "!!seq", items: []*meaning{v}}, nil
	case s.kind == yaml.ScalarNode:
		return &meaning{kind: yaml.SequenceNode, tag: "!!seq", items: []*meaning{s, v}}, nil
	case s.kind == yaml.SequenceNode:
		return &meaning{kind: s.kind, tag: s.tag, items: append(append([]*meaning(nil), s.items...), v)}, nil
	}
	return nil, errors.New("there is a map where a list is wanted")
}
