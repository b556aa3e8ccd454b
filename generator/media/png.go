package media

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io"
	"slices"
)

// maxChunk is how much of a chunk of text or EXIF is looked at.
const maxChunk = 4 << 20

// chunk is the head of a PNG chunk.
type chunk struct {
	name string
	size int64
}

// critical reports whether a reader that does not know the chunk must give up.
func (c chunk) critical() bool { return c.name[0]&0x20 == 0 }

// pngWalk goes from chunk to chunk.
type pngWalk struct{ in *input }

func walkPNG(in *input) (pngWalk, error) { return pngWalk{in}, in.skip(8) }

func (p pngWalk) next() (chunk, error) {
	var head [8]byte
	if err := p.in.full(head[:]); err != nil {
		return chunk{}, err
	}
	c := chunk{string(head[4:]), int64(binary.BigEndian.Uint32(head[:]))}
	for _, b := range head[4:] {
		if b|0x20 < 'a' || b|0x20 > 'z' {
			return c, damaged("the PNG has a chunk called %q", c.name)
		}
	}
	if c.size > 1<<31-1 {
		return c, damaged("a chunk of the PNG says it has %d bytes", c.size)
	}
	return c, nil
}

// body copies a chunk's data to w and proves its checksum.
func (p pngWalk) body(c chunk, w io.Writer) error {
	sum := &crcWriter{w, crc32.ChecksumIEEE([]byte(c.name))}
	if err := p.in.copy(sum, c.size); err != nil {
		return err
	}
	var want [4]byte
	if err := p.in.full(want[:]); err != nil {
		return err
	}
	if sum.crc != binary.BigEndian.Uint32(want[:]) && c.critical() {
		return damaged("a checksum of the PNG is wrong, in %s", c.name)
	}
	return nil
}

type crcWriter struct {
	w   io.Writer
	crc uint32
}

func (c *crcWriter) Write(b []byte) (int, error) {
	c.crc = crc32.Update(c.crc, crc32.IEEETable, b)
	return c.w.Write(b)
}

// held is the body of a small chunk in memory; nil when it is too large to matter.
func (p pngWalk) held(c chunk) ([]byte, error) {
	if c.size > maxChunk {
		return nil, p.body(c, io.Discard)
	}
	var b bytes.Buffer
	err := p.body(c, &b)
	return b.Bytes(), err
}

func probePNG(in *input, info *Info) error {
	p, err := walkPNG(in)
	if err != nil {
		return err
	}
	exif := false
	for first := true; ; first = false {
		c, err := p.next()
		if err != nil {
			return err
		}
		if first != (c.name == "IHDR") {
			return damaged("the PNG has %s where its head must be or has been", c.name)
		}
		switch c.name {
		case "IEND":
			return p.body(c, io.Discard)
		case "IHDR", "eXIf", "iTXt", "acTL":
			b, err := p.held(c)
			if err != nil {
				return err
			}
			if c.name == "eXIf" && exif { // only the first counts
				continue
			}
			exif = exif || c.name == "eXIf"
			if err := pngInfo(c, b, info); err != nil {
				return err
			}
		default:
			if err := p.body(c, io.Discard); err != nil {
				return err
			}
		}
	}
}

func pngInfo(c chunk, b []byte, info *Info) error {
	switch c.name {
	case "IHDR":
		if len(b) != 13 {
			return damaged("the head of the PNG has %d bytes", len(b))
		}
		w, h := binary.BigEndian.Uint32(b), binary.BigEndian.Uint32(b[4:])
		if w > 1<<31-1 || h > 1<<31-1 {
			return damaged("the PNG says it is %d × %d pixels", w, h)
		}
		info.Depth = 4 * int(max(b[8], 8)) / 8
		if b[9] == 0 || b[9] == 3 { // grey, or of a palette
			info.Depth /= 4
		}
		return info.setSize(int(w), int(h))
	case "eXIf":
		exifInfo(b, info)
	case "iTXt":
		info.GPS = info.GPS || xmpGPS(b)
	case "acTL":
		info.Animated = len(b) >= 4 && binary.BigEndian.Uint32(b) > 1
	}
	return nil
}

// keptChunks are the chunks that a browser needs beside the critical ones: colour,
// transparency, resolution, animation.
var keptChunks = []string{
	"tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI",
	"bKGD", "hIST", "pHYs", "sPLT", "acTL", "fcTL", "fdAT",
}

// pngCredits are the keywords of text chunks that say whose a picture is.
var pngCredits = []string{"Author", "Copyright"}

// cleanPNG copies the chunks that make the picture. What follows IEND stays
// behind: some cropping programs left the rest of the uncropped picture there.
func cleanPNG(w *bufio.Writer, in *input, mode Strip) error {
	p, err := walkPNG(in)
	if err != nil {
		return err
	}
	w.WriteString("\x89PNG\r\n\x1a\n")
	exif := false
	for first := true; ; first = false {
		c, err := p.next()
		if err != nil {
			return err
		}
		if first != (c.name == "IHDR") {
			return damaged("the PNG has %s where its head must be or has been", c.name)
		}
		switch {
		case c.critical() || slices.Contains(keptChunks, c.name):
			err = p.pass(w, c)
		case c.name == "eXIf", c.name == "tEXt", c.name == "zTXt", c.name == "iTXt":
			var b []byte
			if b, err = p.held(c); err != nil {
				return err
			}
			if c.name == "eXIf" {
				if b = cleanEXIF(b, mode); exif { // only the first counts
					b = nil
				}
				exif = true
			} else if !pngText(b, mode) {
				b = nil
			}
			if b != nil {
				writeChunk(w, c.name, b)
			}
		default:
			err = p.body(c, io.Discard)
		}
		if err != nil {
			return err
		}
		if c.name == "IEND" {
			return nil
		}
	}
}

// pass copies a chunk. One that is not critical and whose checksum is wrong gets
// the right one: its bytes are what a browser would judge.
func (p pngWalk) pass(w *bufio.Writer, c chunk) error {
	var head [8]byte
	binary.BigEndian.PutUint32(head[:], uint32(c.size))
	copy(head[4:], c.name)
	w.Write(head[:])
	sum := &crcWriter{w, crc32.ChecksumIEEE(head[4:])}
	if err := p.body(c, sum); err != nil {
		return err
	}
	_, err := w.Write(binary.BigEndian.AppendUint32(nil, sum.crc))
	return err
}

// pngText reports whether mode leaves a text chunk: credits always; in mode gps
// any that is no profile (ImageMagick's "Raw profile type exif") or XMP.
func pngText(b []byte, mode Strip) bool {
	word, _, _ := bytes.Cut(b, []byte{0})
	if mode == All {
		return slices.Contains(pngCredits, string(word))
	}
	return len(word) > 0 && !bytes.Contains(bytes.ToLower(word), []byte("profile")) && !bytes.Contains(bytes.ToLower(word), []byte("xmp"))
}

func writeChunk(w *bufio.Writer, name string, b []byte) {
	w.Write(binary.BigEndian.AppendUint32(nil, uint32(len(b))))
	w.WriteString(name)
	w.Write(b)
	w.Write(binary.BigEndian.AppendUint32(nil, crc32.Update(crc32.ChecksumIEEE([]byte(name)), crc32.IEEETable, b)))
}
