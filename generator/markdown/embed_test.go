package markdown

import (
	"errors"
	"fmt"
	"html/template"
	"strings"
	"testing"

	"recap/generator/view"
)

// The block of a talk stands below its heading; what the author wrote by hand
// takes the place of its links, and is no lead.
func TestTalkBlock(t *testing.T) {
	embed := func(name, lang string, v any) (template.HTML, error) {
		b := v.(view.TalkBlock)
		return template.HTML(fmt.Sprintf("\n<p>%s %s %s bare=%t plain=%t %s</p>\n", name, lang, b.Talk.Title, b.Bare, b.Plain, b.Talk.URL)), nil
	}
	a := Answers{Lang: "en", Talks: map[string]view.Talk{"a-talk": {Title: "A", URL: "/talks/a/"}}}
	for _, c := range []struct {
		name, src string
		f         Frame
		want      string // the block
		lead      string // of the section
	}{
		{"a heading", "## A talk\n\nText.\n", Frame{}, "<p>talk en A bare=false plain=false /talks/a/</p>", "Text."},
		{"a feed", "## A talk\n\nText.\n", Frame{Plain: true, Absolute: "https://x.example"}, "<p>talk en A bare=false plain=true https://x.example/talks/a/</p>", "Text."},
		{"another heading", "## Another\n\nText.\n", Frame{}, "", "Text."},
		{"a guest", "## A talk\n\nText.\n", Frame{Guest: true, Prefix: "p-"}, "<p>talk en A bare=false plain=false /talks/a/</p>", "Text."},
		{"a line by hand", "## A talk\n\n([abstract](/a); [video](/v))\n\nText.\n", Frame{}, "<p>talk en A bare=true plain=false /talks/a/</p>", "Text."},
		{"with a full stop", "## A talk\n\n([Video](/v) | [Folien](/f)).\n\nText.\n", Frame{}, "<p>talk en A bare=true plain=false /talks/a/</p>", "Text."},
		{"a sentence in brackets", "## A talk\n\n(see the [video](/v))\n\nText.\n", Frame{}, "<p>talk en A bare=false plain=false /talks/a/</p>", "(see the video)"},
		{"brackets without links", "## A talk\n\n(video)\n\nText.\n", Frame{}, "<p>talk en A bare=false plain=false /talks/a/</p>", "(video)"},
		{"nothing below", "## A talk\n", Frame{}, "<p>talk en A bare=false plain=false /talks/a/</p>", ""},
	} {
		out, err := New(Options{}, embed).Render([]byte(c.src), 0, c.f, a)
		if err != nil {
			t.Fatal(err)
		}
		_, below, _ := strings.Cut(string(out), "</h2>\n")
		if got, _, _ := strings.Cut(below, "\n"); c.want != "" && got != c.want || c.want == "" && strings.Contains(below, "talk en") {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if d, _ := Parse("x.md", []byte(c.src), 0); d.Headings[0].Lead != c.lead {
			t.Errorf("%s: the lead is %q, want %q", c.name, d.Headings[0].Lead, c.lead)
		}
	}
	broken := func(string, string, any) (template.HTML, error) { return "", errors.New("broken") }
	if _, err := New(Options{}, broken).Render([]byte("## A talk\n"), 0, Frame{}, a); err == nil {
		t.Error("a piece that cannot be made is no error of the body")
	}
	if d, _ := Parse("x.md", []byte("x"), 0); Key(d.Sum, Options{}, Frame{}, a) == Key(d.Sum, Options{}, Frame{}, Answers{Lang: "en"}) {
		t.Error("the talks are not in a body's key")
	}
}

// A piece of the theme passes as the theme wrote it, also through a body that
// holds raw HTML, whose second look knows only what authors may write. What
// stands in a caption is the author's.
func TestPiecesBesideRawHTML(t *testing.T) {
	embed := func(name, lang string, v any) (template.HTML, error) {
		m := v.(view.Media)
		return template.HTML(`<figure><a href="/x" data-frame="` + m.Frame + `">` + m.Title + `</a><iframe src="/y"></iframe><figcaption>` + string(m.Caption) + `</figcaption></figure>`), nil
	}
	const film, piece = "https://vimeo.com/1", `<figure><a href="/x" data-frame="https://player.vimeo.com/video/1?dnt=1">Vimeo: 1</a><iframe src="/y"></iframe><figcaption></figcaption></figure>`
	with := func(caption string) string { return strings.Replace(piece, "</figcap", caption+"</figcap", 1) }
	for _, c := range []struct{ name, src, want string }{
		{"no raw HTML", film, piece + "\n"},
		{"before", film + "\n\n<div>x</div>", piece + "\n<div>x</div>\n"},
		{"behind", "<div>x</div>\n\n" + film, "<div>x</div>\n" + piece + "\n"},
		{"twice", film + "\n\n<p>x\n\n" + film, piece + "\n<p>x</p>" + piece + "\n"},
		{"a forged number", `<div data-piece="0">x</div>` + "\n\n" + film, "<div>x</div>\n" + piece + "\n"},
		{"a caption", "::: embed " + film + "\na <b>b\n:::", with("<p>a <b>b</b></p>") + "\n"},
		{"a frame in a caption", "::: embed " + film + "\na <iframe src=\"/z\"></iframe> <b data-frame=\"/z\">b</b>\n:::", with("<p>a  <b>b</b></p>") + "\n"},
		{"the author's frame", film + "\n\n<a href=\"/x\" data-frame=\"/z\">x</a>", piece + "\n<p><a href=\"/x\">x</a></p>\n"},
	} {
		html, err := New(Options{Frames: FramesClick}, embed).Render([]byte(c.src), 0, Frame{}, Answers{})
		out := strings.ReplaceAll(string(html), "\n", "")
		if err != nil || out != strings.ReplaceAll(c.want, "\n", "") {
			t.Errorf("%s (%v):\n got %s\nwant %s", c.name, err, out, c.want)
		}
	}
}
