package content

import (
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
	"recap/generator/source"
)

// OldKeys are the keys of a file that are written as another tool writes them: read
// all the same, and each with the fix that writes recap's own. A key that stands in
// its own spelling too is left: which of the two is meant is the writer's to say.
func OldKeys(f *source.File) diag.List {
	path := strings.TrimPrefix(f.Path, "content/")
	name, fam := tableOf(path)
	if name == "" {
		return nil
	}
	src, err := f.Bytes()
	if err != nil {
		return nil
	}
	from, _, ok := checkText(f.Path, src)
	if !ok {
		return nil
	}
	to := len(src)
	if fam == front {
		fence, bad := splitFront(f.Path, src, from)
		if len(bad) > 0 || !fence.has {
			return nil
		}
		from, to = fence.from, fence.to
	}
	r := newReader(f.Path, src, from, to, fam)
	root, ok := r.parse()
	if !ok || root == nil || r.errors() > 0 {
		return nil
	}
	tables := Tables()
	i := slices.IndexFunc(tables, func(t Table) bool { return t.Name == name })
	o := oldKeys{r: r}
	switch root = resolved(root); {
	case fam == record:
		o.records(root, tables[i].Keys)
	default:
		o.record(root, tables[i].Keys)
	}
	return o.list
}

// tableOf is the table of a file below content/, and whose keys it has; "" for a
// file without any.
func tableOf(path string) (string, family) {
	if _, ok := placePost(path); ok {
		return "post", front
	}
	if _, ok := threadOf(path); ok {
		return "comment", record
	}
	base, ok := yamlBase(path)
	if !ok {
		return "", ""
	}
	if rest, ok := strings.CutPrefix(base, "events/"); ok {
		if strings.HasSuffix(rest, "/schedule") {
			return "schedule", event
		}
		return "event", event
	}
	return map[string]string{"site": "settings", "speakers": "speaker", "venues": "venue", "series": "series", "tags": "tag", "books": "book", "embeds": "embed", "people": "person"}[base],
		map[bool]family{true: settings, false: record}[base == "site"]
}

type oldKeys struct {
	r    *reader
	list diag.List
}

// records are a list of records, or a map from id to record.
func (o *oldKeys) records(n *yaml.Node, keys []Key) {
	switch n.Kind {
	case yaml.SequenceNode:
		for _, c := range n.Content {
			o.record(c, keys)
		}
	case yaml.MappingNode:
		for _, p := range pairs(n) {
			o.record(resolved(p.value), keys)
		}
	}
}

// record is one map with these keys. What stands behind an alias belongs to the
// anchor, and is seen there.
func (o *oldKeys) record(n *yaml.Node, keys []Key) {
	if n.Kind != yaml.MappingNode {
		return
	}
	given := map[string]int{} // own name → how often
	own := func(p pair) *Key {
		name := resolved(p.key).Value
		for i := range keys {
			if keys[i].Name == name || slices.Contains(keys[i].Also, name) {
				return &keys[i]
			}
		}
		if plain := plainKey(name); o.r.family == front {
			for i := range keys {
				if keys[i].Name == plain || slices.Contains(keys[i].Also, plain) {
					return &keys[i]
				}
			}
		}
		return nil
	}
	for _, p := range pairs(n) {
		if k := own(p); k != nil {
			given[k.Name]++
		}
	}
	for _, p := range pairs(n) {
		k := own(p)
		if k == nil || p.key.Kind != yaml.ScalarNode {
			continue
		}
		if name := p.key.Value; name != k.Name && given[k.Name] == 1 {
			pos := o.r.place(p.key)
			o.list.Add(diag.Hintf("key-old", pos, "%s is written %s here", name, k.Name).WithFix(pos, k.Name))
		}
		o.opposite(p, given)
		if p.value.Kind == yaml.AliasNode {
			continue
		}
		o.inside(p.value, *k)
	}
}

// inside looks at the records that a key holds.
func (o *oldKeys) inside(n *yaml.Node, k Key) {
	if len(k.Keys) == 0 {
		return
	}
	switch {
	case n.Kind == yaml.SequenceNode:
		for _, c := range n.Content {
			o.record(c, k.Keys)
		}
	case n.Kind != yaml.MappingNode:
	case strings.HasPrefix(k.Shape, "map from"), k.Shape == "images":
		for _, p := range pairs(n) {
			o.record(p.value, k.Keys)
		}
	default:
		o.record(n, k.Keys)
	}
}

// opposite writes draft: true for published: false and status: draft.
func (o *oldKeys) opposite(p pair, given map[string]int) {
	name, v := p.key.Value, p.value
	if o.r.family != front || given["draft"] > 0 || given["published"]+given["status"] != 1 || v.Kind != yaml.ScalarNode {
		return
	}
	low := strings.ToLower(v.Value)
	held := name == "published" && isBool(v) && low == "false" || name == "status" && (low == "draft" || low == "private" || low == "pending")
	if !held {
		return
	}
	at := o.r.place(p.key)
	at.End = o.r.whole(v).End
	o.list.Add(diag.Hintf("key-old", at, "%s: %s is written draft: true here", name, v.Value).WithFix(at, "draft: true"))
}
