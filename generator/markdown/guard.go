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
	budget = 600_000_000

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

// cost estimates, in steps of about a nanosecond, what a passage costs goldmark
// beyond what is linear in its length. Each part was found by doubling inputs.
func (t *tree) cost(lines *text.Segments) int {
	rows := lines.Len() // lines before the table, if there is one
	cols := 0
	for i := 1; i < lines.Len() && cols == 0; i++ {
		if n := delimiterRow(t.line(lines, i)); n > 0 && n == columns(t.line(lines, i-1)) {
			rows, cols = i-1, n
		}
	}
	cost := 0
	if cols > 0 {
		// Cells are read one by one, and every row has all of them.
		if cols*(lines.Len()-rows) > maxCells {
			return budget + 1
		}
		pipes := 0
		for i := rows; i < lines.Len(); i++ {
			line := t.line(lines, i)
			pipes += bytes.Count(line, []byte(`\|`))
			cost += passageCost(line, 1)
		}
		cost += 2 * pipes * pipes
	}
	if rows == 0 {
		return cost
	}
	return cost + passageCost(t.src[lines.At(0).Start:lines.At(rows-1).Stop], rows)
}

func (t *tree) line(lines *text.Segments, i int) []byte {
	seg := lines.At(i)
	return t.src[seg.Start:seg.Stop]
}

// passageCost is the cost of a stretch of text in one paragraph. It looks at it
// from the end, because what costs is how far the parser has to look ahead:
//
//   - a destination, "](", reads up to the next blank;
//   - a run of backticks looks for the next one of its length;
//   - a delimiter looks back over the open ones of other kinds;
//   - each "]" finds its line among all;
//   - each reference definition is cut out of the lines it stands in.
func passageCost(s []byte, lines int) int {
	if len(s) < 2000 {
		return 0
	}
	cost, blank, eol, closers, refs := 0, len(s), len(s), 0, 0
	var ticks map[int]int // length of a run → where the next one begins
	var delims [12]int    // runs by character and length
	for i := len(s) - 1; i >= 0; i-- {
		switch c := s[i]; c {
		case '\n':
			eol, blank = i, i
		case ' ', '\t':
			blank = i
		case '(':
			if i > 0 && s[i-1] == ']' {
				if i+1 < len(s) && s[i+1] == '<' {
					cost += eol - i
				} else {
					cost += blank - i
				}
			}
		case ']':
			closers++
		case '[':
			if i == 0 || s[i-1] == '\n' {
				refs++
			}
		case '`':
			end := i + 1
			for i > 0 && s[i-1] == '`' {
				i--
			}
			if ticks == nil {
				ticks = map[int]int{}
			}
			next, ok := ticks[end-i]
			if !ok {
				next = len(s)
			}
			ticks[end-i] = i
			cost += (next - i) / 2
		case '*', '_', '~':
			end := i + 1
			for i > 0 && s[i-1] == c {
				i--
			}
			kind := 0
			switch c {
			case '_':
				kind = 4
			case '~':
				kind = 8
			}
			delims[kind+min(end-i, 3)]++
		}
	}
	sum := 0
	for _, n := range delims {
		cost += 8 * sum * n
		sum += n
	}
	return cost + closers*lines/2 + refs*refs
}

// delimiterRow is the number of columns of a table's second row, 0 for another line.
func delimiterRow(line []byte) int {
	for _, c := range line {
		switch c {
		case '|', '-', ':', ' ', '\t', '\n':
		default:
			return 0
		}
	}
	if bytes.IndexByte(line, '-') < 0 {
		return 0
	}
	return columns(line)
}

// columns is the number of cells of a table's row.
func columns(line []byte) int {
	line = bytes.TrimSpace(line)
	line = bytes.TrimPrefix(line, []byte("|"))
	n := 1
	for i, c := range line {
		if c == '|' && i+1 < len(line) && (i == 0 || line[i-1] != '\\') {
			n++
		}
	}
	return n
}
