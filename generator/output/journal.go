package output

import (
	"strconv"
	"strings"
)

const journalHead = "recap journal 1\n"

// The four things a commit does to a path. The signs stand in the journal.
const (
	opRemove = '-' // remove the file, if it is still what we wrote
	opPut    = '+' // rename staged file n over it
	opAdopt  = '=' // the right bytes lie there already: ours from now on
	opForget = '~' // no longer ours; whatever lies there stays
)

// op is one step of a commit. Each can be done twice with the same result, so
// a journal can be gone through again from its beginning.
type op struct {
	kind byte
	n    int // number of the staged file, for opPut
	entry
}

// journal is a commit written down before it is carried out.
type journal struct {
	stage string // name of the folder below stage/ that holds the staged files
	ops   []op   // in the order they are carried out
}

func (j journal) format() []byte {
	b := make([]byte, 0, 64+len(j.ops)*100)
	b = append(b, journalHead...)
	b = append(b, "stage "...)
	b = append(b, j.stage...)
	b = append(b, '\n')
	for _, o := range j.ops {
		b = append(b, o.kind, ' ')
		if o.kind == opPut {
			b = strconv.AppendInt(b, int64(o.n), 10)
			b = append(b, ' ')
		}
		b = o.entry.appendAs(b, o.path) // whoever completes it has nothing else to go by
	}
	return seal(b)
}

func parseJournal(data []byte) (j journal, err error) {
	body, err := unseal(data, journalHead)
	if err != nil {
		return j, err
	}
	first, text, _ := strings.Cut(string(body), "\n")
	stage, ok := strings.CutPrefix(first, "stage ")
	if !ok || !isStageName(stage) {
		return j, errBroken
	}
	j.stage = stage
	for text != "" {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		o, err := parseOp(line)
		if err != nil {
			return journal{}, err
		}
		j.ops = append(j.ops, o)
	}
	return j, nil
}

func parseOp(line string) (o op, err error) {
	if len(line) < 2 || line[1] != ' ' {
		return o, errBroken
	}
	o.kind, line = line[0], line[2:]
	switch o.kind {
	case opRemove, opAdopt, opForget:
	case opPut:
		n, rest, ok := strings.Cut(line, " ")
		o.n, err = strconv.Atoi(n)
		if !ok || err != nil || o.n < 0 || strconv.Itoa(o.n) != n {
			return o, errBroken
		}
		line = rest
	default:
		return o, errBroken
	}
	o.entry, err = parseEntry(line)
	return o, err
}

// isStageName holds the names that newStage gives: hexadecimal digits only, so
// that no journal can lead outside our folder.
func isStageName(s string) bool {
	if len(s) < 4 || len(s) > 40 {
		return false
	}
	return strings.Trim(s, hexDigits) == ""
}
