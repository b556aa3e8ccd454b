package markdown

import (
	"html/template"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"recap/generator/view"
)

// Embed makes the HTML of a piece that stands inside a text, by the theme's
// template of that name: "talk" with a view.TalkBlock. What it makes depends on
// its arguments and on Options.Embeds alone.
type Embed func(name, lang string, v any) (template.HTML, error)

func one(e []Embed) Embed {
	if len(e) == 0 {
		return nil
	}
	return e[0]
}

// talk writes the block below a heading that is bound to a talk: who spoke, and
// the line (abstract; video; slides). A line that the author wrote by hand
// stays, and then ours is left out.
func (w *writer) talk(n *ast.Heading) {
	h := w.headOf[n]
	if h == nil || w.r.embed == nil || w.silent != "" {
		return
	}
	t, ok := w.a.Talks[h.id]
	if !ok {
		return
	}
	b := view.TalkBlock{Lang: w.a.Lang, Talk: t, Plain: w.f.Plain, Bare: w.byHand(n.NextSibling())}
	if w.f.Absolute != "" {
		b.Talk = absoluteTalk(t, w.f.Absolute)
	}
	w.inset(b)
}

// inset writes a piece of the theme. The first error of one becomes the body's.
func (w *writer) inset(b view.Embed) {
	html, err := w.r.embed(b.Embed(), w.a.Lang, b)
	if err != nil {
		if w.err == nil {
			w.err = err
		}
		return
	}
	if html := strings.TrimSpace(string(html)); html != "" {
		w.pieces = append(w.pieces, html)
		w.put(html)
		w.put("\n")
	}
}

// absoluteTalk is a talk for readers outside of the site.
func absoluteTalk(t view.Talk, origin string) view.Talk {
	abs := func(u string) string {
		if strings.HasPrefix(u, "/") && !strings.HasPrefix(u, "//") {
			return origin + u
		}
		return u
	}
	t.URL, t.Abstract = abs(t.URL), abs(t.Abstract)
	t.Speakers = slices.Clone(t.Speakers)
	for i := range t.Speakers {
		t.Speakers[i].URL = abs(t.Speakers[i].URL)
	}
	links := func(list []view.TalkLink) []view.TalkLink {
		list = slices.Clone(list)
		for i := range list {
			list[i].URL = abs(list[i].URL)
		}
		return list
	}
	t.Video, t.Slides = links(t.Video), links(t.Slides)
	t.Resources = slices.Clone(t.Resources)
	for i := range t.Resources {
		t.Resources[i].URL = abs(t.Resources[i].URL)
	}
	return t
}

// lineWords are what links are called in a line of a talk written by hand.
var lineWords = []string{
	"abstract", "video", "slides", "audio", "recording", "notes", "code", "paper", "transcript",
	"folien", "aufzeichnung", "zusammenfassung", "beschreibung", "mitschnitt", "vortrag",
}

// byHand reports a paragraph that is a line such as (abstract; video; slides):
// in brackets, links whose texts are such words, and nothing else but marks
// between them.
func (t *tree) byHand(n ast.Node) bool {
	p, ok := n.(*ast.Paragraph)
	if !ok {
		return false
	}
	text := t.plain(p)
	if len(text) > 200 || !strings.HasPrefix(text, "(") || !strings.HasSuffix(strings.TrimRight(text, "."), ")") {
		return false
	}
	links := 0
	for c := p.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			if strings.Trim(string(c.Value(t.src)), "(); ,.|/–-") != "" {
				return false
			}
		case *ast.Link:
			if !slices.Contains(lineWords, strings.ToLower(strings.TrimSpace(t.plain(c)))) {
				return false
			}
			links++
		default:
			return false
		}
	}
	return links > 0
}
