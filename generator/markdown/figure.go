package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// isFigures reports a paragraph that holds pictures and nothing else: it becomes
// a figure, or a gallery of several. A picture within a link is one too when
// the link leads to a picture, as from a small one to the large; any other is a
// badge and stays in its line.
func (w *writer) isFigures(p *ast.Paragraph) bool {
	found := false
	for n := p.FirstChild(); n != nil && n != w.creditFrom[p]; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			if len(bytes.TrimSpace(n.Value(w.src))) > 0 {
				return false
			}
		case *leftOut, *pictureMarks:
		default:
			im, _ := figureImage(n)
			if im == nil {
				return false
			}
			if _, ok := w.picture(string(unescape(im.Destination))); !ok {
				return false
			}
			found = true
		}
	}
	return found
}

// figureImage is the picture that a node of a figure shows, and the link around it.
func figureImage(n ast.Node) (*ast.Image, *ast.Link) {
	switch n := n.(type) {
	case *ast.Image:
		return n, nil
	case *ast.Link:
		im, ok := n.FirstChild().(*ast.Image)
		if ok && n.ChildCount() == 1 && isPicture(string(n.Destination)) {
			return im, n
		}
	}
	return nil, nil
}

// isPicture reports an address that names an image file.
func isPicture(dest string) bool {
	dest, _, _ = strings.Cut(dest, "#")
	dest, _, _ = strings.Cut(dest, "?")
	i := strings.LastIndexByte(dest, '.')
	return i >= 0 && pictureTypes[strings.ToLower(dest[i+1:])]
}

var pictureTypes = words("jpg jpeg png gif webp avif svg")

// figures writes a paragraph of pictures as figures and reports whether it was one.
func (w *writer) figures(p *ast.Paragraph) bool {
	if !w.isFigures(p) {
		return false
	}
	var all []ast.Node
	for n := p.FirstChild(); n != nil; n = n.NextSibling() {
		if im, _ := figureImage(n); im != nil {
			all = append(all, n)
		}
	}
	grouped := len(all) > 1 && w.galleries == 0
	if grouped {
		w.put(`<div class="gallery">` + "\n")
		w.galleries++
	}
	for _, n := range all {
		w.figure(n)
	}
	if grouped {
		w.put("</div>\n")
		w.galleries--
	}
	return true
}

// figure writes one picture with its caption. One that is shown smaller than it
// is leads to its large view.
func (w *writer) figure(n ast.Node) {
	im, link := figureImage(n)
	pic, _ := w.picture(string(unescape(im.Destination)))
	large := link == nil && w.f.Absolute == "" && w.inLink == 0
	if pic.Large == "" && w.galleries > 0 && pic.Width > 0 {
		pic.Large = pic.URL
	}
	large = large && pic.Large != ""
	w.put("<figure>")
	switch {
	case link != nil:
		w.openLink(link)
	case large:
		w.put("<a")
		w.attr("class", "large")
		w.url("href", pic.Large)
		w.put(">")
	}
	w.image(im, false)
	switch {
	case link != nil:
		w.closeLink(link)
	case large:
		w.put("</a>")
	}
	caption := strings.TrimSpace(string(unescape(im.Title)))
	if caption == "" {
		caption = pic.Caption
	}
	credit := w.creditOf(im, pic)
	if caption != "" || credit.Is() && w.r.embed != nil {
		w.put("<figcaption>")
		w.text(caption)
		if caption != "" && credit.Is() && w.r.embed != nil {
			w.put(creditMark)
		}
		w.credit(credit)
		w.put("</figcaption>")
	}
	w.put("</figure>\n")
}
