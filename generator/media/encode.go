package media

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"slices"
)

// JPEG encodes the picture with a quality of 1 to 100, with the colour profile
// and the credits of the picture it was made of. What is transparent becomes white.
func (s *Scaled) JPEG(quality int) ([]byte, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, s.forJPEG(), &jpeg.Options{Quality: quality}); err != nil {
		return nil, err
	}
	if s.kept.icc == nil && s.kept.iptc == nil {
		return b.Bytes(), nil
	}
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	w.Write(b.Bytes()[:2])
	if s.kept.iptc != nil {
		if err := writeSegment(w, mAPPd, s.kept.iptc); err != nil {
			return nil, err
		}
	}
	parts := slices.Collect(slices.Chunk(s.kept.icc, 0xffff-2-len(iccHead)-2))
	for i, part := range parts {
		if err := writeSegment(w, mAPP2, iccHead, []byte{byte(i + 1), byte(len(parts))}, part); err != nil {
			return nil, err
		}
	}
	w.Write(b.Bytes()[2:])
	w.Flush()
	return out.Bytes(), nil
}

func (s *Scaled) forJPEG() image.Image {
	r := image.Rect(0, 0, s.Width, s.Height)
	switch {
	case s.rgba != nil:
		pix := s.rgba.pix
		if !s.opaque {
			pix = slices.Clone(pix)
			for i := 0; i < len(pix); i += 4 {
				p := pix[i : i+4]
				white := 255 - p[3]
				p[0], p[1], p[2], p[3] = p[0]+white, p[1]+white, p[2]+white, 255
			}
		}
		return &image.RGBA{Pix: pix, Stride: 4 * s.Width, Rect: r}
	case s.cb == nil:
		return &image.Gray{Pix: s.y.pix, Stride: s.Width, Rect: r}
	}
	return &image.YCbCr{Y: s.y.pix, Cb: s.cb.pix, Cr: s.cr.pix, YStride: s.y.w, CStride: s.cb.w, SubsampleRatio: image.YCbCrSubsampleRatio420, Rect: r}
}

// PNG encodes the picture with its transparency and the colour of the picture it
// was made of.
func (s *Scaled) PNG() ([]byte, error) {
	var b bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestCompression}
	if err := e.Encode(&b, s.forPNG()); err != nil {
		return nil, err
	}
	const head = 8 + 12 + 13 // signature and IHDR
	out := slices.Clone(b.Bytes()[:head])
	for _, c := range s.kept.chunks {
		out = append(out, c...)
	}
	return append(out, b.Bytes()[head:]...), nil
}

func (s *Scaled) forPNG() image.Image {
	if s.rgba == nil || s.opaque {
		return s.forJPEG()
	}
	// PNG stores colours that are not multiplied.
	pix := slices.Clone(s.rgba.pix)
	for i := 0; i < len(pix); i += 4 {
		if a := int(pix[i+3]); a > 0 && a < 255 {
			for c := range 3 {
				pix[i+c] = byte(min((int(pix[i+c])*255+a/2)/a, 255))
			}
		}
	}
	return &image.NRGBA{Pix: pix, Stride: 4 * s.Width, Rect: image.Rect(0, 0, s.Width, s.Height)}
}

// keptJPEG reads what the smaller pictures of a JPEG keep. The JPEG has been
// walked before, so what goes wrong here is nothing new.
func keptJPEG(data []byte, im image.Image) (k kept) {
	in := newInput(bytes.NewReader(data))
	defer in.done()
	j, err := walkJPEG(in)
	if err != nil {
		return k
	}
	for {
		m, err := j.next()
		if err != nil || m == mSOS || m == mEOI {
			break
		}
		seg, err := j.segment()
		if err != nil {
			break
		}
		switch {
		case m == mAPP2 && bytes.HasPrefix(seg, iccHead) && len(seg) > len(iccHead)+2:
			k.icc = append(k.icc, seg[len(iccHead)+2:]...)
		case m == mAPPd && bytes.HasPrefix(seg, psHead) && k.iptc == nil:
			if iptc := cleanIPTC(seg[len(psHead):], All); iptc != nil {
				k.iptc = append(bytes.Clone(psHead), iptc...)
			}
		}
	}
	space := "RGB "
	if _, grey := im.(*image.Gray); grey {
		space = "GRAY"
	}
	if _, four := im.(*image.CMYK); four || len(k.icc) < 132 || string(k.icc[16:20]) != space || isSRGB(k.icc) {
		k.icc = nil
	}
	return k
}

// isSRGB reports a profile (ICC.1) that calls itself sRGB: browsers take
// pictures without a profile for that, and three kilobytes are saved.
func isSRGB(icc []byte) bool {
	n := int(binary.BigEndian.Uint32(icc[128:]))
	for at := 132; n > 0 && at+12 <= len(icc); n, at = n-1, at+12 {
		if string(icc[at:at+4]) != "desc" {
			continue
		}
		off, size := int64(binary.BigEndian.Uint32(icc[at+4:])), int64(binary.BigEndian.Uint32(icc[at+8:]))
		if off+size > int64(len(icc)) || size > 1<<12 {
			return false
		}
		text := bytes.ReplaceAll(icc[off:off+size], []byte{0}, nil) // in UTF-16 too
		return bytes.Contains(text, []byte("sRGB"))
	}
	return false
}

// colorChunks are the chunks that say what a PNG's numbers mean.
var colorChunks = []string{"cHRM", "gAMA", "iCCP", "sRGB", "cICP"}

// keptPNG reads what the smaller pictures of a PNG keep.
func keptPNG(data []byte, im image.Image) (k kept) {
	in := newInput(bytes.NewReader(data))
	defer in.done()
	p, err := walkPNG(in)
	if err != nil {
		return k
	}
	_, grey := im.(*image.Gray)
	mixed := false
	for {
		c, err := p.next()
		if err != nil || c.name == "IDAT" || c.name == "IEND" {
			return k
		}
		if c.name == "IHDR" {
			b, err := p.held(c)
			if err != nil || len(b) < 10 {
				return k
			}
			// A profile for grey says nothing of pixels that come out as RGB.
			mixed = (b[9] == 0 || b[9] == 4) && !grey
			continue
		}
		if !slices.Contains(colorChunks, c.name) || c.name == "iCCP" && mixed {
			if p.body(c, io.Discard) != nil {
				return k
			}
			continue
		}
		b, err := p.held(c)
		if err != nil {
			return k
		}
		var out bytes.Buffer
		w := bufio.NewWriter(&out)
		writeChunk(w, c.name, b)
		w.Flush()
		k.chunks = append(k.chunks, out.Bytes())
	}
}
