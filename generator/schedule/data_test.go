package schedule_test

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/schedule"
	"recap/generator/sitetest"
	"recap/generator/source"
)

// data is where the real programmes lie, beside the checkout.
func data(t *testing.T, parts ...string) string {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "shared", "data")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("SKIPPED: the real programmes are not beside this checkout: %v", err)
	}
	return filepath.Join(append([]string{dir}, parts...)...)
}

var now = time.Date(2026, 6, 15, 12, 0, 0, 0, time.UTC)

// importInto imports a source into a site and applies the plan.
func importInto(t *testing.T, site, src string, o schedule.Options) *schedule.Plan {
	t.Helper()
	in, bad, err := schedule.Read(context.Background(), src, func(p string) string { return p })
	if err != nil {
		t.Fatal(err)
	}
	if len(bad) > 0 {
		return &schedule.Plan{Diagnostics: bad}
	}
	o.Now = now
	o.Site = func(name string) ([]byte, error) {
		b, err := os.ReadFile(filepath.Join(site, filepath.FromSlash(name)))
		if errors.Is(err, os.ErrNotExist) {
			return nil, nil
		}
		return b, err
	}
	if o.Names == nil {
		o.Names = func(gone []schedule.Gone) ([]bool, error) { return make([]bool, len(gone)), nil }
	}
	p, err := schedule.Import(in, o)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Apply(site); err != nil {
		t.Fatal(err)
	}
	return p
}

// told is what a plan says, for messages of tests.
func told(p *schedule.Plan) string {
	var b strings.Builder
	diag.Print(&b, p.Diagnostics, func(name string) []byte { d, _ := os.ReadFile(name); return d }, diag.Style{})
	return b.String()
}

// loaded is an event of a site as a build reads it.
func loaded(t *testing.T, site, id string) *content.Event {
	t.Helper()
	tree, _, err := source.Snapshot(context.Background(), source.Options{Dir: site}, nil)
	if err != nil {
		t.Fatal(err)
	}
	set, said := content.Load(tree, nil)
	if said.HasErrors() {
		t.Fatalf("the site cannot be built: %v", said)
	}
	for _, e := range set.Events {
		if e.ID.Text == id {
			return e
		}
	}
	t.Fatalf("there is no event %q", id)
	return nil
}

// counted is what an independent reading found in a source.
type counted struct {
	talks  int
	people map[string]bool
}

// person counts a name. Some people are called - in the data, and some have
// their e-mail address where their name belongs, which no page may show.
func (c *counted) person(name string) {
	name = strings.Join(strings.Fields(name), " ")
	if strings.IndexFunc(name, unicode.IsLetter) >= 0 && !strings.Contains(name, "@") {
		c.people[name] = true
	}
}

// real are the programmes of the data, each with an independent reading of it.
var real = []struct {
	path  string
	event string
	zone  string
	count func(t *testing.T, file string, c *counted)
}{
	{"schedules/pentabarf/fosdem/fosdem-2007.xml", "fosdem-2007", "Europe/Brussels", countXML},
	{"schedules/pentabarf/fosdem/fosdem-2014.xml", "fosdem-2014", "Europe/Brussels", countXML},
	{"schedules/pentabarf/fosdem/fosdem-2020.xml", "fosdem-2020", "Europe/Brussels", countXML},
	{"schedules/pentabarf/fosdem/fosdem-2025.xml", "fosdem-2025", "", countXML},
	{"schedules/schedule-json/frab-camp2019.json", "camp-2019", "", countFrabJSON},
	{"schedules/schedule-json/pretalx-democon.json", "democon", "", countFrabJSON},
}

// Every real programme imports: its talks and people are those that a reading
// of its own counts, a second import changes no byte, and a build can read it.
func TestRealProgrammes(t *testing.T) {
	for _, c := range real {
		t.Run(c.event, func(t *testing.T) {
			site := t.TempDir()
			src := data(t, filepath.FromSlash(c.path))
			want := counted{people: map[string]bool{}}
			c.count(t, src, &want)
			o := schedule.Options{Event: c.event, Zone: c.zone}
			p := importInto(t, site, src, o)
			if p.Diagnostics.HasErrors() {
				t.Fatal(told(p))
			}
			e := loaded(t, site, c.event)
			people := map[string]bool{}
			for _, talk := range e.Talks {
				for _, s := range talk.Speakers {
					people[s.Name.Text] = true
				}
			}
			if len(e.Talks) != want.talks || len(people) != len(want.people) {
				t.Errorf("%d talks by %d people, want %d by %d", len(e.Talks), len(people), want.talks, len(want.people))
			}
			for name := range want.people {
				if !people[name] {
					t.Errorf("%q is missing", name)
				}
			}
			before := sitetest.Read(t, site)
			if p := importInto(t, site, src, o); len(p.Files) > 0 || len(p.Changes) > 0 {
				t.Errorf("a second import writes %d files and sees %d changes", len(p.Files), len(p.Changes))
			}
			if d := sitetest.Differ(sitetest.Read(t, site), before); d != "" {
				t.Error(d)
			}
			t.Logf("%s: %d talks by %d people", p.Format, len(e.Talks), len(people))
		})
	}
}

func countXML(t *testing.T, file string, c *counted) {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	dec := xml.NewDecoder(f)
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		start, ok := tok.(xml.StartElement)
		switch {
		case ok && start.Name.Local == "event":
			c.talks++
		case ok && start.Name.Local == "person":
			var name string
			if err := dec.DecodeElement(&name, &start); err != nil {
				t.Fatal(err)
			}
			c.person(name)
		}
	}
}

func readJSON(t *testing.T, file string, v any) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(b, v)
	}
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

func countFrabJSON(t *testing.T, file string, c *counted) {
	var doc struct {
		Schedule struct {
			Conference struct {
				Days []struct {
					Rooms map[string][]struct {
						Persons []struct {
							Name string `json:"public_name"`
						}
					}
				}
			}
		}
	}
	readJSON(t, file, &doc)
	for _, d := range doc.Schedule.Conference.Days {
		for _, events := range d.Rooms {
			c.talks += len(events)
			for _, e := range events {
				for _, p := range e.Persons {
					c.person(p.Name)
				}
			}
		}
	}
}
