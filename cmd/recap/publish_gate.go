package main

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"recap/generator"
	"recap/generator/check"
	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/publish"
)

// gate looks the site through before it goes out, as recap check does, and takes a
// build's warnings for errors. What check.ignore leaves out passes.
func (a *app) gate(ctx context.Context, g *generator.Generator, c *content.Config) error {
	r, err := g.Check(ctx, generator.CheckOptions{Codes: codeNames()})
	if err != nil {
		return err
	}
	var stops diag.List
	rest := 0
	for _, d := range slices.Concat(r.Diagnostics, publish.Placeholder(c)) {
		switch {
		case d.Severity == diag.Warning && (r.FailOn == "warning" || r.FailOn == "hint" || !fromCheck(d.Code)):
			d.Severity = diag.Error
			fallthrough
		case d.Severity == diag.Error:
			stops.Add(d)
		default:
			rest++
		}
	}
	if len(stops) > 0 {
		stops = stops.Sorted()
		a.tell(stops, r.Tree.Text)
		return &exit{exitProblems, "nothing was published: " + count(stops), "mend what is told above; what does not stop a build lets pass --with-warnings"}
	}
	if rest > 0 && !a.quiet && !a.json() {
		fmt.Fprintf(a.stdout, "recap check has %s on the way\n", plural(rest, "remark"))
	}
	return nil
}

// fromCheck reports whether a code is said by recap check and by no build.
func fromCheck(code string) bool {
	return slices.ContainsFunc(check.Codes, func(c diag.Code) bool { return c.Name == code })
}

// untouched hints at files of recap init that are about to be published as examples.
func (a *app) untouched(dir string) {
	var list diag.List
	for _, name := range []string{"content/events/example-conf.yaml", "content/posts/first-recap.md"} {
		was, err := starter.ReadFile(path.Join("starter", name))
		if err != nil {
			continue
		}
		parts := regexp.MustCompile(`@[A-Z]+@`).Split(string(was), -1)
		for i := range parts {
			parts[i] = regexp.QuoteMeta(parts[i])
		}
		is, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil || !regexp.MustCompile(`^`+strings.Join(parts, `[^\n]+`)+`$`).Match(is) {
			continue
		}
		list.Add(diag.Hintf("publish-example", diag.Whole(name), "the example of recap init is published as it is").WithHint("delete it, or make it your own"))
	}
	a.tell(list, nil)
}
