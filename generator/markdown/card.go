package markdown

import (
	"html/template"
	"path"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"recap/generator/view"
)

// bareAddress is the address that stands alone in a paragraph; nil for none.
func bareAddress(p ast.Node, src []byte) *ast.AutoLink {
	var found *ast.AutoLink
	for n := p.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.AutoLink:
			if found != nil || n.AutoLinkType != ast.AutoLinkURL {
				return nil
			}
			found = n
		case *ast.Text:
			if strings.TrimSpace(string(n.Value(src))) != "" {
				return nil
			}
		default:
			return nil
		}
	}
	return found
}

// card writes an address alone in its paragraph as a card, when its provider is
// known.
func (w *writer) card(p *ast.Paragraph) bool {
	n := w.isCard(p)
	if n == nil {
		return false
	}
	w.media(autoDest(n, w.src), nil, "")
	return true
}

// media writes the card of an address: a link with a title, who will be asked
// when it is followed, and where the provider has frames, the address of one.
// The page itself holds no frame and no picture from elsewhere, because either
// would tell a stranger of every reader. set are marks of a ::: embed, caption
// its text as HTML.
func (w *writer) media(dest string, set []brace, caption template.HTML) {
	who, ok := ProviderOf(dest)
	to, linked := w.link(dest)
	if !ok {
		who = localPDF(dest)
	}
	if !linked {
		to = ""
	}
	known := w.a.Media[dest]
	m := view.Media{Lang: w.a.Lang, Kind: who.Kind, Provider: who.Name, URL: to, Title: w.a.Texts[dest], Thumb: known.Thumb, Start: who.Start(), Caption: caption}
	mark := func(key string) string {
		for _, b := range set {
			if b.kind == 0 && b.key == key {
				return b.value
			}
		}
		return ""
	}
	if t := mark("title"); t != "" {
		m.Title = t
	}
	if m.Title == "" {
		m.Title = known.Title
	}
	if m.Title == "" {
		m.Title = strings.TrimSuffix(who.Name+": "+who.ID, ": ")
	}
	if s, ok := cue(mark("start")); ok {
		m.Start = clock(s)
	}
	if w.r.o.Frames != FramesOff && !w.f.Guest {
		if m.Frame = who.Frame(mark("start"), mark("end")); m.Frame == "" {
			m.Frame = known.Frame
		}
		if who.Key == "pdf" && !ok {
			m.Frame = to
		}
		m.Open = w.r.o.Frames == FramesOpen && m.Frame != ""
	}
	switch {
	case w.f.Plain:
		w.put("<p>")
		w.mediaLink(m)
		w.put("</p>\n")
		w.put(string(caption))
	case w.r.embed == nil:
		w.put(`<figure class="embed embed-` + m.Kind + `">`)
		w.mediaLink(m)
		w.put("<figcaption>")
		w.text(m.Provider)
		w.put("</figcaption></figure>\n")
	default:
		w.inset(m)
	}
}

func (w *writer) mediaLink(m view.Media) {
	w.put("<a")
	w.url("href", m.URL)
	w.put(">")
	w.text(m.Title)
	w.put("</a>")
}

// localPDF is the provider of a ::: embed that is nobody else's: a file of the
// site itself.
func localPDF(dest string) Provider {
	name, _, _ := strings.Cut(path.Base(dest), "#")
	p := Provider{Key: "file", Kind: "slides", ID: name}
	if strings.EqualFold(path.Ext(name), ".pdf") {
		p.Key, p.Name = "pdf", "PDF"
	}
	return p
}

// isCard is the address that a paragraph is a card of.
func (w *writer) isCard(p *ast.Paragraph) *ast.AutoLink {
	if _, auto := p.FirstChild().(*ast.AutoLink); !auto || w.inNotes || w.silent != "" {
		return nil
	}
	n := bareAddress(p, w.src)
	if n == nil {
		return nil
	}
	who, ok := ProviderOf(autoDest(n, w.src))
	if !ok || w.r.o.Providers != nil && !slices.Contains(w.r.o.Providers, who.Key) {
		return nil
	}
	if _, ok := w.link(autoDest(n, w.src)); !ok {
		return nil
	}
	return n
}
