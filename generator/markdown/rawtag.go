package markdown

import (
	"strconv"
	"strings"

	"recap/generator/view"
)

// startTag writes a start tag with the attributes that keep lets pass, answered
// where they name a picture or a link.
func (w *writer) startTag(tok *rawToken, element string, keep func(rawAttr) bool) {
	var pic Picture
	ours := false // whether the widths to choose from are ours to write
	if element == "img" {
		pic, ours = w.offer(tok)
		w.openPicture(pic)
	}
	w.put("<" + element)
	class := ""
	for _, a := range tok.attrs {
		if !keep(a) {
			continue
		}
		value := strings.TrimSpace(a.value)
		switch {
		case element == "img" && (a.key == "width" || a.key == "height" || a.key == "loading" || a.key == "decoding" || a.key == "alt"):
			// written below
		case a.key == "class" && w.mode != Allow:
			class = strings.TrimSpace(class + " " + value)
		case a.key == "align" && w.mode != Allow:
			class = strings.TrimSpace(class + " align-" + value)
		case element == "a" && a.key == "name" && w.mode != Allow:
			if _, has := tok.attr("id"); !has {
				w.attr("id", w.rawID(value))
			}
		case a.key == "id":
			w.attr("id", w.rawID(value))
		case element == "img" && a.key == "src", a.key == "poster":
			if p, ok := w.picture(value); ok {
				w.url(a.key, p.URL)
			}
		case element == "img" && a.key == "sizes" && ours && len(pic.Set) == 0:
			// without a choice it says nothing
		case a.key == "srcset":
			w.srcset(a.value)
		case a.key == "href" || a.key == "src" || a.key == "cite":
			if to, ok := w.link(value); ok {
				w.url(a.key, to)
			} else if w.mode == Allow {
				w.attr(a.key, a.value)
			}
		case flags[a.key]:
			w.put(" " + a.key)
		default:
			w.attr(a.key, a.value)
		}
	}
	if class != "" {
		w.attr("class", class)
	}
	if element == "img" {
		w.rawImage(tok, pic, ours)
	}
	w.put(">")
	w.closePicture(pic)
}

// offer is what is known of an <img>'s picture. An author who wrote srcset, or
// stands in a <picture>, has chosen already.
func (w *writer) offer(tok *rawToken) (pic Picture, ours bool) {
	src, _ := tok.attr("src")
	pic, _ = w.picture(strings.TrimSpace(src.value))
	set, _ := tok.attr("srcset")
	ours = strings.TrimSpace(set.value) == "" && !w.picturing && !w.within("picture")
	if !ours {
		pic.Set, pic.Sources = nil, nil
	}
	return pic, ours
}

// within reports whether a raw element stands open around.
func (w *writer) within(name string) bool {
	for i := len(w.open) - 1; i >= 0; i-- {
		if w.open[i].name == name {
			return true
		}
	}
	return false
}

// rawID is an id of raw HTML where the body stands.
func (w *writer) rawID(id string) string {
	if w.f.Guest {
		return w.f.Prefix + id
	}
	return id
}

// rawImage completes an <img>: its text, its size, when it loads. A width or
// height of the author's is kept and the other one follows in proportion.
func (w *writer) rawImage(tok *rawToken, pic Picture, ours bool) {
	alt, _ := tok.attr("alt")
	w.attr("alt", alt.value)
	wa, _ := tok.attr("width")
	ha, _ := tok.attr("height")
	width, height := size(wa.value), size(ha.value)
	switch {
	case width > 0 && height > 0:
	case pic.Width <= 0 || pic.Height <= 0:
	case width > 0:
		height = max(1, width*pic.Height/pic.Width)
	case height > 0:
		width = max(1, height*pic.Width/pic.Height)
	default:
		width, height = pic.Width, pic.Height
	}
	if _, has := tok.attr("sizes"); ours && len(pic.Set) > 0 {
		w.attr("srcset", view.SrcSet(pic.Set))
		switch {
		case has: // the author's, written above
		case width > 0 && width < smallWidth && (wa.value != "" || ha.value != ""):
			w.attr("sizes", strconv.Itoa(width)+"px")
		default:
			w.attr("sizes", w.sizes())
		}
	}
	if width > 0 {
		w.attr("width", strconv.Itoa(width))
	}
	if height > 0 {
		w.attr("height", strconv.Itoa(height))
	}
	w.lazy()
}

// smallWidth is the width from which a picture fills the column, whatever its
// author wrote for another theme.
const smallWidth = 640

// size is a width or height in pixels, 0 for anything else.
func size(s string) int {
	s = strings.TrimSuffix(strings.TrimSpace(s), "px")
	if !number(s) {
		return 0
	}
	n, _ := strconv.Atoi(s)
	return n
}

// candidate is one picture of a srcset and what it is for: "2x", "800w".
type candidate struct{ url, what string }

// srcset takes the attribute apart.
func srcset(s string) []candidate {
	var out []candidate
	for s = strings.TrimLeft(s, " \t\n\r\f,"); s != ""; s = strings.TrimLeft(s, " \t\n\r\f,") {
		i := strings.IndexAny(s, " \t\n\r\f")
		if i < 0 {
			i = len(s)
		}
		c := candidate{url: s[:i]}
		s = s[i:]
		if trimmed := strings.TrimRight(c.url, ","); trimmed != c.url {
			c.url = trimmed
		} else {
			what, rest, _ := strings.Cut(s, ",")
			c.what, s = strings.TrimSpace(what), rest
		}
		if c.url != "" {
			out = append(out, c)
		}
	}
	return out
}

func (w *writer) srcset(s string) {
	var b []byte
	for _, c := range srcset(s) {
		p, ok := w.picture(c.url)
		if !ok {
			continue
		}
		if len(b) > 0 {
			b = append(b, ", "...)
		}
		b = append(b, strings.ReplaceAll(p.URL, ",", "%2C")...)
		if c.what != "" {
			b = append(append(b, ' '), c.what...)
		}
	}
	if len(b) > 0 {
		w.attr("srcset", string(b))
	}
}
