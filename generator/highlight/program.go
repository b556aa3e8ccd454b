package highlight

import "math"

// unbounded is the most repetitions of a loop without a limit, as the parser has it.
const unbounded = math.MaxInt32

type opcode uint8

const (
	opAccept  opcode = iota
	opFail           // matches nowhere
	opByte           // one character of ASCII
	opString         // several characters
	opSet            // one character of a set
	opRun            // min to max characters of a set, as many as there are, never fewer
	opGreedy         // …first as many as there are, then fewer
	opLazy           // …first as few as may be, then more
	opSplit          // one of two ways
	opAlt            // one of several ways
	opEnter          // into a loop
	opLoop           // once more, or on
	opOpen           // a group begins
	opClose          // a group ends
	opAtomic         // an expression whose first match is the only one
	opLook           // an expression that matches here, or does not, and takes nothing
	opLookSet        // …of one character
	opRef            // the text of a group once more
	opCaught         // one of two ways: has the group matched?
	opIf             // one of two ways: does an expression match here?
	opLineStart
	opLineEnd
	opWordEdge
	opNoWordEdge
	opTextStart
	opMatchStart
	opTextEnd
	opTextEndZ // also before a newline that ends the text
)

// An inst is a step of a program. What min, max, body and other mean depends on
// its op.
type inst struct {
	op     opcode
	back   bool // moves backwards, within a look behind
	not    bool // of opLook, opLookSet: must not match
	fold   bool // of opRef: case does not count
	lazy   bool // of opLoop
	count  bool // of opLoop: rounds are counted
	solid  bool // of opLoop: a round takes at least one character
	next   int32
	body   int32 // the inner expression; the first way
	other  int32 // the second way
	min    int32
	max    int32
	reg    int32 // the first register
	set    *runeSet
	str    string
	ways   *ways
	first  *heads // what may come for body to match, nil for anything
	follow *heads // what may come for next or other to match
}

// ways are the branches of an alternation by the byte that comes next.
type ways struct {
	lists [][]int32
	of    [257]uint16 // the list for a byte; the last is for the end of the text
}

func (w *ways) at(text string, pos int) []int32 {
	if pos >= len(text) {
		return w.lists[w.of[256]]
	}
	return w.lists[w.of[text[pos]]]
}

// program is a regular expression, ready to run.
type program struct {
	code   []inst
	start  int32
	heads  heads
	groups int // with the whole match as the first; 1 when none is asked for
	regs   int
}
