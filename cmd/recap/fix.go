package main

import (
	"context"
	"fmt"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"recap/generator/desk"
	"recap/generator/diag"
)

func fixCommand(a *app) *cobra.Command {
	var dry bool
	cmd := &cobra.Command{
		Use:   "fix",
		Short: "write the spelling that recap proposes",
		Long: `fix makes every change that a build proposes as the one right spelling, and renames
keys: those of Hugo, Jekyll, Nikola and Pelican in front matter (lastmod, redirect_from,
published: false), and other spellings in events, settings and records, become the
keys of the manual. Comments, blanks and all other bytes stay. Each change is tried
first: one after which a file reads no better is left, and named.

What was fixed stays fixed: run again, it changes nothing. recap check --fix mends
what an editor finds in the sentences.`,
		Example: "  recap fix --dry-run\n  recap fix",
		Args:    upTo(0, "no word"),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.fix(cmd.Context(), dry) },
	}
	cmd.Flags().BoolVar(&dry, "dry-run", false, "show the difference, and change nothing")
	return cmd
}

// fixReport is what fix did, for machines.
type fixReport struct {
	DryRun  bool        `json:"dry_run"`
	Changed []string    `json:"changed"`
	Made    []fixChange `json:"made"`
	Refused int         `json:"refused"`
}

type fixChange struct {
	Code  string `json:"code"`
	Where string `json:"where"`
	Was   string `json:"was"`
	New   string `json:"new"`
}

func (a *app) fix(ctx context.Context, dry bool) error {
	d, site, err := a.atDesk(ctx)
	if err != nil {
		return err
	}
	f := d.Fix()
	if !dry {
		if err := a.writeChanges(site, f.Changes); err != nil {
			return err
		}
	}
	made := []fixChange{}
	for _, m := range f.Made {
		src := d.Tree.Text(m.Fix.Pos.File)
		made = append(made, fixChange{m.Code, diag.Where(m.Fix.Pos, d.Tree.Text), string(src[m.Fix.Pos.Off:m.Fix.Pos.End]), m.Fix.New})
	}
	if a.json() {
		return writeJSON(a.stdout, fixReport{dry, written(f.Changes, true), made, len(f.Refused)})
	}
	if dry {
		for _, c := range f.Changes {
			a.stdout.Write(diff.Diff(c.File, c.Old, c.File+" (fixed)", c.New))
		}
	}
	if a.quiet {
		return nil
	}
	if !dry {
		for _, m := range made {
			fmt.Fprintf(a.stdout, "%s: %s → %s [%s]\n", m.Where, oneLine(m.Was), oneLine(m.New), m.Code)
		}
	}
	for _, r := range f.Refused {
		fmt.Fprintf(a.stdout, "left as it is: %s: %s [%s]\n", diag.Where(r.Pos, d.Tree.Text), r.Message, r.Code)
	}
	a.tellFixes(f, dry)
	return nil
}

func (a *app) tellFixes(f *desk.Fixed, dry bool) {
	switch n := len(f.Made); {
	case n == 0:
		fmt.Fprintln(a.stdout, "nothing to fix")
	case dry:
		fmt.Fprintf(a.stdout, "%s in %s; recap fix writes them\n", plural(n, "change"), plural(len(f.Changes), "file"))
	default:
		fmt.Fprintf(a.stdout, "%s in %s\n", plural(n, "change"), plural(len(f.Changes), "file"))
	}
}
