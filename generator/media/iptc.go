package media

import "encoding/binary"

// credits are the IPTC data sets that say whose a picture is: by-line, credit,
// copyright notice (IIM 4.2, record 2). They stay in every mode: taking a name
// off a foreign picture is not ours to do.
var credits = map[byte]bool{80: true, 110: true, 116: true}

// cleanIPTC is what mode leaves of Photoshop's image resources, nil for nothing.
// Of the resources only the IPTC block (0404) is taken over; others hold
// thumbnails (0409, 040C) and copies of EXIF (0422) and XMP (0424).
func cleanIPTC(b []byte, mode Strip) []byte {
	for len(b) >= 12 && string(b[:4]) == "8BIM" {
		id := binary.BigEndian.Uint16(b[4:])
		name := int(b[6]) + 1 // a Pascal string, padded
		at := 6 + name + name%2
		if at+4 > len(b) {
			return nil
		}
		size := int64(binary.BigEndian.Uint32(b[at:]))
		at += 4
		if size > int64(len(b)-at) {
			return nil
		}
		data := b[at : at+int(size)]
		if id == 0x0404 {
			return resource(records(data, mode))
		}
		b = b[min(len(b), at+int(size+size%2)):]
	}
	return nil
}

// records are the IPTC data sets that mode leaves, with the mark of their
// character set. One without others is nothing.
func records(b []byte, mode Strip) []byte {
	var out []byte
	some := false
	for len(b) >= 5 && b[0] == 0x1c {
		size := int(binary.BigEndian.Uint16(b[3:]))
		if size >= 0x8000 || 5+size > len(b) { // extended sizes are for pictures within
			break
		}
		charset := b[1] == 1 && b[2] == 90
		if charset || mode == GPS && b[1] <= 2 || b[1] == 2 && credits[b[2]] {
			out = append(out, b[:5+size]...)
			some = some || !charset
		}
		b = b[5+size:]
	}
	if !some {
		return nil
	}
	return out
}

func resource(data []byte) []byte {
	if data == nil {
		return nil
	}
	out := append([]byte("8BIM\x04\x04\x00\x00"), binary.BigEndian.AppendUint32(nil, uint32(len(data)))...)
	out = append(out, data...)
	if len(data)%2 == 1 {
		out = append(out, 0)
	}
	return out
}
