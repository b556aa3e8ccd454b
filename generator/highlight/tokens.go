package highlight

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/alecthomas/chroma/v2"
)

// ErrGivenUp says that a text costs more steps than a text may.
var ErrGivenUp = errors.New("the lexer does not come to an end")

const (
	// maxDepth is how deep lexers may use each other, or themselves, and how
	// many states may lie on each other.
	maxDepth = 200
	maxStack = 1 << 20
)

// yield takes a token; false ends the reading.
type yield = func(kind chroma.TokenType, value string) bool

// run is the reading of one text.
type run struct {
	m      machine
	yield  yield
	groups []string
	stacks []*state
	depth  int
}

var runs = sync.Pool{New: func() any { return new(run) }}

// stop ends a run from within: the reader has enough, or err says why.
type stop struct{ err error }

// Tokens reads text as a whole file of the lexer's language and hands each
// token to yield, as chroma's Tokenise does with no options, until yield
// returns false. Values are parts of text wherever text has only newlines for
// line ends and is UTF-8. Errors are ErrGivenUp and the lexer's own faults.
func (l *Lexer) Tokens(text string, yield func(kind chroma.TokenType, value string) bool) (err error) {
	r := runs.Get().(*run)
	r.yield, r.depth = yield, 0
	r.m.total = textSteps
	r.groups, r.stacks = r.groups[:0], r.stacks[:0]
	defer func() {
		switch p := recover().(type) {
		case nil:
		case stop:
			err = p.err
		default: // chroma's lexers panic over what they do not foresee
			err = fmt.Errorf("%s: %v", l.name, p)
		}
		r.yield, r.m.text, r.m.p = nil, "", nil
		clear(r.groups[:cap(r.groups)])
		if cap(r.m.stack) < 1<<16 && cap(r.stacks) < 1<<12 {
			runs.Put(r)
		}
	}()
	r.tokens(l, nil, text, false)
	return nil
}

func (r *run) put(kind chroma.TokenType, value string) {
	if kind == chroma.Ignore || kind == chroma.EOFType && value == "" {
		return
	}
	if !r.yield(kind, value) {
		panic(stop{})
	}
}

// through lets the tokens that f makes pass by filter on their way out.
func (r *run) through(filter func(kind chroma.TokenType, value string, yield yield) bool, f func()) {
	outer := r.yield
	r.yield = func(kind chroma.TokenType, value string) bool { return filter(kind, value, outer) }
	f()
	r.yield = outer
}

// tokens reads a text with a lexer, from a state (nil for the first) and as a
// part of another text or as a whole.
func (r *run) tokens(l *Lexer, from *state, text string, nested bool) {
	if r.depth++; r.depth > maxDepth {
		panic(stop{ErrGivenUp})
	}
	defer func() { r.depth-- }()
	t, w := l.open()
	switch {
	case w != nil:
		w.read(r, text, nested)
		return
	case t == nil:
		r.chroma(l.chroma, text, nested)
		return
	}
	if from == nil {
		from = t.states["root"]
	}
	end := 0
	if !nested {
		text = lineFeeds(text)
		if t.config.EnsureNL && !strings.HasSuffix(text, "\n") {
			text += "\n"
			end = 1
		}
	}
	if !utf8.ValidString(text) {
		text = string([]rune(text)) // as chroma reads it
	}
	outer := r.m.text
	r.m.text = text
	bottom := len(r.stacks)
	r.walk(t, from, text, len(text)-end)
	clear(r.stacks[bottom:])
	r.stacks = r.stacks[:bottom]
	r.m.text = outer
}

// walk is the loop of a lexer: the first rule that matches takes its text.
func (r *run) walk(t *table, from *state, text string, end int) {
	bottom := len(r.stacks)
	r.stacks = append(r.stacks, from)
	pos := 0
	for pos < end && len(r.stacks) > bottom {
		s := r.stacks[len(r.stacks)-1]
		if !s.known {
			panic("unknown state " + s.name)
		}
		if err := s.ready(); err != nil {
			panic(stop{err})
		}
		var hit *rule
		next := -1
		for _, rule := range s.lists[s.of[text[pos]]] {
			if next = r.m.match(rule.prog, pos); next >= 0 {
				hit = rule
				break
			}
		}
		if r.m.total <= 0 {
			panic(stop{ErrGivenUp})
		}
		if hit == nil {
			if text[pos] == '\n' && s != from {
				r.stacks = append(r.stacks[:bottom], from)
				r.m.total--
				continue
			}
			n := runeLen(text, pos)
			r.put(chroma.Error, text[pos:pos+n])
			pos += n
			continue
		}
		start := pos
		pos = next
		if pos == start {
			r.m.total -= idleSteps
		}
		r.move(hit.moves, s, bottom)
		if hit.emit != nil {
			r.emit(t, hit, text[start:pos])
		}
	}
	if pos != len(text) && len(r.stacks) == bottom {
		r.put(chroma.Error, text[pos:])
	}
}

// move changes the stack above its bottom as a rule says.
func (r *run) move(moves []move, s *state, bottom int) {
	for _, m := range moves {
		switch {
		case m.same:
			r.stacks = append(r.stacks, s)
		case m.push != nil:
			r.stacks = append(r.stacks, m.push)
		default:
			if len(r.stacks)-bottom < m.pop || len(r.stacks) == bottom {
				panic("nothing to pop")
			}
			r.stacks = r.stacks[:len(r.stacks)-m.pop]
		}
		if len(r.stacks) > maxStack {
			panic(stop{ErrGivenUp})
		}
	}
}

// emit makes the tokens of a match.
func (r *run) emit(t *table, hit *rule, text string) {
	e := hit.emit
	if e.kind == asToken {
		r.put(e.token, text)
		return
	}
	base := len(r.groups)
	r.groups = append(r.groups, text)
	if e.kind == asGroups || e.kind == asNamed {
		for i := 1; i < hit.prog.groups; i++ {
			r.groups = append(r.groups, r.m.group(i))
		}
	}
	r.emitGroups(t, e, base, len(r.groups))
	r.groups = r.groups[:base]
}

// emitGroups makes the tokens of the groups that lie at [base, top) of r.groups.
func (r *run) emitGroups(t *table, e *emitter, base, top int) {
	switch e.kind {
	case asToken:
		r.put(e.token, r.groups[base])
	case asSelf:
		r.tokens(t.lexer, e.state, r.groups[base], true)
	case asOther:
		l := registry.Get(e.lexer)
		if l == nil {
			panic(fmt.Sprintf("no such lexer %q", e.lexer))
		}
		if e.from == e.to {
			r.tokens(Of(l), nil, r.groups[base], true)
			return
		}
		r.through(func(kind chroma.TokenType, value string, yield yield) bool {
			if kind == e.from {
				kind = e.to
			}
			return yield(kind, value)
		}, func() { r.tokens(Of(l), nil, r.groups[base], true) })
	case asGroups:
		if len(e.parts) != top-base-1 {
			r.put(chroma.Error, r.groups[base])
			return
		}
		for i, part := range e.parts {
			r.part(t, part, base+1+i)
		}
	case asNamed:
		if len(e.parts) != top-base-1 {
			panic("UsingByGroup expects number of emitters to be the same as len(groups)-1")
		}
		sub := registry.Get(r.groups[base+e.name])
		for i, part := range e.parts {
			if i == e.code-1 && sub != nil {
				r.tokens(Of(sub), nil, r.groups[base+e.code], false)
			} else if part != nil {
				r.part(t, part, base+1+i)
			} else {
				panic("no emitter")
			}
		}
	}
}

// part makes the tokens of one group.
func (r *run) part(t *table, e *emitter, at int) {
	switch {
	case e == nil:
	case e.kind == asToken:
		r.put(e.token, r.groups[at])
	default:
		base := len(r.groups)
		r.groups = append(r.groups, r.groups[at])
		r.emitGroups(t, e, base, base+1)
		r.groups = r.groups[:base]
	}
}

// chroma lets chroma's own tokeniser read a text.
func (r *run) chroma(l chroma.Lexer, text string, nested bool) {
	var o *chroma.TokeniseOptions
	if nested {
		o = &chroma.TokeniseOptions{State: "root", Nested: true}
	}
	it, err := l.Tokenise(o, text)
	if err != nil {
		panic(stop{err})
	}
	for tok := it(); tok != chroma.EOF; tok = it() {
		r.put(tok.Type, tok.Value)
	}
}

// lineFeeds makes newlines of all line ends.
func lineFeeds(text string) string {
	if strings.IndexByte(text, '\r') < 0 {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}
