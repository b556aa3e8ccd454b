package theme

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"recap/generator/diag"
)

// action is what stands between {{ and }} in a template's source.
type action struct {
	from, to int    // from the first brace to behind the last
	word     string // the first word: "if", "end", ".Title"
	closed   bool   // else it ends with its line, where a reader takes it to end
}

// actions are all of a template, comments aside. The parser's own lexer is not
// to be had, and its errors name the line it had come to: of an action that is
// not closed the next one, of a block without end the last of the file.
func actions(text string) []action {
	var out []action
	for at := 0; ; {
		i := strings.Index(text[at:], "{{")
		if i < 0 {
			return out
		}
		a := action{from: at + i}
		at = a.from + 2
		inner := strings.TrimLeft(strings.TrimPrefix(text[at:], "- "), " \t\r\n")
		if strings.HasPrefix(inner, "/*") {
			if end := strings.Index(text[at:], "}}"); end >= 0 {
				at += end + 2
				continue
			}
			inner = ""
		}
		a.word = inner
		if end := strings.IndexAny(inner, " \t\r\n|()}"); end >= 0 {
			a.word = inner[:end]
		}
		a.to, a.closed = actionEnd(text, at)
		at = a.to
		out = append(out, a)
	}
}

// actionEnd is where an action ends that began before at.
func actionEnd(text string, at int) (int, bool) {
	for i := at; i < len(text); i++ {
		switch rest := text[i:]; {
		case strings.HasPrefix(rest, "}}"):
			return i + 2, true
		case strings.HasPrefix(rest, "{{"): // the next one: this one has no end
			return lineEnd(text, at), false
		case rest[0] == '"', rest[0] == '\'', rest[0] == '`':
			j := i + 1
			for j < len(text) && text[j] != rest[0] && (text[j] != '\n' || rest[0] == '`') {
				if text[j] == '\\' && rest[0] != '`' {
					j++
				}
				j++
			}
			if j >= len(text) || text[j] != rest[0] {
				return lineEnd(text, i), false
			}
			i = j
		}
	}
	return lineEnd(text, at), false
}

func lineEnd(text string, at int) int {
	if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(text)
}

// openers begin what {{end}} ends.
var openers = []string{"if", "range", "with", "block", "define"}

// unended is the innermost block that has no {{end}}, and a lone word behind it
// that may have been meant as one.
func unended(acts []action) (open, slip action, ok bool) {
	var stack []int
	for i, a := range acts {
		switch {
		case slices.Contains(openers, a.word):
			stack = append(stack, i)
		case a.word == "end" && len(stack) > 0:
			stack = stack[:len(stack)-1]
		}
	}
	if len(stack) == 0 {
		return action{}, action{}, false
	}
	at := stack[len(stack)-1]
	for _, a := range acts[at+1:] {
		if a.word != "end" && diag.Distance(a.word, "end", 2) < 2 {
			slip = a
		}
	}
	return acts[at], slip, true
}

var (
	lineOnly = regexp.MustCompile(`^template: .*?:(\d+): (?s:(.*))$`)
	offender = regexp.MustCompile(`\{\{(\w+)\}\}|<([^<>]+)>|'(.)'|"((?:[^"\\]|\\.)+)"|for (\w+)$`)
)

// syntaxFault turns the parser's "template: name:line: message" into a diagnostic
// at the action that is wrong.
func syntaxFault(file, text string, err error) diag.Diagnostic {
	m := lineOnly.FindStringSubmatch(strings.Replace(err.Error(), file, "", 1))
	if m == nil {
		return diag.Errorf("theme-syntax", diag.Whole(file), "%v", err)
	}
	line, _ := strconv.Atoi(m[1])
	message, _, _ := strings.Cut(m[2], " in action started at ")
	acts := actions(text)
	at := func(a action) diag.Pos { return diag.Pos{File: file, Off: a.from, End: a.to} }
	if strings.Contains(message, "unexpected EOF") {
		if open, slip, ok := unended(acts); ok {
			d := diag.Errorf("theme-syntax", at(open), "this {{%s}} has no {{end}}", open.word)
			if slip.word != "" {
				d = d.WithHint("did you mean {{end}} by {{%s}}?", slip.word).WithNote(at(slip), "what may have been meant")
			}
			return d
		}
	}
	from := lineOffset(text, line)
	to := lineEnd(text, from)
	var here []action // on the line, or the last before it
	for _, a := range acts {
		if a.from < to && (a.to > from || !a.closed) {
			here = append(here, a)
		}
	}
	open := slices.IndexFunc(acts, func(a action) bool { return !a.closed && a.from < to })
	if open >= 0 && (strings.HasPrefix(message, "unexpected") || strings.HasPrefix(message, "bad character")) {
		pos := at(acts[open])
		if i := strings.IndexByte(text[pos.Off:pos.End], '}'); i >= 0 {
			pos.End = pos.Off + i + 1
		} else if i := strings.IndexByte(text[pos.Off:pos.End], '<'); i > 0 {
			pos.End = pos.Off + i
		}
		pos.End = pos.Off + len(strings.TrimRight(text[pos.Off:pos.End], " \t\r"))
		return diag.Errorf("theme-syntax", pos, "this action is not closed").WithHint("it ends with }}")
	}
	d := diag.Errorf("theme-syntax", offending(file, text, message, here, from, to), "%s", message)
	if strings.Contains(message, "unexpected {{end}}") {
		d = d.WithHint("there is one {{end}} more than there is to end")
	}
	return d
}

// loneDot is a dot with no name behind it, which the parser cannot take for one.
var loneDot = regexp.MustCompile(`\.[\s})|]`)

// offending is the place of what a message quotes, within the actions of its
// line; else the first of these actions, else the line.
func offending(file, text, message string, here []action, from, to int) diag.Pos {
	if m := offender.FindAllStringSubmatch(message, -1); m != nil {
		last := m[len(m)-1]
		keyword, word := last[1]+last[5], last[2]+last[3]+last[4]
		if s, err := strconv.Unquote(`"` + word + `"`); err == nil {
			word = s
		}
		for _, a := range slices.Backward(here) {
			if keyword != "" && a.word == keyword {
				return diag.Pos{File: file, Off: a.from, End: a.to}
			}
			if i := loneDot.FindStringIndex(text[a.from+2 : a.to]); word == "." && i != nil {
				return diag.Pos{File: file, Off: a.from + 2 + i[0], End: a.from + 3 + i[0]}
			}
			if i := strings.Index(text[a.from+2:a.to], word); word != "" && i >= 0 {
				return diag.Pos{File: file, Off: a.from + 2 + i, End: a.from + 2 + i + len(word)}
			}
		}
	}
	if len(here) > 0 {
		return diag.Pos{File: file, Off: here[len(here)-1].from, End: here[len(here)-1].to}
	}
	span := text[from:to]
	trimmed := strings.TrimSpace(span)
	from += strings.Index(span, trimmed)
	return diag.Pos{File: file, Off: from, End: from + len(trimmed)}
}

// lineOffset is where line n (from 1) begins.
func lineOffset(text string, n int) int {
	off := 0
	for ; n > 1; n-- {
		i := strings.IndexByte(text[off:], '\n')
		if i < 0 {
			return off
		}
		off += i + 1
	}
	return off
}
