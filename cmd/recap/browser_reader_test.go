package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// What a reader meets on pages with pictures and recordings, in a real browser:
// one built site, one browser.
func TestBrowserReader(t *testing.T) {
	site := httptest.NewServer(late(readerSite(t)))
	t.Cleanup(site.Close)
	b := openReader(t, site.URL, nil)
	for _, part := range []struct {
		name string
		look func(*reader)
	}{
		{"pictures", lookAtPictures}, {"gallery", lookAtGallery}, {"embeds", lookAtEmbeds}, {"modes", lookAtModes},
	} {
		b.part(part.name, func() {
			b.screen(1280, 800, 1)
			part.look(b)
		})
	}
	b.finish()
}

// openReader opens a browser for a served site. Any host but the site's own leads
// to a server on this machine with a throw-away certificate, which writes down who
// was asked; what it sends is answer's choice, which reports
// whether it did, or a page that might be a player.
func openReader(t *testing.T, base string, answer func(http.ResponseWriter, *http.Request) bool) *reader {
	t.Helper()
	stranger := &strangers{answer: answer}
	others := httptest.NewUnstartedServer(stranger)
	others.Config.ErrorLog = log.New(io.Discard, "", 0) // the browser's own errands speak HTTP without TLS
	others.StartTLS()
	t.Cleanup(others.Close)
	b := &reader{base: base, strangers: stranger, window: openBrowser(t, chromedp.IgnoreCertErrors,
		chromedp.Flag("host-resolver-rules", "MAP * "+others.Listener.Addr().String()+", EXCLUDE 127.0.0.1"),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))}
	if err := chromedp.Listen(b.ctx, b.note); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(b.ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	return b
}

// reader is a window together with what it asked the world for.
type reader struct {
	*window
	*strangers
	base string

	mu       sync.Mutex
	requests []string // addresses, as the browser's network log has them
}

// part is a part of the test by name.
func (b *reader) part(name string, look func()) {
	whole := b.t
	defer func() { b.t = whole }()
	whole.Run(name, func(t *testing.T) {
		b.t = t
		look()
	})
}

func (b *reader) note(ev any) {
	if e, ok := ev.(*network.EventRequestWillBeSent); ok {
		b.mu.Lock()
		b.requests = append(b.requests, e.Request.URL)
		b.mu.Unlock()
	}
}

// strangers are all other hosts of the world, and know who was asked.
type strangers struct {
	mu     sync.Mutex
	asked  []string
	answer func(http.ResponseWriter, *http.Request) bool
}

func (s *strangers) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Sec-Fetch-Site") != "none" { // no page asks: the browser is about its own business (Fetch Metadata)
		s.mu.Lock()
		s.asked = append(s.asked, r.Host)
		s.mu.Unlock()
	}
	if s.answer != nil && s.answer(w, r) {
		return
	}
	w.Header().Set("Content-Type", "text/html")
	fmt.Fprintf(w, "<!doctype html><link rel=icon href=data:,><title>A player</title><h1>%s</h1>", r.Host)
}

// late serves a built site; its pictures come late, so that a page which makes no
// room for them jumps.
func late(dir string) http.Handler {
	files := http.FileServer(http.Dir(dir))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "/img/") {
			time.Sleep(40 * time.Millisecond)
		}
		files.ServeHTTP(w, r)
	})
}

// open goes to a page, with empty logs.
func (b *reader) open(page string) {
	b.t.Helper()
	b.forget()
	b.visit(b.base + page)
	b.sees("the page "+page, "document.readyState === 'complete'")
}

func (b *reader) forget() {
	b.mu.Lock()
	b.requests = nil
	b.mu.Unlock()
	b.strangers.mu.Lock()
	b.asked = nil
	b.strangers.mu.Unlock()
}

// others are the hosts beyond the site that the browser's log names, and those
// that were reached.
func (b *reader) others() (logged, reached []string) {
	b.mu.Lock()
	for _, r := range b.requests {
		if u, err := url.Parse(r); err != nil || u.Scheme != "data" && !strings.HasPrefix(r, b.base+"/") {
			logged = append(logged, u.Host)
		}
	}
	b.mu.Unlock()
	b.strangers.mu.Lock()
	reached = slices.Clone(b.asked)
	b.strangers.mu.Unlock()
	slices.Sort(logged)
	slices.Sort(reached)
	return slices.Compact(logged), slices.Compact(reached)
}

// screen makes the window another: its size, and device pixels per pixel.
func (b *reader) screen(width, height int64, scale float64) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, chromedp.EmulateViewport(width, height, chromedp.EmulateScale(scale))); err != nil {
		b.t.Fatal(err)
	}
}

// script turns scripts off or on.
func (b *reader) script(on bool) {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on}); err != nil {
		b.t.Fatal(err)
	}
}

// text is what an expression in the page says.
func (b *reader) text(js string) string {
	b.t.Helper()
	s, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](js))
	if err != nil {
		b.t.Fatalf("%s: %v", js, err)
	}
	return s
}

// wants fails for a condition that does not hold at once.
func (b *reader) wants(what, js string) {
	b.t.Helper()
	if !b.is(js) {
		b.t.Errorf("%s: not so", what)
	}
}

// readerSite builds a small site with pictures, recordings and slides, and the
// same texts under the two other modes of embeds.
func readerSite(t *testing.T) (public string) {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "content/posts/hall.md", "---\ntitle: The hall\ndate: 2024-01-01\n---\n"+
		"Before the doors opened.\n\n![An empty hall](hall.jpg \"Ten to nine\")\n\n"+strings.Repeat("Words and words. ", 300)+
		"\n\n![A full hall](full.jpg)\n\n<figure><img src=\"stage.jpg\" alt=\"The stage\"></figure>\n\n"+strings.Repeat("More words. ", 300)+"\n\n![The hall again](hall.jpg)\n")
	write(t, dir, "content/posts/walk.md", "---\ntitle: A walk\ndate: 2024-01-02\n---\nOutside.\n\n::: gallery\n"+
		"![An empty hall](hall.jpg \"Ten to *nine*\")\n![A full hall](full.jpg){credit=\"Ada Example\" license=CC-BY-4.0}\n![The stage](stage.jpg)\n:::\n\nInside.\n")
	for i, name := range []string{"hall", "full", "stage"} {
		photo(t, filepath.Join(dir, "content", "posts", name+".jpg"), i)
	}
	watch := "---\ntitle: Watching\ndate: 2024-01-03\n---\nAt home.\n"
	for _, e := range beyond {
		watch += "\n" + e.text + "\n"
	}
	write(t, dir, "content/posts/watch.md", watch+"\n::: embed slides.pdf {title=\"The slides\"}\n:::\n\nThat is all.\n")
	write(t, dir, "content/embeds.yaml", "- url: https://speakerdeck.com/ada/simple\n  title: Simple is hard\n  frame: https://speakerdeck.com/player/0123456789abcdef\n")
	write(t, dir, "content/posts/slides.pdf", "%PDF-1.4\n%%EOF\n")
	for _, mode := range []string{"click", "link", "frame"} { // each at its own address, below one server
		write(t, dir, "content/site.yaml", "title: A reader\nurl: https://reader.example/"+mode+"/\nembeds: {mode: "+mode+"}\n")
		var out bytes.Buffer
		if code := runIn(t.Context(), dir, []string{"build", "-o", filepath.Join(dir, "out", mode)}, []string{"RECAP_NOW=2026-06-15T12:00:00Z"}, nil, &out, &out); code != exitFine {
			t.Fatalf("build ended with %d: %s", code, &out)
		}
	}
	return filepath.Join(dir, "out")
}

// photo writes a JPEG of 2000 × 1300 pixels.
func photo(t *testing.T, name string, hue int) {
	t.Helper()
	img := image.NewYCbCr(image.Rect(0, 0, 2000, 1300), image.YCbCrSubsampleRatio420)
	for i := range img.Y {
		img.Y[i] = uint8(i / 2000 / 5)
	}
	c := color.YCbCr{Cb: uint8(60 + 40*hue), Cr: uint8(200 - 40*hue)}
	for i := range img.Cb {
		img.Cb[i], img.Cr[i] = c.Cb, c.Cr
	}
	f, err := os.Create(name)
	if err == nil {
		if err = jpeg.Encode(f, img, nil); err == nil {
			err = f.Close()
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}
