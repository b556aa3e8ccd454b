package output

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"recap/generator/digest"
)

// These tests run a second process of the test program that builds and is
// killed, by itself after a number of steps or by us at any moment.

const childEnv = "RECAP_OUTPUT_CHILD" // "dir|die", die being the step before which it kills itself, 0 for never

func TestMain(m *testing.M) {
	if arg := os.Getenv(childEnv); arg != "" {
		child(arg)
		return
	}
	os.Exit(m.Run())
}

func child(arg string) {
	dir, die, _ := strings.Cut(arg, "|")
	at, _ := strconv.Atoi(die)
	n := 0
	o := Options{Dir: dir, Pages: fileSlot(dir + ".pages"), Wait: time.Minute}
	var mu sync.Mutex
	o.hooks.step = func(what string) {
		mu.Lock()
		defer mu.Unlock()
		n++
		fmt.Println(n, what)
		if n == at {
			self, _ := os.FindProcess(os.Getpid())
			self.Kill()
			select {}
		}
	}
	s, err := Open(o)
	if err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
	files := newTree()
	for _, path := range sortedKeys(files) {
		if key := keyOf(path, files[path]); s.Has(path, key) {
			s.Keep(path, key)
		} else {
			s.Put(path, key, []byte(files[path]))
		}
	}
	if _, err := s.Commit(context.Background()); err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
}

// fileSlot is a page memory in a file.
type fileSlot string

func (f fileSlot) Load() ([]byte, bool) {
	data, err := os.ReadFile(string(f))
	return data, err == nil
}

func (f fileSlot) Store(data []byte) {
	os.WriteFile(string(f)+"~", data, 0o644)
	os.Rename(string(f)+"~", string(f))
}

// oldTree and newTree are two states of a site: some pages stay, some change,
// come or go; a file becomes a folder and a folder a file; one is written in
// another case.
func oldTree() tree {
	files := tree{"shape/a": "a", "shape/b/c": "c", "flat": "a file", "Case/x": "same", "gone/deep/er/x": "gone"}
	for i := range 10 {
		files[fmt.Sprintf("stay/%d.html", i)] = fmt.Sprint("stays ", i)
		files[fmt.Sprintf("change/%d/index.html", i)] = fmt.Sprint("old ", i)
		files[fmt.Sprintf("go/%d/index.html", i)] = fmt.Sprint("goes ", i)
	}
	return files
}

func newTree() tree {
	files := tree{"shape": "a file", "flat/x/y": "deep", "case/x": "same"}
	for i := range 10 {
		files[fmt.Sprintf("stay/%d.html", i)] = fmt.Sprint("stays ", i)
		files[fmt.Sprintf("change/%d/index.html", i)] = fmt.Sprint("new text ", i)
		files[fmt.Sprintf("come/%d/index.html", i)] = fmt.Sprint("comes ", i)
	}
	return files
}

// killSite is an output in the old state, with a stranger's files in it.
func killSite(t *testing.T) Options {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "public")
	o := Options{Dir: dir, Pages: fileSlot(dir + ".pages"), Wait: time.Minute}
	mustBuild(t, o, oldTree())
	lay(t, dir, tree{"stranger": "s", "go/1/stranger": "s"})
	return o
}

func command(t *testing.T, dir string, die int) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Skipf("the test program cannot be run again: %v", err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s|%d", childEnv, dir, die))
	return cmd
}

// between makes sure that every file is in its old state or in its new one.
func between(t *testing.T, dir string) {
	t.Helper()
	before, after := oldTree(), newTree()
	got := read(t, dir)
	for path, text := range got {
		if text != before[path] && text != after[path] && text != "s" && !strings.HasSuffix(path, "/") {
			t.Errorf("%s has %q, neither the old nor the new", path, text)
		}
	}
	for path := range after {
		if _, ok := before[path]; ok && got[path] == "" {
			t.Errorf("%s was and shall be, and is not", path)
		}
	}
	if got["stranger"] != "s" || got["go/1/stranger"] != "s" {
		t.Error("a stranger's file is gone")
	}
}

// completed builds what the killed one wanted and compares everything, our
// books too, with what an undisturbed build leaves.
func completed(t *testing.T, o Options) Report {
	t.Helper()
	r := mustBuild(t, o, newTree())
	want := newTree()
	want["stranger"], want["go/1/stranger"] = "s", "s"
	wantTree(t, o.Dir, want)
	wantOwn(t, o.Dir)
	clean := manifest{}
	for path, text := range newTree() {
		clean[path] = entry{path, digest.Bytes([]byte(text)), int64(len(text))}
	}
	if got, _ := os.ReadFile(filepath.Join(o.Dir, own, "manifest")); string(got) != string(clean.format()) {
		t.Errorf("the manifest is\n%s\nof a clean build\n%s", got, clean.format())
	}
	again := mustBuild(t, o, newTree())
	if len(again.Written)+len(again.Removed) > 0 || again.Completed {
		t.Errorf("a further build does something: %v", again)
	}
	return r
}

// steps is how many steps the whole child takes.
func steps(t *testing.T) int {
	t.Helper()
	out, err := command(t, killSite(t).Dir, 0).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return strings.Count(string(out), "\n")
}

// stride spreads a loop over n steps into at most so many.
func stride(n, most int) int {
	if testing.Short() {
		most /= 3
	}
	return max(1, n/most)
}

// Killed before each of its steps in turn, and completed by the next build.
func TestKilledAtEachStep(t *testing.T) {
	n := steps(t)
	if n < 60 {
		t.Fatalf("only %d steps", n)
	}
	resumed := 0
	for die := 1; die <= n; die += stride(n, 25) {
		o := killSite(t)
		out, _ := command(t, o.Dir, die).CombinedOutput()
		between(t, o.Dir)
		if completed(t, o).Completed {
			resumed++
		}
		if t.Failed() {
			t.Fatalf("after being killed at step %d:\n%s", die, out)
		}
	}
	if resumed < 3 {
		t.Errorf("only %d commits were completed from their journals", resumed)
	}
}

// Killed, and the one that completes it killed too, and then again.
func TestKilledTwice(t *testing.T) {
	n := steps(t)
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 60 / stride(60, 8) {
		o := killSite(t)
		log := ""
		for range 2 + rnd.IntN(2) {
			die := n/3 + rnd.IntN(n-n/3)
			out, _ := command(t, o.Dir, die).CombinedOutput()
			log += string(out) + "—\n"
			between(t, o.Dir)
		}
		completed(t, o)
		if t.Failed() {
			t.Fatal(log)
		}
	}
}

// Killed from outside, at moments that nobody chose, while somebody reads.
func TestKilledAnyTime(t *testing.T) {
	n := steps(t)
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 60 / stride(60, 20) {
		o := killSite(t)
		var stop atomic.Bool
		reader := make(chan string)
		go func() { reader <- readOn(o.Dir, &stop) }()
		cmd := command(t, o.Dir, 0)
		pipe, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(pipe)
		for i := rnd.IntN(n); i > 0 && lines.Scan(); i-- {
		}
		cmd.Process.Kill()
		cmd.Wait()
		stop.Store(true)
		if fault := <-reader; fault != "" {
			t.Error(fault)
		}
		between(t, o.Dir)
		completed(t, o)
		if t.Failed() {
			t.FailNow()
		}
	}
}

// readOn reads the files that both states have, over and over: each must be
// whole, old or new, at every moment.
func readOn(dir string, stop *atomic.Bool) string {
	before, after := oldTree(), newTree()
	for !stop.Load() {
		for i := range 10 {
			path := fmt.Sprintf("change/%d/index.html", i)
			data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path)))
			if err != nil || string(data) != before[path] && string(data) != after[path] {
				return fmt.Sprintf("a reader of %s got %q, %v", path, data, err)
			}
		}
	}
	return ""
}

// killedIn leaves an output whose commit was killed right before its first
// rename or removal, or some steps later.
func killedIn(t *testing.T, later int) Options {
	t.Helper()
	out, err := command(t, killSite(t).Dir, 0).CombinedOutput()
	if err != nil {
		t.Fatal(err)
	}
	o := killSite(t)
	for i, line := range strings.Split(string(out), "\n") {
		if strings.HasSuffix(line, " journal") {
			command(t, o.Dir, i+2+later).Run()
			return o
		}
	}
	t.Fatalf("no journal in\n%s", out)
	return o
}

// A damaged journal is given up: the old manifest still stands, nothing that was
// not ours is removed, and building again makes all right.
func TestJournalDamaged(t *testing.T) {
	for _, later := range []int{0, 20} {
		for i := range 4 {
			o := killedIn(t, later)
			name := filepath.Join(o.Dir, own, "journal")
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if at := len(data) * (i + 1) / 5; i%2 == 0 {
				data[at] ^= 4
			} else {
				data = data[:at]
			}
			os.WriteFile(name, data, 0o600)
			between(t, o.Dir)
			r := completed(t, o)
			if r.Completed || len(r.Notes) == 0 || !strings.Contains(r.Notes[0], "the journal of an interrupted build") {
				t.Errorf("%v", r.Notes)
			}
		}
	}
}

// The power failed too: staged files, which are not synced, are empty, cut, or
// full of zeros. Their pages are made again.
func TestStageDamaged(t *testing.T) {
	o := killedIn(t, 5)
	staged, _ := filepath.Glob(filepath.Join(o.Dir, own, "stage", "*", "[0-9]*"))
	if len(staged) < 10 {
		t.Fatalf("staged: %v", staged)
	}
	for i, name := range staged {
		switch fi, _ := os.Stat(name); i % 4 {
		case 0:
			os.Truncate(name, 0)
		case 1:
			os.WriteFile(name, make([]byte, fi.Size()), 0o644)
		case 2:
			os.Remove(name)
		}
	}
	r := completed(t, o)
	if !r.Completed || len(r.Written) == 0 {
		t.Errorf("%v", r)
	}
	// The whole stage is gone.
	o = killedIn(t, 5)
	os.RemoveAll(filepath.Join(o.Dir, own, "stage"))
	completed(t, o)
	// The manifest is gone or damaged while a commit is under way: what came
	// newly into places is known from the journal, the rest is compared.
	o = killedIn(t, 5)
	os.Remove(filepath.Join(o.Dir, own, "manifest"))
	o.Overwrite = true
	mustBuild(t, o, newTree())
	got := read(t, o.Dir)
	for path, text := range newTree() {
		if got[path] != text {
			t.Errorf("%s has %q", path, got[path])
		}
	}
}

// Between the kill and the completion somebody else worked in the folder.
func TestStrangerBeforeCompletion(t *testing.T) {
	o := killedIn(t, 0)
	lay(t, o.Dir, tree{"come/3/index.html": "theirs", "go/2/index.html": "theirs"})
	os.RemoveAll(filepath.Join(o.Dir, "go", "4"))
	s := open(t, o)
	if got := read(t, o.Dir); got["come/3/index.html"] != "theirs" || got["go/2/index.html"] != "theirs" || got["come/4/index.html"] != "comes 4" {
		t.Errorf("completed to %q, %q, %q", got["come/3/index.html"], got["go/2/index.html"], got["come/4/index.html"])
	}
	if len(s.notes) != 1 || !strings.Contains(s.notes[0], "come/3/index.html: somebody else put something there") {
		t.Errorf("notes %q", s.notes)
	}
	s.Abort()
	if _, err := build(t, o, newTree()); err == nil || !strings.Contains(err.Error(), "is in the way") {
		t.Error(err)
	}
	os.Remove(filepath.Join(o.Dir, "come", "3", "index.html"))
	mustBuild(t, o, newTree())
}
