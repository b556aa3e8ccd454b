package output

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"recap/generator/digest"
)

// The manifest of a site with unlisted posts names none of their addresses, and
// recap knows its own files there all the same: without any other memory it
// keeps what is wanted and removes what is not.
func TestSecretsStaySecret(t *testing.T) {
	dir := t.TempDir()
	build := func(paths ...string) Report {
		t.Helper()
		s, err := Open(Options{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range paths {
			if err := s.Put(p, digest.Of(p), []byte("bytes of "+p)); err != nil {
				t.Fatal(err)
			}
		}
		r, err := s.Commit(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	build("index.html", "u/k3v9q7w2m5x8/one/index.html", "u/a1b2c3d4e5f6/two/index.html")
	text, err := os.ReadFile(filepath.Join(dir, ".recap", "manifest"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), "k3v9q7w2m5x8") || !strings.Contains(string(text), "u/#") {
		t.Errorf("the manifest says\n%s", text)
	}
	if r := build("index.html", "u/k3v9q7w2m5x8/one/index.html", "u/a1b2c3d4e5f6/two/index.html"); r.Kept != 3 || len(r.Written)+len(r.Removed) > 0 {
		t.Errorf("again: %+v", r)
	}
	if r := build("index.html", "u/k3v9q7w2m5x8/one/index.html"); len(r.Removed) != 1 || r.Removed[0] != "u/a1b2c3d4e5f6/two/index.html" {
		t.Errorf("one is no longer wanted: %+v", r)
	}
}

// A commit that is killed puts the pages of unlisted posts where they belong when
// it is completed.
func TestSecretsAreCompleted(t *testing.T) {
	const secret = "u/k3v9q7w2m5x8/one/index.html"
	dir := t.TempDir()
	for _, text := range []string{"old", "new"} {
		s, err := Open(Options{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Put(secret, digest.Of(text), []byte(text)); err != nil {
			t.Fatal(err)
		}
		if text == "old" {
			if _, err := s.Commit(context.Background()); err != nil {
				t.Fatal(err)
			}
			continue
		}
		// As far as the journal, and no further.
		p, err := s.work()
		if err != nil {
			t.Fatal(err)
		}
		j := journal{stage: s.stage.name, ops: p.ops}
		if err := writeSynced(filepath.Join(s.stage.dir, "journal"), s.journalName(), j.format()); err != nil {
			t.Fatal(err)
		}
		s.stage.lock.Unlock()
	}
	s, err := Open(Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Abort()
	if got, err := os.ReadFile(filepath.Join(dir, secret)); string(got) != "new" {
		t.Errorf("the page is %q, %v", got, err)
	}
	if e, ok := s.before[secret]; !ok || s.broken != "" || len(s.before) != 1 {
		t.Errorf("the manifest knows %v, %v (%s)", e, s.before, s.broken)
	}
}
