package generator

import (
	"context"

	"recap/generator/diag"
	"recap/generator/site"
	"recap/generator/source"
)

// Linked is the site as it is published at Options.Now, for those who write of
// it in other forms. It stands in spite of errors, which are in the list; the
// error is the machine's.
func (g *Generator) Linked(ctx context.Context) (*site.Site, diag.List, diag.Text, error) {
	var tree *source.Tree
	var said diag.List
	s, err := anew(g, func() (*site.Site, error) {
		run := g.begin(ctx)
		var s *site.Site
		tree, _, s = run.read()
		said = run.said.Sorted()
		return s, run.err
	})
	if err != nil {
		return nil, nil, nil, err
	}
	return s, said, tree.Text, nil
}
