package theme

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"text/template/parse"

	"recap/generator/diag"
)

// The checker walks every template that a kind of page can reach, knowing the
// type of the dot and of each variable, so that a misspelt field is found in a
// branch that no page takes today. It executes nothing. Running templates with
// sample values was the simpler road; it is blind to branches and to empty lists.

// checker collects what is wrong with a theme.
type checker struct {
	texts *texts
	funcs map[string]any
	list  diag.List
	seen  map[string]bool // place and code: a piece is checked once for each type it is given
}

func newChecker(t *texts) *checker {
	return &checker{texts: t, funcs: t.funcs(), seen: map[string]bool{}}
}

// add takes a diagnostic, once for each place.
func (c *checker) add(d diag.Diagnostic) {
	key := fmt.Sprint(d.Pos, d.Code)
	if !c.seen[key] {
		c.seen[key] = true
		c.list.Add(d)
	}
}

// missing says that a template is asked for that does not exist.
func (c *checker) missing(lib library, m missingCall) diag.Diagnostic {
	pos := inside(nodePos(lib.origin[m.caller], m.node))
	var names []string
	for name := range lib.trees {
		names = append(names, name)
	}
	slices.Sort(names)
	d := diag.Errorf("theme-template-unknown", pos, "no template is called %q", m.name).Meant(m.name, names)
	if d.Hint == "" {
		d = d.WithHint("the file %s.html beside layout.html would be it", m.name)
	}
	c.add(d)
	return d
}

// page checks all that a kind of page, or a piece inside texts, can reach.
func (c *checker) page(lib library, root string, v any) {
	w := &walk{checker: c, lib: lib, done: map[string]bool{}}
	w.template(root, typ{rt: reflect.TypeOf(v)}, diag.Pos{})
}

// walk is the check of one kind of page.
type walk struct {
	*checker
	lib  library
	done map[string]bool // template and type of its dot
}

// frame is one template being walked.
type frame struct {
	*walk
	from *parsed
	vars []variable
}

type variable struct {
	name string
	typ  typ
}

// template checks a template given a dot, once for each type of it; call is the
// place that calls it.
func (w *walk) template(name string, dot typ, call diag.Pos) {
	key := name + "\x00" + dot.key()
	tree := w.lib.trees[name]
	if w.done[key] || tree == nil {
		return
	}
	w.done[key] = true
	f := &frame{walk: w, from: w.lib.origin[name]}
	f.vars = []variable{{"$", dot}}
	mark := len(w.checker.list)
	f.list(tree.Root, dot)
	if call.File != "" && call.File != f.from.file.Path {
		w.blame(mark, f.from.file.Path, name, dot, call)
	}
}

// blame moves complaints about what a piece was given to the place that gave it.
// When a value lacks two names and more, none of them a slip, the piece is right
// and the call is wrong; values within the dot are given the benefit of four.
func (w *walk) blame(mark int, file, name string, dot typ, call diag.Pos) {
	moved := map[string]diag.List{}
	for i, d := range w.checker.list[mark:] {
		m := lacked.FindStringSubmatch(d.Message)
		if m == nil || d.Pos.File != file {
			continue
		}
		if w.checker.list[mark+i] = d; len(d.Notes) == 0 {
			w.checker.list[mark+i] = d.WithNote(call, "it is called here")
		}
		moved[m[1]] = append(moved[m[1]], d)
	}
	for _, who := range slices.Sorted(maps.Keys(moved)) {
		var names []string
		dict, slip := "", false
		for _, d := range moved[who] {
			field := lacked.FindStringSubmatch(d.Message)[2]
			slip = slip || d.Fix != nil
			if !slices.Contains(names, field) {
				names, dict = append(names, field), dict+" "+field+" …"
			}
		}
		own := who == lacking(dot)
		if slip || len(names) < 2 || !own && len(names) < 4 {
			continue
		}
		w.checker.list = append(w.checker.list[:mark], slices.DeleteFunc(w.checker.list[mark:], func(d diag.Diagnostic) bool {
			return d.Pos.File == file && strings.HasPrefix(d.Message, who)
		})...)
		d := diag.Errorf("theme-field-unknown", call, "the template %q asks for %s, and %s", name, strings.Join(names, ", "), strings.Replace(who, " has no ", " has none of them", 1)).
			WithNote(moved[who][0].Pos, "asked for here")
		if own {
			d = d.WithHint("it may want a dict: {{template %q dict%s}}", name, dict)
		}
		w.checker.list.Add(d)
	}
}

// lacked is the message that a value has no field of a name.
var lacked = regexp.MustCompile(`^(.+ has no )("[^"]*")$`)

// list checks the nodes of a block; variables declared in it end with it.
func (f *frame) list(l *parse.ListNode, dot typ) {
	if l == nil {
		return
	}
	mark := len(f.vars)
	for _, n := range l.Nodes {
		f.node(n, dot)
	}
	f.vars = f.vars[:mark]
}

func (f *frame) node(n parse.Node, dot typ) {
	switch n := n.(type) {
	case *parse.ActionNode:
		t := f.pipe(n.Pipe, dot)
		if len(n.Pipe.Decl) == 0 {
			f.printed(n.Pipe, t)
		}
	case *parse.IfNode:
		mark := len(f.vars)
		t := f.pipe(n.Pipe, dot)
		f.truth("if", n.Pipe, t)
		f.list(n.List, dot)
		f.list(n.ElseList, dot)
		f.vars = f.vars[:mark]
	case *parse.WithNode:
		mark := len(f.vars)
		t := f.pipe(n.Pipe, dot)
		if n.ElseList != nil || hasIs(t) {
			f.truth("with", n.Pipe, t)
		}
		f.list(n.List, t)
		f.vars = f.vars[:mark]
		f.list(n.ElseList, dot)
	case *parse.RangeNode:
		f.ranging(n, dot)
	case *parse.TemplateNode:
		t := typ{none: true}
		if n.Pipe != nil {
			t = f.pipe(n.Pipe, dot)
		}
		f.template(n.Name, t, inside(nodePos(f.from, n)))
	}
}

// ranging checks {{range}}: what is ranged over, its variables and its body.
func (f *frame) ranging(n *parse.RangeNode, dot typ) {
	mark := len(f.vars)
	decl, assign := n.Pipe.Decl, n.Pipe.IsAssign
	over := f.value(n.Pipe, dot)
	index, elem, ok := over.elements()
	if !ok {
		f.add(diag.Errorf("theme-range", nodePos(f.from, n.Pipe), "range goes over lists, maps and numbers, not over %s", over).
			WithHint("{{with}} is for one value that may be missing"))
	}
	types := []typ{elem}
	if len(decl) == 2 {
		types = []typ{index, elem}
	}
	for i, v := range decl {
		if assign {
			f.set(v.Ident[0], types[i])
		} else {
			f.vars = append(f.vars, variable{v.Ident[0], types[i]})
		}
	}
	f.list(n.List, elem)
	f.vars = f.vars[:mark]
	f.list(n.ElseList, dot)
}

// pipe is the type of a pipeline, whose variables are declared.
func (f *frame) pipe(p *parse.PipeNode, dot typ) typ {
	t := f.value(p, dot)
	for _, v := range p.Decl {
		if p.IsAssign {
			f.set(v.Ident[0], t)
		} else {
			f.vars = append(f.vars, variable{v.Ident[0], t})
		}
	}
	return t
}

// value is the type of a pipeline.
func (f *frame) value(p *parse.PipeNode, dot typ) typ {
	var t *typ
	for _, cmd := range p.Cmds {
		r := f.command(cmd, dot, t)
		t = &r
	}
	if t == nil {
		return typ{}
	}
	return *t
}

// set gives a variable a new value: of another type, it is no longer known.
func (f *frame) set(name string, t typ) {
	for i := len(f.vars) - 1; i >= 0; i-- {
		if f.vars[i].name == name {
			if f.vars[i].typ.key() != t.key() {
				f.vars[i].typ = typ{}
			}
			return
		}
	}
}

func (f *frame) variable(name string) typ {
	for i := len(f.vars) - 1; i >= 0; i-- {
		if f.vars[i].name == name {
			return f.vars[i].typ
		}
	}
	return typ{}
}

// truth warns of conditions that are always true: text/template holds every
// struct for true, also a view.Day that is no date.
func (f *frame) truth(word string, n parse.Node, t typ) {
	if t.rt == nil || t.rt.Kind() != reflect.Struct {
		return
	}
	d := diag.Warnf("theme-always-true", nodePos(f.from, n), "%s holds %s for true, whatever is in it", word, t)
	if hasIs(t) {
		d = d.WithHint("ask %s.Is", strings.TrimSpace(n.String()))
	}
	f.add(d)
}

func hasIs(t typ) bool {
	if t.rt == nil || t.rt.Kind() != reflect.Struct {
		return false
	}
	_, ok := t.rt.MethodByName("Is")
	return ok
}

// printed warns of values that have no form on a page.
func (f *frame) printed(p *parse.PipeNode, t typ) {
	hint := ""
	switch {
	case t.rec != nil:
	case t.rt == nil:
		return
	case t.rt == dayType || t.rt == timeType:
		hint = "{{date .Lang \"long\" …}} shows a date"
	case t.rt == bodyType:
		hint = "a body is shown by its HTML: {{.Body.HTML}}"
	case t.rt.Implements(stringerType) || t.rt.Implements(errorType):
		return
	case !bare(t.rt):
		return
	}
	f.add(diag.Warnf("theme-print", nodePos(f.from, p), "%s has no form of its own on a page", t).WithHint("%s", pick(hint != "", hint, "choose one of its fields")))
}

// bare reports whether fmt would write a type as Go does, with braces or brackets.
func bare(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Pointer:
		return bare(t.Elem())
	case reflect.Struct, reflect.Map, reflect.Slice, reflect.Array, reflect.Chan, reflect.Func:
		return true
	}
	return false
}
