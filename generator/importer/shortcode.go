package importer

import (
	"strings"
)

// A shortcode is WordPress's own markup: [name key="value"] or with a text up to
// [/name] (WordPress Codex, Shortcode API). Only names that are known, or that
// cannot be words in brackets, are taken for one: [sic] is what its author wrote.

// shortcode is one of them.
type shortcode struct {
	name   string
	attrs  []pair // without a key: a value alone
	inner  string
	closed bool   // it has an end tag
	raw    string // as written
}

func (s shortcode) attr(key string) string {
	for _, a := range s.attrs {
		if a.key == key {
			return a.value
		}
	}
	return ""
}

// first is the value without a key that stands first: [youtube https://…].
func (s shortcode) first() string {
	for _, a := range s.attrs {
		if a.key == "" {
			return a.value
		}
	}
	return ""
}

// expand replaces the shortcodes of a text. do gets each with ok, and says by
// ok whether it replaced it; one that it leaves stays as written. Inside <pre>,
// <code> and comments nothing is a shortcode. [[name]] is an escaped one.
func expand(text string, do func(shortcode) (string, bool)) string {
	if strings.IndexByte(text, '[') < 0 {
		return text
	}
	var b strings.Builder
	ends := newEndings(text)
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == '<':
			end := skipTag(ends, i)
			b.WriteString(text[i:end])
			i = end
			continue
		case c == '[':
			if strings.HasPrefix(text[i:], "[[") {
				if s, n, ok := readShortcode(ends, i+1); ok && i+1+n < len(text) && text[i+1+n] == ']' {
					b.WriteString(s.raw) // escaped: shown as it is
					i += n + 2
					continue
				}
			}
			if s, n, ok := readShortcode(ends, i); ok {
				if to, done := do(s); done {
					b.WriteString(to)
					i += n
					continue
				}
			}
		}
		b.WriteByte(text[i])
		i++
	}
	return b.String()
}

// skipTag is the end of what begins with < at i and holds no shortcodes: a
// comment, or a whole element of code. Of any other tag only the bracket is
// passed, since attributes of known tags hold shortcodes now and then.
func skipTag(ends *endings, i int) int {
	rest := ends.text[i:]
	if strings.HasPrefix(rest, "<!--") {
		if j := ends.next("-->", i); j >= 0 {
			return j + 3
		}
		return i + 1
	}
	for _, tag := range [...]string{"pre", "code", "script", "style", "textarea"} {
		if opensTag(rest, tag) {
			if j := ends.next("</"+tag, i); j >= 0 {
				return j + 2
			}
		}
	}
	return i + 1
}

// endings finds the next end of a kind in a text and remembers it: a text of
// openings that share one end, or have none, is not searched once for each.
type endings struct {
	text string
	at   map[string]int // end → where the next one stands; len(text) for none
}

func newEndings(text string) *endings { return &endings{text, map[string]int{}} }

// next is where end, in small letters, stands at or behind i in any case; -1 for
// nowhere. i may only grow from call to call for the same end.
func (e *endings) next(end string, i int) int {
	at, known := e.at[end]
	if !known || at < i {
		at = len(e.text)
		if j := indexFold(e.text[i:], end); j >= 0 {
			at = i + j
		}
		e.at[end] = at
	}
	if at == len(e.text) {
		return -1
	}
	return at
}

func opensTag(s, tag string) bool {
	n := len(tag) + 1
	return len(s) > n && s[0] == '<' && strings.EqualFold(s[1:n], tag) && strings.IndexByte(" \t\n\r/>", s[n]) >= 0
}

// indexFold is strings.Index for ASCII in any case.
func indexFold(s, sub string) int {
	for i := 0; i+len(sub) <= len(s); i++ {
		if s[i] == sub[0] || s[i]|0x20 == sub[0] {
			if strings.EqualFold(s[i:i+len(sub)], sub) {
				return i
			}
		}
	}
	return -1
}

// readShortcode reads the shortcode that begins at a place, and its length.
func readShortcode(ends *endings, at int) (s shortcode, n int, ok bool) {
	text := ends.text[at:]
	i := 1
	for i < len(text) && i <= 41 && isNameByte(text[i]) {
		i++
	}
	s.name = strings.ToLower(text[1:i])
	if s.name == "" || s.name[0] < 'a' || s.name[0] > 'z' || i-1 > 40 {
		return s, 0, false
	}
	if i >= len(text) || strings.IndexByte(" \t\n\r]/=:", text[i]) < 0 {
		return s, 0, false
	}
	end, attrs, ok := readAttrs(text, i)
	if !ok {
		return s, 0, false
	}
	s.attrs = attrs
	n = end
	if text[end-2] != '/' {
		if j := ends.next("[/"+s.name+"]", at+end); j >= 0 {
			s.inner, s.closed = ends.text[at+end:j], true
			n = j - at + len("[/]") + len(s.name)
		}
	}
	s.raw = text[:n]
	return s, n, true
}

func isNameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

// readAttrs reads from behind a name up to the closing bracket.
func readAttrs(text string, i int) (end int, attrs []pair, ok bool) {
	const limit = 4000 // a bracket that is never closed is no shortcode
	stop := min(len(text), i+limit)
	for i < stop {
		c := text[i]
		switch {
		case c == ']':
			return i + 1, attrs, true
		case c == '[' || c == '<' && !strings.HasPrefix(text[i:], "<a "):
			return 0, nil, false
		case strings.IndexByte(" \t\n\r/", c) >= 0 && !(c == '/' && i+1 < stop && text[i+1] != ']'):
			i++
			continue
		}
		start := i
		for i < stop && isNameByte(text[i]) {
			i++
		}
		key := strings.ToLower(text[start:i])
		if i < stop && text[i] == '=' || i == start && c == '=' {
			i++
			v, to := readValue(text, i, stop)
			attrs = append(attrs, pair{key, v})
			i = to
			continue
		}
		v, to := readValue(text, start, stop)
		attrs = append(attrs, pair{"", v})
		if to == start {
			to++
		}
		i = to
	}
	return 0, nil, false
}

// quotesOf are the quotes a value may stand in, straight or made curly by an
// editor, with those that close it.
var quotesOf = []struct{ open, close string }{
	{`"`, `"`}, {`'`, `'`}, {"“", "”"}, {"”", "”"}, {"&quot;", "&quot;"}, {"&#8220;", "&#8221;"}, {"&#8221;", "&#8221;"}, {"«", "»"},
}

func readValue(text string, i, stop int) (string, int) {
	rest := text[i:stop]
	for _, q := range quotesOf {
		if inner, ok := strings.CutPrefix(rest, q.open); ok {
			if j := strings.Index(inner, q.close); j >= 0 {
				return inner[:j], i + len(q.open) + j + len(q.close)
			}
		}
	}
	j := i
	for j < stop && strings.IndexByte(" \t\n\r]", text[j]) < 0 {
		j++
	}
	return text[i:j], j
}
