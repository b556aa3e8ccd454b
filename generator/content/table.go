package content

import (
	"reflect"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
)

// A key is one line of a record's table: what an author may write, how it is
// read and where it lands. Reading, "did you mean", editor schemas and the
// manual are made from the same tables.
type key[T any] struct {
	name string
	also []string // other spellings with the same meaning, of Hugo, Jekyll, Nikola, Pelican
	kind kind[T]
	doc  string
}

// kind is how the value of a key is read into a T.
type kind[T any] struct {
	shape   string   // "text", "list of texts", … for schema and manual
	choices []string // when only some texts are allowed
	low     float64  // bounds of a number
	high    float64
	nested  func() []Key   // of a map with keys of its own
	adds    bool           // an overlay adds to the list instead of replacing it
	fields  func(*T) []any // pointers to what it fills
	read    func(r *reader, n *yaml.Node, t *T)
}

// table is all keys of a record.
type table[T any] struct {
	what  string // "a post", for messages
	keys  []key[T]
	names []string       // own names, for "did you mean"
	index map[string]int // every spelling → key
	free  func(*T) *[]Param
	meant map[string]string // words of others → the key to propose
	quiet map[string]bool   // keys of other tools that mean nothing here: kept as params without a word
}

func newTable[T any](what string, keys []key[T]) *table[T] {
	tb := &table[T]{what: what, keys: keys, index: map[string]int{}}
	for i, k := range keys {
		tb.names = append(tb.names, k.name)
		for _, name := range append([]string{k.name}, k.also...) {
			tb.index[name] = i
		}
	}
	return tb
}

// lookup finds a key by any spelling. In front matter capitals and dashes are
// forgiven ("Title", "featured-image"), since other tools write them.
func (tb *table[T]) lookup(name string, lenient bool) (int, bool) {
	if i, ok := tb.index[name]; ok {
		return i, true
	}
	if lenient {
		if i, ok := tb.index[plainKey(name)]; ok {
			return i, true
		}
	}
	return 0, false
}

func plainKey(name string) string {
	return strings.ReplaceAll(strings.ToLower(name), "-", "_")
}

// read fills t from a map and returns the own names of the keys that were
// given, sorted. Several spellings of one key in one map: the own name wins,
// then the order of also; the others become params, or add when the key adds.
func (tb *table[T]) read(r *reader, n *yaml.Node, t *T) []string {
	m := resolved(n)
	if m == nil || m.Kind != yaml.MappingNode {
		r.wrongType(n, "a map")
		return nil
	}
	outer := r.key
	defer func() { r.key = outer }()
	lenient := r.family == front
	type choice struct {
		rank int
		pair pair
	}
	type extra struct {
		key  int
		pair pair
	}
	var more []extra // other spellings of keys that add
	chosen := make(map[int]choice, len(m.Content)/2)
	var set []string
	for _, p := range pairs(m) {
		name := resolved(p.key).Value
		i, ok := tb.lookup(name, lenient)
		if !ok {
			tb.unknown(r, p, t)
			continue
		}
		rank := 0
		if k := &tb.keys[i]; name != k.name {
			rank = 1 + slices.Index(k.also, name)
		}
		was, twice := chosen[i]
		switch {
		case !twice:
			chosen[i] = choice{rank, p}
			set = append(set, tb.keys[i].name)
		case tb.keys[i].kind.adds:
			more = append(more, extra{i, p})
		case rank < was.rank || isNull(resolved(was.pair.value)):
			chosen[i] = choice{rank, p}
			tb.keep(r, was.pair, t)
		default:
			tb.keep(r, p, t)
		}
	}
	for i := range tb.keys {
		if c, ok := chosen[i]; ok {
			tb.one(r, i, c.pair, t)
		}
	}
	for _, e := range more {
		tb.one(r, e.key, e.pair, t)
	}
	slices.Sort(set)
	return set
}

// one reads one key. An empty value is as good as none.
func (tb *table[T]) one(r *reader, i int, p pair, t *T) {
	r.key = resolved(p.key).Value
	v := resolved(p.value)
	if isNull(v) {
		return
	}
	before := r.errors()
	tb.keys[i].kind.read(r, v, t)
	if r.errors() > before {
		r.fault(tb.keys[i].name)
	}
}

// keep puts a pair among the free params, where the record has any.
func (tb *table[T]) keep(r *reader, p pair, t *T) {
	if tb.free == nil {
		return
	}
	at := tb.free(t)
	*at = append(*at, Param{Key: resolved(p.key).Value, JSON: toJSON(p.value)})
}

// unknown reports a key that is not in the table. In front matter it is an
// error only when it looks like a slip of the fingers.
func (tb *table[T]) unknown(r *reader, p pair, t *T) {
	name := resolved(p.key).Value
	if r.family == front {
		tb.keep(r, p, t)
		if tb.quiet[name] || tb.quiet[plainKey(name)] || tb.free != nil && strings.HasPrefix(name, "x-") {
			return // x- says that the key is the author's own
		}
	}
	if r.full() {
		r.add(diag.Diagnostic{Severity: severityOf(r.family)})
		return
	}
	pos := r.place(p.key)
	near, ok := "", false
	if n := len(name); n >= 2 && n < 40 && len(r.unknown) < maxProblems {
		if near, ok = tb.meant[name]; !ok {
			near, ok = diag.Nearest(name, tb.names)
			ok = ok && n >= 3
		}
		if ok {
			r.fault(near) // it was meant to be given
		}
	}
	switch {
	case r.family == front && ok:
		r.add(diag.Errorf("front-key-typo", pos, "%s has no key %q", tb.what, short(name)).
			WithHint("did you mean %s? a key of your own goes below params:", near).WithFix(pos, near))
	case r.family == front:
		if r.unknown = append(r.unknown, short(name)); len(r.unknown) > maxUnknown {
			return
		}
		d := diag.Warnf("front-key-unknown", pos, "%s has no key %q", tb.what, short(name))
		if tb.free != nil {
			d = d.WithHint("a key of your own goes below params:, then nobody asks")
		}
		r.add(d)
	default:
		d := diag.Errorf(string(r.family)+"-key-unknown", pos, "%s has no key %q", tb.what, short(name))
		if ok {
			d = d.WithHint("did you mean %s?", near).WithFix(pos, near)
		} else if tb.free != nil {
			d = d.WithHint("data of your own goes below params:")
		} else {
			d = d.WithHint("it has %s", listed(tb.names))
		}
		r.add(d)
	}
}

func severityOf(f family) diag.Severity {
	if f == front {
		return diag.Warning
	}
	return diag.Error
}

// listed joins names for a hint: "a, b and c".
func listed(names []string) string {
	switch len(names) {
	case 0:
		return ""
	case 1:
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// lay copies the fields of the named keys from one record over another; lists
// of keys that add are joined.
func (tb *table[T]) lay(to, from *T, names []string) {
	for _, name := range names {
		i, ok := tb.index[name]
		if !ok {
			continue
		}
		k := &tb.keys[i]
		dst, src := k.kind.fields(to), k.kind.fields(from)
		for j := range dst {
			d, s := reflect.ValueOf(dst[j]).Elem(), reflect.ValueOf(src[j]).Elem()
			if k.kind.adds && d.Kind() == reflect.Slice {
				joined := reflect.MakeSlice(d.Type(), 0, d.Len()+s.Len())
				d.Set(reflect.AppendSlice(reflect.AppendSlice(joined, d), s))
				continue
			}
			d.Set(s)
		}
	}
}
