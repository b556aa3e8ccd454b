//go:build unix

package publish

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"recap/generator/content"
)

// job is a publication for another process, which can be killed.
type job struct {
	Settings content.Target
	Around   Around
	Public   string
}

func TestMain(m *testing.M) {
	if text := os.Getenv("RECAP_TEST_PUBLISH"); text != "" {
		var j job
		err := json.Unmarshal([]byte(text), &j)
		var s *Site
		if err == nil {
			s, err = Built(j.Public)
		}
		if err == nil {
			j.Around.Env = os.Environ()
			_, err = send(context.Background(), j.Settings, j.Around, s)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// Killed at a random moment, with every program it started, a publication leaves
// the old site or the new one where a target changes over in one step, and a
// mixture in which no page lacks what it needs elsewhere; strangers' files stay;
// and the next run completes it. RECAP_KILLS says how many times for each target.
func TestKilledPublication(t *testing.T) {
	if testing.Short() {
		t.Skip("many processes, none of them about races")
	}
	t.Parallel()
	kills := 1
	if n, err := strconv.Atoi(os.Getenv("RECAP_KILLS")); err == nil {
		kills = n
	}
	for _, tt := range targets(t) {
		t.Run(tt.name, func(t *testing.T) {
			switch {
			case tt.name == "command":
				t.Skip("what a program leaves is its own")
			case tt.name == "rsync" && os.Getenv("RECAP_KILLS") == "":
				t.Skip("RECAP_KILLS=10 kills publications over ssh too")
			}
			work := t.TempDir()
			r := rand.New(rand.NewPCG(7, uint64(len(tt.name))))
			sites := make([]map[string]string, 2)
			public := make([]string, 2)
			for v := range sites {
				sites[v] = version(v, 12)
				public[v] = filepath.Join(work, fmt.Sprint("public", v))
				built(t, public[v], sites[v])
			}
			start := func(v int) *exec.Cmd {
				text, err := json.Marshal(job{tt.settings, Around{Dir: work, Message: "publish", Alone: true}, public[v]})
				if err != nil {
					t.Fatal(err)
				}
				cmd := exec.Command(os.Args[0])
				cmd.Env = append(os.Environ(), "RECAP_TEST_PUBLISH="+string(text))
				cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
				cmd.Stderr = &bytes.Buffer{}
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				return cmd
			}
			finish := func(v int) time.Duration {
				began := time.Now()
				cmd := start(v)
				if err := cmd.Wait(); err != nil {
					t.Fatalf("version %d: %v: %s", v, err, cmd.Stderr)
				}
				took := time.Since(began)
				want := maps.Clone(sites[v])
				maps.Copy(want, strangers)
				got := tt.holds()
				for p := range strangers {
					if _, is := got[p]; !is && v == 0 && len(got) == len(sites[v]) {
						tt.put(strangers) // the first time
						got = tt.holds()
						break
					}
				}
				equal(t, got, want)
				return took
			}
			took := finish(0)
			killed := 0
			for i := 0; i < kills; i++ {
				v := 1 - i%2
				cmd := start(v)
				time.Sleep(time.Duration(r.Int64N(int64(took))))
				if syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) == nil && cmd.Wait() != nil {
					killed++
				}
				got := tt.holds()
				for p, text := range strangers {
					if got[p] != text {
						t.Fatalf("kill %d: the stranger's %s is %q", i, p, got[p])
					}
					delete(got, p)
				}
				if tt.whole {
					if !maps.Equal(got, sites[0]) && !maps.Equal(got, sites[1]) {
						t.Errorf("kill %d: neither site is whole:", i)
						equal(t, got, sites[v])
					}
				}
				for p, text := range got {
					if text != sites[0][p] && text != sites[1][p] && !temporary(p) {
						t.Errorf("kill %d: %s is neither: %.60q", i, p, text)
					}
					for _, need := range []string{"style.v0.css", "style.v1.css"} {
						if strings.Contains(text, need) {
							if _, is := got["assets/"+need]; !is {
								t.Errorf("kill %d: %s lacks %s", i, p, need)
							}
						}
					}
				}
				finish(v)
			}
			if kills >= 10 && killed < kills/2 {
				t.Errorf("only %d of %d runs were killed before their end", killed, kills)
			}
			t.Logf("killed %d of %d runs before their end; a run takes %v", killed, kills, took)
		})
	}
}

// temporary reports whether a file is what a killed rsync was writing: it takes
// such files away itself when its connection ends.
func temporary(path string) bool {
	name := filepath.Base(path)
	return strings.HasPrefix(name, ".") && strings.Count(name, ".") >= 3
}
