package markdown

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// lexerNames are all names of all lexers: their own, their other ones, the file
// extensions. chroma's own look-up takes milliseconds for a name it does not know.
var lexerNames = sync.OnceValue(func() map[string]chroma.Lexer {
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

// lexerOf is the lexer for a language, nil for none.
func lexerOf(lang string) chroma.Lexer {
	lang = strings.ToLower(lang)
	if plainLanguages[lang] {
		return nil
	}
	l := lexerNames()[lang]
	if l != nil && lostLexers[l.Config().Name] {
		return nil
	}
	return l
}

// lostLexers are lexers that do not come back from code of their own language:
// their expressions try every way to split a list of a few hundred items.
var lostLexers = words("Devicetree Jungle")

// plainLanguages are names for code without marks.
var plainLanguages = words("text txt plain plaintext none nohighlight no-highlight fallback output")
