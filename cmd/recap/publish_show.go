package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"recap/generator"
	"recap/generator/publish"
	"recap/generator/site"
)

// shownFiles is how many files of one kind are named; -v names all.
const shownFiles = 5

// shownLines is how many lines of files are read at once.
const shownLines = 20

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
	a.showGroups(grouped(d, kind))
	for _, path := range d.Left {
		fmt.Fprintf(a.stdout, "  ! %-9s %s stays: somebody changed it at the target\n", kind(path), oneLine(path))
	}
	a.showHeld(at, "  ")
	return nil
}

// group is what is done to the files of one kind.
type group struct {
	sign, kind string
	paths      []string
}

func grouped(d *publish.Difference, kind func(path string) string) (groups []group) {
	for _, part := range []struct {
		sign  string
		paths []string
	}{{"+", d.Added}, {"~", d.Changed}, {"-", d.Deleted}} {
		byKind := map[string][]string{}
		for _, path := range part.paths {
			byKind[kind(path)] = append(byKind[kind(path)], path)
		}
		for _, k := range slices.Sorted(maps.Keys(byKind)) {
			groups = append(groups, group{part.sign, k, byKind[k]})
		}
	}
	return groups
}

// showGroups names files where they fit on one screen; else there is a line for
// each kind, as in a first publication.
func (a *app) showGroups(groups []group) {
	lines := 0
	for _, g := range groups {
		lines += min(len(g.paths), shownFiles+1)
	}
	p := a.paint()
	told, rest := groups, 0
	if !a.verbose && len(groups) > shownLines {
		told = weightiest(groups, shownLines)
		for _, g := range groups {
			rest += len(g.paths)
		}
		for _, g := range told {
			rest -= len(g.paths)
		}
	}
	for _, g := range told {
		sign, n := g.sign, len(g.paths)
		if sign == "-" {
			sign = p.bad(sign)
		}
		if !a.verbose && lines > shownLines && n > 1 {
			fmt.Fprintf(a.stdout, "  %s %-9s %d files, %s and so on\n", sign, g.kind, n, pageAt(g.paths[0]))
			continue
		}
		named := g.paths
		if !a.verbose && n > shownFiles+1 {
			named = named[:shownFiles]
		}
		for _, path := range named {
			fmt.Fprintf(a.stdout, "  %s %-9s %s\n", sign, g.kind, pageAt(path))
		}
		if n > len(named) {
			fmt.Fprintf(a.stdout, "  %s %-9s and %d more\n", g.sign, g.kind, n-len(named))
		}
	}
	if rest > 0 {
		fmt.Fprintf(a.stdout, "  and %s of %d other kinds; -v names all\n", plural(rest, "file"), len(groups)-len(told))
	}
}

// weightiest are n of the groups in their order: those that delete, and then those
// with the most files.
func weightiest(groups []group, n int) []group {
	by := slices.Clone(groups)
	slices.SortStableFunc(by, func(a, b group) int {
		switch {
		case a.sign == "-" && b.sign != "-":
			return -1
		case a.sign != "-" && b.sign == "-":
			return 1
		}
		return len(b.paths) - len(a.paths)
	})
	by = by[:n]
	return slices.DeleteFunc(slices.Clone(groups), func(g group) bool {
		return !slices.ContainsFunc(by, func(b group) bool { return b.sign == g.sign && b.kind == g.kind })
	})
}

// pageAt is an output file as it is told: a page by its folder, the home page as /.
func pageAt(path string) string {
	return cmp.Or(oneLine(strings.TrimSuffix(path, "index.html")), "/")
}

// showHeld tells of addresses that wait for their posts: those of posts by title,
// others, which have none, by what they were.
func (a *app) showHeld(at *generator.Addresses, indent string) {
	others := map[string]int{}
	for _, e := range at.Held {
		if e.Title == "" {
			others[e.Kind]++
			continue
		}
		fmt.Fprintf(a.stdout, "%sheld back: %s stays promised to %q, which is not published now\n", indent, e.URL.Text, oneLine(e.Title))
	}
	for _, k := range slices.Sorted(maps.Keys(others)) {
		fmt.Fprintf(a.stdout, "%sheld back with them: %s\n", indent, countOf(others[k], "address of the kind "+k, "addresses of the kind "+k))
	}
}
