package media

import (
	"cmp"
	"image"
	"image/color"
	"image/png"
	"io"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// Card is a social card: the picture that stands beside a link to a page where
// people talk about it (Open Graph og:image). Title is the page's, Over stands
// above it, Under below, each on lines of its own; Site is at the foot. An empty
// text takes no room.
//
// Nothing is ever cut: a long title is set smaller until it fits, and what does
// not fit at the smallest size is left out whole.
type Card struct {
	Title, Over, Under, Site string

	Accent color.Color
	Font   *CardFont // of the site; nil for the Go fonts: Latin, Greek, Cyrillic
}

// The size of a card in pixels: what Open Graph readers show uncut.
const (
	CardWidth  = 1200
	CardHeight = 630
)

// The grid of a card: margins, the band at the top in the accent, the foot.
const (
	cardMargin = 84
	cardBand   = 20
	cardTop    = 92
	cardFoot   = 92 // from the lower edge to the foot's baseline
	cardGap    = 26
)

// sizes of type on a card, in pixels, largest first.
var (
	titleSizes = []int{88, 76, 66, 58, 50, 43, 37, 32, 28, 24, 20}
	smallSizes = []int{34, 30, 26, 22, 19, 17}
)

// The paper and inks of the default theme.
var (
	cardPaper = color.NRGBA{0xfd, 0xfb, 0xf7, 0xff}
	cardInk   = color.NRGBA{0x21, 0x1e, 0x1a, 0xff}
	cardSoft  = color.NRGBA{0x62, 0x5b, 0x51, 0xff}
)

// WritePNG draws the card. The bytes depend on the card alone.
func (c Card) WritePNG(w io.Writer) error {
	p := newPalette(c.Accent)
	defer canvases.Put(p.img)
	bold, plain := c.faces()
	p.fill(image.Rect(0, 0, CardWidth, cardBand), accentInk)
	p.badge(image.Pt(CardWidth-cardMargin, CardHeight-cardFoot+10))

	width := CardWidth - 2*cardMargin
	title, _ := c.drawable(c.Title)
	over, _ := c.drawable(c.Over)
	under, _ := c.drawable(c.Under)
	site, _ := c.drawable(c.Site)

	foot := fit(plain, site, smallSizes, width-140, 44, 1)
	if title == "" { // what there is takes its place
		title, over = over, ""
	}
	room := CardHeight - cardFoot - 64 - cardTop
	head := fit(bold, over, smallSizes, width, 92, 2)
	tail := fit(plain, under, smallSizes, width, 92, 2)
	body := fit(bold, title, titleSizes, width, room-taken(head)-taken(tail), 99)
	if title != "" && body.lines == nil { // the rest makes place for it
		head, tail = setting{}, setting{}
		body = fit(bold, title, titleSizes, width, room, 99)
	}

	y := cardTop
	for _, part := range []struct {
		setting
		ink
	}{{head, accentInk}, {body, darkInk}, {tail, softInk}} {
		if part.lines == nil {
			continue
		}
		p.text(part.setting, cardMargin, y, part.ink)
		y += part.height() + cardGap
	}
	if foot.lines != nil {
		p.text(foot, cardMargin, CardHeight-cardFoot+10-foot.face.ascent, softInk)
	}
	return cardEncoder.Encode(w, p.img)
}

// Shows reports whether a card with this font can show a text: every letter of
// it has a shape in the font, and its script is one that needs no joining or
// turning of letters.
func (c Card) Shows(text string) bool {
	_, ok := c.drawable(text)
	return ok
}

// drawable is a text as the card can show it: signs without a shape, such as
// emoji, fall out; a letter or digit without one makes the text undrawable, and
// then it is "".
func (c Card) drawable(text string) (string, bool) {
	bold, _ := c.faces()
	var b strings.Builder
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case unicode.In(r, joined...):
			return "", false
		case bold.has(r):
			b.WriteRune(r)
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r) && !unicode.Is(unicode.Variation_Selector, r):
			return "", false
		}
	}
	return strings.Join(strings.Fields(b.String()), " "), true
}

// joined are scripts whose letters change with their neighbours or run from the
// right: to set them takes more than one shape after the other.
var joined = []*unicode.RangeTable{
	unicode.Arabic, unicode.Bengali, unicode.Devanagari, unicode.Gujarati, unicode.Gurmukhi, unicode.Hebrew, unicode.Kannada,
	unicode.Khmer, unicode.Lao, unicode.Malayalam, unicode.Mongolian, unicode.Myanmar, unicode.Nko, unicode.Oriya, unicode.Sinhala,
	unicode.Syriac, unicode.Tamil, unicode.Telugu, unicode.Thaana, unicode.Thai, unicode.Tibetan,
}

func (c Card) faces() (bold, plain *CardFont) {
	if c.Font != nil {
		return c.Font, c.Font
	}
	return goBold(), goRegular()
}

// setting is a text set in lines.
type setting struct {
	face  *face
	lines []string
}

func (s setting) height() int {
	if s.lines == nil {
		return 0
	}
	return s.face.leading*(len(s.lines)-1) + s.face.ascent + s.face.descent
}

// taken is the height of a setting with the gap to its neighbour.
func taken(s setting) int {
	if s.lines == nil {
		return 0
	}
	return s.height() + cardGap
}

// fit sets a text at the largest size at which it has room; no lines when it has
// none at any size. A word is broken only where the size would have to fall below
// half of the largest to keep it whole.
func fit(f *CardFont, text string, sizes []int, width, height, most int) setting {
	if text == "" {
		return setting{}
	}
	for _, whole := range []bool{true, false} {
		for _, size := range sizes {
			if whole && size < sizes[0]/2 {
				break
			}
			s := setting{face: f.at(size)}
			if whole && s.face.widest(text) > width {
				continue
			}
			s.lines = s.face.wrap(text, width)
			if len(s.lines) <= most && s.height() <= height {
				s.lines = s.face.balance(text, s.lines, width)
				return s
			}
		}
	}
	return setting{}
}

// widest is the width of a text's longest word.
func (f *face) widest(text string) int {
	most := 0
	for _, w := range words(text) {
		most = max(most, f.width(strings.TrimPrefix(w, " ")))
	}
	return most
}

// wrap breaks a text into lines of at most a width: at spaces, between letters of
// scripts without them, and within a word only when it is longer than a line.
func (f *face) wrap(text string, width int) []string {
	var lines []string
	line, at := "", 0 // and its width
	for _, word := range words(text) {
		w := f.width(word)
		gap := 0
		if line != "" && strings.HasPrefix(word, " ") {
			gap = f.width(" ")
		}
		bare := strings.TrimPrefix(word, " ")
		if gap > 0 {
			w -= f.width(" ")
		}
		switch {
		case line != "" && at+gap+w <= width:
			line += word
			at += gap + w
			continue
		case line != "":
			lines = append(lines, line)
		}
		line, at = bare, f.width(bare)
		for at > width {
			n := f.prefix(line, width)
			lines = append(lines, line[:n])
			line = line[n:]
			at = f.width(line)
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// balance sets the lines of a text as even as can be without one line more: a
// last line of one short word is a poor look.
func (f *face) balance(text string, lines []string, width int) []string {
	low, high := width/2, width
	if len(lines) < 2 {
		return lines
	}
	for high-low > 8 {
		mid := (low + high) / 2
		if try := f.wrap(text, mid); len(try) <= len(lines) && !slices.ContainsFunc(try, func(l string) bool { return f.width(l) > mid }) {
			lines, high = try, mid
		} else {
			low = mid
		}
	}
	return lines
}

// words are the pieces between which a line may break, each with the space in
// front of it.
func words(text string) []string {
	var out []string
	from := 0
	prev := rune(0)
	for i, r := range text {
		if i > 0 && (r == ' ' || wide(r) && prev != ' ' && !closing(r) || wide(prev) && r != ' ' && !closing(r)) {
			out = append(out, text[from:i])
			from = i
		}
		prev = r
	}
	return append(out, text[from:])
}

// wide are letters of scripts that put no spaces between words.
func wide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// closing are signs that may not begin a line.
func closing(r rune) bool { return unicode.In(r, unicode.Pe, unicode.Pf, unicode.Po) || r == 'ー' }

var cardEncoder = png.Encoder{CompressionLevel: png.BestSpeed, BufferPool: &pngBuffers{}}

type pngBuffers struct{ pool sync.Pool }

func (p *pngBuffers) Get() *png.EncoderBuffer {
	b, _ := p.pool.Get().(*png.EncoderBuffer)
	return b
}
func (p *pngBuffers) Put(b *png.EncoderBuffer) { p.pool.Put(b) }

// Accent is the colour of a card's band for a CSS colour of the settings; the
// default theme's own for one that this package cannot read.
func Accent(css string) color.Color {
	return cmp.Or(cssColor(css), color.NRGBA{0xa8, 0x32, 0x1e, 0xff})
}
