package generator_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"recap/generator/sitetest"
)

// costSite is small enough to count by hand: eight posts, the newest last, two
// events, two tags; four posts a page.
func costSite() map[string]string {
	files := map[string]string{
		"content/site.yaml":      "title: Costs\nurl: https://costs.example/\nlanguage: en\ntimezone: UTC\nposts: {per_page: 4}\nfeeds: {items: 3}\npages: {print: false, search: false}\n",
		"content/pages/about.md": "---\ntitle: About\n---\n\nAbout this site.\n",
	}
	for i := range 2 {
		files[fmt.Sprintf("content/events/conf-%d.yaml", i)] = fmt.Sprintf("name: Conf %d\nstart_date: 202%d-03-01\nlocation: Town\ntalks:\n  one:\n    title: Talk one\n    speakers: [Ada Example]\n", i, i)
	}
	for i := range 8 {
		files[costPost(i)] = fmt.Sprintf("---\ntitle: Post %d\ndate: 202%d-03-0%d\nevent: conf-%d\ntags: [tag %d]\n---\n\nLead of post %d.\n\n## Section\n\nThe text of post %d.\n",
			i, i/4, 1+i%4, i/4, i%2, i, i)
	}
	return files
}

func costPost(i int) string { return fmt.Sprintf("content/posts/post-%d.md", i) }

func cardOf(i int) string { return fmt.Sprintf("cards/202%d/03/post-%d.png", i/4, i) }

func out(i int) string { return fmt.Sprintf("202%d/03/post-%d/index.html", i/4, i) }

const searchTerms = "search/posts/0-64/w-.json"

var feeds = []string{"feed.atom", "feed.json", "feed.rss"}

// What an edit costs: the pages it writes, each by name, and the texts it makes.
// The oldest post, number 0, stands on home's page 1, in its year, event and tag,
// and in no feed; the newest, number 7, on home and in the feeds.
func TestWhatAnEditCosts(t *testing.T) {
	lists := func(i int) []string { // where a post's card stands
		return []string{fmt.Sprintf("events/conf-%d/index.html", i/4),
			fmt.Sprintf("tags/tag-%d/index.html", i%2), fmt.Sprintf("posts/page/%d/index.html", 1+i/4)}
	}
	firstOf := func(pages ...string) []string { // the first entry of a list: the archive names it
		return append(pages, "archive/index.html", "sitemap.xml")
	}
	for _, c := range []struct {
		name   string
		edit   func(l *lab)
		pages  []string // "-" before one that is removed
		bodies int
	}{
		{"nothing", func(l *lab) {}, nil, 0},
		{"an old post's text", func(l *lab) { l.edit(costPost(0), "The text", "The words") },
			[]string{out(0)}, 1},
		{"the newest post's text", func(l *lab) { l.edit(costPost(7), "The text", "The words") },
			// The site's feeds and the event's carry the texts of 5, 6 and 7, the
			// tag's those of 3, 5 and 7: four texts, each made once.
			append([]string{out(7), "events/conf-1/feed.atom", "tags/tag-1/feed.atom"}, feeds...), 1 + 4},
		{"a line at the top of front matter", func(l *lab) { l.edit(costPost(0), "title:", "# a comment\ntitle:") },
			nil, 0},
		{"an old post's title", func(l *lab) { l.edit(costPost(0), "title: Post 0", "title: First") },
			// its own page, its newer neighbour, those it is related to, its lists
			append([]string{out(0), out(1), out(2), out(3), cardOf(0), "2020/index.html", "2020/03/index.html", "year/2020/index.html", "data/events/conf-0.json"}, lists(0)...), 4},
		{"an old post's lead", func(l *lab) { l.edit(costPost(0), "Lead of", "Head of") },
			append([]string{out(0)}, lists(0)...), 1},
		{"an event's place", func(l *lab) { l.edit("content/events/conf-0.yaml", "Town", "City") },
			// cards and posts show it: all posts of the event and the lists they stand in; home's timeline; two calendars; and
			// the pictures of these posts and the event
			[]string{cardOf(0), cardOf(1), cardOf(2), cardOf(3), "cards/events/conf-0.png", out(0), out(1), out(2), out(3), out(4), out(5), "2020/index.html", "index.html", "events/conf-0/index.html",
				"events/index.html", "events/year/2020/index.html", "tags/tag-0/index.html", "tags/tag-1/index.html", "posts/page/1/index.html",
				"2020/03/index.html", "year/2020/index.html", "events/conf-0/event.ics", "events/events.ics", "data/events/conf-0.json", "data/site.json"}, 6},
		{"an event's status", func(l *lab) { l.edit("content/events/conf-1.yaml", "location:", "status: postponed\nlocation:") },
			// as its place, where cards show it; no older post is related to these
			[]string{out(4), out(5), out(6), out(7), "index.html", "events/conf-1/index.html",
				"events/index.html", "events/year/2021/index.html", "tags/tag-0/index.html", "tags/tag-1/index.html", "posts/page/2/index.html",
				"events/conf-1/event.ics", "events/events.ics", "data/events/conf-1.json", "data/site.json"}, 4},
		{"a talk's time", func(l *lab) {
			l.edit("content/events/conf-0.yaml", "    speakers:", "    start: 2020-03-01T09:30:00Z\n    speakers:")
		},
			[]string{"events/conf-0/index.html", "events/conf-0/event.ics", "data/events/conf-0.json"}, 0},
		{"an event's coordinates", func(l *lab) {
			l.edit("content/events/conf-0.yaml", "location:", "coordinates: 48.20, 16.37\nlocation:")
		},
			// the first that are known: there is a map now, and both events stand on it,
			// since both took place in Town; the event's calendars
			[]string{"events/index.html", "events/map/index.html", "sitemap.xml", "events/conf-0/event.ics", "events/events.ics"}, 0},
		{"an old event that nobody told of", func(l *lab) {
			l.write("content/events/conf-2.yaml", "name: Conf 2\nstart_date: 2019-05-01\n")
		},
			// home's timeline has room for twelve
			[]string{"index.html", "events/conf-2/index.html", "events/index.html", "events/year/2019/index.html", "events/year/2020/index.html",
				"cards/events/conf-2.png", "events/conf-2/event.ics", "events/events.ics", "data/events/conf-2.json", "data/site.json", "sitemap.xml"}, 0},
		{"what the writer did at an event", func(l *lab) {
			l.edit("content/events/conf-0.yaml", "location:", "my: {roles: [speaker]}\nlocation:")
		},
			[]string{"index.html", "events/index.html", "events/conf-0/index.html"}, 0},
		{"no pictures of the data", func(l *lab) {
			l.write("content/site.yaml", strings.Replace(l.read("content/site.yaml"), "pages: {", "pages: {timeline: false, map: false, ", 1))
		},
			[]string{"index.html", "events/index.html"}, 0},
		{"a call for papers", func(l *lab) {
			l.edit("content/events/conf-0.yaml", "location:", "cfps: [{name: Talks, close_date: 2020-01-10}]\nlocation:")
		},
			firstOf("cfps/index.html", "events/conf-0/index.html", "cfps/cfps.ics", "data/site.json"), 0},
		{"a highlight", func(l *lab) {
			l.edit("content/events/conf-0.yaml", "    speakers:", "    highlight: true\n    video: https://example.org/v\n    speakers:")
		},
			firstOf("highlights/index.html", "watch/index.html", "year/2020/index.html", "events/conf-0/index.html", "data/events/conf-0.json"), 0},
		{"a book", func(l *lab) {
			l.edit("content/events/conf-0.yaml", "    speakers:", "    books: [A Book]\n    speakers:")
		},
			firstOf("books/index.html"), 0},
		{"a topic", func(l *lab) { l.edit(costPost(0), "## Section", "## Section {topic=people}") },
			firstOf("topics/index.html", "topics/people/index.html"), 1}, // the text is made, and is as it was
		{"a category", func(l *lab) { l.edit(costPost(0), "title:", "categories: [Reports]\ntitle:") },
			firstOf(out(0), "categories/index.html", "categories/reports/index.html"), 1},
		{"two authors", func(l *lab) {
			l.edit(costPost(0), "title:", "authors: [Ada Example]\ntitle:")
			l.edit(costPost(2), "title:", "authors: [Ben Example]\ntitle:")
			// the feeds name authors, and carry the texts of 1, 2, 3, 4 and 6
		}, firstOf(out(0), out(2), "authors/index.html", "authors/ada-example/index.html", "authors/ben-example/index.html",
			"tags/tag-0/index.html", "posts/page/1/index.html", "events/conf-0/feed.atom", "tags/tag-0/feed.atom"), 2 + 5},
		{"a series of posts", func(l *lab) {
			l.edit(costPost(0), "title:", "series: Two days\ntitle:")
			l.edit(costPost(2), "title:", "series: Two days\ntitle:")
		}, append(firstOf(out(0), out(2), "series/index.html", "series/two-days/index.html"), lists(0)...), 2},
		{"a picture's credit", func(l *lab) {
			l.edit(costPost(0), "title:", "image: {file: \"https://example.org/a.png\", alt: A, credit: Ada Example}\ntitle:")
		},
			firstOf(out(0), "credits/index.html", "-"+cardOf(0)), 1}, // it has a picture of its own now
		{"an event's organizer", func(l *lab) {
			l.edit("content/events/conf-0.yaml", "location:", "organizer: {name: House, url: \"https://house.example/\"}\nlocation:")
		},
			[]string{"events/conf-0/index.html"}, 0}, // and the pages of its talks, if they had any
		{"the newest post's title", func(l *lab) { l.edit(costPost(7), "title: Post 7", "title: Last") },
			// its own page, its neighbour, its lists, home and the page for unknown
			// addresses, which name the newest, and the feeds, which carry its text
			append([]string{out(7), out(6), cardOf(7), "2021/index.html", "2021/03/index.html", "year/2021/index.html", "data/events/conf-1.json",
				"index.html", "404.html", "events/conf-1/feed.atom", "tags/tag-1/feed.atom"}, append(lists(7), feeds...)...), 2 + 4},
		{"where posts can be passed on", func(l *lab) {
			l.write("content/site.yaml", l.read("content/site.yaml")+"share: [email, copy]\n")
		},
			[]string{out(0), out(1), out(2), out(3), out(4), out(5), out(6), out(7)}, 8},
		{"a block of code", func(l *lab) { l.edit(costPost(0), "The text", "    make\n\nThe text") },
			[]string{out(0)}, 1},
		{"where a post is answered", func(l *lab) {
			l.edit(costPost(0), "title:", "comments: {mastodon: \"https://social.example/@me/1\"}\ntitle:")
		},
			[]string{out(0)}, 1},
		{"a talk", func(l *lab) { l.edit("content/events/conf-0.yaml", "Talk one", "Talk 1") },
			[]string{"events/conf-0/index.html", "data/events/conf-0.json"}, 0},
		{"a talk that a text calls by its title", func(l *lab) { l.edit("content/events/conf-1.yaml", "Talk one", "Talk 1") },
			[]string{"events/conf-1/index.html", "data/events/conf-1.json", "names/index.html"}, 1},
		{"two comments", func(l *lab) {
			l.write("content/comments/posts/post-0.yaml", "- {id: a, author: Reader, text: Well said.}\n- {parent: a, author: Writer, text: Thank you.}\n")
		},
			[]string{out(0)}, 1 + 2}, // its page alone: the text of the post and theirs
		{"a language", func(l *lab) {
			l.write("content/site.yaml", l.read("content/site.yaml")+"languages: [de]\n")
		},
			[]string{"index.html", "de/index.html", "sitemap.xml"}, 0},
		{"a language with a post in it", func(l *lab) {
			l.write("content/site.yaml", l.read("content/site.yaml")+"languages: {de: {title: Kosten}}\n")
			l.edit(costPost(0), "title:", "lang: de\ntitle:")
			// the post in its new frame, its lists and those it is related to, which
			// name its language; two more feeds with a text and three
		}, append([]string{out(0), out(1), out(2), out(3), "cards/2020/03/post-0.png", "index.html", "de/index.html", "sitemap.xml", "de/feed.atom", "en/feed.atom", "feeds.opml",
			"2020/index.html", "2020/03/index.html"}, lists(0)...), 4 + 1 + 3},
		{"what is stored of a film", func(l *lab) {
			l.write("content/embeds.yaml", "- url: https://www.youtube.com/watch?v=film\n  title: A film\n- url: https://vimeo.com/1\n  title: Another\n")
		},
			[]string{"films/index.html"}, 1},
		{"a picture replaced", func(l *lab) { l.write("content/static/hall.png", drawn(40, 30, 9)) },
			[]string{"hall.png"}, 0}, // of the same size: the page names it as before
		{"a picture of another size", func(l *lab) { l.write("content/static/hall.png", drawn(30, 40, 1)) },
			[]string{"hall.png", "hall/index.html"}, 1},
		{"a picture deleted", func(l *lab) { os.Remove(l.path("content/static/hall.png")) },
			[]string{"-hall.png", "hall/index.html"}, 1},
		{"what a picture shows, in words", func(l *lab) { l.edit("content/pages/hall.md", "![A hall]", "![The hall]") },
			[]string{"hall/index.html"}, 1},
		{"whose a picture is", func(l *lab) { l.edit("content/pages/hall.md", "(/hall.png)", "(/hall.png){credit=Ada}") },
			firstOf("hall/index.html", "credits/index.html"), 1},
		{"a page", func(l *lab) { l.edit("content/pages/about.md", "this site", "us") },
			[]string{"about/index.html"}, 1},
		{"the event template", func(l *lab) { l.overlay("pages/event.html", 1) },
			[]string{"events/conf-0/index.html", "events/conf-1/index.html"}, 0},
		{"a file", func(l *lab) { l.write("content/static/notes.txt", "notes") },
			[]string{"notes.txt"}, 0},
		{"a searched post's text", func(l *lab) { l.edit(costPost(0), "The text", "The words") },
			[]string{out(0), searchTerms}, 1},
		{"a searched post's text that says the same", func(l *lab) { l.edit(costPost(0), "The text", "text") },
			[]string{out(0)}, 1},
		{"a searched post's lead", func(l *lab) { l.edit(costPost(0), "Lead of", "Head of") },
			append([]string{out(0), searchTerms, "search/posts/docs/0.json"}, lists(0)...), 1},
		{"a searched talk", func(l *lab) { l.edit("content/events/conf-0.yaml", "Talk one", "Talk 1") },
			[]string{"events/conf-0/index.html", "data/events/conf-0.json", "search/programme/0-512/w-.json", "search/programme/docs/0.json"}, 0},
		{"a touched file", func(l *lab) { l.write(costPost(0), l.read(costPost(0))) }, nil, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			files := costSite()
			files["content/pages/names.md"] = "---\ntitle: Names\n---\n\nOn [](talk:conf-1/one) and [words](talk:conf-0/one).\n"
			if strings.Contains(c.name, "searched") {
				files["content/site.yaml"] = strings.Replace(files["content/site.yaml"], "search: false", "search: true", 1)
			}
			files["content/pages/films.md"] = "---\ntitle: Films\n---\n\nhttps://youtu.be/film\n"
			files["content/pages/hall.md"] = "---\ntitle: Hall\n---\n\n![A hall](/hall.png)\n"
			files["content/static/hall.png"] = drawn(40, 30, 1)
			l := newLab(t, files)
			l.must()
			c.edit(l)
			r := l.must()
			done := slices.Clone(r.Written)
			for _, p := range r.Removed {
				done = append(done, "-"+p)
			}
			slices.Sort(done)
			slices.Sort(c.pages)
			if !slices.Equal(done, c.pages) {
				t.Errorf("wrote\n  %s\nwant\n  %s", strings.Join(done, "\n  "), strings.Join(c.pages, "\n  "))
			}
			if r.Bodies != c.bodies {
				t.Errorf("made %d bodies, want %d", r.Bodies, c.bodies)
			}
		})
	}
}

// newPost is a post about one event, two of its talks and three tags.
const newPost = "---\ntitle: New\ndate: 2026-11-19\nevent: event-0001\ntags: [topic 1, topic 2, topic 3]\n---\n\nNew words.\n\n" +
	"## First {talk=talk-0}\n\nOf the first.\n\n## Second {talk=talk-1}\n\nOf the second.\n"

// A new post costs the same on a site of any size, and what it writes is the
// planned set: a file of no kind in this table is one that nobody meant to write.
// RECAP_BENCH=10000 adds that size.
func TestNewPostIsBounded(t *testing.T) {
	kinds := []struct {
		kind, path   string // path is a regular expression of a whole output path
		fewest, most int
	}{
		{"the post", `2026/11/new/index\.html`, 1, 1},
		{"its picture for links", `cards/2026/11/new\.png`, 1, 1},
		{"its neighbours: of all posts, and of the event's", `\d{4}/\d\d/post-\d+/index\.html`, 1, 2},
		{"home", `index\.html`, 1, 1},
		{"the newest list page, and the one before it when it was full", `posts/page/\d+/index\.html`, 1, 2},
		{"the site's feeds", `feed\.(atom|rss|json)`, 3, 3},
		{"its archive, which links back to the last year and month that had a post, and that one", `\d{4}(/\d\d)?/index\.html`, 2, 4},
		{"the archive, which names a year's first post", `archive/index\.html`, 0, 1},
		{"the event's year in review", `year/\d{4}/index\.html`, 1, 1},
		{"the map of addresses", `sitemap\.xml`, 1, 1},
		{"its tags", `tags/topic-[123]/index\.html`, 3, 3},
		{"the newest list pages of those that have more than one", `tags/topic-[123]/page/\d+/index\.html`, 2, 6},
		{"their feeds", `tags/topic-[123]/feed\.atom`, 3, 3},
		{"its event", `events/event-0001/index\.html`, 1, 1},
		{"the event's feed", `events/event-0001/feed\.atom`, 1, 1},
		{"the event's print page", `events/event-0001/print/index\.html`, 1, 1},
		{"the event as data", `data/events/event-0001\.json`, 1, 1},
		{"its talks", `events/event-0001/talks/talk-[01]/index\.html`, 2, 2},
		{"their speakers", `speakers/speaker-\d+/index\.html`, 2, 2},
		{"the speakers' feeds", `speakers/speaker-\d+/feed\.atom`, 2, 2},
		{"the page for lost addresses, which names the newest posts", `404\.html`, 1, 1},
		{"the index: its root, what the last results show, and the last run's terms", `search/(index\.json|(posts|lists)/docs/\d+\.json|(posts/(192-256|384-448|768-832)|lists/0-512)/w-\S*\.json)`, 3, 40},
		{"the list of videos, which names what was written", `watch/page/\d+/index\.html`, 1, 1},
	}
	sizes := []int{200, 400}
	if s := os.Getenv("RECAP_BENCH"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatalf("RECAP_BENCH=%q: want a number of posts", s)
		}
		sizes = append(sizes, n)
	}
	for _, n := range sizes {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			files := sitetest.Corpus{Posts: n, Seed: 3}.Files()
			files["content/site.yaml"] += "pages: {talks: all, speakers: all, quotes: true}\n"
			l := newLab(t, files)
			clean := l.must()
			l.write("content/posts/new.md", newPost)
			r := l.must()
			t.Logf("a new post wrote %d of %d files and made %d texts", len(r.Written), len(r.Written)+r.Kept, r.Bodies)
			if len(r.Written) > 60 || len(r.Removed) > 0 || len(clean.Written) < 2*n {
				t.Errorf("wrote %d files, want at most 60; removed %q; the site has %d", len(r.Written), r.Removed, len(clean.Written))
			}
			rest := slices.Clone(r.Written)
			for _, k := range kinds {
				of := regexp.MustCompile("^(?:" + k.path + ")$")
				var found []string
				rest = slices.DeleteFunc(rest, func(p string) bool {
					if of.MatchString(p) {
						found = append(found, p)
						return true
					}
					return false
				})
				if len(found) < k.fewest || len(found) > k.most {
					t.Errorf("%s: wrote %q, want %d to %d", k.kind, found, k.fewest, k.most)
				}
			}
			if len(rest) > 0 {
				t.Errorf("wrote pages that are not planned to change: %q", rest)
			}
		})
	}
}

// Every fact of a post that its card shows reaches the lists, one edit at a time.
func TestFacts(t *testing.T) {
	for _, c := range []struct{ fact, old, new string }{
		{"title", "title: Post 7", "title: Another"},
		{"date", "date: 2021-03-04", "date: 2021-03-05"},
		{"tags", "tags: [tag 1]", "tags: [tag 0]"},
		{"lead", "Lead of post 7", "Another lead"},
		{"summary", "title: Post 7", "title: Post 7\nsummary: Shown on cards"},
		{"author", "title: Post 7", "title: Post 7\nauthors: [Ada Example]"},
		{"language", "title: Post 7", "title: Post 7\nlang: de"},
		{"length", "The text of post 7.", strings.Repeat("Word after word. ", 400)},
		{"event", "event: conf-1", "event: conf-0"},
	} {
		t.Run(c.fact, func(t *testing.T) {
			t.Parallel()
			l := newLab(t, costSite())
			l.must()
			l.edit(costPost(7), c.old, c.new)
			r := l.must()
			if !slices.Contains(r.Written, "index.html") {
				t.Errorf("home was not written; written: %q", r.Written)
			}
			l.equalsClean(c.fact)
		})
	}
}

// A future post appears when its moment has come, and not before.
func TestNowDecides(t *testing.T) {
	l := newLab(t, costSite())
	l.edit(costPost(7), "date: 2021-03-04", "date: "+testNow.Add(time.Hour).Format(time.RFC3339))
	r := l.must()
	if len(r.Held) != 1 || r.Held[0].Reason != "future" || !r.Held[0].Until.Equal(testNow.Add(time.Hour)) || r.Held[0].File != costPost(7) {
		t.Errorf("held back: %+v", r.Held)
	}
	if slices.Contains(r.Written, out(7)) {
		t.Error("a future post was published")
	}
}
