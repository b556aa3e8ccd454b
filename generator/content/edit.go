package content

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
)

// YAMLEdit is one change of a YAML text that a person wrote.
type YAMLEdit struct {
	// Path leads to the place: keys of maps from the top. Where there is a list of
	// maps, a key is the id: of one of them, or its url:. What is missing on the way is made.
	Path []string

	// Value is a text, a list of texts ([]string) or a small map ([]Field).
	Value any

	// Add puts Value, a text or a map, at the end of the list at Path (the whole text,
	// where that is the list and Path is empty); without it the
	// value is set. Replace allows to set over a text that is there.
	Add, Replace bool
}

// Field is one key of a small map with its text.
type Field struct{ Key, Text string }

// EditYAML makes changes in the text of a YAML file, one after the other. Only
// the bytes of the change itself are new: comments, blanks, quotes, anchors and
// line ends stay as they are. After each change the text is read again, and has
// to say exactly what it said before with that change; else nothing is changed,
// and the error, a *diag.Fault, says where and why.
//
// Nothing is emitted: yaml.v3's encoder keeps most comments, but moves and
// re-indents them, and joins lines.
func EditYAML(file string, src []byte, edits ...YAMLEdit) ([]byte, error) {
	for _, e := range edits {
		from, _, ok := checkText(file, src)
		if !ok {
			return nil, refuse(diag.Whole(file), "it is no UTF-8 text")
		}
		var err error
		if src, err = editRegion(file, src, from, len(src), e); err != nil {
			return nil, err
		}
	}
	return src, nil
}

// EditFront is EditYAML for the front matter of a post. A post without any gets
// some.
func EditFront(file string, src []byte, edits ...YAMLEdit) ([]byte, error) {
	for _, e := range edits {
		start, _, ok := checkText(file, src)
		if !ok {
			return nil, refuse(diag.Whole(file), "it is no UTF-8 text")
		}
		fence, bad := splitFront(file, src, start)
		if len(bad) > 0 {
			return nil, refuse(bad[0].Pos, "%s", bad[0].Message)
		}
		if !fence.has {
			eol := eolOf(src)
			src = slices.Concat(src[:start], []byte("---"+eol+"---"+eol), src[start:])
			if fence, bad = splitFront(file, src, start); len(bad) > 0 || !fence.has {
				return nil, refuse(diag.Whole(file), "it has no front matter")
			}
		}
		new, err := editRegion(file, src, fence.from, fence.to, e)
		if err != nil {
			return nil, err
		}
		after, bad := splitFront(file, new, start)
		if len(bad) > 0 || !bytes.Equal(new[after.body:], src[fence.body:]) {
			return nil, refuse(diag.Whole(file), "the text below the front matter would change")
		}
		src = new
	}
	return src, nil
}

func refuse(pos diag.Pos, why string, args ...any) error {
	d := diag.Errorf("edit-refused", pos, "this file cannot be changed by recap: %s", fmt.Sprintf(why, args...)).
		WithHint("change it by hand")
	return &diag.Fault{List: diag.List{d}}
}

// editor is one YAML text on its way to a change.
type editor struct {
	*reader
	root *yaml.Node
	edit YAMLEdit
	eol  string
}

func editRegion(file string, src []byte, from, to int, e YAMLEdit) ([]byte, error) {
	ed, was, err := openEditor(file, src, from, to)
	if err != nil {
		return nil, err
	}
	ed.edit = e
	want, err := was.with(e)
	if err != nil {
		return nil, refuse(ed.at(from, from), "%v", err)
	}
	fixes, pos, err := ed.candidates()
	if err != nil {
		return nil, refuse(pos, "%v", err)
	}
	for _, f := range fixes {
		new := slices.Concat(src[:f.Pos.Off], []byte(f.New), src[f.Pos.End:])
		_, is, err := openEditor(file, new, from, to+len(new)-len(src))
		if err == nil && is.equal(want) {
			return new, nil
		}
	}
	return nil, refuse(pos, "no place was found where %s could be written so that everything else reads as before", strings.Join(e.Path, ": "))
}

// openEditor reads a text and what it says. A text with mistakes of its own is
// not touched.
func openEditor(file string, src []byte, from, to int) (*editor, *meaning, error) {
	r := newReader(file, src, from, to, event)
	root, ok := r.parse()
	if !ok || r.errors() > 0 {
		if l := r.problems(); len(l) > 0 {
			return nil, nil, refuse(l[0].Pos, "it has a mistake: %s", l[0].Message)
		}
		return nil, nil, refuse(diag.Whole(file), "it cannot be read as YAML")
	}
	return &editor{reader: r, root: root, eol: eolOf(src)}, meaningOf(root), nil
}

// eolOf is how the lines of a file end: as its first one does.
func eolOf(src []byte) string {
	switch i := bytes.IndexAny(src, "\r\n"); {
	case i < 0 || src[i] == '\n':
		return "\n"
	case i+1 < len(src) && src[i+1] == '\n':
		return "\r\n"
	}
	return "\r"
}

// candidates are the fixes that could make the change, the likeliest first. pos
// is the place they are about.
func (ed *editor) candidates() (fixes []diag.Fix, pos diag.Pos, err error) {
	path := ed.edit.Path
	n, root := ed.root, ed.root
	if n == nil || isNull(n) {
		return ed.intoNothing(root), ed.at(ed.to, ed.to), nil
	}
	for i := 0; ; i++ {
		pos = ed.place(n)
		if n.Kind == yaml.AliasNode {
			return nil, pos, errors.New("what is to be changed stands behind an alias (*), and would change in other places too")
		}
		if i == len(path) {
			fixes, err := ed.atValue(n)
			return fixes, pos, err
		}
		switch n.Kind {
		case yaml.MappingNode:
			key, value := find(n, path[i])
			if key == nil {
				return ed.intoMap(n, path[i:]), pos, nil
			}
			if isNull(value) {
				return ed.intoNull(n, key, value, path[i+1:]), ed.place(key), nil
			}
			n = value
		case yaml.SequenceNode:
			item := withID(n, path[i])
			if item == nil {
				return ed.intoList(n, ed.newItem(path[i], path[i+1:])), pos, nil
			}
			n = item
		default:
			return nil, pos, fmt.Errorf("%s is a text here, not a map", strings.Join(path[:i], ": "))
		}
	}
}

// find is the pair of a key in a map itself; merged maps are others' maps.
func find(m *yaml.Node, name string) (key, value *yaml.Node) {
	for i := 0; i+1 < len(m.Content); i += 2 {
		if k := m.Content[i]; k.Kind == yaml.ScalarNode && k.Value == name && k.Tag != "!!merge" {
			return k, m.Content[i+1]
		}
	}
	return nil, nil
}

// withID is the map of a list whose id: is a name, or its url: where maps have no
// ids.
func withID(list *yaml.Node, name string) *yaml.Node {
	for _, key := range []string{"id", "url"} {
		for _, item := range list.Content {
			if item.Kind != yaml.MappingNode {
				continue
			}
			if k, v := find(item, key); k != nil && v.Kind == yaml.ScalarNode && v.Value == name {
				return item
			}
		}
	}
	return nil
}

// atValue changes a value that is there.
func (ed *editor) atValue(n *yaml.Node) ([]diag.Fix, error) {
	text := ed.inline(ed.edit.Value)
	switch {
	case ed.edit.Add && n.Kind == yaml.SequenceNode:
		return ed.intoList(n, text), nil
	case ed.edit.Add && n.Kind == yaml.ScalarNode:
		p := ed.whole(n)
		old := string(ed.src[p.Off:p.End])
		return []diag.Fix{{Pos: p, New: "[" + old + ", " + text + "]"}, {Pos: p, New: "[" + Quote(n.Value) + ", " + text + "]"}}, nil
	case ed.edit.Replace && n.Kind == yaml.ScalarNode && n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0:
		return []diag.Fix{{Pos: ed.whole(n), New: text}}, nil
	case ed.edit.Replace && n.Kind == yaml.MappingNode && n.Style&yaml.FlowStyle != 0 && len(n.Content) > 0:
		off := ed.skipMarks(n, ed.offset(n.Line, n.Column))
		return []diag.Fix{{Pos: ed.at(off, ed.end(n)), New: text}}, nil
	}
	return nil, fmt.Errorf("%s has a value already", strings.Join(ed.edit.Path, ": "))
}

// intoNothing writes into a text that holds no value yet.
func (ed *editor) intoNothing(root *yaml.Node) []diag.Fix {
	text := ed.block(ed.edit.Path, 0)
	at := ed.to
	if root != nil && root.Value != "" {
		return []diag.Fix{{Pos: ed.whole(root), New: text}}
	}
	if at > ed.from && ed.src[at-1] != '\n' && ed.src[at-1] != '\r' {
		return []diag.Fix{{Pos: ed.at(at, at), New: ed.eol + text}}
	}
	return []diag.Fix{{Pos: ed.at(at, at), New: text + ed.eol}}
}

// intoMap adds keys to a map.
func (ed *editor) intoMap(n *yaml.Node, path []string) []diag.Fix {
	if n.Style&yaml.FlowStyle != 0 {
		return ed.intoFlow(n, Quote(path[0])+": "+ed.flow(path[1:]))
	}
	indent := n.Content[0].Column - 1
	text := ed.block(path, indent)
	at := ed.lineEndOf(n)
	first := ed.offset(n.Content[0].Line, n.Content[0].Column)
	return []diag.Fix{
		{Pos: ed.at(at, at), New: ed.eol + strings.Repeat(" ", indent) + text},
		{Pos: ed.at(first, first), New: text + ed.eol + strings.Repeat(" ", indent)},
	}
}

// intoNull gives a key without a value its value.
func (ed *editor) intoNull(m, key, value *yaml.Node, path []string) []diag.Fix {
	if value.Value != "" && value.Line > 0 { // ~ or null
		return []diag.Fix{{Pos: ed.whole(value), New: ed.flow(path)}}
	}
	colon := ed.whole(key).End
	for colon < ed.to && ed.src[colon] != ':' {
		colon++
	}
	colon = min(colon+1, ed.to)
	inline := diag.Fix{Pos: ed.at(colon, colon), New: " " + ed.flow(path)}
	if m.Style&yaml.FlowStyle != 0 || len(path) == 0 {
		return []diag.Fix{inline}
	}
	indent := key.Column - 1 + ed.step()
	at := ed.lineEnd(colon)
	return []diag.Fix{
		{Pos: ed.at(at, at), New: ed.eol + strings.Repeat(" ", indent) + ed.block(path, indent)},
		inline,
	}
}

// intoList adds an item, as it stands in one line, to a list.
func (ed *editor) intoList(n *yaml.Node, item string) []diag.Fix {
	if n.Style&yaml.FlowStyle != 0 {
		return ed.intoFlow(n, item)
	}
	if len(n.Content) == 0 {
		return nil
	}
	at := ed.lineEndOf(n)
	return []diag.Fix{{Pos: ed.at(at, at), New: ed.eol + strings.Repeat(" ", n.Column-1) + "- " + item}}
}

// intoFlow adds an item before the closing bracket of a list or map in brackets.
func (ed *editor) intoFlow(n *yaml.Node, item string) []diag.Fix {
	last, comma, _ := ed.flowEnd(n)
	switch {
	case len(n.Content) == 0:
	case comma:
		item = " " + item
	default:
		item = ", " + item
	}
	return []diag.Fix{{Pos: ed.at(last, last), New: item}}
}

// lineEndOf is the end of the last line of a block: where the next one begins.
func (ed *editor) lineEndOf(n *yaml.Node) int {
	indent := n.Column - 1
	for {
		block := n.Style&yaml.FlowStyle == 0 && len(n.Content) > 0
		switch {
		case n.Kind == yaml.MappingNode && block:
			indent = n.Content[0].Column - 1
			key, value := n.Content[len(n.Content)-2], n.Content[len(n.Content)-1]
			if isNull(value) && value.Value == "" {
				return ed.lineEnd(ed.whole(key).End)
			}
			n = value
			continue
		case n.Kind == yaml.SequenceNode && block:
			indent = n.Column - 1
			if n = n.Content[len(n.Content)-1]; isNull(n) && n.Value == "" {
				return ed.lineEnd(ed.offset(n.Line, n.Column))
			}
			continue
		case n.Kind == yaml.ScalarNode && n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
			return ed.literalEnd(n, indent)
		}
		return ed.lineEnd(max(ed.end(n)-1, ed.from))
	}
}

// literalEnd is the end of the last line of a text behind | or >: it goes on as
// long as lines are indented more than its key.
func (ed *editor) literalEnd(n *yaml.Node, indent int) int {
	last := n.Line - 1
	for i := n.Line; i < len(ed.lines); i++ {
		l := ed.src[ed.lines[i].off:ed.lines[i].end]
		in := len(l) - len(bytes.TrimLeft(l, " "))
		if len(bytes.TrimSpace(l)) == 0 {
			continue
		}
		if in <= indent {
			break
		}
		last = i
	}
	return ed.lines[last].end
}

// lineEnd is the end of the line that holds an offset.
func (ed *editor) lineEnd(off int) int {
	i, found := slices.BinarySearchFunc(ed.lines, off, func(l line, off int) int {
		switch {
		case off < l.off:
			return 1
		case off > l.end:
			return -1
		}
		return 0
	})
	if !found {
		return ed.to
	}
	return ed.lines[i].end
}

// end is the offset behind a node that is no block.
func (ed *editor) end(n *yaml.Node) int {
	switch {
	case n.Kind == yaml.ScalarNode && isNull(n) && n.Value == "":
		return ed.offset(n.Line, n.Column)
	case n.Kind == yaml.ScalarNode:
		return ed.whole(n).End
	case n.Kind == yaml.AliasNode:
		return ed.place(n).End
	}
	_, _, end := ed.flowEnd(n)
	return end
}

// flowEnd looks for the end of a list or map in brackets: the offset behind its
// last item, a comma included, and the one behind the closing bracket.
func (ed *editor) flowEnd(n *yaml.Node) (last int, comma bool, end int) {
	last = min(ed.skipMarks(n, ed.offset(n.Line, n.Column))+1, ed.to)
	if c := len(n.Content); c > 0 {
		last = max(last, ed.end(n.Content[c-1]))
		if n.Kind == yaml.MappingNode && isNull(n.Content[c-1]) {
			last = max(last, ed.end(n.Content[c-2]))
		}
	}
	i := last
	for i < ed.to {
		switch c := ed.src[i]; {
		case c == '#':
			i = ed.lineEnd(i)
			continue
		case c == ',', c == ':':
			last, comma = i+1, c == ','
		case c == ' ', c == '\t', c == '\r', c == '\n':
		default:
			return last, comma, i + 1
		}
		i++
	}
	return last, comma, ed.to
}

// step is how far the author indents.
func (ed *editor) step() int {
	if ed.root != nil && ed.root.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(ed.root.Content); i += 2 {
			v := ed.root.Content[i+1]
			if v.Kind == yaml.MappingNode && v.Style&yaml.FlowStyle == 0 && len(v.Content) > 0 && v.Content[0].Line > ed.root.Content[i].Line {
				return max(1, v.Content[0].Column-ed.root.Content[i].Column)
			}
		}
	}
	return 2
}

// block writes a path and its value as lines; the first one is not indented.
func (ed *editor) block(path []string, indent int) string {
	step := ed.step()
	var b strings.Builder
	for i, k := range path {
		if i > 0 {
			b.WriteString(ed.eol + strings.Repeat(" ", indent+i*step))
		}
		b.WriteString(Quote(k) + ":")
	}
	b.WriteString(" " + ed.whatever())
	return b.String()
}

// flow writes a path and its value in brackets.
func (ed *editor) flow(path []string) string {
	if len(path) == 0 {
		return ed.whatever()
	}
	return "{" + Quote(path[0]) + ": " + ed.flow(path[1:]) + "}"
}

// newItem is a new map of a list: its id, and below it the path.
func (ed *editor) newItem(id string, path []string) string {
	return "{id: " + Quote(id) + ", " + strings.TrimPrefix(ed.flow(path), "{")
}

// whatever is the value of the edit in one line; added to nothing it is a list.
func (ed *editor) whatever() string {
	if ed.edit.Add {
		return "[" + ed.inline(ed.edit.Value) + "]"
	}
	return ed.inline(ed.edit.Value)
}

func (ed *editor) inline(v any) string {
	switch v := v.(type) {
	case []string:
		var items []string
		for _, s := range v {
			items = append(items, Quote(s))
		}
		return "[" + strings.Join(items, ", ") + "]"
	case []Field:
		var items []string
		for _, f := range v {
			items = append(items, Quote(f.Key)+": "+Quote(f.Text))
		}
		return "{" + strings.Join(items, ", ") + "}"
	}
	return Quote(fmt.Sprint(v))
}

// plainText is a text that YAML reads as itself without quotes, also in brackets,
// where yaml.v3 takes a question mark for the end of a text.
var plainText = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9 _./:@%+~=&#()'-]*$`)

// Quote writes a text as a YAML scalar that is read as that text anywhere: as it
// is, or with the quotes and escapes of JSON, which are YAML's (YAML 1.2, 1.3).
func Quote(s string) string {
	switch strings.ToLower(s) {
	case "y", "n", "yes", "no", "on", "off", "true", "false", "null":
	default:
		if plainText.MatchString(s) && !strings.HasSuffix(s, ":") && !strings.HasSuffix(s, " ") && !strings.Contains(s, ": ") && !strings.Contains(s, " #") {
			return s
		}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if enc.Encode(s) != nil {
		return `""`
	}
	return strings.TrimSuffix(b.String(), "\n")
}
