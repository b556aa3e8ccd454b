package plan

import (
	"net/url"
	"slices"
	"strings"

	"recap/generator/site"
	"recap/generator/view"
)

// sharers are the addresses behind the settings' share: what a place asks for a
// text to begin with. They are links: nobody learns of a reader who does not
// follow one. Mastodon's own page asks for the reader's server and keeps what
// stands behind the # to the browser (share.joinmastodon.org).
var sharers = map[string]func(title, address string) string{
	"mastodon": func(title, address string) string {
		return "https://share.joinmastodon.org/#text=" + component(title+" "+address)
	},
	"bluesky": func(title, address string) string {
		return "https://bsky.app/intent/compose?text=" + component(title+" "+address)
	},
	"linkedin": func(_, address string) string {
		return "https://www.linkedin.com/sharing/share-offsite/?url=" + component(address)
	},
	"email": func(title, address string) string { // RFC 6068
		return "mailto:?subject=" + component(title) + "&body=" + component(address)
	},
	"copy": func(_, _ string) string { return "" }, // a button, where there is a script
}

// component writes a text as part of an address: blanks as %20, which mailto:
// and fragments understand too.
func component(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }

// share is where readers of a post can pass it on, in the order of the settings.
// What is not public has nothing to pass on.
func (p *planner) share(post *site.Post) []view.Link {
	kinds := p.site.Config.Share
	if len(kinds) == 0 || post.Draft || post.Future || post.Unlisted || post.Post.Share != nil && !*post.Post.Share {
		return nil
	}
	out := make([]view.Link, 0, len(kinds))
	for _, kind := range slices.Compact(slices.Clone(kinds)) {
		out = append(out, view.Link{Title: kind, URL: sharers[kind](post.Title, p.site.Abs(post.URL))})
	}
	return out
}
