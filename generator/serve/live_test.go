package serve

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"recap/generator/diag"
)

func contextFor(t *testing.T) (context.Context, context.CancelFunc) {
	return context.WithCancel(t.Context())
}

// Only the pages that changed load again.
func TestReload(t *testing.T) {
	r := run(t, Options{}, small())
	home := r.open("/", r.key("/"))
	about := r.open("/about/", r.key("/about/"))
	gone := r.open("/nothing/", r.key("/nothing/"))
	home.want("panel")
	about.want("panel")
	gone.want("panel")

	site := small().with("about/index.html", page("new"))
	r.Show(site, nil, nil)
	about.want("reload")
	site = site.with("nothing/index.html", page("now here"))
	r.Show(site, nil, nil)
	gone.want("reload")
	r.Show(site.with("index.html", page("new home")), nil, nil)
	home.want("reload", "panel")
}

// A page that comes with an old key, after a sleep or a restart, loads again; the
// last key the browser was told counts, not the one in the address.
func TestComesBack(t *testing.T) {
	r := run(t, Options{}, small())
	r.open("/", "old").want("reload")
	r.open("/", "").want("reload")
	r.open("/", r.key("/")).want("panel", "reload")
	r.open("/", "old", "Last-Event-ID: "+r.key("/")).want("panel", "reload")
	r.open("/%61bout/", r.key("/about/")).want("panel", "reload")
	r.open("/nothing", r.key("/nothing")).want("panel", "reload")
}

// Each server says its own name.
func TestHello(t *testing.T) {
	if a, b := New(Options{}), New(Options{}); a.run == b.run || a.run == "" {
		t.Errorf("names %q, %q", a.run, b.run)
	}
}

func styled(css string) *fakeSite {
	name := "assets/style." + css + ".css"
	s := small().with("assets/a.aaa.css", "").with(name, css)
	for _, p := range []string{"index.html", "about/index.html"} {
		s.files[p] = page(`<link rel="stylesheet" href="/` + name + `">` + p)
	}
	return s
}

// A change of styles alone is exchanged in place, and the page knows its new key.
func TestStyles(t *testing.T) {
	r := run(t, Options{}, styled("aaa"))
	home := r.open("/", r.key("/"))
	home.want("panel")
	r.Show(styled("bbb"), nil, nil)
	e := home.want("swap", "reload")
	var swaps []swap
	if err := json.Unmarshal([]byte(e.data), &swaps); err != nil {
		t.Fatal(err)
	}
	if len(swaps) != 1 || swaps[0] != (swap{"/assets/style.aaa.css", "/assets/style.bbb.css"}) {
		t.Errorf("swaps %v", swaps)
	}
	if e.id != r.key("/") {
		t.Errorf("the page's key is %q, was told %q", r.key("/"), e.id)
	}
	r.Show(styled("ccc"), nil, nil)
	home.want("swap", "reload")
	both := styled("ddd")
	both.files["index.html"] += "and more"
	r.Show(both, nil, nil)
	home.want("reload", "swap")
}

// A key may change where the bytes do not.
func TestSameBytes(t *testing.T) {
	r := run(t, Options{}, small())
	home := r.open("/", r.key("/"))
	home.want("panel")
	r.Show(otherKey{small()}, nil, nil)
	if e := home.want("same", "reload"); e.id != r.key("/") {
		t.Errorf("told %q, is %q", e.id, r.key("/"))
	}
}

type otherKey struct{ *fakeSite }

func (o otherKey) Page(p string) (string, func() ([]byte, error), bool) {
	key, render, ok := o.fakeSite.Page(p)
	return key + "x", render, ok
}

// Pictures and styles that keep their name are told to all pages, which know
// whether they use them.
func TestAssets(t *testing.T) {
	r := run(t, Options{Base: "/blog/"}, small())
	home := r.open("/blog/", r.key("/blog/"))
	home.want("panel")
	r.Show(small().with("img/dot.png", "other"), nil, nil)
	if e := home.want("assets", "reload"); e.data != `["/blog/img/dot.png"]` {
		t.Errorf("assets %s", e.data)
	}
}

// Complaints come and go on every open page.
func TestPanel(t *testing.T) {
	r := run(t, Options{}, small())
	home := r.open("/", r.key("/"))
	if got := panelText(t, home.want("panel")); got != "" {
		t.Errorf("a panel without errors: %s", got)
	}
	list, text := broken()
	r.Show(small(), list, text)
	got := panelText(t, home.want("panel", "reload"))
	for _, w := range []string{"1 error", "content/posts/x.md:3:8", "&lt;script&gt;", "<mark>gc52</mark>", "did you mean gc25?", `<button type="button"`} {
		if !strings.Contains(got, w) {
			t.Errorf("no %q in %s", w, got)
		}
	}
	if strings.Contains(got, "<script>") || strings.Contains(got, "warning") {
		t.Errorf("too much: %s", got)
	}
	if got := panelText(t, r.open("/about/", r.key("/about/")).want("panel")); !strings.Contains(got, "gc52") {
		t.Error("a page that is opened now does not show the errors")
	}
	r.Show(small(), list[1:], text)
	if got := panelText(t, home.want("panel", "reload")); got != "" {
		t.Errorf("mended: %s", got)
	}
}

// An address that showed complaints loads again when they change and when it is
// there.
func TestComplaintsGo(t *testing.T) {
	r := run(t, Options{}, nil)
	list, text := broken()
	r.Show(small(), list, text)
	tab := r.open("/hall/", r.key("/hall/"))
	tab.want("panel", "reload")
	r.Show(small(), append(list, diag.Errorf("x", diag.Whole("y"), "another")), text)
	tab.want("reload")
	r.Show(small().with("hall/index.html", page("hall")), nil, nil)
	r.open("/hall/", "said-before").want("reload")
}

func TestManyComplaints(t *testing.T) {
	var list diag.List
	for i := range most + 7 {
		list.Add(diag.Errorf("x", diag.Whole(fmt.Sprintf("f%03d", i)), "m"))
	}
	got := panel(list, nil)
	if n := strings.Count(got, "<li>"); n != most || !strings.Contains(got, "and 7 more") {
		t.Errorf("%d complaints: %s", n, got[len(got)-200:])
	}
}

// The server's own time limits are not those of a stream.
func TestStreamOutlivesTimeouts(t *testing.T) {
	s := New(Options{})
	web := httptest.NewUnstartedServer(s)
	web.Config.ReadTimeout, web.Config.WriteTimeout = 50*time.Millisecond, 50*time.Millisecond
	web.Start()
	defer web.Close()
	defer s.Close()
	s.Show(small(), nil, nil)
	r := &running{s, t, web}
	home := r.open("/", r.key("/"))
	home.want("panel")
	time.Sleep(200 * time.Millisecond)
	r.Show(small().with("index.html", page("new")), nil, nil)
	home.want("reload")
}

// A closed page is forgotten.
func TestClosedTab(t *testing.T) {
	r := run(t, Options{}, small())
	home := r.open("/", r.key("/"))
	home.cancel()
	for end := time.Now().Add(long); time.Now().Before(end); time.Sleep(time.Millisecond) {
		r.mu.Lock()
		n := len(r.tabs)
		r.mu.Unlock()
		if n == 0 {
			return
		}
	}
	t.Error("the page is still there")
}

// The background finds what cannot be made: open pages first, each complaint
// once, and does not repeat what it has done.
func TestSweep(t *testing.T) {
	list, text := broken()
	site := small()
	site.made = &counter{n: map[string]int{}}
	site.faults = map[string]error{}
	for i := range 10 {
		p := fmt.Sprintf("p%d/index.html", i)
		site.files[p], site.faults[p] = page(p), &diag.Fault{List: list[:1]}
	}
	var mu sync.Mutex
	var told []string
	all := make(chan struct{}, 100)
	r := run(t, Options{Fault: func(p string, l diag.List, _ diag.Text) {
		mu.Lock()
		defer mu.Unlock()
		told = append(told, p+" "+l[0].Code)
		all <- struct{}{}
	}}, nil)
	r.Show(site, nil, text)
	<-all
	r.settle()
	if len(told) != 1 || told[0] != "p0/index.html event-unknown" {
		t.Errorf("told %q", told)
	}
	if n := site.made.of("feed.atom"); n != 1 {
		t.Errorf("the feed was made %d times", n)
	}
	if n := site.made.of("img/dot.png"); n != 0 {
		t.Errorf("a picture was made %d times", n)
	}
	next := *site
	next.faults = map[string]error{"index.html": &diag.Fault{List: diag.List{diag.Errorf("theme-field", diag.Whole("x"), "m")}}}
	r.Show(&next, nil, text)
	<-all
	r.settle()
	if len(told) != 2 || told[1] != "index.html theme-field" {
		t.Errorf("told %q", told)
	}
	if n := site.made.of("feed.atom"); n != 1 {
		t.Errorf("the feed, which is the same, was made %d times", n)
	}
}

// settle waits for the running sweep.
func (r *running) settle() {
	r.mu.Lock()
	done := r.sweep.done
	r.mu.Unlock()
	<-done
}

// Many browsers, many plans, many requests: for the race detector, and the last
// plan wins.
func TestCrowd(t *testing.T) {
	r := run(t, Options{}, small())
	ctx, cancel := contextFor(t)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for ctx.Err() == nil {
				if got := r.get("/"); got.status != http.StatusOK || !strings.Contains(got.body, "</html>") {
					t.Errorf("status %d", got.status)
				}
				if i%4 == 0 {
					l := r.open("/", r.key("/"))
					l.cancel()
				}
			}
		})
	}
	for i := range 100 {
		r.Show(small().with("index.html", page(fmt.Sprintf("version %d.", i))), nil, nil)
		time.Sleep(time.Millisecond)
	}
	cancel()
	wg.Wait()
	if got := r.get("/"); !strings.Contains(got.body, "version 99.") {
		t.Error(got.body)
	}
}

// While somebody waits for something else, the background stands back.
func TestSweepHolds(t *testing.T) {
	site := small()
	site.made = &counter{n: map[string]int{}}
	r := run(t, Options{}, nil)
	release := r.Hold()
	r.Show(site, nil, nil)
	time.Sleep(2 * rest)
	if n := site.made.of("feed.atom"); n != 0 {
		t.Errorf("rendered %d times meanwhile", n)
	}
	release()
	release() // once is enough
	r.settle()
	if n := site.made.of("feed.atom"); n != 1 {
		t.Errorf("rendered %d times afterwards", n)
	}
}
