package highlight

import (
	"flag"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

var (
	rounds = flag.Int("rounds", 1, "texts that TestCrossed and TestBroken read with each lexer")
	only   = flag.String("lexer", ".", "of the lexers whose names match this expression")
	seed   = flag.Uint64("seed", 1, "of their choices")
)

// pieces are chroma's samples by language, cut into pieces of a few lines, and
// all of them in one order.
func pieces(t testing.TB) (by map[string][]string, all []string) {
	by = map[string][]string{}
	texts := samples(t)
	for _, lang := range slices.Sorted(maps.Keys(texts)) {
		for _, text := range texts[lang] {
			for i := 0; i < len(text); i += 400 {
				by[lang] = append(by[lang], text[i:min(i+400, len(text))])
			}
		}
		all = append(all, by[lang]...)
	}
	return by, all
}

// ruled are the lexers that are run here, but for those that do not end.
func ruled() (out []chroma.Lexer) {
	of := regexp.MustCompile(*only)
	for _, l := range lexers.GlobalLexerRegistry.Lexers {
		name := l.Config().Name
		if !slices.Contains(foreign, name) && !lost[name] && of.MatchString(name) {
			out = append(out, l)
		}
	}
	return out
}

// TestCrossed reads texts of one language with the lexer of another, which
// leads into errors and states that its own samples never see.
func TestCrossed(t *testing.T) {
	alone(t)
	_, all := pieces(t)
	r := rand.New(rand.NewPCG(*seed, 1))
	for _, l := range ruled() {
		for range *rounds {
			compare(t, l, all[r.IntN(len(all))])
		}
	}
}

// TestBroken reads texts of a lexer's own language with a few places spoilt.
func TestBroken(t *testing.T) {
	alone(t)
	by, _ := pieces(t)
	own := map[chroma.Lexer][]string{}
	for _, lang := range slices.Sorted(maps.Keys(by)) {
		l := lexers.Get(lang)
		own[l] = append(own[l], by[lang]...)
	}
	r := rand.New(rand.NewPCG(*seed, 2))
	for _, l := range ruled() {
		if len(own[l]) == 0 {
			continue
		}
		for range *rounds {
			compare(t, l, spoil(r, own[l][r.IntN(len(own[l]))]))
		}
	}
}

// TestFunctions: the functions in chroma's rules do what functions says. Go's
// reads raw strings as templates.
func TestFunctions(t *testing.T) {
	l := lexers.Get("go")
	r := rand.New(rand.NewPCG(*seed, 3))
	compare(t, l, "x := `a`; y := ``; z := `{{ range .X }}{{- .Y | printf \"%q\" }}{{end}}\n{{/* c */}} {{ $a := 1 }}`")
	for range 50 * *rounds {
		template := spoil(r, "<p>{{ range $i, $x := .Items }}{{- .Name | printf \"%q\" }}{{end}}\n{{/* c */}} {{ $a := 1 }} { } {{")
		compare(t, l, "x := `"+template+"`\n")
	}
}

// spoil cuts out, doubles and puts in.
func spoil(r *rand.Rand, text string) string {
	in := strings.Split("\" ' ` { } ( ) [ ] < > </ \\ /* */ // # -- $ ${ {{ }} % @ : ; , . = \n \n\n \r\n \t \x00 \xff é € 中 İ ſ \u200d  0 1e9 0x if end", " ")
	for range 1 + r.IntN(4) {
		i := r.IntN(len(text) + 1)
		j := min(len(text), i+r.IntN(30))
		switch r.IntN(3) {
		case 0:
			text = text[:i] + text[j:]
		case 1:
			text = text[:j] + text[i:]
		case 2:
			text = text[:i] + in[r.IntN(len(in))] + text[i:]
		}
	}
	return text
}

// FuzzTokens reads any text with any lexer.
func FuzzTokens(f *testing.F) {
	all := ruled()
	at := map[chroma.Lexer]int{}
	for i, l := range all {
		at[l] = i
	}
	by, _ := pieces(f)
	for lang, texts := range by {
		if i, ok := at[lexers.Get(lang)]; ok {
			f.Add(uint16(i), texts[0][:min(300, len(texts[0]))])
		}
	}
	f.Fuzz(func(t *testing.T, i uint16, text string) {
		if len(text) > 300 {
			t.Skip("no block, and chroma may take hours")
		}
		compare(t, all[int(i)%len(all)], text)
	})
}
