package generator_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"recap/generator/view"
	"recap/themes"
)

// greekSite is a site of every kind of page whose author writes Greek: whatever
// Latin letters a reader sees there are recap's own words.
func greekSite(lang string) map[string]string {
	files := map[string]string{
		"content/site.yaml": "title: Ημερολόγιο\nurl: https://greek.example/\nlanguage: " + lang + "\nauthor: άννα\ntimezone: Europe/Athens\n" +
			"posts: {per_page: 2}\npages: {quotes: true, talks: all, speakers: all}\nmarkup: {typographer: auto}\ntheme: {menu: [{title: Αρχείο, url: /archive/}]}\n",
		"content/people.yaml":   "άννα: {name: Άννα Άλφα, bio: Γράφει.}\n",
		"content/speakers.yaml": "- {id: alpha, name: Νίκος Βήτα, bio: Μιλάει., affiliation: Εταιρεία}\n",
		"content/books.yaml":    "- {id: vivlio, title: Βιβλίο, authors: [Ζωή Γάμμα], year: 2007, isbn: \"9780131103627\"}\n",
		"content/tags.yaml":     "- {id: lexi, name: Λέξη}\n- {id: alli, name: Άλλη}\n",
		"content/venues.yaml":   "- {id: spiti, name: Σπίτι, address: {city: Αθήνα}, latitude: 37.97, longitude: 23.72, directions: Με τα πόδια., accessibility: Ράμπα.}\n",
		"content/series.yaml":   "- {id: sira, name: Σειρά, ended: 2024}\n",
		"content/events/megali/event.yaml": `name: Μεγάλη σύνοδος
series: sira
edition: Β
start_date: 2024-05-06
end_date: 2024-05-07
timezone: Europe/Athens
venue: spiti
mode: hybrid
url: https://megali.example/
schedule_url: https://megali.example/s
videos_url: https://megali.example/v
slides_url: https://megali.example/sl
registration_url: https://megali.example/r
code_of_conduct: https://megali.example/c
links: [{kind: photos, url: "https://megali.example/p"}, {kind: wiki, url: "https://megali.example/w"}]
hashtag: σύνοδος
attendees: 1200
description: Περιγραφή της.
cfps: [{name: Ομιλίες, open_date: 2024-01-01, close_date: 2024-02-01, notify_date: 2024-03-01, url: "https://megali.example/cfp", topics: [Θέμα]}]
facts: [{label: άτομα, value: πολλά, source: "https://megali.example/f"}]
people: [{name: Νίκος Βήτα, role: organizer}, {name: Ζωή Γάμμα, role: mc}]
my: {roles: [attendee, speaker], picks: [proti, triti, pempti], disclosure: Πληρώθηκε.}
talks:
  proti: {title: Πρώτη ομιλία, kind: keynote, speakers: ["speaker:alpha"], start: 2024-05-06T09:00, duration: 30m, room: Α, url: "https://megali.example/1", video: "https://www.youtube.com/watch?v=abc", slides: "https://megali.example/1.pdf", abstract: "Σύνοψη πρώτη.\n\nΚαι άλλη.", license: CC BY 4.0, highlight: true, seen: room, books: [vivlio], also_at: [mikri/xana], resources: [{kind: paper, url: "https://megali.example/paper"}]}
  defteri: {title: Δεύτερη ομιλία, kind: lightning, speakers: [Ζωή Γάμμα, Νίκος Βήτα], start: 2024-05-06T10:00, duration: 45m, room: Β, video: expected, slides: private, seen: stream}
  triti: {title: Τρίτη ομιλία, kind: panel, speakers: [Ζωή Γάμμα], start: 2024-05-07T09:00, duration: 1m, room: Α, slides: none, session: Πρωί, seen: recording, video: "https://megali.example/3.mp4"}
  tetarti: {title: Τέταρτη ομιλία, kind: workshop, start: 2024-05-07T09:00, room: Β, status: cancelled, seen: conversation}
  pempti: {title: Πέμπτη ομιλία, kind: bof, seen: no, video: "https://megali.example/5.mp4"}
`,
		"content/events/mikri.yaml":   "name: Μικρή σύνοδος\nkind: meetup\nseries: sira\nstart_date: 2025-05-30\nend_date: 2025-06-02\nlocation: Πάτρα\nstatus: moved_online\ntalks:\n  xana: {title: Ξανά, speakers: [Νίκος Βήτα], video: none}\n",
		"content/events/meros.yaml":   "name: Μέρος\nkind: unconference\npart_of: megali\nstart_date: 2024-05\nmode: in_person\n",
		"content/events/epomeni.yaml": "name: Επόμενη\nstart_date: 2027-05-01\nkind: retreat\nstatus: postponed\nmode: online\nmy: {going: true}\ncfps: [{name: Αργά, close_date: 2027-02-01, url: \"https://epomeni.example/\"}]\n",
		"content/events/allou.yaml":   "name: Αλλού\nstart_date: 2024-12-30\nend_date: 2025-01-02\nkind: hackathon\nstatus: cancelled\n",
		"content/posts/2024-05-08-a.md": "---\ntitle: Πρώτη μέρα\nevent: megali\nday: 1\nseries: Ιστορία\nauthors: [άννα]\ncategories: [Νέα]\ntags: [lexi]\ntoc: true\nupdates: [{date: 2024-06-01, note: Άλλαξε.}]\nsyndication: [\"https://allou.example/1\"]\ndisclosure: Δωρεάν.\n" +
			"image: {file: k.svg, alt: Κάρτα, credit: Ζωή Γάμμα, license: CC BY 4.0}\n---\n\nΑρχή.[^1]\n\n## Πρώτη ομιλία\n\nΚαλή.\n\n> [!NOTE]\n> Σημείωση.\n\n> [!TIP]\n> Α.\n\n> [!IMPORTANT]\n> Β.\n\n> [!WARNING]\n> Γ.\n\n> [!CAUTION]\n> Δ.\n\n> [!QUOTE] Νίκος Βήτα, sinngemäß\n> Λόγια.\n\n" +
			"## Δεύτερη ομιλία\n\n```go\n// α\n```\n\n- [ ] α\n- [x] β\n\n::: gallery\n![α](k.svg)\n![β](k.svg)\n:::\n\nhttps://www.youtube.com/watch?v=abc\n\n## Κόσμος {topic=Κόσμος}\n\nΠολύς.\n\n<!--more-->\n\nΤέλος.\n\n[^1]: Υποσημείωση.\n",
		"content/posts/k.svg":           `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>`,
		"content/posts/2024-05-09-b.md": "---\ntitle: Δεύτερη μέρα\nevent: megali\nday: 2\nseries: Ιστορία\ncategories: [Νέα]\nauthors: [Ζωή Γάμμα]\ntags: [lexi, alli]\ntalks: [triti]\n---\n\nΤην [δεύτερη](book:vivlio) μέρα.\n\n## Τρίτη ομιλία\n\nΚαι αυτή.\n\n## Κόσμος {topic=Κόσμος}\n\nΛίγος.\n",
		"content/posts/2024-06-09-c.md": "---\ntitle: Παλιό\naliases: [/palio/]\ntags: [lexi]\nseries: Ιστορία\n---\n\nΛίγο.\n",
		"content/posts/2025-06-09-d.md": "---\ntitle: Νέο\ntags: [lexi]\nevent: mikri\n---\n\nΛίγο. " + strings.Repeat("Λέξη μία ακόμα. ", 300) + "\n",
		"content/posts/2026-06-09-e.md": "---\ntitle: Νεότερο\ntags: [alli]\nimage: {file: k.svg, alt: Κάρτα}\n---\n\nΛίγο.\n",
		"content/posts/xoris.md":        "---\ntitle: Χωρίς\n---\n\nΛίγο.\n",
		"content/comments/posts/2024-05-08-a.yaml": "- {id: \"1\", author: Ζωή Γάμμα, date: 2024-05-10T10:00:00Z, text: Ναι.}\n- {id: \"2\", date: 2024-05-11T10:00:00Z, parent: \"1\", text: Όχι.}\n" +
			"- {id: \"3\", kind: pingback, author: Αλλού, url: \"https://allou.example/\", date: 2024-05-12}\n",
		"content/pages/selida.md":        "---\ntitle: Σελίδα\n---\n\nΚείμενο.\n",
		"content/pages/voithia/index.md": "---\ntitle: Βοήθεια\n---\n\nΌλα.\n",
		"content/pages/voithia/ena.md":   "---\ntitle: Ένα\n---\n\nΚείμενο.\n",
	}
	return files
}

// shared are the words that German took from English, or that are names: what
// may read the same in both.
// The zone of an event is an identifier; Tag is a day in German; single letters are
// initials of months.
var shared = strings.Split(`A|April|Athens|Atom|August|D|F|J|M|N|Natural Earth|November|O|PDF|S|September|CC BY|Feed|Feeds|Hackathon|Hashtag|ISBN|JSON Feed|Keynote|Online|RSS|Tag|UTF|Video|Videos|Website|Wiki|Workshop|YouTube|min|recap`, "|")

// pageOf names a page of the Greek site for each kind of page, by template.
var pageOf = map[string]string{
	"404": "404", "archive": "archive/index", "books": "books/index", "cfps": "cfps/index", "credits": "credits/index",
	"event": "events/megali/index", "event-book": "events/megali/print/index", "event-day": "events/megali/day/1/index",
	"events": "events/index", "events-upcoming": "events/upcoming/index", "events-map": "events/map/index", "events-year": "events/year/2024/index", "home": "index",
	"list": "posts/page/1/index", "month": "2024/05/index", "page": "selida/index", "picks": "highlights/index", "post": "2024/05/a/index",
	"quotes": "quotes/index", "redirect": "palio/index", "review": "year/2024/index", "search": "search/index", "schedule": "events/megali/schedule/index",
	"series": "events/series/sira/index", "speaker": "speakers/alpha/index", "speakers": "speakers/index", "tag": "tags/lexi/index",
	"tags": "tags/index", "talk-page": "events/megali/talks/proti/index", "term": "series/ιστορία/index", "terms": "series/index",
	"topic": "topics/κόσμος/index", "year": "2024/index",
}

// TestGermanSite: where the settings say German, recap says no word of English,
// on no page of any kind, in no attribute and no file for machines. What both
// languages have in common is either the author's, and then Greek, or in the
// list of shared words.
func TestGermanSite(t *testing.T) {
	t.Parallel()
	said := map[string]map[string]string{} // language → text → where
	for _, lang := range []string{"en", "de"} {
		l := newLab(t, greekSite(lang))
		r := l.must()
		for _, d := range r.Diagnostics {
			if d.Code != "post-undated" && d.Code != "map-place" {
				t.Errorf("%s: %s", lang, told(r.Diagnostics, r.Text))
				break
			}
		}
		said[lang] = map[string]string{}
		for _, p := range r.Written {
			for _, text := range allTexts(t, p, l.read("public/"+p)) {
				if _, ok := said[lang][text]; !ok {
					said[lang][text] = p
				}
			}
		}
		for _, v := range view.Kinds() {
			if p, ok := pageOf[v.Template()]; !ok || !slices.Contains(r.Written, p+".html") {
				t.Errorf("the Greek site has no page of the kind %s, or pageOf does not say which", v.Template())
			}
		}
	}
	var same []string
	for text, where := range said["en"] {
		if _, both := said["de"][text]; both && !slices.Contains(shared, text) {
			same = append(same, fmt.Sprintf("%q, as on %s", text, where))
		}
	}
	slices.Sort(same)
	for _, s := range same {
		t.Errorf("the same in English and German: %s", s)
	}
	if len(said["de"]) < 200 {
		t.Errorf("%d texts found: the comparison sees too little", len(said["de"]))
	}
}

// allTexts are the runs of Latin letters in all that readers, feed readers and
// calendars show of a file.
func allTexts(t *testing.T, name, data string) []string {
	var found []string
	add := func(s string) {
		found = append(found, latin(s)...)
	}
	switch path.Ext(name) {
	case ".html", ".svg":
		htmlTexts(t, data, add)
	case ".js":
		scriptTexts(data, add)
	case ".atom", ".rss", ".opml", ".xml":
		xmlTexts(t, name, data, add)
	case ".json":
		if strings.HasPrefix(name, "search/") { // shards have names for the script, which says them in its page's words
			return nil
		}
		var v any
		if err := json.Unmarshal([]byte(data), &v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		jsonTexts(v, add)
	case ".ics":
		for line := range strings.SplitSeq(strings.ReplaceAll(data, "\r\n ", ""), "\r\n") {
			head, value, _ := strings.Cut(line, ":")
			head, _, _ = strings.Cut(head, ";")
			switch head {
			case "SUMMARY", "DESCRIPTION", "LOCATION", "X-WR-CALNAME", "NAME", "CATEGORIES", "COMMENT", "CONTACT", "X-WR-CALDESC":
				add(strings.NewReplacer(`\n`, "\n", `\,`, ",", `\;`, ";").Replace(value))
			}
		}
	}
	return found
}

var (
	addresses = regexp.MustCompile(`(?:https?|mailto|geo):[^\s"<>]+|\b[\w.-]+\.(?:example|com|org)\b(?:/\S*)?|/[\w./-]+\.\w+`)
	latinRun  = regexp.MustCompile(`[\p{Latin}][\p{Latin}'’.-]*(?:[ \x{a0}]+[\p{Latin}(][\p{Latin}'’.()-]*)*`)
)

// latin are the runs of Latin letters of a text, addresses aside.
func latin(s string) []string {
	var out []string
	for _, run := range latinRun.FindAllString(addresses.ReplaceAllString(strings.Join(strings.Fields(s), " "), " "), -1) {
		if run = strings.TrimFunc(run, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }); run != "" {
			out = append(out, run)
		}
	}
	return out
}

var (
	scriptComment = regexp.MustCompile(`(?m)(?:^|\s)//.*$|/\*(?s:.*?)\*/`)
	scriptLiteral = regexp.MustCompile("\"[^\"\\n]*\"|'[^'\\n]*'|`[^`]*`")
	scriptWords   = regexp.MustCompile(`^[A-Z][a-z]+(?: [a-z]+)*[.!?…:]?$|^[a-z]+(?: [a-z]+){2,}[.!?…:]?$`)
	scriptKeys    = regexp.MustCompile(`^(?:Enter|Escape|Home|End|Tab|Accept|Space)$`)
)

// scriptTexts are the literals of a script that read as words for people: all
// that a script says comes from its page, in the page's language.
func scriptTexts(data string, add func(string)) {
	for _, lit := range scriptLiteral.FindAllString(scriptComment.ReplaceAllString(data, " "), -1) {
		if lit = strings.Trim(lit, "\"'`"); scriptWords.MatchString(lit) && !scriptKeys.MatchString(lit) {
			add(lit)
		}
	}
}

// spoken are the attributes that somebody reads or hears; words for scripts come
// as data-.
var spoken = []string{"title", "alt", "aria-label", "placeholder", "label", "aria-description", "data-close", "data-next", "data-previous", "data-label"}

// htmlTexts walks a page: texts, spoken attributes, meta descriptions, JSON-LD.
func htmlTexts(t *testing.T, data string, add func(string)) {
	doc, err := html.ParseWithOptions(strings.NewReader(data), html.ParseOptionEnableScripting(false))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		attr := map[string]string{}
		for _, a := range n.Attr {
			attr[a.Key] = a.Val
			if slices.Contains(spoken, a.Key) || strings.HasPrefix(a.Key, "data-text") {
				add(a.Val)
			}
		}
		switch {
		case n.Type == html.ElementNode && n.Data == "meta":
			switch name := attr["name"] + attr["property"]; {
			case name == "generator", name == "og:type", name == "twitter:card", name == "viewport", name == "color-scheme", name == "robots", name == "theme-color", name == "og:locale", name == "referrer", name == "og:image:type":
			case attr["http-equiv"] != "", attr["itemprop"] != "":
			default:
				add(attr["content"])
			}
		case n.Type == html.TextNode && n.Parent != nil:
			switch n.Parent.Data {
			case "style":
			case "script":
				var v any
				if json.Unmarshal([]byte(n.Data), &v) == nil {
					jsonTexts(v, add)
				}
			case "code":
			default:
				add(n.Data)
			}
		}
	}
}

// xmlTexts reads feeds: character data, HTML within it, and the attributes that
// are shown.
func xmlTexts(t *testing.T, name, data string, add func(string)) {
	d := xml.NewDecoder(strings.NewReader(data))
	var in []string
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			in = append(in, tok.Name.Local)
			for _, a := range tok.Attr {
				if slices.Contains([]string{"title", "text", "label", "term"}, a.Name.Local) {
					add(a.Value)
				}
			}
		case xml.EndElement:
			in = in[:len(in)-1]
		case xml.CharData:
			if len(in) == 0 || slices.Contains([]string{"loc", "id", "guid", "link", "updated", "published", "pubDate", "lastBuildDate", "lastmod", "generator", "language", "uri", "url", "docs"}, in[len(in)-1]) {
				continue
			}
			if strings.Contains(string(tok), "<") {
				htmlTexts(t, string(tok), add)
			} else {
				add(string(tok))
			}
		}
	}
}

// proseKeys are the keys of JSON feeds and of schema.org whose values are read.
var proseKeys = []string{"name", "title", "description", "headline", "summary", "text", "alternateName", "content_html", "content_text", "caption", "disambiguatingDescription", "label", "articleSection", "keywords", "abstract"}

func jsonTexts(v any, add func(string)) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			jsonTexts(e, add)
		}
	case map[string]any:
		for k, e := range v {
			if s, ok := e.(string); ok && slices.Contains(proseKeys, k) {
				add(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(s, " "))
				continue
			}
			jsonTexts(e, add)
		}
	}
}

// TestGermanTexts: what no page of the Greek site happens to show differs in the
// two languages as well.
func TestGermanTexts(t *testing.T) {
	read := func(lang string) map[string]string {
		data, err := themes.FS.ReadFile("plain/i18n/" + lang + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for line := range strings.SplitSeq(string(data), "\n") {
			if key, text, ok := strings.Cut(line, " = "); ok {
				out[key] = text
			}
		}
		return out
	}
	blanks := regexp.MustCompile(`\{[^}]*\}`)
	de := read("de")
	for key, text := range read("en") {
		switch family, _, _ := strings.Cut(key, "."); {
		case de[key] != text, family == "span", family == "date", family == "number", family == "month", family == "mon":
		case strings.HasPrefix(key, "label.language."): // each in its own
		case slices.Contains([]string{"label.link.github", "label.link.gitlab", "label.link.linkedin", "label.link.orcid", "label.link.bluesky",
			"label.link.speakerdeck", "label.link.slideshare", "label.link.meetup", "label.link.mastodon", "label.link.podcast"}, key): // names
		case slices.Contains([]string{"label.talk.tutorial", "label.talk.open_space", "label.talk.poster", "label.link.code", "label.role.sponsor", "label.talk.sprint"}, key):
			// taken over
		default:
			for _, run := range latin(blanks.ReplaceAllString(text, " ")) {
				if !slices.Contains(shared, run) {
					t.Errorf("%s is %q in both languages", key, text)
				}
			}
		}
	}
}
