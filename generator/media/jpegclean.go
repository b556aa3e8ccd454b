package media

import (
	"bufio"
	"bytes"
)

// cleanJPEG copies the segments that make the picture, and of the others what
// mode leaves.
func cleanJPEG(w *bufio.Writer, in *input, mode Strip) error {
	j, err := walkJPEG(in)
	if err != nil {
		return err
	}
	w.Write([]byte{0xff, mSOI})
	exif, framed := false, false
	for {
		m, err := j.next()
		if err != nil {
			return err
		}
		if m == mEOI {
			break
		}
		seg, err := j.segment()
		if err != nil {
			return err
		}
		framed = framed || isSOF(m)
		switch {
		case m == mAPP1 && bytes.HasPrefix(seg, exifHead):
			if kept := cleanEXIF(seg[len(exifHead):], mode); kept != nil && !exif {
				err = writeSegment(w, m, exifHead, kept)
			}
			exif = true
		case m >= mAPP0 && m <= mAPPf || m == mCOM:
			if kept := keptApp(m, seg, mode); kept != nil {
				err = writeSegment(w, m, kept)
			}
		default:
			err = writeSegment(w, m, seg)
		}
		if err == nil && m == mSOS {
			err = j.scan(w)
		}
		if err != nil {
			return err
		}
	}
	if !framed {
		return damaged("the JPEG has no frame")
	}
	_, err = w.Write([]byte{0xff, mEOI})
	return err
}

// keptApp is what mode leaves of an application segment or a comment, or nil.
func keptApp(m byte, seg []byte, mode Strip) []byte {
	switch {
	case m == mAPP0 && bytes.HasPrefix(seg, []byte("JFIF\x00")) && len(seg) >= 14:
		return append(bytes.Clone(seg[:12]), 0, 0) // without its thumbnail
	case m == mAPP2 && bytes.HasPrefix(seg, iccHead):
		return seg
	case m == mAPPd && bytes.HasPrefix(seg, psHead):
		if iptc := cleanIPTC(seg[len(psHead):], mode); iptc != nil {
			return append(bytes.Clone(psHead), iptc...)
		}
	case m == mAPPe && bytes.HasPrefix(seg, []byte("Adobe")) && len(seg) >= 12:
		return seg[:12] // how colours are coded; decoders need it
	case m == mCOM && mode == GPS:
		return seg
	}
	return nil
}

func writeSegment(w *bufio.Writer, m byte, parts ...[]byte) error {
	n := 2
	for _, p := range parts {
		n += len(p)
	}
	if n > 0xffff {
		return damaged("a segment of the JPEG is too long")
	}
	w.Write([]byte{0xff, m, byte(n >> 8), byte(n)})
	for _, p := range parts {
		w.Write(p)
	}
	return nil // a bufio.Writer keeps its error until Flush
}
