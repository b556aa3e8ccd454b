package desk

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"recap/generator/diag"
)

// Apply replaces the bytes of each fix by its new ones. Fixes at one point stay
// in their order; two that overlap are a fault of the caller.
func Apply(src []byte, fixes []diag.Fix) ([]byte, error) {
	sorted := slices.Clone(fixes)
	slices.SortStableFunc(sorted, func(a, b diag.Fix) int { return a.Pos.Off - b.Pos.Off })
	out := make([]byte, 0, len(src)+64*len(fixes))
	at := 0
	for _, f := range sorted {
		if f.Pos.Off < at || f.Pos.End < f.Pos.Off || f.Pos.End > len(src) {
			return nil, fmt.Errorf("two changes touch the same place (byte %d)", f.Pos.Off)
		}
		out = append(out, src[at:f.Pos.Off]...)
		out = append(out, f.New...)
		at = f.Pos.End
	}
	return append(out, src[at:]...), nil
}

// insertion puts a text at a place and takes nothing away.
func insertion(file string, off int, text string) diag.Fix {
	return diag.Fix{Pos: diag.Pos{File: file, Off: off, End: off}, New: text}
}

// eolOf is how lines of a file end: as its first one does.
func eolOf(src []byte) string {
	switch i := bytes.IndexAny(src, "\r\n"); {
	case i < 0 || src[i] == '\n':
		return "\n"
	case i+1 < len(src) && src[i+1] == '\n':
		return "\r\n"
	}
	return "\r"
}

// lineStart and lineEnd are the bounds of the line that holds an offset, its end
// left out.
func lineStart(src []byte, off int) int {
	return bytes.LastIndexAny(src[:off], "\r\n") + 1
}

func lineEnd(src []byte, off int) int {
	if i := bytes.IndexAny(src[off:], "\r\n"); i >= 0 {
		return off + i
	}
	return len(src)
}

// nextLine is the start of the line behind the one that holds an offset; the end
// of the text for the last.
func nextLine(src []byte, off int) int {
	i := lineEnd(src, off)
	switch {
	case i == len(src):
	case src[i] == '\r' && i+1 < len(src) && src[i+1] == '\n':
		i += 2
	default:
		i++
	}
	return i
}

// errDiffers says that an edit would have changed more or something else than
// was wanted, found by reading the new text.
var errDiffers = errors.New("the edited text does not read as intended")

func differs(format string, args ...any) error {
	return fmt.Errorf("%w: %s", errDiffers, fmt.Sprintf(format, args...))
}

func quoted(s string) string {
	if r := []rune(s); len(r) > 80 {
		s = string(r[:79]) + "…"
	}
	return strconv.Quote(s)
}
