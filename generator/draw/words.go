package draw

import "unicode"

// narrow and broad are the widths that pictures are laid out for, in em of their
// words: a phone of 320 pixels and a page as wide as the theme makes it. Words of
// the class "wide" are shown from wide on.
const narrow, wide, broad = 23, 60, 74

// wordWidth is how much room a text takes at most, in em: the widths of the usual
// sans and monospaced faces by kind of letter, whichever is wider, rounded up.
func wordWidth(s string) float64 {
	w := 0.0
	for _, r := range s {
		switch {
		case r == 'm' || r == 'w' || r == 'M' || r == 'W' || r == '@' || r == '%':
			w += .95
		case r >= 0x2E80: // East Asian letters and pictures fill their square
			w += 1.1
		case unicode.Is(unicode.Mn, r):
		case unicode.IsUpper(r):
			w += .74
		default:
			w += .6
		}
	}
	return w
}

// shorten cuts a text to a width, with an ellipsis.
func shorten(s string, width float64) string {
	if wordWidth(s) <= width {
		return s
	}
	runes := []rune(s)
	for len(runes) > 1 && wordWidth(string(runes))+.9 > width {
		runes = runes[:len(runes)-1]
	}
	for len(runes) > 1 && unicode.IsSpace(runes[len(runes)-1]) {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}
