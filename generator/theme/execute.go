package theme

import (
	"errors"
	"html/template"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	text "text/template"

	"recap/generator/diag"
	"recap/generator/view"
)

// Execute writes the page v makes. What a theme's author can mend comes as a
// *diag.Fault with its place in the theme; so does a fault inside a body, with
// the place it brings along. Other errors are the writer's own.
func (th *Theme) Execute(w io.Writer, v view.Page) error {
	p := th.pages[v.Template()]
	if p == nil {
		return &diag.Fault{List: diag.List{diag.Errorf("theme-missing",
			diag.Whole("themes/"+th.name+"/pages/"+v.Template()+".html"), "%v", errNoTemplate)}}
	}
	if len(p.fault) > 0 {
		return &diag.Fault{List: p.fault}
	}
	if s, ok := v.(interface{ Shared() *view.Site }); ok && s.Shared() != nil && !s.Shared().Standards.Microformats {
		return th.withoutMicroformats(p, w, v)
	}
	if err := p.execute(th, w, v); err != nil {
		return th.fault(p, err)
	}
	return nil
}

// execute makes the page by its program, or by html/template where there is none
// or it gives way.
func (p *page) execute(th *Theme, w io.Writer, v any) error {
	p.once.Do(func() { p.tmpl, p.err = p.compile(th) })
	if p.err != nil {
		return p.err
	}
	if p.program != nil {
		if ok, err := p.program.execute(w, v); ok {
			return err
		}
	}
	return p.tmpl.Execute(w, v)
}

// compile makes the html/template set of a page from copies of the trees.
func (p *page) compile(th *Theme) (*template.Template, error) {
	pieces := &fixedPieces{sets: map[string]*template.Template{}, made: map[fixedKey]template.HTML{}}
	funcs := th.texts.funcs()
	funcs[fixedName] = pieces.show
	pieces.build = func(name string) (*template.Template, error) {
		names, _ := p.lib.reach(name)
		return p.set(name, names, funcs)
	}
	set, err := p.set(p.root, p.names, funcs)
	if err == nil {
		p.program = newProgram(set, p.root, th.texts, pieces)
	}
	return set, err
}

// set makes one template and those it calls ready for execution.
func (p *page) set(root string, names []string, funcs template.FuncMap) (*template.Template, error) {
	set := template.New(root).Funcs(funcs)
	out := set
	for _, name := range names {
		t, err := set.AddParseTree(name, p.lib.trees[name].Copy())
		if err != nil {
			return nil, err
		}
		if name == root {
			out = t
		}
	}
	return out, nil
}

// place finds "name:line:column" or "name:line" at the head of a template error.
var place = regexp.MustCompile(`^(?:html/template|template):\s?(.+?\.html):(\d+)(?::(\d+))?: (?s:(.*))$`)

// executing is what text/template puts before the thing that failed.
var executing = regexp.MustCompile(`^executing "[^"]*" at <(?s:(.*?))>: (?s:(.*))$`)

// fault turns an error of html/template about a page into a diagnostic.
func (th *Theme) fault(p *page, err error) error {
	var f *diag.Fault
	if errors.As(err, &f) {
		return f
	}
	var ex text.ExecError
	if errors.As(err, &ex) {
		inner := errors.Unwrap(ex.Err)
		// What went wrong within a fixed piece has a place of its own.
		if inner != nil && strings.Contains(ex.Err.Error(), "error calling "+fixedName+": ") {
			return th.fault(p, inner)
		}
		// A body that could not be made is not the theme's fault.
		if inner != nil && strings.Contains(ex.Err.Error(), "error calling HTML: ") {
			return inner
		}
	}
	m := place.FindStringSubmatch(err.Error())
	var unclear *template.Error
	if errors.As(err, &unclear) && m == nil {
		return &diag.Fault{List: diag.List{p.escapeFault(unclear)}}
	}
	if m == nil {
		return err
	}
	file, what := m[1], m[4]
	src, known := th.text[file]
	if !known {
		return err
	}
	line, _ := strconv.Atoi(m[2])
	col, _ := strconv.Atoi(m[3])
	pos := diag.Pos{File: file, Off: min(lineOffset(src, line)+col, len(src))}
	pos.End = pos.Off
	if unclear != nil {
		what = escapeWords(unclear)
	}
	if e := executing.FindStringSubmatch(what); e != nil {
		pos = spanOf(src, pos, e[1])
		what = e[2]
	}
	if d, ok := th.checked(pos); ok {
		return &diag.Fault{List: diag.List{d}}
	}
	return &diag.Fault{List: diag.List{diag.Errorf("theme-failed", pos, "%s", plainly(what))}}
}

// checked is what the check said of a place, which knows the near names; a page
// shows the same words as the terminal.
func (th *Theme) checked(pos diag.Pos) (diag.Diagnostic, bool) {
	meets := func(p diag.Pos) bool { return p.File == pos.File && p.Off <= pos.End && pos.Off <= p.End }
	for _, d := range th.list {
		if d.Severity == diag.Error && (meets(d.Pos) || slices.ContainsFunc(d.Notes, func(n diag.Note) bool { return meets(n.Pos) })) {
			return d, true
		}
	}
	return diag.Diagnostic{}, false
}

// spanOf stretches a point to the expression that text/template quotes; for a
// chain of fields the point lies inside of it.
func spanOf(src string, pos diag.Pos, expr string) diag.Pos {
	expr = strings.TrimSuffix(expr, "...")
	from := max(0, pos.Off-len(expr))
	to := min(len(src), pos.Off+len(expr)+1)
	if i := strings.LastIndex(src[from:to], expr); i >= 0 && expr != "" {
		pos.Off = from + i
		pos.End = pos.Off + len(expr)
	}
	return pos
}

// plainly puts the commonest of text/template's words into ours.
func plainly(what string) string {
	if rest, ok := strings.CutPrefix(what, "nil pointer evaluating "); ok {
		return "there is nothing here to take " + rest[strings.LastIndexByte(rest, '.')+1:] + " of: ask for it with {{with}} or {{if}} first"
	}
	if _, rest, ok := strings.Cut(what, ": error calling "); ok {
		return "error calling " + rest
	}
	return what
}
