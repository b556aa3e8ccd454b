package importer

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"sort"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
	"gopkg.in/yaml.v3"
)

// Front matter in every form that generators have: YAML between ---, TOML
// between +++, JSON in braces, Nikola's .. key: value (also in a comment), the
// bare key: value of Python Markdown and Pelican.

// matter is what front matter says, by key in small letters.
type matter map[string]any

// maxMatter is how long front matter may be.
const maxMatter = 1 << 20

// splitMatter reads the front matter of a text and gives what is behind it. form
// is "" when there is none. An error says what is wrong with it; the text then
// still begins behind the fence where one was found.
func splitMatter(src string) (m matter, body, form string, err error) {
	src = strings.TrimPrefix(src, "\ufeff")
	src = strings.ReplaceAll(strings.ReplaceAll(src, "\r\n", "\n"), "\r", "\n")
	trimmed := strings.TrimLeft(src, "\n\t ")
	switch {
	case strings.HasPrefix(trimmed, "---"):
		if head, rest, ok := fences(trimmed, "---"); ok {
			m, err = yamlMatter(head)
			return m, rest, "yaml", err
		}
	case strings.HasPrefix(trimmed, "+++"):
		if head, rest, ok := fences(trimmed, "+++"); ok {
			m, err = tomlMatter(head)
			return m, rest, "toml", err
		}
	case strings.HasPrefix(trimmed, "{\n") || strings.HasPrefix(trimmed, "{ ") || strings.HasPrefix(trimmed, `{"`):
		dec := json.NewDecoder(strings.NewReader(trimmed))
		dec.UseNumber()
		var v map[string]any
		if e := dec.Decode(&v); e == nil {
			return lower(v), strings.TrimLeft(trimmed[dec.InputOffset():], "\n"), "json", nil
		}
	case strings.HasPrefix(trimmed, "<!--"):
		if head, rest, ok := strings.Cut(trimmed[4:], "-->"); ok {
			if m := dotMatter(head); len(m) > 0 {
				return m, strings.TrimLeft(rest, "\n"), "nikola", nil
			}
			if m, left := plainMatter(strings.TrimLeft(head, "\n ")); len(m) > 0 && strings.TrimSpace(left) == "" {
				return m, strings.TrimLeft(rest, "\n"), "html", nil
			}
		}
	case strings.HasPrefix(trimmed, ".. "):
		head, rest := leading(trimmed, func(l string) bool { return dotKey.MatchString(l) })
		if m := dotMatter(head); len(m) > 0 {
			return m, rest, "nikola", nil
		}
	}
	if m, rest := plainMatter(trimmed); len(m) > 0 && (m["title"] != nil || m["date"] != nil) {
		return m, rest, "plain", nil
	}
	return nil, src, "", nil
}

// fences parts a text at its second line of marks.
func fences(s, mark string) (head, rest string, ok bool) {
	first, after, more := strings.Cut(s, "\n")
	if strings.TrimRight(first, " \t") != mark || !more {
		return "", "", false
	}
	for off := 0; off <= len(after) && off < maxMatter; {
		line, _, found := strings.Cut(after[off:], "\n")
		if l := strings.TrimRight(line, " \t"); l == mark || mark == "---" && l == "..." {
			return after[:off], strings.TrimPrefix(after[off+len(line):], "\n"), true
		}
		if !found {
			break
		}
		off += len(line) + 1
	}
	return "", "", false
}

func yamlMatter(head string) (matter, error) {
	var n yaml.Node
	if err := yaml.Unmarshal([]byte(head), &n); err != nil {
		return nil, err
	}
	if len(n.Content) == 0 {
		return matter{}, nil
	}
	v, ok := plainYAML(n.Content[0], 0).(map[string]any)
	if !ok {
		return nil, fmt.Errorf("front matter is no list of keys")
	}
	return lower(v), nil
}

// plainYAML is a node as plain values, texts as they were typed: no dates, no
// "no" that turns into false, no aliases, and nothing too deep.
func plainYAML(n *yaml.Node, depth int) any {
	if depth > 50 {
		return nil
	}
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			m[n.Content[i].Value] = plainYAML(n.Content[i+1], depth+1)
		}
		return m
	case yaml.SequenceNode:
		var list []any
		for _, c := range n.Content {
			list = append(list, plainYAML(c, depth+1))
		}
		return list
	case yaml.ScalarNode:
		switch n.Tag {
		case "!!null":
			return nil
		case "!!bool":
			var b bool
			if n.Decode(&b) == nil && (strings.EqualFold(n.Value, "true") || strings.EqualFold(n.Value, "false")) {
				return b
			}
		case "!!int", "!!float":
			if json.Valid([]byte(n.Value)) {
				return json.Number(n.Value)
			}
		}
		return n.Value
	}
	return nil
}

func tomlMatter(head string) (matter, error) {
	var v map[string]any
	if _, err := toml.NewDecoder(strings.NewReader(head)).Decode(&v); err != nil {
		return nil, err
	}
	return lower(v), nil
}

func lower(v map[string]any) matter {
	m := matter{}
	for k, x := range v {
		m[strings.ToLower(k)] = x
	}
	return m
}

var (
	dotKey   = regexp.MustCompile(`^\.\.\s+([A-Za-z_][\w-]*):(?:\s+(.*))?$`)
	plainKey = regexp.MustCompile(`^([A-Za-z][\w-]*):(?:[ \t]+(.*))?$`)
)

// leading are the lines at the start that ok accepts.
func leading(s string, ok func(string) bool) (head, rest string) {
	off := 0
	for off < len(s) {
		line, _, _ := strings.Cut(s[off:], "\n")
		if !ok(line) {
			break
		}
		off = min(len(s), off+len(line)+1)
	}
	return s[:off], strings.TrimLeft(s[off:], "\n")
}

func dotMatter(head string) matter {
	m := matter{}
	for line := range strings.SplitSeq(head, "\n") {
		if k := dotKey.FindStringSubmatch(strings.TrimSpace(line)); k != nil && strings.TrimSpace(k[2]) != "" {
			m[strings.ToLower(k[1])] = strings.TrimSpace(k[2])
		}
	}
	return m
}

// plainMatter is key: value up to the first empty line; lines that are indented
// go on.
func plainMatter(s string) (matter, string) {
	m, last := matter{}, ""
	head, rest := leading(s, func(l string) bool {
		ok := plainKey.MatchString(l) || last != "" && strings.HasPrefix(l, "    ")
		last = l
		return ok
	})
	for line := range strings.SplitSeq(head, "\n") {
		if k := plainKey.FindStringSubmatch(line); k != nil {
			m[strings.ToLower(k[1])] = strings.TrimSpace(k[2])
		}
	}
	return m, rest
}

// take gives the first of several keys that is there, and removes them all.
func (m matter) take(keys ...string) any {
	var out any
	for _, k := range keys {
		if v, ok := m[k]; ok && v != nil && out == nil {
			out = v
		}
		delete(m, k)
	}
	return out
}

func (m matter) text(keys ...string) string { return strings.TrimSpace(asText(m.take(keys...))) }

func asText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case time.Time:
		return tomlTime(v)
	case bool, json.Number, int64, float64, int:
		return fmt.Sprint(v)
	case fmt.Stringer:
		return v.String()
	}
	return ""
}

// tomlTime is a date of TOML as precise as it was written: a local one has no zone.
func tomlTime(t time.Time) string {
	switch t.Location().String() {
	case "date-local":
		return t.Format("2006-01-02")
	case "datetime-local":
		return t.Format("2006-01-02T15:04:05")
	case "time-local":
		return t.Format("15:04:05")
	}
	return when(t)
}

// list is a list of texts; a text is parted at commas, a map gives its name.
func (m matter) list(keys ...string) []string {
	var out []string
	add := func(s string) {
		if s = strings.TrimSpace(s); s != "" {
			out = addOnce(out, s)
		}
	}
	switch v := m.take(keys...).(type) {
	case []any:
		for _, x := range v {
			if mm, ok := x.(map[string]any); ok {
				add(asText(mm["name"]))
				continue
			}
			add(asText(x))
		}
	case map[string]any:
		add(asText(v["name"]))
	default:
		for s := range strings.SplitSeq(asText(v), ",") {
			add(s)
		}
	}
	return out
}

func (m matter) isTrue(keys ...string) bool {
	switch strings.ToLower(m.text(keys...)) {
	case "true", "yes", "1", "on":
		return true
	}
	return false
}

// params are what is left, as JSON, which is YAML.
func (m matter) params() []pair {
	var keys []string
	for k, v := range m {
		if v != nil && asText(v) == "" {
			if _, isText := v.(string); isText {
				continue
			}
		}
		if v != nil {
			keys = append(keys, k)
		}
	}
	sort.Strings(keys)
	var out []pair
	for _, k := range keys {
		v := m[k]
		if t, ok := v.(time.Time); ok {
			v = tomlTime(t)
		}
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		if enc.Encode(v) == nil {
			out = append(out, pair{k, strings.TrimSpace(b.String())})
		}
	}
	return out
}

// dateForms are the ways in which generators write dates.
var dateForms = []string{
	time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 -07:00", "2006-01-02 15:04:05 MST", "2006-01-02 15:04:05", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04 -0700", "2006-01-02 15:04 -07:00", "2006-01-02 15:04 MST", "2006-01-02 15:04", "2006-01-02", "2006/01/02 15:04:05", "2006/01/02", "2006-1-2", "2006-01-02T15:04:05.999999999Z07:00", "2006-01-02T15:04:05-0700",
	"January 2, 2006", "Jan 2, 2006", "2 January 2006", "2 Jan 2006", "Mon, 02 Jan 2006 15:04:05 -0700", "2006-01", "2006",
}

// anyDate brings a date into the form of front matter, no more precise than it was.
func anyDate(s string) string {
	s = strings.TrimSpace(s)
	for _, sign := range []string{"+", "-"} { // 2016-06-10 09:00 UTC+02:00, as Nikola writes it
		s = strings.Replace(s, " UTC"+sign, " "+sign, 1)
	}
	if s == "" {
		return ""
	}
	for _, form := range dateForms {
		t, err := time.Parse(form, s)
		if err != nil {
			continue
		}
		switch {
		case form == "2006" || form == "2006-01":
			return s
		case !strings.Contains(form, "15"):
			return t.Format("2006-01-02")
		case strings.Contains(form, "MST") && t.Location() != time.UTC && !strings.HasSuffix(s, "UTC") && !strings.HasSuffix(s, "GMT"):
			return t.Format("2006-01-02T15:04:05") // a name of a zone is no offset
		case strings.Contains(form, "-07") || strings.Contains(form, "Z07") || strings.Contains(form, "MST"):
			return when(t)
		}
		return t.Format("2006-01-02T15:04:05")
	}
	return ""
}
