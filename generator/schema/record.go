package schema

import (
	"fmt"
	"reflect"
	"strings"

	"recap/generator/content"
)

// node is a schema, or a part of one.
type node = map[string]any

// builder makes one document. Records that occur several times stand once, below
// definitions.
type builder struct {
	shapes map[string]shape
	defs   node
	made   map[string][]content.Key // what defs were made of
}

// record is a map with the keys of a table and no others; at is where it stands in
// the document, "#" or "#/definitions/talk".
func (b *builder) record(at string, keys []content.Key) node {
	props := node{}
	for _, k := range keys {
		own := b.value(k)
		about := k.Doc
		if len(k.Also) > 0 {
			about += " (read as well: " + strings.Join(k.Also, ", ") + ")"
		}
		own["description"] = about
		props[k.Name] = own
		for _, also := range k.Also {
			props[also] = node{
				"allOf":              []node{{"$ref": at + "/properties/" + k.Name}},
				"description":        "read as " + k.Name + ": " + k.Doc,
				"deprecationMessage": "another spelling of " + k.Name + "; recap fix writes that",
				"doNotSuggest":       true,
			}
		}
	}
	return node{"type": "object", "properties": props, "additionalProperties": false}
}

// define is a reference to a record below definitions, which may be left empty.
func (b *builder) define(name string, keys []content.Key) node {
	for i := 1; ; i++ {
		id := name
		if i > 1 {
			id = fmt.Sprint(name, "-", i)
		}
		was, taken := b.made[id]
		if taken && !reflect.DeepEqual(was, keys) {
			continue
		}
		if !taken {
			b.made[id] = keys
			def := b.record("#/definitions/"+id, keys)
			def["type"] = []string{"object", "null"}
			b.defs[id] = def
		}
		return node{"$ref": "#/definitions/" + id}
	}
}

// of is the record that a key holds.
func (b *builder) of(k content.Key) node { return b.define(k.Name, k.Keys) }

// value is what a key may hold.
func (b *builder) value(k content.Key) node {
	shape, ok := b.shapes[k.Shape]
	if !ok {
		// A test reads all tables, so a shape that is missing here is seen before a
		// writer sees it.
		panic("schema: no shape " + k.Shape + " of the key " + k.Name)
	}
	return shape(b, k)
}
