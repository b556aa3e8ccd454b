package generator

import (
	"context"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/ledger"
	"recap/generator/plan"
	"recap/generator/site"
	"recap/generator/source"
)

// Addresses is what a site publishes, and how that stands to what it once did.
type Addresses struct {
	*ledger.Standing
	Site        *site.Site
	Kinds       map[string]string // what is planned, by output file: "post" "feed" …
	Diagnostics diag.List         // sorted, of the site itself
	Text        diag.Text
}

// Broken reports whether the site has errors: what they touch looks as if it had
// vanished.
func (a *Addresses) Broken() bool { return a.Diagnostics.HasErrors() }

// Said is an error for each address that vanished, sorted.
func (a *Addresses) Said() diag.List { return a.Standing.Diagnostics(a.Site, a.Text).Sorted() }

// Addresses compares the site at Options.Now with the addresses it published
// before (package ledger). The error is the machine's.
func (g *Generator) Addresses(ctx context.Context) (*Addresses, error) {
	return anew(g, func() (*Addresses, error) { return g.addresses(ctx) })
}

func (g *Generator) addresses(ctx context.Context) (*Addresses, error) {
	run := g.begin(ctx)
	tree, set, s := run.read()
	pl := run.plan(s)
	if run.err != nil {
		return nil, run.err
	}
	a := &Addresses{Site: s, Kinds: map[string]string{}, Text: tree.Text}
	for _, pg := range pl.Pages {
		a.Kinds[pg.Path] = pg.Kind()
	}
	known, said := content.Promises(ledgerOf(tree))
	if len(s.Moved) == 0 { // else the build has said it
		run.said.Add(said...)
	}
	if !s.Config.URLs.Ledger {
		known = nil
	}
	a.Standing = ledger.Compare(known, ledger.Of(s, pl), func() []content.Promise {
		said := len(run.said)
		held := run.linkAs(set, true, true)
		run.said = run.said[:said] // it is not what is published
		if run.err != nil {
			return nil
		}
		all, _ := plan.Pages(held, run.theme, run.renderer(held), nil, nil)
		return ledger.Of(held, all)
	})
	a.Diagnostics = run.said.Sorted()
	return a, run.err
}

// ledgerOf is the file of the ledger, nil when there is none yet.
func ledgerOf(t *source.Tree) *source.File { return t.File(ledger.File) }
