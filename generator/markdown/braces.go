package markdown

import (
	"bytes"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// brace is one item of {#id .class key=value}.
type brace struct {
	kind     byte // '#', '.', or 0 for key=value
	key      string
	value    string
	at       int // of the item in the line
	off, end int // of the value
}

// trailingBraces looks for {…} at the end of a line. found says that there is
// one, from at on; set is nil when it holds something else than attributes.
// Braces in code or behind a backslash are text, and so is an empty pair.
func trailingBraces(line []byte) (at int, set []brace, found bool) {
	end := len(bytes.TrimRight(line, " \t"))
	if end == 0 || line[end-1] != '}' {
		return 0, nil, false
	}
	first := -1
	for i := 0; i < end; i++ {
		switch line[i] {
		case '\\':
			i++
		case '`':
			i = overCode(line[:end], i) - 1
		case '{':
			if i+1 < end && line[i+1] == '}' {
				continue
			}
			if set, ok := parseBraces(line, i, end); ok {
				return i, set, true
			}
			if first < 0 {
				first = i
			}
			// Inner braces of {{x}} are no attributes of their own.
			for i+1 < end && line[i+1] == '{' {
				i++
			}
		}
	}
	if first < 0 || bytes.LastIndexByte(line[:end], '{') < first || bytes.IndexByte(line[first:end-1], '}') >= 0 && line[end-2] != '}' {
		return 0, nil, false
	}
	return first, nil, true
}

// overCode is the offset behind the code span that opens at i, or behind its
// backticks when nothing closes it.
func overCode(line []byte, i int) int {
	n := 0
	for i+n < len(line) && line[i+n] == '`' {
		n++
	}
	for j := i + n; j < len(line); {
		if line[j] != '`' {
			j++
			continue
		}
		m := 0
		for j+m < len(line) && line[j+m] == '`' {
			m++
		}
		if m == n {
			return j + m
		}
		j += m
	}
	return i + n
}

// parseBraces reads line[at:end] as { items }. Kramdown's {: items } is the same.
func parseBraces(line []byte, at, end int) ([]brace, bool) {
	i := at + 1
	if i < end && line[i] == ':' {
		i++
	}
	set := []brace{}
	for {
		for i < end && (util.IsSpace(line[i]) || line[i] == ',') {
			i++
		}
		if i >= end {
			return nil, false
		}
		if line[i] == '}' {
			return set, i+1 == end && len(set) > 0
		}
		b, next, ok := parseBrace(line[:end], i)
		if !ok {
			return nil, false
		}
		// An item ends at a blank, a comma or the closing brace.
		if next >= end || !(util.IsSpace(line[next]) || line[next] == ',' || line[next] == '}') {
			return nil, false
		}
		set = append(set, b)
		i = next
	}
}

func parseBrace(line []byte, i int) (brace, int, bool) {
	if c := line[i]; c == '#' || c == '.' {
		j := i + 1
		for j < len(line) {
			r, n := utf8.DecodeRune(line[j:])
			if !nameRune(r) && !(c == '#' && (r == ':' || r == '.')) {
				break
			}
			j += n
		}
		return brace{kind: c, value: string(line[i+1 : j]), at: i, off: i + 1, end: j}, j, j > i+1
	}
	j := i
	for j < len(line) && line[j] != '=' {
		r, n := utf8.DecodeRune(line[j:])
		if !nameRune(r) && r != ':' && r != '.' {
			return brace{}, 0, false
		}
		j += n
	}
	if j == i || j+1 >= len(line) {
		return brace{}, 0, false
	}
	b := brace{key: string(line[i:j]), at: i}
	j++
	if q := line[j]; q == '"' || q == '\'' {
		return quotedBrace(b, line, j)
	}
	b.off = j
	for j < len(line) && !util.IsSpace(line[j]) && line[j] != ',' && line[j] != '}' {
		switch line[j] {
		case '{', '"', '\'', '<', '>', '`', '=':
			return brace{}, 0, false
		}
		j++
	}
	b.end, b.value = j, string(line[b.off:j])
	return b, j, j > b.off && utf8.ValidString(b.value)
}

// quotedBrace reads the quoted value at line[j]; a backslash keeps the next character.
func quotedBrace(b brace, line []byte, j int) (brace, int, bool) {
	q := line[j]
	b.off = j + 1
	var v []byte
	for j++; j < len(line) && line[j] != q; j++ {
		if line[j] == '\\' && j+1 < len(line) && util.IsPunct(line[j+1]) {
			j++
		}
		v = append(v, line[j])
	}
	b.end, b.value = j, string(v)
	return b, j + 1, j < len(line) && utf8.Valid(v)
}

func nameRune(r rune) bool {
	return r == '-' || r == '_' || r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

// quoted is text of the author in a message, cut where it is long.
func quoted(s []byte) string {
	if len(s) > 60 {
		s = append(bytes.ToValidUTF8(s[:57], nil), "…"...)
	}
	return strconv.Quote(string(bytes.TrimSpace(s)))
}
