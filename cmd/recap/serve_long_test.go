package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"recap/generator/sitetest"
)

// author is somebody who edits a site without end, in all the ways editors save.
type author struct {
	t     *testing.T
	r     *rand.Rand
	dir   string
	posts []string
	n     int
}

func (a *author) path(file string) string { return filepath.Join(a.dir, filepath.FromSlash(file)) }

func (a *author) must(err error) {
	a.t.Helper()
	if err != nil {
		a.t.Fatal(err)
	}
}

func (a *author) post() string { return a.posts[a.r.IntN(len(a.posts))] }

func (a *author) text(file string) string {
	a.n++
	return fmt.Sprintf("---\ntitle: %s, save %d\ndate: 2026-0%d-1%d\ntags: [tag %d]\nevent: %s\n---\nText of save %d.\n\n## Part\n\n%s\n",
		strings.TrimSuffix(filepath.Base(file), ".md"), a.n, 1+a.n%5, a.r.IntN(10), a.r.IntN(6), "event-0000", a.n, strings.Repeat("More words. ", a.r.IntN(60)))
}

// save writes a file as one of several editors does.
func (a *author) save(file, text string) {
	name := a.path(file)
	a.must(os.MkdirAll(filepath.Dir(name), 0o777))
	switch a.r.IntN(5) {
	case 0, 1:
		a.must(os.WriteFile(name, []byte(text), 0o666))
	case 2:
		tmp := filepath.Join(filepath.Dir(name), fmt.Sprintf(".tmp-%d", a.n))
		a.must(os.WriteFile(tmp, []byte(text), 0o666))
		a.must(os.Rename(tmp, name))
	case 3:
		_ = os.Rename(name, name+"~")
		a.must(os.WriteFile(name, []byte(text), 0o666))
		_ = os.Remove(name + "~")
	case 4:
		f, err := os.Create(name)
		a.must(err)
		half := len(text) / 2
		f.WriteString(text[:half])
		if a.r.IntN(4) == 0 {
			time.Sleep(5 * time.Millisecond)
		}
		f.WriteString(text[half:])
		a.must(f.Close())
	}
}

// edit does one thing that authors do.
func (a *author) edit() {
	switch a.r.IntN(20) {
	default:
		p := a.post()
		a.save(p, a.text(p))
	case 1:
		p := fmt.Sprintf("content/posts/new-%d/post-%d.md", a.r.IntN(5), a.n)
		a.save(p, a.text(p))
		a.posts = append(a.posts, p)
	case 2:
		if len(a.posts) > 10 {
			i := a.r.IntN(len(a.posts))
			a.must(os.Remove(a.path(a.posts[i])))
			a.posts = slices.Delete(a.posts, i, i+1)
		}
	case 3:
		i := a.r.IntN(len(a.posts))
		to := fmt.Sprintf("content/posts/moved-%d.md", a.n)
		a.n++
		a.must(os.Rename(a.path(a.posts[i]), a.path(to)))
		a.posts[i] = to
	case 4:
		a.save("content/site.yaml", fmt.Sprintf("title: Notes %d\nurl: https://notes.example/\nlanguage: en\ntimezone: UTC\n", a.r.IntN(50)))
	case 5: // a mistake, and its end
		p := a.post()
		a.save(p, "---\ntitle: [never closed\n---\n")
		time.Sleep(time.Duration(a.r.IntN(20)) * time.Millisecond)
		a.save(p, a.text(p))
	case 6:
		a.save("content/static/plan.svg", fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="20"/>`, 20+a.r.IntN(200)))
	case 7:
		a.save("content/pages/about.md", fmt.Sprintf("---\ntitle: About\n---\nSave %d.\n", a.r.IntN(1000)))
	case 8: // a branch is switched
		for range 20 {
			p := a.post()
			a.save(p, a.text(p))
		}
	case 9: // a folder is moved away and back
		from, to := a.path("content/posts/new-0"), a.path("content/posts/away")
		if os.Rename(from, to) == nil {
			time.Sleep(time.Duration(a.r.IntN(10)) * time.Millisecond)
			a.must(os.Rename(to, from))
		}
	}
}

// A long session of random edits: at its end the preview shows what a clean
// build writes, byte for byte, and has grown neither in memory nor in open
// files. RECAP_PREVIEW_EDITS=5000 is an afternoon; the suite does fewer.
func TestServeLongSession(t *testing.T) {
	edits := 100
	if n, err := strconv.Atoi(os.Getenv("RECAP_PREVIEW_EDITS")); err == nil {
		edits = n
	}
	dir := t.TempDir()
	files := sitetest.Corpus{Posts: 30, Events: 2, Seed: 5}.Files()
	files["content/site.yaml"] = "title: Notes\nurl: https://notes.example/\nlanguage: en\ntimezone: UTC\n"
	files["content/pages/about.md"] = "---\ntitle: About\n---\nOf us.\n"
	sitetest.Write(t, dir, files)
	a := &author{t: t, r: rand.New(rand.NewPCG(1, 2)), dir: dir}
	for f := range files {
		if strings.HasPrefix(f, "content/posts/") {
			a.posts = append(a.posts, f)
		}
	}
	slices.Sort(a.posts)
	r := serving(t, dir, "-q")
	sync := func() { // everything up to now is shown
		a.n++
		mark := fmt.Sprintf("Mark %d.", a.n)
		a.save("content/pages/about.md", "---\ntitle: About\n---\n"+mark+"\n")
		r.shows("about/", mark)
	}
	type usage struct{ heap, files, goroutines int }
	use := func() usage {
		http.DefaultClient.CloseIdleConnections()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		open, _ := os.ReadDir("/proc/self/fd")
		return usage{int(m.HeapAlloc), len(open), runtime.NumGoroutine()}
	}
	var early usage
	for i := range edits {
		a.edit()
		time.Sleep(time.Duration(a.r.IntN(8)) * time.Millisecond)
		if i%50 == 49 {
			sync()
		}
		if i == edits/5 {
			sync()
			early = use()
		}
	}
	sync()
	late := use()
	t.Logf("%d edits, %d posts at the end; after a fifth of them: heap %d KB, %d files, %d goroutines; at the end: heap %d KB, %d files, %d goroutines",
		edits, len(a.posts), early.heap>>10, early.files, early.goroutines, late.heap>>10, late.files, late.goroutines)
	if late.heap > 2*early.heap+(16<<20) || late.files > early.files+30 || late.goroutines > early.goroutines+20 {
		t.Errorf("it grows: %+v became %+v", early, late)
	}
	a.equalsClean(r)
}

var added = regexp.MustCompile(`<script src="/\.recap/[^>]*></script>`)

// equalsClean holds everything the preview shows against a clean build.
func (a *author) equalsClean(r *running) {
	a.t.Helper()
	out := a.t.TempDir()
	var said bytes.Buffer
	if code := runIn(a.t.Context(), a.dir, []string{"build", "-D", "-F", "--clean", "-o", out}, []string{"RECAP_NOW=2026-06-15T12:00:00Z"}, nil, &said, &said); code != 0 {
		a.t.Fatalf("the clean build ended with %d: %s", code, &said)
	}
	n := 0
	err := filepath.WalkDir(out, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(out, name)
		rel = filepath.ToSlash(rel)
		want, err := os.ReadFile(name)
		if err != nil || strings.HasPrefix(rel, ".recap") {
			return err
		}
		n++
		status, got := r.get((&url.URL{Path: rel}).EscapedPath())
		if got = added.ReplaceAllString(got, ""); status != 200 || got != string(want) {
			a.t.Errorf("%s: status %d, %d bytes; a clean build has %d", rel, status, len(got), len(want))
		}
		return nil
	})
	a.must(err)
	a.t.Logf("%d files compared", n)
}

// BenchmarkSaveToReload measures from a save to the event that makes an open page
// load again, over sites of two sizes. It reports the median and the 95th
// percentile in milliseconds and the saves that were never told.
//
//	go test ./cmd/recap -run - -bench SaveToReload -benchtime 500x
func BenchmarkSaveToReload(b *testing.B) {
	for _, posts := range []int{1000, 10000} {
		b.Run(fmt.Sprint(posts), func(b *testing.B) {
			dir := b.TempDir()
			sitetest.Write(b, dir, sitetest.Corpus{Posts: posts, Seed: 1}.Files())
			r := serving(b, dir, "-q")
			measureReloads(b, r, sitetest.PostPath(posts/2))
		})
	}
}

func measureReloads(b *testing.B, r *running, file string) {
	name := filepath.Join(r.dir, filepath.FromSlash(file))
	text, err := os.ReadFile(name)
	if err != nil {
		b.Fatal(err)
	}
	at := pageOf(b, r, strings.TrimSuffix(filepath.Base(file), ".md"))
	time.Sleep(2 * time.Second) // the background has its say first
	var took []float64
	missed := 0
	for i := 0; b.Loop(); i++ {
		text := fmt.Appendf(bytes.Clone(text), "\nSave %d.\n", i)
		_, body := r.get(at)
		ctx, cancel := context.WithCancel(context.Background())
		reloaded := listen(b, ctx, r, at, body)
		time.Sleep(time.Duration(100+i*37%200) * time.Millisecond) // a quiet period
		began := time.Now()
		if err := os.WriteFile(name, text, 0o666); err != nil {
			b.Fatal(err)
		}
		// As a browser would: a page that is loaded again listens again.
		for shown := false; !shown; {
			select {
			case when := <-reloaded:
				_, body := r.get(at)
				if shown = strings.Contains(body, fmt.Sprintf("Save %d.", i)); shown {
					took = append(took, float64(when.Sub(began).Microseconds())/1000)
				} else {
					reloaded = listen(b, ctx, r, at, body)
				}
			case <-time.After(20 * time.Second):
				missed, shown = missed+1, true
			}
		}
		cancel()
	}
	slices.Sort(took)
	if len(took) > 0 {
		b.ReportMetric(took[len(took)/2], "ms-median")
		b.ReportMetric(took[len(took)*95/100], "ms-p95")
	}
	b.ReportMetric(float64(missed), "missed")
	b.ReportMetric(0, "ns/op")
}

// pageOf finds a post's address in the sitemap.
func pageOf(b *testing.B, r *running, slug string) string {
	_, body := r.get("sitemap.xml")
	m := regexp.MustCompile(`<loc>https://[^/]+/([^<]*` + regexp.QuoteMeta(slug) + `[^<]*/)</loc>`).FindStringSubmatch(body)
	if m == nil {
		b.Fatalf("%s has no address", slug)
	}
	return m[1]
}

// listen opens the event stream of a page; the channel gets the time of a reload.
func listen(b *testing.B, ctx context.Context, r *running, at, body string) <-chan time.Time {
	_, key, _ := strings.Cut(body, `data-key="`)
	key, _, _ = strings.Cut(key, `"`)
	q := url.Values{"path": {"/" + at}, "key": {key}}
	req, _ := http.NewRequestWithContext(ctx, http.MethodGet, r.base+".recap/events?"+q.Encode(), nil)
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		b.Fatal(err)
	}
	out, ready := make(chan time.Time, 1), make(chan bool, 1)
	go func() {
		defer res.Body.Close()
		for sc := bufio.NewScanner(io.Reader(res.Body)); sc.Scan(); {
			switch sc.Text() {
			case "event: panel":
				ready <- true
			case "event: reload":
				out <- time.Now()
				return
			}
		}
	}()
	select {
	case <-ready:
	case when := <-out:
		out <- when
	}
	return out
}
