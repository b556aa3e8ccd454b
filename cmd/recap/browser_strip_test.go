package main

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// press types one key, with Alt if asked.
func (w *window) press(key string, alt bool) {
	w.t.Helper()
	var with []chromedp.KeyOption
	if alt {
		with = append(with, chromedp.KeyModifiers(chromedp.ModifierAlt))
	}
	if err := chromedp.Do(w.ctx, chromedp.KeyEvent(key, with...)); err != nil {
		w.t.Fatal(err)
	}
}

// picture keeps what the window shows, dark and light, for a person to look at,
// when RECAP_SCREENSHOTS names a folder.
func (w *window) picture(name string) {
	w.t.Helper()
	dir := os.Getenv("RECAP_SCREENSHOTS")
	if dir == "" {
		return
	}
	for _, scheme := range []string{"dark", "light"} { // the window is left in the light
		_, err := chromedp.Call(w.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})
		if err == nil {
			var b []byte
			if b, err = chromedp.Run(w.ctx, chromedp.CaptureScreenshot()); err == nil {
				err = os.WriteFile(filepath.Join(dir, name+"-"+scheme+".png"), b, 0o666)
			}
		}
		if err != nil {
			w.t.Error(err)
		}
	}
}

const strip = "document.querySelector('recap-strip').shadowRoot"

func stripHas(text string) string {
	return fmt.Sprintf("document.querySelector('recap-strip') && !%s.querySelector('div').hidden && %s.querySelector('div').innerText.includes(%q)", strip, strip, text)
}

const stripShut = "document.querySelector('recap-strip') && " + strip + ".querySelector('div').hidden"

// The writer's strip, by keyboard alone.
func TestBrowserStrip(t *testing.T) {
	w := openBrowser(t)
	dir := blog(t)
	write(t, dir, "content/posts/later.md", "---\ntitle: Later\ndate: 2030-01-01\nevent: example-conf\n---\nSoon. See [that](/nowhere/).\n")
	write(t, dir, "content/posts/sketch.md", "---\ntitle: A sketch\ndate: 2026-06-10\ndraft: true\n---\nNot yet.\n")
	r := serving(t, dir)
	w.visit(r.base + "2030/01/later/")
	w.sees("the tab", "document.querySelector('recap-strip') && "+strip+".querySelector('button').innerText.includes('future')")
	if !w.is(stripShut) {
		t.Error("the strip opens by itself")
	}
	w.press("r", true)
	w.sees("the strip", stripHas("Appears with the first build after 1 January 2030"))
	w.sees("the page's remark", stripHas("/nowhere/"))
	w.sees("its place", stripHas("content/posts/later.md:6"))
	w.sees("the draft to jump to", stripHas("A sketch"))
	if !w.is(strip + ".activeElement === " + strip + ".querySelector('div')") {
		t.Error("the strip does not have the focus")
	}
	w.picture("strip")

	// What it says follows the source; it stays open over a reload.
	r.edit("content/posts/later.md", "](/nowhere/)", "](/about/)")
	w.sees("the mended link", "!document.querySelector('a[href=\"/nowhere/\"]') && document.querySelector('main a[href=\"/about/\"]')")
	w.sees("the strip without the remark", stripHas("Later")+" && !"+strip+".querySelector('div').innerText.includes('/nowhere/')")

	// Tab to the draft's link, Enter to go there.
	w.is(strip + ".querySelector('div').focus() || true")
	for range 12 {
		w.press(kb.Tab, false)
		if w.is(strip + ".activeElement && " + strip + ".activeElement.textContent === 'A sketch'") {
			break
		}
	}
	w.press(kb.Enter, false)
	w.sees("the draft", bodyHas("Not yet."))
	w.sees("its state", stripHas("A draft: readers do not see it before"))
	w.press(kb.Escape, false)
	w.sees("no strip", stripShut)
	w.press("r", true)
	w.sees("the strip again", stripHas("A draft"))
	w.press("r", true)
	w.sees("no strip again", stripShut)

	// No line of it is in what is built, and a strict policy would let it run.
	_, body := r.get("2030/01/later/")
	if strings.Contains(body, "<style") || strings.Contains(body, "style=") || strings.Contains(body, "onclick") {
		t.Error("there is something inline in the page")
	}
	w.finish()
}

// finish fails for exceptions in the page.
func (w *window) finish() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, e := range w.bad {
		w.t.Errorf("an exception in the page: %s", e)
	}
}

// long text with headings, to scroll in.
func chapters(n int, last string) string {
	var b strings.Builder
	b.WriteString("---\ntitle: Long\ndate: 2026-06-01\n---\n")
	for i := range n {
		fmt.Fprintf(&b, "\n## Chapter %d\n\n%s\n", i, strings.Repeat("Words and words. ", 200))
	}
	return b.String() + "\n" + last + "\n"
}

// A reload keeps the place; a picture and an unrelated page do not flicker.
func TestBrowserKeepsThePlace(t *testing.T) {
	w := openBrowser(t)
	dir := blog(t)
	write(t, dir, "content/posts/long.md", chapters(12, "The end."))
	write(t, dir, "content/pages/about.md", "---\ntitle: About\n---\n![A dot](/dot.png)\n")
	dot(t, dir, color.RGBA{R: 255, A: 255})
	r := serving(t, dir)
	w.visit(r.base + "2026/06/long/")
	w.sees("the post", bodyHas("The end."))
	w.live()
	w.is("scrollTo({top: 1500, behavior: 'instant'}) || true")
	w.sees("the place", "scrollY > 1400")
	r.edit("content/posts/long.md", "The end.", "The very end.")
	w.sees("the edit", bodyHas("The very end."))
	w.sees("the same place", "Math.abs(scrollY - 1500) < 60")

	w.visit(r.base + "about/")
	w.sees("the picture", "document.querySelector('main img, article img') && document.querySelector('main img, article img').naturalWidth > 0")
	w.live()
	w.is("window.stays = true")
	pixel := func(red bool) string {
		return fmt.Sprintf(`(() => { const i = document.querySelector('main img, article img'), c = document.createElement('canvas'); if (!i.complete || !i.naturalWidth) return false; c.width = c.height = 4; const x = c.getContext('2d'); x.drawImage(i, 0, 0, 4, 4); return (x.getImageData(1, 1, 1, 1).data[0] > 200) === %v; })()`, red)
	}
	w.sees("it is red", pixel(true))
	dot(t, dir, color.RGBA{B: 255, A: 255})
	w.sees("it is blue", pixel(false))
	r.edit("content/posts/long.md", "The very end.", "The end, again.")
	r.shows("2026/06/long/", "The end, again.")
	time.Sleep(200 * time.Millisecond)
	if !w.is("window.stays") {
		t.Error("the page was loaded again for a picture, or for another page")
	}
	w.finish()
}

func dot(t *testing.T, dir string, c color.Color) {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 40, 40))
	for i := range 1600 {
		img.Set(i%40, i/40, c)
	}
	name := filepath.Join(dir, "content", "static", "dot.png")
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
}

// With -N the window goes to what was saved, and to the section in it.
func TestBrowserNavigates(t *testing.T) {
	w := openBrowser(t)
	dir := blog(t)
	write(t, dir, "content/posts/long.md", strings.Replace(chapters(12, "The end."), "## Chapter 9\n\nWords", "## Chapter 9\n\nNine words", 1))
	r := serving(t, dir, "-N")
	w.visit(r.base)
	w.live()
	r.edit("content/posts/long.md", "Nine words", "Ten words")
	w.sees("the saved post", bodyHas("Ten words"))
	at := func(n int) string {
		return fmt.Sprintf("(() => { const h = [...document.querySelectorAll('h2')].find(h => h.textContent.includes('Chapter %d')); return h && Math.abs(h.getBoundingClientRect().top) < 150; })()", n)
	}
	w.sees("the section that changed", at(9))
	w.live()
	r.edit("content/posts/long.md", "## Chapter 4\n\nWords", "## Chapter 4\n\nFour words")
	w.sees("the next edit", bodyHas("Four words"))
	w.sees("its section", at(4))
	r.edit("content/pages/about.md", "title: About", "title: About me")
	w.sees("another page", "location.pathname === '/about/'")
	w.finish()
}

// A window in the background catches up when it is looked at.
func TestBrowserCatchesUp(t *testing.T) {
	w := openBrowser(t)
	dir := blog(t)
	r := serving(t, dir)
	w.visit(r.base + firstPost)
	w.sees("the post", bodyHas("Markdown below"))
	w.live()
	// The page gives its connection back, as it does in a window that was put away.
	w.is("dispatchEvent(new Event('pagehide')) || true")
	r.edit("content/posts/first-recap.md", "Markdown below", "Markup below")
	r.shows(firstPost, "Markup below")
	time.Sleep(100 * time.Millisecond)
	if w.is(bodyHas("Markup below")) {
		t.Error("the page still listens")
	}
	w.is("dispatchEvent(new Event('pageshow')) || true")
	w.sees("what was saved meanwhile", bodyHas("Markup below"))
	w.finish()
}

// What recap lays over a page: to be looked at, in both schemes.
func TestBrowserOverlay(t *testing.T) {
	w := openBrowser(t)
	dir := blog(t)
	r := serving(t, dir)
	w.visit(r.base + firstPost)
	w.live()
	r.edit("content/posts/first-recap.md", "event: example-conf", "event: example-cnof")
	for _, part := range []string{"content/posts/first-recap.md:5:8", "error:", "event-unknown", "did you mean"} {
		w.sees("the overlay's "+part, overlayHas(part))
	}
	w.picture("overlay")
	// A fresh request has it without a script.
	if _, body := r.get(firstPost); strings.Contains(body, "recap-complaints") != strings.Contains(body, "event-unknown") {
		t.Error("half an overlay in the answer")
	}
	w.visit(r.base + "first-recpa/")
	w.sees("an address that is not planned", "document.querySelector('main')")
	r.edit("content/posts/first-recap.md", "event: example-cnof", "event: example-conf")
	w.sees("what the address may have meant", "document.querySelector('recap-note') && document.querySelector('recap-note').shadowRoot.textContent.includes('first-recap')")
	w.picture("near")
	w.finish()
}
