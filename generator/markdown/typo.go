package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The typographer makes quotes, dashes and dots of what a keyboard has, as the
// language of the text prints them. goldmark's knows English marks only and
// works on the parsed tree; this one runs while text is written, where the
// language around it is known, and costs a look at each byte.

// marks are the quotation marks of a language: outer and inner pair.
type marks struct{ open, close, open2, close2 string }

const thin = "\u202f" // narrow no-break space

var (
	english = marks{"“", "”", "‘", "’"}
	german  = marks{"„", "“", "‚", "‘"}
	guille  = marks{"«", "»", "“", "”"}
	swedish = marks{"”", "”", "’", "’"}
	polish  = marks{"„", "”", "«", "»"}
)

// quotes are the marks by language; a tag with a region comes before its
// language. A language that is not here keeps its quotes as typed.
var quotes = map[string]marks{
	"en": english, "cy": english, "ga": english, "tr": english, "id": english, "nl": english, "pt-br": english, "eo": english,
	"de": german, "cs": german, "sk": german, "sl": german, "is": german, "bg": german, "lt": german, "et": german, "lb": german,
	"fr":    {"«" + thin, thin + "»", "“", "”"},
	"fr-ch": {"«" + thin, thin + "»", "‹" + thin, thin + "›"},
	"de-ch": {"«", "»", "‹", "›"}, "it-ch": {"«", "»", "‹", "›"},
	"es": guille, "ca": guille, "gl": guille, "it": guille, "pt": guille, "el": guille, "eu": guille,
	"no": {"«", "»", "‘", "’"}, "nb": {"«", "»", "‘", "’"}, "nn": {"«", "»", "‘", "’"},
	"ru": {"«", "»", "„", "“"}, "uk": {"«", "»", "„", "“"}, "be": {"«", "»", "„", "“"},
	"sv": swedish, "fi": swedish,
	"da": {"“", "”", "‘", "’"},
	"pl": polish, "ro": polish, "hu": {"„", "”", "»", "«"}, "hr": {"„", "”", "‘", "’"},
}

// marksOf are the marks of a language tag.
func marksOf(lang string) (marks, bool) {
	lang = strings.ToLower(lang)
	if m, ok := quotes[lang]; ok {
		return m, true
	}
	base, _, _ := strings.Cut(lang, "-")
	m, ok := quotes[base]
	return m, ok
}

// typo is where the typographer stands within one block.
type typo struct {
	prev   rune // the character written last, 0 at the start
	double int  // quotes open
	single int
}

// keys are the bytes that the typographer looks at.
var typoKeys = [256]bool{'"': true, '\'': true, '-': true, '.': true, '\\': true, '&': true}

// smart writes s[from:to], Markdown text, with its typography. next is the
// character that follows s in the block, 0 for none.
func (w *writer) smart(s []byte, from, to int, next rune) {
	for i := from; i < to; {
		c := s[i]
		if !typoKeys[c] {
			i++
			continue
		}
		n, with := 1, ""
		switch c {
		case '\\':
			n = 2
		case '&':
			if _, size := reference(s[i:]); size > 0 {
				n = size
			}
		case '.':
			n, with = w.dots(s, i)
		case '-':
			n, with = w.dash(s, i)
		default:
			with = w.quote(s, i, next)
		}
		if with != "" {
			w.out = escapeText(w.out, s[from:i])
			w.out = append(w.out, with...)
			from = i + n
		}
		i += n
	}
	if from < to {
		w.out = escapeText(w.out, s[from:to])
	}
	w.after(s)
}

// after notes what text ended with.
func (w *writer) after(s []byte) {
	if len(s) > 0 {
		w.typo.prev, _ = utf8.DecodeLastRune(s)
	}
}

// before is the character in front of s[i].
func (w *writer) before(s []byte, i int) rune {
	if i == 0 {
		return w.typo.prev
	}
	r, _ := utf8.DecodeLastRune(s[:i])
	return r
}

// run is how often s[i] stands there in a row.
func run(s []byte, i int) int {
	n := 1
	for i+n < len(s) && s[i+n] == s[i] {
		n++
	}
	return n
}

// dots makes an ellipsis of three dots. Go's ./... is none.
func (w *writer) dots(s []byte, i int) (int, string) {
	n := run(s, i)
	if n != 3 || w.before(s, i) == '/' {
		return n, ""
	}
	return n, "…"
}

// dash makes dashes of two or three hyphens. An option of a command, --strict,
// and an arrow keep theirs.
func (w *writer) dash(s []byte, i int) (int, string) {
	n := run(s, i)
	prev := w.before(s, i)
	after, _ := utf8.DecodeRune(s[i+n:])
	switch {
	case after == '>' || prev == '<' || prev == '!':
	case n == 3:
		return n, "—"
	case n == 2 && !((prev == 0 || opens(prev)) && wordy(after)):
		return n, "–"
	}
	return n, ""
}

// opens reports a character behind which a quote begins.
func opens(r rune) bool {
	return r == 0 || unicode.IsSpace(r) || strings.ContainsRune("([{<–—-/„“‚‘«‹¿¡"+thin, r)
}

// wordy reports a letter or digit.
func wordy(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// quote is the mark for the quote at s[i]; "" leaves it as it is.
func (w *writer) quote(s []byte, i int, next rune) string {
	prev := w.before(s, i)
	if i+1 < len(s) {
		next, _ = utf8.DecodeRune(s[i+1:])
	}
	begins := opens(prev) || prev == '"' || prev == '\''
	ends := next == 0 || unicode.IsSpace(next)
	if s[i] == '\'' {
		return w.singleQuote(s[i+1:], prev, next, begins, ends)
	}
	m, known := w.marks, w.quoting
	switch {
	case !known, begins && ends:
		return ""
	case begins:
		w.typo.double++
		return m.open
	case w.typo.double == 0 && unicode.IsDigit(prev): // 5" is inches
		return ""
	}
	w.typo.double = max(0, w.typo.double-1)
	return m.close
}

// singleQuote is an apostrophe more often than not.
func (w *writer) singleQuote(rest []byte, prev, next rune, begins, ends bool) string {
	m, known := w.marks, w.quoting
	switch {
	case begins && ends:
		return ""
	case wordy(prev) && wordy(next), bytes.HasPrefix(rest, []byte("n'")): // it's, rock 'n' roll
	case begins:
		if known && !unicode.IsDigit(next) && closesLater(rest) {
			w.typo.single++
			return m.open2
		}
	case w.typo.single > 0:
		w.typo.single--
		return m.close2
	case unicode.IsDigit(prev): // 6' is feet
		return ""
	}
	return "’"
}

// closesLater reports a quote further on that could end one: behind something,
// before something that is no word.
func closesLater(s []byte) bool {
	s = s[:min(len(s), 1000)]
	for i := 1; i < len(s); i++ {
		if s[i] != '\'' || s[i-1] == ' ' || s[i-1] == '\\' {
			continue
		}
		if next, _ := utf8.DecodeRune(s[i+1:]); i+1 == len(s) || !wordy(next) {
			return true
		}
	}
	return false
}

// speak sets the language of what is written from here on, and tells the one
// before.
func (w *writer) speak(lang string) string {
	was := w.lang
	w.lang = lang
	w.marks, w.quoting = marksOf(lang)
	return was
}

// verbatim are raw elements whose inside is no prose.
var verbatim = words("code kbd samp tt var pre script style textarea")

// rawState follows raw elements that hold no prose.
func (w *writer) rawState(tag []byte) {
	closing := bytes.HasPrefix(tag, []byte("</"))
	name := bytes.TrimLeft(tag, "</")
	if i := bytes.IndexAny(name, " \t\n/>"); i >= 0 {
		name = name[:i]
	}
	if !verbatim[strings.ToLower(string(name))] {
		return
	}
	if closing {
		w.verbatim = max(0, w.verbatim-1)
	} else {
		w.verbatim++
	}
}
