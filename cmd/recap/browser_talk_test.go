package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/chromedp"
)

// talkers are the places where readers answer: the settings, the only hosts that may
// be asked once the reader clicked, and what is to be seen then.
var talkers = []struct{ kind, settings, host, seen string }{
	{"giscus", "comments: {kind: giscus, repo: ada/notes, repo_id: R_1, category: Answers, category_id: DIC_1}", "giscus.app", "document.querySelector('.giscus iframe')"},
	{"isso", "comments: {kind: isso, url: 'https://isso.example/'}", "isso.example", "document.querySelector('#isso-thread textarea')"},
	{"mastodon", "comments: {kind: mastodon}", "social.example", "document.querySelectorAll('#isso-thread li').length === 2"},
}

// theirAnswers are what these places send, by host and path: as little as shows that
// the policy lets a script, its style, its frame and its questions pass.
var theirAnswers = map[string]struct{ kind, text string }{
	"giscus.app/client.js": {"text/javascript", `{
const at = document.currentScript, style = document.createElement("link"), div = document.createElement("div"), frame = document.createElement("iframe");
style.rel = "stylesheet"; style.href = "https://giscus.app/default.css"; document.head.append(style);
div.className = "giscus"; frame.src = "https://giscus.app/widget?repo=" + encodeURIComponent(at.dataset.repo) + "&term=" + encodeURIComponent(location.pathname);
div.append(frame); at.after(div);
}`},
	"giscus.app/default.css": {"text/css", ".giscus { width: 100% }"},
	"giscus.app/widget":      {"text/html", "<!doctype html><link rel=icon href=data:,><p>A discussion"},
	"isso.example/js/embed.min.js": {"text/javascript", `{
const at = document.currentScript;
fetch(at.dataset.isso + "?uri=" + encodeURIComponent(location.pathname)).then(r => r.json()).then(r => {
  const box = document.getElementById("isso-thread");
  box.append(document.createElement("textarea"), r.replies[0].text, Object.assign(new Image(), { src: at.dataset.isso + "avatar.svg", alt: "" }));
});
}`},
	"isso.example/css/isso.css": {"text/css", "#isso-thread textarea { width: 100% }"},
	"isso.example/":             {"application/json", `{"replies": [{"text": "First"}]}`},
	"isso.example/avatar.svg":   {"image/svg+xml", `<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>`},
	"social.example/api/v1/statuses/112233/context": {"application/json", `{"ancestors": [], "descendants": [
{"url": "https://social.example/@bo/1", "account": {"display_name": "<b onclick=\"window.hit = 1\">Bo</b>"}, "content": "<p>Well said.<img src=x onerror=\"window.hit = 1\"><script>window.hit = 1</script></p>"},
{"url": "javascript:window.hit=1", "account": {"display_name": "Eve"}, "content": "<a href=\"javascript:window.hit=1\">Here</a> &lt;b&gt;it is&lt;/b&gt;"}]}`},
}

func answer(w http.ResponseWriter, r *http.Request) bool {
	a, ok := theirAnswers[r.Host+r.URL.Path]
	if ok {
		w.Header().Set("Content-Type", a.kind)
		w.Header().Set("Access-Control-Allow-Origin", "*")
		fmt.Fprint(w, a.text)
	}
	return ok
}

// Until the reader asks for comments their host knows nothing of the reader; then
// only that host is asked, and the policy that recap writes for hosts is enough.
// What others wrote on Mastodon is text and nothing else. One browser for all.
func TestBrowserTalks(t *testing.T) {
	site := http.NewServeMux()
	for _, k := range talkers {
		site.Handle("/"+k.kind+"/", http.StripPrefix("/"+k.kind, underPolicy(t, talkSite(t, k.kind, k.settings))))
	}
	served := httptest.NewServer(site)
	t.Cleanup(served.Close)
	b := openReader(t, served.URL, answer)
	var mu sync.Mutex
	var console []string
	if err := chromedp.Listen(b.ctx, func(ev any) {
		if e, ok := ev.(*log.EventEntryAdded); ok && e.Entry != nil {
			mu.Lock()
			console = append(console, e.Entry.Text)
			mu.Unlock()
		}
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(b.ctx, log.Enable, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	for _, k := range talkers {
		b.part(k.kind, func() {
			page := "/" + k.kind + "/2024/01/hall/"
			b.screen(1280, 800, 1)
			b.open(page)
			b.quiet("before a click")
			b.click("[data-talk]")
			b.sees("what was answered", k.seen)
			b.sees("all of it", "document.readyState === 'complete'")
			time.Sleep(100 * time.Millisecond)
			if logged, reached := b.others(); !slices.Equal(logged, []string{k.host}) || !slices.Equal(reached, []string{k.host}) {
				b.t.Errorf("after a click the browser asks %q and reaches %q, not only %s", logged, reached, k.host)
			}
			mu.Lock()
			for _, c := range console {
				b.t.Errorf("the console says: %s", c)
			}
			console = nil
			mu.Unlock()
			b.picture("talk-" + k.kind)
			if k.kind == "mastodon" {
				b.wants("the text of the first", `document.querySelector('#isso-thread li p').innerText.trim().replace(/\s+/g, ' ') === 'Well said. window.hit = 1'`)
				b.wants("its author as text", `document.querySelector('#isso-thread li a').textContent === '<b onclick="window.hit = 1">Bo</b>'`)
				b.wants("marks as text", `document.querySelector('#isso-thread li + li p').innerText.trim().replace(/\s+/g, ' ') === 'Here <b>it is</b>'`)
				b.wants("no markup of others", `!document.querySelector('#isso-thread :is(img, script, b, p a)')`)
				b.wants("no address that runs", `![...document.querySelectorAll('#isso-thread a')].some(a => a.protocol !== 'https:')`)
				b.is("document.querySelectorAll('#isso-thread a').forEach(a => a.onclick = e => e.preventDefault()), document.querySelectorAll('#isso-thread li + li a').forEach(a => a.click()), true")
				b.wants("nothing of it ran", "!window.hit")
			}

			b.script(false)
			defer b.script(true)
			b.open(page)
			b.wants("a link without a script", fmt.Sprintf("new URL(document.querySelector('.discuss a').href).protocol === 'https:' && document.querySelector('.discuss a').textContent.includes('%s')", k.host))
			b.quiet("without a script")
		})
	}
	b.finish()
}

// talkSite builds a post under settings, as a host of files would publish it.
func talkSite(t *testing.T, kind, settings string) (public string) {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "content/site.yaml", "title: A talk\nurl: https://talk.example/"+kind+"/\npublish: {files: [headers]}\n"+settings+"\n")
	write(t, dir, "content/posts/hall.md", "---\ntitle: The hall\ndate: 2024-01-01\nsyndication: https://social.example/@ada/112233\n---\nBefore the doors opened.\n")
	var out bytes.Buffer
	if code := runIn(t.Context(), dir, []string{"build"}, []string{"RECAP_NOW=2026-06-15T12:00:00Z"}, nil, &out, &out); code != exitFine {
		t.Fatalf("build ended with %d: %s", code, &out)
	}
	return filepath.Join(dir, "public")
}

var thePolicy = regexp.MustCompile(`Content-Security-Policy: (.+)`)

// underPolicy serves a folder as a host does that reads _headers.
func underPolicy(t *testing.T, dir string) http.Handler {
	t.Helper()
	m := thePolicy.FindStringSubmatch(readFile(t, filepath.Join(dir, "_headers")))
	if m == nil {
		t.Fatal("_headers has no policy")
	}
	files := http.FileServer(http.Dir(dir))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", strings.TrimSpace(m[1]))
		files.ServeHTTP(w, r)
	})
}
