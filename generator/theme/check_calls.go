package theme

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"

	"recap/generator/diag"
)

// command is the type of one part of a pipeline; final is the value of the part
// before it, or nil.
func (f *frame) command(cmd *parse.CommandNode, dot typ, final *typ) typ {
	first, args := cmd.Args[0], cmd.Args[1:]
	switch n := first.(type) {
	case *parse.FieldNode:
		return f.fields(dot, n.Ident, f.chainAt(n, n.Ident, 0), args, dot, final)
	case *parse.VariableNode:
		return f.fields(f.variable(n.Ident[0]), n.Ident[1:], f.chainAt(n, n.Ident, 1), args, dot, final)
	case *parse.ChainNode:
		t := f.operand(n.Node, dot)
		return f.fields(t, n.Field, f.fieldsAt(n), args, dot, final)
	case *parse.IdentifierNode:
		return f.function(n, args, dot, final)
	}
	if len(args) > 0 || final != nil {
		f.add(diag.Errorf("theme-args", nodePos(f.from, first), "%s is no function and takes no values", first))
	}
	return f.operand(first, dot)
}

// operand is the type of a single value.
func (f *frame) operand(n parse.Node, dot typ) typ {
	switch n := n.(type) {
	case *parse.DotNode:
		return dot
	case *parse.PipeNode:
		return f.pipe(n, dot)
	case *parse.FieldNode, *parse.VariableNode, *parse.ChainNode, *parse.IdentifierNode:
		return f.command(&parse.CommandNode{NodeType: parse.NodeCommand, Args: []parse.Node{n}}, dot, nil)
	case *parse.StringNode:
		return of(stringType)
	case *parse.BoolNode:
		return of(boolType)
	case *parse.NumberNode:
		switch {
		case n.IsInt:
			return of(intType)
		case n.IsFloat:
			return of(floatType)
		}
	}
	return typ{}
}

// function checks a call by name.
func (f *frame) function(n *parse.IdentifierNode, args []parse.Node, dot typ, final *typ) typ {
	pos := nodePos(f.from, n)
	if fn, ok := f.funcs[n.Ident]; ok {
		t := f.call(n.Ident, reflect.TypeOf(fn), 0, pos, args, dot, final)
		f.constants(n.Ident, args)
		if n.Ident == fixedName {
			f.fixed(n, args)
		}
		if n.Ident == "dict" {
			return f.dict(args, dot, t)
		}
		return t
	}
	if b, ok := builtins[n.Ident]; ok {
		all := make([]typ, 0, len(args)+1)
		for _, a := range args {
			all = append(all, f.operand(a, dot))
		}
		if final != nil {
			all = append(all, *final)
		}
		if len(all) < b.min || b.max >= 0 && len(all) > b.max {
			f.add(diag.Errorf("theme-args", pos, "%s takes %s, not %d", n.Ident, counted(b.min, b.max), len(all)))
			return typ{}
		}
		if b.truth {
			for i, a := range args {
				f.truth(n.Ident, a, all[i])
			}
		}
		t, fault := b.result(all)
		if fault != "" {
			f.add(diag.Errorf("theme-args", pos, "%s: %s", n.Ident, fault))
		}
		return t
	}
	names := slices.Concat(slices.Collect(maps.Keys(f.funcs)), slices.Collect(maps.Keys(builtins)))
	slices.Sort(names)
	f.add(diag.Errorf("theme-func-unknown", pos, "no function is called %q", n.Ident).Meant(n.Ident, names))
	return typ{}
}

// counted says how many values a function takes.
func counted(least, most int) string {
	word := func(n int) string {
		return [...]string{"no value", "one value", "two values", "three values", "four values"}[min(n, 4)]
	}
	switch {
	case most < 0:
		return "at least " + word(least)
	case most == least:
		return word(least)
	}
	return word(least) + " to " + word(most)
}

// call checks the values given to a function or method; skip is 1 where the
// first parameter is the receiver.
func (f *frame) call(name string, ft reflect.Type, skip int, pos diag.Pos, args []parse.Node, dot typ, final *typ) typ {
	given := len(args)
	if final != nil {
		given++
	}
	want := ft.NumIn() - skip
	least, most := want, want
	if ft.IsVariadic() {
		least, most = want-1, -1
	}
	if given < least || most >= 0 && given > most {
		f.add(diag.Errorf("theme-args", pos, "%s takes %s, not %d", name, counted(least, most), given))
	}
	param := func(i int) reflect.Type {
		if ft.IsVariadic() && i >= want-1 {
			return ft.In(ft.NumIn() - 1).Elem()
		}
		if i >= want {
			return nil
		}
		return ft.In(i + skip)
	}
	for i, a := range args {
		f.argument(name, a, f.operand(a, dot), param(i))
	}
	if final != nil {
		if p := param(len(args)); p != nil && !fits(*final, p) {
			f.add(diag.Errorf("theme-args", pos, "%s wants %s, not %s", name, of(p), *final))
		}
	}
	if ft.NumOut() == 0 {
		return typ{}
	}
	return of(ft.Out(0))
}

// argument checks one value against a parameter.
func (f *frame) argument(name string, n parse.Node, t typ, want reflect.Type) {
	if want == nil {
		return
	}
	ok := fits(t, want)
	switch n := n.(type) {
	case *parse.NumberNode:
		switch want.Kind() {
		case reflect.Int, reflect.Int64:
			ok = n.IsInt
		case reflect.Float64:
			ok = n.IsFloat
		}
	case *parse.NilNode:
		switch want.Kind() {
		case reflect.Pointer, reflect.Interface, reflect.Slice, reflect.Map, reflect.Func:
			ok = true
		default:
			ok = false
		}
	}
	if !ok {
		f.add(diag.Errorf("theme-args", nodePos(f.from, n), "%s wants %s here, not %s", name, of(want), t))
	}
}

// fits reports whether text/template would pass the value on.
func fits(t typ, want reflect.Type) bool {
	switch {
	case want.Kind() == reflect.Interface && want.NumMethod() == 0:
		return true
	case t.none:
		return false
	case t.rec != nil:
		return want.Kind() == reflect.Map
	case t.rt == nil || t.rt.Kind() == reflect.Interface:
		return true
	}
	return t.rt.AssignableTo(want) ||
		t.rt.Kind() == reflect.Pointer && t.rt.Elem().AssignableTo(want) ||
		reflect.PointerTo(t.rt).AssignableTo(want)
}

// dict is the type of a dict whose names are all written out; else only that
// it is a map.
func (f *frame) dict(args []parse.Node, dot, general typ) typ {
	rec := map[string]typ{}
	for i := 0; i < len(args); i += 2 {
		name, ok := args[i].(*parse.StringNode)
		if !ok {
			if _, computed := args[i].(*parse.NumberNode); computed {
				f.add(diag.Errorf("theme-args", nodePos(f.from, args[i]), "a name in dict is a text"))
			}
			return general
		}
		if i+1 == len(args) {
			f.add(diag.Errorf("theme-args", nodePos(f.from, name), "dict takes pairs of a name and a value: %q has none", name.Text))
			return general
		}
		rec[name.Text] = f.operand(args[i+1], dot)
	}
	return typ{rec: rec}
}

// constants checks what a function is told in so many words: keys of texts and
// styles of dates.
func (f *frame) constants(name string, args []parse.Node) {
	if len(args) < 2 {
		return
	}
	s, ok := args[1].(*parse.StringNode)
	if !ok {
		return
	}
	pos := inside(nodePos(f.from, s))
	switch name {
	case "text":
		if !slices.Contains(f.texts.keys, s.Text) {
			f.add(diag.Errorf("theme-text-unknown", pos, "no text is called %q", s.Text).Meant(s.Text, f.texts.keys))
			return
		}
		if want := f.texts.blanks(s.Text); len(args)-2 < want {
			f.add(diag.Errorf("theme-args", nodePos(f.from, s), "the text %q has %d blanks to fill and is given %d", s.Text, want, len(args)-2))
		}
	case "date":
		if !slices.Contains(dateStyles, s.Text) {
			f.add(diag.Errorf("theme-args", pos, "no style of dates is called %q", s.Text).Meant(s.Text, dateStyles).
				WithNote(pos, "the styles are %s", styleNames))
		}
	}
}

// chainAt gives the places of the names of .A.B or $x.A.B. The parser puts the
// node's position at the second name where there are several, at the first
// where there is one; skip is 1 for variables, whose first name is the variable.
func (f *frame) chainAt(n parse.Node, ident []string, skip int) func(int) diag.Pos {
	start := int(n.Position())
	dots := 1 - skip // a variable's own name has no dot
	if len(ident) > 1 {
		start -= len(ident[0]) + dots
	}
	return func(i int) diag.Pos {
		off := start
		for _, name := range ident[:i+skip] {
			off += len(name) + 1
		}
		if skip == 0 {
			off++
		}
		return f.word(off, ident[i+skip])
	}
}

// fieldsAt gives the places of the names after a parenthesis.
func (f *frame) fieldsAt(n *parse.ChainNode) func(int) diag.Pos {
	return func(i int) diag.Pos {
		off := int(n.Position())
		for _, name := range n.Field[:i] {
			off += len(name) + 1
		}
		return f.word(off+1, n.Field[i])
	}
}

// word is the place of a name, or a point where the count went wrong.
func (f *frame) word(off int, name string) diag.Pos {
	if off >= 0 && off <= len(f.from.text) && strings.HasPrefix(f.from.text[off:], name) {
		return diag.Pos{File: f.from.file.Path, Off: off, End: off + len(name)}
	}
	return diag.Pos{File: f.from.file.Path, Off: max(0, min(off, len(f.from.text))), End: max(0, min(off, len(f.from.text)))}
}

// inside is the place within a pair of quotation marks.
func inside(p diag.Pos) diag.Pos {
	if p.End-p.Off >= 2 {
		p.Off, p.End = p.Off+1, p.End-1
	}
	return p
}

// nodePos is the place of a node as far as its text can be found again.
func nodePos(p *parsed, n parse.Node) diag.Pos {
	off := int(n.Position())
	s := n.String()
	if t, ok := n.(*parse.TemplateNode); ok {
		s = `"` + t.Name + `"`
	}
	if off > len(p.text) {
		return diag.Whole(p.file.Path)
	}
	// A pipeline's position is its first word's, or the blank before it.
	if _, ok := n.(*parse.PipeNode); ok {
		off += len(p.text[off:]) - len(strings.TrimLeft(p.text[off:], " \t\r\n"))
	}
	pos := diag.Pos{File: p.file.Path, Off: off, End: off}
	if strings.HasPrefix(p.text[off:], s) {
		pos.End = off + len(s)
		return pos
	}
	// Chains of fields lie inside their text; anything else ends with its line.
	if from := max(0, off-len(s)); strings.Contains(p.text[from:min(len(p.text), off+len(s))], s) {
		pos.Off = from + strings.LastIndex(p.text[from:min(len(p.text), off+len(s))], s)
		pos.End = pos.Off + len(s)
		return pos
	}
	rest := p.text[off:]
	if i := strings.Index(rest, "}}"); i >= 0 {
		pos.End = off + len(strings.TrimRight(rest[:i], " \t\r\n-"))
	}
	return pos
}
