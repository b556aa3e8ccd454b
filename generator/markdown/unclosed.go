package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"recap/generator/diag"
)

// A block of code or raw HTML that nothing closes takes all that follows along,
// in the case of a comment out of sight. CommonMark allows it, so the text is
// shown as the standard says, and the author is told where it opened.

// fenceRun is a fence that was opened and what has been seen of it since.
type fenceRun struct {
	at, end int    // of the opening fence in the source, without its info string
	within  [2]int // the first line inside that looks like an opening of its own; {0, 0} for none
	colons  bool   // a line of ::: stands inside
	closed  bool
}

// codeFence is goldmark's parser of fenced code, which also minds that it ends.
type codeFence struct{ parser.BlockParser }

func (p codeFence) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := r.PeekLine()
	pos := pc.BlockOffset()
	n, state := p.BlockParser.Open(parent, r, pc)
	if n != nil {
		at := seg.Start + pos - seg.Padding
		treeOf(pc).fenced = fenceRun{at: at, end: at + sameBytes(line[pos:])}
	}
	return n, state
}

func (p codeFence) Continue(n ast.Node, r text.Reader, pc parser.Context) parser.State {
	line, seg := r.PeekLine()
	f := &treeOf(pc).fenced
	w, pos := util.IndentWidth(line, r.LineOffset())
	state := p.BlockParser.Continue(n, r, pc)
	switch {
	case state&parser.Close != 0:
		f.closed = true
	case w > 3 || pos >= len(line):
	case colons(line[pos:]) >= 3 && util.IsBlank(line[pos+colons(line[pos:]):]):
		f.colons = true
	case f.within == [2]int{} && p.opensAnother(line[pos:], treeOf(pc).src[f.at:f.end]):
		at := seg.Start + pos - seg.Padding
		f.within = [2]int{at, at + len(bytes.TrimRight(line[pos:], " \t\n"))}
	}
	return state
}

// opensAnother reports a line inside a block that begins with the block's own
// fence and names a language: "```go" cannot close what "```" opened, and the
// fence that ends it will end the outer block.
func (codeFence) opensAnother(line, fence []byte) bool {
	n := sameBytes(line)
	if n < len(fence) || line[0] != fence[0] {
		return false
	}
	info := bytes.TrimSpace(line[n:])
	return len(info) > 0 && bytes.IndexByte(info, fence[0]) < 0
}

func (p codeFence) Close(n ast.Node, r text.Reader, pc parser.Context) {
	p.BlockParser.Close(n, r, pc)
	t := treeOf(pc)
	f := t.fenced
	fence := t.src[f.at:f.end]
	switch {
	case f.closed && f.within == [2]int{}:
	case f.closed:
		t.diags.Add(diag.Warnf("code-open", t.pos(f.at, f.end), "another block of code begins inside this one").
			WithNote(t.pos(f.within[0], f.within[1]), "here").
			WithHint("write %s on a line of its own where the first one ends; a block that shows fences has a longer one itself", fence))
	case inQuote(n): // which ends it where it looks ended
	default:
		t.diags.Add(diag.Warnf("code-open", t.pos(f.at, f.end), "this block of code is never closed, so all that follows is code").
			WithHint("write %s on a line of its own where it ends", fence))
		for up := n.Parent(); f.colons && up != nil; up = up.Parent() {
			if c, ok := up.(*box); ok {
				c.closed = true // its ::: is in the code: one mistake
			}
		}
	}
}

// inQuote reports a node inside a quote.
func inQuote(n ast.Node) bool {
	for ; n != nil; n = n.Parent() {
		if n.Kind() == ast.KindBlockquote {
			return true
		}
	}
	return false
}

// sameBytes is how often a line repeats its first byte.
func sameBytes(line []byte) int {
	n := 0
	for n < len(line) && line[n] == line[0] {
		n++
	}
	return n
}

// rawBlock is goldmark's parser of blocks of HTML, which also minds that those
// end that no blank line does.
type rawBlock struct{ parser.BlockParser }

// rawEnds are what ends the kinds of HTML blocks that reach over blank lines
// (CommonMark 0.31, 4.6), with what they are called.
var rawEnds = map[ast.HTMLBlockType]struct {
	name string
	ends []string
}{
	ast.HTMLBlockType1: {"", []string{"</script>", "</pre>", "</style>", "</textarea>"}},
	ast.HTMLBlockType2: {"comment", []string{"-->"}},
	ast.HTMLBlockType3: {"instruction", []string{"?>"}},
	ast.HTMLBlockType4: {"declaration", []string{">"}},
	ast.HTMLBlockType5: {"CDATA section", []string{"]]>"}},
}

func (p rawBlock) Close(n ast.Node, r text.Reader, pc parser.Context) {
	p.BlockParser.Close(n, r, pc)
	html := n.(*ast.HTMLBlock)
	kind, reaches := rawEnds[html.HTMLBlockType]
	if !reaches || html.HasClosure() || html.Lines().Len() == 0 {
		return
	}
	t := treeOf(pc)
	seg := html.Lines().At(0)
	first := bytes.ToLower(seg.Value(t.src))
	for _, end := range kind.ends {
		if bytes.Contains(first, []byte(end)) {
			return
		}
	}
	at := seg.Start + len(first) - len(bytes.TrimLeft(first, " ")) - seg.Padding
	if kind.name == "comment" {
		t.diags.Add(diag.Warnf("text-comment-open", t.pos(at, at+len("<!--")), "this comment is never closed, so nothing behind it is shown").
			WithHint("write --> where it ends"))
		return
	}
	tag := bytes.TrimLeft(first, " ")
	tag = tag[:len(tag)-len(bytes.TrimLeft(tag[1:], "?![abcdefghijklmnopqrstuvwxyz"))]
	end := kind.ends[0]
	if kind.name == "" {
		kind.name, end = string(tag)+">", "</"+string(tag[1:])+">"
	}
	t.diags.Add(diag.Warnf("text-html-open", t.pos(at, at+len(tag)), "this %s is never closed, so what follows is no Markdown", kind.name).
		WithHint("write %s where it ends", end))
}
