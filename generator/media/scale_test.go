package media

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"
)

// pattern is a picture whose corners differ, smooth enough for a JPEG.
func pattern(w, h int) *image.RGBA {
	im := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			im.SetRGBA(x, y, color.RGBA{uint8(255 * x / w), uint8(255 * y / h), uint8(128 + 100*math.Sin(float64(x+2*y)/40)), 255})
		}
	}
	return im
}

// oriented is a JPEG whose EXIF says how it is to be turned.
func oriented(t testing.TB, im image.Image, orientation int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, im, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	exif := append([]byte("Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"), byte(orientation), 0, 0, 0, 0, 0, 0)
	seg := binary.BigEndian.AppendUint16([]byte{0xff, mAPP1}, uint16(len(exif)+2))
	return append(append(append(bytes.Clone(b.Bytes()[:2]), seg...), exif...), b.Bytes()[2:]...)
}

// stored is how a camera stores a picture that orientation turns upright: the
// table of EXIF 2.32, 4.6.4, written the other way round from turn.
func stored(im image.Image, orientation int) image.Image {
	b := im.Bounds()
	w, h := b.Dx(), b.Dy()
	if orientation >= 5 {
		w, h = h, w
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range b.Dy() {
		for x := range b.Dx() {
			to := [2]int{x, y}
			switch orientation {
			case 2:
				to = [2]int{w - 1 - x, y}
			case 3:
				to = [2]int{w - 1 - x, h - 1 - y}
			case 4:
				to = [2]int{x, h - 1 - y}
			case 5:
				to = [2]int{y, x}
			case 6:
				to = [2]int{y, h - 1 - x}
			case 7:
				to = [2]int{w - 1 - y, h - 1 - x}
			case 8:
				to = [2]int{w - 1 - y, x}
			}
			out.Set(to[0], to[1], im.At(x, y))
		}
	}
	return out
}

// far is the mean difference of two pictures of one size, 0 to 255.
func far(t testing.TB, a, b image.Image) float64 {
	t.Helper()
	if a.Bounds().Size() != b.Bounds().Size() {
		t.Fatalf("sizes differ: %v and %v", a.Bounds(), b.Bounds())
	}
	sum, n := 0.0, 0
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			r, g, bl, _ := a.At(a.Bounds().Min.X+x, a.Bounds().Min.Y+y).RGBA()
			r2, g2, b2, _ := b.At(b.Bounds().Min.X+x, b.Bounds().Min.Y+y).RGBA()
			for _, d := range []float64{float64(r) - float64(r2), float64(g) - float64(g2), float64(bl) - float64(b2)} {
				sum += math.Abs(d) / 257
				n++
			}
		}
	}
	return sum / float64(n)
}

func scaledTo(t testing.TB, data []byte, w, h int) image.Image {
	t.Helper()
	all, err := Scale(data, [][2]int{{w, h}})
	if err != nil {
		t.Fatal(err)
	}
	out, err := all[0].JPEG(95)
	if err != nil {
		t.Fatal(err)
	}
	im, err := jpeg.Decode(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	if info, err := Probe(bytes.NewReader(out)); err != nil || info.Orientation != 1 || info.Width != w || info.Height != h {
		t.Errorf("the smaller picture is %+v, %v", info, err)
	}
	return im
}

func TestOrientations(t *testing.T) {
	upright := pattern(320, 200)
	want := scaledTo(t, oriented(t, upright, 1), 160, 100)
	for o := 1; o <= 8; o++ {
		got := scaledTo(t, oriented(t, stored(upright, o), o), 160, 100)
		if d := far(t, got, want); d > 1.5 {
			t.Errorf("orientation %d: the mean difference to the upright picture is %.2f", o, d)
		}
		if wrong := stored(got, 3); far(t, wrong, want) < 10 {
			t.Error("the pattern looks the same upside down: this test cannot fail")
		}
	}
}

// The samples of exif-samples are one photo in eight orientations, each with its number in the middle.
func TestOrientationSamples(t *testing.T) {
	const dir = "../../../shared/data/images/exif-samples"
	files, _ := filepath.Glob(filepath.Join(dir, "orientation", "landscape_[2-8].jpg")) // number 1 was made at another time
	if len(files) == 0 {
		t.Skipf("SKIPPED: no samples in %s", dir)
	}
	var want image.Image
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		got := scaledTo(t, data, 150, 100)
		if want == nil {
			want = got
		}
		if d := far(t, got, want); d > 5 { // upside down it is 40 and more
			t.Errorf("%s: the mean difference is %.2f", filepath.Base(f), d)
		}
	}
}

// Against a slow and simple reference: the mean over the area of each pixel.
func TestScaleIsNearTheMean(t *testing.T) {
	im := pattern(997, 613)
	for _, size := range [][2]int{{996, 612}, {640, 393}, {320, 197}, {100, 61}} {
		var b bytes.Buffer
		if err := png.Encode(&b, im); err != nil {
			t.Fatal(err)
		}
		all, err := Scale(b.Bytes(), [][2]int{size})
		if err != nil {
			t.Fatal(err)
		}
		mean := image.NewRGBA(image.Rect(0, 0, size[0], size[1]))
		for y := range size[1] {
			for x := range size[0] {
				var sum [3]int
				n := 0
				for sy := y * 613 / size[1]; sy < max((y+1)*613/size[1], y*613/size[1]+1); sy++ {
					for sx := x * 997 / size[0]; sx < max((x+1)*997/size[0], x*997/size[0]+1); sx++ {
						c := im.RGBAAt(sx, sy)
						sum[0], sum[1], sum[2], n = sum[0]+int(c.R), sum[1]+int(c.G), sum[2]+int(c.B), n+1
					}
				}
				mean.SetRGBA(x, y, color.RGBA{uint8(sum[0] / n), uint8(sum[1] / n), uint8(sum[2] / n), 255})
			}
		}
		if d := far(t, all[0].forPNG(), mean); d > 4 {
			t.Errorf("%v: the mean difference is %.2f", size, d)
		}
	}
}

// A flat colour stays what it is, to the last bit, in every kind of picture.
func TestScaleKeepsFlatColours(t *testing.T) {
	for _, c := range []color.NRGBA{{255, 255, 255, 255}, {0, 0, 0, 255}, {200, 100, 50, 255}, {200, 100, 50, 128}} {
		im := image.NewNRGBA(image.Rect(0, 0, 301, 203))
		for i := range 301 * 203 {
			copy(im.Pix[4*i:], []byte{c.R, c.G, c.B, c.A})
		}
		var b bytes.Buffer
		if err := png.Encode(&b, im); err != nil {
			t.Fatal(err)
		}
		all, err := Scale(b.Bytes(), [][2]int{{100, 67}, {301, 203}, {20, 14}})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range all {
			out, err := s.PNG()
			if err != nil {
				t.Fatal(err)
			}
			back, err := png.Decode(bytes.NewReader(out))
			if err != nil {
				t.Fatal(err)
			}
			got := color.NRGBAModel.Convert(back.At(s.Width/2, s.Height-1)).(color.NRGBA)
			if max(abs(int(got.R)-int(c.R)), abs(int(got.G)-int(c.G)), abs(int(got.B)-int(c.B))) > int(255-c.A)/64 || got.A != c.A {
				t.Errorf("%d × %d: %v became %v", s.Width, s.Height, c, got)
			}
		}
	}
}

func abs(i int) int { return max(i, -i) }

func TestTapsSumUp(t *testing.T) {
	for _, n := range []int{1, 2, 3, 10, 99, 1000, 4000} {
		for _, m := range []int{1, 2, 3, 7, 99, 480, 999} {
			if m > n {
				continue
			}
			taps := tapsFor(n, m)
			for i := range m {
				sum := int32(0)
				for k := range taps.count[i] {
					sum += taps.weight[taps.at[i]+k]
				}
				if sum != 1<<weightBits || taps.first[i] < 0 || int(taps.first[i]+taps.count[i]) > n {
					t.Fatalf("%d to %d: pixel %d has weights of %d from %d to %d", n, m, i, sum, taps.first[i], taps.first[i]+taps.count[i])
				}
			}
		}
	}
}

func BenchmarkScale(b *testing.B) {
	for _, o := range []int{1, 6} {
		data := oriented(b, stored(pattern(4000, 3000), o), o)
		b.Run(fmt.Sprint("12 megapixels, orientation ", o), func(b *testing.B) {
			for b.Loop() {
				all, err := Scale(data, [][2]int{{480, 360}, {800, 600}, {1200, 900}, {1600, 1200}})
				if err != nil {
					b.Fatal(err)
				}
				for _, s := range all {
					if _, err := s.JPEG(82); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
