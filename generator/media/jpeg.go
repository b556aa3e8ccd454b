package media

import (
	"bytes"
	"encoding/binary"
	"io"
)

// Markers of T.81, table B.1, and of the application segments in use.
const (
	mSOF2 = 0xc2
	mSOI  = 0xd8
	mEOI  = 0xd9
	mSOS  = 0xda
	mDNL  = 0xdc
	mAPP0 = 0xe0
	mAPP1 = 0xe1
	mAPP2 = 0xe2
	mAPPd = 0xed
	mAPPe = 0xee
	mAPPf = 0xef
	mCOM  = 0xfe
)

var (
	exifHead = []byte("Exif\x00\x00")
	xmpHead  = []byte("http://ns.adobe.com/x") // …ap/1.0/ and …mp/extension/
	iccHead  = []byte("ICC_PROFILE\x00")
	psHead   = []byte("Photoshop 3.0\x00")
)

// jpegWalk goes from marker to marker.
type jpegWalk struct {
	in    *input
	buf   []byte // of the segment at hand
	ended byte   // the marker that ended a scan
}

func walkJPEG(in *input) (*jpegWalk, error) {
	var soi [2]byte
	return &jpegWalk{in: in}, in.full(soi[:])
}

// next is the next marker. Bytes between segments that are none are passed over,
// as decoders do.
func (j *jpegWalk) next() (byte, error) {
	if m := j.ended; m != 0 {
		j.ended = 0
		return m, nil
	}
	for {
		b, err := j.in.ReadByte()
		for err == nil && b != 0xff {
			b, err = j.in.ReadByte()
		}
		for err == nil && b == 0xff {
			b, err = j.in.ReadByte()
		}
		if err != nil {
			return 0, j.in.cut(err)
		}
		if b == mSOI {
			return 0, damaged("a JPEG begins inside the JPEG")
		}
		if b != 0 && !alone(b) {
			return b, nil
		}
	}
}

// alone reports whether a marker comes without a segment and means nothing here:
// restarts, and TEM.
func alone(m byte) bool { return m >= 0xd0 && m <= 0xd7 || m == 0x01 }

// segment reads what follows a marker; the bytes hold until the next call.
func (j *jpegWalk) segment() ([]byte, error) {
	var n [2]byte
	if err := j.in.full(n[:]); err != nil {
		return nil, err
	}
	size := int(binary.BigEndian.Uint16(n[:])) - 2
	if size < 0 {
		return nil, damaged("a segment of the JPEG says it has %d bytes", size+2)
	}
	if cap(j.buf) < size {
		j.buf = make([]byte, size)
	}
	j.buf = j.buf[:size]
	return j.buf, j.in.full(j.buf)
}

// scan copies coded pixels to w up to the marker that ends them, which next
// tells. In coded pixels a byte FF is followed by 00, or is a restart.
func (j *jpegWalk) scan(w io.Writer) error {
	for {
		if _, err := j.in.Peek(2); err != nil {
			return j.in.cut(err)
		}
		b, _ := j.in.Peek(j.in.Buffered())
		last := len(b) - 1 // may be the first half of a marker
		i := bytes.IndexByte(b[:last], 0xff)
		if i < 0 {
			i = last
		} else if m := b[i+1]; m == 0 || alone(m) {
			i += 2
		} else if i == 0 && m == 0xff { // fill
			j.in.Discard(1)
			continue
		} else if i == 0 {
			j.in.Discard(2)
			j.ended = m
			return nil
		}
		if _, err := w.Write(b[:i]); err != nil {
			return err
		}
		j.in.Discard(i)
	}
}

// isSOF reports whether a marker begins a frame.
func isSOF(m byte) bool { return m >= 0xc0 && m <= 0xcf && m != 0xc4 && m != 0xc8 && m != 0xcc }

func probeJPEG(in *input, info *Info) error {
	j, err := walkJPEG(in)
	if err != nil {
		return err
	}
	p := jpegProbe{info: info}
	for {
		m, err := j.next()
		if err != nil {
			return err
		}
		if m == mEOI {
			break
		}
		seg, err := j.segment()
		if err == nil {
			err = p.take(m, seg)
		}
		if err == nil && m == mSOS {
			err = j.scan(io.Discard)
		}
		if err != nil {
			return err
		}
	}
	if !p.sized {
		return damaged("the JPEG has no frame")
	}
	return nil
}

type jpegProbe struct {
	info        *Info
	exif, sized bool
}

func (p *jpegProbe) take(m byte, seg []byte) error {
	switch {
	case isSOF(m) && !p.sized:
		if len(seg) < 6 {
			return damaged("the frame of the JPEG is too short")
		}
		h, w := int(binary.BigEndian.Uint16(seg[1:])), int(binary.BigEndian.Uint16(seg[3:]))
		p.info.Progressive = m == mSOF2
		p.info.Depth = int(seg[5])
		if h == 0 { // it comes with a DNL segment after the first scan
			p.info.Width = w
			return nil
		}
		p.sized = true
		return p.info.setSize(w, h)
	case m == mDNL && !p.sized && len(seg) >= 2:
		p.sized = true
		return p.info.setSize(p.info.Width, int(binary.BigEndian.Uint16(seg)))
	case m == mAPP1 && bytes.HasPrefix(seg, exifHead) && !p.exif:
		p.exif = true
		exifInfo(seg, p.info)
	case m == mAPP1 && bytes.HasPrefix(seg, xmpHead):
		p.info.GPS = p.info.GPS || xmpGPS(seg)
	}
	return nil
}

// xmpGPS reports whether an XMP packet names a position.
func xmpGPS(packet []byte) bool { return bytes.Contains(packet, []byte("GPSLatitude")) }
