package highlight

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// names are all names of all lexers: their own, their other ones, the file
// extensions. chroma's own look-up takes milliseconds for a name it does not know.
var names = sync.OnceValue(func() map[string]chroma.Lexer {
	names := map[string]chroma.Lexer{}
	all := slices.Clone(lexers.GlobalLexerRegistry.Lexers)
	slices.SortStableFunc(all, func(a, b chroma.Lexer) int {
		return cmp.Or(cmp.Compare(priority(b), priority(a)), cmp.Compare(a.Config().Name, b.Config().Name))
	})
	put := func(name string, l chroma.Lexer) {
		name = strings.ToLower(name)
		if _, taken := names[name]; !taken {
			names[name] = l
		}
	}
	for _, l := range all {
		put(l.Config().Name, l)
	}
	for _, l := range all {
		for _, a := range l.Config().Aliases {
			put(a, l)
		}
	}
	for _, l := range all {
		for _, glob := range l.Config().Filenames {
			if ext, ok := strings.CutPrefix(glob, "*."); ok && !strings.ContainsAny(ext, "*?[") {
				put(ext, l)
			}
		}
	}
	return names
})

func priority(l chroma.Lexer) float32 {
	if p := l.Config().Priority; p != 0 {
		return p
	}
	return 1
}

// Find is the lexer for a language as people name it ("go", "C++", "yml"),
// whatever the case; nil for none, and for code that has no marks.
func Find(lang string) *Lexer {
	lang = strings.ToLower(lang)
	if plain[lang] {
		return nil
	}
	l := names()[lang]
	if l == nil || lost[l.Config().Name] {
		return nil
	}
	return Of(l)
}

// lost are lexers that do not come back from code of their own language:
// their expressions try every way to split a list of a few hundred items.
var lost = map[string]bool{"Devicetree": true, "Jungle": true}

// plain are names for code without marks.
var plain = func() map[string]bool {
	m := map[string]bool{}
	for _, name := range []string{"text", "txt", "plain", "plaintext", "none", "nohighlight", "no-highlight", "fallback", "output"} {
		m[name] = true
	}
	return m
}()
