package generator_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"recap/generator/sitetest"
)

// build --verify names the page whose template calls a function that reads what no
// key holds, in a program built with such a function, and no other page. It passes
// while nothing hidden has changed, and on the demo.
func TestVerifyFindsAHiddenInput(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	exe := filepath.Join(t.TempDir(), "recap")
	if out, err := exec.Command("go", "build", "-tags", "planted", "-o", exe, "recap/cmd/recap").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	run := func(dir, planted string, args ...string) (string, bool) {
		t.Helper()
		cmd := exec.Command(exe, append([]string{"-C", dir, "build", "--now", "2026-11-20"}, args...)...)
		cmd.Env = append(os.Environ(), "RECAP_PLANTED="+planted, "NO_COLOR=1")
		out, err := cmd.CombinedOutput()
		return string(out), err == nil
	}
	site, demo := t.TempDir(), t.TempDir()
	files := costSite()
	page, err := os.ReadFile("../themes/plain/pages/page.html")
	if err != nil {
		t.Fatal(err)
	}
	files["themes/plain/pages/page.html"] = string(page) + "{{planted}}"
	sitetest.Write(t, site, files)
	for _, d := range []string{"content", "themes"} {
		if err := os.CopyFS(filepath.Join(demo, d), os.DirFS("../"+d)); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		dir, planted string
		args         []string
		ok           bool
	}{
		{site, "one", nil, true}, {site, "one", []string{"--verify"}, true}, {site, "two", []string{"--verify"}, false},
		{demo, "one", nil, true}, {demo, "two", []string{"--verify"}, true},
	} {
		said, ok := run(c.dir, c.planted, c.args...)
		if ok != c.ok {
			t.Errorf("planted %s, %v: ok %v\n%s", c.planted, c.args, ok, said)
		}
		if !c.ok && (strings.Count(said, "[output-differs]") != 1 || !strings.Contains(said, "about/index.html")) {
			t.Errorf("the page is not named, or others are:\n%s", said)
		}
	}
}
