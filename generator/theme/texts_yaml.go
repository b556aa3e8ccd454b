package theme

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
)

// readEntries reads a file of texts in the form that its name tells.
func readEntries(file, data string) ([]entry, diag.List) {
	if strings.HasSuffix(file, ".txt") {
		return parseTexts(file, data)
	}
	return parseYAML(file, data)
}

// parseYAML reads texts from a map. A name with dots and a map in a map are the
// same; the forms of a plural are a map of their names:
//
//	post.newer: Nowszy
//	post:
//	  older: Starszy
//	  minutes: {one: "{} minuta", few: "{} minuty", many: "{} minut", other: "{} minuty"}
func parseYAML(file, data string) ([]entry, diag.List) {
	y := yamlTexts{file: file, data: data, seen: map[string]diag.Pos{}}
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(data), &doc); err != nil {
		pos := diag.Whole(file)
		if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
			line, _ := strconv.Atoi(m[1])
			pos = diag.Pos{File: file, Off: lineOffset(data, line)}
			pos.End = lineEnd(data, pos.Off)
		}
		y.list.Add(diag.Errorf("theme-text-syntax", pos, "this is not YAML: %s", strings.TrimPrefix(yamlLine.ReplaceAllString(err.Error(), ""), "yaml: ")))
		return nil, y.list
	}
	if len(doc.Content) == 1 {
		y.walk("", doc.Content[0])
	}
	return y.out, y.list
}

var yamlLine = regexp.MustCompile(`^yaml: line (\d+): `)

// yamlTexts collects the entries of one file.
type yamlTexts struct {
	file, data string
	out        []entry
	list       diag.List
	seen       map[string]diag.Pos
}

// walk takes a map whose keys continue name.
func (y *yamlTexts) walk(name string, n *yaml.Node) {
	if n.Kind == yaml.ScalarNode && n.Tag == "!!null" {
		return
	}
	if n.Kind != yaml.MappingNode {
		y.wrong(n)
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		key, form := k.Value, "["+k.Value+"]"
		if _, _, ok := splitForm("x" + form); ok && name != "" {
			key = name + form
		} else if name != "" {
			key = name + "." + key
		}
		short, form, ok := splitForm(key)
		switch {
		case k.Kind != yaml.ScalarNode || !ok:
			y.list.Add(diag.Errorf("theme-text-syntax", y.pos(k), "%q is no key: a key is words with dots, perhaps with a plural form in brackets", key).
				WithHint("the forms are [zero], [one], [two], [few], [many] and [other]"))
		case v.Kind == yaml.MappingNode && form == "":
			y.walk(key, v)
		case v.Kind != yaml.ScalarNode || v.Tag == "!!null":
			y.wrong(v)
		default:
			pos := y.pos(k)
			if was, twice := y.seen[key]; twice {
				y.list.Add(diag.Errorf("theme-text-twice", pos, "the text %q stands here twice", key).WithNote(was, "the first one"))
				continue
			}
			y.seen[key] = pos
			y.out = append(y.out, entry{short, form, strings.TrimSpace(v.Value), pos})
		}
	}
}

func (y *yamlTexts) wrong(n *yaml.Node) {
	y.list.Add(diag.Errorf("theme-text-syntax", y.pos(n), "texts are written as key: text").
		WithHint("a text with braces or a colon stands in quotation marks: \"{} posts\""))
}

// pos is the place of a node: yaml.v3 counts lines and characters from 1.
func (y *yamlTexts) pos(n *yaml.Node) diag.Pos {
	off := lineOffset(y.data, n.Line)
	for i := 1; i < n.Column && off < len(y.data) && y.data[off] != '\n'; i++ {
		_, size := utf8.DecodeRuneInString(y.data[off:])
		off += size
	}
	end := off
	if n.Kind == yaml.ScalarNode && strings.HasPrefix(y.data[off:], n.Value) {
		end += len(n.Value)
	}
	return diag.Pos{File: y.file, Off: off, End: end}
}
