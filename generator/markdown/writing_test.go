package markdown

import (
	"fmt"
	"strings"
	"testing"
)

func TestQuotes(t *testing.T) {
	src := "> [!QUOTE] *Ada* Example, from memory\n> Simple is\n> not easy.\n>\n> - at all\n\n> plain\n\n> [!QUOTE]\n> Who knows\n\n> [!NOTE]\n> no quote\n"
	d, l := Parse("x.md", []byte(src), 0)
	if len(l) > 0 {
		t.Error(l)
	}
	got := ""
	for _, q := range d.Quotes {
		got += fmt.Sprintf("%s | %s | %v | %d\n", q.Text, q.Who, q.Memory, q.Pos.Off)
	}
	if want := "Simple is not easy. at all | Ada Example | true | 0\nWho knows |  | false | 85\n"; got != want {
		t.Errorf("%swant\n%s", got, want)
	}
}

// TestTLDR: the short form in the spellings that people use.
func TestTLDR(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"", ""},
		{"Lead.\n\n## tl;dr\n\nShort *form*.\n\nMore.", "Short form."},
		{"## TL;DR:\n\n- one\n- two\n  - deep", "one; two"},
		{"## TL/DR\n\n## Next\n\ntext", ""},
		{"## tldr\n\n![](x.png)\n\nBehind a picture.", "Behind a picture."},
		{"**TL;DR**: it works", "it works"},
		{"**tl;dr**\n\nit works", "it works"},
		{"TL;DR — it works", "it works"},
		{"tl;dr it works", "it works"},
		{"TLDraw is a program", ""},
		{"Late.\n\n> tl;dr quoted", ""},
	} {
		if d, _ := Parse("x.md", []byte(c.src), 0); d.TLDR != c.want {
			t.Errorf("%q: %q, want %q", c.src, d.TLDR, c.want)
		}
	}
}

// TestLineFacts: blocks that can be linked to, and words about their lines.
func TestLineFacts(t *testing.T) {
	src := "```go {#a start=3}\nx\ny\n```\n\nLines 3 – 4 and line 9.\n\n```\nx\n```\n\nLine 1.\n\n    x\n\n[l](#code-3-L1)\n"
	d, _ := Parse("x.md", []byte(src), 0)
	got := ""
	for _, b := range d.Blocks {
		got += fmt.Sprintf("%s %d-%d\n", b.ID, b.First, b.Last)
	}
	for _, l := range d.LineRefs {
		got += fmt.Sprintf("%s: %d-%d of %s\n", at(src, l.Pos), l.From, l.To, l.Block.ID)
	}
	if want := "a 3-4\ncode-3 1-1\nLines 3 – 4: 3-4 of a\nline 9: 9-9 of a\nLine 1: 1-1 of code-2\n"; got != want {
		t.Errorf("%swant\n%s", got, want)
	}
}

func TestRange(t *testing.T) {
	for in, want := range map[string]string{
		"travis-L5": "travis 5 5 true", "travis-L5-6": "travis 5 6 true", "travis-L6-L5": "travis 5 6 true",
		"travis": " 0 0 false", "-L5": " 0 0 false", "travis-L": " 0 0 false", "a-L1-L2-L3": "a-L1 2 3 true",
	} {
		id, from, to, ok := Range(in)
		if got := fmt.Sprint(id, " ", from, " ", to, " ", ok); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

// TestProviders: one thing has one id, however its address is spelled.
func TestProviders(t *testing.T) {
	for in, want := range map[string]string{
		"https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1s":                        "YouTube video dQw4w9WgXcQ",
		"http://m.youtube.com/watch?v=dQw4w9WgXcQ":                                "YouTube video dQw4w9WgXcQ",
		"https://youtu.be/dQw4w9WgXcQ?t=10":                                       "YouTube video dQw4w9WgXcQ",
		"https://www.youtube-nocookie.com/embed/dQw4w9Wg":                         "YouTube video dQw4w9Wg",
		"https://youtube.com/shorts/abc":                                          "YouTube video abc",
		"https://www.youtube.com/playlist?list=PL1":                               "YouTube video list=PL1",
		"https://www.youtube.com/@pycon":                                          "",
		"https://vimeo.com/76979871":                                              "Vimeo video 76979871",
		"https://player.vimeo.com/video/76979871":                                 "Vimeo video 76979871",
		"https://vimeo.com/about":                                                 "",
		"https://media.ccc.de/v/36c3-1":                                           "media.ccc.de video 36c3-1",
		"https://media.ccc.de/c/36c3":                                             "",
		"https://archive.org/details/pycon2016":                                   "archive.org video pycon2016",
		"https://archive.org/web/":                                                "",
		"https://video.example/w/9c9de5e8-0a1e-484a-b099-e80766180a6d":            "video.example video 9c9de5e8-0a1e-484a-b099-e80766180a6d",
		"https://video.example/videos/watch/9c9de5e8-0a1e-484a-b099-e80766180a6d": "video.example video 9c9de5e8-0a1e-484a-b099-e80766180a6d",
		"https://video.example/w/kkGMgK9ZtnKfYAgnEtQxbv":                          "video.example video kkGMgK9ZtnKfYAgnEtQxbv",
		"https://wiki.example/w/index.php":                                        "",
		"https://www.slideshare.net/ada/simple":                                   "SlideShare slides ada/simple",
		"https://speakerdeck.com/ada/simple":                                      "Speaker Deck slides ada/simple",
		"https://speakerdeck.com/ada":                                             "",
		"https://noti.st/ada/Hx1ab/simple-is-hard":                                "Notist slides ada/Hx1ab",
		"https://example.org/watch?v=x":                                           "",
		"javascript:alert(1)":                                                     "",
		"ftp://youtu.be/x":                                                        "",
		"https://youtu.be/<b>":                                                    "",
		"https://youtu.be":                                                        "",
		"%":                                                                       "",
	} {
		p, ok := ProviderOf(in)
		got := strings.TrimSpace(p.Name + " " + p.Kind + " " + p.ID)
		if got != want || ok != (want != "") {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

func TestCompileReference(t *testing.T) {
	for match, fine := range map[string]bool{
		`bug (\d+)`: true, `(?i)pep[ -](\d+)`: true, `(`: false, ``: false, `x*`: false, `(?=x)`: false, strings.Repeat("x", 2000): false,
	} {
		if err := CompileReference(Reference{match, "/"}); (err == nil) != fine {
			t.Errorf("%.20q: %v", match, err)
		}
	}
	// A pattern that leads to code that runs leads nowhere.
	if got := render(t, Options{References: []Reference{{`x(.*)`, "$1"}}}, Frame{}, "xjavascript:a"); strings.Contains(got, "<a") {
		t.Error(got)
	}
}

// TestNotesInBulk: 637 bullets on three levels, as somebody who writes along
// brings them home, tight and loose. Every one is an item of its list, and only
// the loose ones are paragraphs.
func TestNotesInBulk(t *testing.T) {
	const posts, bullets = 10, 637
	var src strings.Builder
	lists, loose, n := 0, 0, 0
	for post := range posts {
		fmt.Fprintf(&src, "## Session-%d\n\n### A talk by somebody\n\n", post+1)
		lists++
		for n < bullets*(post+1)/posts {
			apart := post == 3 // one writer leaves blank lines
			gap := "\n"
			if apart {
				gap = "\n\n"
				loose++
			}
			fmt.Fprintf(&src, "- point %d of the \"talk\"%s", n, gap)
			n++
			for second := 0; second < 3 && n < bullets*(post+1)/posts; second++ {
				if second == 0 {
					lists++
				}
				fmt.Fprintf(&src, "  - what `it` means, %d\n", n)
				n++
				if n%5 == 0 && n < bullets*(post+1)/posts {
					lists++
					fmt.Fprintf(&src, "    - and in *detail* %d\n", n)
					n++
				}
			}
			if apart {
				src.WriteString("\n")
			}
		}
		src.WriteString("\n")
	}
	out := render(t, Options{Typographer: true}, Frame{}, src.String())
	for tag, want := range map[string]int{"<li>": bullets, "</li>": bullets, "<ul>": lists, "</ul>": lists, "<p>": loose, "<code>": strings.Count(src.String(), "`") / 2} {
		if got := strings.Count(out, tag); got != want {
			t.Errorf("%d times %s, want %d", got, tag, want)
		}
	}
	for i := range bullets {
		if c := strings.Count(out, fmt.Sprintf(" %d<", i)) + strings.Count(out, fmt.Sprintf(" %d of", i)) + strings.Count(out, fmt.Sprintf(" %d\n", i)); c != 1 {
			t.Errorf("bullet %d stands %d times", i, c)
		}
	}
	d, said := Parse("x.md", []byte(src.String()), 0)
	if len(said) > 0 || len(d.Headings) != 2*posts {
		t.Errorf("%d headings, said %v", len(d.Headings), said)
	}
}
