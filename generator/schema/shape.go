package schema

import (
	"slices"
	"strings"

	"recap/generator/content"
)

// shape is what a key with it may hold.
type shape func(b *builder, k content.Key) node

// shapes say of each shape of content.Key which values have it. An empty value is
// as good as none, so null is always allowed; a text is whatever YAML makes of it,
// as content reads it: title: 2026 is a title.
func shapes() map[string]shape {
	return map[string]shape{
		"text":              func(_ *builder, k content.Key) node { return word("", k.Choices) },
		"file":              func(_ *builder, k content.Key) node { return word("", nil) },
		"style":             func(_ *builder, k content.Key) node { return word("", k.Choices) },
		"title":             func(*builder, content.Key) node { return text("") },
		"status":            func(*builder, content.Key) node { return word(statusPattern, nil) },
		"token":             func(*builder, content.Key) node { return word(tokenPattern, nil) },
		"date":              func(*builder, content.Key) node { return word(datePattern, nil) },
		"duration":          func(*builder, content.Key) node { return word(durationPattern, nil) },
		"address":           func(*builder, content.Key) node { return word(addressPattern, nil) },
		"web address":       func(*builder, content.Key) node { return word(`^\s*[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#]\S*\s*$`, nil) },
		"address of a site": func(*builder, content.Key) node { return word(`^\s*[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#][^\s?#]*\s*$`, nil) },
		"language":          func(*builder, content.Key) node { return word(languagePattern, nil) },
		"colour":            func(*builder, content.Key) node { return word(colorPattern, nil) },
		"ISBN":              func(*builder, content.Key) node { return word(`^\s*[0-9][0-9 -]{8,15}[0-9xX]\s*$`, nil) },
		"DOI":               func(*builder, content.Key) node { return word(`10\.[0-9]{4,9}/\S+\s*$`, nil) },
		"time zone":         zoneNode,
		"pattern":           func(_ *builder, k content.Key) node { return permalinkNode(k.Choices) },
		"pattern of titles": func(_ *builder, k content.Key) node { return word(titlesPattern(k.Choices), nil) },

		"slug":                 func(*builder, content.Key) node { return slugNode() },
		"id":                   func(*builder, content.Key) node { return slugNode() },
		"folder":               func(*builder, content.Key) node { return slugNode() },
		"path":                 func(*builder, content.Key) node { return pathNode() },
		"address on this site": func(*builder, content.Key) node { return pathNode() },

		"number": func(_ *builder, k content.Key) node {
			return node{"type": []string{"integer", "string", "null"}, "minimum": k.Low, "maximum": k.High, "pattern": `^\s*[+-]?[0-9][0-9_,]*\s*$`}
		},
		"degrees": func(_ *builder, k content.Key) node {
			return node{"type": []string{"number", "string", "null"}, "minimum": k.Low, "maximum": k.High, "pattern": degrees}
		},
		"true or false": func(*builder, content.Key) node { return node{"type": []string{"boolean", "null"}} },
		"true, false or date": func(*builder, content.Key) node {
			return node{"type": []string{"boolean", "string", "integer", "null"}, "pattern": datePattern}
		},
		"true, false or map": func(*builder, content.Key) node {
			return node{"type": []string{"boolean", "object", "null"}, "additionalProperties": word("", nil)}
		},

		"list of texts":     func(_ *builder, k content.Key) node { return words("", k.Choices) },
		"list of languages": func(*builder, content.Key) node { return oneOrMore(word(languagePattern, nil)) },
		"list of addresses": func(*builder, content.Key) node { return oneOrMore(word(addressPattern, nil)) },
		"list of patterns":  func(*builder, content.Key) node { return words("", nil) },
		"list of paths":     func(*builder, content.Key) node { return oneOrMore(pathNode()) },
		"list of numbers": func(_ *builder, k content.Key) node {
			number := node{"type": []string{"integer", "string"}, "minimum": k.Low, "maximum": k.High, "pattern": `^\s*[0-9][0-9_,]*\s*$`}
			return node{"anyOf": []node{{"const": "none"}, number, {"type": "array", "items": number}, {"type": "null"}}}
		},
		"list of names": func(*builder, content.Key) node { return oneOrMore(text(""), node{"type": "object"}) },

		"map": func(b *builder, k content.Key) node {
			if len(k.Keys) == 0 { // data of one's own
				return node{"type": []string{"object", "null"}}
			}
			return node{"allOf": []node{b.of(k)}}
		},
		"list of maps":               func(b *builder, k content.Key) node { return oneOrMore(b.needing(k)) },
		"text or map":                func(b *builder, k content.Key) node { return node{"anyOf": []node{word("", nil), b.of(k)}} },
		"id or map":                  func(b *builder, k content.Key) node { return node{"anyOf": []node{word("", nil), b.of(k)}} },
		"text, map or list of these": func(b *builder, k content.Key) node { return oneOrMore(word("", nil), b.of(k)) },
		"coordinates, or map":        coordinatesNode,
		"map from kind to handle":    func(b *builder, k content.Key) node { return node{"allOf": []node{b.of(k)}} },
		"image":                      func(b *builder, k content.Key) node { return imageNode(b.of(k)) },
		"images":                     func(b *builder, k content.Key) node { return imagesNode(b.of(k)) },
		"menu":                       menuNode,
		"links with a state":         stateNode,
		"list of speakers":           speakersNode,
		"list of talks": func(b *builder, k content.Key) node {
			return oneOrMore(node{"allOf": []node{b.of(k), {"anyOf": []node{{"required": []string{"id", "title"}}, {"type": "null"}}}}})
		},
		"text, or map from language to text": func(*builder, content.Key) node {
			return node{"anyOf": []node{word("", nil), {"type": "object", "propertyNames": node{"pattern": languagePattern}, "additionalProperties": word("", nil)}}}
		},
		"map from id to talk, or list of talks": func(b *builder, k content.Key) node {
			return node{"anyOf": []node{
				{"type": "object", "propertyNames": node{"pattern": slugPattern, "maxLength": maxSlug}, "additionalProperties": node{"anyOf": []node{text(""), b.of(k)}}},
				{"type": "array", "items": node{"allOf": []node{b.of(k), {"anyOf": []node{{"required": []string{"id"}}, {"type": "null"}}}}}},
				{"type": "null"},
			}}
		},
		"map from language to map, or list of languages": func(b *builder, k content.Key) node {
			return node{"anyOf": []node{
				{"type": "object", "propertyNames": node{"pattern": languagePattern}, "additionalProperties": b.of(k)},
				{"type": "array", "items": text(languagePattern)},
				{"type": "null"},
			}}
		},
		"list of maps, or map from kind to address": func(b *builder, k content.Key) node {
			one := node{"allOf": []node{b.of(k), {"anyOf": []node{{"required": []string{"url"}}, {"type": "null"}}}}}
			return node{"anyOf": []node{
				text(addressPattern),
				one,
				{"type": "object", "not": node{"required": []string{"url"}}, "additionalProperties": word(addressPattern, nil)},
				{"type": "array", "items": node{"anyOf": []node{text(addressPattern), one}}},
			}}
		},
	}
}

var scalars = []string{"string", "number", "boolean", "null"}

// text is one value that is no list and no map.
func text(pattern string) node {
	n := node{"type": scalars}
	if pattern != "" {
		n["pattern"] = pattern
	}
	return n
}

// word is a text, or, as other tools write it, a list of one.
func word(pattern string, choices []string) node {
	if len(choices) > 0 {
		return node{"anyOf": []node{{"enum": orNull(choices)}, {"type": "array", "minItems": 1, "maxItems": 1, "items": node{"enum": choices}}}}
	}
	n := text(pattern)
	n["type"] = append(slices.Clone(scalars), "array")
	n["minItems"], n["maxItems"], n["items"] = 1, 1, text(pattern)
	return n
}

// words is a list of texts, or one of them.
func words(pattern string, choices []string) node {
	if len(choices) > 0 {
		return node{"anyOf": []node{{"type": "array", "items": node{"enum": orNull(choices)}}, {"enum": orNull(choices)}}}
	}
	n := text(pattern)
	n["type"] = append(slices.Clone(scalars), "array")
	n["items"] = text(pattern)
	return n
}

func orNull(choices []string) []any {
	out := make([]any, 0, len(choices)+1)
	for _, c := range choices {
		out = append(out, c)
	}
	return append(out, nil)
}

// oneOrMore is one of some values, or a list of them.
func oneOrMore(of ...node) node {
	entry := of[0]
	if len(of) > 1 {
		entry = node{"anyOf": of}
	}
	return node{"anyOf": append([]node{{"type": "array", "items": entry}}, of...)}
}

// needs are the keys that a map cannot do without, by the key that holds it.
var needs = map[string][]string{"references": {"match", "url"}, "targets": {"name", "kind"}}

// needing is the record of a key with what it cannot do without.
func (b *builder) needing(k content.Key) node {
	need := needs[k.Name]
	if need == nil {
		return b.of(k)
	}
	return node{"allOf": []node{b.of(k), {"anyOf": []node{{"required": need}, {"type": "null"}}}}}
}

func slugNode() node {
	n := text(slugPattern)
	n["maxLength"] = maxSlug
	return n
}

func pathNode() node {
	n := text(pathPattern)
	n["not"] = node{"type": "string", "pattern": `(?:^|/)\s*\.\.\s*(?:/|$)`}
	return n
}

func zoneNode(_ *builder, k content.Key) node {
	return node{"anyOf": []node{{"enum": orNull(k.Choices)}, word(zonePattern, nil)}}
}

func permalinkNode(parts []string) node {
	n := word(`^\s*/(?:[^:]|:(?:`+strings.Join(parts, "|")+`))*$`, nil)
	return node{"allOf": []node{n, {"not": node{"type": "string", "not": node{"pattern": ":slug"}}}}}
}

// titlesPattern is text with :names; a colon before anything else is a colon.
func titlesPattern(parts []string) string {
	return `^(?:[^:]|:(?:` + strings.Join(parts, "|") + `)|:+[^a-z:])*:*$`
}

func coordinatesNode(b *builder, k content.Key) node {
	return node{"anyOf": []node{{"type": []string{"string", "null"}, "pattern": strings.TrimSuffix(degrees, "$") + "," + strings.TrimPrefix(degrees, "^")}, b.of(k)}}
}

func imageNode(record node) node {
	one := node{"anyOf": []node{text(""), record}}
	return node{"anyOf": []node{text(""), record, {"type": "array", "minItems": 1, "items": one}}}
}

func imagesNode(record node) node {
	return node{"anyOf": []node{
		{"type": "array", "items": imageNode(record)},
		{"type": "object", "additionalProperties": node{"anyOf": []node{text(""), record}}},
		text(""),
	}}
}

// menuNode is a list of entries with title and url, or title: url.
func menuNode(b *builder, k content.Key) node {
	var names []string
	for _, key := range k.Keys {
		names = append(append(names, key.Name), key.Also...)
	}
	whole := node{"allOf": []node{b.of(k), {"anyOf": []node{{"type": "null"}, {"allOf": []node{{"anyOf": either(k.Keys, "title")}, {"anyOf": either(k.Keys, "url")}}}}}}}
	short := node{"type": "object", "minProperties": 1, "maxProperties": 1, "propertyNames": node{"not": node{"enum": names}}, "additionalProperties": text(addressPattern)}
	return oneOrMore(whole, short)
}

// stateNode is video and slides: an address, a state, a map, or a list of those.
func stateNode(b *builder, k content.Key) node {
	known := node{"type": []string{"string", "number", "null"}, "pattern": linkPattern}
	return oneOrMore(node{"enum": []any{"expected", "none", "private", nil}}, known, b.of(k))
}

func speakersNode(b *builder, k content.Key) node {
	return oneOrMore(text(""), node{"allOf": []node{b.of(k), {"anyOf": []node{{"required": []string{"name"}}, {"required": []string{"id"}}, {"type": "null"}}}}})
}
