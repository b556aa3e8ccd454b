package markdown

import (
	"bytes"
	"encoding/binary"
	"html"
)

// stretches gathers where in the body its text stands: pieces that touch are one,
// so that a word which the parser looked at twice is still a word.
type stretches struct {
	out      []byte
	from, to int // the newest
	last     int // where the one before it ended
}

func (s *stretches) add(from, to int) {
	if from >= to {
		return
	}
	if from == s.to && s.to > 0 {
		s.to = to
		return
	}
	s.put()
	s.from, s.to = from, to
}

func (s *stretches) put() {
	if s.to > s.from {
		s.out = binary.AppendVarint(s.out, int64(s.from-s.last))
		s.out = binary.AppendUvarint(s.out, uint64(s.to-s.from))
		s.last = s.to
	}
}

func (s *stretches) packed() []byte {
	s.put()
	return s.out
}

// Texts calls f with what a reader sees of a document's text, piece by piece and
// without code blocks, addresses and markup. src and from are those that Parse
// was given. It is for those who look for words: nobody else pays for it, since
// Parse notes only where the pieces stand.
func (d *Doc) Texts(src []byte, from int, f func(text []byte)) {
	body := newBody("", src, from).src
	at := 0
	for packed := d.Stretches; len(packed) > 0; {
		gap, n := binary.Varint(packed)
		if n <= 0 {
			return
		}
		size, m := binary.Uvarint(packed[n:])
		if m <= 0 {
			return
		}
		packed = packed[n+m:]
		at += int(gap)
		end := at + int(size)
		if at < 0 || end > len(body) || end < at {
			return // not the bytes that were parsed
		}
		piece := body[at:end]
		if bytes.IndexByte(piece, '&') >= 0 {
			piece = []byte(html.UnescapeString(string(piece)))
		}
		f(piece)
		at = end
	}
}
