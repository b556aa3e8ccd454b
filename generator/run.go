package generator

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/digest"
	"recap/generator/markdown"
	"recap/generator/memory"
	"recap/generator/output"
	"recap/generator/plan"
	"recap/generator/render"
	"recap/generator/site"
	"recap/generator/source"
	"recap/generator/theme"
)

// run is one build on its way. Its methods are the calls of the pipeline: each
// notes what its stage said and how long it took, and does nothing once the
// machine has failed (err) or the gate has closed, so that Build reads as a list.
type run struct {
	g    *Generator
	ctx  context.Context
	err  error     // the machine's
	said diag.List // the author's
	last time.Time

	tree    *source.Tree
	theme   *theme.Theme
	site    *site.Site
	out     *output.Store // committed
	key     digest.Sum    // of all inputs, for a build that is remembered whole
	old     bool          // it is, and this is its result
	result  Result
	bodies  int64 // made before this run
	verify  *verifier
	profile profiler
}

func (g *Generator) begin(ctx context.Context) *run {
	r := &run{g: g, ctx: ctx, last: time.Now()}
	if g.md != nil {
		r.bodies = g.md.Made()
	}
	return r
}

// did notes what a stage said, how long it took, and whether the machine failed.
func (r *run) did(stage string, d diag.List, err error) {
	now := time.Now()
	r.result.Stages = append(r.result.Stages, Stage{stage, now.Sub(r.last)})
	r.last = now
	if r.g.opts.Strict {
		d = d.Strict()
	}
	r.said.Add(d...)
	r.err = err
}

func (r *run) snapshot() *source.Tree { return r.glance(nil) }

// glance is snapshot for a watcher's list of changed files, nil for none.
func (r *run) glance(paths []string) *source.Tree {
	o := source.Options{Dir: r.g.opts.Dir, Themes: r.g.opts.Themes}
	if r.g.tree == nil {
		o.Known = r.g.remembered()
	}
	if rel, err := filepath.Rel(r.g.opts.Dir, r.g.opts.Out); err == nil {
		o.Not = []string{filepath.ToSlash(rel)}
	}
	var tree *source.Tree
	var d diag.List
	var err error
	if len(paths) > 0 {
		tree, d = source.Glance(r.ctx, o, r.g.tree, paths)
	}
	if tree == nil {
		tree, d, err = source.Snapshot(r.ctx, o, r.g.tree)
	}
	for range 4 {
		if err != nil || !halfSaved(r.g.opts.Dir, tree) {
			break
		}
		time.Sleep(halfSavedFor / 2)
		tree, d, err = source.Snapshot(r.ctx, o, tree)
	}
	if r.did("snapshot", d, err); err != nil {
		return nil
	}
	r.tree, r.g.tree, r.result.Text = tree, tree, tree.Text
	return tree
}

// halfSavedFor is how long an empty file is taken for one that is being saved.
const halfSavedFor = 100 * time.Millisecond

// halfSaved reports whether a text was found empty that is being saved: many
// editors empty a file and write it in two steps, and a build between them would
// take the post for gone. The disk is asked again, since the file may have been
// listed before it was emptied. The clock decides about waiting only, never
// about a byte.
func halfSaved(dir string, t *source.Tree) bool {
	for _, f := range t.Files() {
		if f.Sum != emptySum {
			continue
		}
		switch filepath.Ext(f.Path) {
		case ".md", ".yaml", ".yml", ".html", ".css":
			st, err := os.Stat(filepath.Join(dir, filepath.FromSlash(f.Path)))
			if err == nil && (st.Size() > 0 || time.Since(st.ModTime()) < halfSavedFor) {
				return true
			}
		}
	}
	return false
}

var emptySum = digest.Bytes(nil)

func (r *run) load(tree *source.Tree) *content.Set {
	if r.err != nil {
		return nil
	}
	set, d := content.Load(tree, r.g.records)
	r.did("load", d, changed(set.Changed))
	return set
}

// changed is the error of sources that moved on: the build starts anew.
func changed(moved bool) error {
	if moved {
		return source.ErrChanged
	}
	return nil
}

// read is the first half of the pipeline, for those who ask about a site and
// write nothing.
func (r *run) read() (*source.Tree, *content.Set, *site.Site) {
	tree := r.snapshot()
	set := r.load(tree)
	return tree, set, r.link(set)
}

// link is the site that Options publish.
func (r *run) link(set *content.Set) *site.Site {
	s := r.linkAs(set, r.g.opts.Drafts, r.g.opts.Future)
	if r.err == nil {
		r.g.site, r.site = s, s
	}
	return s
}

// linkAs is the site with drafts and posts of the future, or without.
func (r *run) linkAs(set *content.Set, drafts, future bool) *site.Site {
	if r.err != nil {
		return nil
	}
	s, d := site.Link(set, site.Options{Now: r.g.opts.Now, Drafts: drafts, Future: future, Probe: r.g.sizes.probe, Tells: r.g.sizes.tells, Tool: r.g.sizes.tool}, r.g.site)
	r.did("link", d, changed(r.g.sizes.stale()))
	return s
}

func (r *run) plan(s *site.Site) *plan.Plan {
	if r.err != nil {
		return nil
	}
	th, d := theme.Open(r.tree, s.Config.Theme.Name.Text, r.g.theme)
	if w := s.Config.Theme.Name; w.Pos.File != "" {
		for i := range d { // a room of templates knows no settings
			if d[i].Code == "theme-unknown" {
				d[i].Pos = w.Pos
				d[i] = d[i].Meant(w.Text, theme.Names(r.tree))
			}
		}
	}
	r.did("theme", d, nil)
	r.theme, r.g.theme = th, th
	pages, d := plan.Pages(s, th, r.renderer(s), r.g.plan, r.g.memory)
	r.g.plan = pages
	r.did("plan", d, nil)
	r.found(s)
	return pages
}

// renderer is kept while the settings it depends on stay, the theme's pieces
// inside texts among them.
func (r *run) renderer(s *site.Site) *markdown.Renderer {
	g := r.g
	s.Markup.Embeds = r.theme.EmbedSum()
	if sum := digest.Of(s.Markup); g.md == nil || g.markup != sum {
		g.md, g.markup, r.bodies = markdown.New(s.Markup, r.theme.Embed).Speaking(r.theme.Own), sum, 0
	}
	return g.md
}

// found notes what the site holds.
func (r *run) found(s *site.Site) {
	r.result.Posts = len(s.Posts) + len(s.Hidden)
	r.result.Pages = len(s.Pages)
	r.result.Events = len(s.Events)
	r.result.Held = held(s)
	r.result.Linked = r.tree.Linked()
}

func held(s *site.Site) []Held {
	var out []Held
	for _, h := range s.Held {
		out = append(out, Held{File: h.Post.File.Path, Title: h.Post.Title, Reason: h.Reason, Until: h.Until})
	}
	return out
}

// input is what pages are made with.
func (r *run) input() render.Input {
	in := render.Input{Theme: r.theme, Tree: r.tree, Version: r.g.version, Pictures: &r.g.photos, Progress: r.g.opts.Progress}
	if r.g.opts.Profile {
		in.Made = r.profile.page
	}
	return in
}

// missing stages the pages that the output does not hold. nil when an error
// stopped the build before or on the way: then nothing is written.
func (r *run) missing(p *plan.Plan) *output.Store {
	if r.err != nil {
		return nil
	}
	if r.stopped() {
		r.lookOn(p)
		return nil
	}
	g := r.g
	out, err := output.Open(output.Options{Dir: g.opts.Out, Pages: g.memory.Slot(memory.Pages, g.opts.Out), Overwrite: g.opts.Overwrite})
	if err != nil {
		r.err = err
		return nil
	}
	d, err := render.Missing(r.ctx, r.input(), p.Pages, r.packed(r.to(out), p))
	r.did("render", append(r.news(d), r.verify.found()...), err)
	if r.err != nil || r.stopped() {
		if err := out.Abort(); r.err == nil {
			r.err = err
		}
		return nil
	}
	return out
}

// lookOn looks for more pictures like the one that stopped the build: whether one
// can be decoded is known only when it is tried. Who has a slip of the pen to
// mend does not wait for that.
func (r *run) lookOn(p *plan.Plan) {
	if !slices.ContainsFunc(r.said, badImage) {
		return
	}
	d, err := render.Develop(r.ctx, r.input(), p.Pages)
	r.did("render", r.news(d), err)
}

func badImage(d diag.Diagnostic) bool {
	return strings.HasPrefix(d.Code, "image-") && d.Severity == diag.Error
}

// news leaves out what has been said of pictures before they were to be
// published, and says the rest where a text shows them.
func (r *run) news(d diag.List) diag.List {
	d = slices.DeleteFunc(d, func(one diag.Diagnostic) bool {
		return one.Code == "image-unreadable" && slices.ContainsFunc(r.said, func(said diag.Diagnostic) bool {
			return badImage(said) && (said.Pos.File == one.Pos.File || len(said.Notes) > 0 && said.Notes[0].Pos.File == one.Pos.File)
		})
	})
	for i, one := range d {
		if one.Code == "image-unreadable" && r.site != nil {
			d[i] = r.site.Unreadable(one)
		}
	}
	return d
}

// stopped is the gate: an error means that not a byte is written.
func (r *run) stopped() bool {
	r.result.Stopped = r.said.HasErrors() && !r.g.opts.KeepGoing
	return r.result.Stopped
}

func (r *run) commit(out *output.Store) {
	if out == nil {
		return
	}
	rep, err := out.Commit(r.ctx)
	if r.did("commit", nil, err); err != nil {
		_ = out.Abort() // the commit's own error says more
		return
	}
	if r.out = out; len(rep.Left) > 0 {
		r.out = nil // what is said of them is said once
	}
	r.result.Written, r.result.Removed, r.result.Kept = rep.Written, rep.Removed, rep.Kept
	for _, p := range rep.Left {
		r.said.Add(diag.Hintf("output-left", diag.Whole(p), "nothing asks for this page any more, but somebody changed its file: it stays").
			WithHint("remove it from the output by hand"))
	}
}

// end keeps what was learned, also from a build that stopped, and sums up.
func (r *run) end() (*Result, error) {
	if r.err != nil {
		return nil, r.err
	}
	if r.old {
		r.result.Diagnostics = r.said.Sorted()
		return &r.result, nil
	}
	r.learn()
	r.g.records.Keep()
	if err := r.g.memory.Save(); err != nil {
		r.said.Add(diag.Hintf("memory-unsaved", diag.Whole(""), "what this build learned could not be kept, the next one takes longer: %v", err))
	}
	r.result.Diagnostics = r.said.Sorted()
	r.result.Profile = r.profile.slowest()
	if r.g.md != nil {
		r.result.Bodies = int(r.g.md.Made() - r.bodies)
	}
	return &r.result, nil
}
