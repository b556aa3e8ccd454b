package schema

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"sync"

	"recap/generator/content"
)

// Document is one kind of file with a schema of its own.
type Document struct {
	Name  string   // "event": recap schema event, and event.json
	About string   // what it is
	Files []string // patterns of paths below the site, of those that are YAML files
	table string   // the table of its keys, or of those of its records
	make  func(b *builder, t content.Table) node
}

// Documents are all kinds of files, in the order of the manual.
func Documents() []Document { return slices.Clone(documents) }

var documents = []Document{
	{"post", "front matter of posts and pages", nil, "post", postDocument},
	{"event", "an event", []string{"content/events/*.yaml", "content/events/*.yml", "content/events/*/event.yaml", "content/events/*/event.yml"}, "event", eventDocument},
	{"schedule", "the programme of an event", []string{"content/events/*/schedule.yaml", "content/events/*/schedule.yml"}, "schedule", recordDocument},
	{"site", "the settings", single("site"), "settings", recordDocument},
	{"speakers", "people who speak", single("speakers"), "speaker", recordsDocument},
	{"people", "those who write", single("people"), "person", recordsDocument},
	{"venues", "places", single("venues"), "venue", recordsDocument},
	{"series", "events that recur", single("series"), "series", recordsDocument},
	{"tags", "tags", single("tags"), "tag", recordsDocument},
	{"books", "books", single("books"), "book", recordsDocument},
	{"embeds", "recordings and slides elsewhere", single("embeds"), "embed", recordsDocument},
	{"comments", "what readers said of a post", []string{"content/comments/**/*.yaml", "content/comments/**/*.yml"}, "comment", threadDocument},
	{"urls", "addresses that were published", single("urls"), "address", ledgerDocument},
}

func single(name string) []string {
	return []string{"content/" + name + ".yaml", "content/" + name + ".yml"}
}

// Names are the names of all documents.
func Names() (names []string) {
	for _, d := range documents {
		names = append(names, d.Name)
	}
	return names
}

// For is the schema of a document as JSON; ok is false when there is none of this
// name. "page" is read as "post": their front matter is the same.
func For(name string) (text []byte, ok bool) {
	if name == "page" {
		name = "post"
	}
	text, ok = all()[name]
	return slices.Clone(text), ok
}

var all = sync.OnceValue(func() map[string][]byte {
	out := map[string][]byte{}
	for _, d := range documents {
		out[d.Name] = d.text()
	}
	return out
})

func (d Document) text() []byte {
	tables := content.Tables()
	i := slices.IndexFunc(tables, func(t content.Table) bool { return t.Name == d.table })
	b := &builder{shapes: shapes(), defs: node{}, made: map[string][]content.Key{}}
	root := d.make(b, tables[i])
	root["$schema"] = "http://json-schema.org/draft-07/schema#"
	root["title"] = "recap: " + d.About
	if len(b.defs) > 0 {
		root["definitions"] = b.defs
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(root); err != nil { // maps of texts, numbers and lists always encode
		panic(err)
	}
	return buf.Bytes()
}

// VSCode is the text of .vscode/settings.json that leads the YAML extension to the
// schemas in a folder of the site, "content/.schema".
func VSCode(folder string) []byte {
	files := node{}
	for _, d := range documents {
		if len(d.Files) > 0 {
			files["./"+folder+"/"+d.Name+".json"] = d.Files
		}
	}
	text, err := json.MarshalIndent(node{"yaml.schemas": files}, "", "  ")
	if err != nil {
		panic(err)
	}
	return append(text, '\n')
}

// postDocument is front matter, where keys are read in capitals and with dashes as
// well, and where keys of other tools are kept without a word.
func postDocument(b *builder, t content.Table) node {
	root := b.record("#", t.Keys)
	patterns := node{"^x-": true}
	for _, k := range t.Keys {
		var other []string
		for _, name := range append([]string{k.Name}, k.Also...) {
			if name == plain(name) {
				other = append(other, anyCase(name))
			}
		}
		patterns["^(?:"+strings.Join(other, "|")+")$"] = node{"$ref": "#/properties/" + k.Name}
	}
	var quiet []string
	for _, name := range t.Quiet {
		quiet = append(quiet, anyCase(name))
	}
	patterns["^(?:"+strings.Join(quiet, "|")+")$"] = true
	root["patternProperties"] = patterns
	root["if"] = node{"properties": node{"unlisted": node{"const": true}}, "required": []string{"unlisted"}}
	root["then"] = node{"required": []string{"token"}}
	return root
}

func plain(name string) string { return strings.ReplaceAll(strings.ToLower(name), "-", "_") }

// anyCase is a pattern of a key in capitals and small letters, with _ or -.
func anyCase(name string) string {
	var b strings.Builder
	for _, c := range name {
		switch {
		case c >= 'a' && c <= 'z':
			b.WriteString("[" + string(c) + strings.ToUpper(string(c)) + "]")
		case c == '_':
			b.WriteString("[_-]")
		default:
			b.WriteString(regexp.QuoteMeta(string(c)))
		}
	}
	return b.String()
}

func eventDocument(b *builder, t content.Table) node {
	root := b.record("#", t.Keys)
	root["required"] = []string{"start_date"}
	root["anyOf"] = either(t.Keys, "name")
	return root
}

// recordDocument is one record as a whole file.
func recordDocument(b *builder, t content.Table) node { return b.record("#", t.Keys) }

// recordsDocument is a list of records, or a map from id to record; a record that
// is but a text has that as its name.
func recordsDocument(b *builder, t content.Table) node {
	return recordsOf(b, t, named(t.Keys))
}

// threadDocument is a list of comments, which need no name.
func threadDocument(b *builder, t content.Table) node { return recordsOf(b, t, node{}) }

func recordsOf(b *builder, t content.Table, named node) node {
	def := b.define(t.Name, t.Keys)
	entry := node{"anyOf": []node{text(""), def}}
	inList := node{"anyOf": []node{text(""), {"allOf": []node{def, named}}}}
	return node{"anyOf": []node{
		{"type": "array", "items": inList},
		{"type": "object", "propertyNames": node{"pattern": slugPattern, "maxLength": maxSlug}, "additionalProperties": entry},
		{"type": "null"},
	}}
}

// named asks for one of the keys by which a record in a list is called.
func named(keys []content.Key) node {
	var out []node
	for _, name := range []string{"id", "name", "title", "url"} {
		if slices.ContainsFunc(keys, func(k content.Key) bool { return k.Name == name }) {
			out = append(out, either(keys, name)...)
			if name == "name" {
				break
			}
		}
	}
	return node{"anyOf": append(out, node{"type": "null"})}
}

// either asks for a key in one of its spellings.
func either(keys []content.Key, name string) (out []node) {
	for _, k := range keys {
		if k.Name == name {
			for _, n := range append([]string{name}, k.Also...) {
				out = append(out, node{"required": []string{n}})
			}
		}
	}
	return out
}

func ledgerDocument(b *builder, t content.Table) node {
	entry := b.define(t.Name, t.Keys)
	path := pathNode()
	delete(path, "type") // of a name
	return node{"type": []string{"object", "null"}, "propertyNames": path, "additionalProperties": entry}
}
