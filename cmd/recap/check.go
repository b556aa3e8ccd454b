package main

import (
	"cmp"
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"recap/generator"
	"recap/generator/check"
	"recap/generator/diag"
)

// checkRun is what recap check was asked for.
type checkRun struct {
	only []string
	fix  bool
	fail string
}

func checkCommand(a *app) *cobra.Command {
	var o generator.Options
	var c checkRun
	cmd := &cobra.Command{
		Use:   "check",
		Short: "look the whole site through, as an editor does",
		Long: `check says all that a build says, and looks for much more: words that stand twice,
colons with nothing behind them, pictures whose text is their file's name, speakers
spelled unlike the programme, tags in two spellings, pages that came out wrong. It
writes nothing, except with --fix.

A finding is an error, a warning or a hint. check.fail_on in content/site.yaml says
which of them end it with exit code 1; by default errors do. recap explain CODE shows
an example of each, and how to mend it.

<!-- recap:ignore CODE reason --> in a text leaves out what is said of the block
below it, or of the whole text when it comes first; # recap:ignore CODE reason does
so in YAML, and check.ignore in the settings everywhere.`,
		Example: `  recap check
  recap check --only text,image-alt-name
  recap check --fix                        mend what has one right answer
  recap check --format sarif > recap.sarif for code hosts`,
		Annotations: map[string]string{formats: "sarif github"},
		Args:        upTo(0, "no word"),
		RunE:        func(cmd *cobra.Command, _ []string) error { return a.check(cmd.Context(), o, c) },
	}
	f := cmd.Flags()
	f.StringSliceVar(&c.only, "only", nil, "look for these `codes` alone, or families of codes: text,link-dead")
	f.BoolVar(&c.fix, "fix", false, "change the texts where there is one right answer, and where --only names the code also by a guess")
	f.StringVar(&c.fail, "fail-on", "", "end with exit code 1 at this `severity`: error, warning, hint or never (default check.fail_on in the settings)")
	f.BoolVarP(&o.Drafts, "drafts", "D", false, "look at drafts too")
	f.BoolVarP(&o.Future, "future", "F", false, "look at posts with a date to come too")
	_ = cmd.RegisterFlagCompletionFunc("only", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return codeNames(), cobra.ShellCompDirectiveNoFileComp
	})
	return cmd
}

func (a *app) check(ctx context.Context, o generator.Options, c checkRun) error {
	if c.fail != "" {
		if err := oneOf("--fail-on", c.fail, "error", "warning", "hint", "never"); err != nil {
			return err
		}
	}
	for _, name := range c.only {
		if !slices.ContainsFunc(codeNames(), func(code string) bool { return code == name || strings.HasPrefix(code, name+"-") }) {
			return use(meant(name, codeNames(), "recap explain lists all codes"), "--only: there is no code and no family %q", name)
		}
	}
	g, o, err := a.generator(o)
	if err != nil {
		return err
	}
	look := generator.CheckOptions{Only: c.only, Codes: codeNames()}
	began := time.Now()
	r, err := g.Check(ctx, look)
	if err != nil {
		return err
	}
	fixed := &check.Fixes{}
	if c.fix {
		fixed = check.Fix(r.Tree, r.Diagnostics, c.only)
		if err := a.writeChanges(o.Dir, fixed.Changes); err != nil {
			return err
		}
		before := r.Tree.Text
		if len(fixed.Changes) > 0 {
			a.tellFixed(fixed, before)
			if r, err = g.Check(ctx, look); err != nil {
				return err
			}
		}
		r.Diagnostics.Add(fixed.Refused...)
	}
	return a.tellCheck(r, fixed, time.Since(began), cmp.Or(c.fail, r.FailOn))
}

// tellFixed says what was changed, a line each.
func (a *app) tellFixed(f *check.Fixes, text diag.Text) {
	if a.quiet || a.format != "text" {
		return
	}
	for _, d := range f.Made {
		src := text(d.Fix.Pos.File)
		was := string(src[d.Fix.Pos.Off:d.Fix.Pos.End])
		words := fmt.Sprintf("%q → %q", was, d.Fix.New)
		switch {
		case d.Fix.New == "":
			words = fmt.Sprintf("%q taken out", was)
		case was == "":
			words = fmt.Sprintf("%q put in", d.Fix.New)
		}
		fmt.Fprintf(a.stdout, "mended: %s: %s [%s]\n", diag.Where(d.Fix.Pos, text), words, d.Code)
	}
}

// checkReport is what check found, for machines; the findings themselves are lines
// of standard error as in every command.
type checkReport struct {
	Posts    int            `json:"posts"`
	Texts    int            `json:"texts"`
	Pages    int            `json:"pages"`
	Errors   int            `json:"errors"`
	Warnings int            `json:"warnings"`
	Hints    int            `json:"hints"`
	Ignored  int            `json:"ignored"`
	Codes    map[string]int `json:"codes"`
	Mended   int            `json:"mended"`
	Changed  []string       `json:"changed"`
	Failed   bool           `json:"failed"`
	Millis   int64          `json:"milliseconds"`
}

func (a *app) tellCheck(r *generator.Checked, fixed *check.Fixes, took time.Duration, failOn string) error {
	list := r.Diagnostics.Sorted()
	fails := failing(list, failOn)
	var err error
	switch a.format {
	case "sarif":
		err = diag.SARIF(a.stdout, list, r.Tree.Text, codes(), programVersion(debug.ReadBuildInfo()).Version)
	case "github":
		err = diag.GitHub(a.stdout, list, r.Tree.Text)
	case "json":
		a.tell(list, r.Tree.Text)
		rep := checkReport{Posts: r.Posts, Texts: r.Texts, Pages: r.Pages, Errors: list.Count(diag.Error), Warnings: list.Count(diag.Warning), Hints: list.Count(diag.Hint),
			Ignored: r.Ignored, Codes: map[string]int{}, Mended: len(fixed.Made), Changed: written(fixed.Changes, true), Failed: fails, Millis: took.Milliseconds()}
		for _, d := range list {
			rep.Codes[d.Code]++
		}
		err = writeJSON(a.stdout, rep)
	default:
		a.tell(list, r.Tree.Text)
		a.tellSum(r, list, len(fixed.Made), took)
	}
	if err == nil && fails {
		return problems
	}
	return err
}

// tellSum is the one line at the end.
func (a *app) tellSum(r *generator.Checked, list diag.List, mended int, took time.Duration) {
	if a.quiet {
		return
	}
	looked := plural(r.Texts, "text")
	if r.Pages > 0 {
		looked += ", " + plural(r.Pages, "file") + " of the output"
	}
	what := count(list)
	if what == "" {
		what = "nothing found"
	}
	if r.Ignored > 0 {
		what += fmt.Sprintf(", %d ignored", r.Ignored)
	}
	if mended > 0 {
		what += fmt.Sprintf(", %d mended", mended)
	}
	fmt.Fprintf(a.stdout, "checked %s: %s (%s)\n", looked, what, short(took))
}

// failing reports whether a list has something of a severity or worse.
func failing(list diag.List, on string) bool {
	worst, any := list.Worst()
	at, ok := map[string]diag.Severity{"error": diag.Error, "warning": diag.Warning, "hint": diag.Hint}[on]
	return any && ok && worst >= at
}
