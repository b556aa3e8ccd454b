package schedule_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"recap/generator/schedule"
	"recap/generator/sitetest"
)

// changesOf is what a plan says has changed, one line each.
func changesOf(p *schedule.Plan) string {
	var b strings.Builder
	for _, c := range p.Changes {
		fmt.Fprintf(&b, "%s %s", c.What, c.ID)
		for _, f := range c.Fields {
			fmt.Fprintf(&b, " %s: %s → %s;", f.Field, f.Was, f.Is)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// A real programme with four changes shows these four and no others; ids stay.
func TestChanges(t *testing.T) {
	raw, err := os.ReadFile(data(t, "schedules", "schedule-json", "frab-camp2019.json"))
	if err != nil {
		t.Fatal(err)
	}
	site := t.TempDir()
	o := schedule.Options{Event: "camp-2019"}
	if p := importInto(t, site, lay(t, map[string]string{"s.json": string(raw)}), o); p.Diagnostics.HasErrors() {
		t.Fatal(told(p))
	}
	// What the writer adds is not touched.
	sitetest.Write(t, site, map[string]string{"content/posts/x.md": "---\ntitle: X\ndate: 2019-09-01\nevent: camp-2019\n---\n\n## K {talk=knoten-101}\n"})
	event := filepath.Join(site, "content", "events", "camp-2019", "event.yaml")
	own, _ := os.ReadFile(event)
	own = append(own, "talks:\n  card10-badge: {seen: room}\n"...)
	if err := os.WriteFile(event, own, 0o666); err != nil {
		t.Fatal(err)
	}
	s := string(raw)
	for _, c := range [][2]string{
		{`"title": "Opening Ceremony"`, `"title": "Beginning"`},
		{`"title": "card10 Badge"`, `"title": "card11 Badge"`},
		{`"guid": "c9edea6f-1da1-4772-a0a9-6dd4e33f11bb"`, `"guid": "00000000-0000-4000-8000-000000000001"`}, // another talk: the old one left
		{`"guid": "977957d7-ef42-4ea0-8380-b9a48bd583f0"`, `"guid": "00000000-0000-4000-8000-000000000002"`},
		{`"title": "Knoten 101"`, `"title": "Ropes"`},
		{`"public_name": "schneider"`, `"public_name": "tailor"`},
		{`"slug": "Camp2019-10365-card10_badge"`, `"slug": "Camp2019-10365-card11_badge"`},
	} {
		if strings.Count(s, c[0]) < 1 {
			t.Fatalf("%s is not in the data", c[0])
		}
		s = strings.Replace(s, c[0], c[1], 1)
	}
	o.Names = func(gone []schedule.Gone) ([]bool, error) { // card10-badge is named, knoten-101 is not
		out := make([]bool, len(gone))
		for i, g := range gone {
			out[i] = g.ID == "card10-badge"
		}
		return out, nil
	}
	p := importInto(t, site, lay(t, map[string]string{"s.json": s}), o)
	if p.Diagnostics.HasErrors() {
		t.Fatal(told(p))
	}
	want := "changed opening-ceremony title: Opening Ceremony → Beginning;\nadded card11-badge\nadded knoten-101-2\nwithdrawn card10-badge\nremoved knoten-101\n"
	if got := changesOf(p); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if now, _ := os.ReadFile(event); string(now) != string(own) {
		t.Error("the writer's file was touched")
	}
	if p := importInto(t, site, lay(t, map[string]string{"s.json": s}), o); len(p.Files) > 0 || len(p.Changes) > 0 {
		t.Errorf("the same again: %d files, %s", len(p.Files), changesOf(p))
	}
	// It comes back into the programme, under its old id.
	p = importInto(t, site, lay(t, map[string]string{"s.json": string(raw)}), o)
	if got := changesOf(p); !strings.Contains(got, "changed card10-badge withdrawn: true → ;") || !strings.Contains(got, "added knoten-101\n") {
		t.Errorf("coming back: %s", got)
	}
}

// A talk keeps its id in every form when it gets another title, with the form's
// key or, where it has none, by its people, time and room.
func TestRenamed(t *testing.T) {
	for form, files := range small {
		t.Run(form, func(t *testing.T) {
			site := t.TempDir()
			o := schedule.Options{Event: "conf-2026", Zone: "Europe/Berlin"}
			if p := importInto(t, site, lay(t, files), o); p.Diagnostics.HasErrors() {
				t.Fatal(told(p))
			}
			renamed := map[string]string{}
			for name, text := range files {
				renamed[name] = strings.Replace(text, "Caches", "Memories", 1)
			}
			p := importInto(t, site, lay(t, renamed), o)
			if got, want := changesOf(p), "changed caches title: Caches → Memories;\n"; got != want {
				t.Errorf("got %swant %s%s", got, want, told(p))
			}
		})
	}
}

// The same conference from another system: keys differ, titles tell.
func TestAnotherForm(t *testing.T) {
	site := t.TempDir()
	for _, form := range []string{"pretalx", "frab-json", "csv", "ics", "frab-xml"} {
		p := importInto(t, site, lay(t, small[form]), schedule.Options{Event: "conf-2026", Zone: "Europe/Berlin"})
		if p.Diagnostics.HasErrors() {
			t.Fatal(told(p))
		}
		for _, id := range []string{"- id: caches\n", "- id: clocks\n"} {
			if !strings.Contains(talksOf(t, site, "conf-2026"), id) {
				t.Errorf("%s: no %s in %s", form, id, talksOf(t, site, "conf-2026"))
			}
		}
	}
}
