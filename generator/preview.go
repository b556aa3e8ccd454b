package generator

import (
	"bytes"
	"context"
	"errors"

	"recap/generator/diag"
	"recap/generator/plan"
	"recap/generator/render"
	"recap/generator/site"
	"recap/generator/source"
)

// Preview is the whole site, planned and rendered on request: any page has the
// bytes that Build would write. It is immutable.
type Preview struct {
	Diagnostics diag.List
	Text        diag.Text
	Held        []Held
	Posts       int
	Home        string   // root-relative address of the home page: "/" or "/blog/"
	Linked      []string // folders beside content and themes that links lead to, for a watcher
	Changed     []string // sources that differ from those of the generator's preview before, sorted; nil for the first

	plan *plan.Plan
	in   render.Input
	site *site.Site
}

// Preview plans the site without writing anything. Errors do not stop it: what
// they touch is missing or shows the fault.
func (g *Generator) Preview(ctx context.Context) (*Preview, error) { return g.look(ctx, nil) }

// Glance is Preview by what a watcher saw: of the source files only those that it
// names are looked at, the others are taken to be as they were, and a Preview
// should follow, since watchers miss things. Where the names do not suffice, for a
// new file or one that is gone, it looks at everything.
func (g *Generator) Glance(ctx context.Context, paths []string) (*Preview, error) {
	return g.look(ctx, paths)
}

func (g *Generator) look(ctx context.Context, paths []string) (*Preview, error) {
	return anew(g, func() (*Preview, error) {
		names := paths
		paths = nil // a second look is at everything
		return g.preview(ctx, names)
	})
}

func (g *Generator) preview(ctx context.Context, paths []string) (*Preview, error) {
	run := g.begin(ctx)
	tree := run.glance(paths)
	s := run.link(run.load(tree))
	plan := run.plan(s)
	if run.err != nil {
		return nil, run.err
	}
	g.saved.Do(func() { _ = g.memory.Save() }) // the next start is quicker; without it, it is slower

	p := &Preview{
		Diagnostics: run.said.Sorted(), Text: tree.Text, Held: held(s), Posts: len(s.Posts) + len(s.Hidden), Home: s.Home,
		plan: plan, in: run.input(), site: s, Linked: tree.Linked(),
	}
	if g.shown != nil {
		p.Changed = changedSources(g.shown.in.Tree, tree)
	}
	g.shown = p
	return p, nil
}

// Page is one planned output file. path is slash separated, "2016/06/pycon/index.html".
// key changes exactly when the bytes may change. render makes the bytes; its
// error may be a *diag.Fault, diagnostics with places.
func (p *Preview) Page(path string) (key string, make func() ([]byte, error), ok bool) {
	pg, ok := p.plan.Page(path)
	if !ok {
		return "", nil, false
	}
	return render.Key(p.in, pg).String(), func() ([]byte, error) {
		var buf bytes.Buffer
		if err := render.Bytes(&buf, p.in, pg); err != nil {
			return nil, err
		}
		return buf.Bytes(), nil
	}, true
}

// Paths are all planned output files, sorted.
func (p *Preview) Paths() []string { return p.plan.Paths }

// Stale reports whether a page's fault only says that the sources moved on.
func Stale(err error) bool { return errors.Is(err, source.ErrChanged) }
