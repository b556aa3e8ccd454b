package publish

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recap/generator/content"
	"recap/generator/digest"
	"recap/generator/output"
)

// built makes an output folder with these files, as a build leaves it.
func built(t *testing.T, dir string, files map[string]string) *Site {
	t.Helper()
	st, err := output.Open(output.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	for p, text := range files {
		if err := st.Put(p, digest.Bytes([]byte(text)), []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := st.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	s, err := Built(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// version is a small site whose pages each need the style of their own version.
// Some pages are in one version only, one turns from a page into a folder.
func version(v, pages int) map[string]string {
	files := map[string]string{
		fmt.Sprintf("assets/style.v%d.css", v): strings.Repeat(fmt.Sprintf("body { color: v%d }\n", v), 500),
		"feed.atom":                            fmt.Sprintf("<feed>v%d</feed>", v),
		"u/secret/page/index.html":             fmt.Sprintf("<p>style.v%d.css</p>", v),
		"odd [name] * ?.txt":                   fmt.Sprintf("style.v%d.css", v),
	}
	for i := range pages {
		files[fmt.Sprintf("2026/p%d/index.html", i)] = fmt.Sprintf("<p>style.v%d.css</p>\n%s", v, strings.Repeat("text ", 200+10*i))
		files[fmt.Sprintf("only%d/p%d/index.html", v, i)] = fmt.Sprintf("<p>style.v%d.css</p>", v)
	}
	if v%2 == 0 {
		files["old/x.html"] = fmt.Sprintf("<p>style.v%d.css</p>", v)
	} else {
		files["old/x.html/index.html"] = fmt.Sprintf("<p>style.v%d.css</p>", v)
	}
	return files
}

// strangers are files of somebody else at the target.
var strangers = map[string]string{
	".well-known/acme/token": "a token",
	"only0/theirs.txt":       "theirs",
	"google123.html":         "google-site-verification",
	"2026/notes [1].txt":     "notes",
}

// targets are the kinds of targets with what a test needs to know of them.
func targets(t *testing.T) []testTarget {
	dir := t.TempDir()
	link := filepath.Join(dir, "linked")
	plain := filepath.Join(dir, "plain")
	list := []testTarget{
		{"dir", content.Target{Kind: word("dir"), Path: word(link), Switch: "link"}, func() map[string]string { return treeOf(t, link) }, func(files map[string]string) { write(t, link, files) }, true},
		{"plain", content.Target{Kind: word("dir"), Path: word(plain), Switch: "none"}, func() map[string]string { return treeOf(t, plain) }, func(files map[string]string) { write(t, plain, files) }, false},
		gitRepository(t, filepath.Join(dir, "pages.git")),
	}
	if ssh, ok := sshServer(t); ok {
		there := filepath.Join(dir, "over there")
		list = append(list, testTarget{"rsync", content.Target{Kind: word("rsync"), To: word(ssh.user + "@127.0.0.1:" + there), SSH: word(ssh.command)}, func() map[string]string { return treeOf(t, there) }, func(files map[string]string) { write(t, there, files) }, false})
	}
	cp := filepath.Join(dir, "copied")
	script := filepath.Join(dir, "upload.sh")
	write(t, dir, map[string]string{"upload.sh": `set -eu
while IFS= read -r f; do
	if [ "$RECAP_STAGE" = delete ]; then [ -d "$1/$f" ] || rm -f "$1/$f" || true; else
	if [ -d "$1/$f" ]; then rm -r "$1/$f"; fi; d=$(dirname "$1/$f"); if [ -f "$d" ]; then rm "$d"; fi; mkdir -p "$d"; cp "$RECAP_DIR/$f" "$1/$f"; fi
done < "$2"
`})
	list = append(list, testTarget{"command", content.Target{Kind: word("command"), Upload: []string{"sh", script, cp, "{files}"}, Delete: []string{"sh", script, cp, "{files}"}}, func() map[string]string { return treeOf(t, cp) }, func(files map[string]string) { write(t, cp, files) }, false})
	return list
}

type testTarget struct {
	name     string
	settings content.Target
	holds    func() map[string]string // files by path, our books aside
	put      func(map[string]string)  // by a stranger
	whole    bool                     // changes over in one step
}

func word(s string) content.Word { return content.Word{Text: s} }

func treeOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return out
	}
	err = filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		if e.IsDir() {
			if rel == output.Own {
				return filepath.SkipDir
			}
			return nil
		}
		data, err := os.ReadFile(name)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for p, text := range files {
		name := filepath.Join(dir, filepath.FromSlash(p))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// send publishes, and gives what was to change.
func send(ctx context.Context, settings content.Target, a Around, s *Site) (*Difference, error) {
	settings.Name = word("web")
	t, err := To(settings, a)
	if err != nil {
		return nil, err
	}
	has, err := t.Look(ctx, s)
	if err != nil {
		return nil, err
	}
	d, err := Compare(s, has, t.String())
	if err != nil || d.None() && !has.Pending {
		return d, err
	}
	return d, t.Send(ctx, s, has, d)
}

// Each target ends up holding the site and strangers' files, what was announced is
// what happens, and a second time there is nothing to do.
func TestTargets(t *testing.T) {
	t.Parallel()
	for _, tt := range targets(t) {
		t.Run(tt.name, func(t *testing.T) {
			work := t.TempDir()
			a := Around{Dir: work, Env: os.Environ(), Message: "publish"}
			var want map[string]string
			for v := range 3 {
				files := version(v, 4)
				s := built(t, filepath.Join(work, "public"), files)
				before := tt.holds()
				d, err := send(t.Context(), tt.settings, a, s)
				if err != nil {
					t.Fatalf("version %d: %v", v, err)
				}
				want = maps.Clone(files)
				if v > 0 {
					maps.Copy(want, strangers)
				}
				after := tt.holds()
				equal(t, after, want)
				changed(t, d, before, after)
				if v == 0 {
					tt.put(strangers)
				}
				if d, err := send(t.Context(), tt.settings, a, s); err != nil || !d.None() {
					t.Fatalf("the second time: %+v, %v", d, err)
				}
			}
			if tt.name == "command" { // it does not see the other side
				return
			}
			// What somebody did to our files: deleted ones come back, changed ones are
			// put right, and those that go are left when they were changed.
			files := version(3, 4)
			s := built(t, filepath.Join(work, "public"), files)
			tt.put(map[string]string{"2026/p0/index.html": "vandalised", "only2/p0/index.html": "improved by somebody"})
			d, err := send(t.Context(), tt.settings, a, s)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(d.Left, []string{"only2/p0/index.html"}) {
				t.Errorf("left are %q", d.Left)
			}
			want = maps.Clone(files)
			maps.Copy(want, strangers)
			want["only2/p0/index.html"] = "improved by somebody"
			equal(t, tt.holds(), want)
			// A stranger's file in the place of a new page.
			tt.put(map[string]string{"only4/p1/index.html": "theirs"})
			s = built(t, filepath.Join(work, "public"), version(4, 4))
			want = tt.holds()
			_, err = send(t.Context(), tt.settings, a, s)
			if o, ok := err.(*Occupied); !ok || !slices.Equal(o.Paths, []string{"only4/p1/index.html"}) {
				t.Errorf("the error is %v", err)
			}
			equal(t, tt.holds(), want)
			a.Overwrite = true
			if _, err := send(t.Context(), tt.settings, a, s); err != nil {
				t.Error(err)
			}
			if got := tt.holds()["only4/p1/index.html"]; !strings.Contains(got, "v4") {
				t.Errorf("the page is %q", got)
			}
		})
	}
}

// equal compares two trees.
func equal(t *testing.T, got, want map[string]string) {
	t.Helper()
	if maps.Equal(got, want) {
		return
	}
	for p := range want {
		if _, is := got[p]; !is {
			t.Errorf("%s is missing", p)
		} else if got[p] != want[p] {
			t.Errorf("%s is %.60q, want %.60q", p, got[p], want[p])
		}
	}
	for p := range got {
		if _, is := want[p]; !is {
			t.Errorf("%s is there", p)
		}
	}
	t.FailNow()
}

// changed compares what was announced with what happened.
func changed(t *testing.T, d *Difference, before, after map[string]string) {
	t.Helper()
	var added, altered, deleted []string
	for p := range after {
		if was, is := before[p]; !is {
			added = append(added, p)
		} else if was != after[p] {
			altered = append(altered, p)
		}
	}
	for p := range before {
		if _, is := after[p]; !is {
			deleted = append(deleted, p)
		}
	}
	for _, c := range []struct {
		what      string
		said, did []string
	}{{"added", d.Added, added}, {"changed", d.Changed, altered}, {"deleted", d.Deleted, deleted}} {
		slices.Sort(c.did)
		if !slices.Equal(c.said, c.did) {
			t.Errorf("%s: announced %q, happened %q", c.what, c.said, c.did)
		}
	}
}
