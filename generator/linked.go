package generator

import (
	"context"

	"recap/generator/diag"
	"recap/generator/site"
)

// Linked is the site as it is published at Options.Now, for those who write of
// it in other forms. It stands in spite of errors, which are in the list; the
// error is the machine's.
func (g *Generator) Linked(ctx context.Context) (*site.Site, diag.List, diag.Text, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	run := g.begin(ctx)
	tree := run.snapshot()
	s := run.link(run.load(tree))
	if run.err != nil {
		return nil, nil, nil, run.err
	}
	return s, run.said.Sorted(), tree.Text, nil
}
