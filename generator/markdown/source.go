package markdown

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"recap/generator/diag"
)

// body is the Markdown part of a file, made ready for the parser: line ends are
// "\n" and nothing else. goldmark knows CRLF in most of its parsers and a lone
// CR in none, so both are settled here, once; places are mapped back.
type body struct {
	file string
	src  []byte
	base int   // offset of the body in the file
	cuts []int // for each CR left out, the offset in src of the LF that followed it
}

// newBody takes the bytes of the file from an offset on. A file without CR is
// not copied.
func newBody(file string, src []byte, from int) *body {
	from = min(max(from, 0), len(src))
	if from == 0 && bytes.HasPrefix(src, []byte("\ufeff")) {
		from = len("\ufeff")
	}
	b := &body{file: file, src: src[from:], base: from}
	if bytes.IndexByte(b.src, '\r') < 0 {
		return b
	}
	out := make([]byte, 0, len(b.src))
	for i := 0; i < len(b.src); i++ {
		c := b.src[i]
		if c != '\r' {
			out = append(out, c)
			continue
		}
		if i+1 < len(b.src) && b.src[i+1] == '\n' {
			b.cuts = append(b.cuts, len(out))
			continue
		}
		out = append(out, '\n')
	}
	b.src = out
	return b
}

// off is the offset in the file of a byte of the body.
func (b *body) off(i int) int {
	return b.base + i + sort.SearchInts(b.cuts, i+1)
}

// pos is the place in the file of src[i:j].
func (b *body) pos(i, j int) diag.Pos {
	i = min(max(i, 0), len(b.src))
	j = min(max(j, i), len(b.src))
	p := diag.Pos{File: b.file, Off: b.off(i)}
	p.End = p.Off
	if j > i {
		p.End = b.off(j-1) + 1
	}
	return p
}

// within is the offset in src of a slice of it. goldmark hands destinations and
// labels out as such slices, which is how a link knows the place of its address.
func (b *body) within(part []byte) (int, bool) {
	if len(part) == 0 {
		return 0, false
	}
	i := cap(b.src) - cap(part)
	if i < 0 || i+len(part) > len(b.src) || &b.src[i] != &part[0] {
		return 0, false
	}
	return i, true
}

// unprintable reports a character that XML 1.0 forbids or HTML calls a parse
// error: controls other than tab and line feed, and the noncharacters.
func unprintable(r rune) bool {
	switch {
	case r == '\t', r == '\n':
		return false
	case r < 0x20, r >= 0x7F && r < 0xA0:
		return true
	case r >= 0xFDD0 && r <= 0xFDEF:
		return true
	}
	return r&0xFFFE == 0xFFFE
}

// unprintableAt is the offset of the first unprintable character or broken byte
// of s, and its length; -1 for none.
func unprintableAt(s []byte) (i, size int) {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c < 0x20 && c != '\t' && c != '\n' || c == 0x7F {
				return i, 1
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(s[i:])
		if r == utf8.RuneError && n == 1 || unprintable(r) {
			return i, n
		}
		i += n
	}
	return -1, 0
}

// printable is s with every unprintable character and broken byte replaced by
// U+FFFD. The usual text comes back as it is.
func printable(s []byte) []byte {
	i, n := unprintableAt(s)
	if i < 0 {
		return s
	}
	out := make([]byte, 0, len(s)+16)
	for i >= 0 {
		out = append(out, s[:i]...)
		out = append(out, "\ufffd"...)
		s = s[i+n:]
		i, n = unprintableAt(s)
	}
	return append(out, s...)
}
