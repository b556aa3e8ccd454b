package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"recap/generator/diag"
	"recap/generator/digest"
)

// site writes files into a new folder and gives its name. The folder's own name
// is free of links, as a working directory mostly is.
func site(t *testing.T, files map[string]string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		write(t, dir, name, text)
	}
	return dir
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	at := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// later is a clock that runs ahead, so that files just written are settled.
func later() time.Time { return time.Now().Add(time.Minute) }

func snap(t *testing.T, o Options, prev *Tree) (*Tree, diag.List) {
	t.Helper()
	tree, list, err := Snapshot(context.Background(), o, prev)
	if err != nil {
		t.Fatal(err)
	}
	return tree, list
}

func paths(t *Tree) string {
	var b strings.Builder
	for _, f := range t.Files() {
		fmt.Fprintln(&b, f.Path)
	}
	return b.String()
}

func codes(l diag.List) string {
	var b strings.Builder
	for _, d := range l {
		fmt.Fprintf(&b, "%s %s\n", d.Pos.File, d.Code)
	}
	return b.String()
}

func equal(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n%swant:\n%s", what, got, want)
	}
}

func TestWhatIsRead(t *testing.T) {
	dir := site(t, map[string]string{
		"content/site.yaml":                    "title: x",
		"content/posts/a.md":                   "A",
		"content/posts/empty.md":               "",
		"content/posts/x.md~":                  "no",
		"content/posts/.x.md.swp":              "no",
		"content/posts/.git/config":            "no",
		"content/static/.well-known/webfinger": "yes",
		"themes/plain/layout.html":             "mine",
		"themes/mine/pages/post.html":          "post",
		"public/index.html":                    "no",
		"README.md":                            "no",
	})
	themes := os.DirFS(site(t, map[string]string{
		"plain/layout.html":      "theirs",
		"plain/assets/style.css": "css",
	}))
	tree, list := snap(t, Options{Dir: dir, Themes: themes}, nil)
	equal(t, "files", paths(tree), `content/posts/a.md
content/posts/empty.md
content/site.yaml
content/static/.well-known/webfinger
themes/mine/pages/post.html
themes/plain/assets/style.css
themes/plain/layout.html
`)
	equal(t, "said", codes(list), "")
	equal(t, "overlay", string(tree.Text("themes/plain/layout.html")), "mine")
	equal(t, "carried", string(tree.Text("themes/plain/assets/style.css")), "css")
	if f := tree.File("content/posts/empty.md"); f.Size != 0 || f.Sum != digest.Bytes(nil) {
		t.Errorf("empty file: %+v", f)
	}
}

func TestNoContent(t *testing.T) {
	_, list := snap(t, Options{Dir: site(t, nil)}, nil)
	equal(t, "said", codes(list), "content source-no-content\n")
	_, list = snap(t, Options{Dir: site(t, map[string]string{"content": "a file"})}, nil)
	equal(t, "said", codes(list), "content source-no-content\n")
	if _, _, err := Snapshot(context.Background(), Options{Dir: filepath.Join(t.TempDir(), "none")}, nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no such folder: %v", err)
	}
}

// The memo: what is read again, and what keeps its identity.
func TestMemo(t *testing.T) {
	dir := site(t, map[string]string{
		"content/a.md": "one", "content/b.md": "two", "content/c.jpg": "three", "content/gone.md": "four",
	})
	o := Options{Dir: dir, Now: later}
	first, _ := snap(t, o, nil)
	same, _ := snap(t, o, first)
	if !same.Same(first) || !slices.Equal(same.Files(), first.Files()) {
		t.Error("an unchanged site has a new tree")
	}
	if first.Reads() != 4 || same.Reads() != 0 {
		t.Errorf("%d and %d files read", first.Reads(), same.Reads())
	}
	write(t, dir, "content/a.md", "ONE")
	write(t, dir, "content/new.md", "five")
	os.Remove(filepath.Join(dir, "content/gone.md"))
	next, _ := snap(t, o, same)
	equal(t, "files", paths(next), "content/a.md\ncontent/b.md\ncontent/c.jpg\ncontent/new.md\n")
	if next.Reads() != 2 {
		t.Errorf("%d files read for two changes", next.Reads())
	}
	if next.Same(first) {
		t.Error("a changed site is the same")
	}
	equal(t, "changed", string(next.Text("content/a.md")), "ONE")
	for _, name := range []string{"content/b.md", "content/c.jpg"} {
		if next.File(name) != first.File(name) {
			t.Errorf("%s lost its identity", name)
		}
	}
	// Touched: read again, the same file, and settled under its new stat.
	touched := time.Now().Add(-time.Hour)
	if err := os.Chtimes(filepath.Join(dir, "content/b.md"), touched, touched); err != nil {
		t.Fatal(err)
	}
	again, _ := snap(t, o, next)
	if again.File("content/b.md") != first.File("content/b.md") || !again.Same(next) {
		t.Error("a touched file lost its identity")
	}
	if st, ok := again.Stat("content/b.md"); !ok || st.Mod != touched.UnixNano() {
		t.Errorf("stat of the touched file: %+v %v", st, ok)
	}
}

// A file that is written twice within a clock's grain, with one size and one
// modification time, must be seen: it was young when it was read.
func TestRacyTimes(t *testing.T) {
	dir := site(t, map[string]string{"content/a.md": ""})
	at := filepath.Join(dir, "content/a.md")
	stamp := time.Now()
	var prev *Tree
	for i := range 200 {
		text := fmt.Sprintf("%03d", i/2) // every other write changes nothing
		write(t, dir, "content/a.md", text)
		if err := os.Chtimes(at, stamp, stamp); err != nil {
			t.Fatal(err)
		}
		tree, _ := snap(t, Options{Dir: dir}, prev)
		if got := string(tree.Text("content/a.md")); got != text {
			t.Fatalf("write %d: the tree holds %q, the file %q", i, got, text)
		}
		if i%2 == 1 && tree.File("content/a.md") != prev.File("content/a.md") {
			t.Fatal("equal bytes, another file")
		}
		prev = tree
	}
}

// What settles when: a table of ages, with the reading counted.
func TestSettled(t *testing.T) {
	now := time.Now().UnixNano()
	for _, c := range []struct {
		mod, change time.Duration // age
		want        bool
	}{
		{time.Hour, 0, false}, // times set back by a copying tool, just now
		{time.Hour, time.Hour, true},
		{3 * time.Second, time.Hour, false},
		{3*time.Second + 1, time.Hour, true},
		{-time.Hour, time.Hour, false}, // from the future
	} {
		s := Stat{Mod: now - int64(c.mod), Change: now - int64(c.change)}
		if got := s.settled(now); got != c.want {
			t.Errorf("%v/%v: settled %v", c.mod, c.change, got)
		}
	}
}

// Known spares the reading in a new process, and the bytes are there on demand.
func TestKnown(t *testing.T) {
	dir := site(t, map[string]string{"content/a.md": "one", "content/b.md": "two"})
	first, _ := snap(t, Options{Dir: dir, Now: later}, nil)
	var asked atomic.Int64
	o := Options{Dir: dir, Now: later, Known: func(path string, st Stat) (digest.Sum, bool) {
		asked.Add(1)
		old, settled := first.Stat(path)
		return first.File(path).Sum, settled && old == st
	}}
	write(t, dir, "content/b.md", "TWO")
	tree, _ := snap(t, o, nil)
	if asked.Load() != 2 {
		t.Errorf("asked %d times", asked.Load())
	}
	if tree.File("content/a.md").data != nil || tree.File("content/b.md").data == nil {
		t.Error("a.md was read, or b.md was not")
	}
	equal(t, "known", string(tree.Text("content/a.md")), "one")
	equal(t, "changed", string(tree.Text("content/b.md")), "TWO")
	again, _ := snap(t, o, tree)
	if asked.Load() != 2 || !again.Same(tree) {
		t.Errorf("asked %d times although the tree before knew", asked.Load())
	}
}

// A file that was not kept is read again, and not believed when it changed.
func TestChangedBehind(t *testing.T) {
	dir := site(t, map[string]string{"content/p.jpg": "picture"})
	tree, _ := snap(t, Options{Dir: dir}, nil)
	f := tree.File("content/p.jpg")
	read := func() (string, error) {
		b, err := f.Bytes()
		r, err2 := f.Open()
		if err2 == nil {
			var c []byte
			c, err2 = io.ReadAll(r)
			r.Close()
			if err2 == nil && !bytes.Equal(b, c) {
				t.Errorf("Bytes %q, Open %q", b, c)
			}
		}
		if (err == nil) != (err2 == nil) {
			t.Errorf("Bytes says %v, Open %v", err, err2)
		}
		return string(b), err
	}
	if got, err := read(); err != nil || got != "picture" {
		t.Errorf("%q, %v", got, err)
	}
	for _, change := range []func(){
		func() { write(t, dir, "content/p.jpg", "PICTURE") },
		func() { write(t, dir, "content/p.jpg", "pic") },
		func() { write(t, dir, "content/p.jpg", "a longer picture") },
		func() { os.Remove(filepath.Join(dir, "content/p.jpg")) },
		func() { os.Mkdir(filepath.Join(dir, "content/p.jpg"), 0o755) },
	} {
		change()
		if _, err := read(); !errors.Is(err, ErrChanged) {
			t.Errorf("changed: %v", err)
		}
	}
}

func TestLimits(t *testing.T) {
	dir := site(t, map[string]string{"content/posts/a.md": "fine", "content/big.md": "", "content/big.mp4": "", "content/mid.bin": ""})
	for name, size := range map[string]int64{"big.md": maxText + 1, "big.mp4": maxFile + 1, "mid.bin": maxText + 1} {
		if err := os.Truncate(filepath.Join(dir, "content", name), size); err != nil { // sparse
			t.Skipf("no sparse files here: %v", err)
		}
	}
	tree, list := snap(t, Options{Dir: dir}, nil)
	equal(t, "files", paths(tree), "content/mid.bin\ncontent/posts/a.md\n")
	equal(t, "said", codes(list), "content/big.md source-too-large\ncontent/big.mp4 source-too-large\n")
}

func TestKeepsNoMoreThan(t *testing.T) {
	dir := site(t, nil)
	for i := range 70 {
		write(t, dir, fmt.Sprintf("content/%02d.md", i), strings.Repeat(fmt.Sprintf("%02d,", i), keepOne/3))
	}
	write(t, dir, "content/one.md", strings.Repeat("x", keepOne+1))
	var prev *Tree
	for range 3 {
		tree, _ := snap(t, Options{Dir: dir, Now: later}, prev)
		if tree.held > keepAll || tree.held < keepAll-keepOne {
			t.Errorf("%d bytes kept", tree.held)
		}
		for _, f := range tree.Files() {
			if b, err := f.Bytes(); err != nil || int64(len(b)) != f.Size {
				t.Fatalf("%s: %d bytes, %v", f.Path, len(b), err)
			}
		}
		write(t, dir, "content/00.md", "short")
		prev = tree
	}
}

func TestDeep(t *testing.T) {
	fine, deep := strings.Repeat("d/", 60), strings.Repeat("e/", maxDepth+20)
	dir := site(t, map[string]string{"content/" + fine + "x.md": "x", "content/" + deep + "y.md": "y"})
	tree, list := snap(t, Options{Dir: dir}, nil)
	equal(t, "files", paths(tree), "content/"+fine+"x.md\n")
	equal(t, "said", codes(list), "content/"+strings.TrimSuffix(strings.Repeat("e/", maxDepth+1), "/")+" source-too-deep\n")
}

// One core and many, a cold walk and one with a memo: the same tree, the same list.
func TestParallelIsSequential(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	dir := site(t, nil)
	for i := range 1500 {
		folder := "content/posts/"
		if i%3 == 0 {
			folder += fmt.Sprintf("%d/%d/", r.IntN(5), r.IntN(40))
		}
		write(t, dir, folder+fmt.Sprintf("p%d.%s", i, []string{"md", "jpg"}[i%2]), fmt.Sprint(r.Int()))
	}
	write(t, dir, "content/posts/P1.jpg", "twin")
	o := Options{Dir: dir, Now: later}
	want, said := snap(t, o, nil)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, procs := range []int{1, 8} {
		runtime.GOMAXPROCS(procs)
		cold, list := snap(t, o, nil)
		equal(t, "said", codes(list), codes(said))
		warm, list := snap(t, o, cold)
		equal(t, "said", codes(list), codes(said))
		if !cold.Same(want) || !warm.Same(want) || len(cold.Files()) != 1501 {
			t.Errorf("%d cores: another tree", procs)
		}
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, _, err := Snapshot(ctx, Options{Dir: site(t, map[string]string{"content/a.md": "a"})}, nil)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// Random edits against a memo: the tree with one is the tree without.
func TestMemoIsExact(t *testing.T) {
	for seed := range uint64(5) {
		r := rand.New(rand.NewPCG(seed, 7))
		dir := site(t, map[string]string{"content/site.yaml": ""})
		var prev *Tree
		clock := time.Now
		for range 60 {
			name := fmt.Sprintf("content/%d/%d.md", r.IntN(3), r.IntN(6))
			switch at := filepath.Join(dir, name); r.IntN(6) {
			case 0:
				os.Remove(at)
			case 1:
				os.RemoveAll(filepath.Dir(at))
			case 2:
				old := time.Now().Add(-time.Hour)
				os.Chtimes(at, old, old)
			case 3:
				os.Rename(at, filepath.Join(dir, "content", fmt.Sprintf("%d.md", r.IntN(3))))
			default:
				write(t, dir, name, fmt.Sprint(r.IntN(10)))
			}
			if prev, _ = snap(t, Options{Dir: dir, Now: clock}, prev); r.IntN(3) == 0 {
				cold, _ := snap(t, Options{Dir: dir}, nil)
				if !prev.Same(cold) {
					t.Fatalf("seed %d: with memo\n%swithout\n%s", seed, paths(prev), paths(cold))
				}
			}
		}
	}
}

func TestEveryCodeIsExplained(t *testing.T) {
	text := ""
	for _, name := range []string{"snapshot.go", "walk.go", "link.go", "names.go"} {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text += string(b)
	}
	for _, c := range Codes {
		if !strings.Contains(text, `"`+c.Name+`"`) {
			t.Errorf("%s is explained and never said", c.Name)
		}
		text = strings.ReplaceAll(text, `"`+c.Name+`"`, "")
	}
	if i := strings.Index(text, `"source-`); i >= 0 {
		t.Errorf("said and not explained: %.40s", text[i:])
	}
}

// A site of ten thousand posts: first, again, and after one save.
func BenchmarkSnapshot(b *testing.B) {
	dir := b.TempDir()
	for i := range 10_000 {
		at := filepath.Join(dir, "content/posts", fmt.Sprint(2000+i%25))
		os.MkdirAll(at, 0o755)
		os.WriteFile(filepath.Join(at, fmt.Sprintf("%d.md", i)), bytes.Repeat([]byte("word "), 1200), 0o644)
	}
	o := Options{Dir: dir, Now: later}
	first, _, err := Snapshot(b.Context(), o, nil)
	if err != nil {
		b.Fatal(err)
	}
	known := o
	known.Known = func(path string, st Stat) (digest.Sum, bool) { return first.File(path).Sum, true }
	for _, c := range []struct {
		name string
		o    Options
		prev *Tree
	}{{"cold", o, nil}, {"known", known, nil}, {"warm", o, first}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if _, _, err := Snapshot(b.Context(), c.o, c.prev); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
