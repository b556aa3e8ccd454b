package generator_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// talkSite is a conference of two days and its next edition: four talks with a
// time and two posts, one of them by headings, one by front matter alone.
func talkSite() map[string]string {
	return map[string]string{
		"content/site.yaml":     "title: Talks\nurl: https://talks.example/blog/\nlanguage: en\ntimezone: UTC\nfeeds: {per: []}\n",
		"content/books.yaml":    "- id: caches\n  title: On Caches\n  authors: [Cleo Example]\n  year: 2011\n",
		"content/speakers.yaml": "- id: ada\n  name: Ada Example\n  bio: Writes *compilers*.\n  links: {mastodon: \"@ada@social.example\", github: adaexample}\n- id: dora\n  name: Dora Hidden\n  listed: false\n",
		"content/events/conf-2020/event.yaml": `name: Conf 2020
series: conf
start_date: 2020-05-04
end_date: 2020-05-05
timezone: Europe/Berlin
location: Town
talks:
  fast-caches:
    title: Fast caches for slow people
    speakers: [{name: Ada Example, affiliation: Then Ltd}]
    start: 2020-05-04T09:00
    duration: 30m
    room: Hall
    url: https://conf.example/fast
    video: https://video.example/fast
    slides: expected
    abstract: A cache is a promise. It is kept or it is not.
    books: [caches, A book without a record]
  night-talk:
    title: What happens after midnight
    speakers: [Ben Example]
    start: 2020-05-05T00:30
    day: 1
    room: Hall
    video: none
  whole-abstract:
    title: An abstract under a free licence
    speakers: [speaker:ada, Dora Hidden]
    start: 2020-05-05T10:00
    room: Lab
    license: CC BY 4.0
    abstract: "First paragraph.\n\nSecond *paragraph* of it."
    also_at: [conf-2021/again]
  untold:
    title: Nobody wrote about this
    speakers: [Zoe Example]
    start: 2020-05-05T10:00
    room: Hall
`,
		"content/events/conf-2021.yaml": "name: Conf 2021\nseries: conf\nstart_date: 2021-05-03\nlocation: City\ntalks:\n  again:\n    title: The same abstract again\n    speakers: [Ada Example]\n",
		"content/posts/report.md":       "---\ntitle: The report\ndate: 2020-05-10\nevent: conf-2020\n---\n\nLead.\n\n## Monday\n\nIt began.\n\n### Fast caches {talk=fast-caches}\n\nCaches were told of.[^1]\n\n[^1]: A note.\n\n### What happens after midnight\n\n([video](https://elsewhere.example/); [slides](https://elsewhere.example/s))\n\nNot much.\n",
		"content/posts/short.md":        "---\ntitle: A short one\ndate: 2020-05-11\nevent: conf-2020\ntalks: [whole-abstract]\n---\n\nAll in one paragraph.[^1]\n\n### Fast caches {talk=fast-caches}\n\nAgain.\n\n[^1]: Another note.\n",
		"content/posts/session.md":      "---\nevent: conf-2020\nday: Tuesday\nsession: Keynote\ntrack: main-hall\n---\n\nDerived words.\n",
	}
}

// has holds the text of a built page, blanks folded, against what must be there.
func (l *lab) has(page string, want ...string) {
	l.t.Helper()
	text := strings.Join(strings.Fields(l.read("public/"+page)), " ")
	for _, w := range want {
		not := strings.HasPrefix(w, "!")
		if w = strings.TrimPrefix(w, "!"); strings.Contains(text, w) == not {
			l.t.Errorf("%s: %q is there: %t\n%s", page, w, !not, text)
		}
	}
}

func TestTalkPages(t *testing.T) {
	l := newLab(t, talkSite())
	r := l.must()
	for _, d := range r.Diagnostics {
		if d.Code != "post-undated" {
			t.Log(d.Code, d.Message)
		}
	}
	post := "2020/05/report/index.html"
	l.has(post, `<a class="name" href="/blog/speakers/ada/">Ada Example</a> (Then Ltd)`,
		`<a href="https://conf.example/fast">abstract</a> <a href="https://video.example/fast">video</a> <span>slides expected</span>`,
		`href="/blog/events/conf-2020/talks/fast-caches/"`,
		// The second heading repeats a title; its line was written by hand.
		`Ben Example</a></span>`, `href="https://elsewhere.example/"`)
	l.has("feed.atom", `https://talks.example/blog/`, "Ada Example (Then Ltd) (", "!about-talk")

	talk := "events/conf-2020/talks/fast-caches/index.html"
	l.has(talk, `Caches were told of.`, `href="/blog/2020/05/report/#fast-caches"`, "A cache is a promise.", "slides expected",
		"On Caches", "Cleo Example (2011)", "A book without a record", `href="/blog/events/conf-2020/day/1/"`, "The next talk")
	l.has("events/conf-2020/talks/night-talk/index.html", "not recorded", "Not much.", "!elsewhere.example", "0:30", "Monday, 4 May 2020")
	l.has("events/conf-2020/talks/whole-abstract/index.html", "Second <em>paragraph</em> of it.", "All in one paragraph.", "Given elsewhere too", `/blog/events/conf-2021/#talk-again`, "!speakers/dora")
	if _, found := find(r.Written, "events/conf-2020/talks/untold/index.html"); found {
		t.Error("a talk that no post tells of has a page")
	}

	l.has("speakers/index.html", "Ada Example", "Ben Example", "!Zoe", "!Dora")
	l.has("speakers/ada/index.html", "Writes <em>compilers</em>.", `href="https://social.example/@ada"`, `href="https://github.com/adaexample"`, "Seen 2 times since 2020", "The same abstract again", "The report")
	l.has("events/series/conf/index.html", "Conf 2021", "Conf 2020", "A short one")
	l.has("events/conf-2020/index.html", "3 of 4 talks retold", "There is a newer edition: <a href=\"/blog/events/conf-2021/\">Conf 2021</a>", `href="/blog/events/series/conf/"`, `href="/blog/events/conf-2020/schedule/"`, `href="/blog/events/conf-2020/print/"`)
	l.has("events/conf-2021/index.html", "!newer edition")

	// Half past midnight still belongs to the first day.
	l.has("events/conf-2020/day/1/index.html", "Fast caches for slow people", "What happens after midnight", "It began.", "!An abstract")
	l.has("events/conf-2020/day/2/index.html", "An abstract under", "Nobody wrote", "Conf 2020 – Day 2 – Keynote – Main Hall")
	l.has("events/conf-2020/schedule/index.html", `<th scope="col">Hall</th><th scope="col">Lab</th>`, "Nobody wrote about this")
	l.has("2020/05/session/index.html", "<h1 class=\"p-name\">Conf 2020 – Day 2 – Keynote – Main Hall</h1>", "Tuesday, 5 May 2020")

	book := "events/conf-2020/print/index.html"
	l.has(book, "Lead.", "All in one paragraph.", `content="noindex"`)
	ids := map[string]bool{}
	for part := range strings.SplitSeq(l.read("public/"+book), ` id="`) {
		if id, _, ok := strings.Cut(part, `"`); ok && !strings.HasPrefix(part, "<!doctype") {
			if ids[id] {
				t.Errorf("the id %q stands twice in the book", id)
			}
			ids[id] = true
		}
	}
	if l.has("sitemap.xml", "talks/fast-caches/", "!/print/"); len(ids) < 6 {
		t.Errorf("the book has the ids %v", ids)
	}
}

func find(list []string, s string) (int, bool) { return slices.BinarySearch(list, s) }

// With pages.talks: all every talk has a page, with none no talk.
func TestTalkPagesSetting(t *testing.T) {
	for setting, want := range map[string]int{"covered": 3, "all": 5, "none": 0} {
		files := talkSite()
		files["content/site.yaml"] += "pages: {talks: " + setting + "}\n"
		n := 0
		for _, p := range newLab(t, files).must().Written {
			if strings.Contains(p, "/talks/") && !strings.HasPrefix(p, "cards/") {
				n++
			}
		}
		if n != want {
			t.Errorf("pages.talks: %s: %d pages of talks, want %d", setting, n, want)
		}
	}
}

// Beyond two hundred people each initial has a page of its own.
func TestManySpeakers(t *testing.T) {
	files := talkSite()
	var b strings.Builder
	b.WriteString("name: Big\nstart_date: 2020-01-01\nlocation: Town\ntalks:\n")
	for i := range 210 {
		fmt.Fprintf(&b, "  t%d:\n    title: Number %d of many\n    speakers: [%c. Person%d]\n", i, i, 'A'+i%26, i)
	}
	files["content/events/big.yaml"] = b.String()
	files["content/site.yaml"] += "pages: {speakers: all}\n"
	l := newLab(t, files)
	l.must()
	l.has("speakers/index.html", `href="/blog/speakers/by/p/"`, "!Person7")
	l.has("speakers/by/p/index.html", "Person7")
	l.has("speakers/by/e/index.html", "Ada Example", "!Person7", `aria-current="page"`)
}

// What an edit of a talk, or of a section about it, costs. Timetables and books
// count too: they show what was edited.
func TestWhatATalkCosts(t *testing.T) {
	talk, ev := "events/conf-2020/talks/fast-caches/index.html", "events/conf-2020/"
	for _, c := range []struct {
		name, file, old, new string
		pages                []string
	}{
		{"a section's first paragraph", "content/posts/report.md", "Caches were told", "Caches were spoken",
			[]string{"2020/05/report/index.html", ev + "print/index.html", talk, "feed.atom", "feed.json", "feed.rss", "search/posts/0-64/w-.json"}},
		{"a later paragraph", "content/posts/report.md", "A note", "One note",
			[]string{"2020/05/report/index.html", ev + "print/index.html", "feed.atom", "feed.json", "feed.rss"}},
		{"an abstract", "content/events/conf-2020/event.yaml", "A cache is a promise.", "A cache is a bet.", []string{talk}},
		{"a person's life", "content/speakers.yaml", "Writes", "Reads", []string{"speakers/ada/index.html", "search/programme/0-512/w-.json"}},
		{"a book", "content/books.yaml", "On Caches", "Of Caches", []string{talk}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			files := talkSite()
			files["content/site.yaml"] += "pages: {lists: [], calendars: false, data: false}\n"
			l := newLab(t, files)
			l.must()
			l.edit(c.file, c.old, c.new)
			r := l.must()
			slices.Sort(c.pages)
			if !slices.Equal(r.Written, c.pages) || len(r.Removed) > 0 {
				t.Errorf("wrote\n  %s\nwant\n  %s\nremoved %q", strings.Join(r.Written, "\n  "), strings.Join(c.pages, "\n  "), r.Removed)
			}
			l.equalsClean(c.name)
		})
	}
}

// The look of a talk's block is in every body's key.
func TestTalkBlockTemplate(t *testing.T) {
	l := newLab(t, talkSite())
	l.must()
	l.write("themes/plain/embeds/talk.html", `{{range .Talk.Speakers}}<p>by {{.Name}}</p>{{end}}`)
	l.must()
	l.has("2020/05/report/index.html", "<p>by Ada Example</p>", "!about-talk")
	l.equalsClean("a piece inside texts")
	l.write("themes/plain/embeds/talk.html", `{{range .Talk.Speaker}}{{end}}`)
	r := l.build()
	if !r.Stopped || !strings.Contains(told(r.Diagnostics, r.Text), `view.Talk has no "Speaker"`) {
		t.Errorf("a misspelt field: %s", told(r.Diagnostics, r.Text))
	}
}
