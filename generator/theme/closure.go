package theme

import (
	"slices"
	"text/template/parse"

	"recap/generator/digest"
)

// reach is the names of the templates that layout can come to by {{template}},
// sorted, and the calls of those that do not exist.
func (lib library) reach(from string) (names []string, missing []missingCall) {
	seen := map[string]bool{from: true}
	todo := []string{from}
	for len(todo) > 0 {
		name := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		tree := lib.trees[name]
		if tree == nil {
			continue
		}
		names = append(names, name)
		calls(tree.Root, func(n parse.Node, called string) {
			if seen[called] {
				return
			}
			seen[called] = true
			if lib.trees[called] == nil {
				missing = append(missing, missingCall{name, called, n})
				return
			}
			todo = append(todo, called)
		})
	}
	slices.Sort(names)
	return names, missing
}

// missingCall is a {{template}} that names nothing, and the template it is in.
type missingCall struct {
	caller, name string
	node         parse.Node
}

// calls visits every {{template}} and {{fixed}} below a node, branches not taken
// included.
func calls(n parse.Node, visit func(n parse.Node, name string)) {
	branch := func(b *parse.BranchNode) {
		calls(b.Pipe, visit)
		calls(b.List, visit)
		calls(b.ElseList, visit)
	}
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, c := range n.Nodes {
			calls(c, visit)
		}
	case *parse.TemplateNode:
		visit(n, n.Name)
		calls(n.Pipe, visit)
	case *parse.IfNode:
		branch(&n.BranchNode)
	case *parse.RangeNode:
		branch(&n.BranchNode)
	case *parse.WithNode:
		branch(&n.BranchNode)
	case *parse.ActionNode:
		calls(n.Pipe, visit)
	case *parse.ChainNode:
		calls(n.Node, visit)
	case *parse.PipeNode:
		if n == nil {
			return
		}
		for _, cmd := range n.Cmds {
			if s, ok := fixedCall(cmd); ok {
				visit(s, s.Text)
			}
			for _, a := range cmd.Args {
				calls(a, visit)
			}
		}
	}
}

// sum names the closure: each template by name and by its tree written out
// again, which leaves comments out. It is made before html/template sees the
// trees, because escaping rewrites them.
func (lib library) sum(names []string) digest.Sum {
	h := digest.New()
	for _, name := range names {
		h.String(name)
		h.String(lib.trees[name].Root.String())
	}
	return h.Done()
}
