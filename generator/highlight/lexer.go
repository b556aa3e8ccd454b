package highlight

import (
	"slices"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// Lexer reads one language. It is safe for use by several goroutines.
type Lexer struct {
	name   string
	chroma chroma.Lexer

	once  sync.Once
	rules *table  // nil when it is not described by rules
	wrap  wrapper // nil when it wraps no other; chroma reads it if both are nil

	asked   sync.Once
	bounded bool
}

// Name is the name of the lexer, such as "Go".
func (l *Lexer) Name() string { return l.name }

// Bounded reports that all steps of the lexer, and of those it uses, are
// counted: Tokens ends, and where it gives up does not depend on the machine.
func (l *Lexer) Bounded() bool {
	l.asked.Do(func() { l.bounded = l.counts(map[*Lexer]bool{}) })
	return l.bounded
}

func (l *Lexer) counts(seen map[*Lexer]bool) bool {
	if seen[l] {
		return true
	}
	seen[l] = true
	t, w := l.open()
	switch {
	case w != nil:
		return !slices.ContainsFunc(w.inner(), func(l *Lexer) bool { return !l.counts(seen) })
	case t == nil, t.open:
		return false
	}
	for _, name := range t.uses {
		if used := registry.Get(name); used != nil && !Of(used).counts(seen) {
			return false
		}
	}
	return true
}

// registry holds chroma's lexers, by which they find each other.
var registry = lexers.GlobalLexerRegistry

var known sync.Map // chroma.Lexer to *Lexer

// Of is the lexer that reads what l reads, one for each of chroma's registry.
func Of(l chroma.Lexer) *Lexer {
	if own, ok := known.Load(l); ok {
		return own.(*Lexer)
	}
	own, _ := known.LoadOrStore(l, &Lexer{name: l.Config().Name, chroma: l})
	return own.(*Lexer)
}

// open reads what the lexer is, on first use.
func (l *Lexer) open() (*table, wrapper) {
	l.once.Do(func() {
		if rules, ok := l.chroma.(*chroma.RegexLexer); ok {
			if t, err := tableOf(rules); err == nil {
				t.lexer = l
				l.rules = t
			}
			return
		}
		l.wrap = wrapperOf(l.chroma)
	})
	return l.rules, l.wrap
}
