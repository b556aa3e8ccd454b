package media

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"slices"
)

// Flags of the VP8X chunk (RFC 9649, 2.7).
const (
	webpAnimation = 0x02
	webpXMP       = 0x04
	webpEXIF      = 0x08
)

func probeWebP(in *input, info *Info) error {
	var riff [12]byte
	if err := in.full(riff[:]); err != nil {
		return err
	}
	left := int64(binary.LittleEndian.Uint32(riff[4:])) - 4
	sized, extended, exif := false, false, false
	for left >= 8 {
		var head [8]byte
		if err := in.full(head[:]); err != nil {
			return err
		}
		size := int64(binary.LittleEndian.Uint32(head[4:]))
		padded := size + size%2
		if left -= 8 + padded; left < -1 {
			return damaged("a chunk of the WebP is larger than the file says it is")
		}
		name := string(head[:4])
		var part bytes.Buffer // what is looked at of the chunk
		look := map[string]int64{"VP8X": 10, "VP8 ": 10, "VP8L": 5, "EXIF": maxChunk, "XMP ": maxChunk}[name]
		if err := in.copy(&part, min(look, size)); err != nil {
			return err
		}
		if err := in.skip(size - min(look, size)); err != nil {
			return err
		}
		if size%2 == 1 && left >= 0 {
			if err := in.skip(1); err != nil {
				return err
			}
		}
		if w, h, ok := webpSize(name, part.Bytes()); ok && !sized {
			sized = true
			if err := info.setSize(w, h); err != nil {
				return err
			}
		}
		switch {
		case name == "VP8X":
			extended = true
			info.Animated = part.Len() > 0 && part.Bytes()[0]&webpAnimation != 0
		case name == "EXIF" && extended && !exif: // the simple form has no metadata
			exif = true
			exifInfo(part.Bytes(), info)
		case name == "XMP ":
			info.GPS = info.GPS || xmpGPS(part.Bytes())
		}
	}
	if !sized {
		return damaged("the WebP has no picture")
	}
	return nil
}

// webpSize is the size that a chunk tells: the canvas, or a frame's head.
func webpSize(name string, b []byte) (w, h int, ok bool) {
	switch {
	case name == "VP8X" && len(b) == 10:
		le24 := func(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }
		return le24(b[4:]) + 1, le24(b[7:]) + 1, true
	case name == "VP8 " && len(b) == 10 && string(b[3:6]) == "\x9d\x01\x2a":
		return int(binary.LittleEndian.Uint16(b[6:]) & 0x3fff), int(binary.LittleEndian.Uint16(b[8:]) & 0x3fff), true
	case name == "VP8L" && len(b) == 5 && b[0] == 0x2f:
		v := binary.LittleEndian.Uint32(b[1:])
		return int(v&0x3fff) + 1, int(v>>14&0x3fff) + 1, true
	}
	return 0, 0, false
}

var webpKept = []string{"VP8X", "ICCP", "ANIM", "ANMF", "ALPH", "VP8 ", "VP8L"}

// cleanWebP drops EXIF, XMP and unknown chunks and tells so in the head. The head
// counts the bytes that follow, so the file is held.
func cleanWebP(w *bufio.Writer, in *input, mode Strip) error {
	b, err := in.hold()
	if err != nil {
		return err
	}
	if len(b) < 12 {
		return in.cut(io.EOF)
	}
	if size := int64(binary.LittleEndian.Uint32(b[4:])) + 8; size < int64(len(b)) {
		b = b[:max(12, size)]
	} else if size > int64(len(b))+1 { // a missing last pad byte harms nobody
		return in.cut(io.EOF)
	}
	var out []byte
	flags, pictures := -1, 0
	exif, kept := false, false
	for rest := b[12:]; len(rest) >= 8; {
		name, size := string(rest[:4]), int64(binary.LittleEndian.Uint32(rest[4:]))
		if size > int64(len(rest))-8 {
			return damaged("a chunk of the WebP is larger than the file says it is")
		}
		data := rest[8 : 8+size]
		rest = rest[min(int64(len(rest)), 8+size+size%2):]
		switch {
		case name == "EXIF" && !exif && flags >= 0:
			data = cleanEXIF(data, mode)
			exif, kept = true, data != nil
		case !slices.Contains(webpKept, name):
			data = nil
		}
		if data == nil {
			continue
		}
		if name == "VP8X" && flags < 0 && size >= 10 {
			flags = len(out) + 8
		}
		if name == "VP8 " || name == "VP8L" || name == "ANMF" {
			pictures++
		}
		out = append(out, name...)
		out = binary.LittleEndian.AppendUint32(out, uint32(len(data)))
		out = append(out, data...)
		if len(data)%2 == 1 {
			out = append(out, 0)
		}
	}
	if pictures == 0 {
		return damaged("the WebP has no picture")
	}
	if flags >= 0 {
		out[flags] &^= webpEXIF | webpXMP
		if kept {
			out[flags] |= webpEXIF
		}
	}
	w.WriteString("RIFF")
	w.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(out)+4)))
	w.WriteString("WEBP")
	_, err = w.Write(out)
	return err
}
