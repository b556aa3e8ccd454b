package media

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
)

// gifWalk copies a GIF block by block (GIF89a, appendix A).
type gifWalk struct {
	in   *input
	w    io.Writer
	keep func(label byte, app []byte) bool // of an extension; app is an application's name
	size func(w, h int) error
	imgs int
}

// walk goes to the trailer. A GIF without one that ends between two blocks is
// whole for every reader, and gets one.
func (g *gifWalk) walk() error {
	head := make([]byte, 13)
	if err := g.in.full(head); err != nil {
		return err
	}
	if err := g.size(int(binary.LittleEndian.Uint16(head[6:])), int(binary.LittleEndian.Uint16(head[8:]))); err != nil {
		return err
	}
	g.w.Write(head)
	if err := g.colours(head[10]); err != nil {
		return err
	}
	for {
		b, err := g.in.ReadByte()
		switch {
		case err == io.EOF && g.imgs > 0:
			b = 0x3b
		case err != nil:
			return g.in.cut(err)
		}
		switch b {
		case 0x3b:
			if g.imgs == 0 {
				return damaged("the GIF has no picture")
			}
			_, err = g.w.Write([]byte{b})
			return err
		case 0x2c:
			err = g.image()
		case 0x21:
			err = g.extension()
		default:
			return damaged("the GIF has a block of kind %#02x", b)
		}
		if err != nil {
			return err
		}
	}
}

// colours copies a colour table, if the flags say that one follows.
func (g *gifWalk) colours(flags byte) error {
	if flags&0x80 == 0 {
		return nil
	}
	return g.in.copy(g.w, 3<<(flags&7+1))
}

func (g *gifWalk) image() error {
	head := make([]byte, 9)
	if err := g.in.full(head); err != nil {
		return err
	}
	g.w.Write([]byte{0x2c})
	g.w.Write(head)
	if err := g.colours(head[8]); err != nil {
		return err
	}
	if err := g.in.copy(g.w, 1); err != nil { // LZW code size
		return err
	}
	g.imgs++
	return g.blocks(g.w)
}

func (g *gifWalk) extension() error {
	label, err := g.in.ReadByte()
	if err != nil {
		return g.in.cut(err)
	}
	var app []byte
	if b, _ := g.in.Peek(12); label == 0xff && len(b) == 12 && b[0] == 11 {
		app = b[1:]
	}
	w := g.w
	if !g.keep(label, app) {
		w = io.Discard
	}
	w.Write([]byte{0x21, label})
	return g.blocks(w)
}

// blocks copies data blocks up to the empty one that ends them. XMP is no row of
// blocks, but ends in bytes that bring such a reader to its end.
func (g *gifWalk) blocks(w io.Writer) error {
	for {
		n, err := g.in.ReadByte()
		if err != nil {
			return g.in.cut(err)
		}
		w.Write([]byte{n})
		if n == 0 {
			return nil
		}
		if err := g.in.copy(w, int64(n)); err != nil {
			return err
		}
	}
}

func probeGIF(in *input, info *Info) error {
	g := &gifWalk{in: in, w: io.Discard, size: info.setSize, keep: func(byte, []byte) bool { return true }}
	err := g.walk()
	info.Animated = g.imgs > 1
	return err
}

// cleanGIF drops comments (in mode gps they stay), XMP and every application's
// extension but those of loops and colour profiles.
func cleanGIF(w *bufio.Writer, in *input, mode Strip) error {
	g := &gifWalk{in: in, w: w, size: func(int, int) error { return nil }}
	g.keep = func(label byte, app []byte) bool {
		switch label {
		case 0xf9, 0x01: // graphic control, plain text: part of the picture
			return true
		case 0xfe:
			return mode == GPS
		}
		return bytes.Equal(app, []byte("NETSCAPE2.0")) || bytes.Equal(app, []byte("ANIMEXTS1.0")) || bytes.Equal(app, []byte("ICCRGBG1012"))
	}
	return g.walk()
}
