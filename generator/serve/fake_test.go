package serve

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"recap/generator/diag"
)

// long is more than anything takes.
const long = 20 * time.Second

// fakeSite is a plan of texts. The key of a file is a hash of its text.
type fakeSite struct {
	files  map[string]string
	faults map[string]error    // in place of the text
	from   map[string][]string // sources by path
	gate   chan struct{}       // if set, rendering waits for it
	made   *counter            // counts renders, if set
}

type counter struct {
	mu sync.Mutex
	n  map[string]int
}

func (c *counter) of(p string) int { c.mu.Lock(); defer c.mu.Unlock(); return c.n[p] }

func (f *fakeSite) Page(p string) (string, func() ([]byte, error), bool) {
	text, ok := f.files[p]
	if !ok {
		return "", nil, false
	}
	return hash(text + fmt.Sprint(f.faults[p])), func() ([]byte, error) {
		if f.made != nil {
			f.made.mu.Lock()
			f.made.n[p]++
			f.made.mu.Unlock()
		}
		if f.gate != nil {
			<-f.gate
		}
		if err := f.faults[p]; err != nil {
			return nil, err
		}
		return []byte(text), nil
	}, true
}

func (f *fakeSite) Sources(p string) []string { return f.from[p] }

func (f *fakeSite) Paths() []string { return slices.Sorted(maps.Keys(f.files)) }

func page(body string) string {
	return "<!doctype html><html><head><title>t</title></head><body>" + body + "</body></html>"
}

func small() *fakeSite {
	return &fakeSite{files: map[string]string{
		"index.html":       page("home"),
		"about/index.html": page("about"),
		"404.html":         page("nothing here"),
		"assets/a.aaa.css": "body{}",
		"feed.atom":        "<feed/>",
		"img/dot.png":      "png",
	}}
}

// with is a copy with one file changed; "" removes it.
func (f *fakeSite) with(p, text string) *fakeSite {
	c := *f
	c.files = maps.Clone(f.files)
	if text == "" {
		delete(c.files, p)
	} else {
		c.files[p] = text
	}
	return &c
}

// running is a server behind a real listener.
type running struct {
	*Server
	t   *testing.T
	web *httptest.Server
}

func run(t *testing.T, opts Options, site Site) *running {
	t.Helper()
	s := New(opts)
	web := httptest.NewServer(s)
	t.Cleanup(func() { s.Close(); web.Close() })
	if site != nil {
		s.Show(site, nil, nil)
	}
	return &running{s, t, web}
}

type reply struct {
	status int
	header http.Header
	body   string
}

// get asks for a path; headers are "Name: value".
func (r *running) get(path string, headers ...string) reply {
	r.t.Helper()
	return r.do("GET", path, headers...)
}

func (r *running) do(method, path string, headers ...string) reply {
	r.t.Helper()
	req, err := http.NewRequest(method, r.web.URL+path, nil)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		if name == "Host" {
			req.Host = value
		} else {
			req.Header.Set(name, value)
		}
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return reply{res.StatusCode, res.Header, string(b)}
}

// stream of events as a browser sees it.
type listener struct {
	t      *testing.T
	events chan event
	cancel context.CancelFunc
}

type event struct{ name, id, data string }

// open opens the stream of a page that was made of key.
func (r *running) open(path, key string, headers ...string) *listener {
	r.t.Helper()
	ctx, cancel := context.WithCancel(r.t.Context())
	q := url.Values{"path": {path}, "key": {key}}
	req, _ := http.NewRequestWithContext(ctx, "GET", r.web.URL+"/.recap/events?"+q.Encode(), nil)
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Set(name, value)
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		r.t.Fatal(err)
	}
	if res.StatusCode != 200 {
		r.t.Fatalf("stream: %s", res.Status)
	}
	l := &listener{r.t, make(chan event, 100), cancel}
	r.t.Cleanup(cancel)
	go func() {
		defer res.Body.Close()
		defer close(l.events)
		var e event
		for sc := bufio.NewScanner(res.Body); sc.Scan(); {
			name, value, _ := strings.Cut(sc.Text(), ": ")
			switch name {
			case "event":
				e.name = value
			case "id":
				e.id = value
			case "data":
				e.data = value
			case "":
				if e.name != "" {
					l.events <- e
				}
				e = event{}
			}
		}
	}()
	if e := l.next(); e.name != "hello" {
		r.t.Fatalf("first event is %q", e.name)
	}
	return l
}

func (l *listener) next() event {
	l.t.Helper()
	select {
	case e, ok := <-l.events:
		if !ok {
			l.t.Fatal("the stream ended")
		}
		return e
	case <-time.After(long):
		l.t.Fatal("no event")
	}
	return event{}
}

// want reads events up to the named one, which must come before any in not.
func (l *listener) want(name string, not ...string) event {
	l.t.Helper()
	for {
		e := l.next()
		if e.name == name {
			return e
		}
		if slices.Contains(not, e.name) {
			l.t.Fatalf("event %s %s before %s", e.name, e.data, name)
		}
	}
}

// panelText is the HTML of a panel event.
func panelText(t *testing.T, e event) (html string) {
	t.Helper()
	if err := json.Unmarshal([]byte(e.data), &html); err != nil {
		t.Fatal(err)
	}
	return html
}

// key is what the script of a page says it was made of.
func (r *running) key(path string) string {
	r.t.Helper()
	_, rest, ok := strings.Cut(r.get(path).body, `data-key="`)
	if !ok {
		r.t.Fatalf("%s has no script", path)
	}
	key, _, _ := strings.Cut(rest, `"`)
	return key
}

// broken is a list with one error and the text it speaks of.
func broken() (diag.List, diag.Text) {
	src := "---\ntitle: <b>Hall</b>\nevent: gc52\n---\n"
	at := strings.Index(src, "gc52")
	l := diag.List{
		diag.Errorf("event-unknown", diag.Pos{File: "content/posts/x.md", Off: at, End: at + 4}, "no event is called %q <script>", "gc52").WithHint("did you mean gc25?"),
		diag.Warnf("link-dead", diag.Whole("content/posts/y.md"), "only a warning"),
	}
	return l, func(string) []byte { return []byte(src) }
}
