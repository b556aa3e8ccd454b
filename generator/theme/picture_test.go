package theme

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "draw the pictures of themes/plain again")

// The theme's two bitmaps are drawn here, because social networks and home
// screens take no SVG: a conference badge, as in assets/icon.svg.

type canvas struct{ *image.NRGBA }

// shape is a signed distance to an outline in units of the icon's 32 × 32 grid:
// negative inside.
type shape func(x, y float64) float64

func box(x, y, w, h, r float64) shape {
	cx, cy := x+w/2, y+h/2
	return func(px, py float64) float64 {
		dx, dy := math.Abs(px-cx)-w/2+r, math.Abs(py-cy)-h/2+r
		return math.Hypot(max(dx, 0), max(dy, 0)) + min(max(dx, dy), 0) - r
	}
}

func stroke(x1, y1, x2, y2, width float64) shape {
	return func(px, py float64) float64 {
		t := ((px-x1)*(x2-x1) + (py-y1)*(y2-y1)) / ((x2-x1)*(x2-x1) + (y2-y1)*(y2-y1))
		t = min(max(t, 0), 1)
		return math.Hypot(px-x1-t*(x2-x1), py-y1-t*(y2-y1)) - width/2
	}
}

// paint lays a shape on the picture; scale is pixels a unit, the edge is one
// pixel soft.
func (c canvas) paint(s shape, ink color.NRGBA, left, top, scale float64) {
	for y := range c.Rect.Dy() {
		for x := range c.Rect.Dx() {
			d := s((float64(x)+.5-left)/scale, (float64(y)+.5-top)/scale) * scale
			a := min(max(.5-d, 0), 1)
			if a == 0 {
				continue
			}
			old := c.NRGBAAt(x, y)
			mix := func(o, n uint8) uint8 { return uint8(math.Round(float64(o)*(1-a) + float64(n)*a)) }
			c.SetNRGBA(x, y, color.NRGBA{mix(old.R, ink.R), mix(old.G, ink.G), mix(old.B, ink.B), 255})
		}
	}
}

// badge draws the mark so that its 32 units start at left, top.
func (c canvas) badge(left, top, scale float64) {
	accent := color.NRGBA{0xa8, 0x32, 0x1e, 255}
	paper := color.NRGBA{0xfd, 0xfb, 0xf7, 255}
	c.paint(stroke(8.5, -2, 14, 9, 2.5), accent, left, top, scale)
	c.paint(stroke(23.5, -2, 18, 9, 2.5), accent, left, top, scale)
	c.paint(box(4, 7, 24, 22, 4), accent, left, top, scale)
	for _, s := range []shape{box(12, 10, 8, 2.5, 1.25), box(9, 17, 14, 2.5, 1.25), box(9, 22, 9, 2.5, 1.25)} {
		c.paint(s, paper, left, top, scale)
	}
}

func blank(w, h int) canvas {
	c := canvas{image.NewNRGBA(image.Rect(0, 0, w, h))}
	for i := 0; i < len(c.Pix); i += 4 {
		copy(c.Pix[i:], []byte{0xfd, 0xfb, 0xf7, 0xff})
	}
	return c
}

// TestPictures holds the checked-in bitmaps to this drawing, pixel by pixel;
// -update writes them.
func TestPictures(t *testing.T) {
	icon := blank(180, 180)
	icon.badge(10, 10, 5)
	card := blank(1200, 630)
	card.badge(360, 40, 15)
	for name, want := range map[string]canvas{"icon.png": icon, "card.png": card} {
		file := "../../themes/plain/assets/" + name
		if *update {
			var b bytes.Buffer
			enc := png.Encoder{CompressionLevel: png.BestCompression}
			if err := enc.Encode(&b, want); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if got.Bounds() != want.Rect {
			t.Fatalf("%s is %v, want %v", name, got.Bounds(), want.Rect)
		}
		for y := range want.Rect.Dy() {
			for x := range want.Rect.Dx() {
				r, g, b, _ := got.At(x, y).RGBA()
				wr, wg, wb, _ := want.At(x, y).RGBA()
				if far(r, wr) || far(g, wg) || far(b, wb) {
					t.Fatalf("%s differs from its drawing at %d, %d; go test -run TestPictures -update draws it again", name, x, y)
				}
			}
		}
	}
}

// far allows for processors that round a fused multiplication differently.
func far(a, b uint32) bool { return max(a, b)>>8-min(a, b)>>8 > 2 }
