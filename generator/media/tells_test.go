package media

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
)

// mp4Box is one box of a film.
func mp4Box(kind string, parts ...string) string {
	body := strings.Join(parts, "")
	return string(binary.BigEndian.AppendUint32(nil, uint32(len(body)+8))) + kind + body
}

// Films, TIFF and PDF tell where they were taken in the places that their
// formats have for it, and nowhere else.
func TestTells(t *testing.T) {
	exif := func(tag uint16, f ...field) string {
		plain := tiff{order: binary.BigEndian}
		out, _ := plain.write([]byte("MM\x00\x2a\x00\x00\x00\x08"), []field{{tag: tag, typ: 4, count: 1, value: []byte{0, 0, 0, 26}}})
		out, _ = plain.write(out, f)
		return string(out)
	}
	where := exif(tagGPSIFD, field{tag: 2, typ: 5, count: 3, value: make([]byte, 24)})
	when := exif(tagGPSIFD, field{tag: 0x1d, typ: 2, count: 11, value: []byte("2024:01:01\x00")})
	which := exif(tagExifIFD, field{tag: 0xa431, typ: 2, count: 8, value: []byte("0123456\x00")})
	ftyp := mp4Box("ftyp", "isom")
	film := mp4Box("mdat", strings.Repeat("\xa9xyz", 1000)) // pictures that look like a position
	for _, c := range []struct {
		name, data string
		want       Told
	}{
		{"a.tif", where, Told{GPS: true}},
		{"a.TIFF", when, Told{}},
		{"a.dng", which, Told{Serial: true}},
		{"a.tif", "", Told{}},
		{"a.tif", "II\x2a\x00\xff\xff\xff\xff", Told{}},
		{"a.pdf", "%PDF-1.4\nstream\n\xff\xd8\xff\xe1\x00\x80Exif\x00\x00" + where + "\nendstream", Told{GPS: true}},
		{"a.pdf", "%PDF-1.4\nExif\x00\x00Exif\x00\x00" + which, Told{Serial: true}},
		{"a.pdf", "%PDF-1.4\n<exif:GPSLatitude>52,1N</exif:GPSLatitude>", Told{GPS: true}},
		{"a.pdf", "%PDF-1.4\nwords about Exif and a serial number", Told{}},
		{"a.pdf", "Exif\x00\x00" + where, Told{}},
		{"a.mp4", ftyp + film + mp4Box("moov", mp4Box("udta", mp4Box("\xa9xyz", "\x00\x12+52.5+013.4/"))), Told{GPS: true}},
		{"a.mov", mp4Box("moov", mp4Box("meta", mp4Box("keys", "\x00\x00\x00\x00\x00\x00\x00\x01", mp4Box("mdta", "com.apple.quicktime.location.ISO6709")))), Told{GPS: true}},
		{"a.mov", mp4Box("moov", mp4Box("meta", "\x00\x00\x00\x00", mp4Box("keys", "\x00\x00\x00\x00\x00\x00\x00\x01", mp4Box("mdta", "com.apple.quicktime.make")))), Told{}},
		{"a.mp4", mp4Box("moov", mp4Box("trak", mp4Box("mdia", mp4Box("minf", mp4Box("stbl", mp4Box("stsd", "\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x10gpmd")))))), Told{GPS: true}},
		{"a.mp4", mp4Box("uuid", "0123456789abcdef<aux:SerialNumber>1</aux:SerialNumber>"), Told{Serial: true}},
		{"a.mp4", ftyp + film + mp4Box("moov", mp4Box("mvhd", "\xa9xyz")), Told{}},
		{"a.mp4", ftyp + "\x00\x00\x00\x01mdat\x00\x00\x00\x00\x00\x00\x00\x14\x00\x00\x00\x00" + mp4Box("udta", mp4Box("loci", "x")), Told{GPS: true}},
		{"a.mp4", "\x00\x00\x00\x00mdat" + mp4Box("udta", mp4Box("loci", "x")), Told{}},
		{"a.mp4", "\x00\x00\x00\x03free", Told{}},
		{"a.txt", where, Told{}},
	} {
		got, err := Tells(strings.NewReader(c.data), c.name)
		if got != c.want || err != nil {
			t.Errorf("%s %.60q: %+v, %v; want %+v", c.name, c.data, got, err, c.want)
		}
		// A reader that cannot skip finds the same.
		if got, _ := Tells(bytes.NewBufferString(c.data), c.name); got != c.want {
			t.Errorf("%s, as a stream: %+v; want %+v", c.name, got, c.want)
		}
	}
}

func FuzzTells(f *testing.F) {
	f.Add([]byte(mp4Box("moov", mp4Box("udta", mp4Box("loci", "x")))), "a.mp4")
	f.Add([]byte("%PDF-1.4\nExif\x00\x00MM\x00\x2a\x00\x00\x00\x08"), "a.pdf")
	f.Add([]byte("II\x2a\x00\x08\x00\x00\x00"), "a.tif")
	f.Fuzz(func(t *testing.T, data []byte, name string) {
		if _, err := Tells(bytes.NewReader(data), name); err != nil {
			t.Error(err)
		}
	})
}
