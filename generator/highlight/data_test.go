package highlight

import (
	"html"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/alecthomas/chroma/v2/lexers"
)

// In real posts most code names no language: it is then read as one of these,
// with -rounds as so many of them.
var usual = []string{"go", "python", "bash", "yaml", "javascript", "rust", "html", "markdown", "css", "json", "r", "console"}

var (
	fenced = regexp.MustCompile("(?ms)^[ \t>]*(?:```+|~~~+)[ \t]*\\{?\\.?([\\w+#-]*)[^\n]*\n(.*?)^[ \t>]*(?:```|~~~)")
	tagged = regexp.MustCompile(`(?s)<pre[^>]*>(.*?)</pre>`)
	indent = regexp.MustCompile(`(?m)\n\n((?:(?: {4}|\t).*\n+)+)`)
	tags   = regexp.MustCompile(`<[^>]*>`)
)

// TestData reads the code of real recaps and exports.
func TestData(t *testing.T) {
	const data = "../../../shared/data"
	if _, err := os.Stat(data); err != nil {
		t.Skip("SKIPPED: no real recaps beside the project: ", err)
	}
	seen := map[string]bool{}
	read := func(lang, code string) {
		if len(code) > 20_000 || seen[lang+"\n"+code] {
			return
		}
		seen[lang+"\n"+code] = true
		if l := Find(lang); l != nil {
			compare(t, l.chroma, code)
			return
		}
		for i := range min(*rounds, len(usual)) {
			compare(t, lexers.Get(usual[(len(seen)+i)%len(usual)]), code)
		}
	}
	err := filepath.WalkDir(data, func(p string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		switch filepath.Ext(p) {
		case ".md", ".markdown", ".qmd", ".Rmd", ".txt", ".html", ".article", ".rst", ".xml":
		default:
			return nil
		}
		raw, err := os.ReadFile(p)
		text := string(raw)
		for _, m := range fenced.FindAllStringSubmatch(text, -1) {
			read(m[1], m[2])
		}
		for _, m := range indent.FindAllStringSubmatch(text, -1) {
			read("", m[1])
		}
		for _, m := range tagged.FindAllStringSubmatch(text, -1) {
			read("", html.UnescapeString(tags.ReplaceAllString(m[1], "")))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(seen) < 100 {
		t.Errorf("only %d blocks of code found", len(seen))
	}
	t.Logf("%d blocks of code", len(seen))
}
