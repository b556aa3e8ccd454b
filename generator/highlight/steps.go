package highlight

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// loop decides about a further round: the step to go on with.
func (m *machine) loop(pc int32, in *inst, pos int) int32 {
	mark, count := m.regs[in.reg], m.regs[in.reg+1]
	again := in.first.at(m.text, pos) // else a round would fail at once
	if in.count && count < 0 {
		m.set(in.reg, int32(pos))
		m.set(in.reg+1, count+1)
		return in.body
	}
	if !again || !in.solid && int32(pos) == mark || in.count && count >= in.max {
		return in.next
	}
	leave := in.follow.at(m.text, pos) // else what follows would
	if in.lazy {
		if leave {
			m.stack = append(m.stack, frame{pc, int32(pos), 0})
			return in.next
		}
	}
	if !in.solid {
		m.set(in.reg, int32(pos))
		if in.count {
			m.set(in.reg+1, count+1)
		}
	}
	if leave {
		m.stack = append(m.stack, frame{pc, int32(pos), 0})
	}
	return in.body
}

// forget drops the choices above a height of the stack, but not what groups were.
func (m *machine) forget(height int) {
	if m.p.groups > 1 {
		for _, f := range m.stack[height:] {
			if f.pc < 0 && int(^f.pc) < 2*m.p.groups {
				m.stack[height] = f
				height++
			}
		}
	}
	m.stack = m.stack[:height]
}

// undo drops them and gives the groups back what they were.
func (m *machine) undo(height int) {
	for i := len(m.stack) - 1; i >= height; i-- {
		if f := m.stack[i]; f.pc < 0 {
			m.regs[^f.pc] = f.a
		}
	}
	m.stack = m.stack[:height]
}

// step takes one character of in's set in its direction.
func (m *machine) step(in *inst, pos int) (int, bool) {
	if in.back {
		n := in.set.last(m.text, pos)
		return pos - n, n > 0
	}
	n := in.set.next(m.text, pos)
	return pos + n, n > 0
}

// less gives one character back.
func (m *machine) less(in *inst, pos int) int {
	if in.back {
		return pos + runeLen(m.text, pos)
	}
	return before(m.text, pos)
}

// reach is how far in's set goes from pos, and where its least number ends.
func (m *machine) reach(in *inst, pos int) (least, end int, ok bool) {
	if in.back {
		least, end = pos, pos
		for n := int32(0); n < in.max; n++ {
			w := in.set.last(m.text, end)
			if w == 0 {
				if n < in.min {
					return 0, 0, false
				}
				break
			}
			end -= w
			if n < in.min {
				least = end
			}
		}
	} else {
		end = in.set.span(m.text, pos, int(in.max))
		least = pos
		for n := in.min; n > 0; n-- {
			if least >= end {
				return 0, 0, false
			}
			least += runeLen(m.text, least)
		}
	}
	m.left -= (max(end, pos) - min(end, pos)) / stepBytes
	return least, end, true
}

// fewer settles on a number of characters, from pos down to least, after which
// the rest may match, and remembers that there are fewer.
func (m *machine) fewer(pc int32, in *inst, least, pos int) (int, bool) {
	for !in.follow.at(m.text, pos) {
		if pos == least {
			return 0, false
		}
		pos = m.less(in, pos)
	}
	if pos != least {
		m.stack = append(m.stack, frame{pc, int32(least), int32(pos)})
	}
	return pos, true
}

// more settles on a number of characters, from those before pos up to rest
// further ones, after which the rest may match.
func (m *machine) more(pc int32, in *inst, pos int, rest int32) (int, bool) {
	start := pos
	for !in.follow.at(m.text, pos) {
		var ok bool
		if rest == 0 {
			return 0, false
		}
		if pos, ok = m.step(in, pos); !ok {
			return 0, false
		}
		if rest != unbounded {
			rest--
		}
	}
	m.left -= (max(start, pos) - min(start, pos)) / stepBytes
	if rest > 0 {
		m.stack = append(m.stack, frame{pc, int32(pos), rest})
	}
	return pos, true
}

// again matches the text of a group once more.
func (m *machine) again(in *inst, pos int) (int, bool) {
	g := m.group(int(in.min))
	switch {
	case !in.back && !in.fold:
		return pos + len(g), strings.HasPrefix(m.text[pos:], g)
	case !in.fold:
		return pos - len(g), strings.HasSuffix(m.text[:pos], g)
	}
	end := pos
	for range utf8.RuneCountInString(g) { // the other text may be longer
		if in.back {
			if end == 0 {
				return 0, false
			}
			end = before(m.text, end)
		} else {
			if end == len(m.text) {
				return 0, false
			}
			end += runeLen(m.text, end)
		}
	}
	return end, strings.Map(unicode.ToLower, g) == strings.Map(unicode.ToLower, m.text[min(pos, end):max(pos, end)])
}

// place asks where the machine is.
func (m *machine) place(op opcode, pos int) bool {
	text := m.text
	switch op {
	case opLineStart:
		return pos == 0 || text[pos-1] == '\n'
	case opLineEnd:
		return pos == len(text) || text[pos] == '\n'
	case opWordEdge:
		return wordBefore(text, pos) != wordAt(text, pos)
	case opNoWordEdge:
		return wordBefore(text, pos) == wordAt(text, pos)
	case opTextStart:
		return pos == 0
	case opMatchStart:
		return pos == m.begin
	case opTextEnd:
		return pos == len(text)
	case opTextEndZ:
		return pos == len(text) || pos == len(text)-1 && text[pos] == '\n'
	}
	return false // opFail
}
