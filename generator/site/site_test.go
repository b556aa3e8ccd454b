package site_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/site"
	"recap/generator/sitetest"
	"recap/generator/source"
)

var now = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// linked is the site of a few files below content/.
func linked(t *testing.T, files map[string]string) (*site.Site, diag.List) {
	t.Helper()
	dir := t.TempDir()
	all := map[string]string{"content/site.yaml": "title: Notes\nurl: https://notes.example/blog/\n"}
	for p, text := range files {
		all["content/"+p] = text
	}
	sitetest.Write(t, dir, all)
	tree, d, err := source.Snapshot(context.Background(), source.Options{Dir: dir}, nil)
	if err != nil {
		t.Fatal(err)
	}
	set, more := content.Load(tree, nil)
	d.Add(more...)
	s, more := site.Link(set, site.Options{Now: now}, nil)
	return s, append(d, more...)
}

func post(front, body string) string { return "---\n" + front + "---\n\n" + body + "\n" }

// by is the post with a title.
func by(t *testing.T, s *site.Site, title string) *site.Post {
	t.Helper()
	for _, p := range slices.Concat(s.Posts, s.Hidden, s.Pages) {
		if p.Title == title {
			return p
		}
	}
	t.Fatalf("no post is titled %q", title)
	return nil
}

func told(d diag.List) string {
	var out []string
	for _, x := range d.Sorted() {
		out = append(out, fmt.Sprintf("%s %s: %s", x.Severity, x.Code, x.Message))
	}
	return strings.Join(out, "\n")
}

func TestAddresses(t *testing.T) {
	for _, c := range []struct{ file, front, want string }{
		{"posts/report.md", "date: 2016-06-10\n", "/blog/2016/06/report/"},
		{"posts/2016-06-10-report.md", "", "/blog/2016/06/report/"},
		{"posts/2016/06/report.md", "", "/blog/2016/06/report/"},
		{"posts/Über Köln.md", "date: 2016-06-10\n", "/blog/2016/06/ueber-koeln/"},
		{"posts/日本.md", "date: 2016-06-10\n", "/blog/2016/06/%E6%97%A5%E6%9C%AC/"},
		{"posts/trip/index.md", "date: 2016-06-10\n", "/blog/2016/06/trip/"},
		{"posts/x.md", "date: 2016-06-10\nslug: another-word\n", "/blog/2016/06/another-word/"},
		{"posts/x.md", "date: 2016-06-10\nurl: /old/place.html\n", "/blog/old/place.html"},
		{"posts/x.md", "date: 2016-06-10\npermalink: /old/place/\n", "/blog/old/place/"},
		{"posts/x.de.md", "date: 2016-06-10\n", "/blog/2016/06/x-de/"},
		{"posts/x.en.md", "date: 2016-06-10\n", "/blog/2016/06/x/"},
		{"posts/undated.md", "", "/blog/undated/"},
		{"posts/s.md", "date: 2016-06-10\nunlisted: true\ntoken: abcdefgh1234\n", "/blog/u/abcdefgh1234/s/"},
		{"pages/about.md", "", "/blog/about/"},
		{"pages/manual/index.md", "", "/blog/manual/"},
		{"pages/manual/first steps.md", "", "/blog/manual/first-steps/"},
	} {
		s, _ := linked(t, map[string]string{c.file: post("title: T\n"+c.front, "Text.")})
		if got := by(t, s, "T").URL; got != c.want {
			t.Errorf("%s with %q lies at %s, want %s", c.file, c.front, got, c.want)
		}
	}
}

// Dates without a zone are in the site's; the file's name stands in for a date.
func TestDates(t *testing.T) {
	s, _ := linked(t, map[string]string{
		"site.yaml":           "title: N\nurl: https://n.example/\ntimezone: Asia/Tokyo\n",
		"posts/a.md":          post("title: A\ndate: 2016-06-10 01:30\n", "x"),
		"posts/2015-01-02.md": post("title: B\n", "x"),
		"posts/c.md":          post("title: C\ndate: 2014\n", "x"),
	})
	if got := by(t, s, "A").When.UTC().Format(time.RFC3339); got != "2016-06-09T16:30:00Z" {
		t.Errorf("A at %s", got)
	}
	if got := by(t, s, "C").Date.Precision; got != "year" {
		t.Errorf("C is known to the %s", got)
	}
	var order []string
	for _, p := range s.Posts {
		order = append(order, p.Title)
	}
	if got := strings.Join(order, " "); got != "A B C" {
		t.Errorf("newest first: %s", got)
	}
}

func TestUnknownNames(t *testing.T) {
	event := "name: PyCon US 2016\nstart_date: 2016-05-28\ntimezone: UTC\ntalks:\n  machete-mode-debugging: {title: Machete-mode debugging, speakers: [Ada Example]}\n  magic-wormhole: {title: Magic wormhole}\n"
	for _, c := range []struct{ name, front, body, want, hint string }{
		{"an event", "event: pycon-2016\n", "x", `error event-unknown: no event is called "pycon-2016"`, "did you mean pycon-us-2016?"},
		{"a talk in front matter", "event: pycon-us-2016\ntalks: [magic-wormhoel]\n", "x", `error talk-unknown: PyCon US 2016 has no talk "magic-wormhoel"`, "did you mean magic-wormhole?"},
		{"a talk at a heading", "event: pycon-us-2016\n", "## Debugging {talk=machete-mode}", `error talk-unknown: PyCon US 2016 has no talk "machete-mode"`, "did you mean machete-mode-debugging?"},
		{"a talk without its event", "", "## Debugging {talk=machete-mode-debugging}", `error talk-without-event: talk "machete-mode-debugging" is named, but the post names no event`, "add a line event: to the front matter, or write event/talk"},
		{"a talk of another event", "", "## Debugging {talk=pycon-us-2016/machete-mode-debugging}", "", ""},
		{"no talk, on purpose", "event: pycon-us-2016\n", "## Magic wormhole {talk=none}", "", ""},
		{"a tag that can have no address", "tags: ['?']\n", "x", `error tag-unusable: nothing of the tag "?" can stand in an address`, "use letters or digits, or leave the tag out"},
	} {
		_, d := linked(t, map[string]string{
			"events/pycon-us-2016.yaml": event,
			"posts/p.md":                post("title: T\ndate: 2016-06-10\n"+c.front, c.body),
		})
		if got := told(d); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		} else if len(d) > 0 && (d[0].Hint != c.hint || d[0].Pos.IsWhole()) {
			t.Errorf("%s: hint %q, place %+v", c.name, d[0].Hint, d[0].Pos)
		}
	}
}

// A heading is bound by its id, or by being exactly one title of two words or more.
func TestBinding(t *testing.T) {
	s, d := linked(t, map[string]string{
		"events/lisa.yaml": "name: LISA\nstart_date: 2015-11-08\nend_date: 2015-11-13\ntalks:\n  keynote: {title: The shared keynote}\n",
		"events/ures.yaml": "name: URES\nstart_date: 2015-11-13\npart_of: lisa\ntalks:\n  a: {title: \"Look out: what’s next\"}\n  b: {title: Metrics}\n  c: {title: Same words}\n  d: {title: same WORDS}\n",
		"posts/p.md": post("title: T\ndate: 2015-11-14\nevent: ures\n",
			"## Look out what's next\n\nOne.\n\n## Metrics\n\n## Same words\n\n## The shared keynote\n\n## Anything {talk=b}\n\n## Friday\n\nThen [that one](talk:d).\n\n## Look out: what’s next {talk=none}\n"),
	})
	if len(d) > 0 {
		t.Errorf("said:\n%s", told(d))
	}
	var got []string
	for _, sec := range by(t, s, "T").Sections {
		id := "-"
		if sec.Bound != nil {
			id = sec.Bound.Event.ID.Text + "/" + sec.Bound.ID.Text
		}
		if !sec.Day.IsZero() {
			id = sec.Day.Format("2006-01-02")
		}
		got = append(got, id)
	}
	want := []string{"ures/a", "-", "-", "lisa/keynote", "ures/b", "2015-11-13", "-"}
	if !slices.Equal(got, want) {
		t.Errorf("bound to %q, want %q", got, want)
	}
	if d, _ := s.Event("ures").Talk("d"); len(d.Coverage) != 1 || d.Coverage[0].Section != nil {
		t.Errorf("a talk named in a sentence is covered without a section: %+v", d.Coverage)
	}
	talk, _ := s.Event("ures").Talk("a")
	if len(talk.Coverage) != 1 || talk.Coverage[0].Section.Lead != "One." {
		t.Errorf("coverage of a: %+v", talk.Coverage)
	}
}

// An event's tags are terms by any of their names, and only those with posts.
func TestTagsOfAnEvent(t *testing.T) {
	s, _ := linked(t, map[string]string{
		"tags.yaml":      "- id: go\n  name: {en: Go, de: Die Sprache Go}\n  aliases: [golang]\n- id: unused\n  aliases: [idle]\n",
		"events/x.yaml":  "name: X\nstart_date: 2015-01-01\ntags: [golang, idle, Die Sprache Go, other]\n",
		"posts/notes.md": post("title: T\ndate: 2016-02-01\ntags: [Go, Other]\n", "x"),
	})
	var got []string
	for _, tag := range s.TagsOf(s.Event("x")) {
		got = append(got, tag.Slug)
	}
	if want := []string{"go", "other"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// One person under several spellings is one speaker; a person nobody recorded
// is one by name alone.
func TestSpeakers(t *testing.T) {
	s, d := linked(t, map[string]string{
		"speakers.yaml":  "ada-example: {name: Ada Example, aliases: [A. Example, ada]}\n",
		"events/x.yaml":  "name: X\nstart_date: 2015-01-01\ntalks:\n  a: {title: One thing, speakers: ['speaker:ada-example', Bo Sample]}\n  b: {title: Two things, speakers: [A. Example, bo sample]}\n",
		"events/y.yaml":  "name: Y\nstart_date: 2016-01-01\ntalks:\n  c: {title: Three things, speakers: [ada]}\n",
		"posts/notes.md": post("title: T\ndate: 2016-02-01\nevent: y\ntalks: [c]\n", "x"),
	})
	if len(d) > 0 {
		t.Error(told(d))
	}
	var got []string
	for _, sp := range s.Speakers {
		var talks []string
		for _, tk := range sp.Talks {
			talks = append(talks, tk.ID.Text)
		}
		got = append(got, fmt.Sprintf("%s %v page=%v", sp.Name, talks, sp.HasPage))
	}
	want := []string{"Ada Example [c a b] page=true", "Bo Sample [a b] page=false"}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
}

func TestTags(t *testing.T) {
	s, _ := linked(t, map[string]string{
		"tags.yaml":     "devops: {name: DevOps, aliases: [dev-ops-days]}\n",
		"events/x.yaml": "name: X\nstart_date: 2015-01-01\ntags: [linux]\n",
		"posts/a.md":    post("title: A\ndate: 2015-01-01\ntags: [devops, C++, Release Engineering]\nevent: x\n", "x"),
		"posts/b.md":    post("title: B\ndate: 2015-01-02\ntags: [Dev Ops Days, C, release engineering]\n", "x"),
		"posts/c.md":    post("title: C\ndate: 2015-01-03\ntags: [release engineering]\n", "x"),
	})
	var got []string
	for _, tag := range s.Tags {
		got = append(got, fmt.Sprintf("%s %s %d", tag.Slug, tag.Name, len(tag.Posts)))
	}
	want := []string{"c C 1", "c-plus-plus C++ 1", "devops DevOps 2", "linux linux 1", "release-engineering release engineering 3"}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
}

// Posts of an event stand in the order of what happened, whatever was published when.
func TestRunningOrder(t *testing.T) {
	p := func(title, date, more string) string {
		return post("title: "+title+"\ndate: "+date+"\nevent: x\n"+more, "x")
	}
	s, _ := linked(t, map[string]string{
		"events/x.yaml": "name: X\nstart_date: 2018-01-22\nend_date: 2018-01-26\n",
		"posts/a.md":    p("after", "2018-02-10", ""),
		"posts/b.md":    p("day2", "2018-01-23", "day: 2\n"),
		"posts/c.md":    p("day1-s2", "2018-01-24", "day: Monday\nsession: 2\n"),
		"posts/d.md":    p("day1-s1", "2018-01-25", "day: 2018-01-22\nsession: Session 1\n"),
		"posts/e.md":    p("before", "2017-12-01", ""),
	})
	var got []string
	for _, p := range s.Event("x").Posts {
		got = append(got, p.Title)
	}
	if want := "before day1-s1 day1-s2 day2 after"; strings.Join(got, " ") != want {
		t.Errorf("%v, want %s", got, want)
	}
	if p := by(t, s, "day1-s2"); p.EventPrev == nil || p.EventPrev.Title != "day1-s1" || p.EventNext.Title != "day2" {
		t.Errorf("neighbours of day1-s2: %v %v", p.EventPrev, p.EventNext)
	}
}

// Related posts are older ones only: of the event first, then of a talk, of a
// speaker, of the tags.
func TestRelated(t *testing.T) {
	talk := func(title string) string {
		return "talks: {t: {title: " + title + ", speakers: [Grace Hopper]}}\n"
	}
	s, _ := linked(t, map[string]string{
		"events/x.yaml":  "name: X\nstart_date: 2018-01-22\n",
		"events/y.yaml":  "name: Y\nstart_date: 2018-02-01\n" + talk("On Nanoseconds"),
		"events/z.yaml":  "name: Z\nstart_date: 2018-03-01\n" + talk("Early Compilers"),
		"posts/a.md":     post("title: A\ndate: 2018-01-01\ntags: [go]\n", "x"),
		"posts/b.md":     post("title: B\ndate: 2018-01-02\nevent: x\n", "x"),
		"posts/c.md":     post("title: C\ndate: 2018-01-03\ntags: [go]\nevent: x\n", "x"),
		"posts/d.md":     post("title: D\ndate: 2018-01-04\ntags: [go]\nevent: x\n", "x"),
		"posts/y.md":     post("title: Y1\ndate: 2018-02-03\nevent: y\n", "## On Nanoseconds\n\nx"),
		"posts/z.md":     post("title: Z1\ndate: 2018-03-03\nevent: z\ntags: [go]\n", "## Early Compilers\n\nx"),
		"posts/later.md": post("title: Later\ndate: 2018-04-01\ntags: [go]\n", "More about [her talk](talk:y/t)."),
	})
	for title, want := range map[string]string{"A": "", "B": "", "C": "B A", "D": "C B", "Y1": "", "Z1": "Y1 D", "Later": "Y1 Z1"} {
		var got []string
		for _, r := range by(t, s, title).Related {
			got = append(got, r.Title)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("related to %s: %v, want %s", title, got, want)
		}
	}
}

func TestTranslations(t *testing.T) {
	s, _ := linked(t, map[string]string{
		"posts/x.md":    post("title: English\ndate: 2018-01-01\n", "x"),
		"posts/x.de.md": post("title: Deutsch\ndate: 2018-01-01\n", "x"),
		"posts/y.md":    post("title: Français\ndate: 2018-01-02\nlang: fr\ntranslation_of: x\n", "x"),
		"posts/z.md":    post("title: Alone\ndate: 2018-01-03\nlang: de\n", "x"),
	})
	if p := by(t, s, "English"); len(p.Translations) != 2 || p.Translations[0].Title != "Deutsch" || p.Translations[1].Title != "Français" {
		t.Errorf("translations: %v", p.Translations)
	}
	if p := by(t, s, "Alone"); len(p.Translations) > 0 {
		t.Errorf("translations: %v", p.Translations)
	}
}

func TestLinks(t *testing.T) {
	files := map[string]string{
		"posts/a/index.md":   post("title: A\ndate: 2018-01-01\n", "## Part\n\nx"),
		"posts/a/map.svg":    `<svg xmlns="http://www.w3.org/2000/svg"/>`,
		"static/doc/x.pdf":   "pdf",
		"posts/draft.md":     post("title: D\ndate: 2018-01-01\ndraft: true\n", "x"),
		"pages/about.md":     post("title: About\n", "x"),
		"posts/b/b.md":       "",
		"posts/b/beside.txt": "x",
	}
	for _, c := range []struct{ dest, to, said string }{
		{"../a/index.md", "/blog/2018/01/a/", ""},
		{"../a/index.md#part", "/blog/2018/01/a/#part", ""},
		{"../a/index.md#prat", "/blog/2018/01/a/#prat", `warning link-anchor: A has no heading with the anchor "prat"`},
		{"../a/map.svg", "/blog/posts/a/map.svg", ""},
		{"beside.txt", "/blog/posts/b/beside.txt", ""},
		{"/doc/x.pdf?v=1", "/blog/doc/x.pdf?v=1", ""},
		{"/posts/a/index.md", "/blog/2018/01/a/", ""},
		{"/blog/about/", "/blog/about/", ""},
		{"/about/", "/blog/about/", ""},
		{"../draft.md", "/blog/2018/01/draft/", "warning link-held: this leads to a post that is not published: draft"},
		{"gone.md", "", `warning link-dead: no post or page lies at "gone.md"`},
		{"#here", "", ""},
		{"#nowhere", "", `warning link-anchor: this text has no heading with the anchor "nowhere"`},
		{"https://example.org/a.md", "", ""},
		{"mailto:a@example.org", "", ""},
	} {
		files["posts/b/b.md"] = post("title: B\ndate: 2018-01-02\n", "## Here\n\n[x]("+c.dest+")")
		s, d := linked(t, files)
		if got := by(t, s, "B").Answers.Links[c.dest]; got != c.to && !(got == "" && c.to == c.dest) {
			t.Errorf("%s leads to %q, want %q", c.dest, got, c.to)
		}
		if got := told(d); got != c.said {
			t.Errorf("%s: said %q, want %q", c.dest, got, c.said)
		}
	}
}

func TestHeldBack(t *testing.T) {
	s, _ := linked(t, map[string]string{
		"posts/d.md": post("title: D\ndate: 2030-01-01\ndraft: true\n", "x"),
		"posts/f.md": post("title: F\ndate: 2030-01-01T09:00:00+02:00\n", "x"),
		"posts/u.md": post("title: U\ndate: 2020-01-01\nunlisted: true\ntoken: abcdefgh1234\ntags: [go]\n", "x"),
	})
	var got []string
	for _, h := range s.Held {
		got = append(got, fmt.Sprintf("%s %s %s", h.Post.Title, h.Reason, h.Until.UTC().Format(time.RFC3339)))
	}
	if want := []string{"D draft 0001-01-01T00:00:00Z", "F future 2030-01-01T07:00:00Z"}; !slices.Equal(got, want) {
		t.Errorf("held back: %q, want %q", got, want)
	}
	if len(s.Posts) != 0 || len(s.Hidden) != 1 || len(s.Tags) != 0 {
		t.Errorf("an unlisted post stands in no list: %d posts, %d hidden, %d tags", len(s.Posts), len(s.Hidden), len(s.Tags))
	}
}

// The files of a post that is held back stay at home, and those of an unlisted
// post lie at its secret address.
func TestFilesFollowTheirPost(t *testing.T) {
	svg := `<svg xmlns="http://www.w3.org/2000/svg"/>`
	s, d := linked(t, map[string]string{
		"posts/draft/index.md":   post("title: D\ndate: 2020-01-01\ndraft: true\n", "![x](in/a.svg)"),
		"posts/draft/in/a.svg":   svg,
		"posts/secret/index.md":  post("title: S\ndate: 2020-01-01\nunlisted: true\ntoken: abcdefgh1234\n", "![x](a.svg)"),
		"posts/secret/a.svg":     svg,
		"posts/public/index.md":  post("title: P\ndate: 2020-01-01\n", "![x](a.svg)"),
		"posts/public/a.svg":     svg,
		"posts/both/index.md":    post("title: B\ndate: 2020-01-01\n", "![x](a.svg)"),
		"posts/both/index.de.md": post("title: BD\ndate: 2020-01-01\ndraft: true\n", "![x](a.svg)"),
		"posts/both/a.svg":       svg,
		"posts/flat/one.md":      post("title: F\ndate: 2020-01-01\ndraft: true\n", "x"),
		"posts/flat/picture.svg": svg,
	})
	if len(d) > 0 {
		t.Error(told(d))
	}
	var got []string
	for _, st := range s.Static {
		got = append(got, st.Path)
	}
	slices.Sort(got)
	want := []string{"posts/both/a.svg", "posts/flat/picture.svg", "posts/public/a.svg", "u/abcdefgh1234/secret/a.svg"}
	if !slices.Equal(got, want) {
		t.Errorf("published: %q, want %q", got, want)
	}
	if pic := by(t, s, "S").Answers.Images["a.svg"]; pic.URL != "/blog/u/abcdefgh1234/secret/a.svg" {
		t.Errorf("the secret picture lies at %s", pic.URL)
	}
}

// TestDayOfPost: a day that the event does not have is told once, and where it
// has it, it dates a post in a folder that names the year alone.
func TestDayOfPost(t *testing.T) {
	const event = "name: X\nstart_date: 2018-01-22\nend_date: 2018-01-23\ntimezone: UTC\n"
	for _, c := range []struct{ file, day, date, said string }{
		{"posts/2018/p.md", "2", "2018-01-23", ""},
		{"posts/2018/p.md", "tuesday", "2018-01-23", ""},
		{"posts/2017/12/p.md", "2", "2018-01-23", ""},
		{"posts/p.md", "1", "2018-01-22", ""},
		{"posts/2018/02/03/p.md", "2", "2018-02-03", ""},
		{"posts/2018/2018-03-01-p.md", "2", "2018-03-01", ""},
		{"posts/2018/p.md", "3", "2018-01-01", `error day-unknown: X has no day "3" (x has 2 days, 2018-01-22 to 2018-01-23: write a number from 1 to 2, a date or a weekday)`},
		{"posts/2018/p.md", "friday", "2018-01-01", `error day-unknown: X has no day "friday" (x has 2 days, 2018-01-22 to 2018-01-23: write a number from 1 to 2, a date or a weekday)`},
	} {
		s, d := linked(t, map[string]string{"events/x.yaml": event, c.file: post("event: x\nday: "+c.day+"\n", "x")})
		got := told(d)
		for _, x := range d {
			got += " (" + x.Hint + ")"
		}
		if date := s.Posts[0].When.Format("2006-01-02"); date != c.date || got != c.said {
			t.Errorf("%s, day %s: %s, said %s", c.file, c.day, date, got)
		}
	}
}

func TestSmallSlips(t *testing.T) {
	event := "name: X\nstart_date: 2018-01-22\nend_date: 2018-01-23\ntimezone: UTC\n"
	for _, c := range []struct{ name, file, text, want string }{
		{"a mark misspelt", "posts/p.md", post("title: T\ndate: 2018-01-01\n", "## Part {tlak=keynote}"), `warning heading-key: a heading has no mark "tlak"`},
		{"one id twice", "posts/p.md", post("title: T\ndate: 2018-01-01\nid: one\n", "x"), `error post-id-taken: two posts have the id "one", so feed readers would show one of them`},
		{"a talk of another month", "events/y.yaml", event + "talks: {a: {title: A, start: 2018-02-22T09:00}}\n", "warning talk-outside: this talk begins on 2018-02-22, but X is from 2018-01-22 to 2018-01-23"},
		{"a talk on a ninth day", "events/y.yaml", event + "talks: {a: {title: A, day: 9}}\n", `warning talk-outside: X has no day "9"`},
		{"many talks of another month", "events/y.yaml", event + "talks:\n" +
			"  a: {title: A, start: 2018-02-22T09:00}\n  b: {title: B, start: 2018-02-22T09:00}\n  c: {title: C, start: 2018-02-23T09:00}\n  d: {title: D, start: 2018-02-23T09:00}\n",
			"warning talk-outside: 4 talks lie outside the dates of X, from here on: this talk begins on 2018-02-22, but X is from 2018-01-22 to 2018-01-23"},
		{"a talk after midnight", "events/y.yaml", event + "talks: {a: {title: A, start: 2018-01-24T01:00}}\n", ""},
		{"a programme within dates that are no dates", "events/y.yaml", strings.Replace(event, "01-23", "01-21", 1) + "talks: {a: {title: A, start: 2018-02-22T09:00}}\n",
			"error event-order: the event ends before it starts"},
		{"a time in a zone that is none", "events/y.yaml", strings.Replace(event, "UTC", "Brussels", 1) + "talks: {a: {title: A, start: 2018-01-22T09:00}}\n",
			`error zone-unknown: no time zone is called "Brussels"`},
		{"a day of an event that is not there, and so no title", "posts/p.md", post("event: y\nday: 1\n", "x"), `error event-unknown: no event is called "y"`},
		{"a link to a folder", "posts/p.md", post("title: T\ndate: 2018-01-01\n", "[x](other/)"), ""},
		{"a misspelt key brings no second complaint", "posts/p.md", post("title: T\ndate: 2018-01-01\nevnet: x\n", "## Part {talk=keynote}"), `error front-key-typo: a post has no key "evnet"`},
	} {
		_, d := linked(t, map[string]string{
			"posts/other/index.md": post("title: O\ndate: 2017-01-01\nid: one\n", "x"),
			c.file:                 c.text,
		})
		if got := told(d); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}
