package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"recap/generator/sitetest"
)

const (
	hits     = "[...document.querySelectorAll('ol.hits a')]"
	inField  = "document.activeElement.id === 'q'"
	noneOpen = "!location.pathname.endsWith('/search/')"
)

// A reader's search: typed, walked through with keys, narrowed, kept in the
// address; below a sub-path, and with a text that would like to be markup.
func TestBrowserSearch(t *testing.T) {
	w := openBrowser(t)
	dir := blog(t)
	sitetest.Write(t, dir, map[string]string{
		"content/posts/koeln.md": "---\ntitle: Größere Köpfe in Köln\ndate: 2025-03-02\nlang: de\nevent: example-conf\n---\n\nEin Bericht über Zwischenspeicher.\n",
		"content/posts/old.md":   "---\ntitle: Caches of old\ndate: 2014-03-02\n---\n\nThe article mentions `kubectl` and the **observability** of x<b>y & z.\n",
	})
	r := goOnSearch(t, dir)
	w.visit(r + "search/")
	w.sees("the page ready", "!document.querySelector('form.search fieldset').disabled")
	w.press("/", false)
	w.sees("the field by /", inField)
	w.is("document.querySelector('#q').value = ''") // the protocol sends the character even so
	w.typed("observabiltiy")                        // two letters exchanged
	w.sees("the old post", hits+".length === 1 && "+hits+"[0].textContent === 'Caches of old' && location.search === '?q=observabiltiy'")
	w.press(kb.Escape, false)
	w.sees("an empty field", "document.querySelector('#q').value === '' && !"+hits+".length && location.search === ''")
	for _, q := range []string{"Köln", "koeln", "koln", "größer", "zwischensp"} {
		w.visit(r + "search/?q=" + q)
		w.sees("the post about Köln for "+q, hits+".some(a => a.textContent.includes('Köln') && a.closest('[lang=de]'))")
	}
	w.visit(r + "search/?q=kubectl&year=2013")
	w.sees("that nothing is there", "document.querySelector('[role=status]').textContent === 'Nothing was found.'")
	w.visit(r + "search/?year=2014")
	w.sees("all of a year: a post and its month", hits+".length === 2 && document.querySelector('[name=year]').value === '2014'")
	w.visit(r + "search/?event=example-conf&kind=post")
	w.sees("what an event is told of in", hits+".length >= 2 && [...document.querySelector('[name=event]').options].some(o => o.text.startsWith('Example Conf'))")
	w.visit(r + "search/")
	w.typed(`<img src=x onerror="alert(1)">"'&`)
	w.sees("a text that does nothing", "document.querySelector('[role=status]').textContent !== '' && !document.querySelector('img[src=x]')")

	w.visit(r + "search/?q=conf")
	w.sees("results", hits+".length >= 2")
	w.is("(document.querySelector('#q').focus(), true)")
	w.press(kb.ArrowDown, false)
	w.sees("the first result", "document.activeElement === "+hits+"[0]")
	w.press(kb.ArrowDown, false)
	w.sees("the second result", "document.activeElement === "+hits+"[1]")
	w.press(kb.ArrowUp, false)
	w.press(kb.ArrowUp, false)
	w.sees("the field again", inField)
	w.press(kb.Enter, false)
	w.sees("the first result by Enter", "document.activeElement === "+hits+"[0]")
	w.press("/", false)
	w.sees("the field by /", inField)
	w.is("document.querySelector('#q').value = 'conf'")
	w.press(kb.Enter, false)
	w.sees("the first result by Enter once more", "document.activeElement === "+hits+"[0]")
	w.press(kb.Enter, false)
	w.sees("the page of the result", noneOpen+" && document.querySelector('h1')")
	if len(w.bad) > 0 {
		t.Errorf("exceptions: %q", w.bad)
	}
}

// goOnSearch is the site of a folder below a sub-path, as a host would show it.
func goOnSearch(t *testing.T, dir string) string {
	t.Helper()
	settings := filepath.Join(dir, "content", "site.yaml")
	text := regexp.MustCompile(`(?m)^#? ?url:.*$`).ReplaceAllString(readFile(t, settings), "url: https://site.example/a/blog/")
	if err := os.WriteFile(settings, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if code := runIn(t.Context(), dir, []string{"build"}, []string{"RECAP_NOW=2026-06-15T12:00:00Z"}, nil, &out, &out); code != 0 {
		t.Fatalf("build ended with %d: %s", code, &out)
	}
	s := httptest.NewServer(http.StripPrefix("/a/blog", http.FileServer(http.Dir(filepath.Join(dir, "public")))))
	t.Cleanup(s.Close)
	return s.URL + "/a/blog/"
}

func (w *window) typed(text string) {
	w.t.Helper()
	if err := chromedp.Do(w.ctx, chromedp.SendKeys("#q", text)); err != nil {
		w.t.Fatal(err)
	}
}

// The search over a large site, by a real browser: what is found is what a scan
// of the sources finds, and what it costs. The folder is a corpus that has been
// built (generator.TestWriteCorpus, with search: true in its settings):
//
//	RECAP_SEARCH=FOLDER go test -v -run TestSearchLarge ./cmd/recap
func TestSearchLarge(t *testing.T) {
	dir := os.Getenv("RECAP_SEARCH")
	if dir == "" {
		t.Skip("searches a large site only when RECAP_SEARCH names one")
	}
	site := readCorpus(t, dir)
	var sent, index, files atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		name := filepath.Join(dir, "public", filepath.FromSlash(r.URL.Path))
		if strings.HasSuffix(r.URL.Path, "/") {
			name = filepath.Join(name, "index.html")
		}
		data, err := os.ReadFile(name)
		if err != nil {
			http.NotFound(rw, r)
			return
		}
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write(data)
		z.Close()
		sent.Add(int64(b.Len()))
		if strings.HasSuffix(name, ".json") {
			index.Add(int64(b.Len()))
			files.Add(1)
		}
		types := map[string]string{".json": "application/json", ".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8", ".svg": "image/svg+xml"}
		rw.Header().Set("Content-Type", types[filepath.Ext(name)])
		rw.Header().Set("Content-Encoding", "gzip")
		rw.Header().Set("Cache-Control", "no-store")
		rw.Write(b.Bytes())
	}))
	t.Cleanup(s.Close)
	w := openBrowser(t)
	type figures struct {
		query             string
		hits              int
		sent, index, file int64
		first, again      float64
	}
	var all []figures
	for _, q := range site.questions() {
		w.visit("about:blank")
		sent.Store(0)
		index.Store(0)
		files.Store(0)
		w.visit(s.URL + "/search/?" + q.query())
		w.sees("an answer to "+q.query(), "document.querySelector('[role=status]').textContent")
		f := figures{query: q.query(), sent: sent.Load(), index: index.Load(), file: files.Load()}
		answer := w.asks(`(async () => {
			const status = document.querySelector('[role=status]'), list = document.querySelector('ol.hits'), form = document.querySelector('form.search');
			const end = performance.getEntriesByType('measure').at(-1);
			const first = end.startTime + end.duration, times = [];
			for (let i = 0; i < 5; i++) {
				const seen = new Promise((r) => new MutationObserver((m, o) => { o.disconnect(); r(); }).observe(status, { childList: true }));
				const from = performance.now();
				form.requestSubmit();
				await seen;
				times.push(performance.now() - from);
			}
			times.sort((a, b) => a - b);
			return JSON.stringify({ count: status.textContent, first, again: times[2], urls: [...list.querySelectorAll('a')].map((a) => a.getAttribute('href')) });
		})()`)
		var got struct {
			Count        string
			First, Again float64
			URLs         []string
		}
		if err := json.Unmarshal([]byte(answer), &got); err != nil {
			t.Fatal(err)
		}
		f.first, f.again = got.First, got.Again
		want := site.scan(q)
		f.hits = len(want)
		count := 0
		fmt.Sscan(strings.ReplaceAll(got.Count, ",", ""), &count)
		if count != len(want) {
			t.Errorf("%s: %q, a scan finds %d", q.query(), got.Count, len(want))
		}
		for _, url := range got.URLs {
			if !want[url] {
				t.Errorf("%s: %s is shown, which a scan does not find", q.query(), url)
			}
		}
		if f.sent > 100_000 {
			t.Errorf("%s: %d bytes for the first results", q.query(), f.sent)
		}
		all = append(all, f)
	}
	for _, of := range []struct {
		name string
		get  func(figures) float64
	}{
		{"results", func(f figures) float64 { return float64(f.hits) }},
		{"bytes sent, page and all", func(f figures) float64 { return float64(f.sent) }},
		{"bytes of the index", func(f figures) float64 { return float64(f.index) }},
		{"files of the index", func(f figures) float64 { return float64(f.file) }},
		{"ms to the first results, loading and all", func(f figures) float64 { return f.first }},
		{"ms to results once the files are there", func(f figures) float64 { return f.again }},
	} {
		slices.SortFunc(all, func(a, b figures) int { return int(of.get(a)*1000) - int(of.get(b)*1000) })
		most := all[len(all)-1]
		t.Logf("%-45s median %8.1f, most %8.1f (%s)", of.name, of.get(all[len(all)/2]), of.get(most), most.query)
	}
	if len(w.bad) > 0 {
		t.Errorf("exceptions: %q", w.bad)
	}
}

// asks is what a promise in the page comes to.
func (w *window) asks(js string) string {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, 30*time.Second)
	defer cancel()
	out, err := chromedp.Run(ctx, chromedp.Evaluate[string](js, chromedp.EvalAwaitPromise))
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

// corpus is the words of a large site, read from its sources.
type corpus struct {
	docs  []found
	vocab map[string]bool
	posts []found
	talks []found
}

// found is one thing that can be found.
type found struct {
	url, kind, year string
	words           map[string]bool
	title           []string
}

var letters = regexp.MustCompile(`[a-z0-9]+`)

func readCorpus(t *testing.T, dir string) *corpus {
	c := &corpus{vocab: map[string]bool{}}
	add := func(url, kind, year, title, text string) {
		f := found{url: url, kind: kind, year: year, words: map[string]bool{}, title: letters.FindAllString(strings.ToLower(title), -1)}
		for _, w := range letters.FindAllString(strings.ToLower(title+" "+text), -1) {
			f.words[w], c.vocab[w] = true, true
		}
		c.docs = append(c.docs, f)
		if kind == "post" {
			c.posts = append(c.posts, f)
		}
		if kind == "talk" {
			c.talks = append(c.talks, f)
		}
	}
	read := func(pattern string, f func(name, text string)) {
		names, err := filepath.Glob(filepath.Join(dir, "content", pattern))
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: no %s (%v)", dir, pattern, err)
		}
		for _, n := range names {
			f(strings.TrimSuffix(strings.TrimSuffix(filepath.Base(n), ".md"), ".yaml"), readFile(t, n))
		}
	}
	line := func(text, before string) string {
		_, rest, _ := strings.Cut(text, before)
		rest, _, _ = strings.Cut(rest, "\n")
		return strings.Trim(rest, "\" []")
	}
	type talk struct{ title, speaker string }
	names, talks := map[string]string{}, map[string]map[string]talk{}
	read("events/*.yaml", func(id, text string) {
		start := line(text, "start_date: ")
		names[id], talks[id] = line(text, "name: "), map[string]talk{}
		add("/events/"+id+"/", "event", start[:4], names[id], line(text, "location: "))
		for _, one := range strings.Split(text, "\n  talk-")[1:] {
			k := "talk-" + one[:strings.Index(one, ":")]
			of := talk{line(one, "title: "), line(one, "speakers: ")}
			talks[id][k] = of
			add("/events/"+id+"/#talk-"+k, "talk", line(one, "start: ")[:4], of.title, of.speaker+" "+names[id])
		}
	})
	code := regexp.MustCompile("(?s)```.*?```|\\]\\([^)]*\\)|\\[\\^1\\]:?")
	read("posts/*/*.md", func(id, text string) {
		title, date, event := line(text, "title: "), line(text, "date: "), line(text, "event: ")
		body := code.ReplaceAllString(text[strings.Index(text, "\n---\n"):], " ")
		for _, m := range regexp.MustCompile(`\{talk=([\w-]+)\}`).FindAllStringSubmatch(body, -1) {
			body += " " + talks[event][m[1]].title + " " + talks[event][m[1]].speaker
		}
		body = regexp.MustCompile(`\{talk=[\w-]+\}`).ReplaceAllString(body, " ")
		add("/"+strings.ReplaceAll(date[:7], "-", "/")+"/"+id+"/", "post", date[:4], title, body+" "+names[event]+" "+line(text, "tags: "))
	})
	return c
}

type question struct{ q, kind, year string }

func (q question) query() string {
	s := "q=" + strings.ReplaceAll(q.q, " ", "+")
	if q.kind != "" {
		s += "&kind=" + q.kind
	}
	if q.year != "" {
		s += "&year=" + q.year
	}
	return s
}

// questions are fifty of all sorts, the same ones each time.
func (c *corpus) questions() []question {
	r := rand.New(rand.NewPCG(5, 6))
	out := []question{{"talk", "", ""}, {"conf", "", ""}, {"queues caching", "", ""}, {"speaker 12 budget", "", ""}, {"xylophone", "", ""}}
	for range 15 {
		p := c.posts[r.IntN(len(c.posts))]
		out = append(out, question{p.title[0] + " " + p.title[len(p.title)-1], "", ""})
	}
	for range 15 {
		t := c.talks[r.IntN(len(c.talks))]
		out = append(out, question{t.title[1] + " " + t.title[3][:max(3, len(t.title[3])-1)], "talk", []string{"", t.year}[r.IntN(2)]})
	}
	for range 10 {
		out = append(out, question{fmt.Sprintf("topic %d %s", r.IntN(200), c.talks[r.IntN(len(c.talks))].title[0]), "post", ""})
	}
	for range 5 {
		p := c.posts[r.IntN(len(c.posts))]
		out = append(out, question{strings.Join(p.title[:3], " "), []string{"post", ""}[r.IntN(2)], p.year})
	}
	return out
}

// scan is the addresses of all that a question finds.
func (c *corpus) scan(q question) map[string]bool {
	var each [][]string // the terms that each word finds
	words := strings.Fields(q.q)
	for i, w := range words {
		if w == "because" && len(words) > 1 {
			continue // the one stop word of the corpus, which is not demanded
		}
		var terms []string
		for t := range c.vocab {
			if sitetest.Agree(w, t, i == len(words)-1) {
				terms = append(terms, t)
			}
		}
		each = append(each, terms)
	}
	out := map[string]bool{}
	for _, d := range c.docs {
		if q.kind != "" && d.kind != q.kind || q.year != "" && d.year != q.year {
			continue
		}
		all := true
		for _, terms := range each {
			all = all && slices.ContainsFunc(terms, func(t string) bool { return d.words[t] })
		}
		if all {
			out[d.url] = true
		}
	}
	return out
}
