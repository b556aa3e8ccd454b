package generator_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"recap/generator/sitetest"
)

// dataSite has an event over the change of clocks with talks of all sorts.
func dataSite() map[string]string {
	files := costSite()
	files["content/events/spring.yaml"] = `name: Spring
start_date: 2016-03-26
end_date: 2016-03-27
timezone: Europe/Berlin
talks:
  after: {title: After the change, speakers: [Ada Example, Ben Example], start: "2016-03-27 09:30", duration: 90m, room: Hall, track: Main, language: de,
    video: "https://video.example.org/1", slides: expected, resources: [{kind: paper, url: "https://example.org/p.pdf"}]}
  before: {title: Before the change, start: "2016-03-26 09:30", end: "2016-03-26 10:00", room: Cellar, guid: A0A0FCFE-B7FB-46E3-84B6-97A5406016B4}
  untimed: {title: Whenever it was, withdrawn: false}
`
	files["content/posts/spring.md"] = "---\ntitle: Spring report\ndate: 2016-04-01\nevent: spring\n---\n\nLead.\n\n## After the change\n\nGood.\n"
	return files
}

// The data of an event follows the published schema, but for the word that links
// to posts have, and says what there is to say.
func TestEventData(t *testing.T) {
	l := newLab(t, dataSite())
	l.must()
	text := l.read("public/data/events/spring.json")
	for _, want := range []string{
		`"date": "2016-03-26T09:30:00+01:00"`, `"date": "2016-03-27T09:30:00+02:00"`, `"duration": "1:30"`, `"Hall": [`,
		`"type": "write-up"`, `"url": "https://costs.example/2016/04/spring/#after-the-change"`, `"guid": "a0a0fcfe-b7fb-46e3-84b6-97a5406016b4"`,
		`"untimed": [`, `"calendar": "https://costs.example/events/spring/event.ics"`, `"daysCount": 2`, `"abstract": null`, `"type": "media"`, `"type": "paper"`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	raw, err := os.ReadFile(filepath.Join("..", "..", "shared", "data", "schedules", "schema", "json", "schema.json"))
	if err != nil {
		t.Skipf("the schema of schedule.json is not beside this checkout: %v", err)
	}
	s := &sitetest.Schema{}
	if err := json.Unmarshal(raw, &s.Root); err != nil {
		t.Fatal(err)
	}
	link := s.Root["definitions"].(map[string]any)["Reference"].(map[string]any)["properties"].(map[string]any)["type"].(map[string]any)
	link["enum"] = append(link["enum"].([]any), "write-up")
	for _, event := range []string{"spring", "conf-0"} {
		var doc any
		if err := json.Unmarshal([]byte(l.read("public/data/events/"+event+".json")), &doc); err != nil {
			t.Fatal(err)
		}
		if s.Check(event, doc, s.Root); len(s.Bad) > 0 {
			t.Errorf("%s\n%s", strings.Join(s.Bad, "\n"), l.read("public/data/events/"+event+".json"))
		}
	}
}

// The site's data names what there is, and each address in it is there.
func TestSiteData(t *testing.T) {
	l := newLab(t, dataSite())
	l.must()
	text := l.read("public/data/site.json")
	for _, m := range regexp.MustCompile(`"https://costs.example/([^"]*)"`).FindAllStringSubmatch(text, -1) {
		p := m[1]
		if p == "" || strings.HasSuffix(p, "/") {
			p += "index.html"
		}
		if _, err := os.Stat(l.path("public/" + p)); err != nil {
			t.Errorf("data/site.json names %s, which is not there", p)
		}
	}
	if !strings.Contains(text, `"name": "Spring"`) || !strings.Contains(text, "feeds.opml") || !strings.Contains(text, "events.ics") {
		t.Errorf("something is missing in\n%s", text)
	}
	files := dataSite()
	files["content/site.yaml"] = strings.Replace(files["content/site.yaml"], "pages: {", "pages: {data: false, ", 1)
	for _, p := range newLab(t, files).must().Written {
		if strings.HasPrefix(p, "data/") {
			t.Errorf("%s was written", p)
		}
	}
}
