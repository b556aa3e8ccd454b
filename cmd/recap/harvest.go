package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"recap/generator/desk"
	"recap/generator/diag"
)

func harvestCommand(a *app) *cobra.Command {
	var dry bool
	cmd := &cobra.Command{
		Use:   "harvest [path...]",
		Short: "turn hand-written lines of links into data",
		Long: `harvest looks below headings that are bound to talks for lines such as
(abstract; video; slides) that were written by hand, moves their links to the talks
in the events' files, and takes the lines out of the posts. From then on the line is
made from the data, in every post that tells of the talk and on the talk's own page,
and a link that is found later is written down once.

A line of which something cannot be moved stays whole, and why is said. recap bind
binds the headings first.`,
		Example: `  recap harvest --dry-run
  recap harvest content/posts/2016`,
		RunE: func(cmd *cobra.Command, args []string) error { return a.harvest(cmd.Context(), args, dry) },
	}
	cmd.Flags().BoolVar(&dry, "dry-run", false, "show what would be moved and write nothing")
	return cmd
}

func (a *app) harvest(ctx context.Context, paths []string, dry bool) error {
	d, site, err := a.atDesk(ctx)
	if err != nil {
		return err
	}
	if paths, err = a.below(site, paths); err != nil {
		return err
	}
	h, err := d.Harvest(paths)
	if err != nil {
		return known(err, "recap list posts names them")
	}
	if !dry {
		if err := a.writeChanges(site, h.Changes); err != nil {
			return err
		}
	}
	switch {
	case a.json():
		err = writeJSON(a.stdout, map[string]any{"lines": empty(h.Lines), "unbound": empty(h.Unbound), "written": written(h.Changes, !dry)})
	case !a.quiet:
		a.tellHarvest(d, h, dry)
	}
	a.incomplete(d)
	return err
}

func (a *app) tellHarvest(d *desk.Desk, h *desk.Harvest, dry bool) {
	moved, left := 0, 0
	for _, l := range h.Lines {
		fmt.Fprintf(a.stdout, "%s: %s\n", diag.Where(l.Pos, d.Tree.Text), oneLine(l.Text))
		if l.Reason != "" {
			left++
			fmt.Fprintf(a.stdout, "    left as it is: %s\n", oneLine(l.Reason))
			continue
		}
		moved++
		for _, m := range l.Moved {
			what := m.Key
			if m.Kind != "" {
				what = m.Kind
			}
			fmt.Fprintf(a.stdout, "    %s: %s %s\n", l.Talk, what, m.Value)
		}
		if len(l.Moved) == 0 {
			fmt.Fprintf(a.stdout, "    %s: all of it is known\n", l.Talk)
		}
	}
	for _, l := range h.Unbound {
		fmt.Fprintf(a.stdout, "%s: %s\n    left as it is: its heading is bound to no talk; recap bind finds talks\n", diag.Where(l.Pos, d.Tree.Text), oneLine(l.Text))
	}
	left += len(h.Unbound)
	var parts []string
	switch {
	case moved > 0 && dry:
		parts = append(parts, plural(moved, "line")+" would become data")
	case moved > 0:
		parts = append(parts, plural(moved, "line")+" became data")
	}
	if left > 0 {
		parts = append(parts, plural(left, "line")+" left")
	}
	if len(parts) == 0 {
		parts = append(parts, "no lines of links in "+plural(h.Posts, "post"))
	}
	fmt.Fprintln(a.stdout, strings.Join(parts, ", "))
}
