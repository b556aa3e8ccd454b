package media

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"
)

// MaxScaled bounds what a picture may take in memory to be made smaller, in
// bytes; see Cost.
const MaxScaled = 512 << 20

// Scales reports whether smaller pictures can be made of one: a JPEG or a PNG
// that does not move. Others are shown as they are.
func (i Info) Scales() bool {
	return (i.Format == JPEG || i.Format == PNG) && !i.Animated && i.Width > 0 && i.Height > 0
}

// Cost is about how many bytes of memory Scale takes for a picture whose file has
// size bytes: the file, its pixels, and the coefficients of a progressive JPEG.
func (i Info) Cost(size int64) int64 {
	pixels := int64(i.Width) * int64(i.Height)
	switch {
	case i.Format == PNG:
		return size + pixels*int64(max(i.Depth, 1)) + 8<<20
	case i.Progressive:
		return size + pixels*int64(1+4)*int64(max(i.Depth, 1)) + 8<<20
	}
	return size + pixels*int64(max(i.Depth, 1)) + 8<<20
}

// Scaled is a picture of one size, upright.
type Scaled struct {
	Width, Height int

	y, cb, cr *plane // of a JPEG, colours in half the size; y alone for a grey picture
	rgba      *plane // of others, multiplied with alpha
	opaque    bool
	kept      kept
}

// kept are the parts of a file's metadata that its smaller pictures have too.
type kept struct {
	icc    []byte   // colour profile of a JPEG; nil for sRGB, which is what pictures without one have
	iptc   []byte   // credits of a JPEG, as a segment's body
	chunks [][]byte // colour of a PNG, whole chunks
}

// Scale makes smaller pictures of a JPEG or PNG in one pass: for each size, as
// shown, an upright picture. None may be larger than the picture itself. The
// error wraps one of Probe's, or says what of the format is not supported.
func Scale(data []byte, sizes [][2]int) ([]*Scaled, error) {
	info, err := Probe(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	if !info.Scales() {
		return nil, fmt.Errorf("%w: no smaller picture can be made of it", ErrUnsupported)
	}
	stored := slices.Clone(sizes)
	for i, s := range stored {
		if s[0] < 1 || s[1] < 1 || s[0] > info.Width || s[1] > info.Height {
			return nil, fmt.Errorf("media: %d × %d is no smaller size of %d × %d", s[0], s[1], info.Width, info.Height)
		}
		if info.Orientation >= 5 {
			stored[i] = [2]int{s[1], s[0]}
		}
	}
	var im image.Image
	var k kept
	if info.Format == JPEG {
		if im, err = jpeg.Decode(bytes.NewReader(data)); err == nil {
			k = keptJPEG(data, im)
		}
	} else {
		if im, err = png.Decode(bytes.NewReader(data)); err == nil {
			k = keptPNG(data, im)
		}
	}
	if err != nil {
		return nil, decodeError(err)
	}
	if b := im.Bounds(); info.Orientation < 5 && (b.Dx() != info.Width || b.Dy() != info.Height) || info.Orientation >= 5 && (b.Dx() != info.Height || b.Dy() != info.Width) {
		return nil, damaged("it says two different sizes")
	}
	out := make([]*Scaled, len(sizes))
	for i, s := range sizes {
		out[i] = &Scaled{Width: s[0], Height: s[1], kept: k}
	}
	switch im := im.(type) {
	case *image.YCbCr:
		scaleYCbCr(im, stored, info.Orientation, out)
	case *image.Gray:
		for i, p := range reduce(im.Rect.Dx(), im.Rect.Dy(), 1, func(y int) []byte { return im.Pix[y*im.Stride:][:im.Rect.Dx()] }, stored) {
			out[i].y = p.turn(info.Orientation)
		}
	default:
		row, opaque := rows(im)
		for i, p := range reduce(im.Bounds().Dx(), im.Bounds().Dy(), 4, row, stored) {
			out[i].rgba, out[i].opaque = p.turn(info.Orientation), opaque
		}
	}
	return out, nil
}

// decodeError says in our words what a decoder of the standard library found.
func decodeError(err error) error {
	switch err.(type) {
	case jpeg.UnsupportedError, png.UnsupportedError:
		return fmt.Errorf("%w: %v", ErrUnsupported, err)
	}
	return fmt.Errorf("%w: %v", ErrDamaged, err)
}

// scaleYCbCr scales brightness and colours by themselves: a JPEG is never turned
// into RGB and back. Colours come out in half the size, as they are stored then.
func scaleYCbCr(im *image.YCbCr, stored [][2]int, orientation int, out []*Scaled) {
	halves := make([][2]int, len(stored))
	for i, s := range stored {
		halves[i] = [2]int{(s[0] + 1) / 2, (s[1] + 1) / 2}
	}
	w, h := im.Rect.Dx(), im.Rect.Dy()
	for i, p := range reduce(w, h, 1, func(y int) []byte { return im.Y[y*im.YStride:][:w] }, stored) {
		out[i].y = p.turn(orientation)
	}
	cw, ch := w, h
	switch im.SubsampleRatio {
	case image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420:
		cw = (w + 1) / 2
	case image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410:
		cw = (w + 3) / 4
	}
	switch im.SubsampleRatio {
	case image.YCbCrSubsampleRatio420, image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio410:
		ch = (h + 1) / 2
	}
	color := func(pix []byte) []*plane {
		return reduce(cw, ch, 1, func(y int) []byte { return pix[y*im.CStride:][:cw] }, halves)
	}
	for i, p := range color(im.Cb) {
		out[i].cb = p.turn(orientation)
	}
	for i, p := range color(im.Cr) {
		out[i].cr = p.turn(orientation)
	}
}

// rows gives the rows of any picture as red, green, blue multiplied with alpha,
// and alpha; and whether it is opaque everywhere.
func rows(im image.Image) (row func(y int) []byte, opaque bool) {
	b := im.Bounds()
	if o, ok := im.(interface{ Opaque() bool }); ok {
		opaque = o.Opaque()
	}
	buf := make([]byte, 4*b.Dx())
	switch im := im.(type) {
	case *image.RGBA:
		return func(y int) []byte { return im.Pix[y*im.Stride:][:4*b.Dx()] }, opaque
	case *image.NRGBA:
		if opaque {
			return func(y int) []byte { return im.Pix[y*im.Stride:][:4*b.Dx()] }, opaque
		}
		return func(y int) []byte {
			in := im.Pix[y*im.Stride:][:4*b.Dx()]
			for i := 0; i < len(in); i += 4 {
				a := uint32(in[i+3])
				buf[i] = byte((uint32(in[i])*a + 127) / 255)
				buf[i+1] = byte((uint32(in[i+1])*a + 127) / 255)
				buf[i+2] = byte((uint32(in[i+2])*a + 127) / 255)
				buf[i+3] = byte(a)
			}
			return buf
		}, opaque
	case *image.Paletted:
		var table [256][4]byte
		for i, c := range im.Palette {
			r, g, bl, a := c.RGBA()
			table[i&255] = [4]byte{byte(r >> 8), byte(g >> 8), byte(bl >> 8), byte(a >> 8)}
		}
		return func(y int) []byte {
			for i, v := range im.Pix[y*im.Stride:][:b.Dx()] {
				copy(buf[4*i:], table[v][:])
			}
			return buf
		}, opaque
	}
	return func(y int) []byte {
		for x := range b.Dx() {
			c := color.RGBAModel.Convert(im.At(b.Min.X+x, b.Min.Y+y)).(color.RGBA)
			buf[4*x], buf[4*x+1], buf[4*x+2], buf[4*x+3] = c.R, c.G, c.B, c.A
		}
		return buf
	}, opaque
}
