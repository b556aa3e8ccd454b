package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// long is more than anything takes, also on a busy machine.
const long = 60 * time.Second

// buffer may be written while it is read.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) { b.mu.Lock(); defer b.mu.Unlock(); return b.b.Write(p) }
func (b *buffer) String() string              { b.mu.Lock(); defer b.mu.Unlock(); return b.b.String() }

// running is recap serve, or another command that goes on, in this process.
type running struct {
	t        testing.TB
	dir      string // the site
	out, err *buffer
	stop     context.CancelFunc
	code     chan int
	base     string // address of the home page
}

// goOn starts a command on the site in dir.
func goOn(t testing.TB, dir string, args ...string) *running {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r := &running{t: t, dir: dir, out: &buffer{}, err: &buffer{}, stop: cancel, code: make(chan int, 1)}
	go func() {
		r.code <- runIn(ctx, dir, args, []string{"RECAP_NOW=2026-06-15T12:00:00Z"}, strings.NewReader(""), r.out, r.err)
	}()
	t.Cleanup(func() {
		cancel()
		select {
		case <-r.code:
		case <-time.After(long):
			t.Error("it does not end")
		}
		if t.Failed() {
			t.Logf("stdout:\n%sstderr:\n%s", r.out, r.err)
		}
	})
	return r
}

// serving starts a preview and waits for its address.
func serving(t testing.TB, dir string, args ...string) *running {
	t.Helper()
	r := goOn(t, dir, append([]string{"serve", "-p", "0"}, args...)...)
	address := regexp.MustCompile(`preview at (http://\S+) `)
	r.until("the address", func() bool {
		m := address.FindStringSubmatch(r.out.String())
		if m != nil {
			r.base = m[1]
		}
		return m != nil
	})
	return r
}

// until waits for something to become true.
func (r *running) until(what string, ok func() bool) {
	r.t.Helper()
	for end := time.Now().Add(long); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if ok() {
			return
		}
	}
	r.t.Fatalf("%s: it did not happen", what)
}

func (r *running) get(path string) (status int, body string) {
	r.t.Helper()
	res, err := http.Get(r.base + path)
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return res.StatusCode, string(b)
}

func (r *running) shows(path, text string) {
	r.t.Helper()
	r.until(fmt.Sprintf("%s shows %q", path, text), func() bool {
		_, body := r.get(path)
		return strings.Contains(body, text)
	})
}

func (r *running) edit(file, old, new string) { r.t.Helper(); editFile(r.t, r.dir, file, old, new) }

func editFile(t testing.TB, dir, file, old, new string) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(file))
	b, err := os.ReadFile(full)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(b), old) {
		t.Fatalf("%s does not contain %q", file, old)
	}
	if err := os.WriteFile(full, []byte(strings.Replace(string(b), old, new, 1)), 0o666); err != nil {
		t.Fatal(err)
	}
}

// blog is a new starter site with a theme of its own to edit.
func blog(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "blog")
	var out bytes.Buffer
	if code := runIn(t.Context(), t.TempDir(), []string{"init", dir}, []string{"RECAP_NOW=2026-06-15T12:00:00Z"}, nil, &out, &out); code != 0 {
		t.Fatalf("init ended with %d: %s", code, &out)
	}
	return dir
}

const firstPost = "2026/06/first-recap/"

// A writer's session: everything saved shows, mistakes show too, and public/ is
// not touched.
func TestServe(t *testing.T) {
	dir := blog(t)
	r := serving(t, dir)
	r.shows("", "My recaps")
	r.shows(firstPost, "Two days at Example Conf")

	r.edit("content/posts/first-recap.md", "Markdown below", "Markup below")
	r.shows(firstPost, "Markup below")
	r.edit("content/events/example-conf.yaml", "Springfield", "Shelbyville")
	r.shows("events/example-conf/", "Shelbyville")
	r.edit("content/site.yaml", "My recaps", "Our recaps")
	r.shows("", "Our recaps")

	write(t, dir, "content/posts/drafts/later.md", "---\ntitle: Later\ndate: 2030-01-01\ndraft: true\n---\nSoon.\n")
	r.shows("2030/01/later/", "Soon.")

	r.edit("content/posts/first-recap.md", "event: example-conf", "event: example-cnof")
	r.until("the mistake is told", func() bool {
		return strings.Contains(r.err.String(), "content/posts/first-recap.md:5:8: error: no event is called \"example-cnof\"")
	})
	// The page is as it was when it was last right, also after more saves.
	for _, words := range []string{"Markup below", "Half a page", "Half another"} {
		if words != "Markup below" {
			r.edit("content/posts/first-recap.md", "This is a post", words+". This is a post")
		}
		r.until("as it was", func() bool {
			status, body := r.get(firstPost)
			return status == http.StatusInternalServerError && strings.Contains(body, "Markup below") && strings.Contains(body, "Example Conf") &&
				strings.Contains(body, "example-cnof") && !strings.Contains(body, "Half")
		})
	}
	r.edit("content/posts/first-recap.md", "title: Two", "title: [Two")
	r.shows(firstPost, "content/posts/first-recap.md:3")
	if status, body := r.get(firstPost); status == http.StatusOK || !strings.Contains(body, "Markup below") {
		t.Errorf("a page that cannot be read answers %d and is not shown as it was: %s", status, body)
	}
	r.shows("about/", "Who writes here")
	r.edit("content/posts/first-recap.md", "title: [Two", "title: Two")
	r.edit("content/posts/first-recap.md", "event: example-cnof", "event: example-conf")
	r.until("mended", func() bool { s, _ := r.get(firstPost); return s == http.StatusOK })

	if _, err := os.Stat(filepath.Join(dir, "public")); err == nil {
		t.Error("the preview wrote to public/")
	}
	r.stop()
	if code := <-r.code; code != 0 {
		t.Errorf("it ended with %d", code)
	}
	r.code <- 0
}

// A site in a folder of a host is previewed in that folder, also when the
// settings move it.
func TestServeBelow(t *testing.T) {
	dir := blog(t)
	editFile(t, dir, "content/site.yaml", "https://example.org/", "https://example.org/blog/")
	r := serving(t, dir)
	if !strings.HasSuffix(r.base, "/blog/") {
		t.Errorf("the address is %s", r.base)
	}
	r.shows(firstPost, `href="/blog/`)
	r.edit("content/site.yaml", "/blog/", "/notes/")
	r.until("the new address", func() bool { return strings.Contains(r.out.String(), "/notes/ ") })
	r.base = strings.Replace(r.base, "/blog/", "/notes/", 1)
	r.shows(firstPost, `href="/notes/`)
}

// A broken site is served all the same, and recovers.
func TestServeBrokenFromTheStart(t *testing.T) {
	dir := blog(t)
	editFile(t, dir, "content/site.yaml", "title: My", "title: [My")
	r := serving(t, dir)
	r.shows("no-such-page/", "content/site.yaml")
	r.edit("content/site.yaml", "title: [My", "title: My")
	r.shows("", "My recaps")
	r.until("no complaint is left", func() bool { s, _ := r.get(firstPost); return s == http.StatusOK })
}

// A port that was asked for and is in use ends it; the default gives way.
func TestServePort(t *testing.T) {
	ln, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	port := ln.Addr().(*net.TCPAddr).Port
	r := goOn(t, blog(t), "serve", "-p", fmt.Sprint(port))
	select {
	case code := <-r.code:
		if code != exitFailed {
			t.Errorf("it ended with %d", code)
		}
		r.code <- code
	case <-time.After(long):
		t.Fatal("it does not end")
	}
	if !strings.Contains(r.err.String(), fmt.Sprintf("port %d cannot be opened", port)) {
		t.Errorf("it says %q", r.err)
	}
}

// Many saves while plans are made: the last one is shown.
func TestServeNoSaveIsLost(t *testing.T) {
	dir := blog(t)
	r := serving(t, dir)
	for i := range 50 {
		write(t, dir, "content/pages/about.md", fmt.Sprintf("---\ntitle: About\n---\nSave %d of many.\n", i))
		time.Sleep(7 * time.Millisecond)
	}
	r.shows("about/", "Save 49 of many.")
}

// build --watch writes each save to public/, one line each, and mistakes do not
// end it.
func TestBuildWatch(t *testing.T) {
	dir := blog(t)
	r := goOn(t, dir, "build", "--watch")
	page := filepath.Join(dir, "public", filepath.FromSlash(firstPost), "index.html")
	holds := func(text string) func() bool {
		return func() bool { b, _ := os.ReadFile(page); return strings.Contains(string(b), text) }
	}
	r.until("the first build", func() bool { return strings.Contains(r.out.String(), "built 1 post") })
	r.edit("content/posts/first-recap.md", "Markdown below", "Markup below")
	r.until("a save", holds("Markup below"))
	r.until("its line", func() bool { return strings.Count(r.out.String(), "built 1 post") == 2 })
	r.edit("content/posts/first-recap.md", "event: example-conf", "event: nowhere")
	r.until("a mistake", func() bool { return strings.Contains(r.err.String(), "[event-unknown]") })
	if !holds("Markup below")() {
		t.Error("the old page does not stand")
	}
	r.edit("content/posts/first-recap.md", "event: nowhere", "event: example-conf")
	r.edit("content/posts/first-recap.md", "Markup below", "All below")
	r.until("mended", holds("All below"))
	r.stop()
	if code := <-r.code; code != 0 {
		t.Errorf("it ended with %d", code)
	}
	r.code <- 0
}

func write(t testing.TB, dir, file, text string) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(file))
	if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
