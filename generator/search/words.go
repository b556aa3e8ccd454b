package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longest is how many characters of a word count.
const longest = 32

// Words takes texts apart into terms. The zero value is ready; it is for one
// goroutine.
type Words struct {
	term []byte
}

// Each calls f with each term of a text, in order. f must not keep the bytes.
func (w *Words) Each(text []byte, f func(term []byte)) {
	for i := 0; i < len(text); {
		c := text[i]
		if !ascii[c] && c < utf8.RuneSelf {
			i++
			continue
		}
		from, plain := i, true
		w.term = w.term[:0]
		for i < len(text) {
			c := text[i]
			if c < utf8.RuneSelf {
				if !ascii[c] {
					break
				}
				if c >= 'A' && c <= 'Z' {
					c += 'a' - 'A'
				}
				w.term = append(w.term, c)
				i++
				continue
			}
			r, n := utf8.DecodeRune(text[i:])
			if !inWord(r) {
				break
			}
			plain = false
			i += n
		}
		switch {
		case i == from: // a sign beyond ASCII
			_, n := utf8.DecodeRune(text[i:])
			i += n
		case !plain:
			for _, t := range fold(string(text[from:i])) {
				f(append(w.term[:0], t...))
			}
		default:
			if len(w.term) == 1 {
				w.signed(text[i:], f)
			}
			f(w.term[:min(len(w.term), longest)])
		}
	}
}

// signed calls f with a letter and the sign behind it: c++, f#.
func (w *Words) signed(rest []byte, f func([]byte)) {
	letter := w.term[0]
	if letter < 'a' {
		return
	}
	switch {
	case len(rest) >= 2 && rest[0] == '+' && rest[1] == '+':
		f(append(w.term, "++"...))
	case len(rest) >= 1 && rest[0] == '#':
		f(append(w.term, '#'))
	}
	w.term = append(w.term[:0], letter)
}

// ascii are the characters of words below 0x80.
var ascii = func() (in [256]bool) {
	for c := '0'; c <= 'z'; c++ {
		in[c] = c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a'
	}
	return
}()

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) }

// latin are letters that do not fall apart into a base letter and a mark, and
// Greek's second s.
var latin = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "đ", "d", "ð", "d", "þ", "th", "ł", "l", "ı", "i", "ς", "σ")

// umlauts are letters that people also write as two.
var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue")

// fold is the terms of a run of letters, digits and marks that are not all ASCII:
// without marks, and where it has umlauts with these written out as well.
func fold(run string) []string {
	out := terms(nil, run)
	for _, t := range terms(nil, written(run)) {
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// written is a run in lower case with its umlauts as two letters each.
func written(run string) string { return umlauts.Replace(strings.ToLower(norm.NFC.String(run))) }

// terms appends those of a run: without marks, cut where the folded run is no
// word any more (½ is three characters), Han and kana in pairs.
func terms(out []string, run string) []string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(run) {
		if !unicode.IsMark(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	for _, word := range strings.FieldsFunc(latin.Replace(b.String()), func(r rune) bool { return !inWord(r) }) {
		rs := []rune(word)
		for len(rs) > 0 {
			n := 0
			for n < len(rs) && paired(rs[n]) == paired(rs[0]) {
				n++
			}
			piece := rs[:n]
			rs = rs[n:]
			if !paired(piece[0]) || n == 1 {
				out = append(out, string(piece[:min(n, longest)]))
				continue
			}
			for i := range n - 1 {
				out = append(out, string(piece[i:i+2]))
			}
		}
	}
	return out
}

// paired reports a character of a script that is written without blanks.
func paired(r rune) bool {
	return r >= 0x3041 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}
