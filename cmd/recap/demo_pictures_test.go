package main

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/vector"
)

var draw = flag.Bool("draw", false, "draw the pictures of the demo anew, to be looked at")

// The pictures of the demo are drawn here, so that nobody has to be asked for
// them and everybody may change them: go test ./cmd/recap -run DemoPictures -draw
func TestDemoPictures(t *testing.T) {
	for name, scene := range demoPictures {
		file := filepath.Join("..", "..", "content", filepath.FromSlash(name))
		img := scene()
		var b bytes.Buffer
		encode := func() error { return jpeg.Encode(&b, img, &jpeg.Options{Quality: 50}) }
		if filepath.Ext(name) == ".png" {
			encode = func() error { return (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, fewColours(img)) }
		}
		if err := encode(); err != nil {
			t.Fatal(err)
		}
		if *draw {
			if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		stored, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if len(stored) > 32<<10 {
			t.Errorf("%s has %d bytes: too many for a picture of a demo", name, len(stored))
		}
		// Pixels, and with some room: JPEG smears edges, and an encoder may change
		// between versions of Go.
		is, _, err := image.Decode(bytes.NewReader(stored))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if is.Bounds() != img.Bounds() {
			t.Errorf("%s is %v, drawn it is %v", name, is.Bounds(), img.Bounds())
			continue
		}
		other := 0
		for y := 4; y < img.Rect.Max.Y; y += 8 {
			for x := 4; x < img.Rect.Max.X; x += 8 {
				if far(is.At(x, y), img.At(x, y)) > 40 {
					other++
				}
			}
		}
		if all := img.Rect.Dx() * img.Rect.Dy() / 64; other*100 > all {
			t.Errorf("%s is not what is drawn here: %d of %d pixels differ; to draw it anew: -draw", name, other, all)
		}
	}
}

// The sheet of the demo is set here as well, byte for byte.
func TestDemoSheet(t *testing.T) {
	file := filepath.Join("..", "..", "content", "posts", "2020", "2020-12-28-fosdem-2020-elsewhere", "go-room.pdf")
	made := sheet("FOSDEM 2020: the Go room", []string{
		"The State of Go", "Functional Programming with Go", "Porting Go to NetBSD/arm64",
		"Build real-world gaming hardware with TinyGo", "Diversity, Finally", "From Go to Kubernetes CRDs and Back",
		"Deterministic debugging with Delve", "Classify things in Go: the easy way.", "Dragons of CGO",
		"Advanced debugging techniques of Go code", "Debug code generation in Go",
		"Uplift your Linux systems programming skills with systemd and D-Bus", "Deep Learning For Gophers",
		"Speed up the monolith", "Go Lightning Talks",
	})
	if *draw {
		if err := os.WriteFile(file, made, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if stored, err := os.ReadFile(file); err != nil || !bytes.Equal(stored, made) {
		t.Errorf("the sheet is not what is set here (%v); to set it anew: -draw", err)
	}
}

// sheet is a PDF of one landscape page: a title and lines below it.
func sheet(title string, lines []string) []byte {
	var page, b bytes.Buffer
	quoted := strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`)
	fmt.Fprintf(&page, "0.06 0.42 0.36 rg 0 505 842 90 re f BT 1 g /F 34 Tf 48 538 Td (%s) Tj ET BT 0.15 g /F 17 Tf 25 TL 48 480 Td\n", quoted.Replace(title))
	for i, line := range lines {
		fmt.Fprintf(&page, "(%d  %s) Tj T*\n", i+1, quoted.Replace(line))
	}
	page.WriteString("ET")
	var at []int
	b.WriteString("%PDF-1.4\n")
	for i, object := range []string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", page.Len(), &page),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
	} {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj%s endobj\n", i+1, object)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	return b.Bytes()
}

// fewColours is a picture in its 32 most frequent colours.
func fewColours(img *image.RGBA) image.Image {
	count := map[color.RGBA]int{}
	for y := range img.Rect.Max.Y {
		for x := range img.Rect.Max.X {
			count[img.RGBAAt(x, y)]++
		}
	}
	all := slices.SortedFunc(maps.Keys(count), func(a, b color.RGBA) int {
		return cmp.Or(count[b]-count[a], cmp.Compare(a.R, b.R), cmp.Compare(a.G, b.G), cmp.Compare(a.B, b.B))
	})
	var few color.Palette
	for _, c := range all[:min(32, len(all))] {
		few = append(few, c)
	}
	out := image.NewPaletted(img.Rect, few)
	nearest := map[color.RGBA]uint8{}
	for y := range img.Rect.Max.Y {
		for x := range img.Rect.Max.X {
			c := img.RGBAAt(x, y)
			i, known := nearest[c]
			if !known {
				i = uint8(few.Index(c))
				nearest[c] = i
			}
			out.Pix[out.PixOffset(x, y)] = i
		}
	}
	return out
}

func far(a, b color.Color) int {
	ar, ag, ab, _ := a.RGBA()
	br, bg, bb, _ := b.RGBA()
	d := func(x, y uint32) int { return int(math.Abs(float64(x>>8) - float64(y>>8))) }
	return max(d(ar, br), d(ag, bg), d(ab, bb))
}

var demoPictures = map[string]func() *image.RGBA{
	"posts/2020/2020-12-28-fosdem-2020-elsewhere/hall.jpg":     hall,
	"posts/2020/2020-12-28-fosdem-2020-elsewhere/corridor.jpg": corridor,
	"posts/2020/2020-12-28-fosdem-2020-elsewhere/tram.jpg":     tram,
	"posts/2020/2020-12-28-fosdem-2020-elsewhere/stickers.png": stickers,
	"static/embeds/roots.png":                                  roots,
}

// canvas is a picture with soft edges. Colours are 0xrrggbb.
type canvas struct{ *image.RGBA }

func newCanvas(w, h int, ground int) canvas {
	c := canvas{image.NewRGBA(image.Rect(0, 0, w, h))}
	c.shape(ground, 0, 0, float64(w), 0, float64(w), float64(h), 0, float64(h))
	return c
}

// shape fills the polygon of points given as x, y, x, y.
func (c canvas) shape(rgb int, at ...float64) {
	lo, hi := image.Pt(c.Rect.Max.X, c.Rect.Max.Y), image.Point{}
	for i := 0; i < len(at); i += 2 {
		x, y := int(math.Floor(at[i])), int(math.Floor(at[i+1]))
		lo, hi = image.Pt(min(lo.X, x), min(lo.Y, y)), image.Pt(max(hi.X, x+1), max(hi.Y, y+1))
	}
	box := image.Rectangle{lo, hi}.Intersect(c.Rect)
	if box.Empty() {
		return
	}
	r := vector.NewRasterizer(box.Dx(), box.Dy())
	for i := 0; i < len(at); i += 2 {
		x, y := float32(at[i]-float64(box.Min.X)), float32(at[i+1]-float64(box.Min.Y))
		if i == 0 {
			r.MoveTo(x, y)
			continue
		}
		r.LineTo(x, y)
	}
	r.ClosePath()
	r.Draw(c.RGBA, box, image.NewUniform(color.RGBA{uint8(rgb >> 16), uint8(rgb >> 8), uint8(rgb), 255}), image.Point{})
}

func (c canvas) box(rgb int, x, y, w, h float64) { c.shape(rgb, x, y, x+w, y, x+w, y+h, x, y+h) }

// round fills an ellipse, or with few corners a polygon that stands on its side.
func (c canvas) round(rgb int, x, y, rx, ry float64, corners int) {
	var at []float64
	for i := range corners {
		s, co := math.Sincos(2*math.Pi*(float64(i)+0.5)/float64(corners) - math.Pi/2)
		at = append(at, x+rx*co, y+ry*s)
	}
	c.shape(rgb, at...)
}

// hall is a lecture hall from the fifth row: a screen, a lectern, heads.
func hall() *image.RGBA {
	c := newCanvas(960, 640, 0x2b2a33)
	c.shape(0x3a3844, 0, 0, 960, 0, 760, 120, 200, 120)
	c.shape(0x24232b, 0, 640, 960, 640, 760, 400, 200, 400)
	c.box(0x4a4755, 200, 120, 560, 280)
	c.box(0xf4f1e8, 270, 145, 420, 215)
	for i, h := range []float64{40, 62, 55, 90, 120, 112} { // what every second slide shows
		c.box([]int{0x0f6b5c, 0xc9663d}[i/5], 310+float64(i)*58, 330-h, 38, h)
	}
	c.box(0x0f6b5c, 310, 165, 190, 12)
	c.box(0x8a8794, 310, 185, 120, 7)
	c.shape(0x6b4a2f, 712, 330, 772, 330, 765, 420, 719, 420)
	c.round(0xd9a679, 742, 268, 15, 18, 60)
	c.shape(0xc9663d, 722, 332, 726, 292, 758, 292, 762, 332)
	for row := range 4 {
		r := float64(row)
		for i := range 11 - 2*row {
			x := 480 + (float64(i)-(5-r))*(74+26*r) + float64((i*37+row*53)%17)
			y := 430 + r*58
			size := 17 + 7*r
			shade := []int{0x17161c, 0x1f1d26, 0x121117}[(i+row)%3]
			c.round(shade, x, y, size, size*1.2, 60)
			c.round(shade, x, y+size*2.5, size*2.1, size*1.5, 60)
		}
	}
	return c.RGBA
}

// corridor is the way from one room to the next, with doors and too many posters.
func corridor() *image.RGBA {
	c := newCanvas(960, 640, 0xe9e4d6)
	c.shape(0xcfc8b6, 0, 0, 360, 220, 360, 420, 0, 640)
	c.shape(0xdad3c2, 960, 0, 600, 220, 600, 420, 960, 640)
	c.shape(0xa39a86, 0, 640, 360, 420, 600, 420, 960, 640)
	c.shape(0xf7f4ea, 0, 0, 360, 220, 600, 220, 960, 0)
	c.box(0xb9d5cf, 360, 220, 240, 200)
	c.box(0x0f6b5c, 440, 290, 80, 130)
	c.round(0xf4f1e8, 510, 355, 4, 4, 30)
	// On the walls everything is as far in as it is small.
	left := func(rgb int, from, to, top, bottom float64) {
		y := func(d, h float64) float64 { return (1-d)*640*h + d*(220+200*h) }
		c.shape(rgb, 360*from, y(from, top), 360*to, y(to, top), 360*to, y(to, bottom), 360*from, y(from, bottom))
	}
	right := func(rgb int, from, to, top, bottom float64) {
		y := func(d, h float64) float64 { return (1-d)*640*h + d*(220+200*h) }
		c.shape(rgb, 960-360*from, y(from, top), 960-360*to, y(to, top), 960-360*to, y(to, bottom), 960-360*from, y(from, bottom))
	}
	left(0x8a5a00, 0.06, 0.26, 0.28, 1)
	left(0x8a5a00, 0.66, 0.78, 0.28, 1)
	right(0x8a5a00, 0.44, 0.6, 0.28, 1)
	for i, rgb := range []int{0xc9663d, 0x005f99, 0x7a3e9d, 0x00677a} {
		d := 0.32 + 0.08*float64(i)
		left(rgb, d, d+0.065, 0.3+0.02*float64(i%2), 0.5+0.03*float64(i%3))
		left(0xf4f1e8, d+0.01, d+0.05, 0.36, 0.38)
	}
	for i, rgb := range []int{0x9c2f2f, 0xe3b23c, 0x005f99} {
		d := 0.06 + 0.12*float64(i)
		right(rgb, d, d+0.1, 0.32, 0.56)
		right(0xf4f1e8, d+0.015, d+0.07, 0.38, 0.4)
		right(0xf4f1e8, d+0.015, d+0.05, 0.43, 0.445)
	}
	for i := range 3 { // lamps
		d := 0.15 + 0.3*float64(i)
		y, w := 220*d, 120*(1-d)+20
		c.shape(0xffffff, 480-w, y, 480+w, y, 480+w*0.8, y+24*(1-d), 480-w*0.8, y+24*(1-d))
	}
	return c.RGBA
}

// tram is the way home, after five on a day in February.
func tram() *image.RGBA {
	c := newCanvas(960, 640, 0x27365a)
	for i, rgb := range []int{0x3d4a73, 0x6b5f86, 0xa9748a, 0xdf9a78, 0xf2bf7e} {
		c.box(rgb, 0, 130+float64(i)*58, 960, 320)
	}
	for i, h := range []float64{190, 240, 170, 260, 210, 230, 180, 250} {
		x := float64(i) * 120
		c.box(0x1d2238, x, 440-h, 118, h)
		c.shape(0x1d2238, x, 440-h, x+59, 400-h, x+118, 440-h)
		for k := range 6 {
			if (i*5+k*3)%4 < 2 {
				c.box(0xf6d58a, x+18+float64(k%3)*32, 465-h+float64(k/3)*52, 18, 26)
			}
		}
	}
	c.box(0x2c2f3d, 0, 440, 960, 200)
	c.box(0x8d91a3, 0, 572, 960, 5)
	c.box(0x8d91a3, 0, 606, 960, 5)
	c.box(0x11131c, 0, 150, 960, 3)
	c.shape(0x11131c, 500, 330, 504, 330, 534, 240, 500, 153, 496, 153, 528, 240)
	c.box(0xe3b23c, 190, 330, 660, 230)
	c.box(0x7a7f92, 190, 500, 660, 60)
	c.box(0xf4f1e8, 190, 322, 660, 14)
	for i := range 6 {
		x := 220 + float64(i)*104
		c.box(0xfdf3cf, x, 360, 84, 100)
		if i%2 == 1 {
			c.round(0x2b2a33, x+42, 412, 14, 17, 60)
			c.round(0x2b2a33, x+42, 455, 28, 26, 60)
			c.box(0xe3b23c, x, 460, 84, 22)
		}
	}
	c.box(0x11131c, 240, 560, 120, 18)
	c.box(0x11131c, 680, 560, 120, 18)
	c.round(0xfff6c8, 836, 520, 10, 10, 60)
	return c.RGBA
}

// stickers is a table at a stand. Few colours: a PNG that stays small.
func stickers() *image.RGBA {
	c := newCanvas(900, 600, 0xb98b5e)
	for i := range 6 {
		c.box(0xa97c50, 0, float64(i)*100+96, 900, 4)
	}
	colours := []int{0x0f6b5c, 0xc9663d, 0x005f99, 0x7a3e9d, 0xe3b23c, 0x9c2f2f}
	for i := range 15 {
		x, y := 95+float64(i%5)*178+float64(i*29%23)-10, 105+float64(i/5)*192+float64(i*17%31)-15
		corners := []int{6, 60, 4, 6, 8}[i%5]
		c.round(0xfbf8ef, x, y, 82, 82, corners)
		c.round(colours[i%6], x, y, 72, 72, corners)
		switch i % 4 {
		case 0:
			c.round(0xfbf8ef, x, y, 30, 30, 3)
		case 1:
			c.box(0xfbf8ef, x-34, y-6, 68, 12)
			c.box(0xfbf8ef, x-6, y-34, 12, 68)
		case 2:
			c.round(0xfbf8ef, x, y, 34, 34, 60)
			c.round(colours[i%6], x, y, 20, 20, 60)
		default:
			c.box(0xfbf8ef, x-36, y-22, 72, 10)
			c.box(0xfbf8ef, x-36, y-4, 50, 10)
			c.box(0xfbf8ef, x-36, y+14, 62, 10)
		}
	}
	return c.RGBA
}

// roots is a tree and what it stands on.
func roots() *image.RGBA {
	c := newCanvas(480, 270, 0xdcebe7)
	c.box(0x6b4a2f, 0, 170, 480, 100)
	for _, at := range [][2]float64{{200, 80}, {280, 80}, {240, 52}, {240, 96}} {
		c.round(0x0f6b5c, at[0], at[1], 56, 44, 60)
	}
	c.shape(0x4b3220, 228, 110, 252, 110, 258, 176, 222, 176)
	for _, x := range []float64{60, 140, 205, 275, 340, 420} {
		bend := 240 + (x-240)*0.45
		c.shape(0xcfa77a, 234+(x-240)*0.04, 172, 246+(x-240)*0.04, 172, bend+5, 210, x+1, 256, x-1, 256, bend-5, 212)
	}
	return c.RGBA
}
