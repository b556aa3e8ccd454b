package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// escapeHTML appends s as HTML text, good in quoted attributes as well.
func escapeHTML[T string | []byte](out []byte, s T) []byte {
	n := 0
	for i := 0; i < len(s); i++ {
		var e string
		switch s[i] {
		case '&':
			e = "&amp;"
		case '<':
			e = "&lt;"
		case '>':
			e = "&gt;"
		case '"':
			e = "&quot;"
		default:
			continue
		}
		out = append(out, s[n:i]...)
		out = append(out, e...)
		n = i + 1
	}
	return append(out, s[n:]...)
}

// escapeText appends Markdown text as HTML text: backslash escapes and
// character references are resolved, then everything is escaped.
func escapeText(out, s []byte) []byte {
	if bytes.IndexByte(s, '\\') < 0 && bytes.IndexByte(s, '&') < 0 {
		return escapeHTML(out, s)
	}
	return escapeHTML(out, unescape(s))
}

// unescape resolves backslash escapes, entities and numeric references of
// Markdown text, left to right in one pass, so that "\&amp;" stays "&amp;".
func unescape(s []byte) []byte {
	i := bytes.IndexAny(s, `\&`)
	if i < 0 {
		return s
	}
	out := make([]byte, 0, len(s))
	for i >= 0 {
		out = append(out, s[:i]...)
		s = s[i:]
		if s[0] == '\\' {
			if len(s) > 1 && util.IsPunct(s[1]) {
				out = append(out, s[1])
				s = s[2:]
			} else {
				out = append(out, '\\')
				s = s[1:]
			}
		} else if r, n := reference(s); n > 0 {
			out = append(out, r...)
			s = s[n:]
		} else {
			out = append(out, '&')
			s = s[1:]
		}
		i = bytes.IndexAny(s, `\&`)
	}
	return append(out, s...)
}

// reference resolves the character reference at the start of s and tells its
// length; 0 when there is none (CommonMark 2.5).
func reference(s []byte) (string, int) {
	end := bytes.IndexByte(s[:min(len(s), 40)], ';')
	if end < 2 {
		return "", 0
	}
	name := string(s[1:end])
	if name[0] != '#' {
		if e, ok := util.LookUpHTML5EntityByName(name); ok {
			return string(e.Characters), end + 1
		}
		return "", 0
	}
	digits, base := name[1:], 10
	if digits != "" && (digits[0] == 'x' || digits[0] == 'X') {
		digits, base = digits[1:], 16
	}
	if most := 7; digits == "" || base == 16 && len(digits) > most-1 || len(digits) > most || strings.ContainsAny(digits, "+-_") {
		return "", 0
	}
	v, err := strconv.ParseUint(digits, base, 32)
	if err != nil {
		return "", 0
	}
	r := rune(v)
	if v == 0 || v > utf8.MaxRune || !utf8.ValidRune(r) {
		r = utf8.RuneError
	}
	return string(r), end + 1
}

// escapeURL appends an address for an attribute: what may not stand in one is
// percent-encoded, what already is stays, then it is escaped as HTML.
func escapeURL(out []byte, u string) []byte {
	return escapeHTML(out, util.URLEscape([]byte(u), false))
}
