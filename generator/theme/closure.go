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
		calls(tree.Root, func(n *parse.TemplateNode) {
			if seen[n.Name] {
				return
			}
			seen[n.Name] = true
			if lib.trees[n.Name] == nil {
				missing = append(missing, missingCall{name, n})
				return
			}
			todo = append(todo, n.Name)
		})
	}
	slices.Sort(names)
	return names, missing
}

// missingCall is a {{template}} that names nothing, and the template it is in.
type missingCall struct {
	caller string
	node   *parse.TemplateNode
}

// calls visits every {{template}} below a node, branches not taken included.
func calls(n parse.Node, visit func(*parse.TemplateNode)) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, c := range n.Nodes {
			calls(c, visit)
		}
	case *parse.TemplateNode:
		visit(n)
	case *parse.IfNode:
		calls(n.List, visit)
		calls(n.ElseList, visit)
	case *parse.RangeNode:
		calls(n.List, visit)
		calls(n.ElseList, visit)
	case *parse.WithNode:
		calls(n.List, visit)
		calls(n.ElseList, visit)
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
