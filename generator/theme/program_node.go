package theme

import (
	"reflect"
	"strings"
	"text/template/parse"
)

// node compiles one node; a nil step does nothing.
func (c *compiler) node(n parse.Node) (step, bool) {
	switch n := n.(type) {
	case *parse.TextNode:
		t := n.Text
		return func(x *run) signal { x.out = append(x.out, t...); return goOn }, true
	case *parse.CommentNode:
		return nil, true
	case *parse.ActionNode:
		return c.action(n)
	case *parse.IfNode:
		return c.branch(&n.BranchNode, false)
	case *parse.WithNode:
		return c.branch(&n.BranchNode, true)
	case *parse.RangeNode:
		return c.loop(n)
	case *parse.TemplateNode:
		return c.template(n)
	case *parse.BreakNode:
		return func(*run) signal { return breakLoop }, true
	case *parse.ContinueNode:
		return func(*run) signal { return nextTurn }, true
	}
	return nil, false
}

// action compiles {{pipeline}}: a value that is written, or a variable set.
func (c *compiler) action(n *parse.ActionNode) (step, bool) {
	pipe := n.Pipe
	if len(pipe.Decl) > 0 {
		v, ok := c.commands(pipe.Cmds)
		if !ok || len(pipe.Decl) != 1 {
			return nil, false
		}
		name := pipe.Decl[0].Ident[0]
		slot := c.slot(name)
		if !pipe.IsAssign {
			slot = c.declare(name)
		}
		if slot < 0 {
			return nil, false
		}
		return func(x *run) signal { x.vars[x.base+slot] = v(x); return goOn }, true
	}
	cmds := pipe.Cmds
	from := len(cmds)
	for from > 0 && isEscaper(cmds[from-1]) {
		from--
	}
	if from == 0 {
		return nil, false
	}
	v, ok := c.commands(cmds[:from])
	if !ok {
		return nil, false
	}
	var names []string
	for _, cmd := range cmds[from:] {
		names = append(names, cmd.Args[0].(*parse.IdentifierNode).Ident)
	}
	write := c.p.escaper(strings.Join(names, " | "))
	if write == nil {
		return nil, false
	}
	return func(x *run) signal { write(x, v(x)); return goOn }, true
}

// isEscaper reports a command that html/template put at the end of a pipeline.
func isEscaper(cmd *parse.CommandNode) bool {
	id, ok := cmd.Args[0].(*parse.IdentifierNode)
	return ok && len(cmd.Args) == 1 && strings.HasPrefix(id.Ident, "_html_template_")
}

// branch compiles {{if}} and {{with}}.
func (c *compiler) branch(n *parse.BranchNode, with bool) (step, bool) {
	sight := len(c.names)
	defer func() { c.names = c.names[:sight] }()
	v, ok := c.declaring(n.Pipe)
	if !ok {
		return nil, false
	}
	yes, ok1 := c.list(n.List)
	no, ok2 := c.list(n.ElseList)
	if !ok1 || !ok2 {
		return nil, false
	}
	if !with {
		return func(x *run) signal {
			if v(x).truth() {
				return yes(x)
			}
			return no(x)
		}, true
	}
	return func(x *run) signal {
		got := v(x)
		if !got.truth() {
			return no(x)
		}
		outer := x.dot
		x.dot = got
		sig := yes(x)
		x.dot = outer
		return sig
	}, true
}

// declaring compiles the pipeline of a branch, which may declare one variable.
func (c *compiler) declaring(pipe *parse.PipeNode) (expr, bool) {
	v, ok := c.commands(pipe.Cmds)
	if !ok || len(pipe.Decl) == 0 {
		return v, ok
	}
	if len(pipe.Decl) > 1 || pipe.IsAssign {
		return nil, false
	}
	slot := c.declare(pipe.Decl[0].Ident[0])
	return func(x *run) value {
		got := v(x)
		x.vars[x.base+slot] = got
		return got
	}, true
}

// loop compiles {{range}} over lists.
func (c *compiler) loop(n *parse.RangeNode) (step, bool) {
	sight := len(c.names)
	defer func() { c.names = c.names[:sight] }()
	list, ok := c.commands(n.Pipe.Cmds)
	if !ok || n.Pipe.IsAssign {
		return nil, false
	}
	index, elem := -1, -1
	switch d := n.Pipe.Decl; len(d) {
	case 0:
	case 1:
		elem = c.declare(d[0].Ident[0])
	default:
		index, elem = c.declare(d[0].Ident[0]), c.declare(d[1].Ident[0])
	}
	body, ok1 := c.list(n.List)
	empty, ok2 := c.list(n.ElseList)
	if !ok1 || !ok2 {
		return nil, false
	}
	return func(x *run) signal {
		got := list(x)
		switch {
		case got.kind == isNothing:
			return empty(x)
		case got.kind != isRef:
			give()
		}
		rv := pointed(got.ref)
		if k := rv.Kind(); k != reflect.Slice && k != reflect.Array {
			give()
		}
		if rv.Len() == 0 {
			return empty(x)
		}
		outer := x.dot
		for i := range rv.Len() {
			e := valueOf(rv.Index(i))
			if elem >= 0 {
				x.vars[x.base+elem] = e
			}
			if index >= 0 {
				x.vars[x.base+index] = number(i)
			}
			x.dot = e
			if body(x) == breakLoop {
				break
			}
		}
		x.dot = outer
		return goOn
	}, true
}

// template compiles {{template "name" value}}.
func (c *compiler) template(n *parse.TemplateNode) (step, bool) {
	if c.p.part(n.Name) == nil {
		return nil, false
	}
	t := c.p.parts[n.Name]
	if n.Pipe == nil {
		return func(x *run) signal { x.call(t, value{}); return goOn }, true
	}
	if len(n.Pipe.Decl) > 0 {
		return nil, false
	}
	v, ok := c.commands(n.Pipe.Cmds)
	if !ok {
		return nil, false
	}
	return func(x *run) signal { x.call(t, v(x)); return goOn }, true
}

// commands compiles a pipeline: each value is the next function's last argument.
func (c *compiler) commands(cmds []*parse.CommandNode) (expr, bool) {
	var v expr
	for i, cmd := range cmds {
		next, ok := c.command(cmd, v)
		if !ok || i > 0 && next == nil {
			return nil, false
		}
		v = next
	}
	return v, v != nil
}

func (c *compiler) command(cmd *parse.CommandNode, final expr) (expr, bool) {
	if id, ok := cmd.Args[0].(*parse.IdentifierNode); ok {
		args, ok := c.args(cmd.Args[1:], final)
		if !ok {
			return nil, false
		}
		return c.function(id.Ident, args)
	}
	if len(cmd.Args) > 1 || final != nil {
		return nil, false // methods with arguments
	}
	return c.value(cmd.Args[0])
}

func (c *compiler) args(nodes []parse.Node, final expr) ([]expr, bool) {
	var args []expr
	for _, n := range nodes {
		var v expr
		ok := true
		switch n := n.(type) {
		case *parse.IdentifierNode:
			v, ok = c.function(n.Ident, nil)
		case *parse.NilNode:
			v = func(*run) value { return value{} }
		default:
			v, ok = c.value(n)
		}
		if !ok {
			return nil, false
		}
		args = append(args, v)
	}
	if final != nil {
		args = append(args, final)
	}
	return args, true
}

// value compiles what stands for a value by itself.
func (c *compiler) value(n parse.Node) (expr, bool) {
	switch n := n.(type) {
	case *parse.DotNode:
		return func(x *run) value { return x.dot }, true
	case *parse.FieldNode:
		return fields(func(x *run) value { return x.dot }, n.Ident), true
	case *parse.VariableNode:
		slot := c.slot(n.Ident[0])
		if slot < 0 {
			return nil, false
		}
		return fields(func(x *run) value { return x.vars[x.base+slot] }, n.Ident[1:]), true
	case *parse.ChainNode:
		v, ok := c.value(n.Node)
		if !ok {
			return nil, false
		}
		return fields(v, n.Field), true
	case *parse.PipeNode:
		if len(n.Decl) > 0 {
			return nil, false
		}
		return c.commands(n.Cmds)
	case *parse.StringNode:
		v := textual(n.Text)
		return func(*run) value { return v }, true
	case *parse.BoolNode:
		v := truth(n.True)
		return func(*run) value { return v }, true
	case *parse.NumberNode:
		if !n.IsInt || strings.Trim(n.Text, "0123456789") != "" {
			return nil, false // rare forms have rules of their own
		}
		v := number(int(n.Int64))
		return func(*run) value { return v }, true
	}
	return nil, false
}

// fields takes one field or method after the other.
func fields(v expr, names []string) expr {
	for _, name := range names {
		from, at := v, &member{name: name}
		v = func(x *run) value { return at.of(from(x)) }
	}
	return v
}
