package content

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// toJSON is the one spelling of a free value: maps with sorted keys, numbers
// and truth values where YAML 1.2 and JSON agree on them, everything else the
// text as it was written (no, 09:30, 1.10, 007 and dates are texts).
func toJSON(n *yaml.Node) string {
	var b strings.Builder
	writeJSON(&b, n)
	return b.String()
}

func writeJSON(b *strings.Builder, n *yaml.Node) {
	n = resolved(n)
	switch {
	case isNull(n):
		b.WriteString("null")
	case n.Kind == yaml.SequenceNode:
		b.WriteByte('[')
		for i, c := range n.Content {
			if i > 0 {
				b.WriteByte(',')
			}
			writeJSON(b, c)
		}
		b.WriteByte(']')
	case n.Kind == yaml.MappingNode:
		ps := pairs(n)
		slices.SortFunc(ps, func(x, y pair) int { return strings.Compare(resolved(x.key).Value, resolved(y.key).Value) })
		b.WriteByte('{')
		for i, p := range ps {
			if i > 0 {
				b.WriteByte(',')
			}
			writeText(b, resolved(p.key).Value)
			b.WriteByte(':')
			writeJSON(b, p.value)
		}
		b.WriteByte('}')
	default:
		writeScalar(b, n)
	}
}

func writeScalar(b *strings.Builder, n *yaml.Node) {
	v := n.Value
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
		if v == "true" || v == "false" {
			b.WriteString(v)
			return
		}
		if i, err := strconv.ParseInt(v, 10, 64); err == nil && strconv.FormatInt(i, 10) == v {
			b.WriteString(v)
			return
		}
		if f, err := strconv.ParseFloat(v, 64); err == nil && strconv.FormatFloat(f, 'f', -1, 64) == v && json.Valid([]byte(v)) {
			b.WriteString(v)
			return
		}
	}
	writeText(b, v)
}

func writeText(b *strings.Builder, s string) {
	raw, err := json.Marshal(strings.ToValidUTF8(s, "\uFFFD"))
	if err != nil { // a string always marshals
		raw = []byte(`""`)
	}
	b.Write(raw)
}

// params reads params: a map of free keys, on top of the unknown keys kept so far.
func params[T any](at func(*T) *[]Param) kind[T] {
	return kind[T]{
		shape:  "map",
		fields: func(t *T) []any { return []any{at(t)} },
		read: func(r *reader, n *yaml.Node, t *T) {
			if n.Kind != yaml.MappingNode {
				r.wrongType(n, "a map")
				return
			}
			for _, p := range pairs(n) {
				*at(t) = append(*at(t), Param{Key: resolved(p.key).Value, JSON: toJSON(p.value)})
			}
		},
	}
}

// sortParams puts params in order; of several with one key the last counts,
// which is the one under params:.
func sortParams(ps []Param) []Param {
	slices.SortStableFunc(ps, func(a, b Param) int { return strings.Compare(a.Key, b.Key) })
	out := ps[:0]
	for i, p := range ps {
		if i+1 < len(ps) && ps[i+1].Key == p.Key {
			continue
		}
		out = append(out, p)
	}
	return out
}
