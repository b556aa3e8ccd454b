package highlight

import "strings"

// machine runs programs over a text. It backtracks as .NET's engine does, with
// a stack of its own, and counts its steps instead of looking at a clock, so
// that what it gives up is the same on every machine.
type machine struct {
	text  string
	p     *program
	begin int // of the match
	stack []frame
	regs  []int32
	left  int // steps of this match
	total int // steps of this text
}

// frame is a choice to come back to, or with a negative pc the former value a
// of register ^pc.
type frame struct{ pc, a, b int32 }

const (
	// matchSteps bounds one match: chroma gives one up after a quarter of a
	// second, in which its engine makes fewer steps than this.
	matchSteps = 1 << 25

	// textSteps bounds a text: about a second, and forty times what the
	// largest honest block takes.
	textSteps = 1 << 26

	// idleSteps is what a rule costs that takes no text.
	idleSteps = 64

	// stepBytes is how many characters of a run count as a step.
	stepBytes = 8
)

// match runs p at pos and returns the end of the match, -1 for none.
func (m *machine) match(p *program, pos int) int {
	m.p, m.begin = p, pos
	m.stack = m.stack[:0]
	if len(m.regs) < p.regs {
		m.regs = make([]int32, p.regs*2)
	}
	if p.groups > 1 {
		for i := range m.regs[:2*p.groups] {
			m.regs[i] = -1
		}
	}
	m.left = min(matchSteps, m.total)
	before := m.left
	end := m.run(p.start, pos)
	m.total -= before - m.left + 1
	if m.left < 0 {
		return -1 // also where a look-around ran out: what it found is not known
	}
	return end
}

// group is the text of a group of the last match, "" for none.
func (m *machine) group(i int) string {
	start, end := m.regs[2*i], m.regs[2*i+1]
	if start < 0 {
		return ""
	}
	return m.text[start:end]
}

// set changes a register and remembers what it was.
func (m *machine) set(reg int32, v int32) {
	m.stack = append(m.stack, frame{^reg, m.regs[reg], 0})
	m.regs[reg] = v
}

// run starts at a step and returns where it was accepted, -1 for nowhere. Choices
// made within are forgotten, groups are kept.
func (m *machine) run(pc int32, pos int) int {
	base := len(m.stack)
	code, text := m.p.code, m.text
	for {
		in := &code[pc]
		switch in.op {
		case opAccept:
			m.forget(base)
			return pos

		case opByte:
			if pos < len(text) && text[pos] == byte(in.min) {
				pos++
				pc = in.next
				continue
			}
		case opString:
			if !in.back {
				if strings.HasPrefix(text[pos:], in.str) {
					pos += len(in.str)
					pc = in.next
					continue
				}
			} else if strings.HasSuffix(text[:pos], in.str) {
				pos -= len(in.str)
				pc = in.next
				continue
			}
		case opSet:
			if !in.back {
				if n := in.set.next(text, pos); n > 0 {
					pos += n
					pc = in.next
					continue
				}
			} else if n := in.set.last(text, pos); n > 0 {
				pos -= n
				pc = in.next
				continue
			}

		case opRun, opGreedy:
			least, end, ok := m.reach(in, pos)
			if !ok {
				break
			}
			if in.op == opRun {
				pos = end
				pc = in.next
				continue
			}
			if pos, ok = m.fewer(pc, in, least, end); ok {
				pc = in.next
				continue
			}
		case opLazy:
			p, ok := pos, true
			for n := in.min; n > 0 && ok; n-- {
				p, ok = m.step(in, p)
			}
			if !ok {
				break
			}
			rest := in.max
			if rest != unbounded {
				rest -= in.min
			}
			if pos, ok = m.more(pc, in, p, rest); ok {
				pc = in.next
				continue
			}

		case opSplit:
			if in.first.at(text, pos) {
				if in.follow.at(text, pos) {
					m.stack = append(m.stack, frame{pc, int32(pos), 0})
				}
				pc = in.body
				continue
			}
			if in.follow.at(text, pos) {
				pc = in.other
				continue
			}
		case opAlt:
			list := in.ways.at(text, pos)
			if len(list) == 0 {
				break
			}
			if len(list) > 1 {
				m.stack = append(m.stack, frame{pc, int32(pos), 1})
			}
			pc = list[0]
			continue

		case opEnter:
			if in.min == 0 {
				m.set(in.reg, -1)
				m.set(in.reg+1, 0)
			} else {
				m.set(in.reg, int32(pos))
				m.set(in.reg+1, 1-in.min)
			}
			pc = in.next
			continue
		case opLoop:
			m.left--
			pc = m.loop(pc, in, pos)
			continue

		case opOpen:
			m.set(in.reg, int32(pos))
			pc = in.next
			continue
		case opClose:
			start, end := m.regs[in.reg], int32(pos)
			if end < start {
				start, end = end, start
			}
			m.set(2*in.min, start)
			m.set(2*in.min+1, end)
			pc = in.next
			continue

		case opAtomic:
			if end := m.run(in.body, pos); end >= 0 {
				pos = end
				pc = in.next
				continue
			}
		case opLook:
			height := len(m.stack)
			if end := m.run(in.body, pos); (end >= 0) != in.not {
				pc = in.next
				continue
			} else if end >= 0 {
				m.undo(height)
			}
		case opLookSet:
			n := 0
			if in.back {
				n = in.set.last(text, pos)
			} else {
				n = in.set.next(text, pos)
			}
			if (n > 0) != in.not {
				pc = in.next
				continue
			}
		case opRef:
			if m.regs[2*in.min] < 0 {
				break
			}
			if n, ok := m.again(in, pos); ok {
				pos = n
				pc = in.next
				continue
			}
		case opCaught:
			if m.regs[2*in.min] >= 0 {
				pc = in.body
			} else {
				pc = in.other
			}
			continue
		case opIf:
			if m.run(in.body, pos) >= 0 {
				pc = in.next
			} else {
				pc = in.other
			}
			continue

		default:
			if m.place(in.op, pos) {
				pc = in.next
				continue
			}
		}

		// This way leads nowhere: back to the last choice.
		for {
			if len(m.stack) == base {
				return -1
			}
			f := m.stack[len(m.stack)-1]
			m.stack = m.stack[:len(m.stack)-1]
			if m.left--; m.left < 0 {
				m.stack = m.stack[:base]
				return -1
			}
			if f.pc < 0 {
				m.regs[^f.pc] = f.a
				continue
			}
			var ok bool
			if pc, pos, ok = m.resume(f); ok {
				break
			}
		}
	}
}

// resume takes the next way of a choice.
func (m *machine) resume(f frame) (pc int32, pos int, ok bool) {
	in := &m.p.code[f.pc]
	switch in.op {
	case opSplit:
		return in.other, int(f.a), true
	case opAlt:
		list := in.ways.at(m.text, int(f.a))
		if int(f.b)+1 < len(list) {
			m.stack = append(m.stack, frame{f.pc, f.a, f.b + 1})
		}
		return list[f.b], int(f.a), true
	case opGreedy:
		pos, ok = m.fewer(f.pc, in, int(f.a), m.less(in, int(f.b)))
		return in.next, pos, ok
	case opLazy:
		if f.b == 0 {
			return 0, 0, false
		}
		p, ok := m.step(in, int(f.a))
		if !ok {
			return 0, 0, false
		}
		rest := f.b
		if rest != unbounded {
			rest--
		}
		pos, ok = m.more(f.pc, in, p, rest)
		return in.next, pos, ok
	case opLoop:
		if in.lazy {
			m.set(in.reg, f.a)
			m.set(in.reg+1, m.regs[in.reg+1]+1)
			return in.body, int(f.a), true
		}
		return in.next, int(f.a), true
	}
	panic("no choice")
}
