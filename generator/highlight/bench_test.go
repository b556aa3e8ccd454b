package highlight

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// blocks are blocks of about 1 KB such as recaps show, by language.
func blocks(t testing.TB) (langs []string, texts map[string]string) {
	files, err := filepath.Glob("testdata/blocks/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no blocks", err)
	}
	texts = map[string]string{}
	for _, f := range files {
		lang := strings.TrimSuffix(filepath.Base(f), ".txt")
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		langs = append(langs, lang)
		texts[lang] = string(text)
	}
	return langs, texts
}

// BenchmarkTokenise reads one block of about 1 KB of each language, and with
// "all" one after the other, by chroma and by the lexers of this room.
func BenchmarkTokenise(b *testing.B) {
	langs, texts := blocks(b)
	each := map[string][]string{"all": langs}
	for _, lang := range langs {
		each[lang] = []string{lang}
	}
	for _, name := range append(langs, "all") {
		size := 0
		for _, lang := range each[name] {
			size += len(texts[lang])
		}
		b.Run(name+"/chroma", func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				for _, lang := range each[name] {
					it, err := lexers.Get(lang).Tokenise(nil, texts[lang])
					if err != nil {
						b.Fatal(err)
					}
					for tok := it(); tok != chroma.EOF; tok = it() {
					}
				}
			}
		})
		b.Run(name+"/here", func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				for _, lang := range each[name] {
					err := Of(lexers.Get(lang)).Tokens(texts[lang], func(chroma.TokenType, string) bool { return true })
					if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
