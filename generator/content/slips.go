package content

import (
	"errors"
	"strings"

	"recap/generator/diag"
)

// explain says in our words what yaml.v3 stumbled over. Its own messages name
// the state of its machine and often the wrong line, so the text is first
// looked through for the slips that people make. A guess counts only when its
// fix mends the text, or moves the first fault further down.
func (r *reader) explain(err error) diag.Diagnostic {
	var second *secondDocument
	if errors.As(err, &second) {
		off := r.offset(second.line, 1)
		return diag.Errorf("yaml-documents", r.at(off, min(off+3, r.to)), "a second YAML document begins here; only one is read").
			WithHint("keep one document in a file, without --- in between")
	}
	was := lineOf(err)
	tries := min(20, 1+maxTried/(r.to-r.from+1))
	for _, d := range r.slips() {
		if d.Fix == nil {
			continue
		}
		if tries--; tries < 0 {
			break
		}
		fixed := string(r.src[r.from:d.Fix.Pos.Off]) + d.Fix.New + string(r.src[d.Fix.Pos.End:r.to])
		_, again := decode([]byte(fixed))
		if again == nil || lineOf(again) > was && was > 0 {
			return d
		}
	}
	return r.plainly(err, was)
}

// maxTried bounds the bytes that are read again to see whether a guess is right.
const maxTried = 4 << 20

// yamlSays are messages of yaml.v3 in our voice.
var yamlSays = []struct{ theirs, ours, hint string }{
	{"exceeded max depth", "lists and maps lie too deep inside each other", ""},
	{"unknown anchor", "an alias (*name) stands for an anchor (&name) that is not there", "put texts that begin with * in quotes"},
	{"control characters", "a control character stands in the text", "remove it"},
	{"found unknown escape character", "a backslash in double quotes is followed by a letter that means nothing", "use single quotes, or write the backslash twice"},
	{"escape code", "an escape in double quotes is not a character", "remove it"},
	{"found unexpected end of stream", "a quote or bracket is never closed", "close it on the line where it begins"},
	{"mapping values are not allowed", "a colon stands where no key can be", "put values that hold a colon and a blank in quotes"},
	{"did not find expected key", "this is neither a key nor part of the value above it", "check how far the lines are indented, and the quotes"},
	{"did not find expected '-'", "this is not an entry of the list above it", "check how far the lines are indented"},
	{"did not find expected ','", "a list or map in brackets is never closed", "close it, or put the text in quotes"},
	{"did not find expected node", "a value is missing here", ""},
	{"could not find expected ':'", "a line is no key with a value", "write key: value"},
	{"found character that cannot start", "a value cannot begin with this character", "put the value in quotes"},
	{"found a tab character", "a tab stands where blanks belong", "indent with blanks"},
	{"block sequence entries", "a list entry stands where none can be", "begin the list on a line of its own"},
	{"undefined tag", "a type (!name) is not known", "put texts that begin with ! in quotes"},
}

func (r *reader) plainly(err error, ln int) diag.Diagnostic {
	ln = min(max(ln, 1), len(r.lines))
	for ln < len(r.lines) && strings.TrimSpace(r.line(ln)) == "" {
		ln++
	}
	text := r.line(ln)
	off := r.lines[ln-1].off + len(text) - len(strings.TrimLeft(text, " \t"))
	pos := r.at(off, r.lines[ln-1].off+len(strings.TrimRight(text, " \t")))
	pos.End = max(pos.End, pos.Off)
	for _, s := range yamlSays {
		if strings.Contains(err.Error(), s.theirs) {
			d := diag.Errorf("yaml-syntax", pos, "%s", s.ours)
			if s.hint != "" {
				d = d.WithHint("%s", s.hint)
			}
			return d
		}
	}
	return diag.Errorf("yaml-syntax", pos, "this is not YAML: %s", strings.TrimPrefix(err.Error(), "yaml: "))
}

// line is the text of a line, from 1.
func (r *reader) line(ln int) string { return string(r.src[r.lines[ln-1].off:r.lines[ln-1].end]) }

// slips are guesses at what went wrong, each with the fix that would mend it.
// Lines inside block texts (| and >) are left alone.
func (r *reader) slips() diag.List {
	var list diag.List
	block := -1 // indentation of the key whose block text this is
	prev := -1  // line of the last key
	for ln := 1; ln <= len(r.lines) && len(list) < 200; ln++ {
		text := r.line(ln)
		trimmed := strings.TrimLeft(text, " ")
		if strings.TrimSpace(text) == "" || strings.HasPrefix(strings.TrimSpace(text), "#") {
			continue
		}
		indent := len(text) - len(trimmed)
		if block >= 0 && indent > block {
			continue
		}
		block = -1
		off := r.lines[ln-1].off + indent
		if strings.HasPrefix(trimmed, "\t") {
			blanks := len(trimmed) - len(strings.TrimLeft(trimmed, "\t"))
			list.Add(diag.Errorf("yaml-tab", r.at(off, off+blanks), "a tab stands where blanks belong").
				WithHint("indent with blanks").WithFix(r.at(off, off+blanks), strings.Repeat("  ", blanks)))
			continue
		}
		for strings.HasPrefix(trimmed, "- ") {
			rest := strings.TrimLeft(trimmed[2:], " ")
			off += len(trimmed) - len(rest)
			trimmed = rest
		}
		key, value, at := splitKey(trimmed)
		if key == "" {
			if at > 0 { // "key:value"
				pos := r.at(off+at, off+at+1)
				list.Add(diag.Errorf("yaml-colon", pos, "a blank is missing behind the colon").WithHint("write %s: %s", trimmed[:at], short(trimmed[at+1:])).WithFix(pos, ": "))
			} else if d, ok := r.valueSlip(trimmed, off); ok {
				list.Add(d)
			}
			continue
		}
		if prev > 0 && indent > r.indent(prev) && r.hasValue(prev) {
			pos := r.at(r.lines[ln-1].off, r.lines[ln-1].off+indent)
			list.Add(diag.Errorf("yaml-indent", r.at(off, off+len(key)), "%q is indented below %q, which has a value already", short(key), short(r.keyOf(prev))).
				WithHint("indent both alike").WithFix(pos, strings.Repeat(" ", r.indent(prev))))
		}
		prev = ln
		if value != "" && (value[0] == '|' || value[0] == '>') && len(strings.Fields(value)) == 1 {
			block = indent
			continue
		}
		if d, ok := r.valueSlip(value, off+at); ok {
			list.Add(d)
		}
	}
	return list
}

func (r *reader) indent(ln int) int {
	t := r.line(ln)
	return len(t) - len(strings.TrimLeft(t, " "))
}

func (r *reader) keyOf(ln int) string {
	k, _, _ := splitKey(strings.TrimLeft(strings.TrimLeft(r.line(ln), " "), "- "))
	return k
}

func (r *reader) hasValue(ln int) bool {
	_, v, _ := splitKey(strings.TrimLeft(strings.TrimLeft(r.line(ln), " "), "- "))
	return v != "" && v[0] != '#' && v[0] != '&' && v[0] != '!'
}

// splitKey cuts "key: value" and says where the value begins. For "key:value"
// it returns no key and the place of the colon.
func splitKey(s string) (key, value string, at int) {
	if s == "" || strings.ContainsRune("\"'[{#&*!|>%@`", rune(s[0])) {
		return "", "", 0
	}
	i := strings.IndexByte(s, ':')
	if i <= 0 {
		return "", "", 0
	}
	if i+1 < len(s) && s[i+1] != ' ' && s[i+1] != '\t' {
		if strings.ContainsAny(s[:i], " \t/") || strings.HasPrefix(s[i:], "://") {
			return "", "", 0
		}
		return "", "", i
	}
	value = strings.TrimLeft(s[i+1:], " \t")
	return s[:i], strings.TrimRight(value, " \t"), len(s) - len(value)
}

// valueSlip looks at a value on one line.
func (r *reader) valueSlip(value string, off int) (diag.Diagnostic, bool) {
	if value == "" {
		return diag.Diagnostic{}, false
	}
	value = strings.TrimRight(value, " \t")
	whole := r.at(off, off+len(value))
	quote := func(d diag.Diagnostic) (diag.Diagnostic, bool) {
		q := quoted(value)
		return d.WithHint("put the value in quotes: %s", short(q)).WithFix(whole, q), true
	}
	switch c := value[0]; c {
	case '"', '\'':
		end := closing(value, c)
		if end < 0 {
			return diag.Errorf("yaml-quote", r.at(off, off+1), "this quote is never closed").
				WithHint("close it at the end of the line").WithFix(r.at(whole.End, whole.End), string(c)), true
		}
		if rest := strings.TrimSpace(value[end+1:]); rest != "" && rest[0] != '#' && rest[0] != ',' && rest[0] != ':' {
			return quote(diag.Errorf("yaml-quote", r.at(off+end+1, whole.End), "the value goes on behind its closing quote"))
		}
	case '[', '{':
		end, open := bracketEnd(value)
		if end < 0 {
			fix := string(map[byte]byte{'[': ']', '{': '}'}[c])
			return diag.Errorf("yaml-bracket", r.at(off+open, off+open+1), "this bracket is never closed").
				WithHint("close it, or put the value in quotes").WithFix(r.at(whole.End, whole.End), fix), true
		}
		if rest := strings.TrimSpace(value[end+1:]); rest != "" && rest[0] != '#' {
			return quote(diag.Errorf("yaml-bracket", r.at(off+end+1, whole.End), "the value goes on behind its closing bracket"))
		}
	case '%', '@', '`':
		return quote(diag.Errorf("yaml-character", r.at(off, off+1), "a value cannot begin with %q", string(c)))
	case '*', '&', '!':
		return quote(diag.Errorf("yaml-character", r.at(off, off+1), "a value that begins with %q has a meaning in YAML that is not meant here", string(c)))
	default:
		if i := strings.Index(value, ": "); i >= 0 {
			return quote(diag.Errorf("yaml-colon", r.at(off+i, off+i+1), "a value that holds a colon and a blank needs quotes"))
		}
		if strings.HasSuffix(value, ":") {
			return quote(diag.Errorf("yaml-colon", r.at(whole.End-1, whole.End), "a value that ends in a colon needs quotes"))
		}
	}
	return diag.Diagnostic{}, false
}

// quoted is a value in the quotes that need the fewest escapes.
func quoted(v string) string {
	if !strings.Contains(v, "'") || strings.Contains(v, `\`) || strings.Contains(v, `"`) {
		return "'" + strings.ReplaceAll(v, "'", "''") + "'"
	}
	return `"` + v + `"`
}

// closing finds the closing quote of a value that begins with q, or -1.
func closing(v string, q byte) int {
	for i := 1; i < len(v); i++ {
		switch {
		case q == '"' && v[i] == '\\':
			i++
		case v[i] == q:
			if q == '\'' && i+1 < len(v) && v[i+1] == q {
				i++
				continue
			}
			return i
		}
	}
	return -1
}

// bracketEnd finds where the brackets that a value begins with close, or where
// the innermost open one stands.
func bracketEnd(v string) (end, open int) {
	var stack []int
	for i := 0; i < len(v); i++ {
		switch v[i] {
		case '"', '\'':
			if i == 0 || strings.IndexByte("[{,: ", v[i-1]) >= 0 {
				if j := closing(v[i:], v[i]); j > 0 {
					i += j
				}
			}
		case '[', '{':
			stack = append(stack, i)
		case ']', '}':
			if len(stack) > 0 {
				stack = stack[:len(stack)-1]
			}
			if len(stack) == 0 {
				return i, 0
			}
		}
	}
	if len(stack) > 0 {
		open = stack[len(stack)-1]
	}
	return -1, open
}
