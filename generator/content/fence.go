package content

import (
	"bytes"
	"strings"

	"recap/generator/diag"
)

// fences is where front matter lies in a file. Without any, from == to == body.
type fences struct {
	from, to int // the YAML between the fences
	body     int // first byte of the text
	has      bool
}

// lineEnd is the end of the line at i and the start of the next; \n, \r\n and \r
// all end lines.
func lineEnd(src []byte, i int) (end, next int) {
	j := bytes.IndexAny(src[i:], "\r\n")
	if j < 0 {
		return len(src), len(src)
	}
	end = i + j
	next = end + 1
	if src[end] == '\r' && next < len(src) && src[next] == '\n' {
		next++
	}
	return end, next
}

// splitFront finds the front matter of a post. start is behind a byte order mark.
func splitFront(file string, src []byte, start int) (fences, diag.List) {
	var list diag.List
	none := fences{from: start, to: start, body: start}
	end, next := lineEnd(src, start)
	first := string(bytes.TrimRight(src[start:end], " \t"))
	pos := diag.Pos{File: file, Off: start, End: start + len(first)}
	switch {
	case first == "+++" || first == ";;;" || first == "{":
		if first == "{" && !bytes.Contains(src[start:min(len(src), start+4000)], []byte(`"title"`)) {
			return none, nil
		}
		list.Add(diag.Errorf("front-toml", pos, "front matter between %s is not read", first).
			WithHint("write it as YAML between two lines of ---"))
		return none, list
	case first == "---":
	case almostFence(src, start, first, next):
		list.Add(diag.Errorf("front-fence", pos, "front matter begins with a line of three dashes, not %q", short(string(src[start:end]))).
			WithHint("write ---").WithFix(pos, "---"))
		return none, list
	default:
		if d, ok := unopened(file, src, start, pos); ok {
			return none, diag.List{d}
		}
		return none, nil
	}
	almost := diag.Pos{Off: -1}
	for i := next; i < len(src); {
		e, n := lineEnd(src, i)
		l := string(bytes.TrimRight(src[i:e], " \t"))
		if l == "---" || l == "..." {
			return fences{from: next, to: i, body: n, has: true}, nil
		}
		if t := strings.TrimSpace(l); almost.IsWhole() && t != "" && strings.Trim(t, "-–—") == "" && i > next {
			almost = diag.Pos{File: file, Off: i, End: i + len(l)}
		}
		i = n
	}
	d := diag.Errorf("front-fence", pos, "the front matter that begins here never ends").
		WithHint("close it with a line of ---")
	if at := blankLine(src, next); at > next {
		d = d.WithFix(diag.Pos{File: file, Off: at, End: at}, "---\n")
	}
	if !almost.IsWhole() {
		d = d.WithNote(almost, "is this meant to close it? it needs three dashes at the start of the line").WithFix(almost, "---")
	}
	list.Add(d)
	return none, list
}

// unopened finds front matter whose first line of dashes is missing: lines of
// key: value from the first line on, and then a line of dashes.
func unopened(file string, src []byte, start int, first diag.Pos) (diag.Diagnostic, bool) {
	keys := 0
	for i := start; i < len(src); {
		e, n := lineEnd(src, i)
		l := string(bytes.TrimRight(src[i:e], " \t"))
		key, _, pair := strings.Cut(l, ":")
		switch {
		case l == "---" && keys > 0:
			return diag.Errorf("front-fence", first, "front matter begins with a line of ---, which is missing here").
				WithHint("write --- above this line").WithFix(diag.Pos{File: file, Off: start, End: start}, "---\n"), true
		case pair && key != "" && !strings.ContainsAny(key, " \t#[(!<*`"):
			keys++
		case keys > 0 && (strings.HasPrefix(l, " ") || strings.HasPrefix(l, "- ")):
		default:
			return diag.Diagnostic{}, false
		}
		i = n
	}
	return diag.Diagnostic{}, false
}

// blankLine is the first blank line from i on, which is where front matter that
// was not closed most likely ends; -1 for none.
func blankLine(src []byte, i int) int {
	for i < len(src) {
		end, next := lineEnd(src, i)
		if len(bytes.TrimSpace(src[i:end])) == 0 {
			return i
		}
		i = next
	}
	return -1
}

// almostFence reports a first line that is meant as a fence: dashes of another
// number or kind, or behind blanks, above a line that looks like a key.
func almostFence(src []byte, start int, first string, next int) bool {
	t := strings.TrimSpace(first)
	if t == "" || strings.Trim(t, "-–—") != "" || len([]rune(t)) > 6 {
		return false
	}
	end, _ := lineEnd(src, next)
	k, _, ok := strings.Cut(string(src[next:end]), ":")
	return ok && k != "" && strings.IndexFunc(k, func(c rune) bool {
		return (c|0x20 < 'a' || c|0x20 > 'z') && c != '_' && c != '-' && (c < '0' || c > '9')
	}) < 0
}
