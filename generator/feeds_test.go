package generator_test

import (
	"encoding/xml"
	"slices"
	"strings"
	"testing"
)

// feedsSite is the counted site with a post in another language, a series, and
// a post that tells of a talk.
func feedsSite() map[string]string {
	files := costSite()
	files["content/series.yaml"] = "- id: conf\n  name: The Conf\n"
	for _, e := range []string{"content/events/conf-0.yaml", "content/events/conf-1.yaml"} {
		files[e] = "series: conf\n" + files[e]
	}
	files["content/posts/deutsch.md"] = "---\ntitle: Ein Bericht\ndate: 2021-04-01\nevent: conf-1\nlang: de\n---\n\nAuf Deutsch.\n\n## Talk one\n\nWas gesagt wurde.\n"
	files["content/posts/undated.md"] = "---\ntitle: Undated\ntags: [timeless]\n---\n\nNo date.\n"
	return files
}

// titlesOf are the titles of a feed's entries.
func titlesOf(t *testing.T, atom string) []string {
	t.Helper()
	var f struct {
		Entries []struct {
			Title string `xml:"title"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(atom), &f); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range f.Entries {
		out = append(out, e.Title)
	}
	return out
}

// Every part of the site has a feed of its newest posts; only those with a
// dated post have one.
func TestFeedsOfParts(t *testing.T) {
	l := newLab(t, feedsSite())
	r := l.must()
	for _, c := range []struct {
		file string
		want []string
		full bool
	}{
		{"tags/tag-1/feed.atom", []string{"Post 7", "Post 5", "Post 3"}, true},
		{"events/conf-1/feed.atom", []string{"Ein Bericht", "Post 7", "Post 6"}, true},
		{"de/feed.atom", []string{"Ein Bericht"}, true},
		{"en/feed.atom", []string{"Post 7", "Post 6", "Post 5"}, true},
	} {
		atom := l.read("public/" + c.file)
		if got := titlesOf(t, atom); !slices.Equal(got, c.want) {
			t.Errorf("%s holds %q, want %q", c.file, got, c.want)
		}
		if strings.Contains(atom, "<content") != c.full {
			t.Errorf("%s: full text is %v, want %v", c.file, !c.full, c.full)
		}
	}
	if slices.Contains(r.Written, "tags/timeless/feed.atom") {
		t.Error("a tag of undated posts has a feed")
	}
	opml := l.read("public/feeds.opml")
	for _, p := range r.Written {
		if strings.HasSuffix(p, ".atom") && !strings.Contains(opml, `xmlUrl="https://costs.example/`+p+`"`) {
			t.Errorf("feeds.opml does not name %s", p)
		}
	}
	for page, feed := range map[string]string{
		"tags/tag-1/index.html": "/tags/tag-1/feed.atom", "events/conf-1/index.html": "/events/conf-1/feed.atom", "index.html": "/de/feed.atom",
	} {
		if head, _, _ := strings.Cut(l.read("public/"+page), "</head>"); !strings.Contains(head, `href="`+feed+`">`) {
			t.Errorf("%s does not offer %s", page, feed)
		}
	}
}

// The settings leave feeds out, one kind at a time or all of them.
func TestFeedsPer(t *testing.T) {
	for setting, want := range map[string][]string{
		"{items: 3, per: []}":                        feeds,
		"{items: 3, per: [tag]}":                     append([]string{"feeds.opml", "tags/tag-0/feed.atom", "tags/tag-1/feed.atom"}, feeds...),
		"{items: 3, per: [language]}":                append([]string{"feeds.opml", "de/feed.atom", "en/feed.atom"}, feeds...),
		"{formats: [], per: [tag, event, language]}": nil,
		"{formats: [rss], per: [event]}":             {"feed.rss", "feeds.opml", "events/conf-0/feed.atom", "events/conf-1/feed.atom"},
	} {
		files := feedsSite()
		files["content/site.yaml"] = strings.Replace(files["content/site.yaml"], "{items: 3}", setting, 1)
		var got []string
		for _, p := range newLab(t, files).must().Written {
			if strings.HasPrefix(p[strings.LastIndex(p, "/")+1:], "feed") {
				got = append(got, p)
			}
		}
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("feeds: %s\ngives %q\nwant  %q", setting, got, want)
		}
	}
}
