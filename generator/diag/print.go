package diag

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text gives the bytes of a file as the build saw them, or nil.
type Text func(file string) []byte

// Style says how Print writes.
type Style struct {
	Color bool // ANSI colours
	Fold  int  // places shown of one message about many files; 0 means 3
	Width int  // excerpt columns; 0 means 100
}

// Place is a Pos worked out against the file's bytes.
type Place struct {
	Line, Column int    // from 1; columns count characters
	Excerpt      string // the line, tabs as spaces, cut to Width around the span
	Caret        int    // characters before the span within Excerpt
	Span         int    // characters of the span on this line, at least 1
}

// Locate works out line, column and excerpt. ok is false for a whole-file Pos
// or when the text is not at hand.
func Locate(p Pos, text []byte, width int) (pl Place, ok bool) {
	if p.IsWhole() || text == nil || p.Off > len(text) {
		return pl, false
	}
	if width <= 0 {
		width = 100
	}
	start := bytes.LastIndexByte(text[:p.Off], '\n') + 1
	end := len(text)
	if i := bytes.IndexByte(text[p.Off:], '\n'); i >= 0 {
		end = p.Off + i
	}
	// One long line must not cost its length for each thing said about it.
	from := max(start, p.Off-4*width)
	for from > start && !utf8.RuneStart(text[from]) {
		from++
	}
	to := min(end, p.Off+4*width)
	pl.Line = bytes.Count(text[:start], []byte{'\n'}) + 1
	pl.Column = utf8.RuneCount(text[start:p.Off]) + 1
	before := visible(text[from:p.Off])
	spanEnd := min(max(p.End, p.Off), to)
	span := visible(text[p.Off:spanEnd])
	after := visible(bytes.TrimRight(text[spanEnd:to], "\r"))
	if drop := len(before) - width*2/3; drop > 0 {
		before = append([]rune("…"), before[drop:]...)
	}
	line := append(append(before, span...), after...)
	pl.Caret = len(before)
	pl.Span = max(1, len(span))
	if len(line) > width {
		line = append(line[:width-1], '…')
		pl.Span = max(1, min(pl.Span, width-pl.Caret))
	}
	pl.Excerpt = strings.TrimRightFunc(string(line), unicode.IsSpace)
	return pl, true
}

// visible turns bytes from a file into characters that are safe on a terminal:
// tabs become four spaces, control characters and broken bytes a mark.
func visible(b []byte) []rune {
	out := make([]rune, 0, len(b))
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		b = b[n:]
		switch {
		case r == '\t':
			out = append(out, ' ', ' ', ' ', ' ')
		case r == utf8.RuneError && n == 1, unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			out = append(out, '\uFFFD')
		default:
			out = append(out, r)
		}
	}
	return out
}

// clean makes a message safe to print: whatever an author typed is quoted in it.
func clean(s string) string { return string(visible([]byte(s))) }

// Where is "file:line:column", or as much of it as is known.
func Where(p Pos, text Text) string {
	file := clean(p.File)
	if text != nil && !p.IsWhole() {
		if pl, ok := Locate(p, text(p.File), 0); ok {
			return fmt.Sprintf("%s:%d:%d", file, pl.Line, pl.Column)
		}
	}
	if file == "" {
		return "recap"
	}
	return file
}

// Print tells the list to a person: sorted, the same message about many files
// folded into one with a count, the line quoted with a caret.
func Print(w io.Writer, l List, text Text, st Style) error {
	if st.Fold <= 0 {
		st.Fold = 3
	}
	ink := func(code, s string) string {
		if !st.Color {
			return s
		}
		return "\x1b[" + code + "m" + s + "\x1b[0m"
	}
	type key struct {
		code, message string
		severity      Severity
	}
	sorted := l.Sorted()
	seen := map[key]int{}
	total := map[key]int{}
	for _, d := range sorted {
		total[key{d.Code, d.Message, d.Severity}]++
	}
	var b strings.Builder
	for _, d := range sorted {
		k := key{d.Code, d.Message, d.Severity}
		seen[k]++
		if seen[k] > st.Fold {
			continue
		}
		tint := map[Severity]string{Error: "1;31", Warning: "1;33", Hint: "1;36"}[d.Severity]
		fmt.Fprintf(&b, "%s: %s: %s %s\n", ink("1", Where(d.Pos, text)), ink(tint, d.Severity.String()), clean(d.Message), ink("2", "["+d.Code+"]"))
		if text != nil {
			if pl, ok := Locate(d.Pos, text(d.Pos.File), st.Width); ok && pl.Excerpt != "" {
				fmt.Fprintf(&b, "    %s\n    %s%s\n", pl.Excerpt, strings.Repeat(" ", pl.Caret), ink(tint, strings.Repeat("^", pl.Span)))
			}
		}
		for _, n := range d.Notes {
			fmt.Fprintf(&b, "    note: %s: %s\n", Where(n.Pos, text), clean(n.Message))
		}
		if d.Hint != "" {
			fmt.Fprintf(&b, "    %s %s\n", ink("1;36", "hint:"), clean(d.Hint))
		}
		if seen[k] == st.Fold && total[k] > st.Fold {
			fmt.Fprintf(&b, "    and the same in %d more places\n", total[k]-st.Fold)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// jsonDiagnostic is the shape of one diagnostic for editors and CI.
type jsonDiagnostic struct {
	Severity string    `json:"severity"`
	Code     string    `json:"code"`
	File     string    `json:"file,omitempty"`
	Line     int       `json:"line,omitempty"`
	Column   int       `json:"column,omitempty"`
	Off      int       `json:"offset"`
	End      int       `json:"end"`
	Message  string    `json:"message"`
	Hint     string    `json:"hint,omitempty"`
	Fix      *jsonFix  `json:"fix,omitempty"`
	Notes    []jsonPos `json:"notes,omitempty"`
}

type jsonFix struct {
	File string `json:"file"`
	Off  int    `json:"offset"`
	End  int    `json:"end"`
	New  string `json:"new"`
}

type jsonPos struct {
	File    string `json:"file"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Message string `json:"message"`
}

// JSON writes the list for editors and CI: one object a line, nothing folded.
// Offsets are bytes from 0, or -1 where a whole file is meant; lines and columns count from 1.
func JSON(w io.Writer, l List, text Text) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	at := func(p Pos) (line, col int) {
		if text == nil {
			return 0, 0
		}
		pl, _ := Locate(p, text(p.File), 0)
		return pl.Line, pl.Column
	}
	for _, d := range l.Sorted() {
		j := jsonDiagnostic{Severity: d.Severity.String(), Code: d.Code, File: d.Pos.File, Off: d.Pos.Off, End: d.Pos.End, Message: d.Message, Hint: d.Hint}
		j.Line, j.Column = at(d.Pos)
		if d.Fix != nil {
			j.Fix = &jsonFix{d.Fix.Pos.File, d.Fix.Pos.Off, d.Fix.Pos.End, d.Fix.New}
		}
		for _, n := range d.Notes {
			line, col := at(n.Pos)
			j.Notes = append(j.Notes, jsonPos{n.Pos.File, line, col, n.Message})
		}
		if err := enc.Encode(j); err != nil {
			return err
		}
	}
	return nil
}
