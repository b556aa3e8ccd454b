package content

import (
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
)

// maxProblems is how many problems of one file are told one by one; a file with
// 50,000 unknown keys has one thing wrong with it, not 50,000.
const (
	maxProblems = 100
	maxUnknown  = 10 // keys of front matter that nobody knows
)

// family is whose keys are being read: it begins some codes and decides how
// strictly unknown keys are taken.
type family string

const (
	front    family = "front"    // front matter of posts and pages
	settings family = "settings" // site.yaml
	event    family = "event"    // event.yaml, schedule.yaml
	record   family = "record"   // speakers.yaml, venues.yaml, …
)

// reader reads one YAML text. It knows where every node lies in the file and
// collects what is wrong.
type reader struct {
	file     string
	src      []byte // the whole file
	from, to int    // the YAML in it
	lines    []line
	family   family
	key      string // the key being read, for messages

	list    diag.List
	dropped int // problems beyond the first hundred
	worst   diag.Severity
	unknown []string        // unknown keys of front matter
	faulty  map[string]bool // keys whose value could not be read
}

func newReader(file string, src []byte, from, to int, f family) *reader {
	return &reader{file: file, src: src, from: from, to: to, lines: splitLines(src, from, to), family: f}
}

// add reports problems, the first hundred one by one.
func (r *reader) add(ds ...diag.Diagnostic) {
	for _, d := range ds {
		if len(r.list) < maxProblems {
			r.list = append(r.list, d)
			continue
		}
		r.dropped++
		r.worst = max(r.worst, d.Severity)
	}
}

// errors is how many problems so far stop the build.
func (r *reader) errors() int {
	n := r.list.Count(diag.Error)
	if r.dropped > 0 && r.worst == diag.Error {
		n += r.dropped
	}
	return n
}

// full reports whether further problems would only be counted.
func (r *reader) full() bool { return len(r.list) >= maxProblems }

// problems is everything there is to say, with a last word on what was only counted.
func (r *reader) problems() diag.List {
	if n := len(r.unknown) - maxUnknown; n > 0 {
		names := r.unknown[maxUnknown:min(len(r.unknown), maxUnknown+5)]
		r.unknown = r.unknown[:maxUnknown]
		r.add(diag.Warnf("front-key-unknown", diag.Whole(r.file), "and %d more keys that nobody knows: %s …", n, strings.Join(names, ", ")).
			WithHint("keys of your own go below params:, then nobody asks"))
	}
	if r.dropped == 0 {
		return r.list
	}
	return append(r.list, more(r.file, r.dropped, r.worst))
}

func more(file string, n int, worst diag.Severity) diag.Diagnostic {
	d := diag.Errorf("file-more", diag.Whole(file), "and %d more problems in this file", n)
	d.Severity = worst
	return d
}

// resolved follows an alias to what it stands for.
func resolved(n *yaml.Node) *yaml.Node {
	for range maxDepth {
		if n == nil || n.Kind != yaml.AliasNode {
			return n
		}
		n = n.Alias
	}
	return n
}

// isNull reports whether a value was left empty: nothing, ~ or null, unquoted.
func isNull(n *yaml.Node) bool {
	return n == nil || n.Kind == yaml.ScalarNode && n.Tag == "!!null" && n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0
}

// kindOf names what a node is, for messages.
func kindOf(n *yaml.Node) string {
	switch {
	case n == nil:
		return "nothing"
	case n.Kind == yaml.MappingNode:
		return "a map"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case isNull(n):
		return "nothing"
	}
	return "a text"
}

// wrongType says that a value is not of the kind its key wants.
func (r *reader) wrongType(n *yaml.Node, want string) {
	got := kindOf(n)
	if n != nil && n.Kind == yaml.ScalarNode && !isNull(n) {
		got = strconv.Quote(short(n.Value))
	}
	r.add(diag.Errorf("value-type", r.place(n), "%s wants %s, not %s", r.key, want, got))
}

// wrongEntry says the same of one entry of a list.
func (r *reader) wrongEntry(n *yaml.Node, want string) {
	key := r.key
	r.key = "an entry of " + key
	r.wrongType(n, want)
	r.key = key
}

// short cuts what was typed for a message.
func short(s string) string {
	s = strings.ReplaceAll(s, "\n", " ")
	if rs := []rune(s); len(rs) > 60 {
		return string(rs[:59]) + "…"
	}
	return s
}

// pair is one key of a map with its value.
type pair struct{ key, value *yaml.Node }

// pairs are the entries of a map in the author's order, merge keys (<<) laid
// below them. A key that is given twice counts once: the first; check has said so.
func pairs(n *yaml.Node) []pair {
	n = resolved(n)
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	out := make([]pair, 0, len(n.Content)/2)
	seen := make(map[string]bool, len(n.Content)/2)
	var merges []*yaml.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if k.Tag == "!!merge" && k.Kind == yaml.ScalarNode {
			merges = append(merges, v)
			continue
		}
		k = resolved(k)
		if k.Kind != yaml.ScalarNode || seen[k.Value] {
			continue
		}
		seen[k.Value] = true
		out = append(out, pair{n.Content[i], v})
	}
	for _, m := range merges {
		m = resolved(m)
		from := []*yaml.Node{m}
		if m.Kind == yaml.SequenceNode {
			from = m.Content
		}
		for _, f := range from {
			for _, p := range pairs(f) {
				if name := resolved(p.key).Value; !seen[name] {
					seen[name] = true
					out = append(out, p)
				}
			}
		}
	}
	return out
}

// fault notes a key whose value could not be read, or that was meant to be given.
func (r *reader) fault(key string) {
	if r.faulty == nil {
		r.faulty = map[string]bool{}
	}
	r.faulty[key] = true
}
