package generator_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
	"recap/generator/sitetest"
	"recap/generator/slug"
)

// Real programmes, turned into event folders by the few functions below: each
// talk and each person has a page, by a count that does not use our records.
// The conversion is for this test alone and keeps what the pages must show.
func TestEventsOfTheData(t *testing.T) {
	data := filepath.Join("..", "..", "shared", "data", "events")
	if _, err := os.Stat(data); err != nil {
		t.Skipf("SKIPPED: the real programmes are not beside this checkout: %v", err)
	}
	events := slices.Concat(pyvideoEvents(t, data), rubyEvents(t, data), []*realEvent{devopsdaysEvent(t, data)})
	files := map[string]string{"content/site.yaml": "title: Programmes\nurl: https://programmes.example/\nlanguage: en\ntimezone: UTC\npages: {talks: all, speakers: all}\n"}
	for _, e := range events {
		e.write(t, files)
	}
	l := newLab(t, files)
	r := l.must()
	said := map[string]int{}
	for _, d := range r.Diagnostics {
		said[d.Severity.String()+" "+string(d.Code)]++
		if d.Severity == diag.Error {
			t.Errorf("%s: %s", d.Code, d.Message)
		}
	}
	built := sitetest.Read(t, l.path("public"))
	register := ""
	for p := range built {
		if ok, _ := path.Match("speakers/by/*/index.html", p); ok || p == "speakers/index.html" {
			register += l.read("public/" + p)
		}
	}
	onMap := l.read("public/events/map/index.html")
	for _, e := range events {
		if link := `<a href="/events/` + e.id + `/">`; e.facts["coordinates"] != nil && strings.Count(onMap, link) != 1 {
			t.Errorf("%s is %d times on the map's page", e.id, strings.Count(onMap, link))
		}
	}
	talks, people := 0, map[string]bool{}
	for _, e := range events {
		talks += e.rawTalks
		for p := range e.rawPeople {
			people[p] = true
		}
		e.holds(t, l, built)
	}
	for p := range people {
		if _, ok := built["speakers/"+p+"/index.html"]; !ok {
			t.Errorf("%s has no page", p)
		}
		if !strings.Contains(register, "/speakers/"+p+"/\"") {
			t.Errorf("%s is not in the register", p)
		}
	}
	gotTalks, gotPeople := 0, 0
	for p := range built {
		if ok, _ := path.Match("events/*/talks/*/index.html", p); ok {
			gotTalks++
		}
		if ok, _ := path.Match("speakers/*/index.html", p); ok {
			gotPeople++
		}
	}
	if gotTalks != talks || gotPeople != len(people) {
		t.Errorf("%d pages of talks and %d of people, want %d and %d", gotTalks, gotPeople, talks, len(people))
	}
	t.Logf("%d events, %d talks, %d people, %d files; said %v", len(events), talks, len(people), len(built), said)
}

// realEvent is one event on its way into a site: as converted, and as counted in
// the raw data.
type realEvent struct {
	id        string
	facts     map[string]any // of event.yaml
	talks     []map[string]any
	suffixed  int // talks whose id was taken
	rawTalks  int
	rawPeople map[string]bool // slugs of names
}

// add appends a talk under an id that no other has; it gives that id.
func (e *realEvent) add(id string, talk map[string]any) string {
	taken := func(id string) bool {
		return slices.ContainsFunc(e.talks, func(t map[string]any) bool { return t["id"] == id })
	}
	want := id
	for n := 2; taken(id); n++ {
		id = fmt.Sprintf("%s-%d", want, n)
	}
	if id != want {
		e.suffixed++
	}
	for k, v := range talk {
		if v == nil || v == "" {
			delete(talk, k)
		}
	}
	talk["id"] = id
	e.talks = append(e.talks, talk)
	return id
}

// write lays the event into the files of a site. JSON is YAML.
func (e *realEvent) write(t *testing.T, files map[string]string) {
	t.Helper()
	first, last := "", ""
	for _, talk := range e.talks {
		day, _ := cmp.Or(talk["start"], talk["day"]).(string)
		if day = day[:min(10, len(day))]; day != "" {
			first, last = min(cmp.Or(first, day), day), max(last, day)
		}
	}
	for k, v := range map[string]string{"start_date": first, "end_date": last} {
		if e.facts[k] == nil && v != "" {
			e.facts[k] = v
		}
	}
	for name, v := range map[string]any{"event": e.facts, "schedule": map[string]any{"talks": e.talks}} {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		files["content/events/"+e.id+"/"+name+".yaml"] = string(b)
	}
}

// holds asserts the event's pages against the raw count.
func (e *realEvent) holds(t *testing.T, l *lab, built map[string]string) {
	t.Helper()
	if len(e.talks) != e.rawTalks {
		t.Errorf("%s: %d talks were converted, the data has %d", e.id, len(e.talks), e.rawTalks)
	}
	fold := func(s string) string { return strings.Join(strings.Fields(html.UnescapeString(s)), " ") }
	list := l.read("public/events/" + e.id + "/index.html")
	for _, talk := range e.talks {
		own := "events/" + e.id + "/talks/" + slug.Make(talk["id"].(string)) + "/"
		if !strings.Contains(list, own+`"`) {
			t.Errorf("%s: the event's page does not list %q", e.id, talk["title"])
		}
		if _, ok := built[own+"index.html"]; !ok {
			t.Errorf("%s: %q has no page", e.id, talk["title"])
		} else if title := fold(talk["title"].(string)); !strings.Contains(fold(l.read("public/"+own+"index.html")), title) {
			t.Errorf("%s: the page does not hold its title %q", own, title)
		}
	}
	t.Logf("%s: %d talks (%d ids with a suffix), %d people", e.id, e.rawTalks, e.suffixed, len(e.rawPeople))
}

// count walks raw data: what has a title is a talk, what stands below speakers
// is a person.
func (e *realEvent) count(v any) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			e.count(x)
		}
	case map[string]any:
		if v["title"] != nil {
			e.rawTalks++
		}
		e.count(v["talks"])
		people, _ := v["speakers"].([]any)
		for _, p := range people {
			e.rawPeople[slug.Make(fmt.Sprint(p))] = true
		}
	}
}

func readRaw(t *testing.T, file string, into ...any) {
	t.Helper()
	b, err := os.ReadFile(file)
	decode := yaml.Unmarshal
	if filepath.Ext(file) == ".json" {
		decode = json.Unmarshal // yaml.v3 knows no pairs of surrogates
	}
	for _, v := range into {
		if err == nil {
			err = decode(b, v)
		}
	}
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

func glob(t *testing.T, parts ...string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(parts...))
	if err != nil || len(found) == 0 {
		t.Fatalf("nothing at %q: %v", parts, err)
	}
	return found
}

// pyvideoEvents are folders of one JSON file a video. The data names no zone;
// one of them gives times.
func pyvideoEvents(t *testing.T, data string) (out []*realEvent) {
	zones := map[string]any{"pyohio-2019": "America/New_York"}
	for _, dir := range glob(t, data, "pyvideo", "*-*") {
		var category struct{ Title, URL string }
		readRaw(t, filepath.Join(dir, "category.json"), &category)
		e := &realEvent{id: filepath.Base(dir), rawPeople: map[string]bool{}, facts: map[string]any{"name": category.Title}}
		if category.URL != "" {
			e.facts["url"] = category.URL
		}
		if zone := zones[e.id]; zone != nil {
			e.facts["timezone"] = zone
		}
		for _, file := range glob(t, dir, "videos", "*.json") {
			var raw any
			var v struct {
				Title, Description, Recorded, Language string
				Speakers                               []string
				Videos                                 []struct{ URL string }
			}
			readRaw(t, file, &raw, &v)
			e.count(raw)
			talk := map[string]any{"title": v.Title, "speakers": v.Speakers, "abstract": v.Description,
				"language": map[string]string{"eng": "en", "fra": "fr", "spa": "es"}[v.Language]}
			if len(v.Recorded) > 10 {
				talk["start"] = v.Recorded
			} else {
				talk["day"] = v.Recorded
			}
			if len(v.Videos) > 0 {
				talk["video"] = v.Videos[0].URL
			}
			e.add(cmp.Or(slug.Make(v.Title), "untitled"), talk)
		}
		out = append(out, e)
	}
	return out
}

type rubyTalk struct {
	ID, Title, Date, Kind, Language, Track, Description string
	Speakers                                            []string
	Provider                                            string `yaml:"video_provider"`
	Video                                               string `yaml:"video_id"`
	Slides                                              string `yaml:"slides_url"`
	Talks                                               []rubyTalk
}

// rubyEvents are folders with event.yml and videos.yml; a recording of several
// talks has them below it.
func rubyEvents(t *testing.T, data string) (out []*realEvent) {
	for _, file := range glob(t, data, "rubyevents", "*", "*", "videos.yml") {
		var raw any
		var talks []rubyTalk
		readRaw(t, file, &raw, &talks)
		var facts struct {
			Title, Location, Timezone, Website string
			Start                              string `yaml:"start_date"`
			End                                string `yaml:"end_date"`
			Coordinates                        map[string]float64
		}
		readRaw(t, filepath.Join(filepath.Dir(file), "event.yml"), &facts)
		e := &realEvent{id: filepath.Base(filepath.Dir(file)), rawPeople: map[string]bool{}, facts: map[string]any{
			"name": facts.Title, "location": facts.Location, "timezone": facts.Timezone, "url": facts.Website,
			"start_date": facts.Start, "end_date": facts.End, "coordinates": facts.Coordinates}}
		e.count(raw)
		e.addRuby(talks, "")
		out = append(out, e)
	}
	return out
}

func (e *realEvent) addRuby(talks []rubyTalk, parent string) {
	kinds := map[string]string{"keynote": "keynote", "panel": "panel", "workshop": "workshop", "lightning_talk": "lightning"}
	languages := map[string]string{"english": "en", "japanese": "ja", "en": "en", "ja": "ja"}
	for _, r := range talks {
		talk := map[string]any{"title": r.Title, "speakers": r.Speakers, "abstract": r.Description, "track": r.Track, "parent": parent,
			"kind": kinds[r.Kind], "language": languages[strings.ToLower(r.Language)], "slides": r.Slides, "day": r.Date}
		switch r.Provider {
		case "youtube":
			talk["video"] = "https://www.youtube.com/watch?v=" + r.Video
		case "vimeo":
			talk["video"] = "https://vimeo.com/" + r.Video
		case "scheduled":
			talk["video"] = "expected"
		case "not_recorded":
			talk["video"] = "none"
		case "not_published":
			talk["video"] = "private"
		}
		e.addRuby(r.Talks, e.add(r.ID, talk))
	}
}

// devopsdaysEvent is a programme of times, and a Markdown file for each talk of
// which the data has a sample; the programme calls talks by the names of these.
func devopsdaysEvent(t *testing.T, data string) *realEvent {
	type item struct {
		Title, Type, Date string
		Start             string `yaml:"start_time"`
		End               string `yaml:"end_time"`
	}
	var programme struct{ Program, Ignites []item } // blocks of ignites, and each of them
	e := &realEvent{id: "2024-antwerp", rawPeople: map[string]bool{}, facts: map[string]any{
		"name": "devopsdays Antwerp 2024", "location": "Antwerp", "timezone": "Europe/Brussels"}}
	file := filepath.Join(data, "devopsdays", "data", "events", "2024", "antwerp", "program.yml")
	readRaw(t, file, &programme)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	e.rawTalks = len(regexp.MustCompile(`(?m)^ +type: (talk|ignite)\s*$`).FindAll(text, -1))
	for _, p := range slices.Concat(programme.Program, programme.Ignites) {
		if p.Type != "talk" && p.Type != "ignite" {
			continue
		}
		talk := map[string]any{"title": p.Title, "start": p.Date + "T" + p.Start, "end": p.Date + "T" + p.End}
		if p.Type == "ignite" {
			talk["kind"] = "lightning"
		}
		if b, err := os.ReadFile(filepath.Join(data, "devopsdays", "content", "events", "2024-antwerp", "program", p.Title+".md")); err == nil {
			var front struct {
				Title, Youtube string
				Speakers       []string
			}
			_, rest, _ := strings.Cut(strings.ReplaceAll(string(b), "\r\n", "\n"), "---\n")
			matter, body, _ := strings.Cut(rest, "\n---\n")
			matter = strings.Replace(matter, "Youtube:", "youtube:", 1)
			if err := yaml.Unmarshal([]byte(matter), &front); err != nil {
				t.Fatal(err)
			}
			talk["title"], talk["speakers"], talk["abstract"] = front.Title, front.Speakers, body
			talk["video"] = "https://www.youtube.com/watch?v=" + front.Youtube
			for _, m := range regexp.MustCompile(`(?m)^ +- ([a-z-]+)$`).FindAllStringSubmatch(matter, -1) {
				e.rawPeople[slug.Make(m[1])] = true
			}
		}
		e.add(cmp.Or(slug.Make(p.Title), "untitled"), talk)
	}
	return e
}
