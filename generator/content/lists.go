package content

import (
	"strings"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
	"recap/generator/source"
)

// loadRecords reads a file of records: a list of maps, or a map from id to map.
// id gives a record's id field and the text that stands for it when no id is
// typed; without it only typed ids can meet.
func loadRecords[T any](f *source.File, tb *table[T], id func(*T) *Word, name func(*T) *Word, read func(*reader, *yaml.Node, *T)) ([]T, diag.List) {
	var list diag.List
	r, root := openRecords(f, &list)
	if r == nil || root == nil {
		if r != nil {
			list = append(list, r.problems()...)
		}
		return nil, list
	}
	if read == nil {
		read = func(r *reader, n *yaml.Node, t *T) { tb.read(r, n, t) }
	}
	var out []T
	seen := map[string]diag.Pos{}
	add := func(t T, at *yaml.Node) {
		w := *id(&t)
		if name(&t).IsZero() && w.IsZero() {
			r.add(diag.Errorf("record-unnamed", r.place(at), "%s here has neither an id nor a name", tb.what))
			return
		}
		if w.IsZero() {
			out = append(out, t)
			return
		}
		if was, twice := seen[w.Text]; twice {
			r.add(diag.Errorf("record-duplicate", w.Pos, "%q is the id of two records", short(w.Text)).WithNote(was, "the first is here"))
			return
		}
		seen[w.Text] = w.Pos
		out = append(out, t)
	}
	if root.Kind == yaml.MappingNode {
		for _, p := range pairs(root) {
			recordOf(r, p, tb.what, id, name, read, add)
		}
		return out, append(list, r.problems()...)
	}
	for _, item := range items(root) {
		r.key = "the file"
		var t T
		switch {
		case isNull(item):
			continue
		case item.Kind == yaml.ScalarNode: // - Ada Example
			*name(&t), _ = r.word(item)
		case item.Kind != yaml.MappingNode:
			r.wrongEntry(item, "a map")
			continue
		default:
			read(r, item, &t)
		}
		add(t, item)
	}
	return out, append(list, r.problems()...)
}

// recordOf reads one entry of a map from id to record.
func recordOf[T any](r *reader, p pair, what string, id, name func(*T) *Word, read func(*reader, *yaml.Node, *T), add func(T, *yaml.Node)) {
	var t T
	key := resolved(p.key)
	r.key = "id"
	w, ok := r.id(key)
	if !ok {
		return
	}
	r.key = w.Text
	switch v := resolved(p.value); {
	case isNull(v):
	case v.Kind == yaml.ScalarNode: // ada: Ada Example
		*name(&t), _ = r.word(v)
	case v.Kind != yaml.MappingNode:
		r.wrongType(v, "a map of keys")
		return
	default:
		read(r, v, &t)
	}
	if typed := *id(&t); !typed.IsZero() && typed.Text != w.Text {
		r.add(diag.Errorf("record-id", typed.Pos, "%s is called %q and %q", what, short(w.Text), short(typed.Text)).
			WithNote(w.Pos, "the key is its id").WithHint("leave the line id: out"))
	}
	*id(&t) = w
	add(t, p.key)
}

// openRecords reads a file whose top is a list or a map.
func openRecords(f *source.File, list *diag.List) (*reader, *yaml.Node) {
	src, err := f.Bytes()
	if err != nil {
		list.Add(unreadable(f.Path, err))
		return nil, nil
	}
	if len(src) > maxYAML {
		list.Add(diag.Errorf("file-too-large", diag.Whole(f.Path), "this file has %d bytes; more than %d are not read", len(src), maxYAML))
		return nil, nil
	}
	from, bad, fine := checkText(f.Path, src)
	if !fine {
		list.Add(bad...)
		return nil, nil
	}
	if d, found := controls(f.Path, src, from, len(src)); found {
		list.Add(d)
		return nil, nil
	}
	r := newReader(f.Path, src, from, len(src), record)
	root, ok := r.parse()
	if !ok || root == nil {
		return r, nil
	}
	root = resolved(root)
	if isNull(root) {
		return r, nil
	}
	if root.Kind == yaml.ScalarNode {
		r.add(diag.Errorf("yaml-root", r.place(root), "this file is a list of records, or a map from id to record, not a text"))
		return r, nil
	}
	return r, root
}

// tagName is where a tag without a map keeps its name.
func readTag(r *reader, n *yaml.Node, t *Tag) { tagTable.read(r, n, t) }

func tagWord(t *Tag) *Word {
	if len(t.Names) == 0 {
		t.Names = []Pair{{}}
	}
	return &t.Names[0].Value
}

func readSpeaker(r *reader, n *yaml.Node, s *Speaker) {
	s.Listed = true
	speakerTable.read(r, n, s)
}

// trimTags removes the empty name that tagWord may have left.
func trimTags(tags []Tag) []Tag {
	for i := range tags {
		if n := tags[i].Names; len(n) > 0 && strings.TrimSpace(n[0].Value.Text) == "" {
			tags[i].Names = n[1:]
		}
	}
	return tags
}
