package serve

import (
	"encoding/json"
	"strings"
	"testing"
)

// briefed is a site with something to tell.
type briefed struct {
	*fakeSite
	label string
}

func (b briefed) Brief(path string) Brief {
	return Brief{Label: b.label, Lead: "about " + path, Groups: []Group{
		{Title: "Warnings", Lines: []Line{{Text: "<b>\u202eodd", Detail: "content/x.md:3"}}, More: 2},
		{Title: "Nothing"},
		{Title: "Drafts", Lines: []Line{{Text: "Later", URL: "/2030/01/later/"}, {Text: "bad", URL: "javascript:alert(1)"}}},
	}}
}

func TestStrip(t *testing.T) {
	r := run(t, Options{}, briefed{small(), "draft"})
	get := r.get("/")
	if !strings.Contains(get.body, `<script src="/.recap/strip.js" defer></script></body>`) {
		t.Errorf("no strip in %s", get.body)
	}
	for path, ctype := range map[string]string{"strip.js": "text/javascript; charset=utf-8", "strip.css": "text/css; charset=utf-8"} {
		if got := r.get("/.recap/" + path); got.status != 200 || got.header.Get("Content-Type") != ctype {
			t.Errorf("%s: %d %v", path, got.status, got.header)
		}
	}
	home := r.open("/", r.key("/"))
	var l laidOut
	if err := json.Unmarshal([]byte(home.want("strip").data), &l); err != nil {
		t.Fatal(err)
	}
	for _, w := range []string{"about index.html", "<h2>Warnings</h2>", "&lt;b&gt;\uFFFDodd", "<small>content/x.md:3</small>", "and 2 more", `<a href="/2030/01/later/">Later</a>`} {
		if !strings.Contains(l.HTML, w) {
			t.Errorf("no %q in %s", w, l.HTML)
		}
	}
	if l.Label != "draft" || strings.Contains(l.HTML, "Nothing") || strings.Contains(l.HTML, "javascript:") {
		t.Errorf("%q %s", l.Label, l.HTML)
	}
	r.Show(briefed{small(), "future"}, nil, nil)
	if e := home.want("strip", "reload", "panel"); !strings.Contains(e.data, `"future"`) {
		t.Errorf("told %s", e.data)
	}
	gone := r.open("/nothing/", r.key("/nothing/"))
	if e := gone.want("strip", "reload"); !strings.Contains(e.data, "about ") || strings.Contains(e.data, "404.html") {
		t.Errorf("an address that is not planned is told %s", e.data)
	}
}

// A site that has nothing to tell has no strip.
func TestNoStrip(t *testing.T) {
	r := run(t, Options{}, small())
	if got := r.get("/"); strings.Contains(got.body, "strip.js") {
		t.Errorf("a strip in %s", got.body)
	}
}
