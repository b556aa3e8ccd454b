package output

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"recap/generator/digest"
	"recap/generator/par"
)

// Commit makes the output what is wanted: every new file is renamed into its
// place, files of ours that nothing wants are removed, folders that this leaves
// empty too. Until the journal is on the disk nothing has changed and any error
// or the end of ctx leaves everything as it was. From then on the commit is
// carried out whatever happens: by this call or, when the process is killed, by
// the next Open.
//
// Errors: *Occupied, ErrChanged, *memory.Busy, ctx's, the first error of a Put,
// what the file system said; and *Failed, the only one after which the output
// has changed.
func (s *Store) Commit(ctx context.Context) (Report, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done {
		return Report{}, ErrDone
	}
	s.done = true
	p, err := s.prepare(ctx)
	if err != nil || p == nil {
		return Report{}, errors.Join(err, s.clear())
	}
	if len(p.ops) == 0 && s.upToDate(p) {
		s.clearAfter()
		s.remember(p.next)
		return s.report(p, nil), nil
	}
	return s.commit(ctx, p)
}

// prepare works the commit out and sees whether it could go through.
func (s *Store) prepare(ctx context.Context) (*plan, error) {
	if s.failed != nil {
		return nil, s.failed
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	p, err := s.work()
	if err != nil {
		return nil, err
	}
	return p, s.free(p)
}

// upToDate reports whether the manifest on the disk says what p would say.
func (s *Store) upToDate(p *plan) bool {
	if s.beforeSum.IsZero() {
		return len(p.next) == 0
	}
	return s.broken == ""
}

// commit does the work, with the lock held.
func (s *Store) commit(ctx context.Context, p *plan) (r Report, err error) {
	if err := s.makeOwn(); err != nil {
		return r, errors.Join(err, s.clear())
	}
	lock, err := s.lock(ctx, s.o.Wait)
	if err != nil {
		return r, errors.Join(err, s.clear())
	}
	defer lock.Unlock()
	if err := s.unchanged(); err != nil {
		return r, errors.Join(err, s.clear())
	}
	g := s.stage
	if g == nil {
		// Nothing was staged, yet the journal names a stage: one rule less.
		if g, err = newStage(s.stagesName()); err != nil {
			return r, errors.Join(err, s.clear())
		}
		s.stage = g
	}
	j := journal{stage: g.name, ops: p.ops}
	s.o.hooks.step("journal")
	if err := writeSynced(filepath.Join(g.dir, "journal"), s.journalName(), j.format()); err != nil {
		return r, errors.Join(err, s.clear())
	}
	c := &carrier{s: s, dir: g.dir, chmod: g.chmod, before: s.before}
	next, faults, err := s.finish(c, j)
	if err != nil {
		// The files are in place and the journal stays: the next Open ends it.
		g.lock.Unlock()
		return s.report(p, next), &Failed{Out: s.dir, Errs: append(faults, err)}
	}
	s.sweep(g.name)
	s.made = nil
	s.clearAfter()
	s.remember(next)
	r = s.report(p, next)
	if len(faults) > 0 {
		return r, &Failed{Out: s.dir, Errs: faults}
	}
	return r, nil
}

// clearAfter clears up when all is done; what cannot be removed does no harm
// and is swept by a later commit.
func (s *Store) clearAfter() {
	if err := s.clear(); err != nil {
		s.notef("the stage could not be removed: %v", err)
	}
}

// unchanged makes sure that nobody committed since Open.
func (s *Store) unchanged() error {
	if _, err := os.Lstat(s.journalName()); err == nil {
		return ErrChanged
	}
	data, err := readRegular(s.manifestName())
	switch {
	case errors.Is(err, fs.ErrNotExist) && s.beforeSum.IsZero():
		return nil
	case err == nil && digest.Bytes(data) == s.beforeSum:
		return nil
	case err == nil || errors.Is(err, fs.ErrNotExist):
		return ErrChanged
	}
	return err
}

// finish carries a journal out and writes the manifest that follows. The
// journal is removed last.
func (s *Store) finish(c *carrier, j journal) (manifest, []error, error) {
	next, faults := c.carry(j.ops)
	s.o.hooks.step("manifest")
	if err := writeSynced(filepath.Join(c.dir, "manifest"), s.manifestName(), next.format()); err != nil {
		return next, faults, err
	}
	s.o.hooks.step("end")
	return next, faults, os.Remove(s.journalName())
}

// report tells what became of a plan; next is nil when nothing had to be done.
func (s *Store) report(p *plan, next manifest) Report {
	r := p.report
	for _, o := range p.ops {
		is, mine := next[o.path]
		switch {
		case o.kind == opPut && mine && is == o.entry:
			r.Written = append(r.Written, o.path)
		case o.kind == opRemove && !mine:
			r.Removed = append(r.Removed, o.path)
		}
	}
	slices.Sort(r.Written)
	slices.Sort(r.Removed)
	r.Completed, r.Notes = s.completed, s.notes
	return r
}

// remember hands the page memory what the files are now.
func (s *Store) remember(next manifest) {
	if s.o.Pages == nil {
		return
	}
	paths := sortedKeys(s.want)
	found := make([]page, len(paths))
	par.Each(len(paths), func(i int) { found[i] = s.describe(paths[i], next) })
	pages := make(map[string]page, len(paths))
	for i, path := range paths {
		if !found[i].key.IsZero() || !found[i].sum.IsZero() {
			pages[path] = found[i]
		}
	}
	if data := formatPages(pages); string(data) != string(s.pagesRaw) {
		s.o.Pages.Store(data)
	}
}

// describe is what to remember of a wanted path; a zero page for nothing.
func (s *Store) describe(path string, next manifest) page {
	w := s.want[path]
	switch w.how {
	case left:
		return s.pages[path]
	case kept:
		return w.page
	}
	if next[path].sum != w.page.sum {
		return page{} // it could not be written
	}
	taken := s.o.hooks.clock()
	fi, err := os.Lstat(s.name(path))
	if err != nil || !fi.Mode().IsRegular() || fi.Size() != w.size {
		return page{}
	}
	p := w.page
	p.stat, p.taken = statOf(fi), taken
	return p
}
