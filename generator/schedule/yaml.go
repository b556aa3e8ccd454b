package schedule

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
)

// maxBehind is how many values aliases may stand for in all: a small file can
// stand for billions.
const maxBehind = 100_000

// parseYAML reads the first document of a YAML file with the place of everything
// in it.
func parseYAML(f File) (*node, diag.List) {
	data, bad := utf8Text(f)
	if len(bad) > 0 {
		return nil, bad
	}
	var doc yaml.Node
	if err := yaml.NewDecoder(bytes.NewReader(data)).Decode(&doc); err != nil {
		if errors.Is(err, io.EOF) {
			return &node{at: diag.Whole(f.Name)}, nil
		}
		return nil, diag.List{yamlFault(f.Name, data, err)}
	}
	y := &yamlReader{file: f.Name, data: data, lines: lineStarts(data)}
	n := y.node(doc.Content[0], 0)
	if y.bad != nil {
		return nil, diag.List{*y.bad}
	}
	return n, nil
}

type yamlReader struct {
	file    string
	data    []byte
	lines   []int
	aliases int // under way
	behind  int // values made for them
	bad     *diag.Diagnostic
}

func lineStarts(data []byte) []int {
	out := []int{0}
	for i, c := range data {
		if c == '\n' {
			out = append(out, i+1)
		}
	}
	return out
}

// place is where a node begins; its end is that of a value on one line.
func (y *yamlReader) place(n *yaml.Node) diag.Pos {
	if n.Line < 1 || n.Line > len(y.lines) {
		return diag.Whole(y.file)
	}
	off := y.lines[n.Line-1]
	for c := 1; c < n.Column && off < len(y.data) && y.data[off] != '\n'; c++ {
		off++
		for off < len(y.data) && y.data[off]&0xC0 == 0x80 {
			off++
		}
	}
	end := off
	if n.Kind == yaml.ScalarNode && n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
		end += len(n.Value)
		if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
			end += 2
		}
	}
	if stop := bytes.IndexByte(y.data[off:], '\n'); stop >= 0 && end > off+stop {
		end = off + stop
	}
	return diag.Pos{File: y.file, Off: off, End: min(max(end, off), len(y.data))}
}

func (y *yamlReader) node(n *yaml.Node, depth int) *node {
	at := y.place(n)
	if y.aliases > 0 {
		y.behind++
	}
	if y.bad == nil && (y.behind > maxBehind || depth > maxDepth) {
		d := syntax(at, "aliases and nesting make more of this file than a programme can be")
		y.bad = &d
	}
	out := &node{at: at}
	if y.bad != nil {
		return out
	}
	switch n.Kind {
	case yaml.AliasNode:
		y.aliases++
		defer func() { y.aliases-- }()
		return y.node(n.Alias, depth+1)
	case yaml.SequenceNode:
		out.kind = list
		for _, c := range n.Content {
			out.items = append(out.items, y.node(c, depth+1))
		}
	case yaml.MappingNode:
		out.kind = object
		for i := 0; i+1 < len(n.Content); i += 2 {
			out.set(n.Content[i].Value, y.node(n.Content[i+1], depth+1))
		}
	case yaml.ScalarNode:
		switch n.ShortTag() {
		case "!!null":
		case "!!bool":
			out.kind, out.text = boolean, n.Value
		default: // dates and numbers as they were written
			out.kind, out.text = text, n.Value
		}
	}
	return out
}

var yamlLine = regexp.MustCompile(`line (\d+): `)

func yamlFault(file string, data []byte, err error) diag.Diagnostic {
	msg := strings.TrimPrefix(err.Error(), "yaml: ")
	at := diag.Whole(file)
	if m := yamlLine.FindStringSubmatch(msg); m != nil {
		n, _ := strconv.Atoi(m[1])
		msg = strings.Replace(msg, m[0], "", 1)
		if lines := lineStarts(data); n >= 1 && n <= len(lines) {
			off := lines[n-1]
			end := len(data)
			if i := bytes.IndexByte(data[off:], '\n'); i >= 0 {
				end = off + i
			}
			off += len(data[off:end]) - len(bytes.TrimLeft(data[off:end], " "))
			at = diag.Pos{File: file, Off: off, End: end}
		}
	}
	return syntax(at, "this is no YAML: %s", msg)
}
