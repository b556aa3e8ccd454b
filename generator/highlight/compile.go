package highlight

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/dlclark/regexp2/v2/syntax"
)

// compile prepares an expression of chroma's dialect, which is .NET's. It is
// read by the parser that chroma uses, optimised tree and all, so that both
// mean the same. Groups are kept only where asked for or referred to.
func compile(expr string, groups bool) (*program, error) {
	tree, err := syntax.Parse(expr, syntax.ParseOptions{})
	if err != nil {
		return nil, err
	}
	c := &compiler{groups: groups || refers(tree.Root), slots: map[int]int{}, sets: map[*syntax.RegexNode]*runeSet{}}
	n := tree.Captop
	if tree.Capnumlist != nil && len(tree.Capnumlist) != tree.Captop {
		n = len(tree.Capnumlist)
		for slot, group := range tree.Capnumlist {
			c.slots[group] = slot
		}
	} else {
		for i := range n {
			c.slots[i] = i
		}
	}
	p := &program{groups: 1}
	if c.groups {
		p.groups = n
		c.regs = 2 * n
	}
	c.emit(inst{op: opAccept}, anyHead)
	p.start = c.node(tree.Root.Children[0], accept)
	if c.err != nil {
		return nil, c.err
	}
	p.code, p.heads, p.regs = slices.Clip(c.code), c.firsts[p.start], c.regs
	return p, nil
}

// refers reports an expression that asks for the text of its own groups.
func refers(n *syntax.RegexNode) bool {
	return n.T == syntax.NtRef || n.T == syntax.NtBackRefCond || slices.ContainsFunc(n.Children, refers)
}

// compiler makes a program from its end to its start: of each step it is known
// what may come after it.
type compiler struct {
	code   []inst
	firsts []heads // by step: what may come next for the rest to match
	groups bool
	slots  map[int]int // the place of a group by its number
	sets   map[*syntax.RegexNode]*runeSet
	regs   int
	err    error
}

func (c *compiler) emit(i inst, h heads) int32 {
	c.code = append(c.code, i)
	c.firsts = append(c.firsts, h)
	return int32(len(c.code) - 1)
}

func (c *compiler) register(n int) int32 {
	r := c.regs
	c.regs += n
	return int32(r)
}

// after is what may come at a step, nil for anything.
func (c *compiler) after(pc int32) *heads {
	if h := c.firsts[pc]; h != anyHead {
		return &h
	}
	return nil
}

// set is setOf, once for each node.
func (c *compiler) set(n *syntax.RegexNode) *runeSet {
	s := c.sets[n]
	if s == nil {
		s = setOf(n)
		c.sets[n] = s
	}
	return s
}

// caseless reports a string of ASCII without letters.
func caseless(s []rune) bool {
	return !slices.ContainsFunc(s, func(r rune) bool {
		return r >= utf8.RuneSelf || 'a' <= r|0x20 && r|0x20 <= 'z'
	})
}

const accept = 0 // the first step emitted

// node emits n so that next follows it, and returns where n begins.
func (c *compiler) node(n *syntax.RegexNode, next int32) int32 {
	follow := c.firsts[next]
	back := backwards(n)
	switch n.T {
	case syntax.NtEmpty, syntax.NtUpdateBumpalong:
		return next
	case syntax.NtNothing:
		return c.emit(inst{op: opFail}, heads{})
	case syntax.NtGroup:
		return c.node(n.Children[0], next)
	case syntax.NtConcatenate:
		for _, child := range slices.Backward(n.Children) {
			next = c.node(child, next)
		}
		return next

	case syntax.NtOne, syntax.NtNotone, syntax.NtSet:
		if n.T == syntax.NtOne && n.Ch < utf8.RuneSelf && !back {
			return c.emit(inst{op: opByte, min: n.Ch, next: next}, c.first(n, follow))
		}
		return c.emit(inst{op: opSet, set: c.set(n), back: back, next: next}, c.first(n, follow))
	case syntax.NtMulti:
		if n.Options&syntax.IgnoreCase != 0 && !caseless(n.Str) {
			c.fail("a string without case")
		}
		return c.emit(inst{op: opString, str: string(n.Str), back: back, next: next}, c.first(n, follow))
	case syntax.NtOneloopatomic, syntax.NtNotoneloopatomic, syntax.NtSetloopatomic:
		return c.emit(inst{op: opRun, set: c.set(n), min: int32(n.M), max: int32(n.N), back: back, next: next}, c.first(n, follow))
	case syntax.NtOneloop, syntax.NtNotoneloop, syntax.NtSetloop:
		return c.emit(inst{op: opGreedy, set: c.set(n), min: int32(n.M), max: int32(n.N), back: back, follow: c.after(next), next: next}, c.first(n, follow))
	case syntax.NtOnelazy, syntax.NtNotonelazy, syntax.NtSetlazy:
		return c.emit(inst{op: opLazy, set: c.set(n), min: int32(n.M), max: int32(n.N), back: back, follow: c.after(next), next: next}, c.first(n, follow))

	case syntax.NtAlternate:
		return c.alternate(n, next)
	case syntax.NtLoop, syntax.NtLazyloop:
		return c.loop(n, next)
	case syntax.NtCapture:
		if n.N != -1 {
			c.fail("a balancing group")
		}
		if !c.groups {
			return c.node(n.Children[0], next)
		}
		reg := c.register(1)
		end := c.emit(inst{op: opClose, reg: reg, min: int32(c.slots[n.M]), next: next}, c.firsts[next])
		start := c.node(n.Children[0], end)
		return c.emit(inst{op: opOpen, reg: reg, next: start}, c.firsts[start])

	case syntax.NtAtomic:
		body := c.node(n.Children[0], accept)
		h := c.firsts[body]
		if h.end { // it may be empty
			h = c.first(n, follow)
		}
		return c.emit(inst{op: opAtomic, body: body, next: next}, h)
	case syntax.NtPosLook, syntax.NtNegLook:
		child := n.Children[0]
		not := n.T == syntax.NtNegLook
		if child.T == syntax.NtOne || child.T == syntax.NtNotone || child.T == syntax.NtSet {
			return c.emit(inst{op: opLookSet, set: c.set(child), not: not, back: backwards(child), next: next}, c.first(n, follow))
		}
		return c.emit(inst{op: opLook, body: c.node(child, accept), not: not, next: next}, c.first(n, follow))
	case syntax.NtRef:
		return c.emit(inst{op: opRef, min: int32(c.slots[n.M]), fold: n.Options&syntax.IgnoreCase != 0, back: back, next: next}, anyHead)
	case syntax.NtBackRefCond:
		yes, no := c.node(n.Children[0], next), next
		if len(n.Children) > 1 {
			no = c.node(n.Children[1], next)
		}
		return c.emit(inst{op: opCaught, min: int32(c.slots[n.M]), body: yes, other: no}, anyHead)
	case syntax.NtExprCond:
		yes, no := c.node(n.Children[1], next), next
		if len(n.Children) > 2 {
			no = c.node(n.Children[2], next)
		}
		return c.emit(inst{op: opIf, body: c.node(n.Children[0], accept), next: yes, other: no}, anyHead)
	}
	if op, ok := places[n.T]; ok {
		return c.emit(inst{op: op, next: next}, c.first(n, follow))
	}
	c.fail(fmt.Sprintf("node %d", n.T))
	return next
}

// places are the nodes that take no character and ask where they are.
var places = map[syntax.NodeType]opcode{
	syntax.NtBol: opLineStart, syntax.NtEol: opLineEnd,
	syntax.NtBoundary: opWordEdge, syntax.NtNonboundary: opNoWordEdge,
	syntax.NtBeginning: opTextStart, syntax.NtStart: opMatchStart,
	syntax.NtEnd: opTextEnd, syntax.NtEndZ: opTextEndZ,
}

func (c *compiler) fail(what string) {
	if c.err == nil {
		c.err = fmt.Errorf("%s is not known here", what)
	}
}

func backwards(n *syntax.RegexNode) bool { return n.Options&syntax.RightToLeft != 0 }

func (c *compiler) alternate(n *syntax.RegexNode, next int32) int32 {
	var h heads
	starts := make([]int32, len(n.Children))
	for i, child := range n.Children {
		starts[i] = c.node(child, next)
		h = h.or(c.firsts[starts[i]])
	}
	if len(starts) == 1 {
		return starts[0]
	}
	if len(starts) == 2 {
		return c.emit(inst{
			op: opSplit, body: starts[0], other: starts[1], first: c.after(starts[0]), follow: c.after(starts[1]),
		}, h)
	}
	w := new(ways)
	seen := map[string]uint16{}
	var key []byte
	for b := range w.of {
		var list []int32
		key = key[:0]
		for i, pc := range starts {
			f := &c.firsts[pc]
			if b < 256 && f.has(byte(b)) || b == 256 && f.end {
				list = append(list, pc)
				key = append(key, byte(i), byte(i>>8))
			}
		}
		at, ok := seen[string(key)]
		if !ok {
			at = uint16(len(w.lists))
			seen[string(key)] = at
			w.lists = append(w.lists, list)
		}
		w.of[b] = at
	}
	return c.emit(inst{op: opAlt, ways: w}, h)
}

// loop emits a loop over more than single characters: opEnter sets its
// registers (where the round began; the count of rounds beyond the least),
// opLoop stands after the body and decides.
func (c *compiler) loop(n *syntax.RegexNode, next int32) int32 {
	counted := n.N < unbounded || n.M > 1
	most := int32(unbounded)
	if n.N < unbounded {
		most = int32(n.N - n.M)
	}
	reg := c.register(2)
	body := c.first(n.Children[0], c.firsts[next])
	branch := c.emit(inst{
		op: opLoop, lazy: n.T == syntax.NtLazyloop, reg: reg, max: most, next: next, follow: c.after(next),
	}, body.or(c.firsts[next]))
	start := c.node(n.Children[0], branch)
	b := &c.code[branch]
	b.body, b.first, b.count = start, c.after(start), counted
	b.solid = !counted && n.Children[0].ComputeMinLength() > 0
	enter := inst{op: opEnter, reg: reg, min: int32(n.M), next: start}
	if n.M == 0 {
		enter.next = branch
	}
	return c.emit(enter, c.firsts[enter.next])
}

// first is what may come next for n and then something of follow to match. It
// errs on the side of more.
func (c *compiler) first(n *syntax.RegexNode, follow heads) heads {
	if backwards(n) && n.T != syntax.NtPosLook && n.T != syntax.NtNegLook {
		return anyHead
	}
	switch n.T {
	case syntax.NtNothing:
		return heads{}
	case syntax.NtOne, syntax.NtNotone, syntax.NtSet:
		if n.T == syntax.NtOne && n.Ch < utf8.RuneSelf {
			var h heads
			h.add(byte(n.Ch))
			return h
		}
		return c.set(n).heads
	case syntax.NtMulti:
		var h heads
		h.add(string(n.Str)[0])
		return h
	case syntax.NtOneloopatomic, syntax.NtNotoneloopatomic, syntax.NtSetloopatomic,
		syntax.NtOneloop, syntax.NtNotoneloop, syntax.NtSetloop,
		syntax.NtOnelazy, syntax.NtNotonelazy, syntax.NtSetlazy:
		h := c.set(n).heads
		if n.M == 0 {
			h = h.or(follow)
		}
		return h
	case syntax.NtConcatenate:
		for _, child := range slices.Backward(n.Children) {
			follow = c.first(child, follow)
		}
		return follow
	case syntax.NtAlternate:
		var h heads
		for _, child := range n.Children {
			h = h.or(c.first(child, follow))
		}
		return h
	case syntax.NtLoop, syntax.NtLazyloop:
		h := c.first(n.Children[0], follow)
		if n.M == 0 {
			h = h.or(follow)
		}
		return h
	case syntax.NtCapture, syntax.NtGroup, syntax.NtAtomic:
		return c.first(n.Children[0], follow)
	case syntax.NtPosLook:
		if backwards(n.Children[0]) {
			return follow
		}
		return follow.and(c.first(n.Children[0], anyHead))
	case syntax.NtEol, syntax.NtEndZ:
		h := heads{end: true}
		h.add('\n')
		return h.and(follow)
	case syntax.NtEnd:
		h := heads{end: true}
		return h.and(follow)
	case syntax.NtRef, syntax.NtBackRefCond, syntax.NtExprCond:
		return anyHead
	}
	return follow // takes nothing
}
