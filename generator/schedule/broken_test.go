package schedule_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"recap/generator/schedule"
	"recap/generator/sitetest"
)

// small are excerpts of every form, made for tests: two talks by two people.
var small = map[string]map[string]string{
	"frab-xml": {"schedule.xml": `<?xml version="1.0" encoding="UTF-8"?>
<schedule>
  <conference><title>Conf 2026</title><acronym>conf26</acronym><start>2026-06-01</start><end>2026-06-02</end><time_zone_name>Europe/Berlin</time_zone_name></conference>
  <day index="1" date="2026-06-01">
    <room name="Hall">
      <event id="1" guid="11111111-1111-4111-8111-111111111111"><date>2026-06-01T09:30:00+02:00</date><start>09:30</start><duration>00:45</duration><title>Caches</title><type>lecture</type>
        <abstract>&lt;p&gt;Short.&lt;/p&gt;</abstract><persons><person id="7">Ada Example</person></persons><links><link href="https://slides.example/a.pdf">Slides</link></links></event>
      <event id="2" guid="22222222-2222-4222-8222-222222222222"><date>2026-06-01T10:30:00+02:00</date><start>10:30</start><duration>00:45</duration><title>Clocks</title><persons><person id="8">Ben Example</person></persons></event>
    </room>
  </day>
</schedule>
`},
	"frab-json": {"schedule.json": `{"schedule": {"version": "1", "conference": {"title": "Conf 2026", "acronym": "conf26", "start": "2026-06-01", "end": "2026-06-02", "time_zone_name": "Europe/Berlin", "days": [
  {"index": 1, "date": "2026-06-01", "rooms": {"Hall": [
    {"id": 1, "guid": "11111111-1111-4111-8111-111111111111", "date": "2026-06-01T09:30:00+02:00", "duration": "00:45", "title": "Caches", "abstract": "Short.", "persons": [{"id": 7, "public_name": "Ada Example"}], "links": [], "attachments": []},
    {"id": 2, "guid": "22222222-2222-4222-8222-222222222222", "date": "2026-06-01T10:30:00+02:00", "duration": "00:45", "title": "Clocks", "abstract": null, "persons": [{"id": 8, "public_name": "Ben Example"}], "links": [], "attachments": []}]}}]}}}
`},
	"hub": {"schedule.json": `{"schedule": {"version": "1", "conference": {"title": {"en": "Conf 2026", "de": "Konf 2026"}, "acronym": "conf26", "time_zone_name": "Europe/Berlin", "days": [
  {"index": 1, "date": "2026-06-01", "rooms": {"Hall": [
    {"id": 1, "guid": "11111111-1111-4111-8111-111111111111", "date": "2026-06-01T09:30:00+02:00", "end": "2026-06-01T10:15:00+02:00", "title": {"de": "Puffer", "en": "Caches"}, "abstract": {"en": "Short."}, "persons": [{"guid": "x", "name": "Ada Example", "avatar": "https://a.example/a.png"}]},
    {"id": 2, "guid": "22222222-2222-4222-8222-222222222222", "date": "2026-06-01T10:30:00+02:00", "duration": "00:45", "title": "Clocks", "persons": [{"name": "Ben Example", "organization": "House"}]}]}}],
  "tracks": [{"name": "Main", "color": {"light": "#fff", "dark": "#000"}}]}}}
`},
	"pretalx": {"submissions.json": `{"count": 2, "next": null, "results": [
  {"code": "ABCDEF", "state": "confirmed", "title": "Caches", "abstract": "Short.", "submission_type": {"name": {"en": "Talk"}}, "track": {"name": {"en": "Main"}}, "speakers": [{"code": "S1", "name": "Ada Example"}], "slots": [{"start": "2026-06-01T09:30:00+02:00", "end": "2026-06-01T10:15:00+02:00", "room": {"name": {"en": "Hall"}}}]},
  {"code": "GHIJKL", "state": "confirmed", "title": "Clocks", "abstract": "", "submission_type": "Talk", "track": null, "speakers": [{"code": "S2", "name": "Ben Example"}], "slots": [{"start": "2026-06-01T10:30:00+02:00", "end": "2026-06-01T11:15:00+02:00", "room": 3}]},
  {"code": "NOTYET", "state": "submitted", "title": "Not accepted", "speakers": [{"name": "Cyd Secret"}]}]}
`},
	"sessionize": {"All.json": `{"sessions": [
  {"id": "1", "title": "Caches", "description": "Short.", "startsAt": "2026-06-01T09:30:00", "endsAt": "2026-06-01T10:15:00", "isServiceSession": false, "isPlenumSession": false, "speakers": ["a"], "categoryItems": [10], "questionAnswers": [], "roomId": 5},
  {"id": "2", "title": "Clocks", "description": null, "startsAt": "2026-06-01T10:30:00", "endsAt": "2026-06-01T11:15:00", "isServiceSession": false, "isPlenumSession": false, "speakers": ["b"], "categoryItems": [], "questionAnswers": [], "roomId": null},
  {"id": "3", "title": "Lunch", "startsAt": "2026-06-01T12:00:00", "endsAt": "2026-06-01T13:00:00", "isServiceSession": true, "speakers": []}],
 "speakers": [{"id": "a", "fullName": "Ada Example", "bio": "", "tagLine": "Engineer at House", "links": [], "questionAnswers": []}, {"id": "b", "firstName": "Ben", "lastName": "Example", "bio": "", "tagLine": null, "links": []}],
 "rooms": [{"id": 5, "name": "Hall"}], "categories": [{"id": 1, "title": "Track", "items": [{"id": 10, "name": "Main"}]}], "questions": []}
`},
	"ics": {"calendar.ics": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//pretalx//conf//\r\nX-WR-CALNAME:Conf 2026\r\n" +
		"BEGIN:VEVENT\r\nUID:pretalx-conf-1@conf.example\r\nDTSTART;TZID=Europe/Berlin:20260601T093000\r\nDTEND;TZID=Europe/Berlin:20260601T101500\r\nSUMMARY:Caches - Ada Exa\r\n mple\r\nLOCATION:Hall\r\nDESCRIPTION:Short.\\nSecond\\, line.\r\nEND:VEVENT\r\n" +
		"BEGIN:VEVENT\r\nUID:pretalx-conf-2@conf.example\r\nDTSTART:20260601T083000Z\r\nDTEND:20260601T091500Z\r\nSUMMARY:Clocks - Ben Example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"},
	"pyvideo": {
		"category.json":      `{"title": "Conf 2026", "start_date": "2026-06-01"}`,
		"videos/caches.json": `{"title": "Caches", "description": "Short.", "recorded": "2026-06-01", "language": "eng", "speakers": ["Ada Example"], "duration": 2700, "videos": [{"type": "youtube", "url": "https://www.youtube.com/watch?v=abc"}]}`,
		"videos/clocks.json": `{"title": "Clocks", "recorded": "2026-06-01", "speakers": ["Ben Example"], "videos": []}`,
	},
	"rubyevents": {
		"event.yml":  "id: conf-2026\ntitle: Conf 2026\nstart_date: \"2026-06-01\"\nend_date: \"2026-06-02\"\ntimezone: Europe/Berlin\nkind: conference\n",
		"videos.yml": "- id: ada-conf-2026\n  title: Caches\n  date: \"2026-06-01\"\n  video_provider: youtube\n  video_id: abc\n  speakers:\n    - Ada Example\n- id: ben-conf-2026\n  title: Clocks\n  date: \"2026-06-01\"\n  video_provider: not_recorded\n  video_id: ben\n  speakers:\n    - Ben Example\n",
	},
	"devopsdays": {
		"main.yml":    "name: 2026-city\nyear: \"2026\"\ncity: City\nstartdate: 2026-06-01\nenddate: 2026-06-02\n",
		"program.yml": "program:\n- title: caches\n  type: talk\n  date: \"2026-06-01\"\n  start_time: \"09:30\"\n  end_time: \"10:15\"\n- title: clocks\n  type: talk\n  date: \"2026-06-01\"\n  start_time: \"10:30\"\n  end_time: \"11:15\"\n",
		"caches.md":   "---\ntitle: Caches\nspeakers:\n  - ada-example\n---\n\nShort.\n",
		"clocks.md":   "---\nTitle: Clocks\nspeakers: [ben-example]\n---\n",
	},
	"csv": {"table.csv": "Title;Speakers;Date;Start;End;Room;Abstract\nCaches;Ada Example;2026-06-01;09:30;10:15;Hall;\"Short; and sweet.\"\nClocks;Ben Example;2026-06-01;10:30;11:15;Hall;\n"},
}

// lay writes a source into a folder; it gives the path to import.
func lay(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "source")
	sitetest.Write(t, dir, files)
	if len(files) == 1 {
		for name := range files {
			return filepath.Join(dir, name)
		}
	}
	return dir
}

// Every form, small: two talks, two people, their times and rooms.
func TestForms(t *testing.T) {
	for form, files := range small {
		t.Run(form, func(t *testing.T) {
			site := t.TempDir()
			p := importInto(t, site, lay(t, files), schedule.Options{Event: "conf-2026", Zone: "Europe/Berlin"})
			if p.Diagnostics.HasErrors() {
				t.Fatal(told(p))
			}
			if p.Talks != 2 || p.Speakers != 2 {
				t.Errorf("%d talks by %d people", p.Talks, p.Speakers)
			}
			e := loaded(t, site, "conf-2026")
			for i, want := range []struct{ title, name, start string }{{"Caches", "Ada Example", "9:30"}, {"Clocks", "Ben Example", "10:30"}} {
				talk := e.Talks[i]
				if talk.Title.Text != want.title || len(talk.Speakers) != 1 || talk.Speakers[0].Name.Text != want.name {
					t.Errorf("talk %d is %q by %v", i, talk.Title.Text, talk.Speakers)
				}
				if start := fmt.Sprintf("%d:%02d", talk.Start.Hour, talk.Start.Minute); talk.Start.Precision > 0 && start != want.start {
					t.Errorf("%s begins at %s, want %s", want.title, start, want.start)
				}
			}
			if strings.Contains(talksOf(t, site, "conf-2026"), "Secret") {
				t.Error("a talk that was not accepted is there")
			}
		})
	}
}

// located is a message that names a line and a column.
var located = regexp.MustCompile(`:\d+:\d+: error: .*\[schedule-[a-z]+\]\n    .*\n *\^`)

// fails imports a broken source beside a good programme: it must say where, and
// leave every byte of the site as it was.
func fails(t *testing.T, site, src, what string, want *regexp.Regexp) {
	t.Helper()
	before := sitetest.Read(t, site)
	p := importInto(t, site, src, schedule.Options{Event: "conf-2026", Zone: ""})
	if !p.Diagnostics.HasErrors() {
		t.Errorf("%s: nothing was said", what)
		return
	}
	if text := told(p); want != nil && !want.MatchString(text) {
		t.Errorf("%s: not located: %s", what, text)
	}
	if d := sitetest.Differ(sitetest.Read(t, site), before); d != "" {
		t.Errorf("%s: the site was touched: %s", what, d)
	}
}

// Files that were cut off, whose parts do not match, or that hold a value of a
// wrong kind, in every form.
func TestBroken(t *testing.T) {
	swap := func(old, new string) func(string) string {
		return func(s string) string { return strings.Replace(s, old, new, 1) }
	}
	cut := func(at string) func(string) string {
		return func(s string) string { return s[:strings.Index(s, at)] }
	}
	for form, cases := range map[string]map[string]func(string) string{
		"frab-xml": {
			"cut off": cut("Caches"), "cut in a tag": cut(` guid="222`), "mis-nested": swap("</title>", "</track>"), "mis-typed": swap("<title>Caches</title>", "<title><b>Caches</b></title>"),
			"no title": swap("<title>Caches</title>", ""), "no date": swap("2026-06-01T09:30", "2026-13-41T09:30"), "no length": swap("<duration>00:45", "<duration>soon"),
			"bad bytes": swap("Caches", "Ca\xff\xfeches"), "two roots": func(s string) string { return s + "<more/>" }, "unknown entity": swap("Caches", "&bomb;"),
		},
		"frab-json": {
			"cut off": cut("Caches"), "mis-nested": swap(`"attachments": []}`, `"attachments": [}]`), "mis-typed title": swap(`"title": "Caches"`, `"title": ["Caches"]`),
			"mis-typed persons": swap(`[{"id": 7, "public_name": "Ada Example"}]`, `"Ada Example"`), "mis-typed room": swap(`{"Hall": [`, `{"Cellar": "x", "Hall": [`), "no date": swap("2026-06-01T09:30:00+02:00", "tomorrow"), "more behind": func(s string) string { return s + "{}" },
			"deep": swap(`"Short."`, strings.Repeat(`{"en":`, 200)+`""`+strings.Repeat("}", 200)), "bad bytes": swap("Caches", "Ca\xffches"),
		},
		"pretalx":    {"cut off": cut("Clocks"), "mis-typed": swap(`"title": "Caches"`, `"title": [1]`), "no time": swap("2026-06-01T09:30:00+02:00", "9h30"), "one page": swap(`"next": null`, `"next": "https://conf.example/?page=2"`)},
		"sessionize": {"cut off": cut("Clocks"), "mis-typed": swap(`"speakers": ["a"]`, `"speakers": "a"`), "no time": swap("2026-06-01T09:30:00", "noon"), "no title": swap(`"title": "Caches", `, "")},
		"ics": {
			"cut off": cut("SUMMARY:Clocks"), "mis-nested": swap("END:VEVENT\r\nBEGIN", "BEGIN"), "wrong end": swap("END:VEVENT", "END:VTODO"), "no time": swap("20260601T083000Z", "soon"), "no line": swap("LOCATION:Hall", "LOCATION"),
		},
		"rubyevents": {"mis-nested": swap("  title: Caches", " title: Caches"), "mis-typed": swap("title: Caches", "title: [Caches]"), "no date": swap("date: \"2026-06-01\"", "date: summer"), "open quote": swap("title: Caches", "title: \"Caches")},
		"devopsdays": {"mis-nested": swap("  type: talk", " type: talk"), "mis-typed": swap("program:\n", "program: 3\nx:\n"), "no time": swap(`"09:30"`, `"half past"`)},
		"pyvideo":    {"cut off": cut("Short"), "mis-typed": swap(`["Ada Example"]`, `{"a": "Ada Example"}`), "no date": swap("2026-06-01", "long ago")},
		"csv":        {"open quote": swap(`sweet."`, `sweet.`), "no date": swap("2026-06-01", "1.6."), "no title": swap("Caches;", ";"), "bad bytes": swap("Caches", "Ca\xe9ches")},
	} {
		t.Run(form, func(t *testing.T) {
			site := t.TempDir()
			if p := importInto(t, site, lay(t, small[form]), schedule.Options{Event: "conf-2026", Zone: "Europe/Berlin"}); p.Diagnostics.HasErrors() {
				t.Fatal(told(p))
			}
			for what, spoil := range cases {
				files, hit := map[string]string{}, false
				for name, text := range small[form] {
					files[name] = text
					if (form != "pyvideo" || name == "videos/caches.json") && (form != "rubyevents" || name == "videos.yml") && (form != "devopsdays" || name == "program.yml") {
						files[name] = spoil(text)
						hit = files[name] != text
					}
				}
				if !hit {
					t.Fatalf("%s: nothing was spoilt", what)
				}
				fails(t, site, lay(t, files), what, located)
			}
		})
	}
}

// A real programme cut at many places never gets in by halves.
func TestTruncated(t *testing.T) {
	whole, err := os.ReadFile(data(t, "schedules", "schedule-json", "pretalx-democon.json"))
	if err != nil {
		t.Fatal(err)
	}
	site := t.TempDir()
	if p := importInto(t, site, lay(t, map[string]string{"s.json": string(whole)}), schedule.Options{Event: "conf-2026"}); p.Diagnostics.HasErrors() {
		t.Fatal(told(p))
	}
	for i := 1; i < 20; i++ {
		fails(t, site, lay(t, map[string]string{"s.json": string(whole[:len(whole)*i/20])}), fmt.Sprint(i, "/20"), regexp.MustCompile(`s\.json:\d+:\d+: error: .*\[schedule-syntax\]`))
	}
}

// What is made to fill memories, to read files of this machine or to leave the
// event's folder.
func TestHostile(t *testing.T) {
	bomb := "<?xml version=\"1.0\"?>\n<!DOCTYPE schedule [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\n<schedule><conference><title>&b;</title></conference></schedule>"
	outside := "<?xml version=\"1.0\"?>\n<!DOCTYPE schedule SYSTEM \"file:///etc/passwd\" [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<schedule><conference><title>&x;</title></conference></schedule>"
	var laughs strings.Builder
	laughs.WriteString("a: &a [x,x,x,x,x,x,x,x,x,x]\n")
	for i := 'b'; i < 'k'; i++ {
		fmt.Fprintf(&laughs, "%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c]\n", i, i, i-1, i-1, i-1, i-1, i-1, i-1, i-1, i-1, i-1, i-1)
	}
	site := t.TempDir()
	for what, files := range map[string]map[string]string{
		"entities":         {"s.xml": bomb},
		"external entity":  {"s.xml": outside},
		"aliases":          {"event.yml": laughs.String(), "videos.yml": "[]"},
		"deep XML":         {"s.xml": "<schedule>" + strings.Repeat("<a>", 5000) + strings.Repeat("</a>", 5000) + "</schedule>"},
		"deep JSON":        {"s.json": strings.Repeat("[", 100_000)},
		"nothing":          {"s.json": ""},
		"another encoding": {"s.xml": "<?xml version=\"1.0\" encoding=\"KOI8-R\"?><schedule/>"},
		"UTF-16":           {"s.json": "\xff\xfe{\x00}\x00"},
		"a page":           {"s.html": "<!doctype html><html><body><p>Programme</p></body></html>"},
		"a picture":        {"s.png": "\x89PNG\r\n\x1a\n\x00\x00"},
	} {
		fails(t, site, lay(t, files), what, nil)
	}
	for _, src := range []string{"/dev/zero", "ftp://conf.example/s.json", filepath.Join(site, "nowhere")} {
		fails(t, site, src, src, nil)
	}
}

// Latin-1 that says so is read.
func TestLatin1(t *testing.T) {
	text := strings.Replace(strings.Replace(small["frab-xml"]["schedule.xml"], "UTF-8", "ISO-8859-1", 1), "Ada Example", "Ad\xe9l Example", 1)
	site := t.TempDir()
	if p := importInto(t, site, lay(t, map[string]string{"s.xml": text}), schedule.Options{Event: "conf-2026"}); p.Diagnostics.HasErrors() {
		t.Fatal(told(p))
	}
	if !strings.Contains(talksOf(t, site, "conf-2026"), "Adél Example") {
		t.Error(talksOf(t, site, "conf-2026"))
	}
}
