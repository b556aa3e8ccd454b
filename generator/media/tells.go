package media

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"path"
	"strings"
)

// Told is what a file that is published as it is tells about its maker: Clean
// knows pictures for browsers, and nobody rewrites a film or a PDF unasked.
type Told struct {
	GPS    bool // where it was taken
	Serial bool // serial numbers of camera or lens
}

// Is reports whether anything is told.
func (t Told) Is() bool { return t != Told{} }

// Untouched reports a name of a kind of file that Tells can read: films of MP4
// and QuickTime, TIFF with the raw formats made of it, PDF.
func Untouched(name string) bool { return tellers[strings.ToLower(path.Ext(name))] != nil }

var tellers = map[string]func(io.Reader) (Told, error){
	".pdf": tellsPDF, ".tif": tellsTIFF, ".tiff": tellsTIFF, ".dng": tellsTIFF,
	".mp4": tellsFilm, ".m4v": tellsFilm, ".mov": tellsFilm, ".3gp": tellsFilm,
}

// Tells looks for positions and serial numbers in a file of this name. Broken
// files tell nothing; the error is the reader's. Of a PDF or a TIFF the first
// 64 MB are read, of a film the parts beside its pictures and sounds.
func Tells(r io.Reader, name string) (Told, error) {
	if f := tellers[strings.ToLower(path.Ext(name))]; f != nil {
		return f(r)
	}
	return Told{}, nil
}

func tellsTIFF(r io.Reader) (told Told, err error) {
	data, err := io.ReadAll(io.LimitReader(r, maxHeld))
	if t, ok := openTIFF(data); ok && err == nil {
		told = t.tells()
	}
	return told, err
}

// tellsPDF looks into the photographs of a PDF, which lie in it as JPEG files
// (ISO 32000-1, 7.4.8), and into XMP that is not compressed.
func tellsPDF(r io.Reader) (told Told, err error) {
	data, err := io.ReadAll(io.LimitReader(r, maxHeld))
	if err != nil || !bytes.HasPrefix(data, []byte("%PDF")) {
		return told, err
	}
	told.xmp(data)
	head := []byte("Exif\x00\x00")
	for rest := data; ; {
		i := bytes.Index(rest, head)
		if i < 0 {
			return told, nil
		}
		rest = rest[i+len(head):]
		if t, ok := openTIFF(rest[:min(len(rest), 0xffff)]); ok {
			told.add(t.tells())
		}
	}
}

func (t *Told) add(more Told) { t.GPS, t.Serial = t.GPS || more.GPS, t.Serial || more.Serial }

// xmp takes what packets of XMP among some bytes name.
func (t *Told) xmp(data []byte) {
	t.add(Told{GPS: xmpGPS(data), Serial: bytes.Contains(data, []byte(":SerialNumber")) || bytes.Contains(data, []byte("BodySerialNumber")) || bytes.Contains(data, []byte("LensSerialNumber"))})
}

// tells is what EXIF data name: GPS coordinates, serial numbers of body, lens and
// camera (CIPA DC-008; DNG 1.7), and the same in XMP.
func (t tiff) tells() (told Told) {
	fields := t.first()
	for _, f := range t.sub(fields, tagGPSIFD) {
		told.GPS = told.GPS || f.tag == 0x02 || f.tag == 0x04 || f.tag == 0x14 || f.tag == 0x16
	}
	for _, f := range append(fields, t.sub(fields, tagExifIFD)...) {
		switch f.tag {
		case 0xa431, 0xa435, 0xc62f:
			told.Serial = told.Serial || len(bytes.Trim(f.value, "\x00 ")) > 0
		case 0x02bc:
			told.xmp(f.value)
		}
	}
	return told
}

// maxBox bounds what is held of a film beside its pictures and sounds.
const maxBox = 16 << 20

// tellsFilm walks the boxes of a film (ISO 14496-12; QuickTime File Format) and
// passes over its pictures and sounds.
func tellsFilm(r io.Reader) (told Told, err error) {
	for {
		var head [16]byte
		if _, err := io.ReadFull(r, head[:8]); err != nil {
			return told, fine(err)
		}
		size, kind := int64(binary.BigEndian.Uint32(head[:])), string(head[4:8])
		switch size {
		case 0: // to the end of the file
			size = 1 << 62
		case 1:
			if _, err := io.ReadFull(r, head[8:]); err != nil {
				return told, fine(err)
			}
			size = int64(binary.BigEndian.Uint64(head[8:])) - 8
		}
		if size -= 8; size < 0 {
			return told, nil
		}
		switch kind {
		case "moov", "udta", "meta", "uuid":
			data, err := io.ReadAll(io.LimitReader(r, min(size, maxBox)))
			if err != nil {
				return told, err
			}
			told.box(kind, data, 0)
			size -= int64(len(data))
		}
		if err := pass(r, size); err != nil {
			return told, fine(err)
		}
	}
}

// fine is nil for the end of a file, wherever it comes.
func fine(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	return err
}

// pass goes on by n bytes.
func pass(r io.Reader, n int64) error {
	if s, ok := r.(io.Seeker); ok && n < 1<<60 {
		_, err := s.Seek(n, io.SeekCurrent)
		return err
	}
	_, err := io.CopyN(io.Discard, r, n)
	return err
}

// box takes what one box of a film names.
func (t *Told) box(kind string, data []byte, depth int) {
	switch kind {
	case "\xa9xyz", "loci": // ISO 6709 of QuickTime; 3GPP TS 26.244
		t.GPS = true
	case "CAME": // GoPro
		t.Serial = true
	case "keys", "mdta": // names of metadata: com.apple.quicktime.location.ISO6709
		t.GPS = t.GPS || bytes.Contains(data, []byte(".location."))
	case "stsd": // a track of positions
		t.GPS = t.GPS || len(data) >= 16 && (string(data[12:16]) == "gpmd" || string(data[12:16]) == "camm")
	case "uuid", "XMP_":
		t.xmp(data)
	case "meta":
		if len(data) > 12 && binary.BigEndian.Uint32(data) == 0 { // a full box, as ISO has it
			data = data[4:]
		}
		fallthrough
	case "moov", "trak", "mdia", "minf", "stbl", "udta":
		for len(data) >= 8 && depth < 8 {
			n := uint64(binary.BigEndian.Uint32(data))
			if n < 8 || n > uint64(len(data)) {
				return
			}
			t.box(string(data[4:8]), data[8:n], depth+1)
			data = data[n:]
		}
	}
}
