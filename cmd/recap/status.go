package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"recap/generator/desk"
)

func statusCommand(a *app) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "status [event]",
		Short: "what is still to do",
		Long: `status says what is still to do, for the whole site or for one event: drafts, posts
that appear later and when, how many talks of each event your posts tell of, talks
whose recording or slides nobody looked for, promised links by their age, open calls
for papers by deadline, and when a list on the published site goes out of date.

A link that does not exist (none) is never asked for again.`,
		Example: "  recap status\n  recap status gophercon-2015\n  recap status --json",
		Args:    upTo(1, "one event"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.status(cmd.Context(), strings.Join(args, ""), asJSON || a.json())
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "the same as --format json")
	cmd.ValidArgsFunction = func(cmd *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return a.completeEvents(cmd, args, word)
	}
	return cmd
}

func (a *app) status(ctx context.Context, event string, asJSON bool) error {
	d, _, err := a.atDesk(ctx)
	if err != nil {
		return err
	}
	s, err := d.Status(event)
	if err != nil {
		return known(err, "recap list events names them")
	}
	if asJSON {
		return writeJSON(a.stdout, s)
	}
	a.tellStatus(s, event != "")
	a.incomplete(d)
	return nil
}

// tellStatus says it in words. Of a whole site only events that posts tell of,
// or that were picked from, are named; of one event everything.
func (a *app) tellStatus(s *desk.Status, one bool) {
	say := func(format string, args ...any) { fmt.Fprintf(a.stdout, format+"\n", args...) }
	list := func(title string, n int) {
		if n > 0 {
			say("%s", title)
		}
	}
	list("Drafts", len(s.Drafts))
	for _, p := range s.Drafts {
		say("  %s  %s", p.File, oneLine(p.Title))
	}
	list("Appear later", len(s.Later))
	for _, p := range s.Later {
		say("  %s  %s  %s", p.Appears.Format("2006-01-02 15:04 -07:00"), p.File, oneLine(p.Title))
	}
	quiet := 0
	var shown []desk.EventStatus
	for _, e := range s.Events {
		if one || e.Covered > 0 || len(e.Missed)+len(e.Begun)+len(e.Ahead) > 0 {
			shown = append(shown, e)
			continue
		}
		quiet++
	}
	list("Events", len(shown))
	for _, e := range shown {
		say("  %s: %s", e.ID, strings.Join(eventWords(e), ", "))
		if one {
			a.tellTalks("no recording looked for", e.NoVideo)
			a.tellTalks("no slides looked for", e.NoSlides)
			a.tellTalks("picked and begun", e.Begun)
			a.tellTalks("picked and missed", e.Missed)
			a.tellTalks("picked", e.Ahead)
		}
	}
	if quiet > 0 {
		say("  and %s of which no talk is told", plural(quiet, "event"))
	}
	list("Expected", len(s.Expected))
	for _, x := range s.Expected {
		since := ""
		if x.Since != "" {
			since = " since " + x.Since
		}
		say("  %s: %s%s, %s", x.Talk, x.What, since, plural(x.Days, "day"))
	}
	list("Calls for papers", len(s.Calls))
	for _, c := range s.Calls {
		name := c.Event
		if c.Name != "" {
			name += ", " + oneLine(c.Name)
		}
		say("  %s: until %s, %s", name, c.Date, inDays(c.Days))
	}
	if s.Next == nil {
		say("The published site goes out of date at no time that is known.")
		return
	}
	say("The published site goes out of date on %s, %s: %s, %s", s.Next.At.Format("2006-01-02 15:04 -07:00"), inDays(s.Next.Days), s.Next.What, oneLine(s.Next.Name))
}

func (a *app) tellTalks(what string, ids []string) {
	if len(ids) > 0 {
		fmt.Fprintf(a.stdout, "    %s: %s\n", what, strings.Join(ids, ", "))
	}
}

// eventWords is an event in a line.
func eventWords(e desk.EventStatus) []string {
	out := []string{plural(e.Posts, "post")}
	if e.Talks > 0 {
		out = append(out, fmt.Sprintf("covered %d of %s", e.Covered, plural(e.Talks, "talk")))
	}
	for _, x := range []struct {
		n    int
		what string
	}{{len(e.NoVideo), "without a look for the recording"}, {len(e.NoSlides), "without a look for slides"}, {len(e.Begun), "picked and begun"}, {len(e.Missed), "picked and missed"}, {len(e.Ahead), "picked"}} {
		if x.n > 0 {
			out = append(out, fmt.Sprintf("%d %s", x.n, x.what))
		}
	}
	return out
}

func inDays(n int) string {
	if n == 0 {
		return "within a day"
	}
	return "in " + plural(n, "day")
}
