package markdown

import (
	"fmt"
	"html/template"
	"strings"
	"testing"

	"recap/generator/view"
)

// What an address tells of frames, from a cue to another.
func TestFrames(t *testing.T) {
	for _, c := range []struct{ address, start, end, want, at string }{
		{"https://youtu.be/dQw4w9WgXcQ", "", "", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", ""},
		{"https://youtu.be/dQw4w9WgXcQ?t=80", "", "", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=80", "1:20"},
		{"https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1h2m3s", "", "", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=3723", "1:02:03"},
		{"https://youtu.be/dQw4w9WgXcQ", "1:20", "2:05", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?end=125&start=80", ""},
		{"https://youtu.be/dQw4w9WgXcQ", "1:20", "1:00", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=80", ""},
		{"https://youtu.be/dQw4w9WgXcQ", "soon", "", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", ""},
		{"https://www.youtube.com/playlist?list=PL1", "", "", "https://www.youtube-nocookie.com/embed/videoseries?list=PL1", ""},
		{"https://vimeo.com/76979871#t=1m5s", "", "", "https://player.vimeo.com/video/76979871?dnt=1#t=65s", "1:05"},
		{"https://media.ccc.de/v/fosdem-1#t=90", "", "", "https://media.ccc.de/v/fosdem-1/oembed#t=90", "1:30"},
		{"https://archive.org/details/pycon", "10", "20s", "https://archive.org/embed/pycon?end=20&start=10", ""},
		{"https://video.example:8443/w/kkGMgK9ZtnKfYAgnEtQxbv?start=1m", "", "2m", "https://video.example:8443/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv?start=60&stop=120", "1:00"},
		{"https://docs.google.com/presentation/d/1AbC_d-E/edit#slide=id.p", "", "", "https://docs.google.com/presentation/d/1AbC_d-E/embed", ""},
		{"https://docs.google.com/presentation/d/e/2PACX-1v/pub?start=false", "", "", "https://docs.google.com/presentation/d/e/2PACX-1v/embed", ""},
		{"https://chaos.example/@ada/1103700", "", "", "https://chaos.example/@ada/1103700/embed", ""},
		{"https://www.slideshare.net/ada/simple", "", "", "", ""},
		{"https://speakerdeck.com/ada/simple", "", "", "", ""},
		{"https://gist.github.com/ada/0123456789abcdef", "", "", "", ""},
		{"https://example.org/talks/slides.PDF", "", "", "", ""},
	} {
		p, ok := ProviderOf(c.address)
		if got := p.Frame(c.start, c.end); !ok || got != c.want || p.Start() != c.at {
			t.Errorf("%s from %q to %q: %q at %q (%t), want %q at %q", c.address, c.start, c.end, got, p.Start(), ok, c.want, c.at)
		}
	}
}

// A card is the theme's; what it is given depends on the setting, the marks, what
// is stored, and where it stands.
func TestMedia(t *testing.T) {
	embed := func(name, lang string, v any) (template.HTML, error) {
		m := v.(view.Media)
		out := fmt.Sprintf("%s %s|%s|%s|%s|%s|open=%t|at %s", name, m.Kind, m.Provider, m.URL, m.Title, m.Frame, m.Open, m.Start)
		if m.Thumb != nil {
			out += "|" + m.Thumb.URL
		}
		return template.HTML(out + "|" + string(m.Caption)), nil
	}
	const film, slides = "https://youtu.be/x", "https://speakerdeck.com/ada/simple"
	a := Answers{
		Lang: "en", Links: map[string]string{"deck.pdf": "/2016/deck.pdf"}, Texts: map[string]string{film: "A talk"},
		Media: map[string]Media{slides: {Title: "Simple", Frame: "https://speakerdeck.com/player/1", Thumb: &view.Image{URL: "/embeds/1.jpg"}}, film: {Title: "stored"}},
	}
	click := Options{Frames: FramesClick}
	const frame = "https://www.youtube-nocookie.com/embed/x"
	for _, c := range []struct {
		name, src string
		o         Options
		f         Frame
		want      string
	}{
		{"a click", film, click, Frame{}, "media video|YouTube|" + film + "|A talk|" + frame + "|open=false|at |"},
		{"a link", film, Options{}, Frame{}, "media video|YouTube|" + film + "|A talk||open=false|at |"},
		{"at once", film, Options{Frames: FramesOpen}, Frame{}, "media video|YouTube|" + film + "|A talk|" + frame + "|open=true|at |"},
		{"a guest on a list", film, click, Frame{Guest: true}, "media video|YouTube|" + film + "|A talk||open=false|at |"},
		{"a feed", film, click, Frame{Plain: true, Absolute: "https://x.example"}, `<p><a href="` + film + `">A talk</a></p>`},
		{"stored", slides, click, Frame{}, "media slides|Speaker Deck|" + slides + "|Simple|https://speakerdeck.com/player/1|open=false|at |/embeds/1.jpg|"},
		{"not wanted", film, Options{Frames: FramesClick, Providers: []string{"ccc"}}, Frame{}, `<p><a href="` + film + `">A talk</a></p>`},
		{"a box", "::: embed " + film + " {start=1:20 end=2:00 title=\"The *demo*\"}\nLook **here**.\n:::", click, Frame{}, "media video|YouTube|" + film + "|The *demo*|" + frame + "?end=120&start=80|open=false|at 1:20|<p>Look <strong>here</strong>.</p>"},
		{"a box in a feed", "::: embed " + film + "\nLook.\n:::", click, Frame{Plain: true}, `<p><a href="` + film + `">A talk</a></p>` + "\n<p>Look.</p>"},
		{"a box of ours", "::: embed deck.pdf\n:::", click, Frame{}, "media slides|PDF|/2016/deck.pdf|PDF: deck.pdf|/2016/deck.pdf|open=false|at |"},
		{"a box of no address", "::: embed\nLook.\n:::", click, Frame{}, "<p>Look.</p>"},
	} {
		out, err := New(c.o, embed).Render([]byte(c.src), 0, c.f, a)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimSpace(string(out)); got != c.want {
			t.Errorf("%s: %s\nwant %s", c.name, got, c.want)
		}
	}
}
