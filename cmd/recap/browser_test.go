package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browserPath finds a Chromium, or skips the test. With RECAP_BROWSER=require a
// machine without one fails.
func browserPath(t *testing.T) string {
	t.Helper()
	for _, name := range []string{
		os.Getenv("RECAP_BROWSER_PATH"), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "headless_shell",
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
	} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path
		}
	}
	if os.Getenv("RECAP_BROWSER") == "require" {
		t.Fatal("no Chromium on PATH, and RECAP_BROWSER=require asks for one")
	}
	t.Skip("no Chromium on PATH: what a reader sees is not tested in a browser (RECAP_BROWSER_PATH names one elsewhere)")
	return ""
}

// window is one open page of a real browser.
type window struct {
	t   *testing.T
	ctx context.Context
	mu  sync.Mutex
	bad []string // exceptions
}

func openBrowser(t *testing.T, more ...chromedp.ExecAllocatorOption) *window {
	t.Helper()
	alloc, stop := chromedp.NewExecAllocator(context.Background(), append(more,
		chromedp.ExecPath(browserPath(t)),
		chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("no-proxy-server", true),
		chromedp.UserDataDir(t.TempDir()),
		chromedp.WSURLReadTimeout(long),
	)...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(func() {
		_ = chromedp.Cancel(ctx) // ends the process before its folder goes
		cancel()
	})
	w := &window{t: t, ctx: ctx}
	if err := chromedp.Listen(ctx, w.hear); err != nil {
		t.Fatalf("the browser does not start: %v", err)
	}
	return w
}

// hear notes exceptions in the page.
func (w *window) hear(ev any) {
	if e, ok := ev.(*runtime.EventExceptionThrown); ok && e.ExceptionDetails != nil {
		w.mu.Lock()
		w.bad = append(w.bad, e.ExceptionDetails.Text)
		w.mu.Unlock()
	}
}

func (w *window) visit(url string) {
	w.t.Helper()
	if err := chromedp.Do(w.ctx, chromedp.Navigate(url)); err != nil {
		w.t.Fatal(err)
	}
}

// is evaluates a condition in the page. While a page is exchanged for another
// there is no answer; that is false.
func (w *window) is(js string) bool {
	ctx, cancel := context.WithTimeout(w.ctx, long)
	defer cancel()
	ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+js+")"))
	return err == nil && ok
}

// sees waits for a condition, untouched.
func (w *window) sees(what, js string) {
	w.t.Helper()
	for end := time.Now().Add(long); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if w.is(js) {
			return
		}
	}
	text, _ := chromedp.Run(w.ctx, chromedp.Evaluate[string](`document.documentElement.outerHTML.slice(0, 4000)`))
	w.t.Fatalf("the page does not show %s:\n%s", what, text)
}

func bodyHas(text string) string {
	return fmt.Sprintf("document.body && document.body.innerText.includes(%q)", text)
}

func overlayHas(text string) string {
	return fmt.Sprintf("document.querySelector('recap-complaints') && document.querySelector('recap-complaints').shadowRoot.textContent.includes(%q)", text)
}

const noOverlay = "document.body && !document.querySelector('recap-complaints')"

// live waits until the page listens: a save that comes before is found by the
// comparison of keys, but then a style could not be exchanged in place.
func (w *window) live() {
	w.t.Helper()
	w.sees("its event stream", "performance.getEntriesByType('resource').some(e => e.name.includes('/.recap/reload.js')) && document.readyState === 'complete'")
	time.Sleep(200 * time.Millisecond)
}

// Everything a writer saves shows in an open browser without a touch.
func TestBrowser(t *testing.T) {
	w := openBrowser(t)
	dir := blog(t)
	r := serving(t, dir)
	w.visit(r.base + firstPost)
	w.sees("the post", bodyHas("Two days at Example Conf"))
	w.live()

	// A post.
	r.edit("content/posts/first-recap.md", "Markdown below", "Markup below")
	w.sees("the edit of the post", bodyHas("Markup below"))

	// An event file, in the post that is about it.
	r.edit("content/events/example-conf.yaml", "name: Example Conf", "name: Sample Summit")
	w.sees("the event's new name", bodyHas("Sample Summit"))

	// A template of the site's own theme, laid over the carried one.
	plain := filepath.Join("..", "..", "themes", "plain")
	template := readFile(t, filepath.Join(plain, "pages", "post.html"))
	at := strings.Index(template, "<h1")
	if at < 0 {
		t.Fatal("the post's template has no <h1>")
	}
	write(t, dir, "themes/plain/pages/post.html", template[:at]+"<p>Fresh from the template</p>"+template[at:])
	w.sees("the edit of the template", bodyHas("Fresh from the template"))
	w.live()

	// A stylesheet, in place: the page is not loaded again.
	w.is("window.stays = true")
	style := readFile(t, filepath.Join(plain, "assets", "style.css"))
	for i := range 3 {
		write(t, dir, "themes/plain/assets/style.css", style+fmt.Sprintf("\nbody { --probe: shade%d }\n", i))
		w.sees("the edit of the stylesheet", fmt.Sprintf("getComputedStyle(document.body).getPropertyValue('--probe').trim() === 'shade%d'", i))
	}
	if !w.is("window.stays") {
		t.Error("the page was loaded again for a stylesheet")
	}
	w.sees("one stylesheet in place of the old one", "document.querySelectorAll('link[rel~=stylesheet][href*=style]').length === 1")

	// The settings.
	r.edit("content/site.yaml", "title: My recaps", "title: Our recaps")
	w.sees("the new settings", bodyHas("Our recaps"))
	w.live()

	// A mistake elsewhere shows over the page, and goes.
	w.is("window.stays = true")
	r.edit("content/pages/about.md", "title: About", "title: [About")
	w.sees("the complaint", overlayHas("content/pages/about.md:"))
	w.sees("its severity", overlayHas("error:"))
	r.edit("content/pages/about.md", "title: [About", "title: About")
	w.sees("no complaint", noOverlay)
	r.edit("content/pages/about.md", "title: About", "title: [About")
	w.sees("the complaint again", overlayHas("content/pages/about.md:"))
	w.is("document.querySelector('recap-complaints').shadowRoot.querySelector('button').click() || true")
	w.sees("no complaint after a click", noOverlay)
	r.edit("content/pages/about.md", "title: [About", "title: About")

	// A mistake in the post itself lies over the page as it was, and goes.
	r.edit("content/posts/first-recap.md", "title: Two", "title: [Two")
	w.sees("the complaint over the page", overlayHas("content/posts/first-recap.md:"))
	w.sees("the page as it was", bodyHas("Markup below"))
	r.edit("content/posts/first-recap.md", "title: [Two", "title: Two")
	w.sees("no complaint", noOverlay)
	w.sees("the page", bodyHas("Markup below"))
	if !w.is("window.stays") {
		t.Error("the page was loaded again for a mistake")
	}

	// So does one in a template.
	write(t, dir, "themes/plain/pages/post.html", strings.Replace(template, "{{.Title}}", "{{.Titel}}", 1))
	w.sees("the complaint about the template", overlayHas("themes/plain/pages/post.html:"))
	w.sees("the page as it was", bodyHas("Markup below"))
	write(t, dir, "themes/plain/pages/post.html", template)
	w.sees("no complaint", noOverlay)
	w.sees("the page again", bodyHas("Markup below"))

	w.mu.Lock()
	defer w.mu.Unlock()
	for _, e := range w.bad {
		t.Errorf("an exception in the page: %s", e)
	}
}

// A page whose server was ended and started again finds it, and shows what was
// saved meanwhile.
func TestBrowserFindsTheServerAgain(t *testing.T) {
	w := openBrowser(t)
	dir := blog(t)
	r := serving(t, dir)
	w.visit(r.base + firstPost)
	w.sees("the post", bodyHas("Markdown below"))
	w.live()
	r.stop()
	<-r.code
	r.code <- 0
	editFile(t, dir, "content/posts/first-recap.md", "Markdown below", "Markup below")
	port := strings.TrimSuffix(r.base[strings.LastIndex(r.base, ":")+1:], "/")
	goOn(t, dir, "serve", "-p", port)
	w.sees("what was saved meanwhile", bodyHas("Markup below"))
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
