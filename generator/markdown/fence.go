package markdown

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"recap/generator/diag"
)

// codeBlock is what is known of a block of code beside its node.
type codeBlock struct {
	id     string // unique in the document
	named  bool   // the author gave the id
	linked bool   // something in the text leads to its lines
	spoken bool   // the text speaks of its lines
	idPos  diag.Pos
	first  int // number of the first line
	count  int // lines
	number *bool
	marked []lines // hl=
}

// lines is a range of lines, both ends included.
type lines struct{ from, to int }

// lineRef is a text that speaks of lines: a stretch of its node.
type lineRef struct {
	from, to    int
	block       *codeBlock
	first, last int
}

func (b *codeBlock) last() int             { return b.first + b.count - 1 }
func (b *codeBlock) has(from, to int) bool { return b.first <= from && from <= to && to <= b.last() }
func (b *codeBlock) lineID(n int) string   { return b.id + "-L" + strconv.Itoa(n) }
func (b *codeBlock) outside() Block        { return Block{b.id, b.first, b.last()} }

// Range is the name of a block and the lines of it that an anchor means:
// "travis-L5", "travis-L5-6", "travis-L5-L6"; ok is false for another anchor.
func Range(anchor string) (id string, from, to int, ok bool) {
	m := rangeAnchor.FindStringSubmatch(anchor)
	if m == nil {
		return "", 0, 0, false
	}
	from, _ = strconv.Atoi(m[2])
	if to = from; m[3] != "" {
		to, _ = strconv.Atoi(m[3])
	}
	return m[1], min(from, to), max(from, to), true
}

// LineAnchor is the anchor of one line of a block.
func LineAnchor(id string, line int) string { return id + "-L" + strconv.Itoa(line) }

var rangeAnchor = regexp.MustCompile(`^(.+?)-L(\d{1,6})(?:-L?(\d{1,6}))?$`)

// fence reads what stands behind the language of a block: {#travis linenos
// start=1 hl=5-6,9}. Hugo's and Zola's spellings are read as well: linenostart,
// hl_lines=["5-6",9].
func (t *tree) fence(n ast.Node) *codeBlock {
	b := &codeBlock{first: 1, count: n.Lines().Len()}
	f, ok := n.(*ast.FencedCodeBlock)
	if !ok || f.Info == nil {
		return b
	}
	seg := f.Info.Segment
	info := t.src[seg.Start:seg.Stop]
	i := bytes.IndexAny(info, " \t{,")
	if i < 0 {
		return b
	}
	key, hlAt, hlEnd := "", 0, 0
	for _, w := range fenceWords(info, i) {
		word, at := string(info[w.from:w.to]), seg.Start+w.from
		name, value, given := strings.Cut(word, "=")
		switch {
		case strings.HasPrefix(word, "#") && validAttr("", "id", word[1:]) && len(word) > 1:
			b.id, b.named, b.idPos = word[1:], true, t.pos(at+1, at+len(word))
		case name == "linenos" || name == "line_numbers" || name == "numberLines":
			on := value != "false"
			b.number = &on
		case (name == "start" || name == "linenostart" || name == "startFrom") && given:
			if v, err := strconv.Atoi(unquote(value)); err == nil && v >= 0 && v < 1e6 {
				b.first = v
			}
		case (name == "hl" || name == "hl_lines") && given:
			hlAt, hlEnd = at, at+len(word)
			b.mark(value)
			key = "hl"
			continue
		case key == "hl" && b.mark(word): // hl=5-6,9
			hlEnd = at + len(word)
			continue
		}
		key = ""
	}
	for _, m := range b.marked {
		if !b.has(m.from, m.to) {
			t.diags.Add(diag.Warnf("code-lines", t.pos(hlAt, hlEnd), "this block has no %s: it has the lines %d to %d", linesText(m.from, m.to), b.first, b.last()))
			break
		}
	}
	return b
}

func linesText(from, to int) string {
	if from == to {
		return fmt.Sprintf("line %d", from)
	}
	return fmt.Sprintf("lines %d to %d", from, to)
}

// fenceWords are the words of an info string behind the language.
func fenceWords(info []byte, i int) []lines {
	var out []lines
	from, depth := -1, 0
	flush := func(to int) {
		if from >= 0 && to > from {
			out = append(out, lines{from, to})
		}
		from = -1
	}
	for ; i < len(info); i++ {
		switch c := info[i]; {
		case c == '[':
			depth++
		case c == ']':
			depth--
		case depth <= 0 && (isBlank(c) || c == ',' || c == '{' || c == '}'):
			flush(i)
			continue
		}
		if from < 0 {
			from = i
		}
	}
	flush(len(info))
	return out
}

func unquote(s string) string { return strings.Trim(s, `"'[]`) }

// mark adds lines to those that are set off: "5-6", "[5,\"8-9\"]"; false when
// it is none.
func (b *codeBlock) mark(list string) bool {
	fine := false
	for part := range strings.FieldsFuncSeq(list, func(r rune) bool { return strings.ContainsRune(`[]"', `, r) }) {
		from, to, isRange := strings.Cut(part, "-")
		x, err := strconv.Atoi(from)
		y := x
		if isRange && err == nil {
			y, err = strconv.Atoi(to)
		}
		if err != nil || x < 0 || y < x || len(b.marked) >= 100 {
			return fine
		}
		b.marked, fine = append(b.marked, lines{x, y}), true
	}
	return fine
}

// set reports whether a line is set off.
func (b *codeBlock) set(line int) bool {
	for _, m := range b.marked {
		if m.from <= line && line <= m.to {
			return true
		}
	}
	return false
}

// nameCode gives every block of code its id. Written ids come first, as those
// of headings do; a block without one is code-1, code-2 … and shows its id only
// when something leads there.
func (t *tree) nameCode(taken map[string]bool) {
	for _, b := range t.codes {
		if !b.named {
			continue
		}
		if taken[b.id] {
			t.diags.Add(diag.Warnf("heading-id", b.idPos, "the id %q is taken already", b.id).
				WithHint("an anchor can lead to one place only; this one gets another id"))
			b.id = unique(b.id, taken, map[string]int{})
		}
		taken[b.id] = true
	}
	next := map[string]int{}
	for i, b := range t.codes {
		if !b.named {
			b.id = unique("code-"+strconv.Itoa(i+1), taken, next)
		}
	}
}

// lineWord finds texts that speak of lines: "Line 9", "Lines 5, 6", "Lines 10 –
// 14", "Zeilen 5 bis 6".
var lineWord = regexp.MustCompile(`(?i)\b(?:lines?|zeilen?|lignes?|líneas?)[ \x{a0}\x{202f}]+(\d{1,6})((?:\s*(?:,|–|—|--?|to|and|und|bis|&|à|et|a|y)\s*\d{1,6}\b)*)`)

var number1 = regexp.MustCompile(`\d+`)

// findLineRefs finds what speaks of lines in the paragraphs and lists between a
// block of code and the next heading, and the links that lead to blocks.
func (t *tree) findLineRefs() {
	if len(t.codes) == 0 {
		return
	}
	byID := map[string]*codeBlock{}
	for _, b := range t.codes {
		byID[b.id] = b
	}
	var above *codeBlock
	table := 0
	walk(t.root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Heading:
			above = nil
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			above = t.codeOf[n]
		case *ast.Link:
			if frag, ok := bytes.CutPrefix(n.Destination, []byte("#")); ok {
				if id, _, _, ok := Range(string(unescape(frag))); ok && byID[id] != nil {
					byID[id].linked = true
				} else if b := byID[string(frag)]; b != nil {
					b.linked = true
				}
			}
			return false
		case *ast.CodeSpan, *ast.Image, *note:
			return false
		case *east.Table:
			table++ // what stands there has lines of its own
		case *ast.Text:
			if above != nil && table == 0 {
				t.lineRefsOf(n, above)
			}
		}
		return true
	}, func(n ast.Node) {
		if _, ok := n.(*east.Table); ok {
			table--
		}
	})
}

func (t *tree) lineRefsOf(n *ast.Text, above *codeBlock) {
	join(n)
	s := n.Value(t.src)
	if !bytes.ContainsAny(s, "0123456789") {
		return
	}
	for _, m := range lineWord.FindAllSubmatchIndex(s, 20) {
		from, _ := strconv.Atoi(string(s[m[2]:m[3]]))
		to := from
		for _, x := range number1.FindAll(s[m[4]:m[5]], -1) {
			v, _ := strconv.Atoi(string(x))
			from, to = min(from, v), max(to, v)
		}
		if t.lineRefs == nil {
			t.lineRefs = map[ast.Node][]lineRef{}
		}
		t.lineRefs[n] = append(t.lineRefs[n], lineRef{m[0], m[1], above, from, to})
		above.spoken = above.spoken || above.has(from, to)
	}
}

// lineRef takes what speaks of lines into the facts.
func (f *facts) lineRefFacts(n *ast.Text) {
	for _, l := range f.lineRefs[n] {
		at := n.Segment.Start + l.from
		f.doc.LineRefs = append(f.doc.LineRefs, LineRef{Block: l.block.outside(), From: l.first, To: l.last, Pos: f.pos(at, at+l.to-l.from)})
	}
}

// blocksFacts are the blocks that can be linked to.
func (f *facts) blocksFacts() {
	for _, b := range f.codes {
		if b.named || b.linked {
			f.doc.Blocks = append(f.doc.Blocks, b.outside())
		}
	}
}

// lining is how the lines of a block are written.
type lining struct {
	id      string // before each line's number, "" for no ids
	block   *codeBlock
	numbers bool
}

// lining of a block in this place.
func (w *writer) lining(n ast.Node) lining {
	b := w.codeOf[n]
	l := lining{block: b, numbers: w.r.o.LineNumbers}
	if b == nil {
		l.block = &codeBlock{first: 1}
		return l
	}
	if b.number != nil {
		l.numbers = *b.number
	}
	if b.named || b.linked || b.spoken && w.r.o.LineRefs {
		l.id = b.id
		if w.f.Guest {
			l.id = w.f.Prefix + l.id
		}
	}
	return l
}

// wraps reports whether each line is an element.
func (l lining) wraps() bool { return l.id != "" || len(l.block.marked) > 0 }

// any reports whether there is something to write at the start of a line.
func (l lining) any() bool { return l.numbers || l.wraps() }

// key tells linings apart that write different bytes.
func (l lining) key() string {
	if !l.any() {
		return ""
	}
	return fmt.Sprint(l.id, "\x00", l.block.first, l.numbers, l.block.marked)
}

// begin writes the start of line n, counted from 0.
func (l lining) begin(out []byte, n int) []byte {
	n += l.block.first
	if l.wraps() {
		out = append(out, `<span class="`...)
		out = append(out, cmp.Or(map[bool]string{true: "line hl"}[l.block.set(n)], "line")...)
		out = append(out, '"')
		if l.id != "" {
			out = append(out, ` id="`...)
			out = escapeHTML(out, LineAnchor(l.id, n))
			out = append(out, '"')
		}
		out = append(out, '>')
	}
	if l.numbers {
		out = append(out, lineNumber(n)...)
	}
	return out
}

// end writes the end of a line.
func (l lining) end(out []byte) []byte {
	if l.wraps() {
		out = append(out, "</span>"...)
	}
	return out
}
