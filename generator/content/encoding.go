package content

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"recap/generator/diag"
)

var utf8BOM = []byte("\xef\xbb\xbf")

// checkText looks at the bytes of a text file before anything reads them. It
// returns where the text begins (behind a byte order mark) and whether it can be
// read: everything recap reads is UTF-8.
func checkText(file string, src []byte) (from int, list diag.List, ok bool) {
	for _, m := range [...]string{"\xff\xfe", "\xfe\xff"} {
		if bytes.HasPrefix(src, []byte(m)) {
			list.Add(diag.Errorf("text-encoding", diag.Pos{File: file}, "this file is UTF-16").
				WithHint("save it as UTF-8"))
			return 0, list, false
		}
	}
	if bytes.HasPrefix(src, utf8BOM) {
		from = len(utf8BOM)
	}
	if utf8.Valid(src) {
		return from, nil, true
	}
	bad := from
	for bad < len(src) {
		r, n := utf8.DecodeRune(src[bad:])
		if r == utf8.RuneError && n <= 1 {
			break
		}
		bad += n
	}
	d := diag.Errorf("text-encoding", diag.Pos{File: file, Off: bad, End: min(bad+1, len(src))}, "this byte (%#x) is not UTF-8", src[bad])
	if latin1(src) {
		d = d.WithHint("the file looks like Latin-1 or Windows-1252: save it as UTF-8")
	} else {
		d = d.WithHint("save the file as UTF-8")
	}
	list.Add(d)
	return from, list, false
}

// latin1 guesses that a text is in a one-byte encoding of western Europe: its
// high bytes stand alone between ASCII letters, which UTF-8 never does.
func latin1(src []byte) bool {
	high, alone := 0, 0
	for i, c := range src {
		if c < 0x80 {
			continue
		}
		high++
		if c >= 0xa0 && (i == 0 || src[i-1] < 0x80) && (i+1 == len(src) || src[i+1] < 0x80) {
			alone++
		}
	}
	return high > 0 && alone*2 > high && bytes.IndexByte(src, 0) < 0
}

// controls reports the first control character of a YAML text that is otherwise
// fine: YAML allows none, and says so without naming the place.
func controls(file string, src []byte, from, to int) (diag.Diagnostic, bool) {
	for i := from; i < to; i++ {
		c := src[i]
		if c >= 0x20 && c != 0x7f && c != 0xc2 && c != 0xef || c == '\n' || c == '\r' || c == '\t' {
			continue
		}
		r, n := utf8.DecodeRune(src[i:to])
		if c == 0xc2 && (r < 0x80 || r > 0x9f || r == 0x85) || c == 0xef && r != 0xfffe && r != 0xffff {
			i += n - 1
			continue
		}
		and := ""
		if k := countControls(src[i+n : to]); k > 0 {
			and = fmt.Sprintf(", and %d more behind it", k)
		}
		return diag.Errorf("yaml-control", diag.Pos{File: file, Off: i, End: i + n}, "the control character %U stands here%s", r, and).
			WithHint("remove it"), true
	}
	return diag.Diagnostic{}, false
}

func countControls(b []byte) int {
	n := 0
	for _, c := range b {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' || c == 0x7f {
			n++
		}
	}
	return n
}
