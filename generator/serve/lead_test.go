package serve

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestChangedSection(t *testing.T) {
	body := func(parts ...string) []byte {
		return []byte("<html><head><title>" + parts[0] + `</title></head><body><nav><h2 id="menu">x</h2></nav><main>` + strings.Join(parts, "") + "</main></body></html>")
	}
	a, b, c := `<h2 id="a">A</h2><p>one</p>`, `<h2 class="x" id="b">B</h2><p>two</p><h3>no id</h3>`, `<h3 id="c">C</h3>`
	tests := []struct {
		name     string
		old, now []byte
		want     string
	}{
		{"nothing", body("x", a, b), body("x", a, b), ""},
		{"the lead", body("x", a, b), body("y", a, b), ""},
		{"a section", body("x", a, b, c), body("x", a, strings.Replace(b, "two", "2", 1), c), "b"},
		{"the lead and a section", body("x", a, b, c), body("y", a, b, c+"!"), "c"},
		{"a new section", body("x", a, c), body("x", a, b, c), "b"},
		{"a section less", body("x", a, b, c), body("x", a, c), ""},
		{"a heading renamed", body("x", a, b), body("x", strings.Replace(a, `"a"`, `"z"`, 1), b), "z"},
		{"no main", []byte("<h1 id=t>x"), []byte(`<h1 id="t">x`), "t"},
		{"half a tag", []byte(""), []byte(`<h2 id="`), ""},
		{"header is no heading", []byte(""), []byte(`<header id="x">`), ""},
	}
	for _, tt := range tests {
		if got := changedSection(tt.old, tt.now); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func FuzzChangedSection(f *testing.F) {
	f.Add(`<main><h2 id="a">x</h2>`, `<main><h2 id="a">y</h2>`)
	f.Add("<h2 id=", "<h1 >")
	f.Fuzz(func(t *testing.T, old, now string) {
		id := changedSection([]byte(old), []byte(now))
		if old == now && id != "" {
			t.Errorf("equal pages differ in %q", id)
		}
		if !strings.Contains(now, id) {
			t.Errorf("%q is not in the page", id)
		}
	})
}

// Pages are taken to what was saved, and to the section in it.
func TestLead(t *testing.T) {
	text := func(s string) string {
		return page(`<main><h1 id="top">T</h1><h2 id="talk">Talk</h2><p>` + s + `</p></main>`)
	}
	before := small().with("hall/index.html", text("old"))
	after := before.with("hall/index.html", text("new"))
	r := run(t, Options{Base: "/blog/"}, before)
	home := r.open("/blog/", r.key("/blog/"))
	home.want("panel")
	hall := r.open("/blog/hall/", r.key("/blog/hall/"))
	hall.want("panel")
	r.ShowSaved(after, nil, nil, "hall/index.html")
	var to struct{ URL, ID string }
	if e := home.want("go", "reload"); json.Unmarshal([]byte(e.data), &to) != nil || to.URL != "/blog/hall/" || to.ID != "talk" {
		t.Errorf("home is told %s", e.data)
	}
	if e := hall.want("reload", "go"); e.data != `"talk"` {
		t.Errorf("the page is told %s", e.data)
	}
	// Nothing to go to: nothing moves.
	r.ShowSaved(after.with("about/index.html", page("other")), nil, nil, "nowhere/index.html")
	r.Show(after, nil, nil)
	r.ShowSaved(after.with("index.html", page("other home")), nil, nil, "index.html")
	home.want("reload", "go")
}
