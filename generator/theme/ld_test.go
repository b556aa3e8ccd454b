package theme

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
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
		{"", "WebSite Blog"},
		{"2016/06/pycon-2016-report/", "BlogPosting BreadcrumbList"},
		{"2016/06/devopsdays-toronto/", "BreadcrumbList"}, // undated: a posting must say when
		{"events/pycon-us-2016/", "Event BreadcrumbList"},
		{"events/releng-2016/", "BreadcrumbList"}, // only its month is known
		{"tags/python/", "CollectionPage BreadcrumbList"},
		{"authors/ada/", "ProfilePage BreadcrumbList"},
		{"events/pycon-us-2016/talks/machete/", "Event BreadcrumbList"},
		{"events/pycon-us-2016/day/3/", "CollectionPage BreadcrumbList"}, // about the event, no event itself
		{"events/series/pycon-us/", "EventSeries BreadcrumbList"},
		{"speakers/ada-example/", "Person BreadcrumbList"}, // a guest: no profile of this site
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
	if id := event["subEvent"].([]any)[3].(map[string]any)["@id"]; id != sampleOrigin+"/events/pycon-us-2016/talks/machete/" {
		t.Errorf("the first talk with a page is %v", id) // behind the two events that are part of this one, and the opening
	}
	if got := said(event, "location.address.addressLocality", "location.geo.latitude", "organizer.0.name", "organizer.1.@type"); got != "Portland|45.528|Example Foundation|Person" {
		t.Errorf("held: %s", got)
	}
}

// said are values of an object by their ways, in a row.
func said(o any, ways ...string) string {
	var out []string
	for _, way := range ways {
		at := o
		for step := range strings.SplitSeq(way, ".") {
			switch v := at.(type) {
			case map[string]any:
				at = v[step]
			case []any:
				if i, err := strconv.Atoi(step); err == nil && i < len(v) {
					at = v[i]
				}
			}
		}
		out = append(out, fmt.Sprint(at))
	}
	return strings.Join(out, "|")
}

// A talk tells its times, its setting and the whole; its film only where all is
// known of it.
func TestStructuredTalk(t *testing.T) {
	th := open(t, plainTree(t), "plain")
	v := samples(th, "en")["events/pycon-us-2016/talks/machete/"].(view.TalkPage)
	talk := graph(t, render(t, th, v))[0]
	ways := []string{"startDate", "endDate", "eventAttendanceMode", "superEvent.name", "superEvent.endDate", "performer.0.url", "organizer.0.url", "recordedIn.0.@type"}
	if got := said(talk, ways...); got != "2016-05-30T10:50:00-07:00|2016-05-30T11:20:00-07:00|https://schema.org/OfflineEventAttendanceMode|PyCon US 2016|2016-06-05|"+
		sampleOrigin+"/speakers/ada-example/|https://foundation.example.org/|CreativeWork" {
		t.Error(got)
	}
	v.Film = &view.Recording{
		Name: "The recording", Description: "All of it.", URL: v.Talk.Video[0].URL, Published: at("2016-06-07"), Frame: "https://www.youtube-nocookie.com/embed/bAcfPzxB3dk",
		Thumb: view.Image{Abs: sampleOrigin + "/embeds/x.png"}, Cue: &view.Cue{From: 750, To: 2100, URL: "https://www.youtube.com/watch?v=bAcfPzxB3dk&t=750"},
	}
	talk = graph(t, render(t, th, v))[0]
	if got := said(talk, "recordedIn.0.@type", "recordedIn.0.thumbnailUrl", "recordedIn.0.uploadDate", "recordedIn.0.hasPart.0.startOffset", "recordedIn.0.hasPart.0.url"); got !=
		"VideoObject|"+sampleOrigin+"/embeds/x.png|2016-06-07|750|https://www.youtube.com/watch?v=bAcfPzxB3dk&t=750" {
		t.Error(got)
	}
	// Where nothing is known, nothing is said.
	v.Setting, v.Event.Location, v.Talk.Start, v.Talk.Day, v.Event.Start = nil, "", view.Day{}, view.Day{}, at("2016-05")
	if g := graph(t, render(t, th, v)); len(g) != 1 || g[0]["@type"] != "BreadcrumbList" {
		t.Errorf("of a talk without a day: %v", g)
	}
}

// FuzzJSONText: texts are written as encoding/json writes them.
func FuzzJSONText(f *testing.F) {
	for _, s := range []string{"", "plain", "Ünïcödé 日本 🎉", `"\/` + "\b\f\n\r\t\x00\x1f\x7f", "</script><!--&amp;", "\u2028\u2029", "\xff\xc3", "a\xed\xa0\x80b", "\ufffd"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var w ldWriter
		w.string(s)
		if string(w.out) != string(want) {
			t.Errorf("%q: %s, want %s", s, w.out, want)
		}
	})
}

// The settings switch each of them off.
func TestStandardsOff(t *testing.T) {
	th := open(t, plainTree(t), "plain")
	for path, v := range samples(th, "en") {
		page := string(render(t, th, v))
		if path == "2016/06/pycon-2016-report/" {
			for _, has := range []string{"ld+json", "h-entry", "og:title", "article:tag"} {
				if !strings.Contains(page, has) {
					t.Errorf("/%s has no %s", path, has)
				}
			}
		}
		s := v.(interface{ Shared() *view.Site }).Shared()
		s.Standards = view.Standards{}
		s.Name()
		bare := render(t, th, v)
		for _, has := range []string{"ld+json", "og:", "article:", `"h-`, ` h-`, `"p-name`, ` u-url`, `dt-start`} {
			if strings.Contains(string(bare), has) {
				t.Errorf("/%s has %s all the same", path, has)
			}
		}
		if got, want := folded(bare), folded([]byte(page)); got != want {
			t.Errorf("/%s: other words", path)
		}
		s.Standards = view.Standards{JSONLD: true, Microformats: true, OpenGraph: true}
		s.Name()
	}
}

func TestPlainClasses(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`<p class="h-card">x</p>`, `<p>x</p>`},
		{`<p class="card h-entry" id="a">`, `<p class="card" id="a">`},
		{`<p class="p-name e-content prose u-url dt-start">`, `<p class="prose">`},
		{`<p class="u-2 p h-Card hp-x embed-video">`, `<p class="u-2 p h-Card hp-x embed-video">`},
		{`<p>write class="h-card"</p>`, `<p>write class="h-card"</p>`},
		{`<p class="h-card`, `<p class="h-card`},
	} {
		if got := string(plainClasses([]byte(c.in))); got != c.want {
			t.Errorf("%s: %s, want %s", c.in, got, c.want)
		}
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
