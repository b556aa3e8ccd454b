package highlight

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// samples are chroma's own, which travel with its module: language and text.
func samples(t testing.TB) map[string][]string {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/alecthomas/chroma/v2").Output()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(strings.TrimSpace(string(out)), "lexers", "testdata")
	all := map[string][]string{}
	err = filepath.WalkDir(dir, func(p string, e os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(p, ".actual") {
			return err
		}
		lang := filepath.Base(filepath.Dir(p))
		if lang == "testdata" || lang == "analysis" {
			lang, _, _ = strings.Cut(e.Name(), ".")
		}
		text, err := os.ReadFile(p)
		all[lang] = append(all[lang], string(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// theirs and ours are the tokens of a text; the last of them is the error.
func theirs(l chroma.Lexer, text string, most int) (out []chroma.Token, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	it, err := l.Tokenise(nil, text)
	if err != nil {
		return nil, err
	}
	for tok := it(); tok != chroma.EOF && len(out) < most; tok = it() {
		out = append(out, tok)
	}
	return out, nil
}

func ours(l chroma.Lexer, text string, most int) (out []chroma.Token, err error) {
	err = Of(l).Tokens(text, func(kind chroma.TokenType, value string) bool {
		out = append(out, chroma.Token{Type: kind, Value: value})
		return len(out) < most
	})
	return out, err
}

// compare reads text with both and reports the first difference. A difference
// is looked at again: chroma gives a match up after a quarter of a second, which
// a busy machine may spend elsewhere.
func compare(t testing.TB, l chroma.Lexer, text string) {
	t.Helper()
	var diff string
	for range 3 {
		if diff = difference(l, text); diff == "" {
			return
		}
	}
	t.Errorf("%s: %s", l.Config().Name, diff)
}

func difference(l chroma.Lexer, text string) string {
	most := 20*len(text) + 100
	want, wantErr := theirs(l, text, most)
	got, gotErr := ours(l, text, most)
	if (wantErr != nil) != (gotErr != nil) {
		return fmt.Sprintf("error %v, chroma has %v, of %.300q", gotErr, wantErr, text)
	}
	at := 0
	for i := range max(len(want), len(got)) {
		var w, g chroma.Token
		if i < len(want) {
			w = want[i]
		}
		if i < len(got) {
			g = got[i]
		}
		if w != g {
			return fmt.Sprintf("token %d is %v, chroma has %v, before %.80q of %.500q", i, g.GoString(), w.GoString(), text[min(at, len(text)):], text)
		}
		at += len(w.Value)
	}
	return ""
}

// alone skips a test in which one goroutine reads much, where -short asks for
// the tests that look for races (TestTogether is the one for them).
func alone(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine reads here: not in the short run")
	}
}

// TestSamples reads chroma's samples, of long ones the beginning; with -rounds
// of 2 and more whole.
func TestSamples(t *testing.T) {
	alone(t)
	for lang, texts := range samples(t) {
		l := lexers.Get(lang)
		if l == nil {
			t.Errorf("no lexer for %q", lang)
			continue
		}
		for _, text := range texts {
			if *rounds < 2 && len(text) > 4000 {
				text = text[:4000]
			}
			compare(t, l, text)
		}
	}
}

// foreign are the lexers that chroma reads itself.
var foreign = []string{"HTTP", "Haxe", "Raku", "reStructuredText"}

// TestTables: every other lexer is run here, each of its expressions can be
// compiled, and its rules are read without chroma compiling them.
func TestTables(t *testing.T) {
	var left []string
	for _, l := range lexers.GlobalLexerRegistry.Lexers {
		own := Of(l)
		table, wrap := own.open()
		if wrap != nil {
			continue
		}
		if table == nil {
			left = append(left, own.name)
			continue
		}
		for _, s := range table.states {
			if s.known {
				if err := s.ready(); err != nil {
					t.Errorf("%s: %v", own.name, err)
				}
			}
		}
	}
	slices.Sort(left)
	if !slices.Equal(left, foreign) {
		t.Errorf("chroma reads %q", left)
	}
}
