package media

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// EXIF tags this room speaks of (CIPA DC-008, 4.6).
const (
	tagOrientation = 0x0112
	tagExifIFD     = 0x8769
	tagGPSIFD      = 0x8825
)

// field is one entry of a TIFF directory with its value.
type field struct {
	tag, typ uint16
	count    uint32
	value    []byte
}

// tiff is the block of EXIF data, from its byte order mark on. Nothing in it is
// believed: offsets are checked, directories are not followed beyond the two
// that are wanted, so that no circle can be written.
type tiff struct {
	order binary.ByteOrder
	data  []byte
}

func openTIFF(data []byte) (tiff, bool) {
	data = bytes.TrimPrefix(data, []byte("Exif\x00\x00")) // in WebP and PNG some write it, some do not
	if len(data) < 8 {
		return tiff{}, false
	}
	t := tiff{binary.LittleEndian, data}
	switch string(data[:2]) {
	case "II":
	case "MM":
		t.order = binary.BigEndian
	default:
		return tiff{}, false
	}
	return t, t.order.Uint16(data[2:]) == 42
}

// typeSizes are the bytes of one value of each TIFF type, from 1.
var typeSizes = []uint64{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8}

// dir is the directory at an offset: the entries of it that lie within the data.
func (t tiff) dir(off uint32) (fields []field) {
	if uint64(off)+2 > uint64(len(t.data)) {
		return nil
	}
	n := int(t.order.Uint16(t.data[off:]))
	rest := t.data[off+2:]
	for ; n > 0 && len(rest) >= 12; n, rest = n-1, rest[12:] {
		f := field{tag: t.order.Uint16(rest), typ: t.order.Uint16(rest[2:]), count: t.order.Uint32(rest[4:])}
		if f.typ == 0 || int(f.typ) >= len(typeSizes) {
			continue
		}
		size := uint64(f.count) * typeSizes[f.typ]
		if size <= 4 {
			f.value = rest[8 : 8+size]
		} else {
			at := uint64(t.order.Uint32(rest[8:]))
			if at+size > uint64(len(t.data)) {
				continue
			}
			f.value = t.data[at : at+size]
		}
		fields = append(fields, f)
	}
	return fields
}

// first is the directory of the picture itself.
func (t tiff) first() []field { return t.dir(t.order.Uint32(t.data[4:])) }

// long is the number in a field of one SHORT or LONG.
func (t tiff) long(f field) uint32 {
	switch {
	case f.typ == 3 && len(f.value) >= 2:
		return uint32(t.order.Uint16(f.value))
	case f.typ == 4 && len(f.value) >= 4:
		return t.order.Uint32(f.value)
	}
	return 0
}

// sub is the directory that a field of fields points to.
func (t tiff) sub(fields []field, tag uint16) []field {
	for _, f := range fields {
		if f.tag == tag {
			return t.dir(t.long(f))
		}
	}
	return nil
}

// exifInfo reads orientation and position out of EXIF data.
func exifInfo(data []byte, info *Info) {
	t, ok := openTIFF(data)
	if !ok {
		return
	}
	fields := t.first()
	info.Orientation = t.orientation(fields)
	for _, f := range t.sub(fields, tagGPSIFD) {
		switch f.tag {
		case 0x02, 0x04, 0x14, 0x16: // latitude and longitude, of the camera and of what it looks at
			info.GPS = true
		}
	}
}

// orientation is 1 to 8; what is not valid is 1, as browsers have it.
func (t tiff) orientation(fields []field) int {
	for _, f := range fields {
		if f.tag == tagOrientation {
			if o := t.long(f); f.typ == 3 && o >= 1 && o <= 8 {
				return int(o)
			}
			return 1
		}
	}
	return 1
}

// cleanEXIF is what mode leaves of EXIF data, from the byte order mark on, or
// nil. All leaves the orientation where it turns the picture; GPS leaves the tags
// of the list.
func cleanEXIF(data []byte, mode Strip) []byte {
	t, ok := openTIFF(data)
	if !ok {
		return nil
	}
	fields := t.first()
	if mode == upright {
		return nil
	}
	if mode == All {
		o := t.orientation(fields)
		if o == 1 {
			return nil
		}
		t.order = binary.BigEndian
		return t.build([]field{{tagOrientation, 3, 1, []byte{0, byte(o)}}}, nil)
	}
	picture := t.harmless(fields, harmlessPicture)
	shot := t.harmless(t.sub(fields, tagExifIFD), harmlessShot)
	if len(picture)+len(shot) == 0 {
		return nil
	}
	out := t.build(picture, shot)
	if len(out) > maxEXIF { // values that overlap, written one by one
		return cleanEXIF(data, All)
	}
	return out
}

// maxEXIF is what a JPEG's segment holds beside its head.
const maxEXIF = 0xffff - 2 - 6

func (t tiff) harmless(fields []field, list []uint16) (kept []field) {
	for _, f := range fields {
		if slices.Contains(list, f.tag) && !slices.ContainsFunc(kept, func(k field) bool { return k.tag == f.tag }) {
			kept = append(kept, f)
		}
	}
	slices.SortFunc(kept, func(a, b field) int { return int(a.tag) - int(b.tag) })
	return kept
}

// build writes a TIFF block of one or two directories, values after each.
func (t tiff) build(picture, shot []field) []byte {
	out := append([]byte{}, "II\x2a\x00\x08\x00\x00\x00"...)
	if t.order == binary.BigEndian {
		out = append(out[:0], "MM\x00\x2a\x00\x00\x00\x08"...)
	}
	if len(shot) > 0 {
		picture = append(slices.Clip(picture), field{tag: tagExifIFD, typ: 4, count: 1, value: make([]byte, 4)})
		slices.SortFunc(picture, func(a, b field) int { return int(a.tag) - int(b.tag) })
	}
	out, link := t.write(out, picture)
	if len(shot) > 0 {
		t.order.PutUint32(out[link:], uint32(len(out)))
		out, _ = t.write(out, shot)
	}
	return out
}

// write appends a directory, and tells where the value of its link to the other
// one lies.
func (t tiff) write(out []byte, fields []field) (_ []byte, link int) {
	order := t.order.(binary.AppendByteOrder)
	out = order.AppendUint16(out, uint16(len(fields)))
	values := len(out) + 12*len(fields) + 4
	var behind []byte
	for _, f := range fields {
		out = order.AppendUint16(out, f.tag)
		out = order.AppendUint16(out, f.typ)
		out = order.AppendUint32(out, f.count)
		if f.tag == tagExifIFD {
			link = len(out)
		}
		if len(f.value) <= 4 {
			out = append(append(out, f.value...), make([]byte, 4-len(f.value))...)
			continue
		}
		out = order.AppendUint32(out, uint32(values+len(behind)))
		behind = append(behind, f.value...)
		if len(behind)%2 == 1 {
			behind = append(behind, 0)
		}
	}
	out = order.AppendUint32(out, 0) // no further directory: that would be the thumbnail
	return append(out, behind...), link
}

// harmlessPicture and harmlessShot are the tags that mode gps leaves in the
// picture's own directory and in the one about the shot. Left out on purpose,
// beside position, maker notes and thumbnails: serial numbers and owner
// (A430, A431, A435, C62F), unique ids (A420, C65D), host computer (013C), user
// comment (9286, where apps keep places and faces), and whatever holds other
// blocks (02BC XMP, 83BB IPTC, 8649 Photoshop, 014A and A005 directories,
// C634 private data).
var (
	harmlessPicture = []uint16{
		0x010e, // ImageDescription
		0x010f, // Make
		0x0110, // Model
		tagOrientation,
		0x011a, 0x011b, 0x0128, // resolution
		0x0131,         // Software
		0x0132,         // DateTime
		0x013b,         // Artist
		0x013e, 0x013f, // WhitePoint, PrimaryChromaticities
		0x0211, 0x0213, 0x0214, // YCbCr, reference black and white
		0x4746,                                 // Rating
		0x8298,                                 // Copyright
		0x9c9b, 0x9c9c, 0x9c9d, 0x9c9e, 0x9c9f, // title, comment, author, keywords, subject of Windows
	}
	harmlessShot = []uint16{
		0x829a, 0x829d, 0x8822, 0x8824, 0x8827, 0x8830, 0x8831, 0x8832, 0x8833, 0x8834, 0x8835, // exposure, aperture, sensitivity
		0x9000,         // ExifVersion
		0x9003, 0x9004, // DateTimeOriginal, DateTimeDigitized
		0x9010, 0x9011, 0x9012, // their zones
		0x9101, 0x9102, // components, compression
		0x9201, 0x9202, 0x9203, 0x9204, // speed, aperture, brightness, bias
		0x9205, 0x9206, 0x9207, 0x9208, 0x9209, 0x920a, // distance, metering, light, flash, focal length
		0x9214,                 // SubjectArea
		0x9290, 0x9291, 0x9292, // fractions of seconds
		0xa000, 0xa001, 0xa002, 0xa003, // FlashPix, colour space, size
		0xa20b, 0xa20e, 0xa20f, 0xa210, 0xa214, 0xa215, 0xa217, // sensor
		0xa300, 0xa301, // source, scene
		0xa401, 0xa402, 0xa403, 0xa404, 0xa405, 0xa406, 0xa407, 0xa408, 0xa409, 0xa40a, 0xa40c, // rendering
		0xa432, 0xa433, 0xa434, // lens
		0xa500, // Gamma
	}
)
