package content

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
)

// lineMarks is how many characters lie between two remembered places of a long
// line, so that a list of 50,000 words on one line is not walked anew for each.
const lineMarks = 256

// line is one line of a YAML text as YAML counts them.
type line struct {
	off   int   // of its first byte in the file
	end   int   // behind its last, without the break
	plain bool  // ASCII only: columns are bytes
	marks []int // offset of every 256th character, made when needed
}

// splitLines finds the lines of src[from:to]. YAML also breaks lines at NEL and
// at the Unicode separators, so those count here, or every place behind them
// would be wrong.
func splitLines(src []byte, from, to int) []line {
	lines := make([]line, 0, 1+bytes.Count(src[from:to], []byte{'\n'}))
	start, plain := from, true
	for i := from; i < to; {
		c := src[i]
		switch {
		case c == '\n', c == '\r':
			lines = append(lines, line{off: start, end: i, plain: plain})
			if c == '\r' && i+1 < to && src[i+1] == '\n' {
				i++
			}
			i++
			start, plain = i, true
			continue
		case c < utf8.RuneSelf:
			i++
			continue
		}
		plain = false
		r, n := utf8.DecodeRune(src[i:to])
		if r == '\u0085' || r == '\u2028' || r == '\u2029' {
			lines = append(lines, line{off: start, end: i})
			start, plain = i+n, true
		}
		i += n
	}
	return append(lines, line{off: start, end: to, plain: plain})
}

// offset turns a line and column, both from 1, into an offset of the file.
func (r *reader) offset(ln, col int) int {
	if ln < 1 || ln > len(r.lines) {
		return r.to
	}
	l := &r.lines[ln-1]
	if l.plain {
		return min(l.off+col-1, l.end)
	}
	if l.marks == nil {
		l.marks = []int{}
		for at, n := l.off, 0; at < l.end; n++ {
			if n%lineMarks == 0 {
				l.marks = append(l.marks, at)
			}
			_, size := utf8.DecodeRune(r.src[at:l.end])
			at += size
		}
	}
	if len(l.marks) == 0 {
		return l.off
	}
	at := l.marks[min((col-1)/lineMarks, len(l.marks)-1)]
	for n := (col - 1) % lineMarks; n > 0 && at < l.end; n-- {
		_, size := utf8.DecodeRune(r.src[at:l.end])
		at += size
	}
	return at
}

// at is a span of this file.
func (r *reader) at(off, end int) diag.Pos { return diag.Pos{File: r.file, Off: off, End: end} }

// place is where the text of a node stands, quotes excluded, or where a list or
// map begins. A node that is written nowhere (an empty value) is a point.
func (r *reader) place(n *yaml.Node) diag.Pos {
	if n == nil || n.Line == 0 {
		return r.at(r.from, r.from)
	}
	off := r.skipMarks(n, r.offset(n.Line, n.Column))
	if n.Kind != yaml.ScalarNode {
		if n.Kind == yaml.AliasNode {
			return r.at(off, min(off+1+len(n.Value), r.to))
		}
		end := r.lines[min(n.Line, len(r.lines))-1].end
		return r.at(off, max(off, off+len(bytes.TrimRight(r.src[off:max(off, end)], " \t"))))
	}
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0:
		return r.quoted(off, '"')
	case n.Style&yaml.SingleQuotedStyle != 0:
		return r.quoted(off, '\'')
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return r.at(off, min(off+1, r.to))
	}
	return r.at(off, r.plainEnd(off, n.Value))
}

// whole is the span of a scalar as typed, with its quotes: what a Fix replaces.
func (r *reader) whole(n *yaml.Node) diag.Pos {
	p := r.place(n)
	if n.Kind == yaml.ScalarNode && n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		p.Off, p.End = max(p.Off-1, r.from), min(p.End+1, r.to)
	}
	return p
}

// skipMarks steps over a tag and an anchor in front of a node.
func (r *reader) skipMarks(n *yaml.Node, off int) int {
	if n.Kind == yaml.AliasNode || n.Anchor == "" && n.Style&yaml.TaggedStyle == 0 {
		return off
	}
	for range 2 {
		if off >= r.to || r.src[off] != '&' && r.src[off] != '!' {
			break
		}
		for off < r.to && !strings.ContainsRune(" \t\r\n", rune(r.src[off])) {
			off++
		}
		for off < r.to && strings.ContainsRune(" \t\r\n", rune(r.src[off])) {
			off++
		}
	}
	return min(off, r.to)
}

// quoted is the inside of a quoted scalar that begins at off.
func (r *reader) quoted(off int, q byte) diag.Pos {
	if off >= r.to || r.src[off] != q {
		return r.at(off, off)
	}
	for i := off + 1; i < r.to; i++ {
		switch {
		case q == '"' && r.src[i] == '\\':
			i++
		case r.src[i] == q:
			if q == '\'' && i+1 < r.to && r.src[i+1] == q {
				i++
				continue
			}
			return r.at(off+1, i)
		}
	}
	return r.at(off+1, r.to)
}

// plainEnd finds where a plain scalar ends: YAML folds the breaks in it, so the
// value is matched against the source with all white space being alike.
func (r *reader) plainEnd(off int, value string) int {
	if end := off + len(value); end <= r.to && string(r.src[off:end]) == value {
		return end
	}
	i, end := off, off
	for _, c := range []byte(value) {
		if c == ' ' || c == '\n' {
			continue
		}
		for i < r.to && strings.IndexByte(" \t\r\n", r.src[i]) >= 0 {
			i++
		}
		if i >= r.to || r.src[i] != c {
			break
		}
		i++
		end = i
	}
	return end
}
