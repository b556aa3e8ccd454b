package highlight

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// TestGivenUp: a lexer that does not come to an end is given up by a count of
// steps, where chroma looks at a clock or runs on.
func TestGivenUp(t *testing.T) {
	text := strings.Repeat("a", 3000)
	root := func(rules ...chroma.Rule) chroma.Rules { return chroma.Rules{"root": rules} }
	for name, rules := range map[string]chroma.Rules{
		"every way to split": root(chroma.Rule{Pattern: `(a|aa|aaa)+b`, Type: chroma.Text}),
		"round in a circle":  root(chroma.Rule{Pattern: ``, Mutator: chroma.Push("root")}),
		"up and down":        root(chroma.Rule{Pattern: ``, Mutator: chroma.Push("root", "#pop")}),
		"itself for ever":    root(chroma.Rule{Pattern: `a+`, Type: chroma.UsingSelf("root")}),
	} {
		l := chroma.MustNewLexer(&chroma.Config{Name: name}, func() chroma.Rules { return rules })
		err := Of(l).Tokens(text, func(chroma.TokenType, string) bool { return true })
		if !errors.Is(err, ErrGivenUp) {
			t.Errorf("%s: %v", name, err)
		}
		if !Of(l).Bounded() {
			t.Errorf("%s: its steps are not counted", name)
		}
	}
}

// A match that is given up within a look-around is none, though nothing found is
// what a negative one waits for.
func TestGivenUpWithin(t *testing.T) {
	p, err := compile(`(?!(a|aa|aaa)+b)a`, false)
	if err != nil {
		t.Fatal(err)
	}
	m := machine{text: strings.Repeat("a", 12) + "c", total: textSteps}
	if end := m.match(p, 0); end != 1 {
		t.Errorf("with steps enough the match ends at %d, want 1", end)
	}
	m.total = 100
	if end := m.match(p, 0); end != -1 {
		t.Errorf("given up, the match ends at %d", end)
	}
}

// TestFaults: what chroma's lexers panic over is an error.
func TestFaults(t *testing.T) {
	root := func(m chroma.Mutator, e chroma.Emitter) chroma.Rules {
		return chroma.Rules{"root": {{Pattern: `(a)`, Type: e, Mutator: m}}}
	}
	for name, rules := range map[string]chroma.Rules{
		"no such state":      root(chroma.Push("nowhere"), chroma.Text),
		"nothing to pop":     root(chroma.Pop(2), chroma.Text),
		"no such lexer":      root(nil, chroma.Using("no such lexer")),
		"no such state used": root(nil, chroma.UsingSelf("nowhere")),
		"no expression":      {"root": {{Pattern: `(`, Type: chroma.Text}}},
	} {
		l := chroma.MustNewLexer(&chroma.Config{Name: name}, func() chroma.Rules { return rules })
		if err := Of(l).Tokens("aaa", func(chroma.TokenType, string) bool { return true }); err == nil || errors.Is(err, ErrGivenUp) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestEnough: a reader that has enough is left alone, and the next one gets all.
func TestEnough(t *testing.T) {
	l := Find("go")
	for want := 1; want < 5; want++ {
		n := 0
		err := l.Tokens("package main // x\n", func(chroma.TokenType, string) bool { n++; return n < want })
		if err != nil || n != want {
			t.Errorf("%d tokens, want %d (%v)", n, want, err)
		}
	}
}

// TestAllocations: reading allocates nothing once a lexer is warm. Under the race
// detector pools are emptied at random.
func TestAllocations(t *testing.T) {
	alone(t)
	langs, texts := blocks(t)
	for _, lang := range langs {
		l := Find(lang)
		n := testing.AllocsPerRun(20, func() {
			l.Tokens(texts[lang], func(chroma.TokenType, string) bool { return true })
		})
		if n > 5 { // the pool may be emptied in between
			t.Errorf("%s: %v allocations", lang, n)
		}
	}
}

// TestTogether: lexers are opened and run by many at once, and all read the same.
func TestTogether(t *testing.T) {
	langs, texts := blocks(t)
	one := func(lang string) {
		l := chroma.MustNewLexer(lexers.Get(lang).Config(), func() chroma.Rules {
			rules, err := rawRules(lexers.Get(lang).(*chroma.RegexLexer))
			if err != nil {
				panic(err)
			}
			return rules
		})
		own := Of(l) // cold
		var all sync.WaitGroup
		read := make([]string, 8)
		for i := range read {
			all.Go(func() {
				own.Tokens(texts[lang], func(kind chroma.TokenType, value string) bool {
					read[i] += kind.String() + value
					return true
				})
			})
		}
		all.Wait()
		if ways := slices.Compact(read); len(ways) != 1 || ways[0] == "" {
			t.Errorf("%s is read in %d ways", lang, len(ways))
		}
	}
	for _, lang := range langs {
		one(lang)
	}
}
