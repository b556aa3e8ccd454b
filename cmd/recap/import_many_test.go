//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"syscall"
	"testing"
)

// What many programmes cost: the real ones again and again under new ids, in
// steps that double, so that what grows faster than they do is seen. Run it with
// RECAP_MANY=300 (events); it is no part of the usual run.
func TestManyProgrammes(t *testing.T) {
	most, _ := strconv.Atoi(os.Getenv("RECAP_MANY"))
	if most == 0 {
		t.Skip("RECAP_MANY=300 measures 300 events")
	}
	data, err := filepath.Abs(filepath.Join("..", "..", "..", "shared", "data"))
	if err != nil {
		t.Fatal(err)
	}
	var sources []string
	for _, pattern := range []string{"events/pyvideo/*-*", "events/rubyevents/*/*-2*", "schedules/schedule-json/*.json", "schedules/ics/sched/*.ics"} {
		found, err := filepath.Glob(filepath.Join(data, pattern))
		if err != nil || len(found) == 0 {
			t.Skipf("SKIPPED: the real programmes are not beside this checkout: %v", err)
		}
		sources = append(sources, found...)
	}
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "content", "events"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "content", "site.yaml"), []byte("title: Many\nurl: https://many.example/\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) string {
		var out, errs bytes.Buffer
		if code := runIn(t.Context(), dir, args, []string{"RECAP_NOW=2026-06-15T12:00:00Z"}, nil, &out, &errs); code != 0 {
			t.Fatalf("recap %v ends with %d: %.2000s", args, code, errs.String())
		}
		return out.String()
	}
	made, talks := 0, 0
	for step := most / 4; step <= most; step *= 2 {
		from, cpu := made, spent()
		for ; made < step; made++ {
			src := sources[made%len(sources)]
			id := fmt.Sprintf("event-%d", made)
			run("import", "schedule", src, "--event", id, "--timezone", "America/New_York", "--quiet")
		}
		importing := spent() - cpu
		talks = 0
		for i := range made {
			b, err := os.ReadFile(filepath.Join(dir, "content", "events", fmt.Sprintf("event-%d", i), "schedule.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			talks += bytes.Count(b, []byte("\n  - id: "))
		}
		line := fmt.Sprintf("%d events, %d talks: import %.2f s for %d", made, talks, importing, made-from)
		for _, c := range [][]string{{"build", "--clean", "--quiet"}, {"build", "--quiet"}, {"status", "--quiet"}} {
			if !slices.ContainsFunc(commandNames(), func(n string) bool { return n == c[0] }) {
				continue
			}
			cpu := spent()
			run(c...)
			line += fmt.Sprintf(", %v %.2f s", c[:len(c)-1], spent()-cpu)
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		t.Logf("%s; %d MB from the system", line, m.Sys>>20)
	}
}

// spent is the CPU time of this process so far, in seconds.
func spent() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

func commandNames() (names []string) {
	a := &app{}
	for _, c := range commands {
		names = append(names, c(a).Name())
	}
	return names
}
