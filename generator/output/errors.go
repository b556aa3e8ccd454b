package output

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
)

// ErrChanged says that another build committed to the same output after this
// one had looked at it. Nothing was written; building again is all it takes.
var ErrChanged = errors.New("another build wrote to the output meanwhile; build again")

// ErrDone says that a Store was used after its Commit or Abort.
var ErrDone = errors.New("the output was already committed or given up")

// Occupied says that something recap did not write lies where a page should
// be. Nothing was written. A Store with Options.Overwrite replaces files and
// links that are in the way, but never a folder.
type Occupied struct {
	Out    string   // the output folder
	Path   string   // the first such path, slash separated
	What   string   // "a file", "a folder", "a link", "a special file"
	Others []string // further such paths, sorted
	Why    string   // why a file of ours may not be known as ours, or ""
}

func (o *Occupied) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s is in the way at %s: recap did not write it and leaves it alone",
		o.What, filepath.Join(o.Out, filepath.FromSlash(o.Path)))
	switch n := len(o.Others); {
	case n == 1:
		fmt.Fprintf(&b, " (and one more: %s)", o.Others[0])
	case n > 1:
		fmt.Fprintf(&b, " (and %d more, %s the first)", n, o.Others[0])
	}
	if o.Why != "" {
		fmt.Fprintf(&b, "; %s", o.Why)
	}
	b.WriteString("; move it to content/static/, remove it, build into another folder, or let build --overwrite replace it")
	return b.String()
}

// Failed says that a commit went through but for some files: a program held
// them open, a folder could not be written. Their old bytes stand; the next
// build tries again.
type Failed struct {
	Out  string
	Errs []error // each names its path
}

func (f *Failed) Error() string {
	s := fmt.Sprintf("%s: %v", f.Out, f.Errs[0])
	if n := len(f.Errs) - 1; n > 0 {
		s += fmt.Sprintf(" (and %d more)", n)
	}
	return s + "; the next build tries again"
}

// Unwrap gives the single faults.
func (f *Failed) Unwrap() []error { return f.Errs }
