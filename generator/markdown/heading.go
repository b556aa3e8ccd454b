package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"recap/generator/diag"
	"recap/generator/slug"
)

// head is what is known of a heading beside its node.
type head struct {
	node    *ast.Heading
	id      string // unique in the document
	text    string
	idPos   diag.Pos // of a written {#id}
	classes []string
	attrs   []Attr
	lang    string
}

// headingParser reads the braces at the end of a heading when goldmark is done
// with its line. goldmark's own attribute parser gives up, silently, on values
// with a slash, a leading digit or an umlaut.
type headingParser struct {
	parser.BlockParser
	atx bool
}

func (p headingParser) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if p.atx {
		_, seg := r.PeekLine()
		one := text.NewSegments()
		one.Append(text.NewSegment(seg.Start, seg.Stop))
		if !treeOf(pc).afford(one) {
			return nil, parser.NoChildren
		}
	}
	return p.BlockParser.Open(parent, r, pc)
}

func (p headingParser) Close(node ast.Node, r text.Reader, pc parser.Context) {
	p.BlockParser.Close(node, r, pc)
	if node.Parent() == nil {
		return // goldmark took it back
	}
	t := treeOf(pc)
	h := &head{node: node.(*ast.Heading)}
	t.headOf[node] = h
	last := node.Lines().Len() - 1
	if last < 0 {
		return
	}
	seg := node.Lines().At(last)
	line := t.src[seg.Start:seg.Stop]
	at, set, found := trailingBraces(line)
	if !found {
		return
	}
	if set == nil {
		if at < len(line) {
			t.diags.Add(diag.Warnf("heading-braces", t.pos(seg.Start+at, seg.Start+len(line)), "these braces say nothing recap knows: %s", quoted(line[at:])).
				WithHint("known are {#id}, {.class} and {key=value}; a backslash before the brace makes it plain text"))
		}
		return
	}
	t.take(h, set, seg.Start)
	rest := bytes.TrimRight(line[:at], " \t")
	if p.atx {
		rest = closed(rest)
	}
	seg.Stop = seg.Start + len(rest)
	node.Lines().Set(last, seg)
}

// closed takes the closing ## off an ATX heading that had braces behind it.
func closed(line []byte) []byte {
	cut := bytes.TrimRight(line, "#")
	if len(cut) < len(line) && (len(cut) == 0 || util.IsSpace(cut[len(cut)-1])) {
		return bytes.TrimRight(cut, " \t")
	}
	return line
}

// take sorts what stood in the braces.
func (t *tree) take(h *head, set []brace, start int) {
	for _, b := range set {
		pos := t.pos(start+b.off, start+b.end)
		switch {
		case b.kind == '#':
			h.id, h.idPos = b.value, pos
		case b.kind == '.':
			h.classes = append(h.classes, b.value)
		case b.key == "id":
			h.id, h.idPos = strings.Join(strings.Fields(b.value), "-"), pos
		case b.key == "class":
			h.classes = append(h.classes, strings.Fields(b.value)...)
		default:
			if b.key == "lang" {
				h.lang = b.value
			}
			h.attrs = append(h.attrs, Attr{Key: b.key, Value: b.value, Pos: pos})
		}
	}
}

// nameHeadings gives every heading its text and its anchor. Written ids come
// first: one that is made never takes theirs.
func (t *tree) nameHeadings() {
	walk(t.root, func(n ast.Node) bool {
		if h := t.headOf[n]; h != nil {
			t.heads = append(t.heads, h)
		}
		switch n.(type) {
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			if t.codeOf == nil {
				t.codeOf = map[ast.Node]*codeBlock{}
			}
			t.codeOf[n] = t.fence(n)
			t.codes = append(t.codes, t.codeOf[n])
		}
		return n.Type() != ast.TypeInline
	}, func(ast.Node) {})
	taken := make(map[string]bool, len(t.heads)+len(t.anchors))
	for _, id := range t.anchors {
		taken[id] = true
	}
	for _, h := range t.heads {
		if h.id == "" {
			continue
		}
		if taken[h.id] {
			t.diags.Add(diag.Warnf("heading-id", h.idPos, "the id %q is taken already", h.id).
				WithHint("an anchor can lead to one place only; this one gets another id"))
			h.id += "\x00" // named below
			continue
		}
		taken[h.id] = true
	}
	t.nameCode(taken)
	next := map[string]int{}
	for _, h := range t.heads {
		h.text = t.plain(h.node)
		base, again := strings.CutSuffix(h.id, "\x00")
		if h.id != "" && !again {
			continue
		}
		if base == "" {
			base = slug.Make(h.text)
		}
		if base == "" {
			base = "section"
		}
		h.id = unique(base, taken, next)
	}
}

// unique is base, or base-2, base-3 … when it is taken; next remembers where to
// go on, so that many equal headings cost no more than as many others.
func unique(base string, taken map[string]bool, next map[string]int) string {
	id := base
	for n := max(next[base], 2); taken[id]; n++ {
		id = base + "-" + strconv.Itoa(n)
		next[base] = n + 1
	}
	taken[id] = true
	return id
}
