package theme

import (
	"bytes"

	"recap/generator/diag"
)

// closers are the brackets of CSS.
var closers = map[byte]byte{'{': '}', '(': ')', '[': ']'}

// balanced says where a stylesheet opens a bracket, a quote or a comment that
// nothing closes, or closes one that is not open: browsers leave out all that
// follows, or rules that follow, without a word (CSS Syntax 3, §4 and §5). The
// first place is told; what comes behind it is a matter of how it is mended.
func balanced(file string, css []byte) diag.List {
	fault := func(at, n int, format string, args ...any) diag.List {
		return diag.List{diag.Warnf("theme-css-open", diag.Pos{File: file, Off: at, End: at + n}, format, args...).
			WithHint("browsers leave out rules that follow")}
	}
	var open []int
	for i := 0; i < len(css); i++ {
		switch c := css[i]; c {
		case '\\':
			i++
		case '/':
			if i+1 < len(css) && css[i+1] == '*' {
				end := bytes.Index(css[i+2:], []byte("*/"))
				if end < 0 {
					return fault(i, 2, "this comment is never closed")
				}
				i += 2 + end + 1
			}
		case '"', '\'':
			end := quoteEnd(css, i)
			if end < 0 {
				return fault(i, 1, "this quote is not closed on its line")
			}
			i = end
		case '{', '(', '[':
			open = append(open, i)
			if c == '(' && bytes.HasSuffix(bytes.ToLower(css[max(0, i-3):i]), []byte("url")) {
				if end, bare := bareURL(css, i); bare {
					i = end - 1
				}
			}
		case '}', ')', ']':
			if len(open) == 0 {
				return fault(i, 1, "this %c closes nothing", c)
			}
			last := open[len(open)-1]
			if closers[css[last]] != c {
				return fault(last, 1, "this %c is not closed before a %c", css[last], c)
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		return fault(open[0], 1, "this %c is never closed", css[open[0]])
	}
	return nil
}

// quoteEnd is where a string ends, -1 for nowhere on its line. A backslash takes
// the end of a line into the string.
func quoteEnd(css []byte, from int) int {
	for i := from + 1; i < len(css); i++ {
		switch css[i] {
		case '\\':
			i++
		case '\n':
			return -1
		case css[from]:
			return i
		}
	}
	return -1
}

// bareURL is where url(…) without quotes ends: brackets and quotes are no more
// than characters in it.
func bareURL(css []byte, open int) (end int, bare bool) {
	rest := bytes.TrimLeft(css[open+1:], " \t\r\n")
	if len(rest) == 0 || rest[0] == '"' || rest[0] == '\'' {
		return 0, false
	}
	n := bytes.IndexAny(rest, ")\n")
	if n < 0 || rest[n] == '\n' {
		return 0, false
	}
	return len(css) - len(rest) + n, true
}
