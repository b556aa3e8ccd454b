// Package slug turns names into the words of addresses and anchors.
//
// Latin letters become ASCII (umlauts by German habit: ä→ae, ß→ss; other marks
// fall off: é→e, ø→o), letters of other scripts stay as they are, everything
// else is a dash. The same text gives the same slug on every machine.
package slug

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// letters that do not fall apart into a base letter and a mark.
var latin = map[rune]string{
	'ä': "ae", 'ö': "oe", 'ü': "ue", 'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o",
	'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ħ': "h", 'ı': "i", 'ĸ': "k", 'ŋ': "ng", 'ŧ': "t",
	'’': "", '\'': "", '&': " and ",
}

// Make is the slug of a text: lower case, words joined by single dashes, no dash
// at either end, at most 100 characters; "" when nothing of the text can stand in one.
func Make(text string) string {
	var b strings.Builder
	n, dash, last := 0, false, rune(0)
	put := func(s string) {
		for _, r := range s {
			if r == ' ' {
				dash = true
				continue
			}
			if n >= 100 || dash && n == 99 {
				return
			}
			if dash && n > 0 {
				b.WriteByte('-')
				n++
			}
			dash = false
			b.WriteRune(r)
			last = r
			n++
		}
	}
	for _, r := range norm.NFC.String(text) {
		r = unicode.ToLower(r)
		if s, ok := latin[r]; ok {
			put(s)
			continue
		}
		if r < 0x80 {
			if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
				put(string(r))
			} else {
				dash = true
			}
			continue
		}
		if unicode.Is(unicode.Latin, r) {
			for _, d := range norm.NFKD.String(string(r)) {
				if d = unicode.ToLower(d); d < 0x80 && unicode.IsLetter(d) {
					put(string(d))
				} else if s, ok := latin[d]; ok {
					put(s)
				}
			}
			continue
		}
		if unicode.IsMark(r) { // marks of a Latin letter fall off, those of other scripts are part of the word
			if last >= 0x80 && !dash {
				put(string(r))
			}
			continue
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			put(string(r))
			continue
		}
		dash = true
	}
	return norm.NFC.String(b.String())
}

// Term is the slug of a tag, where signs carry meaning: C++ is c-plus-plus, C#
// is c-sharp and .NET is dot-net, apart from c and net.
func Term(text string) string {
	text = strings.TrimSpace(text)
	if rest, ok := strings.CutPrefix(text, "."); ok && rest != "" && rest[0] != '.' && rest[0] != '/' {
		text = "dot " + rest
	}
	// A sign counts only behind a letter: "#" or "+" alone says nothing.
	var b strings.Builder
	letter := false
	for _, r := range text {
		switch {
		case r == '+' && letter:
			b.WriteString(" plus ")
		case r == '#' && letter:
			b.WriteString(" sharp ")
		default:
			b.WriteRune(r)
			letter = unicode.IsLetter(r) || unicode.IsDigit(r)
		}
	}
	return Make(b.String())
}
