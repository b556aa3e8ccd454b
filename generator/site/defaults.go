package site

import (
	"slices"
	"sort"

	"recap/generator/content"
)

// defaultable are the front matter keys that settings may give a default for,
// and how one record's value is laid into another.
var defaultable = map[string]func(to, from *content.Post){
	"lang":       func(to, from *content.Post) { to.Lang = from.Lang },
	"event":      func(to, from *content.Post) { to.Events = from.Events },
	"authors":    func(to, from *content.Post) { to.Authors = from.Authors },
	"tags":       func(to, from *content.Post) { to.Tags = from.Tags },
	"categories": func(to, from *content.Post) { to.Categories = from.Categories },
	"kind":       func(to, from *content.Post) { to.Kind = from.Kind },
	"series":     func(to, from *content.Post) { to.Series = from.Series },
	"draft":      func(to, from *content.Post) { to.Draft = from.Draft },
	"toc":        func(to, from *content.Post) { to.TOC = from.TOC },
	"disclosure": func(to, from *content.Post) { to.Disclosure = from.Disclosure },
	"image":      func(to, from *content.Post) { to.Image = from.Image },
	"layout":     func(to, from *content.Post) { to.Layout = from.Layout },
}

// Defaultable are the keys that settings may give a default for, sorted.
func Defaultable() []string {
	keys := make([]string, 0, len(defaultable))
	for k := range defaultable {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// withDefaults is the record with the settings' defaults where its author was
// silent. A later rule wins over an earlier one.
func (s *Site) withDefaults(p *content.Post) *content.Post {
	out := p
	for _, rule := range s.Config.Defaults {
		if !rule.Match(p.File.Path) {
			continue
		}
		for _, key := range rule.Values.Set {
			lay := defaultable[key]
			if lay == nil || slices.Contains(p.Set, key) || key == "lang" && !p.Lang.IsZero() {
				continue
			}
			if out == p {
				c := *p
				out = &c
			}
			lay(out, rule.Values)
		}
	}
	return out
}
