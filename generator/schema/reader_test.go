package schema

import (
	"os"
	"slices"
	"strings"
	"testing"

	"recap/generator/content"
)

// values are what a writer may put behind a key, right and wrong.
var values = []string{
	"", "~", "text", "two words", "'a: b'", "true", "false", "'true'", "yes", "0", "7", "-3", "2,500", "1.10", "48.20, 16.37", "91", "007", "0x1F",
	"2016", "2016-06", "2016-06-10", "2016-6-1", "2016-06-10T12:10", "2016-06-10 12:10:00 +0200", "2016-06-10T12:10:00.5Z", "2016/06/10", "10 June 2016", "10-Jun-2016", "1st Sept. 2016", "'June 10, 2016'", "'Fri, 10 Jun 2016 12:00:00 +0200'", "10.06.2016", "10. Juni 2016", "June 2016", "'Friday, 2016-06-10'", "'June 10, 2016 at 3:30 p.m.'", "2016-06-10 10:00 UTC+2", "10/06/2016", "2016-13-01", "2016-02-31", "tomorrow", "20160610",
	"30m", "1h30m", "00:30", "1.5h", "long", "'12:30'", "09:30:00",
	"https://example.org/a?b#c", "example.org", "/a/b/", "a/b.jpg", "//example.org/", "mailto:a@example.org", "'javascript:alert(1)'", "https://", "../up", "/a/../b", "'#12'", "'#0b6'", "teal", "rgb(0 187 102)",
	"en", "pt-BR", "de_AT", "english", "Europe/Berlin", "US/Pacific", "CET", "UTC", "Berlin", "a-b.c", "über-köln", ".a", "a..b",
	"draft", "none", "expected", "private", "known", "recap", "talk", "conference", "attendee", "teaser", "full", "github", "gh", "covered", "atom", "cwebp", "dir", "link", "page", "plain",
	"978-0-306-40615-7", "0306406152", "'123'", "10.1000/182", "https://doi.org/10.1000/182", "'@ada@example.social'", "abcdefghijkl", "/:year/:slug/", "/:slig/", "':event – Day :day'", "':evnt'",
	"[]", "[a]", "[a, b]", "[~, a]", "[1, 2]", "[en, de]", "[[a]]", "[/a/, /b/]", "[https://example.org/a]", "[2016-06-10]", "[480, 800]", "[atom, json]", "[tag]", "[attendee]", "[{name: A}]", "[{url: /a/}]", "[{title: A, url: /a/}]", "[{A: /a/}]", "[{id: t, title: T}]", "[{date: 2016-06-10, note: N}]", "[{match: a, url: /b/}]", "[{name: p, kind: dir, path: x}]", "[{paths: a, values: {lang: de}}]", "[{}]", "[{file: a.jpg, alt: A}]",
	"{}", "{a: b}", "{name: A}", "{name: A, url: /a/}", "{url: /a/}", "{state: none}", "{en: A, de: B}", "{de: {title: T}}", "{t: {title: T}}", "{t: T}", "{a.jpg: {alt: A}}", "{a.jpg: A}", "{file: a.jpg}", "{mastodon: https://example.social/@ada/1}", "{github: ada}", "{latitude: 1, longitude: 2}", "{city: A, country: B}", "{roles: [attendee], going: true}", "{per_page: 5}", "{name: plain}", "{kind: none}",
}

// TestReaderAndSchema puts these values behind each key, a fifteenth of them in turn
// or with RECAP_ALL all: what recap takes without a word, no schema may complain
// about.
func TestReaderAndSchema(t *testing.T) {
	type place struct{ file, before, indent, table string }
	places := []place{
		{aPost, "", "", "post"}, {anEvent, "", "", "event"}, {settings, "", "", "settings"},
		{aSchedule, "talks:\n- ", "  ", "talk"}, {"content/speakers.yaml", "- ", "  ", "speaker"}, {"content/venues.yaml", "- ", "  ", "venue"},
		{"content/series.yaml", "- ", "  ", "series"}, {"content/tags.yaml", "- ", "  ", "tag"}, {"content/books.yaml", "- ", "  ", "book"},
		{"content/people.yaml", "- ", "  ", "person"}, {"content/embeds.yaml", "- ", "  ", "embed"}, {"content/comments/posts/x.yaml", "- ", "  ", "comment"},
	}
	// What a record needs so that nothing else is complained of.
	needed := map[string][][2]string{
		"post": {{"title", "X"}, {"date", "2016-06-10"}}, "event": {{"name", "X 2016"}, {"start_date", "2016-05-30"}, {"timezone", "Europe/Berlin"}},
		"settings": {{"title", "X"}, {"url", "https://example.org/"}}, "talk": {{"id", "t"}, {"title", "T"}},
		"speaker": {{"name", "A"}}, "venue": {{"name", "A"}}, "series": {{"name", "A"}}, "tag": {{"name", "A"}}, "person": {{"name", "A"}}, "book": {{"title", "A"}}, "embed": {{"url", "https://youtu.be/x"}},
	}
	tables := map[string]content.Table{}
	for _, tb := range content.Tables() {
		tables[tb.Name] = tb
	}
	same, wider, turn := 0, 0, 0
	for _, p := range places {
		schema := compiled(t, documentOf(p.file))
		try := func(key string, spellings []string, nested string) {
			turn++
			for i, v := range values {
				if os.Getenv("RECAP_ALL") == "" && (i+turn)%15 != 0 {
					continue
				}
				line := key + ": " + v
				if nested != "" {
					line = nested + ":\n" + p.indent + "  " + line
				}
				var lines []string
				for _, n := range needed[p.table] {
					if !slices.Contains(spellings, n[0]) {
						lines = append(lines, n[0]+": "+n[1])
					}
				}
				text := p.before + strings.Join(append(lines, line), "\n"+p.indent) + "\n"
				list := said(p.file, mistake{file: p.file, text: text}.whole())
				takes := len(list) == 0
				err := schema.Validate(asJSON(t, text))
				switch {
				case takes && err != nil:
					t.Errorf("%s: recap takes this, the schema does not:\n%s%v", p.file, text, err)
				case !takes && err == nil:
					wider++
				default:
					same++
				}
			}
		}
		for _, k := range tables[p.table].Keys {
			spellings := append([]string{k.Name}, k.Also...)
			for _, name := range spellings {
				if name == k.Name || !strings.Contains(k.Shape, "list") { // the same value behind each spelling
					try(name, spellings, "")
				}
			}
			if k.Shape == "map" && p.table != "post" {
				for _, inner := range k.Keys {
					try(inner.Name, nil, k.Name)
				}
			}
		}
	}
	t.Logf("%d values: both agree; %d: the schema lets pass what recap speaks of", same, wider)
	if wider*8 > same {
		t.Errorf("the schemas let pass too much: %d of %d", wider, same+wider)
	}
}
