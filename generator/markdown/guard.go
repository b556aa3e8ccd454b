package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"recap/generator/diag"
)

// Limits. A text can be written so that goldmark needs the square of its length
// or a stack as deep as it is long. No person writes one. What goes beyond a
// limit is shown as plain text, with a warning, and the rest of the file is as
// it should be; stopping the build was the simpler road, but a limit that is
// hit should cost the passage and not the blog.
const (
	// maxDepth is how many lists, items and quotes may lie within each other.
	// Browsers and the HTML parser give up at 512 elements.
	maxDepth = 200

	// budget is the work, in steps, that one document may cost beyond what is
	// linear in its length; an ordinary post costs a few ten thousand.
	budget = 400_000_000

	// maxCells is the size of a table, with the cells that rows leave out.
	maxCells = 1_000_000
)

// shallow is a block parser that opens nothing below maxDepth.
type shallow struct{ parser.BlockParser }

func (s shallow) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if len(pc.OpenedBlocks()) < maxDepth {
		return s.BlockParser.Open(parent, r, pc)
	}
	if t := treeOf(pc); !t.deep {
		t.deep = true
		_, seg := r.PeekLine()
		t.diags.Add(diag.Warnf("text-too-deep", t.pos(seg.Start, seg.Start+1), "lists and quotes lie within each other more than %d deep", maxDepth/2).
			WithHint("what lies deeper is shown as plain text"))
	}
	return nil, parser.NoChildren
}

// plainBlock is a passage that is shown as it was written.
type plainBlock struct{ ast.BaseBlock }

var kindPlain = ast.NewNodeKind("Plain")

func (*plainBlock) Kind() ast.NodeKind        { return kindPlain }
func (*plainBlock) IsRaw() bool               { return true }
func (n *plainBlock) Dump(src []byte, lv int) { ast.DumpHelper(n, src, lv, nil, nil) }

// guard is the first to see a paragraph: it estimates what the parsers behind
// it would cost and takes the paragraph away from them when that is too much.
type guard struct{}

func (guard) Transform(n *ast.Paragraph, r text.Reader, pc parser.Context) {
	t := treeOf(pc)
	if t.afford(n.Lines()) {
		return
	}
	p := &plainBlock{}
	p.SetLines(n.Lines())
	p.SetPos(n.Pos())
	p.SetBlankPreviousLines(n.HasBlankPreviousLines())
	n.Parent().ReplaceChild(n.Parent(), n, p)
}

// afford takes the estimated cost of a passage from the budget and reports
// whether it was there to take.
func (t *tree) afford(lines *text.Segments) bool {
	cost := t.cost(lines)
	if cost <= t.budget {
		t.budget -= cost
		return true
	}
	if !t.hard {
		t.hard = true
		first := lines.At(0)
		t.diags.Add(diag.Warnf("text-too-hard", t.pos(first.Start, first.Start+1), "this passage has too many brackets, stars or backticks in one paragraph").
			WithHint("it is shown as plain text; a blank line between its parts would help"))
	}
	return false
}

// cost estimates the quadratic work that a passage makes for goldmark: link
// brackets that look for their end, delimiters that look for their opener, code
// spans that look for their closer, reference definitions that are cut out of
// their paragraph one by one, cells of a table.
func (t *tree) cost(lines *text.Segments) int {
	size, open, delims, ticks, refs, pipes, width := 0, 0, 0, 0, 0, 0, 0
	prev := byte(' ')
	for i := range lines.Len() {
		seg := lines.At(i)
		line := t.src[seg.Start:seg.Stop]
		size += len(line)
		for j := 0; j < len(line); j++ {
			switch c := line[j]; c {
			case '[':
				open++
				if j == 0 {
					refs++
				}
			case '*', '_', '~':
				if prev != c {
					delims++
				}
			case '`':
				if prev != c {
					ticks++
				}
			case '|':
				if prev == '\\' {
					pipes++
				}
			}
			prev = line[j]
		}
		if w := delimiterRow(line); w > 0 {
			width = max(width, w)
		}
	}
	if width*lines.Len() > maxCells {
		return budget + 1
	}
	if open+delims+ticks+pipes < 200 {
		return 0
	}
	return open*size/8 + delims*delims/4 + ticks*size/8 + refs*refs + pipes*pipes
}

// delimiterRow is the number of columns of a table's second row, 0 for another line.
func delimiterRow(line []byte) int {
	n := 1
	for _, c := range bytes.TrimSpace(line) {
		switch c {
		case '|':
			n++
		case '-', ':', ' ', '\t':
		default:
			return 0
		}
	}
	return n
}
