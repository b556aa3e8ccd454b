package desk_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"recap/generator/content"
	"recap/generator/desk"
	"recap/generator/diag"
	"recap/generator/site"
	"recap/generator/slug"
	"recap/generator/source"
)

// now is the moment of these tests.
var now = time.Date(2026, 6, 15, 12, 0, 0, 0, time.UTC)

// deskOf is a site of files, spread out.
func deskOf(t testing.TB, files map[string]string) *desk.Desk {
	t.Helper()
	var all []*source.File
	for path, text := range files {
		all = append(all, source.NewFile(path, []byte(text)))
	}
	tree := source.NewTree(all...)
	set, said := content.Load(tree, nil)
	link := func(drafts bool) (*site.Site, diag.List) {
		s, more := site.Link(set, site.Options{Now: now, Drafts: drafts, Future: drafts}, nil)
		return s, append(said, more...)
	}
	s, said := link(true)
	published, _ := link(false)
	return &desk.Desk{Site: s, Published: published, Tree: tree, Now: now, Diagnostics: said.Sorted()}
}

// shared is a file or folder of the real data beside this checkout; a test that
// needs it is skipped without.
func shared(t testing.TB, path ...string) string {
	t.Helper()
	full := filepath.Join(append([]string{"..", "..", "..", "shared"}, path...)...)
	if _, err := os.Stat(full); err != nil {
		t.Skipf("SKIPPED: the real data is not beside this checkout: %v", err)
	}
	return full
}

// pyvideo is an event of the archive of recordings as event.yaml and
// schedule.yaml; JSON is YAML.
func pyvideo(t testing.TB, id string, dates ...string) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(shared(t, "data", "events", "pyvideo", id, "videos"), "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no recordings of %s: %v", id, err)
	}
	var talks []map[string]any
	taken := map[string]int{}
	for _, f := range files {
		var v struct {
			Title, Description, Recorded string
			Speakers                     []string
			Videos                       []struct{ URL string }
		}
		b, err := os.ReadFile(f)
		if err == nil {
			err = json.Unmarshal(b, &v)
		}
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		id := slug.Make(v.Title)
		if taken[id]++; taken[id] > 1 {
			id = fmt.Sprintf("%s-%d", id, taken[id])
		}
		talk := map[string]any{"id": id, "title": v.Title, "speakers": v.Speakers, "abstract": v.Description}
		if len(v.Videos) > 0 {
			talk["video"] = v.Videos[0].URL
		}
		talks = append(talks, talk)
	}
	event := map[string]any{"name": id, "start_date": dates[0], "end_date": dates[1], "timezone": "UTC"}
	out := map[string]string{}
	for name, v := range map[string]any{"event": event, "schedule": map[string]any{"talks": talks}} {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		out["content/events/"+id+"/"+name+".yaml"] = string(b)
	}
	return out
}

// A finished report of PyCon US 2016, read from a page of the seeds, against the
// programme of that conference with 142 entries: eighteen headings that are
// talks, and the days between them that are none.
func TestSeedHeadings(t *testing.T) {
	f, err := os.Open(shared(t, "seeds", "003_12780141e2462b8e.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	links := regexp.MustCompile(`^\((abstract|video).*\)$`)
	days := regexp.MustCompile(`^(Monday|Tuesday|Wednesday)$`)
	var lines []string
	for in := bufio.NewScanner(f); in.Scan(); {
		if line := strings.TrimSpace(in.Text()); line != "" {
			lines = append(lines, line)
		}
	}
	text := "---\ntitle: Report\ndate: 2016-06-10\nevent: pycon-us-2016\n---\n\n"
	talks := 0
	for i, line := range lines {
		switch {
		case i+1 < len(lines) && links.MatchString(lines[i+1]):
			text += "### " + line + "\n\n"
			talks++
		case days.MatchString(line):
			text += "## " + line + "\n\n"
		default:
			text += line + "\n\n"
		}
	}
	files := pyvideo(t, "pycon-us-2016", "2016-05-28", "2016-06-05")
	files["content/posts/report.md"] = text
	want := map[string]string{
		"Machete-mode Debugging":                    "Machete-mode debugging: Hacking",
		"Refactoring Python":                        "Refactoring Python: Why",
		"Security with object-capabilities":         "Designing secure systems",
		"Awaken your home":                          "Awaken your home",
		"Finding closure with closures":             "Finding closure",
		"Life cycle of a Python class":              "The Life Cycle",
		"Deep learning":                             "A Beginner's Guide to Deep",
		"Building protocol libraries the right way": "Building Protocol Libraries",
		"Guido's Keynote":                           "Python Language",
		"Click":                                     "Click: A Pleasure",
		"HTTP/2 and asynchronous APIs":              "HTTP/2",
		"Remote calls != local calls":               "Remote Calls",
		"Diving into the wreck":                     "Diving into the Wreck",
		"Magic Wormhole":                            "Magic Wormhole",
		"Computational Physics":                     "Computational Physics",
		"Small batch artisinal bots":                "Small Batch Artisanal",
		"Gilectomy":                                 "Removing Python's GIL",
		"Lars' Keynote":                             "Keynote",
	}
	if talks != len(want) {
		t.Fatalf("the page has %d headings of talks, want %d", talks, len(want))
	}
	b, err := deskOf(t, files).Bind(desk.BindOptions{})
	if err != nil {
		t.Fatal(err)
	}
	right := 0
	for _, p := range b.Proposals {
		t.Logf("%.2f %s: %s → %s (next %.2f %s) %v", p.Score, p.Kind, p.Text, p.Title, p.Behind, p.Next, p.Why)
		if p.Kind != "heading" {
			continue
		}
		if w, ok := want[p.Text]; !ok || !strings.HasPrefix(p.Title, w) {
			t.Errorf("the heading %q is proposed for %q", p.Text, p.Title)
			continue
		}
		right++
	}
	for _, p := range b.Near {
		t.Logf("not sure: %.2f %s → %s (next %.2f %s) %v", p.Score, p.Text, p.Title, p.Behind, p.Next, p.Why)
	}
	if right < 17 {
		t.Errorf("%d of %d headings found their talk", right, len(want))
	}
	t.Logf("%d of %d headings", right, talks)
}
