package theme

import (
	"html/template"
	"io"
	"reflect"
	"sync"
	text "text/template"
	"text/template/parse"
)

// program is a page's templates made ready to run fast. html/template decides
// how every value is escaped, once; its trees are then turned into closures in
// which names of variables, functions and templates are resolved, fields are
// found by the index of the type met last, and values reach the output without
// being boxed. html/template's own way, looking all of that up by reflection for
// each action of each page, was a third of a clean build.
//
// It is exact because it does not try to be complete. What it does not know is
// not compiled, and the kind of page is executed by html/template. What it
// meets while running and did not expect, every error among it, makes it give
// way: its output is thrown away, html/template executes the page from the
// start and says what is wrong. So only pages without faults are made here, and
// TestProgramsAreExact holds their bytes against html/template's.
type program struct {
	texts  *texts
	pieces *fixedPieces
	set    *text.Template // html/template's escaped set
	parts  map[string]*part
	root   *part
}

// part is one template of a program.
type part struct {
	body  step
	slots int // variables that live at once, $ among them
}

// step does what a node of a template does; expr is the value of an expression.
type (
	step func(x *run) signal
	expr func(x *run) value
)

type signal uint8

const (
	goOn signal = iota
	breakLoop
	nextTurn
)

// run is one execution. Variables lie in slots from base on, the first of them $.
type run struct {
	p     *program
	out   []byte
	dot   value
	vars  []value
	args  []value // of the calls under way
	base  int
	depth int
}

// maxDepth is how deep templates may call each other here. A page that goes
// deeper is html/template's, which has a limit of its own.
const maxDepth = 500

// giveWay is thrown when html/template must make the page.
type giveWay struct{}

func give() { panic(giveWay{}) }

var runs = sync.Pool{New: func() any { return &run{out: make([]byte, 0, 64<<10), vars: make([]value, 0, 64)} }}

// newProgram compiles an escaped set; nil when something in it is not known here.
func newProgram(set *template.Template, root string, t *texts, pieces *fixedPieces) *program {
	escaped := textOf(set)
	if escaped == nil {
		return nil
	}
	p := &program{texts: t, pieces: pieces, set: escaped, parts: map[string]*part{}}
	if p.root = p.part(root); p.root == nil {
		return nil
	}
	return p
}

// textOf is the text/template that an html/template stands on. Escaping adds
// templates to it, one for each context a piece is used in, which html/template
// shows nobody. Should the field ever be called otherwise, html/template
// executes everything.
func textOf(t *template.Template) *text.Template {
	// Escapes; then it fails for want of data, or makes what needs none.
	_ = t.Execute(io.Discard, nil)
	f := reflect.ValueOf(t).Elem().FieldByName("text")
	if !f.IsValid() || f.Type() != reflect.TypeFor[*text.Template]() {
		return nil
	}
	return (*text.Template)(f.UnsafePointer())
}

// part compiles a template and those it calls; nil when it cannot.
func (p *program) part(name string) *part {
	if done, ok := p.parts[name]; ok {
		return done
	}
	t := p.set.Lookup(name)
	if t == nil || t.Tree == nil || t.Tree.Root == nil {
		return nil
	}
	made := &part{}
	p.parts[name] = made // before its body, which may call it
	c := &compiler{p: p, names: []string{"$"}, most: 1}
	body, ok := c.list(t.Tree.Root)
	if !ok {
		p.parts[name] = nil
		return nil
	}
	made.body, made.slots = body, c.most
	return made
}

// execute writes a page. ok is false when html/template must do it instead;
// nothing has been written then.
func (p *program) execute(w io.Writer, data any) (ok bool, err error) {
	x := runs.Get().(*run)
	defer func() {
		clear(x.vars[:cap(x.vars)])
		clear(x.args[:cap(x.args)])
		*x = run{out: x.out[:0], vars: x.vars[:0], args: x.args[:0]}
		if cap(x.out) <= 1<<20 {
			runs.Put(x)
		}
	}()
	if !x.make(p, data) {
		return false, nil
	}
	_, err = w.Write(x.out)
	return true, err
}

func (x *run) make(p *program, data any) (ok bool) {
	// Whatever goes wrong, in a function of the theme or a method of a view too,
	// html/template meets again and reports.
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	x.p = p
	x.call(p.root, valueOf(reflect.ValueOf(data)))
	return true
}

// call runs a template with its own variables.
func (x *run) call(t *part, dot value) {
	if x.depth++; x.depth > maxDepth {
		give()
	}
	base, outer := x.base, x.dot
	x.base = len(x.vars)
	for range t.slots {
		x.vars = append(x.vars, value{})
	}
	x.vars[x.base], x.dot = dot, dot
	t.body(x)
	x.vars = x.vars[:x.base]
	x.base, x.dot = base, outer
	x.depth--
}

// compiler turns one template into steps.
type compiler struct {
	p     *program
	names []string // of variables in sight, by slot
	most  int
}

// declare gives a variable its slot.
func (c *compiler) declare(name string) int {
	c.names = append(c.names, name)
	c.most = max(c.most, len(c.names))
	return len(c.names) - 1
}

// slot is where a variable lies, -1 when there is none.
func (c *compiler) slot(name string) int {
	for i := len(c.names) - 1; i >= 0; i-- {
		if c.names[i] == name {
			return i
		}
	}
	return -1
}

// list compiles nodes in a row; variables declared in them end with it.
func (c *compiler) list(l *parse.ListNode) (step, bool) {
	if l == nil {
		return func(*run) signal { return goOn }, true
	}
	sight := len(c.names)
	defer func() { c.names = c.names[:sight] }()
	var steps []step
	for _, n := range l.Nodes {
		s, ok := c.node(n)
		if !ok {
			return nil, false
		}
		if s != nil {
			steps = append(steps, s)
		}
	}
	if len(steps) == 1 {
		return steps[0], true
	}
	return func(x *run) signal {
		for _, s := range steps {
			if sig := s(x); sig != goOn {
				return sig
			}
		}
		return goOn
	}, true
}
