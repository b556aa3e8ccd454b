package theme

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"regexp"
	"slices"
	"strings"
	"text/template/parse"

	"recap/generator/diag"
)

// html/template follows the HTML through all templates of a page, to know how a
// value must be escaped. Where a quotation mark or a bracket is missing it
// notices at the end of the page and names no place. The place is found by
// asking again: which template is wrong by itself, and from which tag on.

// escapeFault is the place in the theme's files where the HTML goes wrong.
func (p *page) escapeFault(wrong *template.Error) diag.Diagnostic {
	d, known := p.unclear.Load(wrong.Error())
	if !known {
		d, _ = p.unclear.LoadOrStore(wrong.Error(), p.findEscapeFault(wrong))
	}
	return d.(diag.Diagnostic)
}

func (p *page) findEscapeFault(wrong *template.Error) diag.Diagnostic {
	order := slices.Clone(p.names)
	slices.SortStableFunc(order, func(a, b string) int { // a page's own file first, the layout last
		rank := func(name string) int {
			switch {
			case name == mainName:
				return 0
			case name == p.root, p.lib.origin[name] == p.lib.origin[layoutName]:
				return 2
			}
			return 1
		}
		return rank(a) - rank(b)
	})
	asked := map[string]bool{}
	for _, name := range order {
		if name, own := p.culprit(name, asked); own != nil {
			d := diag.Errorf("theme-failed", p.escapePlace(name, p.lib.trees[name].Root.Nodes), "%s", escapeWords(own))
			if own.ErrorCode == template.ErrEndContext {
				d = d.WithHint("what a template opens in the HTML it must close")
			}
			return d
		}
	}
	return diag.Errorf("theme-failed", diag.Whole(p.lib.origin[p.root].file.Path), "%s", escapeWords(wrong))
}

// culprit is the template that is wrong by itself: the one called name, or one
// that it calls. The error is nil when none is.
func (p *page) culprit(name string, asked map[string]bool) (string, *template.Error) {
	if asked[name] || p.lib.trees[name] == nil {
		return name, nil
	}
	asked[name] = true
	own := p.escapes(name, p.lib.trees[name].Root.Nodes)
	if own == nil {
		return name, nil
	}
	found, inner := name, own
	calls(p.lib.trees[name].Root, func(_ parse.Node, called string) {
		if n, e := p.culprit(called, asked); e != nil && inner == own {
			found, inner = n, e
		}
	})
	return found, inner
}

// escapes asks html/template about one template with some of its nodes: nil when
// it has no complaint.
func (p *page) escapes(name string, nodes []parse.Node) *template.Error {
	funcs := (&texts{}).funcs()
	set := template.New("").Funcs(funcs)
	names, _ := p.lib.reach(name)
	for _, n := range names {
		tree := p.lib.trees[n].Copy()
		if n == name {
			tree.Root.Nodes = copied(nodes)
		}
		if _, err := set.AddParseTree(n, tree); err != nil {
			return nil
		}
	}
	// What it says of missing values comes after the escaping, and is no answer.
	var wrong *template.Error
	if err := set.ExecuteTemplate(io.Discard, name, nil); !errors.As(err, &wrong) {
		return nil
	}
	return wrong
}

func copied(nodes []parse.Node) []parse.Node {
	out := make([]parse.Node, len(nodes))
	for i, n := range nodes {
		out[i] = n.Copy()
	}
	return out
}

// escapePlace is the tag from which on a template's HTML is wrong: behind the
// longest beginning that is right.
func (p *page) escapePlace(name string, nodes []parse.Node) diag.Pos {
	from := p.lib.origin[name]
	k := len(nodes) - 1
	for k > 0 && p.escapes(name, nodes[:k]) != nil {
		k--
	}
	node, ok := nodes[k].(*parse.TextNode)
	if !ok {
		return nodePos(from, nodes[k])
	}
	text, off := string(node.Text), int(node.Pos)
	at := 0
	for i := range len(text) {
		if text[i] != '<' || i == 0 {
			continue
		}
		head := node.Copy().(*parse.TextNode)
		head.Text = head.Text[:i]
		if p.escapes(name, append(copied(nodes[:k]), head)) == nil {
			at = i
		}
	}
	// Blanks that {{- takes away are not in the node's text.
	if !strings.HasPrefix(from.text[min(off, len(from.text)):], text) {
		off += max(0, strings.Index(from.text[min(off, len(from.text)):], text))
	}
	pos := diag.Pos{File: from.file.Path, Off: off + at}
	line := from.text[pos.Off:lineEnd(from.text, pos.Off)]
	if i := strings.IndexByte(line, '>'); i >= 0 {
		line = line[:i+1]
	}
	pos.End = pos.Off + len(strings.TrimRight(line, " \t\r"))
	return pos
}

// context is how html/template writes down where in the HTML it is.
var context = regexp.MustCompile(`\{state(\w+) delim(\w+) [^{}]*?attr(\w+) element(\w+) [^{}]*\}`)

// escapeWords puts a complaint about escaping into ours.
func escapeWords(e *template.Error) string {
	if e.ErrorCode == template.ErrEndContext {
		if m := context.FindStringSubmatch(e.Description); m != nil {
			switch {
			case m[2] == "DoubleQuote", m[2] == "SingleQuote":
				return "an attribute's closing quotation mark is missing"
			case m[4] != "None":
				return fmt.Sprintf("<%[1]s> has no </%[1]s>", strings.ToLower(m[4]))
			case m[1] == "HTMLCmt":
				return "a comment has no -->"
			}
			return "this tag has no >"
		}
	}
	if e.ErrorCode == template.ErrBadHTML {
		return "from this tag on the quotation marks do not pair: " + e.Description
	}
	return context.ReplaceAllStringFunc(e.Description, func(s string) string {
		m := context.FindStringSubmatch(s)
		switch {
		case m[2] == "DoubleQuote", m[2] == "SingleQuote", m[2] == "SpaceOrTagEnd":
			return "within an attribute"
		case m[1] == "Text":
			return "outside of tags"
		case m[1] == "Tag", strings.HasPrefix(m[1], "Attr"), strings.HasPrefix(m[1], "AfterName"), strings.HasPrefix(m[1], "BeforeValue"):
			return "within a tag"
		case m[4] != "None":
			return "within <" + strings.ToLower(m[4]) + ">"
		}
		return "elsewhere"
	})
}
