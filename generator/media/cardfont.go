package media

import (
	"fmt"
	"image"
	"image/draw"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// CardFont is a font for social cards: OpenType or TrueType, the first of a
// collection. It may be used by several goroutines.
type CardFont struct {
	font *opentype.Font

	mu    sync.Mutex
	buf   sfnt.Buffer
	known map[rune]bool
	faces map[int]*face
}

// ParseCardFont reads a font file. The error says that it is none.
func ParseCardFont(data []byte) (*CardFont, error) {
	if len(data) == 0 {
		return nil, ErrEmpty
	}
	c, err := opentype.ParseCollection(data)
	if err != nil {
		return nil, fmt.Errorf("no OpenType or TrueType font: %w", err)
	}
	f, err := c.Font(0)
	if err != nil {
		return nil, fmt.Errorf("no OpenType or TrueType font: %w", err)
	}
	return &CardFont{font: f, known: map[rune]bool{}, faces: map[int]*face{}}, nil
}

var goBold = sync.OnceValue(func() *CardFont { return goFont(gobold.TTF) })
var goRegular = sync.OnceValue(func() *CardFont { return goFont(goregular.TTF) })

func goFont(data []byte) *CardFont {
	f, err := ParseCardFont(data)
	if err != nil {
		panic(err) // it is part of the program
	}
	return f
}

// has reports whether the font has a shape for a letter.
func (f *CardFont) has(r rune) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	ok, known := f.known[r]
	if !known {
		i, err := f.font.GlyphIndex(&f.buf, r)
		ok = err == nil && i != 0
		f.known[r] = ok
	}
	return ok
}

// at is the font in a size, in pixels an em.
func (f *CardFont) at(size int) *face {
	f.mu.Lock()
	defer f.mu.Unlock()
	if known := f.faces[size]; known != nil {
		return known
	}
	// The error is for negative sizes and unknown hinting only.
	ff, err := opentype.NewFace(f.font, &opentype.FaceOptions{Size: float64(size), DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic(err)
	}
	m := ff.Metrics()
	out := &face{face: ff, ascent: m.Ascent.Ceil(), descent: m.Descent.Ceil(), leading: size * 6 / 5, glyphs: map[rune]*glyph{}, kerns: map[[2]rune]int{}}
	f.faces[size] = out
	return out
}

// face is a font in a size. It keeps the shapes it has drawn: a card is some
// sixty letters of some thirty kinds, and drawing their outlines would be most
// of its cost.
type face struct {
	ascent, descent, leading int // pixels

	mu     sync.Mutex
	face   font.Face
	glyphs map[rune]*glyph
	kerns  map[[2]rune]int
}

// glyph is a letter's shape around its origin, and how far it moves the pen, in
// 64ths of a pixel.
type glyph struct {
	mask    *image.Alpha
	advance int
}

func (f *face) glyph(r rune) *glyph {
	f.mu.Lock()
	defer f.mu.Unlock()
	if g := f.glyphs[r]; g != nil {
		return g
	}
	g := &glyph{mask: &image.Alpha{}}
	if at, mask, from, advance, ok := f.face.Glyph(fixed.Point26_6{}, r); ok {
		g.mask = image.NewAlpha(at)
		draw.Draw(g.mask, at, mask, from, draw.Src) // the face uses its own again
		g.advance = int(advance)
	}
	f.glyphs[r] = g
	return g
}

func (f *face) kern(a, b rune) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	pair := [2]rune{a, b}
	k, known := f.kerns[pair]
	if !known {
		k = int(f.face.Kern(a, b))
		f.kerns[pair] = k
	}
	return k
}

// width is how much room a text takes, in pixels.
func (f *face) width(text string) int {
	at, prev := 0, rune(-1)
	for _, r := range text {
		if prev >= 0 {
			at += f.kern(prev, r)
		}
		at += f.glyph(r).advance
		prev = r
	}
	return (at + 63) / 64
}

// prefix is how many bytes of a text fit into a width; one letter at least.
func (f *face) prefix(text string, width int) int {
	at := 0
	for i, r := range text {
		at += f.glyph(r).advance
		if i > 0 && at > width*64 {
			return i
		}
	}
	return len(text)
}
