//go:build linux || darwin

package source

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func symlink(t *testing.T, dir, to, name string) {
	t.Helper()
	at := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(to, at); err != nil {
		t.Fatal(err)
	}
}

func TestSpecialFiles(t *testing.T) {
	dir := site(t, map[string]string{"content/posts/a.md": "a"})
	if err := syscall.Mkfifo(filepath.Join(dir, "content/posts/pipe.md"), 0o644); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(dir, "content/s.md"))
	if err != nil {
		t.Logf("no socket: %v", err)
	} else {
		defer l.Close()
	}
	symlink(t, dir, "pipe.md", "content/posts/link.md")
	tree, list := snap(t, Options{Dir: dir}, nil)
	equal(t, "files", paths(tree), "content/posts/a.md\n")
	equal(t, "said", strings.ReplaceAll(codes(list), "content/s.md source-special\n", ""), "content/posts/link.md source-special\ncontent/posts/pipe.md source-special\n")
}

// A pipe that takes a file's place between listing and opening is not waited for.
func TestPipeSwappedIn(t *testing.T) {
	dir := site(t, nil)
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o644); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if _, _, err := open(root, "pipe"); err != errSpecial {
		t.Errorf("opened a pipe: %v", err)
	}
}

func TestLinks(t *testing.T) {
	secret := site(t, map[string]string{"secret.md": "secret", "folder/x.md": "secret"})
	dir := site(t, map[string]string{
		"content/real/a.md":  "a",
		"content/real/b.md":  "b",
		"photos/2025/p.jpg":  "p",
		"themes/t/post.html": "t",
		".git/config":        "secret",
		"public/index.html":  "old",
		"content/notes.md":   "n",
	})
	for name, to := range map[string]string{
		"content/in/file.md":     "../notes.md",
		"content/in/abs.md":      filepath.Join(dir, "content/notes.md"),
		"content/in/folder":      "../real",
		"content/in/twice.md":    "folder/a.md",
		"content/photos":         "../photos",
		"content/out/file.md":    filepath.Join(secret, "secret.md"),
		"content/out/rel.md":     "../../../" + filepath.Base(secret) + "/secret.md",
		"content/out/folder":     filepath.Join(secret, "folder"),
		"content/out/etc.md":     "/etc/passwd",
		"content/out/git":        "../../.git",
		"content/out/output":     "../../public",
		"content/out/site":       "../..",
		"content/loop/self":      "../loop",
		"content/loop/up":        "..",
		"content/pair/one/other": "../two",
		"content/pair/two/other": "../one",
		"content/circle/x.md":    "y.md",
		"content/circle/y.md":    "x.md",
		"content/dead.md":        "nowhere.md",
		"content/.#lock":         "user@host.123",
	} {
		symlink(t, dir, to, name)
	}
	tree, list := snap(t, Options{Dir: dir, Not: []string{"public"}}, nil)
	equal(t, "files", paths(tree), `content/in/abs.md
content/in/file.md
content/in/folder/a.md
content/in/folder/b.md
content/in/twice.md
content/notes.md
content/photos/2025/p.jpg
content/real/a.md
content/real/b.md
themes/t/post.html
`)
	equal(t, "said", codes(list), `content/circle/x.md source-symlink-dangling
content/circle/y.md source-symlink-dangling
content/dead.md source-symlink-dangling
content/loop/self source-symlink-loop
content/loop/up source-symlink-loop
content/out/etc.md source-symlink-outside
content/out/file.md source-symlink-outside
content/out/folder source-symlink-outside
content/out/git source-symlink-outside
content/out/output source-symlink-outside
content/out/rel.md source-symlink-outside
content/out/site source-symlink-outside
content/pair/one/other/other source-symlink-loop
content/pair/two/other/other source-symlink-loop
`)
	equal(t, "read again", string(tree.Text("content/photos/2025/p.jpg")), "p")
	equal(t, "linked", fmt.Sprint(tree.Linked()), "[photos/2025]")
	for _, f := range tree.Files() {
		if strings.Contains(string(tree.Text(f.Path)), "secret") {
			t.Errorf("%s leaked", f.Path)
		}
	}
}

// A link that is turned to another file of the same size and times is seen.
func TestLinkTurned(t *testing.T) {
	dir := site(t, map[string]string{"content/a.md": "aa", "content/b.md": "bb"})
	symlink(t, dir, "a.md", "content/l.md")
	tree, _ := snap(t, Options{Dir: dir, Now: later}, nil)
	os.Remove(filepath.Join(dir, "content/l.md"))
	symlink(t, dir, "b.md", "content/l.md")
	tree, _ = snap(t, Options{Dir: dir, Now: later}, tree)
	equal(t, "turned", string(tree.Text("content/l.md")), "bb")
}

// Each folder links twice to the next: 2^40 paths. There is an end, and a word.
func TestLinksMultiply(t *testing.T) {
	dir := site(t, map[string]string{"content/posts/a.md": "a"})
	for i := range 40 {
		for _, name := range []string{"x", "y"} {
			symlink(t, dir, fmt.Sprintf("../f%d", i+1), fmt.Sprintf("content/f%d/%s", i, name))
		}
	}
	os.MkdirAll(filepath.Join(dir, "content/f40"), 0o755)
	tree, list := snap(t, Options{Dir: dir}, nil)
	if tree.File("content/posts/a.md") == nil || !strings.Contains(codes(list), "source-too-deep") {
		t.Errorf("%d files, said: %.300s", len(tree.Files()), codes(list))
	}
}

func TestContentIsALink(t *testing.T) {
	dir := site(t, map[string]string{"notes/posts/a.md": "a"})
	symlink(t, dir, "notes", "content")
	tree, list := snap(t, Options{Dir: dir}, nil)
	equal(t, "files", paths(tree)+codes(list), "content/posts/a.md\n")

	outside := site(t, nil)
	symlink(t, outside, filepath.Join(dir, "notes"), "content")
	tree, list = snap(t, Options{Dir: outside}, nil)
	equal(t, "files", paths(tree)+codes(list), "content source-symlink-outside\n")

	file := site(t, map[string]string{"notes": "a file"})
	symlink(t, file, "notes", "content")
	tree, list = snap(t, Options{Dir: file}, nil)
	equal(t, "files", paths(tree)+codes(list), "content source-no-content\n")
}

func TestOddNames(t *testing.T) {
	dir := site(t, map[string]string{"content/posts/a.md": "a"})
	for _, name := range []string{"line\nend.md", "\xff\xfe.md", "esc\x1b[2J.md", "fold\ner/x.md"} {
		at := filepath.Join(dir, "content/posts", name)
		os.MkdirAll(filepath.Dir(at), 0o755)
		if err := os.WriteFile(at, nil, 0o644); err != nil {
			t.Skipf("the file system refuses %q: %v", name, err)
		}
	}
	tree, list := snap(t, Options{Dir: dir}, nil)
	equal(t, "files", paths(tree), "content/posts/a.md\n")
	equal(t, "said", codes(list), `content/posts/\xff\xfe.md source-name
content/posts/esc\x1b[2J.md source-name
content/posts/fold\ner source-name
content/posts/line\nend.md source-name
`)
}

func TestUnreadable(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("the superuser may read everything")
	}
	dir := site(t, map[string]string{"content/posts/a.md": "a", "content/posts/b.md": "b", "content/shut/c.md": "c"})
	os.Chmod(filepath.Join(dir, "content/posts/b.md"), 0)
	os.Chmod(filepath.Join(dir, "content/shut"), 0)
	t.Cleanup(func() { os.Chmod(filepath.Join(dir, "content/shut"), 0o755) })
	tree, list := snap(t, Options{Dir: dir}, nil)
	equal(t, "files", paths(tree), "content/posts/a.md\n")
	equal(t, "said", codes(list), "content/posts/b.md source-unreadable\ncontent/shut source-unreadable\n")
}

// Files come and go while the walk runs: no error, and nothing half there.
func TestVanishing(t *testing.T) {
	dir := site(t, map[string]string{"content/site.yaml": "x"})
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			folder := filepath.Join(dir, "content", fmt.Sprint(i%5))
			os.MkdirAll(folder, 0o755)
			for j := range 10 {
				os.WriteFile(filepath.Join(folder, fmt.Sprintf("%d.md", j)), []byte("text"), 0o644)
			}
			os.RemoveAll(folder)
		}
	}()
	var prev *Tree
	for range 100 {
		tree, list, err := Snapshot(context.Background(), Options{Dir: dir}, prev)
		if err != nil || len(list) > 0 {
			t.Errorf("%v %s", err, codes(list))
			break
		}
		prev = tree
	}
	close(stop)
	<-done
}
