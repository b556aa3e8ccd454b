package main

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// However many kinds there are, a publication is told on one screen, deletions
// first of all; -v names every file.
func TestShownOnOneScreen(t *testing.T) {
	t.Parallel()
	var groups []group
	files := 0
	for i := range 40 {
		g := group{"+", fmt.Sprintf("kind%02d", i), nil}
		for j := range i%7 + 1 {
			g.paths = append(g.paths, fmt.Sprintf("%d/%d/index.html", i, j))
			files++
		}
		groups = append(groups, g)
	}
	groups = append(groups, group{"-", "post", []string{"2026/05/oops/index.html"}})
	var out bytes.Buffer
	(&app{stdout: &out}).showGroups(groups)
	said := out.String()
	if n := strings.Count(said, "\n"); n > 25 {
		t.Errorf("%d lines", n)
	}
	for _, want := range []string{"  - post      2026/05/oops/\n", "  + kind06    7 files, 6/0/ and so on\n", " of 21 other kinds; -v names all\n"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
	out.Reset()
	(&app{stdout: &out, verbose: true}).showGroups(groups)
	if n := strings.Count(out.String(), "\n"); n != files+1 {
		t.Errorf("-v has %d lines, not %d", n, files+1)
	}
	out.Reset()
	(&app{stdout: &out}).showGroups([]group{{"+", "home", []string{"index.html"}}})
	if out.String() != "  + home      /\n" {
		t.Errorf("%q", &out)
	}
}
