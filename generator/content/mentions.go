package content

import (
	"slices"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
)

// Mentions reads content/syndication.yaml, which recap publish --ping keeps: below
// webmentions:, by the address of a post, the pages elsewhere that were told of it.
// src may be nil.
func Mentions(file string, src []byte) (map[string][]string, diag.List) {
	told := map[string][]string{}
	if src == nil {
		return told, nil
	}
	from, bad, fine := checkText(file, src)
	if !fine {
		return told, bad
	}
	r := newReader(file, src, from, len(src), record)
	root, ok := r.parse()
	if !ok || root == nil || isNull(resolved(root)) {
		return told, r.problems()
	}
	root = resolved(root)
	if root.Kind != yaml.MappingNode {
		r.key = "the file"
		r.wrongType(root, "a map with webmentions")
		return told, r.problems()
	}
	_, list := find(root, "webmentions")
	if list == nil || isNull(list) {
		return told, r.problems()
	}
	if list.Kind != yaml.MappingNode {
		r.key = "webmentions"
		r.wrongType(list, "a map from a post's address to a list of addresses")
		return told, r.problems()
	}
	for _, p := range pairs(list) {
		key := resolved(p.key).Value
		r.key = key
		words, _ := r.words(resolved(p.value))
		for _, w := range words {
			if !slices.Contains(told[key], w.Text) {
				told[key] = append(told[key], w.Text)
			}
		}
	}
	return told, r.problems()
}
