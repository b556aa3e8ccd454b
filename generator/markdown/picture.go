package markdown

import (
	"strconv"

	"recap/generator/view"
)

// How wide a picture of a text is on the screen, which a browser must know before
// it has read the style sheet: the column of the theme, or the whole screen less
// its edges; in a gallery a third of the column, or half the screen.
const (
	sizesColumn  = "(min-width: 48rem) 45rem, 92vw"
	sizesGallery = "(min-width: 48rem) 15rem, 46vw"
)

// picture is where an image lies.
func (w *writer) picture(src string) (Picture, bool) {
	p, found := w.a.Images[src]
	if !found || p.URL == "" {
		p.URL = src
	}
	if unsafe(p.URL, true) {
		return Picture{}, false
	}
	if w.f.Absolute != "" { // feed readers choose badly, or not at all, and believe what they are told of the size
		for _, c := range p.Set {
			if c.URL == p.URL && p.Width > 0 {
				p.Width, p.Height = c.Width, (c.Width*p.Height+p.Width/2)/p.Width
				break
			}
		}
		p.Set, p.Sources = nil, nil
	}
	p.URL = w.f.address(p.URL)
	return p, true
}

// choices writes the widths that a browser may choose from.
func (w *writer) choices(set []view.Candidate) {
	if len(set) == 0 {
		return
	}
	w.attr("srcset", view.SrcSet(set))
	w.attr("sizes", w.sizes())
}

func (w *writer) sizes() string {
	if w.galleries > 0 {
		return sizesGallery
	}
	return sizesColumn
}

// openPicture and closePicture stand around an <img> of which there are other
// formats.
func (w *writer) openPicture(p Picture) {
	if len(p.Sources) == 0 {
		return
	}
	w.put("<picture>")
	for _, s := range p.Sources {
		w.put("<source")
		w.attr("type", s.Type)
		w.attr("srcset", s.SrcSet())
		w.attr("sizes", w.sizes())
		w.put(">")
	}
}

func (w *writer) closePicture(p Picture) {
	if len(p.Sources) > 0 {
		w.put("</picture>")
	}
}

// size writes what lets a browser keep room for a picture that is still loading.
func (w *writer) size(width, height int) {
	if width > 0 && height > 0 {
		w.attr("width", strconv.Itoa(width))
		w.attr("height", strconv.Itoa(height))
	}
}

// lazy lets all pictures wait until they are needed, except the first, which is
// in sight when the page opens.
func (w *writer) lazy() {
	if w.images > 0 {
		w.put(` loading="lazy" decoding="async"`)
	}
	w.images++
}
