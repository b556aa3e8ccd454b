package generator_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// listsSite has something for every list.
func listsSite() map[string]string {
	files := costSite()
	files["content/site.yaml"] = strings.Replace(files["content/site.yaml"], "pages: {", "pages: {quotes: true, ", 1)
	files["content/books.yaml"] = "- id: a-book\n  title: A Book of Examples\n  authors: [Ada Example]\n  year: 2007\n"
	files["content/people.yaml"] = "ada:\n  name: Ada Example\n  bio: Writes here.\n  url: https://ada.example/\n"
	files["content/events/conf-0.yaml"] = `name: Conf 0
start_date: 2020-03-01
location: Town
my: {picks: [two]}
cfps:
  - {name: Talks, close_date: 2019-12-01}
talks:
  one: {title: Talk one here, speakers: [Ada Example], highlight: true, video: "https://example.org/one", books: [a-book, Untold Tales]}
  two: {title: Talk two here, video: "https://example.org/two", seen: no}
  three: {title: Talk three here, video: "https://example.org/three"}
  four: {title: Talk four here, video: none}
`
	files["content/events/next.yaml"] = "name: Next\nstart_date: 2027-05-01\ncfps: [{name: Later, close_date: 2027-02-01}, {name: Sooner, close_date: 2026-12-01}]\n"
	files["content/posts/a.md"] = "---\ntitle: Part the first\ndate: 2020-05-01\nevent: conf-0\nseries: Looking back\nauthors: [ada]\ncategories: [Reports]\nimage: {file: \"https://example.org/x.png\", alt: A badge, credit: Cleo Example, license: CC BY 4.0}\n---\n\nLead.\n\n## Who was there {topic=People}\n\nA third were new.\n\n## Talk one here\n\nGood.\n"
	files["content/posts/b.md"] = "---\ntitle: Part the second\ndate: 2020-05-02\nseries: Looking back\nauthors: [Ben Example]\ncategories: [reports, Notes]\n---\n\nLead, as [the book](book:a-book) says.\n\n> [!QUOTE] Dora Example\n> Nobody asked.\n\n## And who not {topic=people}\n\nStill.\n"
	return files
}

// words is a page's text without its markup, for reading in a test.
func words(html string) string {
	if _, main, ok := strings.Cut(html, "<main"); ok {
		html, _, _ = strings.Cut(main, "</main>")
	}
	return strings.Join(strings.Fields(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(html, " ")), " ")
}

// Each list is there and says what it should, in its order.
func TestLists(t *testing.T) {
	l := newLab(t, listsSite())
	l.must()
	for page, want := range map[string][]string{
		"authors/index.html":             {"Ada Example", "Ben Example"},
		"authors/ada/index.html":         {"Author", "Ada Example", "Writes here.", "Part the first"},
		"authors/ben-example/index.html": {"Ben Example", "Part the second"},
		"categories/index.html":          {"Notes", "Reports"},
		"categories/reports/index.html":  {"Reports", "Part the second", "Part the first"},
		"series/index.html":              {"Looking back"},
		"series/looking-back/index.html": {"Looking back", "Part the first", "Part 1", "Part the second", "Part 2"},
		"2020/05/a/index.html":           {"Part 1 of Looking back", "Next part Part the second"},
		"2020/05/b/index.html":           {"Part 2 of Looking back", "Part before Part the first"},
		"2020/05/index.html":             {"Posts from May 2020", "Part the second", "Part the first", "March 2020"},
		"2020/index.html":                {"The year 2020", "May 2020", "March 2020"},
		"year/2020/index.html":           {"1 event", "1 talk retold", "1 speaker", "6 posts", "Conf 0", "Part the first", "Highlights", "Talk one here"},
		"cfps/index.html":                {"Open", "Next : Sooner", "Next : Later", "Closed", "Conf 0 : Talks"},
		"highlights/index.html":          {"Talk one here", "Ada Example", "Conf 0", "Part the first"},
		"watch/index.html":               {"Talk one here", "Talk two here", "I was not there"},
		"books/index.html":               {"A Book of Examples", "Ada Example 2007", "Talk one here", "Part the second", "Untold Tales"},
		"topics/index.html":              {"People"},
		"topics/people/index.html":       {"And who not", "Still.", "Part the second", "Who was there", "A third were new.", "Part the first"},
		"quotes/index.html":              {"Nobody asked.", "Dora Example", "Part the second"},
		"credits/index.html":             {"A badge", "Cleo Example", "CC BY 4.0", "Part the first"},
		"archive/index.html":             {"Authors", "Categories", "Series", "Calls for papers", "Highlights", "Videos to watch", "Books", "Topics", "Picture credits"},
	} {
		rest := words(l.read("public/" + page))
		for _, w := range want {
			i := strings.Index(rest, w)
			if i < 0 {
				t.Errorf("%s: %q is missing behind what came before, in %q", page, w, words(l.read("public/"+page)))
				break
			}
			rest = rest[i+len(w):]
		}
	}
	if strings.Contains(l.read("public/watch/index.html"), "Talk three here") {
		t.Error("a video that nothing speaks for is on the list")
	}
	l.equalsClean("nothing")
}

// Lists that have nothing to show, or are not wanted, are not there; a page of
// the author's own comes first.
func TestListsThatAreNot(t *testing.T) {
	lists := []string{"authors/", "categories/", "series/", "topics/", "cfps/index", "highlights/", "watch/", "books/", "quotes/", "credits/", "year/"}
	has := func(written []string) (out []string) {
		for _, p := range written {
			if slices.ContainsFunc(lists, func(d string) bool { return strings.HasPrefix(p, d) }) {
				out = append(out, p)
			}
		}
		return out
	}
	plain := costSite()
	plain["content/events/conf-0.yaml"] = "name: Conf 0\nstart_date: 2027-03-01\n"
	plain["content/events/conf-1.yaml"] = "name: Conf 1\nstart_date: 2027-03-01\n"
	delete(plain, "content/pages/names.md") // it speaks of talks
	if got := has(newLab(t, plain).must().Written); len(got) > 0 {
		t.Errorf("nothing to show gives %q", got)
	}
	off := listsSite()
	off["content/site.yaml"] = strings.Replace(off["content/site.yaml"], "pages: {", "pages: {lists: [], ", 1)
	off["content/site.yaml"] = strings.Replace(off["content/site.yaml"], "quotes: true", "quotes: false", 1)
	l := newLab(t, off)
	if got := has(l.must().Written); len(got) > 0 {
		t.Errorf("lists: [] gives %q", got)
	}
	if html := l.read("public/2020/05/a/index.html"); strings.Contains(html, `href="/categories/`) || strings.Contains(html, `href="/series/`) || strings.Contains(html, `href="/authors/`) {
		t.Error("a post links to lists that are not there")
	}
	own := listsSite()
	own["content/pages/books.md"] = "---\ntitle: My shelf\n---\n\nBy hand.\n"
	l = newLab(t, own)
	l.must()
	if html := l.read("public/books/index.html"); !strings.Contains(html, "By hand.") {
		t.Error("a page of the author's own gave way to a list")
	}
}

// A series is read from its first part on, whatever its length: the front page
// is page 1, and a new part changes the last page and nothing before it.
func TestSeriesRunsInOrder(t *testing.T) {
	files := costSite() // four posts a page
	part := func(i int) string {
		return fmt.Sprintf("---\ntitle: Chapter %02d\ndate: 2022-01-%02d\nseries: Long tale\n---\n\nText.\n", i, i)
	}
	for i := 1; i <= 9; i++ {
		files[fmt.Sprintf("content/posts/part-%d.md", i)] = part(i)
	}
	l := newLab(t, files)
	l.must()
	page := func(name string) string { return "public/series/long-tale/" + name + "index.html" }
	for name, want := range map[string][]string{"": {"01", "02", "03", "04"}, "page/2/": {"05", "06", "07", "08"}, "page/3/": {"09"}} {
		html, got := words(l.read(page(name))), []string(nil)
		for _, m := range regexp.MustCompile(`Chapter (\d\d)`).FindAllStringSubmatch(html, -1) {
			got = append(got, m[1])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s has the parts %q, want %q", page(name), got, want)
		}
	}
	for name, to := range map[string]string{"": "page/2/", "page/2/": "page/3/", "page/3/": "page/2/"} {
		if !strings.Contains(l.read(page(name)), `href="/series/long-tale/`+to+`"`) {
			t.Errorf("%s does not lead to %q", page(name), to)
		}
	}
	l.write("content/posts/part-10.md", part(10))
	for _, p := range l.must().Written {
		if p == "series/long-tale/index.html" || p == "series/long-tale/page/2/index.html" {
			t.Errorf("a new part wrote %s", p)
		}
	}
	if _, err := os.Stat(l.path("public/series/long-tale/page/1/index.html")); err == nil {
		t.Error("the front page stands twice")
	}
	l.equalsClean("a new part")
}

// Long lists are numbered from the oldest, and the first page leads into them.
func TestNumberedLists(t *testing.T) {
	files := costSite()
	for e := range 2 {
		s := fmt.Sprintf("name: Big %d\nstart_date: 201%d-03-01\ntalks:\n", e, e)
		for i := range 30 {
			s += fmt.Sprintf("  t-%02d: {title: Talk %d-%02d, highlight: true}\n", i, e, i)
		}
		files[fmt.Sprintf("content/events/big-%d.yaml", e)] = s
	}
	l := newLab(t, files)
	r := l.must()
	for _, p := range []string{"highlights/index.html", "highlights/page/1/index.html", "highlights/page/2/index.html", "highlights/page/3/index.html"} {
		if !slices.Contains(r.Written, p) {
			t.Fatalf("%s is missing", p)
		}
	}
	if one := words(l.read("public/highlights/page/1/index.html")); strings.Count(one, "Talk 0-") != 25 {
		t.Errorf("page 1 does not hold the oldest 25: %q", one)
	}
	before := l.read("public/highlights/page/1/index.html")
	l.write("content/events/new.yaml", "name: New\nstart_date: 2020-01-01\ntalks: {x: {title: One more, highlight: true}}\n")
	l.must()
	if l.read("public/highlights/page/1/index.html") != before {
		t.Error("a new highlight changed page 1")
	}
}
