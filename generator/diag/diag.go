// Package diag holds what recap says to a writer: diagnostics as values, each
// with a place, a word code, a message, a hint and, where one exists, a fix.
//
// # The voice
//
// Lower case, no full stop. Say what is wrong before why. Quote what the author
// typed. Offer the way out on a line of its own, the hint:
//
//	content/posts/hallway.md:4:8: error: no event is called "gc52" [event-unknown]
//	    event: gc52
//	           ^^^^
//	    hint: did you mean gc25?
//
// # Places
//
// A Pos is two byte offsets into the whole file, front matter included, so that
// no stage has to count lines. Line and column are worked out when something is
// printed, from the same bytes the build used.
//
// # Severities
//
// An Error stops the build at the gate: nothing is written. A Warning is
// something a reader will notice. A Hint is advice. Which code has which
// severity is part of its entry in a room's Codes table.
//
// # Lists
//
// Stages return (T, List): a bad post yields what could be read of it and what
// was wrong with it. error values are for the machine: a full disk, a lock.
package diag

import (
	"cmp"
	"fmt"
	"slices"
)

// Pos is a span of bytes in a file. Off and End count from the first byte of
// the whole file; End == Off is a point. A Pos with only File set speaks of the
// file as a whole.
type Pos struct {
	File     string // slash path below the site folder
	Off, End int
}

// Whole is the place of a file as a whole.
func Whole(file string) Pos { return Pos{File: file, Off: -1, End: -1} }

// IsWhole reports whether p names no span in its file.
func (p Pos) IsWhole() bool { return p.Off < 0 }

// Severity says what a diagnostic does to a build.
type Severity uint8

const (
	Hint    Severity = iota // advice
	Warning                 // built all the same; an error in check and publish
	Error                   // nothing is written
)

func (s Severity) String() string { return [...]string{"hint", "warning", "error"}[s] }

// Note is another place a diagnostic speaks of: the other page at the same address.
type Note struct {
	Pos     Pos
	Message string
}

// Fix replaces the bytes of Pos by New and keeps every other byte of the file.
type Fix struct {
	Pos Pos
	New string
}

// Diagnostic is one thing to say.
type Diagnostic struct {
	Severity Severity
	Code     string // family-word, for instance "event-unknown"
	Pos      Pos
	Message  string
	Hint     string
	Notes    []Note
	Fix      *Fix
}

// Errorf makes a diagnostic that stops the build.
func Errorf(code string, pos Pos, format string, args ...any) Diagnostic {
	return Diagnostic{Severity: Error, Code: code, Pos: pos, Message: fmt.Sprintf(format, args...)}
}

// Warnf makes a diagnostic that is told and passed.
func Warnf(code string, pos Pos, format string, args ...any) Diagnostic {
	return Diagnostic{Severity: Warning, Code: code, Pos: pos, Message: fmt.Sprintf(format, args...)}
}

// Hintf makes a piece of advice.
func Hintf(code string, pos Pos, format string, args ...any) Diagnostic {
	return Diagnostic{Severity: Hint, Code: code, Pos: pos, Message: fmt.Sprintf(format, args...)}
}

// WithHint adds the way out.
func (d Diagnostic) WithHint(format string, args ...any) Diagnostic {
	d.Hint = fmt.Sprintf(format, args...)
	return d
}

// WithNote adds another place.
func (d Diagnostic) WithNote(pos Pos, format string, args ...any) Diagnostic {
	d.Notes = append(slices.Clip(d.Notes), Note{pos, fmt.Sprintf(format, args...)})
	return d
}

// WithFix adds the edit that mends it.
func (d Diagnostic) WithFix(pos Pos, new string) Diagnostic {
	d.Fix = &Fix{pos, new}
	return d
}

// Meant adds "did you mean" with the candidate nearest to word, and the fix at
// the diagnostic's own place, when one is near enough.
func (d Diagnostic) Meant(word string, candidates []string) Diagnostic {
	if near, ok := Nearest(word, candidates); ok {
		d = d.WithHint("did you mean %s?", near)
		if !d.Pos.IsWhole() {
			d = d.WithFix(d.Pos, near)
		}
	}
	return d
}

// List is what a stage has to say.
type List []Diagnostic

// Add appends.
func (l *List) Add(d ...Diagnostic) { *l = append(*l, d...) }

// Worst is the highest severity in the list, and whether there is any.
func (l List) Worst() (Severity, bool) {
	if len(l) == 0 {
		return Hint, false
	}
	return slices.MaxFunc(l, func(a, b Diagnostic) int { return cmp.Compare(a.Severity, b.Severity) }).Severity, true
}

// HasErrors reports whether the list stops a build.
func (l List) HasErrors() bool {
	s, ok := l.Worst()
	return ok && s == Error
}

// Count is the number of diagnostics of a severity.
func (l List) Count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity == s {
			n++
		}
	}
	return n
}

// Strict is the list with every warning raised to an error.
func (l List) Strict() List {
	out := slices.Clone(l)
	for i := range out {
		if out[i].Severity == Warning {
			out[i].Severity = Error
		}
	}
	return out
}

// Sorted is the list in the order it is told: by file, place, code, message,
// without exact repeats.
func (l List) Sorted() List {
	out := slices.Clone(l)
	slices.SortStableFunc(out, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.Pos.File, b.Pos.File),
			cmp.Compare(a.Pos.Off, b.Pos.Off),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(out, func(a, b Diagnostic) bool {
		return a.Pos == b.Pos && a.Code == b.Code && a.Message == b.Message
	})
}

// Points reports whether anything in the list, notes and fixes among it, has a
// place that f is true of.
func (l List) Points(f func(Pos) bool) bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool {
		return f(d.Pos) || d.Fix != nil && f(d.Fix.Pos) || slices.ContainsFunc(d.Notes, func(n Note) bool { return f(n.Pos) })
	})
}

// Code explains a code: what recap explain prints.
type Code struct {
	Name     string   // "event-unknown"
	Severity Severity // of its diagnostics without --strict
	Text     string   // a paragraph or two of plain text: what it means, how to mend it
}

// Fault is an error that an author can mend: it carries its diagnostics across
// a call that can only return an error.
type Fault struct{ List List }

func (f *Fault) Error() string {
	if len(f.List) == 0 {
		return "fault"
	}
	return f.List[0].Message
}
