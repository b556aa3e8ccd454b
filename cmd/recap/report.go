package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"recap/generator"
	"recap/generator/diag"
)

// tell prints diagnostics to standard error, as text or as JSON lines. With -q no
// hints: they are advice, and nothing is wrong.
func (a *app) tell(list diag.List, text diag.Text) {
	if a.quiet {
		list = wrong(list)
	}
	if a.json() {
		diag.JSON(a.stderr, list, text)
		return
	}
	diag.Print(a.stderr, list, text, diag.Style{Color: bool(a.paint())})
}

// wrong is a list without its hints.
func wrong(list diag.List) diag.List {
	return slices.DeleteFunc(slices.Clone(list), func(d diag.Diagnostic) bool { return d.Severity == diag.Hint })
}

// count is "2 errors, 1 warning", or "".
func count(list diag.List) string {
	var parts []string
	for _, s := range []diag.Severity{diag.Error, diag.Warning, diag.Hint} {
		if n := list.Count(s); n > 0 {
			parts = append(parts, plural(n, s.String()))
		}
	}
	return strings.Join(parts, ", ")
}

// summary is what a build did, for machines.
type summary struct {
	Stopped  bool        `json:"stopped"`
	Posts    int         `json:"posts"`
	Pages    int         `json:"pages"`
	Events   int         `json:"events"`
	Written  []string    `json:"written"`
	Removed  []string    `json:"removed"`
	Kept     int         `json:"kept"`
	Bodies   int         `json:"bodies"`
	Held     []heldPost  `json:"held"`
	Errors   int         `json:"errors"`
	Warnings int         `json:"warnings"`
	Hints    int         `json:"hints"`
	Millis   int64       `json:"milliseconds"`
	Stages   []stageTime `json:"stages,omitempty"` // with -v or --profile
	Kinds    []kindTime  `json:"kinds,omitempty"`  // with --profile
	Slowest  []pageTime  `json:"slowest,omitempty"`
}

type heldPost struct {
	File   string    `json:"file"`
	Title  string    `json:"title"`
	Reason string    `json:"reason"`
	Until  time.Time `json:"until,omitzero"`
}

type stageTime struct {
	Name   string  `json:"name"`
	Millis float64 `json:"milliseconds"`
}

func (a *app) summary(r *generator.Result, took time.Duration) summary {
	s := summary{
		Stopped: r.Stopped, Posts: r.Posts, Pages: r.Pages, Events: r.Events,
		Written: append([]string{}, r.Written...), Removed: append([]string{}, r.Removed...),
		Kept: r.Kept, Bodies: r.Bodies, Held: []heldPost{},
		Errors: r.Diagnostics.Count(diag.Error), Warnings: r.Diagnostics.Count(diag.Warning), Hints: r.Diagnostics.Count(diag.Hint),
		Millis: took.Milliseconds(),
	}
	for _, h := range r.Held {
		s.Held = append(s.Held, heldPost{h.File, h.Title, h.Reason, h.Until})
	}
	s.Kinds, s.Slowest = profiled(r.Profile)
	if a.verbose || r.Profile != nil {
		for _, st := range r.Stages {
			s.Stages = append(s.Stages, stageTime{st.Name, float64(st.Took.Microseconds()) / 1000})
		}
	}
	return s
}

// report tells what a build did: what is held back, what is wrong, what stands.
func (a *app) report(r *generator.Result, out string, took time.Duration) error {
	a.tell(r.Diagnostics, r.Text)
	if a.json() {
		return writeJSON(a.stdout, a.summary(r, took))
	}
	said := r.Diagnostics
	if a.quiet {
		said = wrong(said)
	}
	if n := count(said); n != "" {
		if r.Stopped {
			n += fmt.Sprintf("; nothing was written, %s is as it was", a.shown(out))
		}
		fmt.Fprintln(a.stderr, n)
	}
	if a.quiet {
		return nil
	}
	for _, h := range r.Held {
		fmt.Fprintln(a.stdout, heldLine(h))
	}
	if !r.Stopped {
		fmt.Fprintln(a.stdout, a.built(r, out, took))
	}
	if a.verbose || r.Profile != nil {
		for _, st := range r.Stages {
			fmt.Fprintf(a.stdout, "  %-10s %s\n", st.Name, short(st.Took))
		}
	}
	a.profile(r.Profile)
	return nil
}

// built is the one line of a build.
func (a *app) built(r *generator.Result, out string, took time.Duration) string {
	var files []string
	for _, f := range []struct {
		n    int
		what string
	}{{len(r.Written), "written"}, {len(r.Removed), "removed"}, {r.Kept, "kept"}} {
		if f.n > 0 {
			files = append(files, fmt.Sprintf("%d %s", f.n, f.what))
		}
	}
	if len(files) == 0 {
		files = []string{"no files"}
	}
	return fmt.Sprintf("built %s, %s, %s into %s: %s (%s)",
		plural(r.Posts, "post"), plural(r.Pages, "page"), plural(r.Events, "event"), a.shown(out), strings.Join(files, ", "), short(took))
}

// heldLine says why a post is not published, and when it will be.
func heldLine(h generator.Held) string {
	line := fmt.Sprintf("held back: %s, %q is a %s", h.File, h.Title, h.Reason)
	switch h.Reason {
	case "draft":
		line += " (build -D publishes it)"
	case "future":
		line = fmt.Sprintf("held back: %s, %q appears on %s (build -F publishes it now)", h.File, h.Title, h.Until.Format("2006-01-02 15:04 -07:00"))
	}
	return line
}

// short is a time span of about three digits.
func short(d time.Duration) string {
	switch {
	case d >= 10*time.Second:
		return d.Round(100 * time.Millisecond).String()
	case d >= time.Second:
		return d.Round(10 * time.Millisecond).String()
	case d >= time.Millisecond:
		return d.Round(time.Millisecond).String()
	}
	return d.Round(time.Microsecond).String()
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
