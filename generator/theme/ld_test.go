package theme

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"recap/generator/view"
)

// graph is what a page says about itself.
func graph(t *testing.T, page []byte) []map[string]any {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "script" && n.FirstChild != nil { // one with an address has no text
			var d struct {
				Context string           `json:"@context"`
				Graph   []map[string]any `json:"@graph"`
			}
			if err := json.Unmarshal([]byte(n.FirstChild.Data), &d); err != nil || d.Context != "https://schema.org" {
				t.Fatalf("%v in %s", err, n.FirstChild.Data)
			}
			return d.Graph
		}
	}
	return nil
}

func TestStructuredData(t *testing.T) {
	th := open(t, plainTree(t), "plain")
	pages := samples(th, "en")
	for _, c := range []struct {
		path string
		want string // the types, then some values of the first
	}{
		{"", "WebSite"},
		{"2016/06/pycon-2016-report/", "BlogPosting BreadcrumbList"},
		{"2016/06/devopsdays-toronto/", "BreadcrumbList"}, // undated: a posting must say when
		{"events/pycon-us-2016/", "Event BreadcrumbList"},
		{"events/releng-2016/", "BreadcrumbList"}, // only its month is known
		{"tags/python/", "BreadcrumbList"},
		{"events/pycon-us-2016/talks/machete/", "Event BreadcrumbList"},
		{"events/pycon-us-2016/day/3/", "Event BreadcrumbList"},
		{"events/series/pycon-us/", "EventSeries BreadcrumbList"},
		{"speakers/ada-example/", "ProfilePage BreadcrumbList"},
		{"404.html", ""},
		{"old/", ""},
	} {
		var types []string
		for _, x := range graph(t, render(t, th, pages[c.path])) {
			types = append(types, x["@type"].(string))
		}
		if got := strings.Join(types, " "); got != c.want {
			t.Errorf("/%s: %q, want %q", c.path, got, c.want)
		}
	}
	post := pages["2016/06/pycon-2016-report/"].(view.Post)
	post.Title = `</script><script>alert("x")</script>&`
	got := graph(t, render(t, th, post))[0]
	for key, want := range map[string]any{
		"headline": post.Title, "datePublished": "2016-06-10T08:30:00-07:00", "dateModified": "2016-06-12",
		"image": sampleOrigin + "/img/hero.png", "inLanguage": "en",
	} {
		if got[key] != want {
			t.Errorf("%s: %v, want %v", key, got[key], want)
		}
	}
	if about := got["about"].(map[string]any); about["startDate"] != "2016-05-28" || about["url"] != sampleOrigin+"/events/pycon-us-2016/" {
		t.Errorf("about: %v", about)
	}
	event := graph(t, render(t, th, pages["events/pycon-us-2016/"]))[0]
	var names []string
	for _, p := range event["performer"].([]any) {
		names = append(names, p.(map[string]any)["name"].(string))
	}
	if got := strings.Join(names, ", "); got != "Ada Example, Ben Example, Cleo Example, Dora Beispiel" {
		t.Errorf("performers: %s", got)
	}
	if event["eventStatus"] != "https://schema.org/EventScheduled" || event["endDate"] != "2016-06-05" {
		t.Errorf("%v", event)
	}
}

// TestFixedPieces: a piece made once still follows the site, the language and
// the place in the menu.
func TestFixedPieces(t *testing.T) {
	th := open(t, plainTree(t), "plain")
	page := func(title, lang, url string) string {
		s := sampleSite(th)
		s.Title = title
		s.Name()
		return string(render(t, th, view.Tags{Base: view.Base{Site: s, Lang: lang, URL: url}}))
	}
	first := page("One", "en", "/tags/")
	for _, c := range []struct{ title, lang, url, want string }{
		{"Two", "en", "/tags/", `content="Two"`},
		{"One", "de", "/tags/", "Gemacht mit recap"},
		{"One", "en", "/events/", `<a href="/events/" aria-current="page">`},
		{"One", "en", "/nowhere/", `<a href="/events/">`},
	} {
		if got := page(c.title, c.lang, c.url); !strings.Contains(got, c.want) {
			t.Errorf("%v: no %s", c, c.want)
		}
	}
	if page("One", "en", "/tags/") != first {
		t.Error("the same page came out differently")
	}
}
