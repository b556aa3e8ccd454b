package main

import (
	"bytes"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What the manual shows of the desk is what the commands say on this very site,
// one after the other. A line of three dots stands for lines left out.
func TestManualDesk(t *testing.T) {
	dir := t.TempDir()
	copyTree(t, filepath.Join("..", "..", "content"), filepath.Join(dir, "content"))
	page := readFile(t, filepath.Join(dir, "content", "pages", "manual", "desk.md"))
	blocks := regexp.MustCompile("(?s)```console\n(.*?)```").FindAllStringSubmatch(page, -1)
	if len(blocks) < 6 {
		t.Fatalf("the page has %d examples", len(blocks))
	}
	for _, b := range blocks {
		command, want, _ := strings.Cut(b[1], "\n")
		args, ok := strings.CutPrefix(command, "$ recap ")
		if !ok {
			t.Errorf("%q is no command of recap", command)
			continue
		}
		var out, errs bytes.Buffer
		env := []string{"RECAP_NOW=2026-06-15T12:00:00Z"}
		if code := runIn(t.Context(), dir, strings.Fields(args), env, nil, &out, &errs); code != 0 {
			t.Errorf("%s ended with %d: %s", command, code, &errs)
		}
		got := out.String()
		if want, cut := strings.CutSuffix(want, "...\n"); cut && strings.HasPrefix(got, want) {
			continue
		}
		if got != want {
			t.Errorf("%s says\n%s\nthe manual has\n%s", command, got, want)
		}
	}
}
