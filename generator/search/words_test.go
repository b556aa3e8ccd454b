package search

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func termsOf(text string) []string {
	var w Words
	var out []string
	w.Each([]byte(text), func(t []byte) { out = append(out, string(t)) })
	return out
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Two days at PyCon 2016", "two days at pycon 2016"},
		{"don't, it's O’Reilly", "don t it s o reilly"},
		{"C++ and F# and c", "c++ c and f# f and c"},
		{"Köln, Größe, STRAẞE", "koln koeln grosse groesse strasse"},
		{"cafe\u0301 naïve Łódź Ångström", "cafe naive lodz angstrom angstroem"},
		{"日本語の話 X", "日本 本語 語の の話 x"},
		{"一", "一"},
		{"Ελλάς ½ Ⅷ", "ελλασ 1 2 viii"},
		{"snake_case kebab-case a.b", "snake case kebab case a b"},
		{"— … ’ ", ""},
		{strings.Repeat("x", 40), strings.Repeat("x", 32)},
		{"\xff\xfebroken\xc3", "broken"},
	} {
		if got := strings.Join(termsOf(c.text), " "); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

// What was typed is found in the text it was typed from, whatever the spelling.
func TestAsked(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"Köln koeln KÖLN", "koeln"}, // the last of each
		{"c++ F#", "c++ f#"},
		{"go Go gopher go", "gopher go"},
		{"Straße", "strasse"},
		{"日本語", "日本 本語"},
		{`<img src=x onerror=alert(1)>`, "img src x onerror alert 1"},
	} {
		if got := strings.Join(asked(c.typed), " "); got != c.want {
			t.Errorf("%q: got %q, want %q", c.typed, got, c.want)
		}
	}
	for _, text := range []string{"Köln", "Größe", "Łódź", "Ångström", "naïve", "C++", "日本語の話", "Straße"} {
		has := termsOf(text)
		for _, w := range asked(text) {
			if !slices.Contains(has, w) {
				t.Errorf("%q asks for %q, and stands in the index as %q", text, w, has)
			}
		}
	}
}

func TestFits(t *testing.T) {
	ends := append([]string{""}, strings.Fields(endings)...)
	for _, c := range []struct {
		word, term string
		bent, slip bool
	}{
		{"talks", "talk", true, false},
		{"talk", "talks", true, false},
		{"testing", "tested", true, false},
		{"stories", "story", true, false},
		{"bugs", "bug", true, false},
		{"bug", "bugs", true, false},
		{"vortrag", "vortrages", true, false},
		{"konferenzen", "konferenz", true, false},
		{"bus", "bu", false, false},
		{"go", "gos", false, false},
		{"python", "pyhton", false, true},
		{"pyhton", "python", false, true},
		{"kubrnetes", "kubernetes", false, true},
		{"kuberrnetes", "kubernetes", false, true},
		{"kubernets", "kubernetes", true, false},
		{"kuburnetes", "kubernetes", false, true},
		{"ukbernetes", "kubernetes", false, false}, // in the first two
		{"kubrntes", "kubernetes", false, false},   // two slips
		{"same", "same", true, false},
	} {
		if got := slices.Contains(bent(c.word, ends), c.term); got != c.bent {
			t.Errorf("%s bent to %s: %v", c.word, c.term, got)
		}
		if got := slipped([]rune(c.term), []rune(c.word)); got != c.slip && !c.bent {
			t.Errorf("%s for %s: %v", c.word, c.term, got)
		}
	}
}

// Whatever text comes in, terms are words that questions can name, of bounded length.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"Köln C++ 日本語の話 ½", "a\u0301\u0301ﷺ", "\xff", "İstanbul ß ς", "x++#"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, term := range termsOf(text) {
			if term == "" || !utf8.ValidString(term) || utf8.RuneCountInString(term) > longest || strings.ContainsAny(term, "\"\\=|$ ") {
				t.Fatalf("%q has the term %q", text, term)
			}
		}
		has := termsOf(text)
		for _, w := range asked(text) {
			if !slices.Contains(has, w) {
				t.Fatalf("%q asks for %q, and stands in the index as %q", text, w, has)
			}
		}
	})
}
