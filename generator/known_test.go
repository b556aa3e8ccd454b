package generator_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"recap/generator"
	"recap/generator/sitetest"
)

// A new process in which nothing is new says what the last one said, and every
// thing that can be new is seen: a source, the output, an option, the moment.
func TestKnownBuild(t *testing.T) {
	t.Parallel()
	files := smallSite()
	files["content/posts/soon.md"] = "---\ntitle: Soon\ndate: 2026-06-01\n---\n\n[Gone](/gone/).\n"
	files["content/posts/odd.md"] = "---\ntitle: Odd\ndate: 2020-01-01\n---\n\n![](none.png)\n"
	l := newLab(t, files)
	o := l.options()
	o.Now = time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	build := func() *generator.Result {
		t.Helper()
		g, err := generator.New(o)
		if err != nil {
			t.Fatal(err)
		}
		r, err := g.Build(context.Background())
		if err != nil || r.Stopped {
			t.Fatal(err, told(r.Diagnostics, r.Text))
		}
		return r
	}
	stages := func(r *generator.Result) string {
		var s []string
		for _, st := range r.Stages {
			s = append(s, st.Name)
		}
		return strings.Join(s, " ")
	}
	const known, whole = "snapshot output", "snapshot load link theme plan render commit"
	is := func(what string, r *generator.Result, want string) {
		t.Helper()
		if got := stages(r); got != want {
			t.Errorf("%s: the build went through %q, want %q", what, got, want)
		}
	}
	age := func() { // files that are young prove nothing
		t.Helper()
		old := time.Now().Add(-time.Hour)
		for _, dir := range []string{"public", "content"} {
			err := filepath.Walk(l.path(dir), func(p string, fi os.FileInfo, err error) error {
				if err != nil || fi.IsDir() {
					return err
				}
				return os.Chtimes(p, old, old)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		// The change time cannot be set back, only waited for.
		time.Sleep(3100 * time.Millisecond)
	}
	first := build()
	age()
	is("after the files have settled", build(), whole)
	again := build()
	is("nothing is new", again, known)
	if got, want := told(again.Diagnostics, again.Text), told(first.Diagnostics, first.Text); got != want || !strings.Contains(got, "none.png") {
		t.Errorf("it says\n%s\nwant\n%s", got, want)
	}
	if again.Posts != first.Posts || again.Pages != first.Pages || again.Events != first.Events || len(again.Held) != 1 ||
		again.Kept != len(first.Written)+first.Kept || len(again.Written) != 0 {
		t.Errorf("it counts otherwise: %+v", again)
	}

	o.Drafts = true
	is("drafts are asked for", build(), whole)
	o.Drafts = false
	is("drafts are no longer asked for", build(), whole)
	is("nothing is new", build(), known)

	o.Now = time.Date(2026, 5, 31, 23, 0, 0, 0, time.UTC) // the first of June in Berlin
	if r := build(); !slices.Contains(r.Written, "2026/06/soon/index.html") {
		t.Errorf("a post whose day has come is not written: %s", stages(r))
	}
	o.Now = time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	if r := build(); !slices.Contains(r.Removed, "2026/06/soon/index.html") {
		t.Errorf("a post whose day has not come stays: %s", stages(r))
	}
	age()
	build()
	is("nothing is new", build(), known)

	page := l.path("public/2020/01/odd/index.html")
	if err := os.WriteFile(page, []byte("other"), 0o644); err != nil {
		t.Fatal(err)
	}
	if r := build(); !slices.Equal(r.Written, []string{"2020/01/odd/index.html"}) {
		t.Errorf("a page that somebody changed: %v is written", r.Written)
	}
	if err := os.Remove(page); err != nil {
		t.Fatal(err)
	}
	if r := build(); !slices.Equal(r.Written, []string{"2020/01/odd/index.html"}) {
		t.Errorf("a page that somebody removed: %v is written", r.Written)
	}
	l.write(sitetest.PostPath(1), l.read(sitetest.PostPath(1))+"\nMore.\n")
	is("a sentence is new", build(), whole)
	l.equalsCleanAt(o)
}

// equalsCleanAt holds the built site against a clean build with the same options.
func (l *lab) equalsCleanAt(o generator.Options) {
	l.t.Helper()
	clean := newLab(l.t, nil)
	if err := os.CopyFS(clean.path("content"), os.DirFS(l.path("content"))); err != nil {
		l.t.Fatal(err)
	}
	o.Dir, o.Out = clean.dir, ""
	g, err := generator.New(o)
	if err != nil {
		l.t.Fatal(err)
	}
	if _, err := g.Build(context.Background()); err != nil {
		l.t.Fatal(err)
	}
	if d := sitetest.Differ(sitetest.Read(l.t, l.path("public")), sitetest.Read(l.t, clean.path("public"))); d != "" {
		l.t.Error(d)
	}
}
