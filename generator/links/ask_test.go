package links

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// fakeClock is a clock that goes on only while somebody sleeps.
type fakeClock struct {
	mu    sync.Mutex
	now   time.Time
	slept []time.Duration
}

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *fakeClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	c.slept = append(c.slept, d)
	return ctx.Err()
}

func patient() (Options, *fakeClock) {
	c := &fakeClock{now: time.Date(2026, 6, 15, 12, 0, 0, 0, time.UTC)}
	return Options{Agent: "recap (test)", Timeout: 250 * time.Millisecond, Private: true, Now: c.Now, Sleep: c.Sleep}, c
}

// raw answers with bytes of our own and hangs up.
func raw(answer string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, buf, err := w.(http.Hijacker).Hijack()
		if err != nil {
			panic(err)
		}
		buf.WriteString(answer)
		buf.Flush()
		conn.Close()
	}
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

func to(code int, where string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", where)
		w.WriteHeader(code)
	}
}

// onGet answers HEAD with one code and GET with another.
func onGet(head, get int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		code := head
		if r.Method == http.MethodGet {
			code = get
		}
		w.WriteHeader(code)
	}
}

func page(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, body)
	}
}

// misbehaviours are a server's ways, and what is made of each.
var misbehaviours = []struct {
	name    string
	path    string // asked for; "/name" when empty
	handler http.HandlerFunc
	state   State
	why     string // part of it
	moved   string // path of Moved
	forGood bool
	missing bool
}{
	{name: "fine", handler: status(200), state: Fine},
	{name: "gone", handler: status(404), state: Gone, why: "404 Not Found"},
	{name: "gone for good", handler: status(410), state: Gone, why: "410 Gone"},
	{name: "HEAD lies 404", handler: onGet(404, 200), state: Fine},
	{name: "HEAD is not allowed", handler: onGet(405, 200), state: Fine},
	{name: "HEAD is not made", handler: onGet(501, 404), state: Gone},
	{name: "HEAD is forbidden, GET too", handler: status(403), state: Unsure, why: "403"},
	{name: "a fault", handler: status(500), state: Unsure, why: "500"},
	{name: "no content", handler: status(204), state: Fine},
	{name: "odd status", handler: raw("HTTP/1.1 999 No\r\nContent-Length: 0\r\n\r\n"), state: Unsure, why: "999"},
	{name: "no status line", handler: raw("<html>hello</html>\r\n\r\n"), state: Unsure, why: "makes no sense"},
	{name: "empty answer", handler: raw(""), state: Unsure, why: "hung up"},
	{name: "reset", handler: func(w http.ResponseWriter, _ *http.Request) {
		conn, _, _ := w.(http.Hijacker).Hijack()
		conn.(*net.TCPConn).SetLinger(0)
		conn.Close()
	}, state: Unsure, why: "hung up"},
	{name: "hangs before it answers", handler: hang, state: Unsure, why: "no answer in time"},
	{name: "slow loris", handler: func(w http.ResponseWriter, r *http.Request) {
		conn, buf, _ := w.(http.Hijacker).Hijack()
		defer conn.Close()
		for _, c := range "HTTP/1.1 200 OK\r\nX-Slow: " + strings.Repeat("a", 60) {
			if buf.WriteByte(byte(c)); buf.Flush() != nil {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
	}, state: Unsure, why: "no answer in time"},
	{name: "hangs in its body", path: "/hangs-in-its-body#part", handler: func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte("<p>begun"))
		w.(http.Flusher).Flush()
		hang(w, r)
	}, state: Fine},
	{name: "wrong length", path: "/wrong-length#part", handler: raw("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\n<p>short"), state: Fine},
	{name: "gzip bomb", path: "/gzip-bomb#part", handler: bomb, state: Fine},
	{name: "endless page", path: "/endless-page#part", handler: func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		for range 400 {
			if _, err := w.Write(bytes.Repeat([]byte("<p>more"), 2000)); err != nil {
				return
			}
		}
	}, state: Fine},
	{name: "huge header", handler: func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Much", strings.Repeat("a", 200<<10))
	}, state: Unsure, why: "makes no sense"},
	{name: "permanent redirect", handler: to(301, "/fine"), state: Fine, moved: "/fine", forGood: true},
	{name: "redirect for now", handler: to(302, "/fine"), state: Fine, moved: "/fine"},
	{name: "for good, then for now", handler: to(308, "/redirect-for-now"), state: Fine, moved: "/fine"},
	{name: "relative redirect", path: "/a/relative", handler: to(301, "../fine"), state: Fine, moved: "/fine", forGood: true},
	{name: "redirect to what is gone", handler: to(301, "/gone"), state: Gone},
	{name: "redirect loop", handler: to(302, "/redirect-loop"), state: Unsure, why: "no end"},
	{name: "endless redirects", handler: func(w http.ResponseWriter, r *http.Request) {
		to(302, "/endless-redirects?"+r.URL.RawQuery+"x")(w, r)
	}, state: Unsure, why: "no end"},
	{name: "redirect to a file", handler: to(302, "file:///etc/passwd"), state: Unsure, why: "no browser follows"},
	{name: "redirect to a script", handler: to(302, "javascript:alert(1)"), state: Unsure, why: "no browser follows"},
	{name: "redirect to nowhere", handler: status(302), state: Unsure, why: "302"},
	{name: "redirect to the front page", handler: to(302, "/"), state: Unsure, why: "front page"},
	{name: "cookie wall", handler: func(w http.ResponseWriter, r *http.Request) {
		if _, err := r.Cookie("seen"); err != nil {
			http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1", Path: "/"})
			to(302, "/cookie-wall")(w, r)
		}
	}, state: Fine, moved: "/cookie-wall"},
	{name: "fragment there", path: "/fragment-there#part", handler: page(`<h2 id="part">Part</h2>`), state: Fine},
	{name: "fragment of old", path: "/fragment-of-old#part", handler: page(`<a name=part></a>`), state: Fine},
	{name: "fragment missing", path: "/fragment-missing#part", handler: page(`<h2 id="other">Part</h2>`), state: Fine, missing: true},
	{name: "fragment of a script", path: "/fragment-of-a-script#!/part", handler: page(`<p>`), state: Fine},
	{name: "no page", path: "/no-page#page=3", handler: func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Type", "application/pdf") }, state: Fine},
}

func hang(_ http.ResponseWriter, r *http.Request) {
	select {
	case <-r.Context().Done():
	case <-time.After(5 * time.Second):
	}
}

var packed = func() []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	for range 64 {
		z.Write(make([]byte, 1<<20))
	}
	z.Close()
	return b.Bytes()
}()

func bomb(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html")
	w.Header().Set("Content-Encoding", "gzip")
	w.Write(packed)
}

func dashed(name string) string {
	return "/" + strings.ReplaceAll(strings.ReplaceAll(name, ",", ""), " ", "-")
}

// TestMisbehaviours: whatever a server does, there is one of three answers, soon,
// and only what it says is gone is gone.
func TestMisbehaviours(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	mux.HandleFunc("/{$}", status(200))
	for _, m := range misbehaviours {
		at, _, _ := strings.Cut(m.path, "#")
		if at == "" {
			at = dashed(m.name)
		}
		mux.HandleFunc(at, m.handler)
	}
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	for _, m := range misbehaviours {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			o, _ := patient()
			p := m.path
			if p == "" {
				p = dashed(m.name)
			}
			list, err := Ask(t.Context(), []string{s.URL + p}, o)
			if err != nil || len(list) != 1 {
				t.Fatal(list, err)
			}
			r := list[0]
			if r.State != m.state || !strings.Contains(r.Why, m.why) {
				t.Errorf("it is %s (%s), not %s (%s)", r.State, r.Why, m.state, m.why)
			}
			if want := m.moved; want != "" {
				want = s.URL + want
				if r.Moved != want || r.Permanent != m.forGood {
					t.Errorf("moved to %q, for good %v; not %q, %v", r.Moved, r.Permanent, want, m.forGood)
				}
			} else if r.Moved != "" {
				t.Errorf("moved to %q", r.Moved)
			}
			if r.Missing != m.missing {
				t.Errorf("the fragment is missing: %v", r.Missing)
			}
		})
	}
	if len(misbehaviours) < 20 {
		t.Error("a server misbehaves in more ways than that")
	}
}

// Faults of certificates are no death: the page may be there for a browser that
// knows better, or tomorrow.
func TestCertificate(t *testing.T) {
	t.Parallel()
	s := httptest.NewTLSServer(status(200))
	t.Cleanup(s.Close)
	s.Config.ErrorLog = nil
	o, _ := patient()
	list, _ := Ask(t.Context(), []string{s.URL + "/"}, o)
	if r := list[0]; r.State != Unsure || !strings.HasPrefix(r.Why, "no secure connection") {
		t.Errorf("it is %s: %s", r.State, r.Why)
	}
}

// A host that nobody knows is asked for twice, and gone; when none is known, it is
// the network here.
func TestNoHost(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	nobody := func(r *http.Request) (*http.Response, error) {
		asked.Add(1)
		return nil, &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: r.URL.Hostname(), IsNotFound: true}}
	}
	o, clock := patient()
	o.Transport = transport(func(r *http.Request) (*http.Response, error) {
		if r.URL.Host == "here.example" {
			return &http.Response{StatusCode: 200, Body: http.NoBody, Header: http.Header{}}, nil
		}
		return nobody(r)
	})
	list, _ := Ask(t.Context(), []string{"https://lost.example/a", "https://here.example/"}, o)
	if list[0].State != Gone || list[0].Why != "no such host: lost.example" || list[1].State != Fine {
		t.Errorf("%+v", list)
	}
	if asked.Load() < 2 || !slices.Contains(clock.slept, 5*time.Second) {
		t.Errorf("asked %d times, pauses %v", asked.Load(), clock.slept)
	}
	o.Transport = transport(nobody)
	list, _ = Ask(t.Context(), []string{"https://lost.example/a", "https://lost.example/b", "https://too.example/"}, o)
	for _, r := range list {
		if r.State != Unsure || !strings.Contains(r.Why, "is there a network?") {
			t.Errorf("%+v", r)
		}
	}
}

type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// One request at a time to a host, with a pause between; other hosts do not wait.
func TestPaced(t *testing.T) {
	t.Parallel()
	var now, most atomic.Int32
	var agents sync.Map
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		most.Store(max(most.Load(), now.Add(1)))
		defer now.Add(-1)
		agents.Store(r.UserAgent(), true)
		time.Sleep(time.Millisecond)
	}))
	t.Cleanup(s.Close)
	o, clock := patient()
	var urls []string
	for i := range 20 {
		urls = append(urls, fmt.Sprintf("%s/%d", s.URL, i))
	}
	list, err := Ask(t.Context(), append(urls, urls...), o)
	if err != nil || len(list) != 20 {
		t.Fatal(len(list), err)
	}
	// http is asked for https too, which nobody answers here.
	if most.Load() != 1 || len(clock.slept) < 19 {
		t.Errorf("%d at a time, %d pauses", most.Load(), len(clock.slept))
	}
	if _, ok := agents.Load("recap (test)"); !ok {
		t.Error("nobody said who asks")
	}
}

// What a server asks for with Retry-After it gets: a short wait is waited, with a
// long one the host is left alone.
func TestRetryAfter(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		after string
		state State
		waits time.Duration
		hits  int32
	}{
		{"7", Fine, 7 * time.Second, 4}, // 429, fine, and the second address; and https of both is another server
		{"Mon, 15 Jun 2026 12:00:09 GMT", Fine, 9 * time.Second, 4},
		{"3600", Unsure, 0, 1},
	} {
		var hits atomic.Int32
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if hits.Add(1) == 1 {
				w.Header().Set("Retry-After", c.after)
				w.WriteHeader(429)
			}
		}))
		o, clock := patient()
		list, _ := Ask(t.Context(), []string{s.URL + "/a", s.URL + "/b"}, o)
		s.Close()
		for _, r := range list {
			if r.State != c.state {
				t.Errorf("%s: %+v", c.after, r)
			}
		}
		if c.waits > 0 && !slices.ContainsFunc(clock.slept, func(d time.Duration) bool { return d > c.waits-2*time.Second && d <= c.waits }) {
			t.Errorf("%s: waited %v", c.after, clock.slept)
		}
		if c.state == Unsure && hits.Load() != c.hits {
			t.Errorf("%s: the host was asked %d times", c.after, hits.Load())
		}
	}
}

// No request goes to an address of this machine or network, by name, by number, or
// behind a redirect.
func TestPrivate(t *testing.T) {
	t.Parallel()
	var hits atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { hits.Add(1) }))
	t.Cleanup(s.Close)
	o, _ := patient()
	o.Private = false
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(s.URL, "http://"))
	urls := []string{s.URL + "/", "http://localhost:" + port + "/", "http://[::1]:" + port + "/", "http://[::ffff:127.0.0.1]:" + port + "/", "http://0.0.0.0:" + port + "/", "http://10.0.0.1/", "http://192.168.1.1/", "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/"}
	list, err := Ask(t.Context(), urls, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range list {
		if r.State != Unsure || r.Why != "it leads to a private address" {
			t.Errorf("%s is %s: %s", r.URL, r.State, r.Why)
		}
	}
	if hits.Load() > 0 {
		t.Errorf("%d requests arrived", hits.Load())
	}
}

// Answers are kept, but unsure ones; an old one is asked again.
func TestCache(t *testing.T) {
	t.Parallel()
	var hits atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hits.Add(1)
		switch r.URL.Path {
		case "/gone":
			w.WriteHeader(404)
		case "/unsure":
			w.WriteHeader(500)
		}
	}))
	t.Cleanup(s.Close)
	file := filepath.Join(t.TempDir(), ".recap", "links.json")
	urls := []string{s.URL + "/fine", s.URL + "/gone", s.URL + "/unsure"}
	ask := func(o Options) (known int) {
		o.Cache, o.MaxAge = OpenCache(file), 30*24*time.Hour
		list, err := Ask(t.Context(), urls, o)
		if err != nil {
			t.Fatal(err)
		}
		if err := o.Cache.Save(); err != nil {
			t.Fatal(err)
		}
		for _, r := range list {
			if r.Known {
				known++
			}
		}
		return known
	}
	o, clock := patient()
	if n := ask(o); n != 0 {
		t.Errorf("%d were known at first", n)
	}
	before := hits.Load()
	if n := ask(o); n != 2 || hits.Load()-before > 2 {
		t.Errorf("%d were known, %d requests", n, hits.Load()-before)
	}
	clock.Sleep(t.Context(), 31*24*time.Hour)
	if n := ask(o); n != 0 {
		t.Errorf("%d were known after a month", n)
	}
	c := OpenCache(file)
	c.Keep(urls[:1])
	if len(c.all) != 1 {
		t.Errorf("%d are kept", len(c.all))
	}
}

// Of what is gone an archive is asked for a copy, politely and no more than it bears.
func TestArchive(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	mux := http.NewServeMux()
	mux.HandleFunc("/gone/", status(404))
	mux.HandleFunc("/available", func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		switch u := r.URL.Query().Get("url"); {
		case strings.HasSuffix(u, "/gone/kept"):
			fmt.Fprintf(w, `{"archived_snapshots":{"closest":{"available":true,"status":"200","url":"http://web.archive.org/web/2016/%s"}}}`, u)
		case strings.HasSuffix(u, "/gone/error"):
			fmt.Fprint(w, `{"archived_snapshots":{"closest":{"available":true,"status":"404","url":"http://web.archive.org/web/2016/x"}}}`)
		case strings.HasSuffix(u, "/gone/script"):
			fmt.Fprint(w, `{"archived_snapshots":{"closest":{"available":true,"status":"200","url":"javascript:alert(1)"}}}`)
		default:
			fmt.Fprint(w, `{"archived_snapshots":{}}`)
		}
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	o, _ := patient()
	o.Archive = s.URL + "/available"
	list, _ := Ask(t.Context(), []string{s.URL + "/gone/kept", s.URL + "/gone/lost", s.URL + "/gone/error", s.URL + "/gone/script", s.URL + "/fine"}, o)
	want := "https://web.archive.org/web/2016/" + s.URL + "/gone/kept"
	if list[0].Archive != want || list[1].Archive+list[2].Archive+list[3].Archive != "" {
		t.Errorf("%+v", list)
	}
	if asked.Load() != 5 { // /fine is 404 here as well
		t.Errorf("the archive was asked %d times", asked.Load())
	}
}

// Http is proposed as https only where that answers too.
func TestSecure(t *testing.T) {
	t.Parallel()
	o, _ := patient()
	o.Transport = transport(func(r *http.Request) (*http.Response, error) {
		code := 200
		if r.URL.Host == "old.example" && r.URL.Scheme == "https" {
			code = 404
		}
		return &http.Response{StatusCode: code, Body: http.NoBody, Header: http.Header{}}, nil
	})
	list, _ := Ask(t.Context(), []string{"http://new.example/a", "http://old.example/a", "https://new.example/b"}, o)
	if list[0].Secure != "https://new.example/a" || list[1].Secure+list[2].Secure != "" {
		t.Errorf("%+v", list)
	}
}

// Called off, it ends at once and gives what it has.
func TestCalledOff(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/2" {
			cancel()
		}
	}))
	t.Cleanup(s.Close)
	o, _ := patient()
	var urls []string
	for i := range 50 {
		urls = append(urls, fmt.Sprintf("%s/%d", s.URL, i))
	}
	list, err := Ask(ctx, urls, o)
	if err == nil || len(list) < 2 || len(list) > 4 {
		t.Errorf("%d answers, %v", len(list), err)
	}
	for _, r := range list[:2] {
		if r.State != Fine {
			t.Errorf("%+v", r)
		}
	}
}

func TestSkip(t *testing.T) {
	for _, c := range []struct {
		url, skip string
		want      bool
	}{
		{"https://example.org/a", "example.org", true},
		{"https://www.example.org/a", "example.org", true},
		{"https://docs.example.org:8080/a", "example.org", true},
		{"https://notexample.org/a", "example.org", false},
		{"https://example.org/a/b", "https://example.org/a", true},
		{"http://example.org/a/b", "example.org/a", true},
		{"https://example.org/b", "example.org/a", false},
		{"https://docs.example.org/", "*.example.org", true},
	} {
		if got := Skip(c.url, []string{c.skip}); got != c.want {
			t.Errorf("%s by %s: %v", c.url, c.skip, got)
		}
	}
}

// An answer is read no further than its limit, whatever it unpacks to.
func TestLacks(t *testing.T) {
	long := "<p>" + strings.Repeat("a", maxBody) + `<p id="part">`
	if lacks(bufio.NewReader(strings.NewReader(long)), "part") {
		t.Error("a page that was not read to its end is said to lack something")
	}
	if !lacks(strings.NewReader("<p id=a>"), "part") || lacks(strings.NewReader("<p id=user-content-part>"), "part") {
		t.Error("ids are not found")
	}
}
