package serve

import (
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"recap/generator/diag"
	"recap/generator/source"
)

func TestAnswers(t *testing.T) {
	blog := small()
	blog.files["2016/über/index.html"] = page("ü")
	tests := []struct {
		base, path string
		status     int
		holds      string // in the body, or the Location
	}{
		{"", "/", 200, "home"},
		{"", "/index.html", 200, "home"},
		{"", "/about/", 200, "about"},
		{"", "/about", 302, "/about/"},
		{"", "/about?x=1", 302, "/about/?x=1"},
		{"", "/about/index.html", 200, "about"},
		{"", "/2016/%C3%BCber", 302, "/2016/%C3%BCber/"},
		{"", "/2016/%C3%BCber/", 200, "ü"},
		{"", "/feed.atom", 200, "<feed/>"},
		{"", "/nothing/", 404, "nothing here"},
		{"", "/nothing.png", 404, "nothing here"},
		{"", "//evil.example/", 404, "nothing here"},
		{"", "/../../etc/passwd", 404, "nothing here"},
		{"", "/%2e%2e/secret", 404, "nothing here"},
		{"", "/..%2f..%2fsecret", 404, "nothing here"},
		{"", "/about/%00", 404, "nothing here"},
		{"", "/.recap/", 404, "no such file"},
		{"", "/.recap/../index.html", 404, "no such file"},
		{"/blog/", "/", 302, "/blog/"},
		{"/blog/", "/blog", 302, "/blog/"},
		{"blog", "/blog/", 200, "home"},
		{"/blog/", "/blog/about", 302, "/blog/about/"},
		{"/blog/", "/about/", 404, "nothing here"},
		{"/blog/", "/blogs/about/", 404, "nothing here"},
	}
	for _, tt := range tests {
		r := run(t, Options{Base: tt.base}, blog)
		got := r.get(tt.path)
		if got.status != tt.status {
			t.Errorf("%s%s: status %d, want %d", tt.base, tt.path, got.status, tt.status)
		}
		where := got.body
		if tt.status == 302 {
			if where = got.header.Get("Location"); where != tt.holds {
				t.Errorf("%s%s: Location %q, want %q", tt.base, tt.path, where, tt.holds)
			}
		}
		if !strings.Contains(where, tt.holds) {
			t.Errorf("%s%s: no %q in\n%s", tt.base, tt.path, tt.holds, where)
		}
	}
}

// The bytes of a page are those of the plan; the script is added at the door.
func TestScriptIsAddedToHTMLOnly(t *testing.T) {
	site := small().with("odd.html", "<p>no end").with("two.html", "<pre>&lt;/body></pre></BODY ></html>")
	r := run(t, Options{}, site)
	for path, want := range map[string]int{"/": 1, "/nothing": 1, "/odd.html": 1, "/two.html": 1, "/feed.atom": 0, "/assets/a.aaa.css": 0, "/img/dot.png": 0} {
		got := r.get(path)
		if n := strings.Count(got.body, `<script src="/.recap/reload.js"`); n != want {
			t.Errorf("%s: %d scripts, want %d: %s", path, n, want, got.body)
		}
		_, tag, _ := strings.Cut(got.body, "<script")
		tag, _, _ = strings.Cut(tag, "</script>")
		if p := strings.TrimPrefix(path, "/"); site.files[p] != "" {
			if whole := strings.Replace(got.body, "<script"+tag+"</script>", "", 1); whole != site.files[p] {
				t.Errorf("%s: without the script it is not the page: %s", path, whole)
			}
		}
	}
	if b := r.get("/two.html").body; !strings.HasSuffix(b, "</script></BODY ></html>") {
		t.Errorf("the script stands at the wrong place: %s", b)
	}
}

func TestValidators(t *testing.T) {
	r := run(t, Options{}, small())
	for _, path := range []string{"/", "/feed.atom", "/img/dot.png", "/.recap/reload.js"} {
		first := r.get(path)
		tag := first.header.Get("ETag")
		if tag == "" || first.header.Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: ETag %q, Cache-Control %q", path, tag, first.header.Get("Cache-Control"))
		}
		if got := r.get(path, "If-None-Match: "+tag); got.status != 304 || got.body != "" {
			t.Errorf("%s: status %d with the right ETag", path, got.status)
		}
		if got := r.get(path, `If-None-Match: "other"`); got.status != 200 {
			t.Errorf("%s: status %d with another ETag", path, got.status)
		}
		head := r.do("HEAD", path)
		if head.status != 200 || head.body != "" || head.header.Get("Content-Length") != first.header.Get("Content-Length") {
			t.Errorf("%s: HEAD gives %d, %q bytes of %q", path, head.status, head.header.Get("Content-Length"), first.header.Get("Content-Length"))
		}
	}
	if got := r.get("/img/dot.png", "Range: bytes=1-2"); got.status != 206 || got.body != "ng" {
		t.Errorf("range: %d %q", got.status, got.body)
	}
	if got := r.do("HEAD", "/nothing"); got.status != 404 || got.body != "" {
		t.Errorf("HEAD of nothing: %d %q", got.status, got.body)
	}
	key, _, _ := small().Page("index.html")
	if got := r.get("/").header.Get("ETag"); got != `"`+key+`"` {
		t.Errorf("the ETag is %s, not the key", got)
	}
}

func TestContentTypes(t *testing.T) {
	for name, want := range map[string]string{
		"index.html": "text/html; charset=utf-8", "a.css": "text/css; charset=utf-8", "a.js": "text/javascript; charset=utf-8",
		"a.svg": "image/svg+xml; charset=utf-8", "A.JPG": "image/jpeg", "feed.rss": "application/rss+xml; charset=utf-8",
		"x.ics": "text/calendar; charset=utf-8", "_redirects": "text/plain; charset=utf-8", ".htaccess": "text/plain; charset=utf-8",
		"x.unknown": "application/octet-stream", "binary": "application/octet-stream",
	} {
		body := []byte("text")
		if name == "binary" {
			body = []byte{0xff, 0xfe}
		}
		if got := contentType("dir/"+name, body); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

// Only this machine may ask, only for itself, and only to read.
func TestDoor(t *testing.T) {
	r := run(t, Options{}, small())
	own := strings.TrimPrefix(r.web.URL, "http://")
	_, port, _ := net.SplitHostPort(own)
	tests := []struct {
		method, path string
		header       []string
		status       int
	}{
		{"GET", "/", []string{"Host: localhost:" + port}, 200},
		{"GET", "/", []string{"Host: LOCALHOST"}, 200},
		{"GET", "/", []string{"Host: 127.0.0.1"}, 200},
		{"GET", "/", []string{"Host: [::1]:" + port}, 200},
		{"GET", "/", []string{"Host: [::1]"}, 200},
		{"GET", "/", []string{"Host: evil.example"}, 421},
		{"GET", "/", []string{"Host: evil.example:" + port}, 421},
		{"GET", "/", []string{"Host: 127.0.0.1.evil.example:" + port}, 421},
		{"GET", "/", []string{"Host: localhost.evil.example"}, 421},
		{"GET", "/", []string{"Host: 192.168.0.1"}, 421},
		{"GET", "/.recap/reload.js", []string{"Host: evil.example"}, 421},
		{"GET", "/.recap/events?path=/", []string{"Host: evil.example"}, 421},
		{"GET", "/.recap/events?path=/", []string{"Origin: http://evil.example"}, 403},
		{"GET", "/.recap/events?path=/", []string{"Origin: null"}, 403},
		{"GET", "/.recap/events?path=/", []string{"Origin: http://localhost:1"}, 403},
		{"GET", "/", []string{"Origin: http://" + own}, 200},
		{"GET", "/", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"}, 403},
		{"GET", "/", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"}, 200},
		{"GET", "/.recap/events", nil, 400},
		{"POST", "/", nil, 405},
		{"PUT", "/about/", nil, 405},
		{"DELETE", "/", nil, 405},
		{"OPTIONS", "/", nil, 405},
	}
	for _, tt := range tests {
		got := r.do(tt.method, tt.path, tt.header...)
		if got.status != tt.status {
			t.Errorf("%s %s %v: %d, want %d", tt.method, tt.path, tt.header, got.status, tt.status)
		}
		for name := range got.header {
			if strings.HasPrefix(name, "Access-Control") {
				t.Errorf("%s %s %v: header %s", tt.method, tt.path, tt.header, name)
			}
		}
		if got.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s %s %v: no nosniff", tt.method, tt.path, tt.header)
		}
	}
}

// Requests for one page that is being made wait for it.
func TestOneRender(t *testing.T) {
	site := small()
	site.gate = make(chan struct{})
	site.made = &counter{n: map[string]int{}}
	r := run(t, Options{}, site)
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if got := r.get("/about/"); !strings.Contains(got.body, "about") {
				t.Errorf("got %q", got.body)
			}
		})
	}
	time.Sleep(50 * time.Millisecond) // lets most of them arrive; the count holds in any case
	close(site.gate)
	wg.Wait()
	r.get("/about/")
	if n := site.made.of("about/index.html"); n != 1 {
		t.Errorf("rendered %d times", n)
	}
}

// A cache is bounded, and what is used stays.
func TestCacheIsBounded(t *testing.T) {
	c := newCache(1000)
	body := func() ([]byte, error) { return make([]byte, 90), nil }
	for i := range 100 {
		c.get("often", true, body)
		c.get(strings.Repeat("x", 10)+string(rune('A'+i)), true, body)
	}
	if c.size > 1000 || len(c.items) != c.order.Len() || len(c.items) < 5 {
		t.Errorf("%d bytes in %d items", c.size, len(c.items))
	}
	if _, ok := c.peek("often"); !ok {
		t.Error("what is used most has gone")
	}
	c.get("huge", true, func() ([]byte, error) { return make([]byte, 900), nil })
	if _, ok := c.peek("huge"); ok {
		t.Error("a file of nearly the cache's size was kept")
	}
}

// A panic in rendering is an answer, not the end.
func TestPanic(t *testing.T) {
	s := New(Options{})
	defer s.Close()
	res := s.cache.get("x", true, func() ([]byte, error) { panic("boom") })
	if res.err == nil || !strings.Contains(res.err.Error(), "boom") {
		t.Errorf("error %v", res.err)
	}
}

// A source that changed under the plan is asked for again from the next one.
func TestSourceChangedMeanwhile(t *testing.T) {
	site := small()
	site.faults = map[string]error{"about/index.html": source.ErrChanged}
	r := run(t, Options{}, site)
	done := make(chan reply)
	go func() { done <- r.get("/about/") }()
	time.Sleep(20 * time.Millisecond)
	r.Show(small().with("about/index.html", page("newer")), nil, nil)
	if got := <-done; got.status != 200 || !strings.Contains(got.body, "newer") {
		t.Errorf("%d %s", got.status, got.body)
	}
}

// Requests before the first plan wait for it.
func TestWaitsForTheFirstPlan(t *testing.T) {
	r := run(t, Options{}, nil)
	done := make(chan reply)
	go func() { done <- r.get("/") }()
	time.Sleep(20 * time.Millisecond)
	r.Show(small(), nil, nil)
	if got := <-done; got.status != 200 {
		t.Errorf("status %d", got.status)
	}
}

func TestPagesOfComplaints(t *testing.T) {
	list, text := broken()
	wants := []string{"content/posts/x.md:3:8", "error:", "no event is called &#34;gc52&#34; &lt;script&gt;", "<mark>gc52</mark>", "hint: did you mean gc25?", "[event-unknown]"}
	check := func(name string, got reply, status int, wants ...string) {
		t.Helper()
		if got.status != status {
			t.Errorf("%s: status %d, want %d", name, got.status, status)
		}
		for _, w := range wants {
			if !strings.Contains(got.body, w) {
				t.Errorf("%s: no %q in\n%s", name, w, got.body)
			}
		}
		if strings.Contains(got.body, "<script>") || strings.Contains(got.body, "only a warning") {
			t.Errorf("%s: too much in\n%s", name, got.body)
		}
		if !strings.Contains(got.body, `data-page="complaints"`) {
			t.Errorf("%s: the script does not know that this is no page", name)
		}
	}
	r := run(t, Options{}, nil)
	r.Show(nil, list, text)
	check("no site", r.get("/"), 503, wants...)
	r.Show(small(), list, text)
	check("missing page", r.get("/2016/hall/"), 404, wants...)
	if got := r.get("/about/"); got.status != 200 || strings.Contains(got.body, "gc52") {
		t.Errorf("a page without fault: %d\n%s", got.status, got.body)
	}
	site := small()
	site.faults = map[string]error{
		"hall/index.html": &diag.Fault{List: list[:1]},
		"talks.atom":      errors.New("disk on fire"),
		"img/dot.png":     errors.New("disk on fire"),
	}
	site.files["hall/index.html"], site.files["talks.atom"] = page("hall"), "<feed/>"
	r.Show(site, nil, text)
	check("fault", r.get("/hall/"), 500, wants...)
	check("machine's fault", r.get("/talks.atom"), 500, "disk on fire", "talks.atom")
	check("a picture that is looked at alone", r.get("/img/dot.png", "Accept: text/html,*/*"), 500, "disk on fire")
	if got := r.get("/img/dot.png", "Accept: image/avif,*/*"); got.status != 500 || !strings.HasPrefix(got.header.Get("Content-Type"), "image/svg+xml") || !strings.Contains(got.body, "disk on fire") {
		t.Errorf("a picture in a page: %d %s", got.status, got.body)
	}
	r.Show(small(), nil, nil)
	if got := r.get("/about/"); got.status != 200 {
		t.Errorf("mended: %d", got.status)
	}
}

// The end of the server ends everything that waits, at once.
func TestServeEnds(t *testing.T) {
	ln, err := Listen(0, false)
	if err != nil {
		t.Fatal(err)
	}
	s := New(Options{})
	s.Show(small(), nil, nil)
	ctx, cancel := contextFor(t)
	done := make(chan error)
	go func() { done <- s.Serve(ctx, ln) }()
	at := "http://" + ln.Addr().String()
	res, err := http.Get(at + "/.recap/events?path=/&key=k")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	cancel()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(long):
		t.Fatal("an open stream keeps the server")
	}
	io.Copy(io.Discard, res.Body) // ends
	s.Show(small(), nil, nil)     // is nothing
	s.Close()
}

func TestListen(t *testing.T) {
	first, err := Listen(0, false)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	port := first.Addr().(*net.TCPAddr).Port
	if _, err := Listen(port, false); err == nil {
		t.Error("a port was opened twice")
	}
	second, err := Listen(port, true)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	addr := second.Addr().(*net.TCPAddr)
	if addr.Port == port || !addr.IP.IsLoopback() {
		t.Errorf("next free port: %v", addr)
	}
}
