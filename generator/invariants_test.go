package generator_test

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"recap/generator"
	"recap/generator/diag"
	"recap/generator/sitetest"
	"recap/themes"
)

// times is the modification time of every file below a folder, recap's own included.
func times(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		st, err := e.Info()
		if err == nil {
			out[p] = st.ModTime().String()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// An error means that not a byte is written, and no file is touched.
func TestFailedBuildWritesNothing(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(l *lab)
		code  string
	}{
		{"front matter", func(l *lab) { l.edit(costPost(3), "title: Post 3", "title: [Post 3") }, "yaml-bracket"},
		{"an unknown event", func(l *lab) { l.edit(costPost(3), "event: conf-0", "event: conf-9") }, "event-unknown"},
		{"an event file", func(l *lab) { l.edit("content/events/conf-1.yaml", "name: Conf 1", "name: {") }, ""},
		{"settings", func(l *lab) { l.edit("content/site.yaml", "title: Costs", "titel: Costs") }, "settings-key-unknown"},
		{"two posts at one address", func(l *lab) {
			l.write("content/posts/twin.md", strings.Replace(l.read(costPost(3)), "title:", "slug: post-3\ntitle:", 1))
		}, "address-taken"},
		{"a template's syntax", func(l *lab) { l.write("themes/plain/pages/tag.html", "{{.Name") }, "theme-syntax"},
		{"a template's field", func(l *lab) { l.write("themes/plain/pages/tag.html", "{{if false}}{{.Nmae}}{{end}}") }, "theme-field-unknown"},
		{"a template while it runs", func(l *lab) { l.write("themes/plain/pages/tag.html", `{{index .Posts 99}}`) }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t, costSite())
			l.must()
			public := sitetest.Read(t, l.path("public"))
			stamps := times(t, l.path("public"))
			c.spoil(l)
			l.edit(costPost(0), "The text", "Other words") // would be written, were it not for the error
			for range 2 {                                  // complaints repeat
				r := l.build()
				if !r.Stopped || len(r.Written) > 0 {
					t.Fatalf("stopped: %v, wrote %q", r.Stopped, r.Written)
				}
				if c.code != "" && !slices.ContainsFunc(r.Diagnostics, func(d diag.Diagnostic) bool { return d.Code == c.code }) {
					t.Errorf("no %s in\n%s", c.code, told(r.Diagnostics, r.Text))
				}
				for _, d := range r.Diagnostics {
					if d.Severity == diag.Error && d.Pos.File == "" {
						t.Errorf("an error without a file: %+v", d)
					}
				}
			}
			if d := sitetest.Differ(sitetest.Read(t, l.path("public")), public); d != "" {
				t.Errorf("the output changed:\n%s", d)
			}
			for p, was := range times(t, l.path("public")) {
				if stamps[p] != was {
					t.Errorf("%s was touched", p)
				}
			}
		})
	}
}

// With --keep-going the rest of the site is written, and a post whose draft key
// cannot be read is not published by mistake.
func TestKeepGoing(t *testing.T) {
	files := costSite()
	files[costPost(1)] = strings.Replace(files[costPost(1)], "title: Post 1", "title: [Post 1", 1)
	files[costPost(2)] = strings.Replace(files[costPost(2)], "title: Post 2", "title: Post 2\ndraft: yes", 1)
	files[costPost(3)] = strings.Replace(files[costPost(3)], "event: conf-0", "event: conf-9", 1)
	l := newLab(t, files)
	o := l.options()
	o.KeepGoing = true
	g, err := generator.New(o)
	if err != nil {
		t.Fatal(err)
	}
	r, err := g.Build(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if r.Stopped || r.Diagnostics.Count(diag.Error) != 3 {
		t.Errorf("stopped: %v\n%s", r.Stopped, told(r.Diagnostics, r.Text))
	}
	for i, want := range []bool{true, false, false, true, true} {
		if slices.Contains(r.Written, out(i)) != want {
			t.Errorf("post %d: written %v, want %v", i, !want, want)
		}
	}
}

// Building twice complains twice, in one process and over several.
func TestDiagnosticsRepeat(t *testing.T) {
	files := costSite()
	files["content/posts/odd.md"] = "---\ntitle: Odd\nflavour: sweet\n---\n\n[Nowhere](nowhere.md) <blink>x</blink> ![](gone.jpg)\n"
	l := newLab(t, files)
	first := told(l.must().Diagnostics, nil)
	for _, code := range []string{"front-key-unknown", "post-undated", "link-dead", "text-html-dropped", "image-missing"} {
		if !strings.Contains(first, code) {
			t.Errorf("no %s in\n%s", code, first)
		}
	}
	for _, who := range []string{"the same process", "a new process", "after another file's edit"} {
		switch who {
		case "a new process":
			l.restart()
		case "after another file's edit":
			l.edit(costPost(1), "The text", "Words")
		}
		if again := told(l.must().Diagnostics, nil); again != first {
			t.Errorf("%s says\n%s\nthe first build said\n%s", who, again, first)
		}
	}
}

// Only what recap wrote is removed.
func TestStrangersSurvive(t *testing.T) {
	l := newLab(t, costSite())
	l.must()
	l.write("public/CNAME", "costs.example\n")
	l.write("public/2020/03/post-0/hand-made.txt", "mine\n")
	if err := os.Remove(l.path(costPost(0))); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		l.must()
		if l.read("public/CNAME") != "costs.example\n" || l.read("public/2020/03/post-0/hand-made.txt") != "mine\n" {
			t.Error("a stranger's file changed")
		}
	}
	if _, err := os.Stat(l.path("public/" + out(0))); !os.IsNotExist(err) {
		t.Error("the deleted post's page is still there")
	}
}

// The preview writes nothing but its memory: no output, nothing of the author's.
func TestPreviewWritesNothing(t *testing.T) {
	l := newLab(t, costSite())
	p, err := l.gen.Preview(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range p.Paths() {
		if _, render, _ := p.Page(path); render == nil {
			t.Errorf("%s cannot be shown", path)
		} else if _, err := render(); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	entries, err := os.ReadDir(l.dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != "content" && e.Name() != ".recap" {
			t.Errorf("the preview left %s", e.Name())
		}
	}
}

// A verifying build passes on an honest site, and names a page whose kept bytes
// are not what its key says.
func TestVerify(t *testing.T) {
	l := newLab(t, costSite())
	l.must()
	verify := func() *generator.Result {
		o := l.options()
		o.Verify = true
		g, err := generator.New(o)
		if err != nil {
			t.Fatal(err)
		}
		r, err := g.Build(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if r := verify(); r.Stopped || len(r.Written) > 0 {
		t.Fatalf("an honest site: stopped %v, wrote %q\n%s", r.Stopped, r.Written, told(r.Diagnostics, nil))
	}
}

const killedEnv = "RECAP_TEST_BUILD"

// A build killed at any moment is completed by the next: the site is then what
// a clean build gives, and until then each file is the old one or the new one.
func TestKilled(t *testing.T) {
	if dir := os.Getenv(killedEnv); dir != "" {
		g, err := generator.New(generator.Options{Dir: dir, Themes: themes.FS, Now: testNow})
		if err == nil {
			_, err = g.Build(context.Background())
		}
		if err != nil {
			t.Fatal(err)
		}
		return
	}
	if testing.Short() {
		t.Skip("kills ten processes")
	}
	const rounds, posts = 10, 24
	l := newLab(t, sitetest.Corpus{Posts: posts, Seed: 5}.Files())
	l.must()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for i := range rounds {
		old := sitetest.Read(t, l.path("public"))
		for k := range posts {
			l.replaceLine(sitetest.PostPath(k), "title: ", fmt.Sprintf("title: Round %d, post %d", i, k))
		}
		want := l.clean()
		cmd := exec.Command(exe, "-test.run", "^TestKilled$")
		cmd.Env = append(os.Environ(), killedEnv+"="+l.dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(i*i) * 4 * time.Millisecond) // from before its first line to after its last
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		for p, sum := range sitetest.Read(t, l.path("public")) {
			if sum != old[p] && sum != want[p] {
				t.Fatalf("round %d: %s is neither the old file nor the new one", i, p)
			}
		}
		l.restart()
		l.must()
		if d := sitetest.Differ(sitetest.Read(t, l.path("public")), want); d != "" {
			t.Fatalf("round %d:\n%s", i, d)
		}
	}
}

// A file that was emptied a moment ago is being saved: the build waits for it.
func TestHalfSaved(t *testing.T) {
	l := newLab(t, costSite())
	l.must()
	text := l.read(costPost(3))
	l.write(costPost(3), "")
	done := make(chan struct{})
	go func() {
		defer close(done)
		time.Sleep(20 * time.Millisecond)
		_ = os.WriteFile(l.path(costPost(3)), []byte(text), 0o644)
	}()
	r := l.must()
	<-done
	if len(r.Written)+len(r.Removed) > 0 || len(r.Diagnostics) > 0 {
		t.Errorf("wrote %q, removed %q, said %s", r.Written, r.Removed, told(r.Diagnostics, r.Text))
	}
}
