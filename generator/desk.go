package generator

import (
	"context"

	"recap/generator/desk"
)

// Desk spreads the site out before its writer: everything, and what a build at
// Options.Now publishes. Errors of the author's do not stop it. The error is the
// machine's.
func (g *Generator) Desk(ctx context.Context) (*desk.Desk, error) {
	return anew(g, func() (*desk.Desk, error) { return g.desk(ctx) })
}

func (g *Generator) desk(ctx context.Context) (*desk.Desk, error) {
	run := g.begin(ctx)
	tree := run.snapshot()
	set := run.load(tree)
	all := run.linkAs(set, true, true)
	said := len(run.said)
	published := run.link(set)
	if run.err != nil {
		return nil, run.err
	}
	return &desk.Desk{
		Site: all, Published: published, Tree: tree, Now: g.opts.Now,
		Diagnostics: run.said[:said].Sorted(), // linking says the same again
	}, nil
}
