package markdown

import (
	"strings"
	"testing"

	"recap/generator/highlight"
)

// post is a text like those of real recaps: about 850 words, links, a list, a
// table, pictures, a block of code in every third section.
var post = func() []byte {
	para := strings.Repeat("We heard about *release pipelines* and how [one team](https://example.org/team) cut the time from commit to users. ", 6)
	section := "## Talk about pipelines {talk=pipelines}\n\n" + para + "\n\n" + para + "\n\n- first point with `code`\n- second point\n\n![The hall](hall.jpg \"Before the keynote\")\n\n"
	code := "```go\nfunc main() {\n\tfor i := range 10 {\n\t\tfmt.Println(\"hello\", i) // greet\n\t}\n}\n```\n\n"
	return []byte(strings.Repeat(section, 2) + code + section + "A note[^1].\n\n[^1]: Text.\n")
}()

func BenchmarkParse(b *testing.B) {
	b.SetBytes(int64(len(post)))
	b.ReportAllocs()
	for b.Loop() {
		Parse("x.md", post, 0)
	}
}

func BenchmarkRender(b *testing.B) {
	r := New(Options{})
	b.SetBytes(int64(len(post)))
	b.ReportAllocs()
	for b.Loop() {
		r.Render(post, 0, Frame{}, Answers{})
	}
}

// BenchmarkRenderWriting is the price of typography, line references and three
// patterns on a text that has little use for them.
func BenchmarkRenderWriting(b *testing.B) {
	o := everything
	o.BareDomains = false // off unless asked for
	r := New(o)
	b.SetBytes(int64(len(post)))
	b.ReportAllocs()
	for b.Loop() {
		r.Render(post, 0, Frame{}, Answers{Lang: "en"})
	}
}

// BenchmarkRenderRaw is the price of raw HTML: the body is parsed once more.
func BenchmarkRenderRaw(b *testing.B) {
	r := New(Options{})
	src := append([]byte("<figure><img src=a.jpg alt=x></figure>\n\n"), post...)
	b.ReportAllocs()
	for b.Loop() {
		r.Render(src, 0, Frame{}, Answers{})
	}
}

// BenchmarkHighlight is a block of code that is not remembered.
func BenchmarkHighlight(b *testing.B) {
	code := strings.Repeat("func main() {\n\tfmt.Println(\"hello\") // greet\n}\n", 20)
	l := highlight.Find("go")
	b.SetBytes(int64(len(code)))
	for b.Loop() {
		patiently(l, code, lining{block: &codeBlock{first: 1}})
	}
}
