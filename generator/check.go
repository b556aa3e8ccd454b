package generator

import (
	"bytes"
	"context"

	"recap/generator/check"
	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/plan"
	"recap/generator/render"
	"recap/generator/source"
)

// CheckOptions say what Check looks for.
type CheckOptions struct {
	Only  []string // codes and families of codes; none for all
	Codes []string // all codes there are, for what ignores them
}

// Checked is what Check found, with the sources it found it in.
type Checked struct {
	*check.Report
	Tree   *source.Tree
	FailOn string // the settings' check.fail_on
	Posts  int
}

// Check looks through all that a build would read and write, and writes nothing.
// Errors of the author's do not stop it; they are among what was found. The error
// is the machine's.
func (g *Generator) Check(ctx context.Context, o CheckOptions) (*Checked, error) {
	return anew(g, func() (*Checked, error) { return g.check(ctx, o) })
}

func (g *Generator) check(ctx context.Context, o CheckOptions) (*Checked, error) {
	run := g.begin(ctx)
	tree, set, s := run.read()
	pages := run.plan(s)
	if run.err != nil {
		return nil, run.err
	}
	in := run.input()
	rep, err := check.Run(ctx, check.Input{
		Site: s, Set: set, Tree: tree, Plan: pages, Said: run.said.Sorted(), Only: o.Only, Codes: o.Codes,
		Bytes: func(p plan.Page) ([]byte, error) {
			var buf bytes.Buffer
			err := render.Bytes(&buf, in, p)
			return buf.Bytes(), err
		},
	})
	if err != nil {
		return nil, err
	}
	g.records.Keep()
	_ = g.memory.Save() // the next run is quicker; without it, it is slower
	return &Checked{Report: rep, Tree: tree, FailOn: s.Config.Check.FailOn, Posts: len(s.Posts) + len(s.Hidden)}, nil
}

// Outside is what leads from the site to others.
type Outside struct {
	Links       []check.Outside // by file and place
	Tree        *source.Tree
	Config      *content.Config
	Diagnostics diag.List // what was said on the way: what errors touch may be missing
}

// Outside gathers the links that lead elsewhere. Nobody is asked.
func (g *Generator) Outside(ctx context.Context) (*Outside, error) {
	return anew(g, func() (*Outside, error) { return g.outside(ctx) })
}

func (g *Generator) outside(ctx context.Context) (*Outside, error) {
	run := g.begin(ctx)
	tree, set, s := run.read()
	if run.err != nil {
		return nil, run.err
	}
	return &Outside{Links: check.LeadingOut(s, set), Tree: tree, Config: s.Config, Diagnostics: run.said.Sorted()}, nil
}
