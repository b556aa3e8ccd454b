package schedule_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recap/generator/content"
	"recap/generator/schedule"
	"recap/generator/site"
	"recap/generator/sitetest"
	"recap/generator/source"
)

// linked is a site as it is published, and one of its events.
func linked(t *testing.T, dir, id string) (*site.Site, *site.Event) {
	t.Helper()
	tree, _, err := source.Snapshot(context.Background(), source.Options{Dir: dir}, nil)
	if err != nil {
		t.Fatal(err)
	}
	set, said := content.Load(tree, nil)
	s, more := site.Link(set, site.Options{Now: now}, nil)
	if said = append(said, more...); said.HasErrors() {
		t.Fatalf("the site cannot be built: %v", said)
	}
	for _, e := range s.Events {
		if e.ID.Text == id {
			return s, e
		}
	}
	t.Fatalf("there is no event %q", id)
	return nil, nil
}

// exported writes an event in a form to a folder and gives the path to import.
func exported(t *testing.T, dir, id, form string) string {
	t.Helper()
	s, e := linked(t, dir, id)
	files, err := schedule.Export(s, e, form)
	if err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	text := map[string]string{}
	for _, f := range files {
		text[f.Path] = string(f.Data)
	}
	sitetest.Write(t, out, text)
	if len(files) == 1 {
		return filepath.Join(out, files[0].Path)
	}
	return out
}

// talksOf is the part of a schedule.yaml below its head.
func talksOf(t *testing.T, dir, id string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, "content", "events", id, "schedule.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	_, talks, ok := strings.Cut(string(b), "\ntalks:\n")
	if !ok {
		t.Fatalf("no talks in %s", b)
	}
	return talks
}

func voc(t *testing.T) *sitetest.Schema {
	t.Helper()
	raw, err := os.ReadFile(data(t, "schedules", "schema", "json", "schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	s := &sitetest.Schema{}
	if err := json.Unmarshal(raw, &s.Root); err != nil {
		t.Fatal(err)
	}
	return s
}

// What goes out as schedule.json follows its schema, as published, and comes
// back as it was: the same talks, byte for byte.
func TestRoundTrip(t *testing.T) {
	for _, c := range real {
		if os.Getenv("RECAP_ALL") == "" && !slices.Contains([]string{"fosdem-2007", "democon", "droidcon-2021", "droidcon-speakers", "pycon-de-2017", "pyohio-2019", "rubykaigi-2023", "devopsdays-antwerp"}, c.event) {
			continue // others of the same forms; RECAP_ALL=1 sends every one on its way
		}
		t.Run(c.event, func(t *testing.T) {
			dir := t.TempDir()
			if strings.HasSuffix(c.event, "-speakers") {
				sitetest.Write(t, dir, map[string]string{"content/events/" + c.event + "/event.yaml": "name: Speakers\nstart_date: 2021-10-28\n"})
			}
			if p := importInto(t, dir, data(t, filepath.FromSlash(c.path)), schedule.Options{Event: c.event, Zone: c.zone}); p.Diagnostics.HasErrors() {
				t.Fatal(told(p))
			}
			file := exported(t, dir, c.event, "frab")
			var doc any
			readJSON(t, file, &doc)
			s := voc(t)
			if s.Check(c.event, doc, s.Root); len(s.Bad) > 0 {
				t.Errorf("%d faults: %s", len(s.Bad), strings.Join(s.Bad[:min(5, len(s.Bad))], "\n"))
			}
			zone := c.zone
			if p := importInto(t, dir, file, schedule.Options{Event: "again", Zone: zone}); p.Diagnostics.HasErrors() {
				t.Fatal(told(p))
			}
			if was, is := talksOf(t, dir, c.event), talksOf(t, dir, "again"); was != is {
				t.Errorf("what came back differs:\n%s", firstDifference(was, is))
			}
		})
	}
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return "- " + strings.Join(x[max(0, i-6):i+2], "\n  ") + "\n+ " + strings.Join(y[max(0, i-6):i+2], "\n  ")
		}
	}
	return "one is longer"
}

// given has a talk of all sorts, two posts about it, and one that is secret.
func given() map[string]string {
	return map[string]string{
		"content/site.yaml": "title: Site\nurl: https://site.example/\n",
		"content/events/conf-2026/event.yaml": `name: Conf 2026
start_date: 2026-03-28
end_date: 2026-03-29
timezone: Europe/Berlin
url: https://conf.example/
cfps: [{name: Talks, url: "https://conf.example/cfp", close_date: 2026-01-03}]
my: {picks: [caches], note: nobody sees this}
talks:
  caches: {highlight: true, seen: room, books: [Secret Taste], slides: "https://slides.example/caches.pdf"}
`,
		"content/events/conf-2026/schedule.yaml": `source: {format: own}
talks:
  - {id: caches, title: "Caches <that> forget", kind: keynote, speakers: [Ada Example, {name: Ben Example, affiliation: House}], start: 2026-03-28T09:30, duration: "00:45",
     room: Hall, track: Storage, language: en, abstract: "One.\n\n- two\n- three", video: "https://www.youtube.com/watch?v=abc", tags: [go], resources: [{kind: paper, title: P, url: "https://p.example/p.pdf"}]}
  - {id: night, title: Night Talk, start: 2026-03-29T00:30, end: 2026-03-29T03:15, day: "2026-03-28", room: Cellar, video: expected}
  - {id: whenever, title: Whenever, parent: caches, video: {start: "12:30", end: "15:00"}}
  - {id: gone, title: Gone, withdrawn: true}
`,
		"content/posts/one.md":    "---\ntitle: One\ndate: 2026-04-01\nevent: conf-2026\n---\n\n## On caches {talk=caches}\n\nText.\n",
		"content/posts/secret.md": "---\ntitle: Secret\ndate: 2026-04-01\nevent: conf-2026\nunlisted: true\ntoken: abcdefghijkl\n---\n\n## On caches {talk=caches}\n\nText.\n",
	}
}

// Every form carries the writer's links and the posts, none what is private.
func TestExports(t *testing.T) {
	for _, form := range schedule.Exports() {
		t.Run(form, func(t *testing.T) {
			dir := t.TempDir()
			sitetest.Write(t, dir, given())
			out := exported(t, dir, "conf-2026", form)
			all := ""
			_ = filepath.WalkDir(out, func(p string, e os.DirEntry, _ error) error {
				if !e.IsDir() {
					b, _ := os.ReadFile(p)
					all += string(b)
				}
				return nil
			})
			all = strings.ReplaceAll(all, "\r\n ", "")
			want := []string{"https://site.example/2026/04/one/#on-caches"}
			switch form {
			case "frab":
				want = append(want, `"type": "blog"`, `"Caches <that> forget"`, `"https://slides.example/caches.pdf"`, `"affiliation": "House"`, `"date": "2026-03-29T00:30:00+01:00"`, `"end": "2026-03-29T03:15:00+02:00"`)
			case "ics":
				want = append(want, "DTSTART:20260328T083000Z", "DTEND:20260329T011500Z", "Speakers: Ada Example\\, Ben Example (House)", "Write-up: ")
			case "rubyevents":
				want = append(want, "type: write-up", "video_provider: youtube", "video_id: abc", "slides_url: https://slides.example/caches.pdf", "start_cue: \"12:30\"", "video_provider: scheduled", "close_date: \"2026-01-03\"")
			case "pyvideo":
				want = append(want, `"Write-up: One"`, `"recorded": "2026-03-28T09:30:00+01:00"`, `"duration": 2700`, `"language": "eng"`)
			}
			for _, w := range want {
				if !strings.Contains(all, w) {
					t.Errorf("no %s in\n%s", w, all)
				}
			}
			for _, private := range []string{"abcdefghijkl", "Secret", "nobody sees", "highlight", "seen", "Gone", "picks"} {
				if strings.Contains(all, private) {
					t.Errorf("%q is in\n%s", private, all)
				}
			}
			if p := importInto(t, dir, out, schedule.Options{Event: "again"}); p.Diagnostics.HasErrors() {
				t.Error(told(p))
			}
		})
	}
}

// The schema is met by a programme with everything in it, too.
func TestExportSchema(t *testing.T) {
	s := voc(t)
	dir := t.TempDir()
	sitetest.Write(t, dir, given())
	var doc any
	readJSON(t, exported(t, dir, "conf-2026", "frab"), &doc)
	if s.Check("conf-2026", doc, s.Root); len(s.Bad) > 0 {
		t.Error(strings.Join(s.Bad, "\n"))
	}
}

// headOf is what stands above the talks of a schedule.yaml.
func headOf(t *testing.T, dir, id string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, "content", "events", id, "schedule.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(string(b), "talks:\n")
	return head
}
