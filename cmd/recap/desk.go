package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"recap/generator"
	"recap/generator/desk"
	"recap/generator/diag"
)

// atDesk spreads the site out for the commands of the desk. Errors in the site
// do not keep a writer from working on the rest of it; they are counted.
func (a *app) atDesk(ctx context.Context) (*desk.Desk, string, error) {
	g, o, err := a.generator(generator.Options{})
	if err != nil {
		return nil, "", err
	}
	d, err := g.Desk(ctx)
	return d, o.Dir, err
}

// known turns a name that nothing has into wrong use, with the nearest.
func known(err error, otherwise string) error {
	if u, ok := errors.AsType[*desk.Unknown](err); ok {
		hint := otherwise
		if u.Near != "" {
			hint = fmt.Sprintf("did you mean %s?", u.Near)
		}
		return use(hint, "%v", err)
	}
	if w, ok := errors.AsType[*desk.Wrong](err); ok {
		return use(w.Hint, "%s", w.Message)
	}
	return err
}

// below are paths of the command line as slash paths below the site.
func (a *app) below(site string, paths []string) ([]string, error) {
	var out []string
	for _, p := range paths {
		rel, err := filepath.Rel(realPath(site), realPath(a.path(p)))
		if err != nil || !filepath.IsLocal(rel) {
			return nil, use("paths are those of posts, or of folders with posts", "%s lies outside of the site", p)
		}
		out = append(out, filepath.ToSlash(rel))
	}
	return out, nil
}

// writeChanges writes what the desk has worked out. Somebody else's change in
// between is no fault of the machine.
func (a *app) writeChanges(site string, changes []desk.Change) error {
	err := desk.Write(site, changes)
	switch {
	case errors.Is(err, desk.ErrMoved):
		return &exit{exitProblems, err.Error() + "; nothing was written", "run the command again"}
	case errors.Is(err, fs.ErrExist):
		return &exit{exitProblems, err.Error() + "; nothing was written", "run the command again"}
	}
	return err
}

// incomplete says that errors in the site may hide something from a command.
func (a *app) incomplete(d *desk.Desk) {
	if d.Diagnostics.HasErrors() && !a.quiet && !a.json() {
		p := a.paint()
		fmt.Fprintf(a.stderr, "%s %s in the site; what they touch may be missing here. recap build tells of them\n", p.hint("note:"), count(errorsOf(d.Diagnostics)))
	}
}

func errorsOf(list diag.List) (out diag.List) {
	for _, d := range list {
		if d.Severity == diag.Error {
			out.Add(d)
		}
	}
	return out
}
