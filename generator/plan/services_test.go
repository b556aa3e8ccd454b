package plan_test

import (
	"fmt"
	"strings"
	"testing"

	"recap/generator/view"
)

// What pages load from elsewhere is known in one place, for whoever writes the
// policy of a host.
func TestSources(t *testing.T) {
	for _, c := range []struct{ settings, front, want string }{
		{"", "", "{[] [] [] [] []}"},
		{"comments: {kind: email, address: me@example.org}\n", "", "{[] [] [] [] []}"},
		{"comments: {kind: giscus, repo: a/b, repo_id: R, category: C, category_id: D}\n", "", "{[https://giscus.app] [https://giscus.app] [] [] [https://giscus.app]}"},
		{"comments: {kind: isso, url: https://talk.example:8443/isso/}\n", "", "{[https://talk.example:8443] [https://talk.example:8443] [https://talk.example:8443] [https://talk.example:8443] []}"},
		{"comments: {kind: isso, url: https://talk.example/}\n", "comments: false\n", "{[] [] [] [] []}"},
		{"", "comments: {mastodon: https://social.example/@me/12}\n", "{[] [] [https://social.example] [] []}"},
		{"", "comments: {mastodon: https://social.example/about}\n", "{[] [] [] [] []}"},
		{"comments: {kind: mastodon}\n", "syndication: [https://elsewhere.example/1, https://social.example/@me/12]\n", "{[] [] [https://social.example] [] []}"},
		{"analytics: {kind: plausible, url: https://plausible.example/js/script.outbound-links.js, site: example.org}\n", "", "{[https://plausible.example] [] [https://plausible.example] [https://plausible.example] []}"},
	} {
		_, pl := plannedWhole(t, map[string]string{
			"content/site.yaml":  settings + c.settings,
			"content/posts/a.md": "---\ntitle: A\ndate: 2020-01-01\n" + c.front + "---\n\nText.\n",
		})
		if got := fmt.Sprint(pl.Sources()); got != c.want {
			t.Errorf("%s%s: %s, want %s", c.settings, c.front, got, c.want)
		}
	}
}

// A video in a post and comments that come in a frame: the page's own policy
// lets both through.
func TestFramesOfServices(t *testing.T) {
	pages, _ := planned(t, map[string]string{
		"content/site.yaml":  settings + "comments: {kind: giscus, repo: a/b, repo_id: R, category: C, category_id: D}\n",
		"content/posts/a.md": "---\ntitle: A\ndate: 2020-01-01\n---\n\nhttps://youtu.be/abc\n",
	})
	post := pages["2020/01/a/index.html"].View.(view.Post)
	if got := strings.Join(append(post.Frames, post.Site.FrameAlso), " "); got != "https://www.youtube-nocookie.com https://giscus.app" {
		t.Error(got)
	}
}

// Browsers are told how the site is searched, when it is.
func TestOpenSearch(t *testing.T) {
	for _, on := range []bool{true, false} {
		files := posts(1)
		files["content/site.yaml"] = settings + fmt.Sprintf("pages: {search: %t}\n", on)
		pages, _ := planned(t, files)
		at := strings.TrimPrefix(pages["index.html"].View.(view.Home).Site.Assets["opensearch.xml"], "/")
		if !on {
			if at != "" {
				t.Errorf("without a search there is %s", at)
			}
			continue
		}
		raw, ok := pages[at].View.(view.Raw)
		if !ok || !strings.Contains(raw.Text, `template="https://notes.example/search/?q={searchTerms}"`) || !strings.Contains(raw.Text, "<ShortName>Notes</ShortName>") {
			t.Errorf("%s: %s", at, raw.Text)
		}
	}
}
