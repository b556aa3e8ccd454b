package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"recap/generator/desk"
)

func draftCommand(a *app) *cobra.Command {
	o := desk.DraftOptions{NewID: newID}
	cmd := &cobra.Command{
		Use:   "draft event",
		Short: "begin posts from an event's programme",
		Long: `draft begins posts from the programme of an event, the night before: one for the
event, or for each day, session or talk of it. Each has a heading with its id for
every talk in running order, who speaks, when and where as a comment that readers
do not see, and room for your notes. What the title is, the settings' patterns say
(titles:).

A post that is there already is never written over, whatever you called its file.
--update adds the talks that came into the programme since to posts that are still
drafts; each goes behind the talk that comes before it. A heading that you took out
stays out: a comment in the front matter names the talks that the draft was given.

A post is dated to the day it tells of. Of more than forty talks no single post is
begun unless --by event asks for it.`,
		Example: `  recap draft gophercon-2026
  recap draft fosdem-2026 --by day
  recap draft fosdem-2026 --by session --picks
  recap draft fosdem-2026 --by day --update`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return use("recap list events names them", "draft posts of which event?")
			}
			return upTo(1, "one event")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Event = args[0]
			if err := oneOf("--by", o.By, desk.DraftKinds...); err != nil {
				return err
			}
			o.Many = cmd.Flags().Changed("by")
			return a.draft(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.By, "by", "event", "one post for each `what`: event, day, session or talk")
	f.BoolVar(&o.Picks, "picks", false, "only the talks that my: picks: of the event names")
	f.StringVar(&o.Lang, "lang", "", "the posts' `language` (default the site's)")
	f.BoolVar(&o.Update, "update", false, "add new talks of the programme to drafts that are there")
	cmd.ValidArgsFunction = func(cmd *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return a.completeEvents(cmd, args, word)
	}
	_ = cmd.RegisterFlagCompletionFunc("by", cobra.FixedCompletions(desk.DraftKinds, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (a *app) draft(ctx context.Context, o desk.DraftOptions) error {
	d, site, err := a.atDesk(ctx)
	if err != nil {
		return err
	}
	out, err := d.Draft(o)
	if err != nil {
		return known(err, "recap list events names them; recap new event begins one")
	}
	if err := a.writeChanges(site, out.Changes); err != nil {
		return err
	}
	if a.json() {
		return writeJSON(a.stdout, map[string]any{"drafts": empty(out.Drafts), "left": empty(out.Left)})
	}
	if !a.quiet {
		a.tellDrafts(out)
	}
	a.incomplete(d)
	return nil
}

func (a *app) tellDrafts(out *desk.Drafts) {
	n, updated := 0, 0
	for _, f := range out.Drafts {
		about := oneLine(f.About)
		switch f.State {
		case "new":
			n++
			fmt.Fprintf(a.stdout, "%s: %s, %s\n", f.File, about, plural(f.Talks, "talk"))
		case "updated":
			updated++
			fmt.Fprintf(a.stdout, "%s: added %s\n", f.File, strings.Join(f.Added, ", "))
		case "kept":
			why := f.Why
			if why == "" {
				why = "is there already"
			}
			fmt.Fprintf(a.stdout, "%s: left as it is, %s\n", f.File, why)
		}
	}
	if len(out.Left) > 0 {
		fmt.Fprintf(a.stdout, "%s in no post: %s\n", plural(len(out.Left), "talk"), out.LeftWhy)
	}
	var did []string
	if n > 0 {
		did = append(did, plural(n, "draft")+" begun")
	}
	if updated > 0 {
		did = append(did, plural(updated, "draft")+" updated")
	}
	if len(did) == 0 {
		did = append(did, "nothing new")
	}
	fmt.Fprintln(a.stdout, strings.Join(did, ", "))
}
