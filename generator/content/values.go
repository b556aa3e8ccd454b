package content

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
)

// field is the kind of most keys: one value of type V in one field.
func field[T, V any](shape string, at func(*T) *V, read func(*reader, *yaml.Node) (V, bool)) kind[T] {
	return kind[T]{
		shape:  shape,
		fields: func(t *T) []any { return []any{at(t)} },
		read: func(r *reader, n *yaml.Node, t *T) {
			if v, ok := read(r, n); ok {
				*at(t) = v
			}
		},
	}
}

// adding makes an overlay of the key join lists.
func (k kind[T]) adding() kind[T] {
	k.adds = true
	read := k.read
	k.read = func(r *reader, n *yaml.Node, t *T) {
		var other T
		read(r, n, &other)
		join(k.fields(t), k.fields(&other))
	}
	return k
}

func word[T any](at func(*T) *Word) kind[T]    { return field("text", at, (*reader).word) }
func text[T any](at func(*T) *string) kind[T]  { return field("text", at, (*reader).text) }
func words[T any](at func(*T) *[]Word) kind[T] { return field("list of texts", at, (*reader).words) }
func texts[T any](at func(*T) *[]string) kind[T] {
	return field("list of texts", at, func(r *reader, n *yaml.Node) ([]string, bool) {
		ws, ok := r.words(n)
		out := make([]string, len(ws))
		for i, w := range ws {
			out[i] = w.Text
		}
		return out, ok
	})
}
func date[T any](at func(*T) *When) kind[T]    { return field("date", at, (*reader).when) }
func boolean[T any](at func(*T) *bool) kind[T] { return field("true or false", at, (*reader).boolean) }
func maybe[T any](at func(*T) **bool) kind[T] {
	return field("true or false", at, func(r *reader, n *yaml.Node) (*bool, bool) {
		b, ok := r.boolean(n)
		return &b, ok
	})
}
func address[T any](at func(*T) *Word) kind[T] { return field("address", at, (*reader).address) }

// number is a whole number within bounds.
func number[T any](at func(*T) *int, low, high int) kind[T] {
	return field("number", at, func(r *reader, n *yaml.Node) (int, bool) { return r.number(n, low, high) }).within(float64(low), float64(high))
}

// within notes the bounds of a number, and outOf notes the words a kind takes, for
// those who describe it; that they are kept is the business of read.
func (k kind[T]) within(low, high float64) kind[T] {
	k.low, k.high = low, high
	return k
}

func (k kind[T]) outOf(choices []string) kind[T] {
	k.choices = choices
	return k
}

// several is a list of texts out of a few.
func several[T any](at func(*T) *[]string, choices []string) kind[T] {
	return field("list of texts", at, func(r *reader, n *yaml.Node) ([]string, bool) { return r.some(n, choices) }).outOf(choices)
}

// choice is a text out of a few.
func choice[T any](at func(*T) *string, choices ...string) kind[T] {
	k := field("text", at, func(r *reader, n *yaml.Node) (string, bool) {
		w, ok := r.choice(n, choices)
		return w.Text, ok
	})
	k.choices = choices
	return k
}

// wordChoice is choice that keeps its place.
func wordChoice[T any](at func(*T) *Word, choices ...string) kind[T] {
	k := field("text", at, func(r *reader, n *yaml.Node) (Word, bool) { return r.choice(n, choices) })
	k.choices = choices
	return k
}

// keyed notes the keys of maps that a kind reads.
func (k kind[T]) keyed(keys func() []Key) kind[T] {
	k.nested = keys
	return k
}

// object is a map with keys of its own.
func object[T, U any](at func(*T) *U, tb *table[U]) kind[T] {
	k := field("map", at, func(r *reader, n *yaml.Node) (U, bool) {
		var u U
		if n.Kind != yaml.MappingNode {
			r.wrongType(n, "a map")
			return u, false
		}
		tb.read(r, n, &u)
		return u, true
	})
	k.nested = tb.describe
	return k
}

// section is object for a part of the settings, whose defaults stay where a key is absent.
func section[T, U any](at func(*T) *U, tb *table[U]) kind[T] {
	k := object(at, tb)
	k.read = func(r *reader, n *yaml.Node, t *T) { tb.read(r, n, at(t)) }
	return k
}

// objects is a list of such maps, or one.
func objects[T, U any](at func(*T) *[]U, tb *table[U]) kind[T] {
	k := field("list of maps", at, func(r *reader, n *yaml.Node) ([]U, bool) {
		var out []U
		key := r.key
		for _, item := range items(n) {
			r.key = key
			if isNull(item) {
				continue
			}
			var u U
			if item.Kind != yaml.MappingNode {
				r.wrongEntry(item, "a map")
				continue
			}
			tb.read(r, item, &u)
			out = append(out, u)
		}
		return out, true
	})
	k.nested = tb.describe
	return k
}

// items are the entries of a list, or the value itself when it is none.
func items(n *yaml.Node) []*yaml.Node {
	if n.Kind != yaml.SequenceNode {
		return []*yaml.Node{n}
	}
	out := make([]*yaml.Node, len(n.Content))
	for i, c := range n.Content {
		out[i] = resolved(c)
	}
	return out
}

// word is a text as typed: no, 09:30 and 1.10 stay what they are. White space
// around it falls off.
func (r *reader) word(n *yaml.Node) (Word, bool) {
	if n.Kind == yaml.SequenceNode && len(n.Content) == 1 { // series: [x], as other tools write it
		n = resolved(n.Content[0])
	}
	if n.Kind != yaml.ScalarNode {
		r.wrongType(n, "a text")
		return Word{}, false
	}
	w := Word{Text: r.clean(n), Pos: r.place(n)}
	return w, w.Text != ""
}

func (r *reader) text(n *yaml.Node) (string, bool) {
	w, ok := r.word(n)
	return w.Text, ok
}

// clean is the value of a scalar without what cannot be shown: control
// characters (escapes such as "\x07") are reported and left out, since they
// would break feeds and terminals. Line breaks and tabs stay.
func (r *reader) clean(n *yaml.Node) string {
	bad := func(c rune) bool {
		return unicode.IsControl(c) && c != '\n' && c != '\t' && c != '\r' || c&0xfffe == 0xfffe || c >= 0xfdd0 && c <= 0xfdef
	}
	v := n.Value
	if i := strings.IndexFunc(v, bad); i >= 0 {
		var first rune
		for _, c := range v[i:] {
			first = c
			break
		}
		r.add(diag.Warnf("value-control", r.place(n), "%s holds the control character %U, which is left out", r.key, first).
			WithHint("remove the escape"))
		v = strings.Map(func(c rune) rune {
			if bad(c) {
				return -1
			}
			return c
		}, v)
	}
	if strings.ContainsRune(v, '\r') {
		v = strings.ReplaceAll(strings.ReplaceAll(v, "\r\n", "\n"), "\r", "\n")
	}
	return strings.TrimSpace(v)
}

// words is a list of texts, or a single one. Empty entries fall out.
func (r *reader) words(n *yaml.Node) ([]Word, bool) {
	var out []Word
	for _, item := range items(n) {
		if isNull(item) {
			r.add(diag.Warnf("value-empty", r.place(item), "%s has an empty entry, which is left out", r.key))
			continue
		}
		if item.Kind != yaml.ScalarNode {
			r.wrongEntry(item, "a text")
			continue
		}
		if w := (Word{Text: r.clean(item), Pos: r.place(item)}); w.Text != "" {
			out = append(out, w)
		} else {
			r.add(diag.Warnf("value-empty", w.Pos, "%s has an empty entry, which is left out", r.key))
		}
	}
	return out, true
}

// split is words for tags, where Nikola and Pelican write "one, two, three".
func (r *reader) split(n *yaml.Node) ([]Word, bool) {
	if n.Kind != yaml.ScalarNode || !strings.Contains(n.Value, ",") {
		return r.words(n)
	}
	var out []Word
	pos := r.place(n)
	raw := string(r.src[pos.Off:pos.End])
	off := 0
	for part := range strings.SplitSeq(raw, ",") {
		lead := len(part) - len(strings.TrimLeft(part, " \t\r\n"))
		if text := strings.TrimSpace(part); text != "" {
			at := pos.Off + off + lead
			out = append(out, Word{Text: strings.Join(strings.Fields(text), " "), Pos: r.at(at, at+len(text))})
		}
		off += len(part) + 1
	}
	return out, true
}

// boolean takes true and false and nothing else: "no" in quotes is a text, and
// guessing at it would publish somebody's draft.
func (r *reader) boolean(n *yaml.Node) (bool, bool) {
	if n.Kind != yaml.ScalarNode {
		r.wrongType(n, "true or false")
		return false, false
	}
	quoted := n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0
	low := strings.ToLower(strings.TrimSpace(n.Value))
	if !quoted && (low == "true" || low == "false") {
		return low == "true", true
	}
	d := diag.Errorf("value-type", r.place(n), "%s wants true or false, not %q", r.key, short(n.Value))
	switch low {
	case "true", "yes", "on", "y", "1":
		d = d.WithHint("write true, without quotes").WithFix(r.whole(n), "true")
	case "false", "no", "off", "n", "0":
		d = d.WithHint("write false, without quotes").WithFix(r.whole(n), "false")
	}
	r.add(d)
	return false, false
}

func (r *reader) number(n *yaml.Node, low, high int) (int, bool) {
	if n.Kind != yaml.ScalarNode {
		r.wrongType(n, "a number")
		return 0, false
	}
	v := strings.ReplaceAll(strings.TrimSpace(n.Value), "_", "")
	if parts := strings.Split(v, ","); len(parts) > 1 && thousands(parts) { // "2,500" people
		v = strings.Join(parts, "")
	}
	i, err := strconv.Atoi(v)
	if err != nil {
		r.wrongType(n, "a whole number")
		return 0, false
	}
	if i < low || i > high {
		r.add(diag.Errorf("value-range", r.place(n), "%s is %d, but must lie between %d and %d", r.key, i, low, high))
		return 0, false
	}
	return i, true
}

func thousands(parts []string) bool {
	for i, p := range parts {
		if i == 0 && (len(p) < 1 || len(p) > 3) || i > 0 && len(p) != 3 {
			return false
		}
	}
	return true
}

// degrees is a latitude or longitude.
func degrees[T any](at func(*T) *float64, limit float64) kind[T] {
	return field("degrees", at, func(r *reader, n *yaml.Node) (float64, bool) {
		if n.Kind == yaml.ScalarNode {
			if f, ok := inDegrees(n.Value, limit); ok {
				return f, true
			}
		}
		r.wrongType(n, "a number of degrees between -"+strconv.Itoa(int(limit))+" and "+strconv.Itoa(int(limit)))
		return 0, false
	}).within(-limit, limit)
}

// inDegrees reads a number of degrees up to a limit.
func inDegrees(s string, limit float64) (float64, bool) {
	f, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	return f, err == nil && math.Abs(f) <= limit // NaN is not
}

func (r *reader) choice(n *yaml.Node, choices []string) (Word, bool) {
	w, ok := r.word(n)
	if !ok {
		return w, false
	}
	for _, c := range choices {
		if w.Text == c {
			return w, true
		}
	}
	d := diag.Errorf("value-choice", w.Pos, "%s cannot be %q", r.key, short(w.Text)).Meant(w.Text, choices)
	if d.Hint == "" {
		d = d.WithHint("it is one of %s", listed(choices))
	}
	r.add(d)
	return w, false
}

// duration reads 30m, 1h30m, 00:30 or a number of minutes.
func duration[T any](at func(*T) *time.Duration) kind[T] {
	return field("duration", at, func(r *reader, n *yaml.Node) (time.Duration, bool) {
		w, ok := r.word(n)
		if !ok {
			return 0, false
		}
		d, good := parseDuration(w.Text)
		if !good {
			r.add(diag.Errorf("value-duration", w.Pos, "%s cannot be read from %q", r.key, short(w.Text)).
				WithHint("write it as 30m, 1h30m or 00:30"))
		}
		return d, good
	})
}

func parseDuration(s string) (time.Duration, bool) {
	var d time.Duration
	if h, m, ok := strings.Cut(s, ":"); ok {
		m, _, _ = strings.Cut(m, ":")
		hours, err1 := strconv.Atoi(h)
		minutes, err2 := strconv.Atoi(m)
		if err1 != nil || err2 != nil || minutes > 59 || minutes < 0 || hours < 0 {
			return 0, false
		}
		d = time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
	} else if minutes, err := strconv.Atoi(s); err == nil {
		d = time.Duration(minutes) * time.Minute
	} else if d, err = time.ParseDuration(strings.ReplaceAll(s, " ", "")); err != nil {
		return 0, false
	}
	return d, d >= 0 && d <= 14*24*time.Hour
}
