package generator_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"recap/generator/sitetest"
)

// What an edit costs on a site of many posts: exactly the files that said the old
// words, found by looking into every file of the output, and those of the kinds
// named, which say them in a form of their own (a picture, an index of terms).
// RECAP_BENCH=10000 looks at a site of that size.
func TestAnEditWritesWhatSaysIt(t *testing.T) {
	n := 60
	if s := os.Getenv("RECAP_BENCH"); s != "" {
		if _, err := fmt.Sscan(s, &n); err != nil {
			t.Fatalf("RECAP_BENCH=%q: want a number of posts", s)
		}
	}
	post, event, style := sitetest.PostPath(n/2), sitetest.EventPath(1), "themes/plain/assets/style.css"
	line := func(l *lab, file, begins string) string {
		for s := range strings.Lines(l.read(file)) {
			if rest, ok := strings.CutPrefix(s, begins); ok {
				return strings.Trim(strings.TrimSpace(rest), `"`)
			}
		}
		t.Fatalf("%s has no line %q", file, begins)
		return ""
	}
	edits := []struct {
		what string
		says func(l *lab) string // what the pages to be written say before; "" for path alone
		path string              // and how their paths begin and end
		edit func(l *lab, says string)
		also string // files that say it in a form of their own
	}{
		{"a sentence", func(l *lab) string {
			text := l.read(post)
			return strings.TrimSpace(text[strings.LastIndex(strings.TrimSuffix(text, ".\n"), ". ")+2:])
		}, `.*`, func(l *lab, says string) { l.edit(post, says, "Nobody expected this.") },
			`search/posts/\d+-\d+/w-\S*\.json`},
		{"a title", func(l *lab) string { return line(l, post, "title: ") }, `.*`,
			func(l *lab, says string) { l.edit(post, says, "Nobody expected this") },
			`cards/\d{4}/\d\d/post-\d+\.png|search/posts/\S+\.json`},
		{"the name of an event", func(l *lab) string { return line(l, event, "name: ") }, `.*`,
			func(l *lab, says string) { l.edit(event, says, "Unexpected") },
			`cards/\S+\.png|search/\S+\.json`},
		{"the site's description", func(l *lab) string { return line(l, "content/site.yaml", "description: ") }, `.*`,
			func(l *lab, says string) { l.edit("content/site.yaml", says, "Unexpected") }, ``},
		{"a template", func(l *lab) string { return "" }, `events/event-\d+/index\.html`,
			func(l *lab, _ string) { l.overlay("pages/event.html", 1) }, ``},
		{"the stylesheet", func(l *lab) string { return "assets/style." }, `\S+\.html`,
			func(l *lab, _ string) { l.write(style, l.themeFile("assets/style.css")+"\nbody{--edit:1}\n") },
			`assets/style\.\w+\.css`},
	}
	for _, parity := range []bool{true, false} {
		t.Run(map[bool]string{true: "parity", false: "full"}[parity], func(t *testing.T) {
			t.Parallel()
			l := newLab(t, sitetest.Corpus{Posts: n, Seed: 3, Parity: parity}.Files())
			l.must()
			for _, e := range edits {
				says, path, also := e.says(l), regexp.MustCompile("^(?:"+e.path+")$"), regexp.MustCompile("^(?:"+e.also+")$")
				want := map[string]bool{}
				for _, p := range filesSaying(t, l.path("public"), says) {
					if path.MatchString(p) {
						want[p] = true
					}
				}
				e.edit(l, says)
				r := l.must()
				own := 0
				for _, p := range r.Written {
					switch {
					case want[p]:
						delete(want, p)
					case also.MatchString(p):
						own++
					default:
						t.Errorf("%s: %s was written and did not say %q", e.what, p, says)
					}
				}
				if len(want) > 0 {
					t.Errorf("%s: not written, though they said %q: %q", e.what, says, slices.Sorted(maps.Keys(want)))
				}
				t.Logf("%s: %d files written, %d of them with words in a form of their own; %d texts made", e.what, len(r.Written), own, r.Bodies)
			}
		})
	}
}

// filesSaying are the files below dir that hold some words, sorted: not
// Conference 12 where Conference 1 is asked for.
func filesSaying(t *testing.T, dir, words string) (paths []string) {
	t.Helper()
	says := regexp.MustCompile(regexp.QuoteMeta(words) + `([^0-9]|$)`)
	if strings.HasSuffix(words, ".") || words == "" {
		says = regexp.MustCompile(regexp.QuoteMeta(words))
	}
	out := os.DirFS(dir)
	err := fs.WalkDir(out, ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(out, p)
		if err == nil && bytes.Contains(data, []byte(words)) && says.Match(data) {
			paths = append(paths, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}
