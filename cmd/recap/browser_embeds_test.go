package main

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
)

// beyond are things that lie elsewhere: the text that shows them, the address of
// the frame that a click opens, and the title of the link.
var beyond = []struct{ text, frame, title string }{
	{"<https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=80s>", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=80", "YouTube: dQw4w9WgXcQ"},
	{"::: embed https://youtu.be/abcdefghijk {start=1:20 end=2:00 title=\"Ten lines\"}\n:::", "https://www.youtube-nocookie.com/embed/abcdefghijk?end=120&start=80", "Ten lines"},
	{"<https://vimeo.com/123456#t=65>", "https://player.vimeo.com/video/123456?dnt=1#t=65s", "Vimeo: 123456"},
	{"<https://media.ccc.de/v/gpn20-1-a-talk#t=30>", "https://media.ccc.de/v/gpn20-1-a-talk/oembed#t=30", "media.ccc.de: gpn20-1-a-talk"},
	{"::: embed https://archive.org/details/a-talk {start=10 end=1m}\n:::", "https://archive.org/embed/a-talk?end=60&start=10", "archive.org: a-talk"},
	{"<https://tube.example/w/9c9de5e8-0a1e-484a-b099-e80766180a6d?start=1m5s>", "https://tube.example/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d?start=65", "tube.example: 9c9de5e8-0a1e-484a-b099-e80766180a6d"},
	{"<https://docs.google.com/presentation/d/abc123/edit>", "https://docs.google.com/presentation/d/abc123/embed", "Google Slides: abc123"},
	{"<https://social.example/@ada/109000000000000000>", "https://social.example/@ada/109000000000000000/embed", "social.example: @ada/109000000000000000"},
	{"<https://speakerdeck.com/ada/simple>", "https://speakerdeck.com/player/0123456789abcdef", "Simple is hard"},
	{"<https://gist.github.com/ada/0123456789abcdef>", "", "GitHub Gist: ada/0123456789abcdef"},
}

const policy = "(document.querySelector('meta[http-equiv=Content-Security-Policy]') || {content: ''}).content"

// hostsOf are the hosts of the frames of beyond.
func hostsOf() (hosts, origins []string) {
	for _, e := range beyond {
		if u, err := url.Parse(e.frame); err == nil && u.Host != "" {
			hosts, origins = append(hosts, u.Host), append(origins, "https://"+u.Host)
		}
	}
	slices.Sort(hosts)
	slices.Sort(origins)
	return slices.Compact(hosts), slices.Compact(origins)
}

// Nobody but the site hears of a reader who does not click, and who clicks is
// heard of by that provider alone.
func lookAtEmbeds(b *reader) {
	const page = "/click/2024/01/watch/"
	_, origins := hostsOf()
	b.open(page)
	b.quiet("before a click")
	b.picture("embeds-1280")
	if got, want := b.text(policy), "frame-src 'self' "+strings.Join(origins, " "); got != want {
		b.t.Errorf("the page's policy is\n%s, not\n%s", got, want)
	}
	for i, e := range beyond {
		card := fmt.Sprintf("document.querySelectorAll('figure.embed')[%d]", i)
		if got := b.text(card + ".querySelector('a').textContent.trim()"); got != e.title {
			b.t.Errorf("%s: its link says %q, not %q", e.text, got, e.title)
		}
		if e.frame == "" {
			b.wants(e.text+" is a link", "!"+card+".querySelector('a').dataset.frame && "+card+".querySelector('a').href")
			continue
		}
		b.open(page)
		b.click(fmt.Sprintf("figure.embed:nth-of-type(%d) a", i+1))
		b.sees("the frame of "+e.text, card+".querySelector('iframe')")
		if got := b.text(card + ".querySelector('iframe').src"); got != e.frame {
			b.t.Errorf("%s: the frame is %s, not %s", e.text, got, e.frame)
		}
		b.wants("its title", fmt.Sprintf("%s.querySelector('iframe').title === %q", card, e.title))
		b.wants("the focus is in it", "document.activeElement === "+card+".querySelector('iframe')")
		host := strings.Split(e.frame, "/")[2]
		for range 200 {
			if _, reached := b.others(); len(reached) > 0 {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		if logged, reached := b.others(); !slices.Equal(logged, []string{host}) || !slices.Equal(reached, []string{host}) {
			b.t.Errorf("%s: after a click the browser asks %q and reaches %q, not only %s", e.text, logged, reached, host)
		}
	}
	b.picture("embeds-clicked-1280")
	b.wants("a file of the site itself opens in place", "[...document.querySelectorAll('figure.embed a')].pop().dataset.frame.endsWith('/posts/slides.pdf')")

	b.script(false)
	defer b.script(true)
	b.open(page)
	b.wants("no frame without a script", "!document.querySelector('iframe')")
	b.wants("each card is a link with a title", "[...document.querySelectorAll('figure.embed')].every(f => f.querySelector('a[href]') && f.querySelector('a').innerText.trim())")
	b.quiet("without a script")
}

// quiet fails when anybody but the site was asked for something.
func (b *reader) quiet(when string) {
	b.t.Helper()
	time.Sleep(50 * time.Millisecond)
	if logged, reached := b.others(); len(logged)+len(reached) > 0 {
		b.t.Errorf("%s the browser asks %q and reaches %q", when, logged, reached)
	}
}

// The two other ways a site may have it: links that stay links, and frames at
// once.
func lookAtModes(b *reader) {
	b.open("/link/2024/01/watch/")
	b.quiet("in the mode of links")
	b.wants("as many cards", fmt.Sprintf("document.querySelectorAll('figure.embed a[href]').length === %d", len(beyond)+1))
	b.wants("no frame to open", "!document.querySelector('[data-frame], iframe')")
	b.wants("no script for frames", "![...document.scripts].some(s => s.src.includes('embed'))")
	if got := b.text(policy); got != "" {
		b.t.Errorf("without frames the policy is %q", got)
	}

	hosts, origins := hostsOf()
	b.open("/frame/2024/01/watch/")
	if got, want := b.text(policy), "frame-src 'self' "+strings.Join(origins, " "); got != want {
		b.t.Errorf("the page's policy is\n%s, not\n%s", got, want)
	}
	b.is(`(async () => { for (let y = 0; y < document.body.scrollHeight; y += 300) { scrollTo({top: y, behavior: 'instant'}); await new Promise(done => setTimeout(done, 30)) } })(), true`)
	var reached []string
	for range 300 {
		if _, reached = b.others(); len(reached) == len(hosts) {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if !slices.Equal(reached, hosts) {
		b.t.Errorf("with frames at once the browser reaches %q, not %q", reached, hosts)
	}
	b.wants("titles on all frames", "[...document.querySelectorAll('iframe')].every(f => f.title)")
}
