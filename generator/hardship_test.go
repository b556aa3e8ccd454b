package generator_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"recap/generator/sitetest"
)

// Whatever happens to the machine between edits, the site is in the end what a
// clean build gives, byte for byte: processes come and go, some are killed in the
// middle of a build, the memory on disk is damaged, clocks step, files are
// touched. Compared every so many edits and after each kill; every kill also
// finds each file of the output whole, the old one or the new one.
//
// The suite runs a few seeds; the whole run is
//
//	RECAP_EDITS="200 100 10" go test ./generator -run TestHardships -timeout 4h
func TestHardships(t *testing.T) {
	seeds, edits, every := 2, 15, 5
	if s := os.Getenv("RECAP_EDITS"); s != "" {
		if _, err := fmt.Sscan(s, &seeds, &edits, &every); err != nil {
			t.Fatalf("RECAP_EDITS=%q: want three numbers", s)
		}
	} else if testing.Short() {
		t.Skip("kills processes")
	}
	for seed := range seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(uint64(seed), 2))
			files := smallSite()
			for i := 7; i < 14; i++ { // half of its posts will do
				delete(files, sitetest.PostPath(i))
			}
			l := newLab(t, files)
			l.must()
			var done []string
			defer func() {
				if t.Failed() {
					t.Logf("what was done: %s", strings.Join(done, ", "))
				}
			}()
			for i := range edits {
				done = append(done, l.randomEdit(r, i))
				if r.IntN(3) == 0 {
					h := hardships[r.IntN(len(hardships))]
					done = append(done, h.name)
					h.befall(l, r)
				}
				l.must()
				if i%every == every-1 {
					l.equalsClean(fmt.Sprintf("edit %d", i))
				}
			}
		})
	}
}

// hardships are what befalls a site between one build and the next.
var hardships = []struct {
	name   string
	befall func(l *lab, r *rand.Rand)
}{
	{"a new process", func(l *lab, r *rand.Rand) { l.restart() }},
	{"a killed build", (*lab).killedBuild},
	{"a memory cut short", func(l *lab, r *rand.Rand) {
		l.damage(r, func(data []byte) []byte { return data[:r.IntN(len(data))] })
	}},
	{"a memory with flipped bits", func(l *lab, r *rand.Rand) {
		l.damage(r, func(data []byte) []byte {
			for range 1 + r.IntN(8) {
				data[r.IntN(len(data))] ^= 1 << r.IntN(8)
			}
			return data
		})
	}},
	{"a memory file gone", func(l *lab, r *rand.Rand) {
		if m := l.memories(); len(m) > 0 {
			_ = os.Remove(m[r.IntN(len(m))]) // Windows keeps a file that is open
		}
		l.restart()
	}},
	{"an edit of the same length, with the clock set back to the old one's time", func(l *lab, r *rand.Rand) {
		p := l.somePost(r)
		st, err := os.Stat(l.path(p))
		if err != nil {
			l.t.Fatal(err)
		}
		l.sameLength(p, r)
		l.times(l.path(p), st.ModTime())
	}},
	{"an edit by a clock that is hours off", func(l *lab, r *rand.Rand) {
		p := l.somePost(r)
		l.sameLength(p, r)
		l.times(l.path(p), time.Now().Add(time.Duration(r.IntN(12)-6)*time.Hour))
	}},
	{"touched files", func(l *lab, r *rand.Rand) {
		for _, dir := range []string{"content", "public"} {
			_ = filepath.WalkDir(l.path(dir), func(p string, e fs.DirEntry, err error) error {
				if err == nil && !e.IsDir() && !strings.Contains(p, ".recap") && r.IntN(10) == 0 {
					l.times(p, time.Now().Add(-time.Duration(r.IntN(100))*time.Hour))
				}
				return nil
			})
		}
	}},
}

func (l *lab) times(name string, at time.Time) {
	l.t.Helper()
	if err := os.Chtimes(name, at, at); err != nil {
		l.t.Fatal(err)
	}
}

// sameLength changes one letter of a text, the last small one.
func (l *lab) sameLength(p string, r *rand.Rand) {
	b := []byte(l.read(p))
	for i := len(b) - 1; i >= 0; i-- {
		if 'a' <= b[i] && b[i] <= 'z' {
			b[i] = 'a' + (b[i]-'a'+byte(1+r.IntN(25)))%26
			break
		}
	}
	l.write(p, string(b))
}

// memories are the files of the memory, sorted; its lock is none.
func (l *lab) memories() []string {
	var out []string
	_ = filepath.WalkDir(l.path(".recap"), func(p string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && e.Name() != "lock" {
			out = append(out, p)
		}
		return nil
	})
	slices.Sort(out)
	return out
}

// damage spoils one file of the memory, under a process that has it open or
// before a new one.
func (l *lab) damage(r *rand.Rand, spoil func([]byte) []byte) {
	l.t.Helper()
	m := l.memories()
	if len(m) == 0 {
		return
	}
	name := m[r.IntN(len(m))]
	data, err := os.ReadFile(name)
	if err != nil {
		l.t.Fatal(err)
	}
	if len(data) > 0 {
		if err := os.WriteFile(name, spoil(data), 0o644); err != nil {
			l.t.Fatal(err)
		}
	}
	if r.IntN(2) == 0 {
		l.restart()
	}
}

// killedBuild lets another process build the site and kills it at some moment
// between its first line and its last.
func (l *lab) killedBuild(r *rand.Rand) {
	l.t.Helper()
	exe, err := os.Executable()
	if err != nil {
		l.t.Fatal(err)
	}
	old, want := sitetest.Read(l.t, l.path("public")), l.clean()
	cmd := exec.Command(exe, "-test.run", "^TestKilled$")
	cmd.Env = append(os.Environ(), killedEnv+"="+l.dir)
	if err := cmd.Start(); err != nil {
		l.t.Fatal(err)
	}
	time.Sleep(time.Duration(r.Int64N(int64(400 * time.Millisecond))))
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	for p, sum := range sitetest.Read(l.t, l.path("public")) {
		if sum != old[p] && sum != want[p] {
			l.t.Fatalf("after a kill %s is neither the old file nor the new one", p)
		}
	}
	l.restart()
	l.must()
	l.equalsClean("a killed build")
}
