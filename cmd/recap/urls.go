package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"recap/generator"
	"recap/generator/content"
	"recap/generator/ledger"
)

func urlsCommand(a *app) *cobra.Command {
	var accept bool
	cmd := &cobra.Command{
		Use:   "urls",
		Short: "the addresses you published, and what became of them",
		Long: `urls compares the addresses of the site with those in content/urls.yaml, which
recap publish keeps: every address that was ever published. One that vanished is
an error, and comes with what recap makes of it: where its page went, known again
by id, file, text or title, or that nothing like it is there.

With --accept these proposals are carried out: old addresses become aliases: of
their posts, other lines in content/urls.yaml say to: or gone:, and addresses
that are new are added.`,
		Example: "  recap urls\n  recap urls --accept",
		Args:    upTo(0, "no word"),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.urls(cmd.Context(), accept) },
	}
	cmd.Flags().BoolVar(&accept, "accept", false, "carry the proposals out, and note new addresses")
	return cmd
}

// address is one address for machines.
type address struct {
	URL   string `json:"url"`
	Kind  string `json:"kind,omitempty"`
	Title string `json:"title,omitempty"`
	To    string `json:"to,omitempty"`
	Post  string `json:"post,omitempty"`
	How   string `json:"how,omitempty"` // "alias" "to" "gone"
}

var hows = map[ledger.How]string{ledger.Renamed: "alias", ledger.Moved: "to", ledger.Lost: "gone"}

func (a *app) urls(ctx context.Context, accept bool) error {
	g, o, err := a.generator(generator.Options{})
	if err != nil {
		return err
	}
	at, err := g.Addresses(ctx)
	if err != nil {
		return err
	}
	if at.Broken() {
		a.tell(errorsOf(at.Diagnostics), at.Text)
		return &exit{exitProblems, "the site has errors; what they touch would look as if it had vanished", "mend them first"}
	}
	if accept {
		return a.acceptURLs(o.Dir, at)
	}
	a.tell(at.Said(), at.Text)
	switch {
	case a.json():
		err = writeJSON(a.stdout, map[string][]address{"new": addressRows(at.New), "held": addressRows(at.Held), "vanished": vanished(at.Vanished)})
	case !a.quiet:
		a.showHeld(at, "")
		fmt.Fprintf(a.stdout, "%s, %d of them new, %d vanished\n", countOf(len(at.Next), "address", "addresses"), len(at.New), len(at.Vanished))
	}
	if err == nil && len(at.Vanished) > 0 {
		return problems
	}
	return err
}

func (a *app) acceptURLs(dir string, at *generator.Addresses) error {
	changes, err := at.Accept(at.Text)
	if err != nil {
		return err
	}
	if err := a.writeChanges(dir, changes); err != nil {
		return err
	}
	if a.quiet {
		return nil
	}
	for _, v := range at.Vanished {
		switch v.How {
		case ledger.Renamed:
			fmt.Fprintf(a.stdout, "%s: alias %s (%s)\n", v.Post, v.URL.Text, v.Why)
		case ledger.Moved:
			fmt.Fprintf(a.stdout, "%s: %s leads to %s (%s)\n", ledger.File, v.URL.Text, v.To, v.Why)
		default:
			fmt.Fprintf(a.stdout, "%s: %s is gone\n", ledger.File, v.URL.Text)
		}
	}
	if len(at.New) > 0 {
		fmt.Fprintf(a.stdout, "%s: %s noted\n", ledger.File, countOf(len(at.New), "new address", "new addresses"))
	}
	if len(changes) == 0 {
		fmt.Fprintln(a.stdout, "nothing to do")
	}
	return nil
}

func addressRows(list []content.Promise) []address {
	out := []address{}
	for _, e := range list {
		out = append(out, address{URL: e.URL.Text, Kind: e.Kind, Title: e.Title})
	}
	return out
}

func vanished(list []ledger.Vanished) []address {
	out := []address{}
	for _, v := range list {
		out = append(out, address{v.URL.Text, v.Kind, v.Title, v.To, v.Post, hows[v.How]})
	}
	return out
}

// countOf is plural for words with a plural of their own.
func countOf(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
