package markdown

import (
	"fmt"
	"html/template"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/alecthomas/chroma/v2/styles"

	"recap/generator/digest"
	"recap/generator/highlight"
)

// TestTogether: one Renderer, many goroutines, the same bytes as alone. Run with -race.
func TestTogether(t *testing.T) {
	var all []textCase
	for _, file := range []string{"code", "footnotes", "headings", "links", "rawhtml"} {
		all = append(all, readCases(t, "testdata/"+file+".txt")...)
	}
	alone := make([]template.HTML, len(all))
	for i, c := range all {
		_, f, a := c.place(t)
		alone[i], _ = New(Options{}).Render([]byte(c.markdown), 0, f, a)
	}
	r := New(Options{})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i, c := range all {
				_, f, a := c.place(t)
				Parse("x.md", []byte(c.markdown), 0)
				if out, _ := r.Render([]byte(c.markdown), 0, f, a); out != alone[i] {
					t.Errorf("%s: together\n%s\nalone\n%s", c.name, out, alone[i])
				}
			}
		})
	}
	wg.Wait()
	if got, want := r.Made(), int64(4*len(all)); got != want {
		t.Errorf("%d bodies made, want %d", got, want)
	}
}

// TestSourceIsNotTouched: the bytes of a file belong to the snapshot.
func TestSourceIsNotTouched(t *testing.T) {
	src := []byte(front + strings.ReplaceAll(places, "\n\n", "\r\n\r\n"))
	before := string(src)
	Parse("x.md", src, len(front))
	New(Options{}).Render(src, len(front), Frame{}, Answers{})
	if string(src) != before {
		t.Error("the source was changed")
	}
}

// TestFrontMatterIsNotText: where the body lies does not show in its HTML.
func TestFrontMatterIsNotText(t *testing.T) {
	r := New(Options{})
	a, _ := r.Render([]byte(places), 0, Frame{}, Answers{})
	b, _ := r.Render([]byte(front+places), len(front), Frame{}, Answers{})
	if a != b {
		t.Error("front matter changes the HTML")
	}
	for _, from := range []int{-1, 1 << 30} {
		if _, err := r.Render([]byte("x"), from, Frame{}, Answers{}); err != nil {
			t.Error(err)
		}
		Parse("x.md", []byte("x"), from)
	}
}

// TestKey: whatever a body depends on changes its key.
func TestKey(t *testing.T) {
	sum := digest.Bytes([]byte("x"))
	keys := map[digest.Sum]string{}
	put := func(name string, o Options, f Frame, a Answers) {
		k := Key(sum, o, f, a)
		if other, ok := keys[k]; ok {
			t.Errorf("%s and %s have one key", name, other)
		}
		keys[k] = name
	}
	put("plain", Options{}, Frame{}, Answers{})
	put("html", Options{HTML: Allow}, Frame{}, Answers{})
	put("numbers", Options{LineNumbers: true}, Frame{}, Answers{})
	put("typographer", Options{Typographer: true}, Frame{}, Answers{})
	put("line refs", Options{LineRefs: true}, Frame{}, Answers{})
	put("domains", Options{BareDomains: true}, Frame{}, Answers{})
	put("reference", Options{References: []Reference{{"a", "b"}}}, Frame{}, Answers{})
	put("other reference", Options{References: []Reference{{"a", "c"}}}, Frame{}, Answers{})
	put("no link", Options{}, Frame{}, Answers{Links: map[string]string{"a": ""}})
	put("text", Options{}, Frame{}, Answers{Texts: map[string]string{"a": "b"}})
	put("language", Options{}, Frame{}, Answers{Lang: "de"})
	put("prefix", Options{}, Frame{Prefix: "x"}, Answers{})
	put("guest", Options{}, Frame{Guest: true}, Answers{})
	put("cut", Options{}, Frame{Cut: true}, Answers{})
	put("link", Options{}, Frame{}, Answers{Links: map[string]string{"a": "b"}})
	put("other link", Options{}, Frame{}, Answers{Links: map[string]string{"a": "c"}})
	put("image", Options{}, Frame{}, Answers{Images: map[string]Picture{"a": {URL: "b"}}})
	put("size", Options{}, Frame{}, Answers{Images: map[string]Picture{"a": {URL: "b", Width: 1}}})
}

// TestEveryLexer: no lexer changes a character of the code, and its marks are
// classes that the style sheet can know.
func TestEveryLexer(t *testing.T) {
	if testing.Short() {
		t.Skip("300 lexers")
	}
	code := "# a <b> & \"c\" 'd' `e`\nif x == 1 { return \"y\\n\" } // z\n/* u\nv */\n\n\t<p class=\"q\">$t</p> {{ .r }} %w [s](t)\n"
	known := map[string]bool{}
	for _, c := range chroma.StandardTypes {
		known[c] = true
	}
	for _, l := range lexers.GlobalLexerRegistry.Lexers {
		for _, numbers := range []bool{false, true} {
			out := spans(highlight.Of(l), code, lining{block: &codeBlock{first: 1}, numbers: numbers}, new(atomic.Bool))
			if out == nil {
				t.Logf("%s gives its text back changed: shown plain", l.Config().Name)
				continue
			}
			text := string(out)
			for {
				i := strings.IndexByte(text, '<')
				if i < 0 {
					break
				}
				j := i + strings.IndexByte(text[i:], '>')
				tag := text[i+1 : j]
				if class, ok := strings.CutPrefix(tag, `span class="`); ok {
					class, _, _ = strings.Cut(class, `"`)
					if !known[class] {
						t.Errorf("%s: class %q", l.Config().Name, class)
					}
				} else if tag != "/span" {
					t.Errorf("%s: <%s>", l.Config().Name, tag)
				}
				text = text[:i] + text[j+1:]
			}
			for _, e := range [][2]string{{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", `"`}, {"&amp;", "&"}} {
				text = strings.ReplaceAll(text, e[0], e[1])
			}
			if text != code {
				t.Errorf("%s shows\n%s", l.Config().Name, text)
			}
		}
	}
}

// TestLexerNames: names as people write them.
func TestLexerNames(t *testing.T) {
	for name, want := range map[string]string{
		"go": "Go", "golang": "Go", "Go": "Go", "py": "Python", "python3": "Python", "js": "JavaScript", "javascript": "JavaScript",
		"ts": "TypeScript", "sh": "Bash", "bash": "Bash", "shell": "Bash", "yaml": "YAML", "yml": "YAML", "html": "HTML",
		"c++": "C++", "cpp": "C++", "c#": "C#", "rust": "Rust", "rs": "Rust", "json": "JSON", "diff": "Diff", "r": "R", "toml": "TOML",
		"dockerfile": "Docker", "make": "Makefile", "sql": "SQL", "ruby": "Ruby", "rb": "Ruby", "md": "markdown", "xml": "XML", "css": "CSS", "ini": "INI",
		"dts": "", "text": "", "plain": "", "": "", "no-such": "", "../x": "", "*": "",
	} {
		got := ""
		if l := highlight.Find(name); l != nil {
			got = l.Name()
		}
		if got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}

// TestCodeMemo: what is used stays, and the memo does not grow for ever.
func TestCodeMemo(t *testing.T) {
	m := newCodeMemo(100_000)
	key := func(i int) digest.Sum { return digest.Of(i) }
	for i := range 1000 {
		m.put(key(i), make([]byte, 1000))
		if _, ok := m.get(key(0)); !ok {
			t.Fatalf("the first was forgotten after %d although it is in use", i)
		}
		if m.size > 50_000 {
			t.Fatalf("%d bytes", m.size)
		}
	}
	if len(m.young)+len(m.old) > 100 {
		t.Errorf("%d blocks kept", len(m.young)+len(m.old))
	}
	r := New(Options{})
	for i := range 3 {
		r.Render([]byte("```go\nx := 1\n```\n"), 0, Frame{}, Answers{})
		if n := len(r.code.young); n != 1 {
			t.Errorf("%d blocks in the memo after %d bodies", n, i+1)
		}
	}
}

// TestLimits: code beyond a limit is shown, without marks.
func TestLimits(t *testing.T) {
	for name, code := range map[string]string{
		"large":  strings.Repeat("x := 1\n", maxCode/7+1),
		"wide":   strings.Repeat("x", maxLine+1),
		"blank":  strings.Repeat("\n", maxBlank+1),
		"binary": "\x00\xff\xfe",
	} {
		out := render(t, Options{}, Frame{}, "```go\n"+code+"\n```\n")
		if name != "binary" && strings.Contains(out, "<span") {
			t.Errorf("%s: highlighted", name)
		}
		if len(out) < len(code) {
			t.Errorf("%s: %d bytes of %d", name, len(out), len(code))
		}
	}
	block := "```go\n" + strings.Repeat("x := 1\n", 10_000) + "```\n\n"
	out := render(t, Options{}, Frame{}, strings.Repeat(block, 20))
	if got, want := strings.Count(out, `"><span`), maxCodeOfDoc/70_000; got != want {
		t.Errorf("%d blocks highlighted, want %d", got, want)
	}
}

func TestHighlightCSS(t *testing.T) {
	css, err := HighlightCSS("github", "github-dark")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{".chroma .ln::before", ".chroma{color:", "@media (prefers-color-scheme:dark){", ":root:not([data-theme=light]) .chroma{", "[data-theme=dark] .chroma{"} {
		if !strings.Contains(css, want) {
			t.Errorf("no %q in\n%s", want, css)
		}
	}
	if len(css) > 9000 {
		t.Errorf("%d bytes", len(css))
	}
	if strings.Count(css, "{") != strings.Count(css, "}") {
		t.Error("braces do not match")
	}
	for _, pair := range [][2]string{{"no-such", "github"}, {"github", "no-such"}} {
		if _, err := HighlightCSS(pair[0], pair[1]); err == nil || !strings.Contains(err.Error(), "no-such") {
			t.Errorf("%v: %v", pair, err)
		}
	}
	for _, name := range Styles() {
		a, err := HighlightCSS(name, "GitHub-Dark")
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if b, _ := HighlightCSS(name, "github-dark"); a != b {
			t.Errorf("%s: not the same twice", name)
		}
		faint(t, name)
	}
}

// faint fails on a rule whose colour does not stand out from its ground.
func faint(t *testing.T, name string) {
	rules, err := sheet(name)
	if err != nil {
		t.Fatal(err)
	}
	ground := styles.Get(name).Get(chroma.Background).Background
	if !ground.IsSet() {
		ground = chroma.NewColour(255, 255, 255)
	}
	for _, r := range rules {
		under, ink := ground, chroma.Colour(0)
		for _, d := range strings.Split(r.body, ";") {
			if c, ok := strings.CutPrefix(d, "background:"); ok {
				under = chroma.ParseColour(c)
			}
			if c, ok := strings.CutPrefix(d, "color:"); ok {
				ink = chroma.ParseColour(c)
			}
		}
		if ink.IsSet() && !stands(ink, under) {
			t.Errorf("%s: %s %s on %s", name, r.selectors[0], ink, under)
		}
	}
}

// TestWords counts what a reader reads.
func TestWords(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "one": 1, "one two\nthree": 3, "it's a 2-day event -- really": 5, "日本": 2, "über Ältere": 2, "... !": 0, "\u00a0a\u00a0b": 2, "\xff a": 1,
	} {
		if got := countWords([]byte(text)); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

// ExampleRenderer_Render is the short way from text to page.
func ExampleRenderer_Render() {
	src := []byte("## Über Köln {#koeln}\n\nSee [the notes](notes.md).\n")
	html, err := New(Options{}).Render(src, 0, Frame{}, Answers{Links: map[string]string{"notes.md": "/2016/05/notes/"}})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	fmt.Print(html)
	// Output:
	// <h2 id="koeln">Über Köln</h2>
	// <p>See <a href="/2016/05/notes/">the notes</a>.</p>
}
