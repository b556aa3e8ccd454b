package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"recap/generator"
	"recap/generator/publish"
	"recap/generator/site"
)

// shownFiles is how many files of one kind are named; -v names all.
const shownFiles = 5

// showDifference tells what a publication changes, by what is done and by kind.
func (a *app) showDifference(t publish.Target, has *publish.Has, d *publish.Difference, at *generator.Addresses) error {
	if a.json() {
		all := func(l []string) []string { return append([]string{}, l...) }
		return writeJSON(a.stdout, map[string]any{"target": t.String(), "added": all(d.Added), "changed": all(d.Changed), "deleted": all(d.Deleted), "left": all(d.Left), "kept": d.Kept})
	}
	if a.quiet {
		return nil
	}
	was := map[string]string{} // kinds of what is no more
	for _, e := range at.Next {
		was[site.OutputOf(strings.TrimPrefix(e.URL.Text, "/"))] = e.Kind
	}
	kind := func(path string) string { return cmp.Or(at.Kinds[path], was[path], "file") }
	if d.None() {
		fmt.Fprintf(a.stdout, "%s is up to date: %s\n", t, plural(d.Kept, "file"))
	} else {
		fmt.Fprintf(a.stdout, "%s: %d added, %d changed, %d deleted, %d as they are\n", t, len(d.Added), len(d.Changed), len(d.Deleted), d.Kept)
	}
	if has.Pending {
		fmt.Fprintln(a.stdout, "  an earlier publication was interrupted and will be completed")
	}
	p := a.paint()
	for _, part := range []struct {
		sign  string
		paths []string
	}{{"+", d.Added}, {"~", d.Changed}, {"-", d.Deleted}} {
		byKind := map[string][]string{}
		var kinds []string
		for _, path := range part.paths {
			k := kind(path)
			if byKind[k] == nil {
				kinds = append(kinds, k)
			}
			byKind[k] = append(byKind[k], path)
		}
		slices.Sort(kinds)
		for _, k := range kinds {
			paths := byKind[k]
			n := len(paths)
			if !a.verbose && n > shownFiles+1 {
				paths = paths[:shownFiles]
			}
			for _, path := range paths {
				sign := part.sign
				if sign == "-" {
					sign = p.bad(sign)
				}
				fmt.Fprintf(a.stdout, "  %s %-9s %s\n", sign, k, oneLine(strings.TrimSuffix(path, "index.html")))
			}
			if n > len(paths) {
				fmt.Fprintf(a.stdout, "  %s %-9s and %d more\n", part.sign, k, n-len(paths))
			}
		}
	}
	for _, path := range d.Left {
		fmt.Fprintf(a.stdout, "  ! %-9s %s stays: somebody changed it at the target\n", kind(path), oneLine(path))
	}
	for _, e := range at.Held {
		fmt.Fprintf(a.stdout, "  held back: %s stays promised to %q\n", e.URL.Text, oneLine(e.Title))
	}
	return nil
}
