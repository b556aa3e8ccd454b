package media

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strings"
)

// brand is the format that the first box of a file names, or "".
func brand(head []byte) string {
	if len(head) < 12 || string(head[4:8]) != "ftyp" {
		return ""
	}
	size := min(int(binary.BigEndian.Uint32(head)), len(head))
	found := ""
	for at := 8; at+4 <= size; at += 4 {
		switch b := string(head[at : at+4]); {
		case b == "avif", b == "avis":
			return AVIF
		case strings.HasPrefix(b, "hei"), strings.HasPrefix(b, "hev"), b == "mif1", b == "msf1":
			found = HEIC
		}
	}
	return found
}

// box is one box of an ISO base media file, in the bytes of the whole file.
type box struct {
	kind       string
	start      int // of its head
	body, stop int // of what it holds
}

// What a file may say before it is taken for a bomb.
const (
	maxBoxes   = 10_000
	maxExtents = 10_000
	maxMeta    = 8 << 20
)

// boxes are the boxes between two places. Those before one that is cut off are
// there with the error.
func boxes(b []byte, at, stop int) (list []box, err error) {
	for at+8 <= stop {
		size, head := uint64(binary.BigEndian.Uint32(b[at:])), 8
		switch {
		case size == 0: // to the end
			size = uint64(stop - at)
		case size == 1 && at+16 <= stop:
			size, head = binary.BigEndian.Uint64(b[at+8:]), 16
		}
		if len(list) >= maxBoxes {
			return list, damaged("it has more than %d boxes", maxBoxes)
		}
		if size < uint64(head) {
			return list, damaged("a box says it has %d bytes", size)
		}
		if size > uint64(stop-at) {
			return list, io.ErrUnexpectedEOF
		}
		list = append(list, box{string(b[at+4 : at+8]), at, at + head, at + int(size)})
		at += int(size)
	}
	return list, nil
}

// heif is what this room wants of an AVIF or HEIC: its items and where they lie.
type heif struct {
	b       []byte
	top     []box
	stores  []box // mdat and idat: where items may lie
	primary uint32
	kinds   map[uint32]string // of items: "av01", "Exif", "mime"
	extents map[uint32][]extent
	props   []box // of ipco, counted from 1 by assoc
	assoc   map[uint32][]int
}

type extent struct{ at, size uint64 }

// parseHEIF reads the boxes. A file cut off behind its meta box still tells its size.
func parseHEIF(in *input) (*heif, error) {
	b, err := in.hold()
	if err != nil {
		return nil, err
	}
	h := &heif{b: b, kinds: map[uint32]string{}, extents: map[uint32][]extent{}, assoc: map[uint32][]int{}}
	h.top, err = boxes(b, 0, len(b))
	for _, t := range h.top {
		if t.kind == "mdat" {
			h.stores = append(h.stores, t)
		}
		if t.kind == "meta" {
			if merr := h.meta(t); merr != nil {
				return h, merr
			}
		}
	}
	return h, in.cut(err)
}

func (h *heif) meta(m box) error {
	parts, err := boxes(h.b, min(m.body+4, m.stop), m.stop)
	if err != nil || m.stop-m.body > maxMeta {
		return damaged("the boxes of its items do not fit")
	}
	var idat, iloc box
	for _, p := range parts {
		f := fields{b: h.b[p.body:p.stop]}
		switch p.kind {
		case "idat":
			idat = p
			h.stores = append(h.stores, p)
		case "iloc":
			iloc = p
		case "pitm":
			h.primary = uint32(f.number(2 << min(1, f.version())))
		case "iinf":
			h.items(p, &f)
		case "iprp":
			if err := h.properties(p); err != nil {
				return err
			}
		}
	}
	if iloc.kind != "" {
		return h.locations(fields{b: h.b[iloc.body:iloc.stop]}, idat)
	}
	return nil
}

// items reads what kind each item is (ISO 14496-12, 8.11.6).
func (h *heif) items(p box, f *fields) {
	f.number(2 << min(1, f.version())) // how many
	infos, _ := boxes(h.b, p.body+f.at, p.stop)
	for _, i := range infos {
		f := fields{b: h.b[i.body:i.stop]}
		if v := f.version(); i.kind == "infe" && (v == 2 || v == 3) {
			id := uint32(f.number(2 << (v - 2)))
			f.number(2)
			h.kinds[id] = string(f.take(4))
		}
	}
}

func (h *heif) properties(p box) error {
	parts, err := boxes(h.b, p.body, p.stop)
	if err != nil {
		return damaged("the boxes of its properties do not fit")
	}
	for _, part := range parts {
		f := fields{b: h.b[part.body:part.stop]}
		switch part.kind {
		case "ipco":
			h.props, _ = boxes(h.b, part.body, part.stop)
		case "ipma":
			v := f.version()
			wide := f.flags&1 != 0
			for n := f.number(4); n > 0 && !f.short; n-- {
				id := uint32(f.number(2 << min(1, v)))
				for k := f.number(1); k > 0 && !f.short; k-- {
					if wide {
						h.assoc[id] = append(h.assoc[id], int(f.number(2)&0x7fff))
					} else {
						h.assoc[id] = append(h.assoc[id], int(f.number(1)&0x7f))
					}
				}
			}
		}
	}
	return nil
}

// locations reads where items lie (8.11.3).
func (h *heif) locations(f fields, idat box) error {
	v := f.version()
	sizes := f.number(2)
	offset, length, base, index := int(sizes>>12&15), int(sizes>>8&15), int(sizes>>4&15), int(sizes&15)
	if v == 0 {
		index = 0
	}
	left := maxExtents
	for n := f.number(2 << min(1, v/2)); n > 0 && !f.short; n-- {
		id := uint32(f.number(2 << min(1, v/2)))
		method := uint64(0)
		if v > 0 {
			method = f.number(2) & 15
		}
		f.number(2)
		from := f.number(base)
		if method == 1 {
			from += uint64(idat.body)
		}
		for k := f.number(2); k > 0 && !f.short; k-- {
			if left--; left < 0 {
				return damaged("its items lie in more than %d places", maxExtents)
			}
			f.number(index)
			e := extent{at: from + f.number(offset), size: f.number(length)}
			if method > 1 {
				e.size = 0 // within other items: nobody writes metadata so
			}
			h.extents[id] = append(h.extents[id], e)
		}
	}
	if f.short {
		return damaged("the places of its items are cut off")
	}
	return nil
}

// fields reads numbers one after the other, zeros after the end.
type fields struct {
	b     []byte
	at    int
	flags uint32
	short bool
}

func (f *fields) take(n int) []byte {
	if n > len(f.b)-f.at {
		f.short = true
		return make([]byte, n)
	}
	f.at += n
	return f.b[f.at-n : f.at]
}

// number is a big-endian number of n bytes, at most 8.
func (f *fields) number(n int) (v uint64) {
	for _, b := range f.take(n) {
		v = v<<8 | uint64(b)
	}
	return v
}

// version reads the head of a full box.
func (f *fields) version() int {
	v := f.number(4)
	f.flags = uint32(v & 0xffffff)
	return int(v >> 24)
}

func probeHEIF(in *input, info *Info) error {
	h, err := parseHEIF(in)
	if h == nil {
		return err
	}
	info.Animated = len(h.b) >= 12 && string(h.b[8:12]) == "avis"
	w, hgt, turned := h.size()
	if w == 0 {
		if err == nil {
			err = damaged("it has no picture")
		}
		return err
	}
	if turned {
		w, hgt = hgt, w
	}
	if serr := info.setSize(w, hgt); serr != nil {
		return serr
	}
	for id, kind := range h.kinds {
		for _, e := range h.extents[id] {
			if data := h.data(e); kind == "Exif" && len(data) > 4 {
				var exif Info // the picture's own rotation is a property, not this
				exifInfo(data[min(uint64(len(data)), 4+uint64(binary.BigEndian.Uint32(data))):], &exif)
				info.GPS = info.GPS || exif.GPS
			} else if kind == "mime" {
				info.GPS = info.GPS || xmpGPS(data)
			}
		}
	}
	return err
}

// size is that of the primary item, and whether it is shown on its side.
func (h *heif) size() (w, hgt int, turned bool) {
	for _, i := range h.assoc[h.primary] {
		if i < 1 || i > len(h.props) {
			continue
		}
		p := h.props[i-1]
		switch b := h.b[p.body:p.stop]; {
		case p.kind == "ispe" && len(b) >= 12:
			w, hgt = int(binary.BigEndian.Uint32(b[4:])), int(binary.BigEndian.Uint32(b[8:]))
		case p.kind == "irot" && len(b) >= 1:
			turned = b[0]&1 == 1
		}
	}
	return w, hgt, turned
}

// data is an extent's bytes, as far as the file has them.
func (h *heif) data(e extent) []byte {
	if e.at > uint64(len(h.b)) {
		return nil
	}
	return h.b[e.at:min(uint64(len(h.b)), e.at+min(e.size, maxHeld))]
}

// cleanAVIF writes zeros over the EXIF and XMP items, in place: boxes point to
// each other by offsets into the file, so nothing may move. Readers take such an
// item for none.
func cleanAVIF(w *bufio.Writer, in *input) error {
	h, err := parseHEIF(in)
	if err != nil {
		return err
	}
	if w, _, _ := h.size(); w == 0 {
		return damaged("it has no picture")
	}
	for id, kind := range h.kinds {
		if kind != "Exif" && kind != "mime" && kind != "uri " {
			continue
		}
		for _, e := range h.extents[id] {
			if e.size == 0 || !h.stored(e) {
				return fmt.Errorf("%w: its metadata lies in a place that cannot be cleaned", ErrUnsupported)
			}
			clear(h.b[e.at : e.at+e.size])
		}
	}
	for _, t := range h.top {
		switch t.kind {
		case "uuid", "free", "skip", "udta":
			h.void(t)
		case "moov", "moof":
			if err := h.cleanMovie(t, 0); err != nil {
				return err
			}
		}
	}
	_, err = w.Write(h.b)
	return err
}

// stored reports whether an extent lies where data lies: a bent one could name
// the boxes themselves.
func (h *heif) stored(e extent) bool {
	return slices.ContainsFunc(h.stores, func(b box) bool {
		return e.at >= uint64(b.body) && e.at <= uint64(b.stop) && e.size <= uint64(b.stop)-e.at
	})
}

// cleanMovie voids what a film says about itself.
func (h *heif) cleanMovie(m box, depth int) error {
	parts, err := boxes(h.b, m.body, m.stop)
	if err != nil {
		return damaged("the boxes of its film do not fit")
	}
	for _, p := range parts {
		switch {
		case p.kind == "udta" || p.kind == "meta" || p.kind == "uuid":
			h.void(p)
		case p.kind == "trak" && depth < 4:
			if err := h.cleanMovie(p, depth+1); err != nil {
				return err
			}
		}
	}
	return nil
}

// void makes a box one of free space.
func (h *heif) void(b box) {
	copy(h.b[b.start+4:], "free")
	clear(h.b[b.body:b.stop])
}
