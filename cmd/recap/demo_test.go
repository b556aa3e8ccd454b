package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The repository is itself a site, and the first thing a newcomer sees: it
// builds without a complaint, at any address, and shows in the preview.
func TestDemo(t *testing.T) {
	dir := t.TempDir()
	for _, part := range []string{"content", "themes"} {
		copyTree(t, filepath.Join("..", "..", part), filepath.Join(dir, part))
	}
	for _, url := range []string{"", "https://example.org/notes/"} {
		if url != "" {
			setLine(t, filepath.Join(dir, "content", "site.yaml"), "url:", "url: "+url)
		}
		var out, errs bytes.Buffer
		env := []string{"RECAP_NOW=2026-06-15T12:00:00Z"}
		if code := runIn(t.Context(), dir, []string{"build", "--strict"}, env, nil, &out, &errs); code != 0 || errs.Len() > 0 {
			t.Errorf("build ended with %d:\n%s%s", code, &out, &errs)
		}
	}
	// The other look that comes along.
	setLine(t, filepath.Join(dir, "content", "site.yaml"), "  name: plain", "  name: board")
	var out, errs bytes.Buffer
	if code := runIn(t.Context(), dir, []string{"build", "--strict"}, []string{"RECAP_NOW=2026-03-15T12:00:00Z"}, nil, &out, &errs); code != 0 || errs.Len() > 0 {
		t.Errorf("with the theme board the build ended with %d:\n%s%s", code, &out, &errs)
	}
	home := readFile(t, filepath.Join(dir, "public", "index.html"))
	if rows := strings.Count(home, `<li class="h-entry">`); rows != 8 || strings.Index(home, `class="upcoming"`) > strings.Index(home, `class="board"`) {
		t.Errorf("the home page of board has %d rows, what is coming up before them", rows)
	}
	setLine(t, filepath.Join(dir, "content", "site.yaml"), "  name: board", "  name: plain")
	r := serving(t, dir)
	r.shows("", "<title>")
	r.until("no page complains", func() bool { return r.err.String() == "" })
}

// setLine replaces the line that begins with a prefix.
func setLine(t *testing.T, file, prefix, line string) {
	t.Helper()
	lines := strings.Split(readFile(t, file), "\n")
	found := false
	for i, l := range lines {
		if strings.HasPrefix(l, prefix) {
			lines[i], found = line, true
		}
	}
	if !found {
		t.Fatalf("%s has no line %s", file, prefix)
	}
	if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o666); err != nil {
		t.Fatal(err)
	}
}

// copyTree copies a folder.
func copyTree(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

// The starter is whole: what init writes is what is embedded.
func TestStarterIsEmbedded(t *testing.T) {
	var names []string
	fs.WalkDir(starter, "starter", func(p string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			names = append(names, strings.TrimPrefix(p, "starter/"))
		}
		return err
	})
	want := ".gitignore content/events/example-conf.yaml content/pages/about.md content/posts/first-recap.md content/site.yaml"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
