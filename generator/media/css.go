package media

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// cleanCSS takes out of a style sheet, a style attribute or a paint whatever
// fetches something: @import, url() of other than the picture's own parts and
// pictures within, functions that take addresses as strings, bindings of old
// browsers. It reads tokens as CSS Syntax 3 does, escapes in names included, and
// needs no grammar above them: what is taken out becomes "none", which makes the
// declaration void.
func cleanCSS(s string, mode Strip) string {
	c := &css{s: s, mode: mode}
	for c.i < len(c.s) {
		c.token()
	}
	return c.out.String()
}

type css struct {
	s    string
	i    int
	out  strings.Builder
	mode Strip
}

func (c *css) token() {
	switch b := c.s[c.i]; {
	case strings.HasPrefix(c.s[c.i:], "/*"):
		// A space, so that no two tokens become one.
		c.out.WriteByte(' ')
		if end := strings.Index(c.s[c.i+2:], "*/"); end >= 0 {
			c.i += 2 + end + 2
		} else {
			c.i = len(c.s)
		}
	case b == '"' || b == '\'':
		from := c.i
		if c.str() {
			c.out.WriteString(c.s[from:c.i])
		}
	case b == '@':
		from := c.i
		c.i++
		if word := c.word(); word == "import" {
			c.statement()
		} else {
			c.out.WriteString(c.s[from:c.i])
		}
	case nameByte(b) || b == '\\':
		c.name()
	default:
		c.out.WriteByte(b)
		c.i++
	}
}

func nameByte(b byte) bool {
	return b == '-' || b == '_' || b >= utf8.RuneSelf || b >= '0' && b <= '9' || b|0x20 >= 'a' && b|0x20 <= 'z'
}

// str passes over a string; false if nothing ends it, which ends the sheet.
func (c *css) str() bool {
	quote := c.s[c.i]
	for c.i++; c.i < len(c.s); c.i++ {
		switch c.s[c.i] {
		case quote:
			c.i++
			return true
		case '\\':
			c.i++
		case '\n':
			c.i = len(c.s)
			return false
		}
	}
	c.i = len(c.s)
	return false
}

// word passes over a name and tells it in lower case, escapes resolved.
func (c *css) word() string {
	var w strings.Builder
	for c.i < len(c.s) {
		b := c.s[c.i]
		switch {
		case nameByte(b):
			w.WriteByte(b)
			c.i++
		case b == '\\' && c.i+1 < len(c.s) && c.s[c.i+1] != '\n':
			w.WriteRune(c.escape())
		default:
			return strings.ToLower(w.String())
		}
	}
	return strings.ToLower(w.String())
}

// escape passes over a backslash and what it stands for.
func (c *css) escape() rune {
	c.i++
	from := c.i
	for c.i < len(c.s) && c.i < from+6 && strings.IndexByte("0123456789abcdefABCDEF", c.s[c.i]) >= 0 {
		c.i++
	}
	if c.i == from {
		r, n := utf8.DecodeRuneInString(c.s[c.i:])
		c.i += n
		return r
	}
	v, _ := strconv.ParseUint(c.s[from:c.i], 16, 32)
	if c.i < len(c.s) && strings.IndexByte(" \t\n\r\f", c.s[c.i]) >= 0 {
		c.i++
	}
	return rune(v)
}

// fetching are functions that take addresses, or run something.
var fetching = set(`image-set -webkit-image-set image cross-fade -webkit-cross-fade src expression attr`)

// name copies a name, or a function's name, or what it was allowed to be.
func (c *css) name() {
	from := c.i
	word := c.word()
	if c.i == from { // a lone backslash
		c.i++
		return
	}
	call := c.i < len(c.s) && c.s[c.i] == '('
	switch {
	case call && word == "url":
		c.url()
	case call && fetching[word]:
		c.parens()
		c.out.WriteString("none")
	case word == "behavior" || word == "-moz-binding":
		c.out.WriteString("x")
	default:
		c.out.WriteString(c.s[from:c.i])
	}
}

// url copies a url() that stays within the picture.
func (c *css) url() {
	from := c.i + 1
	c.i++
	for c.i < len(c.s) && strings.IndexByte(" \t\n\r\f", c.s[c.i]) >= 0 {
		c.i++
	}
	var v string
	if c.i < len(c.s) && (c.s[c.i] == '"' || c.s[c.i] == '\'') {
		at := c.i + 1
		if c.str() {
			v = c.s[at : c.i-1]
		}
		c.i = from
		c.i--
		c.parens()
	} else {
		for c.i < len(c.s) && c.s[c.i] != ')' {
			if c.s[c.i] == '\\' {
				c.i++
			}
			c.i++
		}
		c.i = min(c.i, len(c.s))
		v = c.s[min(from, c.i):c.i]
		c.i = min(c.i+1, len(c.s))
	}
	v = strings.TrimSpace(v)
	if id, ok := strings.CutPrefix(v, "#"); ok && strings.IndexFunc(id, oddInID) < 0 {
		c.out.WriteString("url(" + v + ")")
	} else if data, ok := cleanData(v, true, c.mode); ok {
		c.out.WriteString("url(" + data + ")")
	} else {
		c.out.WriteString("none")
	}
}

func oddInID(r rune) bool {
	return r < utf8.RuneSelf && !nameByte(byte(r)) && r != '.' && r != ':'
}

// parens passes over a pair of parentheses and all within.
func (c *css) parens() {
	depth := 0
	for c.i < len(c.s) {
		switch c.s[c.i] {
		case '(':
			depth++
		case ')':
			depth--
		case '"', '\'':
			c.str()
			continue
		case '\\':
			c.i++
		}
		c.i = min(c.i+1, len(c.s))
		if depth == 0 {
			return
		}
	}
}

// statement passes over an at-rule without a block.
func (c *css) statement() {
	for c.i < len(c.s) {
		switch c.s[c.i] {
		case ';':
			c.i++
			return
		case '"', '\'':
			c.str()
			continue
		case '(':
			c.parens()
			continue
		case '\\':
			c.i++
		}
		c.i = min(c.i+1, len(c.s))
	}
}
