package importer

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// twice mends a text that was taken for Windows-1252 once and made UTF-8 a
// second time, as databases of old blogs did when they moved: “ became â€œ. Only
// a text that holds characters which nobody types (U+0080 to U+009F) is looked
// at, and of it only what reads as UTF-8 again. What is left of those characters
// goes: no page may hold one.
func twice(s string, note func(what, detail string)) string {
	if strings.IndexFunc(s, isC1) < 0 {
		return s
	}
	var b strings.Builder
	mended := ""
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r < utf8.RuneSelf {
			b.WriteByte(s[i])
			i++
			continue
		}
		if good, used := again(s[i:]); used > 0 {
			b.WriteRune(good)
			mended += string(good)
			i += used
			continue
		}
		if !isC1(r) || r == '\u0085' {
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	if note != nil {
		note("characters that were encoded twice", short(mended))
	}
	return b.String()
}

func isC1(r rune) bool { return r >= 0x80 && r <= 0x9f }

// again reads the characters at the start of s as bytes of one character.
func again(s string) (r rune, used int) {
	var raw []byte
	for used < len(s) && len(raw) < utf8.UTFMax {
		c, n := utf8.DecodeRuneInString(s[used:])
		b, ok := charmap.Windows1252.EncodeRune(c)
		if isC1(c) {
			b, ok = byte(c), true
		}
		if !ok || b < 0x80 {
			return 0, 0
		}
		raw = append(raw, b)
		used += n
		if utf8.FullRune(raw) {
			r, size := utf8.DecodeRune(raw)
			if r == utf8.RuneError || size != len(raw) {
				return 0, 0
			}
			return r, used
		}
	}
	return 0, 0
}
