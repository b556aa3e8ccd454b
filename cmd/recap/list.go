package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"recap/generator"
)

// lists are the words after recap list.
var lists = []struct {
	name, short string
	rows        func(*generator.Inventory) (any, [][]string)
}{
	{"posts", "all posts, newest first", func(inv *generator.Inventory) (any, [][]string) { return posts(inv, "") }},
	{"events", "all events, newest first", events},
	{"talks", "all talks, by event", talks},
	{"drafts", "posts held back as drafts", func(inv *generator.Inventory) (any, [][]string) { return posts(inv, generator.StateDraft) }},
	{"future", "posts held back until their date", func(inv *generator.Inventory) (any, [][]string) { return posts(inv, generator.StateFuture) }},
	{"urls", "all addresses a build publishes", urls},
}

func listNames() (names []string) {
	for _, l := range lists {
		names = append(names, l.name)
	}
	return names
}

func listCommand(a *app) *cobra.Command {
	var long strings.Builder
	long.WriteString("list shows what the site holds, published or not:\n\n")
	for _, l := range lists {
		fmt.Fprintf(&long, "  %-8s %s\n", l.name, l.short)
	}
	var asJSON bool
	cmd := &cobra.Command{
		Use:       "list " + strings.Join(listNames(), "|"),
		Short:     "show what the site holds",
		Long:      strings.TrimSpace(long.String()),
		Example:   "  recap list drafts\n  recap list talks --json",
		ValidArgs: listNames(),
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return use("one of "+strings.Join(listNames(), ", "), "list what?")
			}
			return upTo(1, "one word")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			i := slices.Index(listNames(), args[0])
			if i < 0 {
				return use(meant(args[0], listNames(), "one of "+strings.Join(listNames(), ", ")), "there is no list of %q", args[0])
			}
			return a.list(cmd.Context(), lists[i].rows, asJSON || a.json())
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "the same as --format json: a list of objects")
	return cmd
}

func (a *app) list(ctx context.Context, rows func(*generator.Inventory) (any, [][]string), asJSON bool) error {
	g, _, err := a.generator(generator.Options{})
	if err != nil {
		return err
	}
	inv, err := g.Inventory(ctx)
	if err != nil {
		return err
	}
	data, table := rows(inv)
	if asJSON {
		err = writeJSON(a.stdout, data)
	} else {
		err = a.table(table)
	}
	if err != nil || !inv.Diagnostics.HasErrors() {
		return err
	}
	// What could be read was listed; the list may lack what could not.
	a.say(fmt.Sprintf("the list may be incomplete: %s in the site", count(inv.Diagnostics)), "recap build tells of them")
	return problems
}

func (a *app) table(rows [][]string) error {
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	for _, r := range rows {
		fmt.Fprintln(w, strings.TrimRight(strings.Join(r, "\t"), "\t"))
	}
	return w.Flush()
}

func posts(inv *generator.Inventory, state string) (any, [][]string) {
	list, rows := []generator.InventoryPost{}, [][]string{}
	for _, p := range inv.Posts {
		if state != "" && p.State != state {
			continue
		}
		list = append(list, p)
		date := "no date"
		if !p.Date.IsZero() {
			date = p.Date.Format("2006-01-02")
			if state == generator.StateFuture {
				date = p.Date.Format("2006-01-02 15:04 -07:00")
			}
		}
		row := []string{date}
		if state == "" {
			row = append(row, p.State)
		}
		rows = append(rows, append(row, p.File, oneLine(p.Title)))
	}
	return list, rows
}

func events(inv *generator.Inventory) (any, [][]string) {
	rows := [][]string{}
	for _, e := range inv.Events {
		rows = append(rows, []string{e.Start, e.ID, plural(e.Posts, "post"), plural(e.Talks, "talk"), oneLine(e.Name)})
	}
	return inv.Events, rows
}

func talks(inv *generator.Inventory) (any, [][]string) {
	rows := [][]string{}
	for _, t := range inv.Talks {
		title := oneLine(t.Title)
		if len(t.Speakers) > 0 {
			title += " (" + oneLine(strings.Join(t.Speakers, ", ")) + ")"
		}
		rows = append(rows, []string{t.Event + "/" + t.ID, "video " + t.Video, "slides " + t.Slides, plural(len(t.Posts), "post"), title})
	}
	return inv.Talks, rows
}

func urls(inv *generator.Inventory) (any, [][]string) {
	rows := [][]string{}
	for _, u := range inv.URLs {
		rows = append(rows, []string{u.URL, u.Kind, u.Source})
	}
	return inv.URLs, rows
}

// oneLine keeps what an author typed from breaking a table or a terminal.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
}

// completeEvents completes --event.
func (a *app) completeEvents(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	var ids []string
	if g, _, err := a.generator(generator.Options{}); err == nil {
		if inv, err := g.Inventory(cmd.Context()); err == nil {
			for _, e := range inv.Events {
				ids = append(ids, e.ID+"\t"+oneLine(e.Name))
			}
		}
	}
	return ids, cobra.ShellCompDirectiveNoFileComp
}
