package serve

import (
	"fmt"
	"strings"
	"testing"

	"recap/generator/diag"
)

// What an error keeps from being made is shown as it was, under the complaints.
func TestLastGoodPage(t *testing.T) {
	list, text := broken()
	whole := small().with("hall/index.html", page("the hall")).with("new.txt", "text")
	tests := []struct {
		name  string
		seen  bool // the page was looked at before
		now   *fakeSite
		list  diag.List
		panel bool
	}{
		{"a page that has gone", true, small(), list, true},
		{"a page that has gone and was never looked at", false, small(), list, true},
		{"a page that cannot be made", true, faulty(whole, "hall/index.html", &diag.Fault{List: list[:1]}), nil, true},
		{"a page that cannot be made and was never looked at", false, faulty(whole, "hall/index.html", &diag.Fault{List: list[:1]}), list, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := run(t, Options{}, nil)
			r.Show(whole, nil, nil)
			r.settle()
			if tt.seen {
				r.get("/hall/")
			}
			r.Show(tt.now, tt.list, text)
			got := r.get("/hall/")
			for _, w := range []string{"the hall", `<recap-complaints><template shadowrootmode="open">`, "content/posts/x.md:3:8", "did you mean gc25?"} {
				if !strings.Contains(got.body, w) {
					t.Errorf("no %q in %s", w, got.body)
				}
			}
			if got.status != 500 || got.header.Get("ETag") != "" || strings.Contains(got.body, `data-page="complaints"`) {
				t.Errorf("status %d, header %v", got.status, got.header)
			}
			if without := r.get("/hall"); without.status != 302 {
				t.Errorf("without the slash: %d", without.status)
			}
			r.Show(whole, nil, nil)
			if got := r.get("/hall/"); got.status != 200 || strings.Contains(got.body, "recap-complaints") {
				t.Errorf("mended: %d %s", got.status, got.body)
			}
			r.Show(small(), nil, nil) // removed on purpose
			if got := r.get("/hall/"); got.status != 404 || strings.Contains(got.body, "the hall") {
				t.Errorf("removed: %d %s", got.status, got.body)
			}
		})
	}
}

// A page that could be made in spite of an error in its own file is half of what it
// was: it is shown as it was, whole, as long as the error stands, and no other page is.
func TestHalfPage(t *testing.T) {
	list, text := broken()
	file := list[0].Pos.File
	before := small().with("hall/index.html", page("the hall")).with("other/index.html", page("one"))
	half := small().with("hall/index.html", page("half a hall")).with("other/index.html", page("two"))
	before.from = map[string][]string{"hall/index.html": {file}, "other/index.html": {"content/posts/other.md"}}
	for name, from := range map[string]map[string][]string{"known by its old plan": nil, "known by its new plan": before.from} {
		t.Run(name, func(t *testing.T) {
			half, before := *half, *before
			if half.from = from; from != nil {
				before.from = nil
			}
			r := run(t, Options{}, &before)
			tab := r.open("/hall/", r.key("/hall/"))
			tab.want("panel")
			for save := range 3 {
				now := half.with("index.html", page(fmt.Sprint("home ", save)))
				r.Show(now, list, text)
				r.settle()
				got := r.get("/hall/")
				if got.status != 500 || !strings.Contains(got.body, "the hall") || !strings.Contains(got.body, "recap-complaints") {
					t.Fatalf("save %d: %d %s", save, got.status, got.body)
				}
				if got := r.get("/other/"); got.status != 200 || !strings.Contains(got.body, "two") {
					t.Errorf("another page: %d %s", got.status, got.body)
				}
			}
			if got := panelText(t, tab.want("panel", "reload")); !strings.Contains(got, "gc52") {
				t.Errorf("no complaint: %s", got)
			}
			r.Show(before.with("hall/index.html", page("a new hall")), nil, nil)
			if got := r.get("/hall/"); got.status != 200 || !strings.Contains(got.body, "a new hall") {
				t.Errorf("mended: %d %s", got.status, got.body)
			}
		})
	}
	// One that was never right is shown as far as it could be made.
	r := run(t, Options{}, faulty(before, "hall/index.html", fmt.Errorf("not any more")))
	half.from = before.from
	r.Show(half, list, text)
	if got := r.get("/hall/"); !strings.Contains(got.body, "half a hall") {
		t.Errorf("never right: %d %s", got.status, got.body)
	}
}

func faulty(site *fakeSite, path string, err error) *fakeSite {
	c := *site
	c.faults = map[string]error{path: err}
	return &c
}

// An open page stays as it is while it cannot be made: complaints come and go,
// and nothing is loaded again.
func TestBrokenPageStays(t *testing.T) {
	list, text := broken()
	whole := small().with("hall/index.html", page("the hall"))
	for name, now := range map[string]*fakeSite{"gone": small(), "fault": faulty(whole, "hall/index.html", &diag.Fault{List: list[:1]})} {
		t.Run(name, func(t *testing.T) {
			said := list[:1]
			if name == "fault" {
				said = nil
			}
			r := run(t, Options{}, whole)
			tab := r.open("/hall/", r.key("/hall/"))
			tab.want("panel")
			r.Show(now, said, text)
			if got := panelText(t, tab.want("panel", "reload")); !strings.Contains(got, "gc52") {
				t.Errorf("no complaint: %s", got)
			}
			// A page that is opened now stands on the same ground.
			late := r.open("/hall/", r.key("/hall/"))
			if got := panelText(t, late.want("panel", "reload")); !strings.Contains(got, "gc52") {
				t.Errorf("no complaint: %s", got)
			}
			r.Show(whole, nil, nil)
			for _, l := range []*listener{tab, late} {
				if got := panelText(t, l.want("panel", "reload")); got != "" {
					t.Errorf("mended: %s", got)
				}
			}
			r.Show(whole.with("hall/index.html", page("another hall")), nil, nil)
			tab.want("reload")
		})
	}
}

// What is remembered of pages is bounded by the plan.
func TestGoodsAreForgotten(t *testing.T) {
	r := run(t, Options{}, nil)
	for i := range 5 {
		site := small().with(fmt.Sprintf("p%d/index.html", i), page("p"))
		r.Show(site, nil, nil)
		r.get(fmt.Sprintf("/p%d/", i))
		r.settle()
	}
	r.Show(small(), nil, nil)
	r.settle()
	if n := len(r.good.keys); n > len(small().files) {
		t.Errorf("%d pages are remembered of %d", n, len(small().files))
	}
}

func TestNear(t *testing.T) {
	site := &fakeSite{files: map[string]string{}}
	for _, p := range []string{"index.html", "404.html", "2016/06/pycon-us/index.html", "2017/06/pycon-us/index.html", "2016/06/europython/index.html", "events/fosdem-2020/index.html", "about/index.html", "img/dot.png", "feed.atom"} {
		site.files[p] = page(p)
	}
	tests := []struct{ base, url, want string }{
		{"/", "/2015/06/pycon-us/", "/2016/06/pycon-us/ /2017/06/pycon-us/"},
		{"/", "/2016/06/pycon/", "/2016/06/pycon-us/ /2017/06/pycon-us/"},
		{"/", "/abuot/", "/about/"},
		{"/", "/events/fosdem-2021", "/events/fosdem-2020/"},
		{"/", "/erupython/", "/2016/06/europython/"},
		{"/", "/dot.png", "/img/dot.png"},
		{"/", "/img/dto.png", "/img/dot.png"},
		{"/", "/nothing/like/it/at/all/here/", ""},
		{"/", "/", ""},
		{"/blog/", "/blog/abuot", "/blog/about/"},
		{"/blog/", "/about/", "/blog/about/"},
	}
	for _, tt := range tests {
		st := newState(site, nil, nil, tt.base)
		if got := strings.Join(st.near(tt.url), " "); got != tt.want {
			t.Errorf("%s in %s: %q, want %q", tt.url, tt.base, got, tt.want)
		}
	}
	r := run(t, Options{}, site)
	got := r.get("/abuot/")
	if got.status != 404 || !strings.Contains(got.body, "404.html") || !strings.Contains(got.body, `<recap-note><template shadowrootmode="open">`) || !strings.Contains(got.body, `<a href="/about/">/about/</a>`) {
		t.Errorf("%d %s", got.status, got.body)
	}
	delete(site.files, "404.html")
	r.Show(site.with("x.txt", "x"), nil, nil)
	if got := r.get("/abuot/"); got.status != 404 || !strings.Contains(got.body, `<a href="/about/">/about/</a>`) || !strings.Contains(got.body, `data-page="complaints"`) {
		t.Errorf("%d %s", got.status, got.body)
	}
	if got := r.get("/%3Cscript%3Ealert(1)"); strings.Contains(got.body, "<script>alert") {
		t.Error("what was asked for is in the answer as it was")
	}
}
