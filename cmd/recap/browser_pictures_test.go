package main

import (
	"fmt"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The width that suits the reader's screen is the one that is fetched, and no
// line of the text moves while pictures come.
func lookAtPictures(b *reader) {
	for _, screen := range []struct {
		width, height int64
		scale         float64
		wants         string // width of the picture in the column
	}{
		{390, 844, 1, "480"}, // 92 of 100 of 390
		{390, 844, 2, "800"},
		{1280, 800, 1, "800"}, // a column of 45rem
		{1280, 800, 2, "1600"},
	} {
		b.part(fmt.Sprintf("%d@%v", screen.width, screen.scale), func() {
			b.screen(screen.width, screen.height, screen.scale)
			b.open("/click/2024/01/hall/")
			b.sees("the first picture", "document.querySelector('article img').complete && document.querySelector('article img').currentSrc")
			if got := b.text("(document.querySelector('article img').currentSrc.match(/\\d+(?=\\.\\w+$)/) || ['none'])[0]"); got != screen.wants {
				b.t.Errorf("the browser took the picture of width %s (%s), not %s", got, b.text("document.querySelector('article img').currentSrc"), screen.wants)
			}
			b.picture(fmt.Sprintf("pictures-%d@%v", screen.width, screen.scale))
			b.is(`window.moved = 0, new PerformanceObserver(l => l.getEntries().forEach(e => moved += e.value)).observe({type: 'layout-shift', buffered: true}), true`)
			b.is(`(async () => { for (let y = 0; y < document.body.scrollHeight; y += 300) { scrollTo({top: y, behavior: 'instant'}); await new Promise(requestAnimationFrame) } window.down = true })(), true`)
			b.sees("its end", "window.down && [...document.querySelectorAll('article img')].every(i => i.complete && i.naturalWidth > 0)")
			if got := b.text("'' + moved"); got != "0" {
				b.t.Errorf("the page moved by %s while it was scrolled through", got)
			}
			b.wants("four pictures at least", "document.querySelectorAll('article img').length >= 4")
			b.wants("nothing is wider than the screen", "document.documentElement.scrollWidth <= innerWidth")
		})
	}
}

const (
	viewer  = "document.querySelector('dialog.viewer')"
	showing = viewer + ".open && " + viewer + ".querySelector('img').complete && " + viewer + ".querySelector('img').naturalWidth > 0 && " + viewer + ".querySelector('img')"
)

// The large view by keyboard, by touch and by mouse; without a script each
// picture is a link to its large one.
func lookAtGallery(b *reader) {
	b.open("/click/2024/01/walk/")
	b.sees("the viewer's script", viewer)
	b.picture("gallery-1280")
	b.wants("three links", "document.querySelectorAll('.gallery a.large').length === 3")
	b.is("document.querySelector('.gallery a.large').focus() || true")
	b.press(kb.Enter, false)
	b.sees("the first picture large", showing+".alt === 'An empty hall'")
	b.wants("its caption", viewer+".innerText.includes('Ten to')")
	b.wants("the whole picture is seen", "(r => r.width > 600 && r.bottom <= innerHeight && r.right <= innerWidth)("+viewer+".querySelector('img').getBoundingClientRect())")
	b.picture("viewer-1280")
	b.press(kb.ArrowRight, false)
	b.sees("the second", showing+".alt === 'A full hall'")
	b.wants("whose it is", viewer+".innerText.includes('Ada Example') && "+viewer+".querySelector('a[rel=license]')")
	b.press(kb.ArrowLeft, false)
	b.press(kb.ArrowLeft, false)
	b.sees("the last, backwards from the first", showing+".alt === 'The stage'")
	for i := range 8 { // the focus goes round in the dialog
		b.press(kb.Tab, false)
		if !b.is(viewer + ".contains(document.activeElement) || document.activeElement === document.body") {
			b.t.Errorf("after %d tabs the focus is behind the large view: %s", i+1, b.text("document.activeElement.outerHTML"))
		}
	}
	b.press(kb.Escape, false)
	b.sees("no large view", "!"+viewer+".open")
	b.sees("the focus back at the picture seen last", "document.activeElement === document.querySelectorAll('a.large')[2]")
	b.wants("the address is the page's", "location.pathname.endsWith('/walk/')")

	b.screen(390, 844, 2)
	b.picture("gallery-390")
	b.click(".gallery a.large")
	b.sees("the first picture large, by mouse", showing+".alt === 'An empty hall'")
	b.picture("viewer-390")
	b.swipe(300, 60)
	b.sees("the second after a swipe to the left", showing+".alt === 'A full hall'")
	b.swipe(60, 300)
	b.sees("the first after a swipe to the right", showing+".alt === 'An empty hall'")
	b.swipe(200, 215)
	b.wants("a touch that hardly moves changes nothing", showing+".alt === 'An empty hall'")
	b.press(kb.Escape, false)
	b.sees("no large view", "!"+viewer+".open")

	b.script(false)
	defer b.script(true)
	b.open("/click/2024/01/walk/")
	b.wants("no dialog without a script", "!"+viewer)
	b.click(".gallery a.large")
	b.sees("the picture itself", "document.contentType === 'image/jpeg'")
}

func (b *reader) click(selector string) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, chromedp.Click(selector)); err != nil {
		b.t.Fatalf("%s: %v", selector, err)
	}
}

// swipe moves a finger over the screen.
func (b *reader) swipe(from, to float64) {
	b.t.Helper()
	for _, step := range []struct {
		kind   input.DispatchTouchEventType
		points []*input.TouchPoint
	}{
		{input.DispatchTouchEventTypeTouchStart, []*input.TouchPoint{{X: from, Y: 400}}},
		{input.DispatchTouchEventTypeTouchMove, []*input.TouchPoint{{X: (from + to) / 2, Y: 402}}},
		{input.DispatchTouchEventTypeTouchMove, []*input.TouchPoint{{X: to, Y: 404}}},
		{input.DispatchTouchEventTypeTouchEnd, []*input.TouchPoint{}},
	} {
		if _, err := chromedp.Call(b.ctx, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: step.kind, TouchPoints: step.points}); err != nil {
			b.t.Fatal(err)
		}
	}
}
