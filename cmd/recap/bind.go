package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"recap/generator/desk"
	"recap/generator/diag"
)

func bindCommand(a *app) *cobra.Command {
	var o desk.BindOptions
	var write bool
	cmd := &cobra.Command{
		Use:   "bind [path...]",
		Short: "find the talks that finished posts tell of",
		Long: `bind compares the headings and sentences of posts with the programmes of their
events and proposes talk ids: with a score from 0 to 1, the reasons, and the next
best talk. --write puts them into the Markdown, as {talk=id} behind a heading and
as a link around a title in a sentence; where neither can be, as in a title that
is a link already, into talks: of the front matter. No other byte changes.

Without paths it looks at all posts that name an event. {talk=none} behind a
heading says that it is no talk; nothing below it is proposed either.`,
		Example: `  recap bind
  recap bind content/posts/2016/pycon.md --write
  recap bind content/posts/old --event pycon-us-2016`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Paths = args
			return a.bind(cmd.Context(), o, write)
		},
	}
	cmd.Flags().BoolVar(&write, "write", false, "write the ids into the posts")
	cmd.Flags().StringVar(&o.Event, "event", "", "compare with the talks of the event with this `id`, also in posts that name none")
	_ = cmd.RegisterFlagCompletionFunc("event", a.completeEvents)
	return cmd
}

func (a *app) bind(ctx context.Context, o desk.BindOptions, write bool) error {
	d, site, err := a.atDesk(ctx)
	if err != nil {
		return err
	}
	if o.Paths, err = a.below(site, o.Paths); err != nil {
		return err
	}
	b, err := d.Bind(o)
	if err != nil {
		return known(err, "recap list posts and recap list events name them")
	}
	if write {
		if err := a.writeChanges(site, b.Changes); err != nil {
			return err
		}
	}
	cannot := 0
	for _, p := range b.Proposals {
		if p.Reason != "" {
			cannot++
		}
	}
	if a.json() {
		err = writeJSON(a.stdout, bindReport{Posts: b.Posts, Proposals: empty(b.Proposals), Unsure: empty(b.Near), Written: written(b.Changes, write)})
	} else if !a.quiet {
		a.tellBindings(d, b, write, cannot)
	}
	a.incomplete(d)
	if err == nil && write && cannot > 0 {
		return problems
	}
	return err
}

// bindReport is what bind found, for machines.
type bindReport struct {
	Posts     int             `json:"posts"`
	Proposals []desk.Proposal `json:"proposals"`
	Unsure    []desk.Proposal `json:"unsure"`
	Written   []string        `json:"written"`
}

func (a *app) tellBindings(d *desk.Desk, b *desk.Bindings, write bool, cannot int) {
	for _, f := range b.Proposals {
		fmt.Fprintf(a.stdout, "%s: %s\n", diag.Where(f.Pos, d.Tree.Text), oneLine(f.Text))
		fmt.Fprintf(a.stdout, "    talk=%s  %s  %.2f  %s\n", f.Talk, oneLine(f.Title), f.Score, strings.Join(f.Why, "; "))
		if f.Behind >= 0.3 {
			fmt.Fprintf(a.stdout, "    next: %s  %.2f\n", oneLine(f.Next), f.Behind)
		}
		if f.Reason != "" {
			fmt.Fprintf(a.stdout, "    write it by hand: %s\n", f.Reason)
		}
	}
	for _, f := range b.Near {
		fmt.Fprintf(a.stdout, "%s: %s\n", diag.Where(f.Pos, d.Tree.Text), oneLine(f.Text))
		fmt.Fprintf(a.stdout, "    not sure: %s (talk=%s)  %.2f  %s\n", oneLine(f.Title), f.Talk, f.Score, strings.Join(f.Why, "; "))
		if f.Behind >= 0.3 {
			fmt.Fprintf(a.stdout, "    next: %s  %.2f\n", oneLine(f.Next), f.Behind)
		}
	}
	n := len(b.Proposals) - cannot
	switch {
	case n == 0 && len(b.Proposals) == 0:
		fmt.Fprintf(a.stdout, "nothing to bind in %s\n", plural(b.Posts, "post"))
	case write:
		fmt.Fprintf(a.stdout, "%s written into %s\n", plural(n, "talk"), plural(len(b.Changes), "post"))
	default:
		fmt.Fprintf(a.stdout, "%s in %s; recap bind --write writes them in\n", plural(n, "proposal"), plural(len(b.Changes), "post"))
	}
}

// written are the files of changes, when they were written.
func written(changes []desk.Change, write bool) []string {
	out := []string{}
	if write {
		for _, c := range changes {
			out = append(out, c.File)
		}
	}
	return out
}

// empty is a list that JSON shows as [] rather than null.
func empty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
