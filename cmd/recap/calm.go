package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"strings"
	"time"

	"recap/generator"
	"recap/generator/diag"
)

// tell says what a plan brought: new complaints, and one line. A plan that
// brought nothing is not worth a word.
func (p *preview) tell(now planned, before *generator.Preview, fresh diag.List) {
	var affected []string
	if now.plan != nil {
		affected = now.plan.Differs(before)
	}
	if p.app.json() {
		p.tellJSON(now, affected)
		return
	}
	p.app.tellFolded(fresh, now.text)
	if p.app.quiet || (before != nil && now.plan != nil && len(affected)+len(now.diff)+len(fresh) == 0) {
		return
	}
	fmt.Fprintln(p.app.stdout, p.line(now, before, len(affected)))
}

// line is the one calm line of a plan.
func (p *preview) line(now planned, before *generator.Preview, affected int) string {
	parts := []string{"nothing to show yet"}
	switch {
	case now.plan == nil && p.shown != nil:
		parts[0] = "the site as it was"
	case before == nil && now.plan != nil:
		parts[0] = plural(now.plan.Posts, "post") + ", " + plural(affected, "file")
	case now.plan != nil:
		parts[0] = summed(now.diff) + ": " + plural(affected, "file") + " changed"
	}
	if n := count(now.list); n != "" {
		ink := p.app.paint()
		if now.list.HasErrors() {
			n = ink.bad(n)
		} else {
			n = ink.warn(n)
		}
		parts = append(parts, n)
	}
	return p.app.clock().Format(time.TimeOnly) + "  " + strings.Join(parts, ", ") + " (" + short(now.took) + ")"
}

// summed names a few files, or says how many they are.
func summed(files []string) string {
	switch len(files) {
	case 0:
		return "looked again"
	case 1:
		return strings.TrimPrefix(files[0], "content/")
	case 2:
		return path.Base(files[0]) + " and " + path.Base(files[1])
	}
	return fmt.Sprintf("%s and %d more", path.Base(files[0]), len(files)-1)
}

// alike is how many complaints of one kind are told before the rest is counted.
const alike = 5

// tellFolded is tell for lists that may be long: of warnings and hints with the
// same code the first few are told and the rest counted, unless -v asks for all.
func (a *app) tellFolded(list diag.List, text diag.Text) {
	if a.verbose || a.quiet {
		a.tell(list, text)
		return
	}
	seen := map[string]int{}
	var told diag.List
	var codes []string
	for _, d := range list.Sorted() {
		if d.Severity != diag.Error {
			if seen[d.Code]++; seen[d.Code] > alike {
				if seen[d.Code] == alike+1 {
					codes = append(codes, d.Code)
				}
				continue
			}
		}
		told.Add(d)
	}
	a.tell(told, text)
	for _, c := range codes {
		fmt.Fprintf(a.stderr, "and %d more like this [%s]; serve -v tells all\n", seen[c]-alike, c)
	}
}

// planEvent is one plan, for editors.
type planEvent struct {
	Event       string            `json:"event"` // "plan"
	Changed     []string          `json:"changed"`
	Affected    int               `json:"affected"` // files that are not what they were
	Pages       []string          `json:"pages"`    // their paths, the first hundred
	Posts       int               `json:"posts"`
	Errors      int               `json:"errors"`
	Warnings    int               `json:"warnings"`
	Hints       int               `json:"hints"`
	Millis      float64           `json:"milliseconds"`
	Diagnostics []json.RawMessage `json:"diagnostics"` // all that stand, not only new ones
}

func (p *preview) tellJSON(now planned, affected []string) {
	e := planEvent{
		Event: "plan", Changed: append([]string{}, now.diff...), Affected: len(affected), Pages: append([]string{}, affected[:min(len(affected), 100)]...),
		Errors: now.list.Count(diag.Error), Warnings: now.list.Count(diag.Warning), Hints: now.list.Count(diag.Hint),
		Millis: float64(now.took.Microseconds()) / 1000, Diagnostics: jsonDiagnostics(now.list, now.text),
	}
	if p.shown != nil {
		e.Posts = p.shown.Posts
	}
	writeJSON(p.app.stdout, e)
}

// jsonDiagnostics are diagnostics as diag.JSON writes them, in a list.
func jsonDiagnostics(list diag.List, text diag.Text) []json.RawMessage {
	var b bytes.Buffer
	diag.JSON(&b, list, text)
	out := []json.RawMessage{}
	for line := range bytes.Lines(b.Bytes()) {
		out = append(out, json.RawMessage(bytes.TrimSpace(line)))
	}
	return out
}
