package desk

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// TestMoveInterrupted stops a move behind each of its steps: whatever is done by
// then, Resume leaves the whole move, and a second Resume nothing to do.
func TestMoveInterrupted(t *testing.T) {
	t.Parallel()
	m := &Move{
		Renames: []Rename{{"content/posts/a/x", "content/posts/b/x"}, {"content/posts/a.md", "content/posts/c/a.md"}},
		Changes: []Change{
			{"content/posts/b/x/index.md", []byte("old x"), []byte("new x")},
			{"content/posts/c/a.md", []byte("old a"), []byte("new a")},
			{"content/site.yaml", []byte("old"), []byte("new")},
		},
	}
	begin := func(t *testing.T) string {
		dir := t.TempDir()
		for name, text := range map[string]string{"content/posts/a/x/index.md": "old x", "content/posts/a/x/p.svg": "p", "content/posts/a.md": "old a", "content/site.yaml": "old"} {
			put(t, dir, name, text)
		}
		return dir
	}
	want := map[string]string{"content/posts/b/x/index.md": "new x", "content/posts/b/x/p.svg": "p", "content/posts/c/a.md": "new a", "content/site.yaml": "new"}
	whole := func(t *testing.T, dir string) {
		got := map[string]string{}
		err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			rel, _ := filepath.Rel(dir, p)
			b, err := os.ReadFile(p)
			got[filepath.ToSlash(rel)] = string(b)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for name, text := range want {
			if got[name] != text {
				t.Errorf("%s is %q, not %q", name, got[name], text)
			}
		}
		if len(got) != len(want) {
			t.Errorf("there is more: %v", got)
		}
		if _, err := os.Stat(filepath.Join(dir, "content/posts/a")); !errors.Is(err, fs.ErrNotExist) {
			t.Error("an empty folder is left")
		}
		if done, err := Resume(dir); done || err != nil {
			t.Errorf("there is still something to do: %v, %v", done, err)
		}
	}
	t.Run("whole", func(t *testing.T) {
		dir := begin(t)
		if err := m.Do(dir); err != nil {
			t.Fatal(err)
		}
		whole(t, dir)
	})
	for step := range len(m.Renames) + len(m.Changes) + 1 {
		dir := begin(t)
		part := steps{m.Renames[:min(step, len(m.Renames))], m.Changes[:max(0, step-len(m.Renames))]}
		if err := part.carryOut(dir); err != nil && !errors.Is(err, fs.ErrNotExist) { // there is no note to take away
			t.Fatal(step, err)
		}
		text, _ := json.Marshal(steps{m.Renames, m.Changes})
		put(t, dir, moveNote, string(text))
		if done, err := Resume(dir); !done || err != nil {
			t.Fatalf("after %d steps: %v, %v", step, done, err)
		}
		whole(t, dir)
	}
	t.Run("somebody else's", func(t *testing.T) {
		dir := begin(t)
		put(t, dir, "content/site.yaml", "other")
		if err := m.Do(dir); !errors.Is(err, ErrMoved) {
			t.Fatalf("it was moved: %v", err)
		}
		if _, err := os.Stat(filepath.Join(dir, "content/posts/a.md")); err != nil {
			t.Error("something was moved")
		}
	})
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
