package schedule_test

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"gopkg.in/yaml.v3"

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
	diag.Print(&b, p.Diagnostics, func(name string) []byte {
		if info, err := os.Stat(name); err != nil || !info.Mode().IsRegular() {
			return nil
		}
		d, _ := os.ReadFile(name)
		return d
	}, diag.Style{})
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
	{"schedules/sessionize/samples/All.json", "sessionize-all", "Europe/Zagreb", countSessionize},
	{"schedules/sessionize/samples/GridSmart.json", "sessionize-grid", "Europe/Zagreb", countSessionize},
	{"schedules/sessionize/samples/Sessions.json", "sessionize-sessions", "Europe/Zagreb", countSessionize},
	{"schedules/sessionize/samples/Speakers.json", "sessionize-speakers", "", countSessionizeSpeakers},
	{"schedules/sessionize/droidcon-nyc-2021/schedule.json", "droidcon-2021", "America/New_York", countSessionize},
	{"schedules/sessionize/droidcon-nyc-2021/speakers.json", "droidcon-speakers", "", countSessionizeSpeakers},
	{"schedules/sessionize/droidcon-nyc-2021", "droidcon-folder", "America/New_York", func(t *testing.T, dir string, c *counted) {
		countSessionize(t, filepath.Join(dir, "schedule.json"), c)
	}},
	{"schedules/ics/sched/FullSchedule2019.ics", "cruise-2019", "America/New_York", countICal},
	{"schedules/ics/sched/FullSchedule2024.ics", "cruise-2024", "America/New_York", countICal},
	{"events/pyvideo/djangocon-us-2019", "djangocon-us-2019", "", countPyvideo},
	{"events/pyvideo/europython-2015", "europython-2015", "", countPyvideo},
	{"events/pyvideo/montreal-python", "montreal-python", "", countPyvideo},
	{"events/pyvideo/pycon-de-2017", "pycon-de-2017", "", countPyvideo},
	{"events/pyvideo/pycon-us-2016", "pycon-us-2016", "", countPyvideo},
	{"events/pyvideo/pycon-us-2018", "pycon-us-2018", "", countPyvideo},
	{"events/pyvideo/pydata-berlin-2017", "pydata-berlin-2017", "", countPyvideo},
	{"events/pyvideo/pyohio-2019", "pyohio-2019", "America/New_York", countPyvideo},
	{"events/rubyevents/blue-ridge-ruby/blue-ridge-ruby-2023", "blue-ridge-ruby-2023", "", countRubyEvents},
	{"events/rubyevents/blue-ridge-ruby/blue-ridge-ruby-2024", "blue-ridge-ruby-2024", "", countRubyEvents},
	{"events/rubyevents/blue-ridge-ruby/blue-ridge-ruby-2026", "blue-ridge-ruby-2026", "", countRubyEvents},
	{"events/rubyevents/brightonruby/brightonruby-2023", "brightonruby-2023", "", countRubyEvents},
	{"events/rubyevents/euruko/euruko-2023", "euruko-2023", "", countRubyEvents},
	{"events/rubyevents/friendly-rb/friendly-rb-2023", "friendly-rb-2023", "", countRubyEvents},
	{"events/rubyevents/friendly-rb/friendly-rb-2024", "friendly-rb-2024", "", countRubyEvents},
	{"events/rubyevents/friendly-rb/friendly-rb-2025", "friendly-rb-2025", "", countRubyEvents},
	{"events/rubyevents/railsconf/railsconf-2023", "railsconf-2023", "", countRubyEvents},
	{"events/rubyevents/rubyconf/rubyconf-2023", "rubyconf-2023", "", countRubyEvents},
	{"events/rubyevents/rubykaigi/rubykaigi-2023", "rubykaigi-2023", "", countRubyEvents},
	{"events/devopsdays/data/events/2024/antwerp", "devopsdays-antwerp", "Europe/Brussels", countDevopsdays},
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
			if strings.HasSuffix(c.event, "-speakers") { // lists of people say nothing of when
				sitetest.Write(t, site, map[string]string{"content/events/" + c.event + "/event.yaml": "name: Speakers\nstart_date: 2021-10-28\n"})
			}
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

// countSessionize walks a view: what has isServiceSession: false is a talk, once
// for each id.
func countSessionize(t *testing.T, file string, c *counted) {
	var doc any
	readJSON(t, file, &doc)
	names, seen := map[any]string{}, map[any]bool{}
	var walk func(v any, visit func(map[string]any))
	walk = func(v any, visit func(map[string]any)) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				walk(x, visit)
			}
		case map[string]any:
			visit(v)
			for _, x := range v {
				walk(x, visit)
			}
		}
	}
	walk(doc, func(m map[string]any) {
		if n, ok := m["fullName"].(string); ok {
			names[m["id"]] = n
		}
	})
	walk(doc, func(m map[string]any) {
		if m["isServiceSession"] != false || seen[m["id"]] {
			return
		}
		seen[m["id"]] = true
		c.talks++
		for _, s := range m["speakers"].([]any) {
			if p, ok := s.(map[string]any); ok {
				c.person(p["name"].(string))
			} else {
				c.person(names[s])
			}
		}
	})
}

func countSessionizeSpeakers(t *testing.T, file string, c *counted) {
	var people []struct {
		FullName string
		Sessions []struct{ ID int }
	}
	readJSON(t, file, &people)
	ids := map[int]bool{}
	for _, p := range people {
		for _, s := range p.Sessions {
			ids[s.ID] = true
			c.person(p.FullName)
		}
	}
	c.talks = len(ids)
}

// countICal counts the lines that begin an event. Calendars have no field for
// people.
func countICal(t *testing.T, file string, c *counted) {
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	c.talks = strings.Count(string(b), "BEGIN:VEVENT")
}

func countPyvideo(t *testing.T, dir string, c *counted) {
	files, err := filepath.Glob(filepath.Join(dir, "videos", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	c.talks = len(files)
	for _, f := range files {
		var v struct{ Speakers []string }
		readJSON(t, f, &v)
		for _, s := range v.Speakers {
			c.person(s)
		}
	}
}

// countRubyEvents walks the YAML: what has a title is a talk, what stands below
// speakers a person.
func countRubyEvents(t *testing.T, dir string, c *counted) {
	b, err := os.ReadFile(filepath.Join(dir, "videos.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var doc any
	if err := yaml.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			if v["title"] != nil {
				c.talks++
			}
			walk(v["talks"])
			people, _ := v["speakers"].([]any)
			for _, p := range people {
				c.person(fmt.Sprint(p))
			}
		}
	}
	walk(doc)
}

// countDevopsdays counts the talks and ignites of a programme; the hours in
// which the ignites are held are called Ignites.
func countDevopsdays(t *testing.T, dir string, c *counted) {
	b, err := os.ReadFile(filepath.Join(dir, "program.yml"))
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	c.talks = strings.Count(text, "type: talk") + strings.Count(text, "type: ignite") - strings.Count(text, "title: 'Ignites")
	c.person("Nathen Harvey") // the two talks whose texts are in the data
	c.person("Steve Pereira")
}
