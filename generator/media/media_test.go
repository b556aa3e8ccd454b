package media

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// picture is a small picture with something to see in it.
func picture(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.Set(x, y, color.RGBA{uint8(x * 7), uint8(y * 5), uint8(x * y), 255})
		}
	}
	return m
}

func jpegOf(t testing.TB, w, h int, segments ...[]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture(w, h), nil); err != nil {
		t.Fatal(err)
	}
	return bytes.Join([][]byte{b.Bytes()[:2], bytes.Join(segments, nil), b.Bytes()[2:]}, nil)
}

func segment(m byte, parts ...string) []byte {
	body := strings.Join(parts, "")
	return append([]byte{0xff, m, byte((len(body) + 2) >> 8), byte(len(body) + 2)}, body...)
}

// tiffOf is EXIF data: pairs of tag and value in the picture's directory, then
// the ones about the shot, the position, and a thumbnail.
func tiffOf(order binary.AppendByteOrder, orientation uint16, secrets bool) string {
	t := tiff{order: order.(binary.ByteOrder)}
	short := func(v uint16) []byte { return order.AppendUint16(nil, v) }
	text := func(tag uint16, s string) field { return field{tag, 2, uint32(len(s) + 1), []byte(s + "\x00")} }
	pic := []field{text(0x010f, "Example Camera Works"), {tagOrientation, 3, 1, short(orientation)}, text(0x8298, "(c) Ada Example")}
	var shot []field
	if secrets {
		pic = append(pic, field{tagGPSIFD, 4, 1, make([]byte, 4)}, text(0xc62f, "SECRET-CAMERA"))
		shot = []field{text(0x9003, "2025:06:01 10:00:00"), {0x927c, 7, 12, []byte("SECRET-MAKER")}, text(0xa430, "SECRET-OWNER"), text(0xa431, "SECRET-BODY"), text(0xa435, "SECRET-LENS")}
	}
	out := t.build(pic, shot)
	if secrets {
		at := bytes.Index(out, order.AppendUint16(nil, tagGPSIFD))
		t.order.PutUint32(out[at+8:], uint32(len(out)))
		out, _ = t.write(out, []field{text(1, "N"), {2, 5, 3, bytes.Repeat([]byte{0, 0, 0, 1}, 6)}, text(3, "E"), {4, 5, 3, bytes.Repeat([]byte{0, 0, 0, 1}, 6)}, text(0x1b, "SECRET-PLACE")})
	}
	return string(out)
}

func exifSegment(orientation uint16, secrets bool) []byte {
	return segment(mAPP1, "Exif\x00\x00", tiffOf(binary.LittleEndian, orientation, secrets))
}

func pngChunk(name, body string) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(append(b, name...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

// pngOf is a PNG with further chunks behind its head.
func pngOf(t testing.TB, w, h int, chunks ...[]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, picture(w, h)); err != nil {
		t.Fatal(err)
	}
	return bytes.Join([][]byte{b.Bytes()[:33], bytes.Join(chunks, nil), b.Bytes()[33:]}, nil)
}

func gifOf(t testing.TB, frames int) []byte {
	t.Helper()
	g := &gif.GIF{}
	for i := range frames {
		m := image.NewPaletted(image.Rect(0, 0, 9, 5), color.Palette{color.Black, color.White})
		m.SetColorIndex(i, 0, 1)
		g.Image, g.Delay = append(g.Image, m), append(g.Delay, 10)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A lossy and a lossless WebP of 1 × 1 pixel.
var (
	webpLossy    = un64("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")
	webpLossless = un64("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
)

func un64(s string) []byte {
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		panic(err)
	}
	return b
}

func riff(chunks ...string) []byte {
	body := "WEBP" + strings.Join(chunks, "")
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

func webpChunk(name, body string) string {
	return name + string(binary.LittleEndian.AppendUint32(nil, uint32(len(body)))) + body + strings.Repeat("\x00", len(body)%2)
}

// vp8x is the head of an extended WebP.
func vp8x(flags byte, w, h int) string {
	return webpChunk("VP8X", string([]byte{flags, 0, 0, 0, byte(w - 1), byte((w - 1) >> 8), 0, byte(h - 1), byte((h - 1) >> 8), 0}))
}

func isoBox(kind string, parts ...string) string {
	body := strings.Join(parts, "")
	return string(binary.BigEndian.AppendUint32(nil, uint32(len(body)+8))) + kind + body
}

func be(n int, v uint64) string { return string(binary.BigEndian.AppendUint64(nil, v)[8-n:]) }

// avifOf is the boxes of an AVIF with an EXIF and an XMP item; its pixels are a word.
func avifOf(w, h int, turns byte, exif, xmp string) []byte {
	ftyp := isoBox("ftyp", "avif", be(4, 0), "avifmif1")
	meta := func(at int) string {
		loc := func(id, at, size int) string {
			return be(2, uint64(id)) + be(2, 0) + be(2, 1) + be(4, uint64(at)) + be(4, uint64(size))
		}
		return isoBox("meta", be(4, 0),
			isoBox("pitm", be(4, 0), be(2, 1)),
			isoBox("iloc", be(4, 0), be(2, 0x4400), be(2, 3), loc(1, at, 6), loc(2, at+6, len(exif)), loc(3, at+6+len(exif), len(xmp))),
			isoBox("iinf", be(4, 0), be(2, 3),
				isoBox("infe", be(4, 2<<24), be(2, 1), be(2, 0), "av01", "\x00"),
				isoBox("infe", be(4, 2<<24), be(2, 2), be(2, 0), "Exif", "\x00"),
				isoBox("infe", be(4, 2<<24), be(2, 3), be(2, 0), "mime", "\x00application/rdf+xml\x00")),
			isoBox("iprp",
				isoBox("ipco", isoBox("ispe", be(4, 0), be(4, uint64(w)), be(4, uint64(h))), isoBox("irot", string([]byte{turns}))),
				isoBox("ipma", be(4, 0), be(4, 1), be(2, 1), be(1, 2), be(1, 1), be(1, 0x82))))
	}
	at := len(ftyp) + len(meta(0)) + 8
	return []byte(ftyp + meta(at) + isoBox("mdat", "PIXELS", exif, xmp))
}

func TestProbe(t *testing.T) {
	xmp := "http://ns.adobe.com/xap/1.0/\x00<x exif:GPSLatitude='1,2N'/>"
	exif := func(o uint16) string { return tiffOf(binary.BigEndian, o, false) }
	secret := tiffOf(binary.LittleEndian, 1, true)
	for _, c := range []struct {
		name string
		file []byte
		want string
	}{
		{"jpeg", jpegOf(t, 40, 30), "jpeg 40×30 1"},
		{"jpeg upright", jpegOf(t, 40, 30, exifSegment(1, false)), "jpeg 40×30 1"},
		{"jpeg upside down", jpegOf(t, 40, 30, exifSegment(3, false)), "jpeg 40×30 3"},
		{"jpeg on its side", jpegOf(t, 40, 30, exifSegment(6, false)), "jpeg 30×40 6"},
		{"jpeg turned by big-endian EXIF", jpegOf(t, 40, 30, segment(mAPP1, "Exif\x00\x00", exif(8))), "jpeg 30×40 8"},
		{"jpeg turned by nonsense", jpegOf(t, 40, 30, exifSegment(9, false)), "jpeg 40×30 1"},
		{"jpeg, second EXIF not read", jpegOf(t, 40, 30, exifSegment(1, false), exifSegment(6, false)), "jpeg 40×30 1"},
		{"jpeg with position", jpegOf(t, 40, 30, exifSegment(6, true)), "jpeg 30×40 6 gps"},
		{"jpeg with position in XMP", jpegOf(t, 40, 30, segment(mAPP1, xmp)), "jpeg 40×30 1 gps"},
		{"jpeg with more behind it", append(jpegOf(t, 40, 30), "a film"...), "jpeg 40×30 1"},
		{"jpeg with stray bytes between segments", jpegOf(t, 40, 30, segment(mCOM, "x"), []byte("stray\xff\x00\xff"), segment(mCOM, "x")), "jpeg 40×30 1"},
		{"png", pngOf(t, 20, 10), "png 20×10 1"},
		{"png turned", pngOf(t, 20, 10, pngChunk("eXIf", exif(5))), "png 10×20 5"},
		{"png with position", pngOf(t, 20, 10, pngChunk("eXIf", secret)), "png 20×10 1 gps"},
		{"png animated", pngOf(t, 20, 10, pngChunk("acTL", "\x00\x00\x00\x02\x00\x00\x00\x00")), "png 20×10 1 animated"},
		{"gif", gifOf(t, 1), "gif 9×5 1"},
		{"gif animated", gifOf(t, 3), "gif 9×5 1 animated"},
		{"gif without trailer", gifOf(t, 1)[:len(gifOf(t, 1))-1], "gif 9×5 1"},
		{"webp lossy", webpLossy, "webp 1×1 1"},
		{"webp lossless", webpLossless, "webp 1×1 1"},
		{"webp extended", riff(vp8x(0x08, 300, 200), string(webpLossy[12:]), webpChunk("EXIF", exif(6))), "webp 200×300 6"},
		{"webp animated", riff(vp8x(0x02, 300, 200), webpChunk("ANIM", "123456")), "webp 300×200 1 animated"},
		{"webp with position", riff(vp8x(0x08, 3, 2), string(webpLossy[12:]), webpChunk("EXIF", "Exif\x00\x00"+secret)), "webp 3×2 1 gps"},
		{"avif", avifOf(640, 480, 0, "", ""), "avif 640×480 1"},
		{"avif turned", avifOf(640, 480, 3, "", ""), "avif 480×640 1"},
		{"avif with position", avifOf(640, 480, 0, "\x00\x00\x00\x00"+secret, ""), "avif 640×480 1 gps"},
		{"svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>`), "svg 30×20 1"},
		{"svg view box", []byte("\ufeff<?xml version='1.0'?>\n<!-- x --><svg viewBox='0 0 300,200'></svg>"), "svg 300×200 1"},
		{"svg width and box", []byte(`<svg width="150px" viewBox="0 0 300 200"/>`), "svg 150×100 1"},
		{"svg in print", []byte(`<svg width="1in" height="2.54cm"/>`), "svg 96×96 1"},
		{"svg relative", []byte(`<svg width="100%" height="100%" viewBox="0 0 3e2 2e2"/>`), "svg 300×200 1"},
		{"svg says nothing", []byte(`<svg/>`), "svg 0×0 1"},
		{"svg with a prefix", []byte(`<s:svg xmlns:s="http://www.w3.org/2000/svg" width="1" height="2"/>`), "svg 1×2 1"},
		{"svg with entities", []byte(`<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg"><!ENTITY w '7'>]><svg xmlns="&ns;" width="&w;" height="2"/>`), "svg 7×2 1"},
		{"svg in latin-1", []byte("<?xml version='1.0' encoding='ISO-8859-1'?><svg width='1' height='2'><title>\xfc</title></svg>"), "svg 1×2 1"},
	} {
		info, err := Probe(bytes.NewReader(c.file))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := show(info); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func show(i Info) string {
	s := fmt.Sprintf("%s %d×%d %d", i.Format, i.Width, i.Height, i.Orientation)
	if i.Animated {
		s += " animated"
	}
	if i.GPS {
		s += " gps"
	}
	return s
}

func TestProbeFaults(t *testing.T) {
	head := jpegOf(t, 1, 1)[:30]
	garbage := make([]byte, 5000)
	for i := range garbage {
		garbage[i] = byte(i * 7919)
	}
	bomb := pngOf(t, 4, 4)
	binary.BigEndian.PutUint32(bomb[16:], 50000)
	binary.BigEndian.PutUint32(bomb[20:], 50000)
	binary.BigEndian.PutUint32(bomb[29:], crc32.ChecksumIEEE(bomb[12:29]))
	flipped := pngOf(t, 20, 20)
	flipped[60] ^= 1
	huge := jpegOf(t, 4, 4)
	at := bytes.Index(huge, []byte{0xff, 0xc0})
	copy(huge[at+5:], "\xff\xff\xff\xff")
	for _, c := range []struct {
		name string
		file []byte
		want error
	}{
		{"empty", nil, ErrEmpty},
		{"text", []byte("hello"), ErrNotImage},
		{"HTML", []byte("<!doctype html><html></html>"), ErrNotImage},
		{"HTML as XML", []byte("<html/>"), ErrNotImage},
		{"BMP", []byte("BM\x00\x00\x00\x00\x00\x00"), ErrNotImage},
		{"JPEG of garbage", append(head, garbage...), errors.ErrUnsupported},
		{"JPEG cut in the pixels", jpegOf(t, 40, 30)[:800], ErrTruncated},
		{"JPEG without EOI", jpegOf(t, 40, 30)[:len(jpegOf(t, 40, 30))-2], ErrTruncated},
		{"JPEG of two bytes", []byte{0xff, 0xd8}, ErrTruncated},
		{"JPEG without a frame", []byte{0xff, 0xd8, 0xff, 0xd9}, ErrDamaged},
		{"JPEG in a JPEG", []byte{0xff, 0xd8, 0xff, 0xd8, 0xff, 0xd9}, ErrDamaged},
		{"JPEG too large", huge, new(TooLarge)},
		{"PNG cut in the middle", pngOf(t, 400, 300)[:120], ErrTruncated},
		{"PNG without IEND", pngOf(t, 4, 4)[:len(pngOf(t, 4, 4))-12], ErrTruncated},
		{"PNG cut in its signature", []byte("\x89PNG"), ErrTruncated},
		{"PNG that says 50,000 x 50,000", bomb, new(TooLarge)},
		{"PNG with a wrong bit", flipped, ErrDamaged},
		{"GIF cut", gifOf(t, 2)[:60], ErrTruncated},
		{"GIF of nothing", append(gifOf(t, 1)[:13], ';'), ErrDamaged},
		{"WebP cut", webpLossy[:30], ErrTruncated},
		{"WebP of nothing", riff(), ErrDamaged},
		{"WebP with a chunk too large", riff("VP8 \xff\xff\xff\x00"), ErrDamaged},
		{"AVIF cut", avifOf(640, 480, 0, "", "")[:280], ErrTruncated},
		{"AVIF of nothing", []byte(isoBox("ftyp", "avif\x00\x00\x00\x00")), ErrDamaged},
		{"SVG cut", []byte(`<svg><g>`), ErrTruncated},
		{"SVG cut in a tag", []byte(`<svg><g fill="`), ErrTruncated},
		{"SVG not well-formed", []byte(`<svg><g></svg>`), ErrDamaged},
		{"SVG with two roots", []byte(`<svg/><svg/>`), ErrDamaged},
		{"SVG with an unknown entity", []byte(`<svg>&bomb;</svg>`), ErrDamaged},
		{"SVG too deep", []byte(`<svg>` + strings.Repeat("<g>", 300)), ErrUnsupported},
		{"SVG in a rare encoding", []byte("<?xml version='1.0' encoding='KOI8-R'?><svg/>"), ErrUnsupported},
	} {
		info, err := Probe(bytes.NewReader(c.file))
		var large *TooLarge
		switch {
		case err == nil:
			t.Errorf("%s: no error, %s", c.name, show(info))
		case c.want == errors.ErrUnsupported: // any will do
		case errors.As(c.want, &large):
			if !errors.As(err, &large) {
				t.Errorf("%s: %v", c.name, err)
			}
		case !errors.Is(err, c.want):
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if err := Clean(new(bytes.Buffer), bytes.NewReader(c.file), All); err == nil && !errors.As(c.want, &large) {
			t.Errorf("%s: cleaned without an error", c.name)
		}
	}
}

// A picture that says it is too large costs no more than its head.
func TestTooLargeReadsTheHeadOnly(t *testing.T) {
	bomb := pngOf(t, 4, 4)
	binary.BigEndian.PutUint32(bomb[16:], 50000)
	binary.BigEndian.PutUint32(bomb[20:], 50000)
	binary.BigEndian.PutUint32(bomb[29:], crc32.ChecksumIEEE(bomb[12:29]))
	r := &counting{b: append(bomb, make([]byte, 10<<20)...)}
	_, err := Probe(r)
	var large *TooLarge
	if !errors.As(err, &large) || large.Width != 50000 || large.Height != 50000 {
		t.Fatal(err)
	}
	if want := "the image says it is 50000 × 50000 pixels; the limit is 100 megapixels"; err.Error() != want {
		t.Errorf("says %q", err)
	}
	if r.n > 64<<10 {
		t.Errorf("%d bytes read", r.n)
	}
}

type counting struct {
	b []byte
	n int
}

func (c *counting) Read(p []byte) (int, error) {
	n := copy(p, c.b[c.n:])
	c.n += n
	return n, nil
}

// The reader's own error comes through as it is: a source that changed, a disk that fails.
func TestReaderError(t *testing.T) {
	mine := errors.New("mine")
	for name, file := range map[string][]byte{"jpeg": jpegOf(t, 40, 30), "png": pngOf(t, 40, 30), "gif": gifOf(t, 2), "webp": webpLossy, "svg": []byte("<svg><g>"), "avif": avifOf(1, 1, 0, "", "")} {
		for _, n := range []int{0, 8, len(file) - 4} {
			if _, err := Probe(&failing{file[:n], mine}); err != mine {
				t.Errorf("%s after %d: Probe says %v", name, n, err)
			}
			if err := Clean(new(bytes.Buffer), &failing{file[:n], mine}, All); err != mine {
				t.Errorf("%s after %d: Clean says %v", name, n, err)
			}
		}
	}
}

type failing struct {
	b   []byte
	err error
}

func (f *failing) Read(p []byte) (int, error) {
	if len(f.b) == 0 {
		return 0, f.err
	}
	n := copy(p, f.b)
	f.b = f.b[n:]
	return n, nil
}

func TestFormatOf(t *testing.T) {
	for name, want := range map[string]string{"a.JPG": JPEG, "a/b.jpeg": JPEG, "x.svg": SVG, "x.tar.webp": WebP, "x.txt": "", "jpg": ""} {
		if got := FormatOf(name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
}
