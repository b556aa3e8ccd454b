package media

import (
	"image"
	"image/color"
	"sync"
)

// ink is one of the colours that a card is written in: its place in the palette
// and how many shades it has between the paper and its full strength, for the
// soft edges of letters. They are few because compressing is most of a card's
// cost, and at this size few shades look like many.
type ink struct{ from, shades uint8 }

var (
	darkInk   = ink{1, 7}
	softInk   = ink{8, 4}
	accentInk = ink{12, 4}
)

// painter draws on a card with a palette of its inks.
type painter struct{ img *image.Paletted }

var canvases = sync.Pool{New: func() any {
	return image.NewPaletted(image.Rect(0, 0, CardWidth, CardHeight), nil)
}}

func newPalette(accent color.Color) painter {
	img := canvases.Get().(*image.Paletted)
	clear(img.Pix)
	pal := color.Palette{cardPaper}
	for _, one := range []struct {
		ink
		full color.NRGBA
	}{{darkInk, cardInk}, {softInk, cardSoft}, {accentInk, color.NRGBAModel.Convert(accent).(color.NRGBA)}} {
		n := int(one.shades)
		for i := 1; i <= n; i++ {
			mix := func(paper, full uint8) uint8 { return uint8((int(paper)*(n-i) + int(full)*i + n/2) / n) }
			pal = append(pal, color.NRGBA{mix(cardPaper.R, one.full.R), mix(cardPaper.G, one.full.G), mix(cardPaper.B, one.full.B), 0xff})
		}
	}
	img.Palette = append(pal, pal[0]) // the 17th keeps a pixel a byte, which image/png packs four times as fast
	return painter{img}
}

// index is the palette's entry for an ink as strong as a mask says.
func (i ink) index(alpha uint8) uint8 {
	n := (int(alpha)*int(i.shades) + 127) / 255
	if n == 0 {
		return 0
	}
	return i.from + uint8(n) - 1
}

func (p painter) fill(r image.Rectangle, i ink) {
	at := i.index(0xff)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := p.img.Pix[p.img.PixOffset(r.Min.X, y):p.img.PixOffset(r.Max.X, y)]
		for x := range row {
			row[x] = at
		}
	}
}

// round is a rectangle with round corners.
func (p painter) round(r image.Rectangle, radius int, i ink, alpha uint8) {
	at := i.index(alpha)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			dx := max(r.Min.X+radius-x, x-(r.Max.X-1-radius), 0)
			dy := max(r.Min.Y+radius-y, y-(r.Max.Y-1-radius), 0)
			if dx*dx+dy*dy <= radius*radius {
				p.img.SetColorIndex(x, y, at)
			}
		}
	}
}

// badge is recap's sign, a conference badge, with its lower right corner at a
// point.
func (p painter) badge(corner image.Point) {
	box := image.Rect(corner.X-56, corner.Y-60, corner.X, corner.Y)
	p.round(box, 10, accentInk, 0xff)
	for _, line := range []image.Rectangle{image.Rect(18, 9, 38, 14), image.Rect(11, 27, 45, 33), image.Rect(11, 41, 33, 47)} {
		p.round(line.Add(box.Min), 2, accentInk, 0)
	}
}

// text writes lines from a left edge downwards; y is the upper edge of the first.
func (p painter) text(s setting, x, y int, i ink) {
	for n, line := range s.lines {
		p.line(s.face, line, x, y+s.face.ascent+n*s.face.leading, i)
	}
}

// line writes one line with its baseline at y.
func (p painter) line(f *face, text string, x, y int, i ink) {
	at, prev := x*64, rune(-1)
	for _, r := range text {
		g := f.glyph(r)
		if prev >= 0 {
			at += f.kern(prev, r)
		}
		p.glyph(g, (at+32)/64, y, i)
		at += g.advance
		prev = r
	}
}

func (p painter) glyph(g *glyph, x, y int, i ink) {
	area := g.mask.Rect.Add(image.Pt(x, y)).Intersect(p.img.Rect)
	for row := area.Min.Y; row < area.Max.Y; row++ {
		mask := g.mask.Pix[g.mask.PixOffset(area.Min.X-x, row-y):]
		dst := p.img.Pix[p.img.PixOffset(area.Min.X, row):p.img.PixOffset(area.Max.X, row)]
		for n := range dst {
			if at := i.index(mask[n]); at > dst[n] {
				dst[n] = at
			}
		}
	}
}
