package generator_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// schema checks a value against the part of JSON Schema that the published
// schema of schedule.json uses.
type schema struct {
	root map[string]any
	bad  []string
}

func (s *schema) check(at string, v any, rule map[string]any) {
	fail := func(format string, args ...any) { s.bad = append(s.bad, at+": "+fmt.Sprintf(format, args...)) }
	if ref, ok := rule["$ref"].(string); ok {
		s.check(at, v, s.root["definitions"].(map[string]any)[strings.TrimPrefix(ref, "#/definitions/")].(map[string]any))
		return
	}
	if want := rule["type"]; want != nil {
		names, _ := want.([]any)
		if name, ok := want.(string); ok {
			names = []any{name}
		}
		if !slices.Contains(names, any(kindOf(v))) && !(kindOf(v) == "integer" && slices.Contains(names, any("number"))) {
			fail("%s is no %v", kindOf(v), want)
		}
	}
	if enum, ok := rule["enum"].([]any); ok && !slices.Contains(enum, v) {
		fail("%v is none of %v", v, enum)
	}
	if text, ok := v.(string); ok {
		if p, ok := rule["pattern"].(string); ok && !regexp.MustCompile(p).MatchString(text) {
			fail("%q does not match %s", text, p)
		}
		if form := formats[fmt.Sprint(rule["format"])]; form != nil && !form.MatchString(text) {
			fail("%q is no %v", text, rule["format"])
		}
	}
	if n, ok := v.(float64); ok && rule["minimum"] != nil && n < rule["minimum"].(float64) {
		fail("%v is too small", n)
	}
	if list, ok := v.([]any); ok && rule["items"] != nil {
		for i, x := range list {
			s.check(fmt.Sprint(at, "/", i), x, rule["items"].(map[string]any))
		}
	}
	if one, ok := rule["oneOf"].([]any); ok {
		fits := 0
		for _, r := range one {
			try := &schema{root: s.root}
			if try.check(at, v, r.(map[string]any)); len(try.bad) == 0 {
				fits++
			}
		}
		if fits != 1 {
			fail("fits %d of its forms, not one", fits)
		}
	}
	object, ok := v.(map[string]any)
	if !ok {
		return
	}
	props, _ := rule["properties"].(map[string]any)
	patterns, _ := rule["patternProperties"].(map[string]any)
	required, _ := rule["required"].([]any)
	for _, k := range required {
		if _, ok := object[k.(string)]; !ok {
			fail("%v is missing", k)
		}
	}
	for k, x := range object {
		sub, known := props[k].(map[string]any)
		for p, r := range patterns {
			if !known && regexp.MustCompile(p).MatchString(k) {
				sub, known = r.(map[string]any), true
			}
		}
		switch {
		case known:
			s.check(at+"/"+k, x, sub)
		case rule["additionalProperties"] == false:
			fail("%s is not allowed", k)
		}
	}
}

func kindOf(v any) string {
	switch x := v.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case string:
		return "string"
	case []any:
		return "array"
	case map[string]any:
		return "object"
	case float64:
		if x == float64(int64(x)) {
			return "integer"
		}
	}
	return "number"
}

var formats = map[string]*regexp.Regexp{
	"uri":       regexp.MustCompile(`^[a-z][a-z0-9+.-]*:[^\s<>"]+$`),
	"uuid":      regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`),
	"date":      regexp.MustCompile(`^\d{4}-\d\d-\d\d$`),
	"date-time": regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$`),
}

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
	s := &schema{}
	if err := json.Unmarshal(raw, &s.root); err != nil {
		t.Fatal(err)
	}
	link := s.root["definitions"].(map[string]any)["Reference"].(map[string]any)["properties"].(map[string]any)["type"].(map[string]any)
	link["enum"] = append(link["enum"].([]any), "write-up")
	for _, event := range []string{"spring", "conf-0"} {
		var doc any
		if err := json.Unmarshal([]byte(l.read("public/data/events/"+event+".json")), &doc); err != nil {
			t.Fatal(err)
		}
		if s.check(event, doc, s.root); len(s.bad) > 0 {
			t.Errorf("%s\n%s", strings.Join(s.bad, "\n"), l.read("public/data/events/"+event+".json"))
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
