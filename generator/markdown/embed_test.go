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
