package main

import (
	"bytes"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
)

// What the providers' cards lack is asked for once, stored beside what is there,
// and shown by the next build, which asks nobody.
func TestPullThumbnails(t *testing.T) {
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 32, 18))); err != nil {
		t.Fatal(err)
	}
	answers := map[string]string{
		"/www.youtube.com/oembed?format=json&url=https%3A%2F%2Fyoutu.be%2Fabcdefghijk%3Ft%3D5": `{"title":"Ten  \"lines\"","thumbnail_url":"https://i.ytimg.com/vi/abcdefghijk/hq.jpg","html":"<iframe src=\"https://www.youtube.com/embed/abcdefghijk\">"}`,
		"/i.ytimg.com/vi/abcdefghijk/hq.jpg":                                                   picture.String(),
		"/speakerdeck.com/oembed.json?url=https%3A%2F%2Fspeakerdeck.com%2Fada%2Fsimple":        `{"title":"Simple","html":"<iframe src=\"//speakerdeck.com/player/0123abc\"></iframe>"}`,
		"/files.speakerdeck.com/presentations/0123abc/slide_0.jpg":                             picture.String(),
		"/noti.st/ada/x1y2z3":                                         `<link rel="alternate" type="application/json+oembed" href="/oembed?of=x1y2z3">`,
		"/noti.st/oembed?of=x1y2z3":                                   `{"title":"Notes","html":"<iframe src='http://insecure.example/'></iframe><iframe src='https://noti.st/ada/x1y2z3/embed'></iframe>"}`,
		"/api.media.ccc.de/public/events/a-talk":                      `{"title":"A talk","thumb_url":"https://static.media.ccc.de/a.jpg"}`,
		"/static.media.ccc.de/a.jpg":                                  "an error page",
		"/vimeo.com/api/oembed.json?url=https%3A%2F%2Fvimeo.com%2F77": "<html>",
		"/tube.example/services/oembed?format=json&url=https%3A%2F%2Ftube.example%2Fw%2F9c9de5e8-0a1e-484a-b099-e80766180a6d": `{"title":"Own","thumbnail_url":"/lazy/own.png"}`,
		"/tube.example/lazy/own.png": picture.String(),
	}
	var asked []string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.RequestURI())
		if a, ok := answers[r.URL.RequestURI()]; ok {
			w.Write([]byte(a))
			return
		}
		http.NotFound(w, r)
	}))
	defer s.Close()
	dir := t.TempDir()
	write(t, dir, "content/site.yaml", "title: T\nurl: https://t.example/\n")
	write(t, dir, "content/posts/a.md", "---\ntitle: A\ndate: 2024-01-01\n---\nSo.\n\n<https://youtu.be/abcdefghijk?t=5>\n\n<https://www.youtube.com/watch?v=abcdefghijk>\n\n<https://speakerdeck.com/ada/simple>\n\n"+
		"<https://noti.st/ada/x1y2z3>\n\n<https://media.ccc.de/v/a-talk>\n\n<https://vimeo.com/77>\n\n<https://gist.github.com/ada/0123456789>\n\n<https://archive.org/details/gone>\n\n<https://tube.example/w/9c9de5e8-0a1e-484a-b099-e80766180a6d>\n")
	const before = "# kept\n- {title: Mine, url: 'https://speakerdeck.com/ada/simple'}  # by hand\n- url: https://tube.example/w/9c9de5e8-0a1e-484a-b099-e80766180a6d # here\n  title: Said\n"
	write(t, dir, "content/embeds.yaml", before)
	run := func(args ...string) string {
		t.Helper()
		var out bytes.Buffer
		if code := runIn(t.Context(), dir, args, []string{"RECAP_PULL_VIA=" + s.URL, "RECAP_NOW=2026-06-15"}, nil, &out, &out); code != exitFine {
			t.Fatalf("%v ended with %d: %s", args, code, &out)
		}
		return out.String()
	}
	run("build")
	if out := run("pull", "thumbnails", "--dry-run"); !strings.Contains(out, "7 cards would be") || len(asked) > 0 {
		t.Errorf("asked %q to say\n%s", asked, out)
	}
	out := run("pull", "thumbnails")
	for _, line := range []string{
		"https://youtu.be/abcdefghijk?t=5: title, picture\n",
		"https://speakerdeck.com/ada/simple: picture, frame\n",
		"https://noti.st/ada/x1y2z3: title, frame; it has no thumbnail\n",
		"https://media.ccc.de/v/a-talk: title; its thumbnail cannot be shown: the file is not an image\n",
		"https://vimeo.com/77: the answer of vimeo.com is not as expected\n",
		"https://archive.org/details/gone: archive.org answers 404 Not Found\n",
		"https://tube.example/w/9c9de5e8-0a1e-484a-b099-e80766180a6d: picture\n",
	} {
		if !strings.Contains(out, line) {
			t.Errorf("it does not say %s", line)
		}
	}
	const want = "# kept\n- {title: Mine, url: 'https://speakerdeck.com/ada/simple', thumbnail: \"/embeds/speakerdeck-simple.png\", frame: https://speakerdeck.com/player/0123abc}  # by hand\n" +
		"- url: https://tube.example/w/9c9de5e8-0a1e-484a-b099-e80766180a6d # here\n  title: Said\n  thumbnail: \"/embeds/peertube-9c9de5e8-0a1e-484a-b099-e80766180a6d.png\"\n"
	got := readFile(t, filepath.Join(dir, "content/embeds.yaml"))
	for _, line := range strings.SplitAfter(want, "\n") {
		if !strings.Contains(got, line) {
			t.Errorf("the file lacks %s", line)
		}
	}
	if strings.Contains(got, "gist") || strings.Contains(got, "vimeo") {
		t.Error("it stores what it could not learn")
	}
	if t.Failed() {
		t.Logf("%s\n%s\n%q", out, got, asked)
	}
	if b := readFile(t, filepath.Join(dir, "content/static/embeds/youtube-abcdefghijk.png")); b != picture.String() {
		t.Error("the picture is not the one that was sent")
	}

	asked = nil
	run("build")
	page := readFile(t, filepath.Join(dir, "public/2024/01/a/index.html"))
	for _, part := range []string{
		`data-frame="https://speakerdeck.com/player/0123abc"`, `data-frame="https://noti.st/ada/x1y2z3/embed"`, `<span>Ten &#34;lines&#34;</span>`, `<span>Mine</span>`,
		`<img src="/embeds/youtube-abcdefghijk.png" width="32" height="18" alt=""`,
	} {
		if !strings.Contains(page, part) {
			t.Errorf("the page lacks %s", part)
		}
	}
	if len(asked) > 0 {
		t.Errorf("a build asks %q", asked)
	}
	run("pull", "thumbnails") // what is known is not asked for again
	for _, a := range asked {
		if strings.Contains(a, "youtube") || strings.Contains(a, "tube.example") || strings.Contains(a, "speakerdeck") {
			t.Errorf("asked again: %s", a)
		}
	}
	if again := readFile(t, filepath.Join(dir, "content/embeds.yaml")); again != got {
		t.Errorf("a second run changes\n%s\nto\n%s", got, again)
	}
}
