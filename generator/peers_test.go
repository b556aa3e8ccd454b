//go:build unix

package generator_test

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"recap/generator/sitetest"
)

// peer is another generator: how its site is made of a corpus, and its command.
type peer struct {
	name  string
	site  func(files map[string]string) map[string]string // the same site, by path
	build []string                                        // run in its folder; writes public/
}

var peers = []peer{
	{"hugo", hugoSite, []string{"hugo", "--quiet"}},
}

// TestPeers measures recap beside the generators that are on PATH: the same
// corpus, equivalent sites (post, tag, event, year and home pages, a full-text
// feed, sitemap, highlighting, a block of who spoke below each talk's heading),
// whole processes, one run of ours and one of theirs in turns. Printed are
// minimum, median and maximum of the ratios of single pairs, ours to theirs.
// On a machine that does other work the CPU column says more than the wall.
//
// A peer is a line of peers, templates in testdata/peers and a function that
// lays a corpus out as the peer wants it.
//
//	RECAP_PEERS="FOLDER POSTS PAIRS" go test ./generator -run TestPeers -v -timeout 4h
//
// The folder should be on the file system that counts: of the time of a clean
// build, ours most of all, a good part is the making of files.
func TestPeers(t *testing.T) {
	var dir string
	var posts, pairs int
	if _, err := fmt.Sscan(os.Getenv("RECAP_PEERS"), &dir, &posts, &pairs); err != nil {
		t.Skip("measures only when RECAP_PEERS names a folder, a number of posts and one of pairs")
	}
	files := sitetest.Corpus{Posts: posts, Seed: 1, Parity: true}.Files()
	ours := filepath.Join(dir, "recap")
	sitetest.Write(t, ours, files)
	exe := filepath.Join(dir, "recap-under-test")
	if out, err := exec.Command("go", "build", "-o", exe, "recap/cmd/recap").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	build := []string{exe, "build", "--now", testNow.Format(time.RFC3339)}
	for _, p := range peers {
		if _, err := exec.LookPath(p.build[0]); err != nil {
			t.Logf("%s is not on PATH", p.name)
			continue
		}
		theirs := filepath.Join(dir, p.name)
		sitetest.Write(t, theirs, p.site(files))
		kinds := []string{"clean", "nothing", "body"}
		pairsOf := map[string][]pair{}
		for i := range pairs {
			wipe(t, ours, "public", ".recap")
			clean := measure(t, ours, build)
			wipe(t, theirs, "public")
			them := measure(t, theirs, p.build)
			time.Sleep(4 * time.Second) // so that no file is too young to be trusted
			measure(t, ours, build)     // which learns the files' times
			nothing := measure(t, ours, build)
			post := filepath.Join(ours, sitetest.PostPath(i))
			text, err := os.ReadFile(post)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(post, append(text, fmt.Sprintf("\nLine %d.\n", i)...), 0o644); err != nil {
				t.Fatal(err)
			}
			body := measure(t, ours, build)
			for k, us := range []usage{clean, nothing, body} {
				pairsOf[kinds[k]] = append(pairsOf[kinds[k]], pair{us, them})
			}
			t.Logf("%s, pair %d: clean %v, nothing %v, one body %v; %s %v", p.name, i+1, clean, nothing, body, p.name, them)
		}
		t.Logf("%d posts: %d files of ours, %d of %s", posts, count(filepath.Join(ours, "public")), count(filepath.Join(theirs, "public")), p.name)
		for _, k := range kinds {
			t.Logf("%-8s to a build by %s   %s", k, p.name, table(pairsOf[k]))
		}
	}
}

// usage is what a process took.
type usage struct {
	cpu, wall time.Duration
	peak      int64 // bytes
}

func (u usage) String() string {
	return fmt.Sprintf("%.2f s CPU %.2f s wall %d MB", u.cpu.Seconds(), u.wall.Seconds(), u.peak>>20)
}

type pair struct{ us, them usage }

// measure runs a command to its end in a folder.
func measure(t *testing.T, dir string, command []string) usage {
	t.Helper()
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir = dir
	var said strings.Builder
	cmd.Stderr = &said
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(command, " "), err, said.String())
	}
	peak := int64(0)
	if ru, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		peak = int64(ru.Maxrss)
		if runtime.GOOS != "darwin" { // which counts bytes, not kilobytes
			peak <<= 10
		}
	}
	return usage{cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), wall, peak}
}

// table is min, median and max of the ratios of pairs.
func table(pairs []pair) string {
	var b strings.Builder
	for _, c := range []struct {
		name string
		of   func(u usage) float64
	}{
		{"CPU", func(u usage) float64 { return u.cpu.Seconds() }},
		{"wall", func(u usage) float64 { return u.wall.Seconds() }},
		{"peak", func(u usage) float64 { return float64(u.peak) }},
	} {
		var r []float64
		for _, p := range pairs {
			r = append(r, c.of(p.us)/c.of(p.them))
		}
		slices.Sort(r)
		fmt.Fprintf(&b, "%s %.3f %.3f %.3f   ", c.name, r[0], r[len(r)/2], r[len(r)-1])
	}
	return b.String()
}

func wipe(t *testing.T, dir string, names ...string) {
	t.Helper()
	for _, n := range names {
		if err := os.RemoveAll(filepath.Join(dir, n)); err != nil {
			t.Fatal(err)
		}
	}
}

func count(dir string) int {
	n := 0
	_ = filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			n++
		}
		return nil
	})
	return n
}

// layouts reads the templates of a peer's site from testdata.
func layouts(name string) map[string]string {
	root := os.DirFS(filepath.Join("testdata", "peers", name))
	out := map[string]string{}
	_ = fs.WalkDir(root, ".", func(p string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			data, err := fs.ReadFile(root, p)
			if err != nil {
				return err
			}
			out[p] = string(data)
		}
		return err
	})
	return out
}

// converted are the posts and events of a corpus with front matter as other
// generators know it: the event and the year are taxonomies, as tags are.
func converted(files map[string]string, post func(name, front, text string), event func(id, yaml string)) {
	for _, path := range slices.Sorted(maps.Keys(files)) {
		base := strings.TrimSuffix(strings.TrimSuffix(filepath.Base(path), ".md"), ".yaml")
		switch {
		case strings.HasPrefix(path, "content/posts/"):
			front, text, _ := strings.Cut(strings.TrimPrefix(files[path], "---\n"), "---\n")
			var lines []string
			for line := range strings.Lines(front) {
				if id, ok := strings.CutPrefix(line, "event: "); ok {
					line = "events: [" + strings.TrimSpace(id) + "]\n"
				}
				if day, ok := strings.CutPrefix(line, "date: "); ok {
					line += "years: [\"" + day[:4] + "\"]\n"
				}
				lines = append(lines, line)
			}
			post(base, strings.Join(lines, ""), text)
		case strings.HasPrefix(path, "content/events/"):
			event(base, files[path])
		}
	}
}

// hugoSite is the corpus for Hugo: events are a taxonomy with data files, what
// stands below a talk's heading is a render hook.
func hugoSite(files map[string]string) map[string]string {
	out := layouts("hugo")
	converted(files, func(name, front, text string) {
		out["content/posts/"+name+".md"] = "---\n" + front + "---\n" + text
	}, func(id, yaml string) {
		out["data/events/"+id+".yaml"] = yaml
		name, _, _ := strings.Cut(strings.TrimPrefix(yaml, "name: "), "\n")
		out["content/events/"+id+"/_index.md"] = "---\ntitle: " + name + "\n---\n"
	})
	return out
}
