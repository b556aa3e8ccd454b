package highlight

import (
	"strconv"
	"sync"
	"unicode/utf8"

	"github.com/dlclark/regexp2/v2/syntax"
)

// heads is a set of bytes that may come next, and of the end of the text. It is
// what is known of an expression before it is asked: where the next byte is not
// in its heads, it cannot match.
type heads struct {
	bits [4]uint64
	end  bool
}

// anyHead says nothing: the expression may match anywhere.
var anyHead = heads{bits: [4]uint64{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)}, end: true}

func (h *heads) add(b byte)      { h.bits[b>>6] |= 1 << (b & 63) }
func (h *heads) has(b byte) bool { return h.bits[b>>6]>>(b&63)&1 != 0 }

func (h heads) or(o heads) heads {
	for i := range h.bits {
		h.bits[i] |= o.bits[i]
	}
	h.end = h.end || o.end
	return h
}

func (h heads) and(o heads) heads {
	for i := range h.bits {
		h.bits[i] &= o.bits[i]
	}
	h.end = h.end && o.end
	return h
}

// at reports whether what comes at pos is among the heads; nil are all.
func (h *heads) at(text string, pos int) bool {
	if h == nil {
		return true
	}
	if pos >= len(text) {
		return h.end
	}
	return h.has(text[pos])
}

// What the table of a runeSet says of the first byte of a character.
const (
	out = iota // no character that begins so is in the set
	in         // every one is
	ask        // some are
)

// runeSet is a set of characters, decided by their first byte where it can be.
type runeSet struct {
	table [256]uint8
	whole bool // all characters beyond ASCII are in it: bytes can be stepped over one by one
	rune  rune // the only character beyond ASCII that is in it, or -1: ask set
	not   bool // …that is not in it
	set   *syntax.CharSet
	heads heads // the bytes its characters can begin with
}

// sets are all sets that were needed so far, each once: lexers share most.
var sets sync.Map // string to *runeSet

// setOf is the set of an expression's node for one character.
func setOf(n *syntax.RegexNode) *runeSet {
	var key string
	switch {
	case n.IsOneFamily():
		key = "=" + strconv.Itoa(int(n.Ch))
	case n.IsNotoneFamily():
		key = "^" + strconv.Itoa(int(n.Ch))
	default:
		key = "[" + string(n.Set.Hash())
	}
	if s, ok := sets.Load(key); ok {
		return s.(*runeSet)
	}
	s, _ := sets.LoadOrStore(key, newSet(n))
	return s.(*runeSet)
}

func newSet(n *syntax.RegexNode) *runeSet {
	s := &runeSet{rune: -1}
	high := uint8(ask)
	switch {
	case n.IsOneFamily(), n.IsNotoneFamily():
		s.not = n.IsNotoneFamily()
		s.rune = n.Ch
		if n.Ch < utf8.RuneSelf {
			high = out
			if s.not {
				high = in
			}
		}
		for b := range utf8.RuneSelf {
			if (rune(b) == n.Ch) != s.not {
				s.table[b] = in
			}
		}
	default:
		s.set = n.Set
		for b := range utf8.RuneSelf {
			if n.Set.CharIn(rune(b)) {
				s.table[b] = in
			}
		}
		switch {
		case n.Set.IsAnything() && !n.Set.IsNegated() && !n.Set.HasSubtraction():
			high = in
		case ascii(n.Set) && n.Set.IsNegated():
			high = in
		case ascii(n.Set):
			high = out
		}
	}
	for b := utf8.RuneSelf; b < 256; b++ {
		s.table[b] = high
	}
	s.whole = high == in
	for b, t := range s.table {
		if t != out {
			s.heads.add(byte(b))
		}
	}
	return s
}

// ascii reports that a set, apart from being negated, is known to hold
// characters of ASCII alone.
func ascii(c *syntax.CharSet) bool {
	if c.HasSubtraction() || c.IsAnything() {
		return false
	}
	// The number of ranges is not told, only confirmed.
	for n := 1; n <= 64; n++ {
		for i, r := range c.GetIfNRanges(n) {
			if r.Last >= utf8.RuneSelf {
				return false
			}
			if i == n-1 {
				return true
			}
		}
	}
	return false
}

// holds decides for a character beyond ASCII.
func (s *runeSet) holds(r rune) bool {
	if s.set != nil {
		return s.set.CharIn(r)
	}
	return (r == s.rune) != s.not
}

// next is the size of the character at pos if it is in the set, else 0.
func (s *runeSet) next(text string, pos int) int {
	if pos >= len(text) {
		return 0
	}
	b := text[pos]
	switch t := s.table[b]; {
	case t == out:
		return 0
	case b < utf8.RuneSelf:
		return 1
	default:
		r, n := utf8.DecodeRuneInString(text[pos:])
		if t == ask && !s.holds(r) {
			return 0
		}
		return n
	}
}

// last is the size of the character before pos if it is in the set, else 0.
func (s *runeSet) last(text string, pos int) int {
	if pos == 0 {
		return 0
	}
	b := text[pos-1]
	if b < utf8.RuneSelf {
		return int(s.table[b])
	}
	r, n := utf8.DecodeLastRuneInString(text[:pos])
	if t := s.table[b]; t == out || t == ask && !s.holds(r) {
		return 0
	}
	return n
}

// span is the end of the run of at most max characters of the set from pos.
func (s *runeSet) span(text string, pos, max int) int {
	if max == unbounded {
		if s.whole {
			for pos < len(text) && s.table[text[pos]] != out {
				pos++
			}
			return pos
		}
		for pos < len(text) {
			switch s.table[text[pos]] {
			case out:
				return pos
			case in:
				pos++
			default:
				r, n := utf8.DecodeRuneInString(text[pos:])
				if !s.holds(r) {
					return pos
				}
				pos += n
			}
		}
		return pos
	}
	for ; max > 0; max-- {
		n := s.next(text, pos)
		if n == 0 {
			break
		}
		pos += n
	}
	return pos
}

// runeLen is the size of the character at pos.
func runeLen(text string, pos int) int {
	if text[pos] < utf8.RuneSelf {
		return 1
	}
	_, n := utf8.DecodeRuneInString(text[pos:])
	return n
}

// before is the start of the character that ends at pos > 0.
func before(text string, pos int) int {
	for pos--; text[pos]&0xC0 == 0x80; pos-- {
	}
	return pos
}

// wordAt reports whether a word character comes at pos.
func wordAt(text string, pos int) bool {
	if pos >= len(text) {
		return false
	}
	if b := text[pos]; b < utf8.RuneSelf {
		return wordBytes[b]
	}
	r, _ := utf8.DecodeRuneInString(text[pos:])
	return syntax.IsWordChar(r)
}

// wordBefore reports whether a word character ends at pos.
func wordBefore(text string, pos int) bool {
	if pos == 0 {
		return false
	}
	if b := text[pos-1]; b < utf8.RuneSelf {
		return wordBytes[b]
	}
	r, _ := utf8.DecodeLastRuneInString(text[:pos])
	return syntax.IsWordChar(r)
}

var wordBytes = func() (w [utf8.RuneSelf]bool) {
	for b := range w {
		w[b] = syntax.IsWordChar(rune(b))
	}
	return w
}()
