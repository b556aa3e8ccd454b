package importer

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// embeds makes of players and frames what recap embeds: the bare address alone
// in a paragraph. Whatever it does not know stays a link.
func (b *body) embeds(doc *html.Node) {
	for _, n := range all(doc, "iframe", "embed", "object", "frame") {
		if n.Parent == nil || detached(n) {
			continue
		}
		src := frameSource(n)
		if src == "" {
			b.note(n.Data, "no address")
			remove(n)
			continue
		}
		b.putAddress(n, frameAddress(src), n.Data)
	}
	for _, n := range all(doc, "figure", "div", "p") {
		class := attr(n, "class")
		if n.Parent == nil || !strings.Contains(class, "wp-block-embed") && !strings.Contains(class, "wp-embedded") || n.Data == "div" {
			continue
		}
		if u := strings.TrimSpace(textOf(n)); bareAddress.MatchString(u) {
			replace(n, block(u))
		}
	}
	for _, n := range all(doc, "blockquote") { // quotations of other networks, made whole by their script
		if class := attr(n, "class"); strings.Contains(class, "twitter-tweet") || strings.Contains(class, "instagram-media") || strings.Contains(class, "mastodon-embed") || strings.Contains(class, "bluesky-embed") {
			removeAttr(n, "class")
		}
	}
	for _, n := range all(doc, "video", "audio") {
		if n.Parent == nil {
			continue
		}
		src := attr(n, "src")
		if src == "" {
			for _, s := range all(n, "source") {
				if src == "" {
					src = attr(s, "src")
				}
			}
		}
		if src == "" {
			b.note(n.Data, "no address")
			unwrap(n)
			continue
		}
		if b.plain {
			b.putAddress(n, src, n.Data)
			continue
		}
		if b.picture != nil {
			src, _ = b.picture(src, "")
		}
		tag := "<" + n.Data + ` src="` + html.EscapeString(destination(src)) + `" controls></` + n.Data + ">"
		if poster := attr(n, "poster"); poster != "" {
			if b.picture != nil {
				poster, _ = b.picture(poster, "")
			}
			tag = strings.Replace(tag, " controls", ` poster="`+html.EscapeString(destination(poster))+`" controls`, 1)
		}
		replace(n, block(tag))
	}
}

var bareAddress = regexp.MustCompile(`^https?://\S+$`)

func detached(n *html.Node) bool {
	for n.Parent != nil {
		n = n.Parent
	}
	return n.Data != "body"
}

func (b *body) putAddress(n *html.Node, address, what string) {
	if !bareAddress.MatchString(address) {
		b.note(what, short(address))
		remove(n)
		return
	}
	at := n
	for p := n.Parent; isNamed(p, "object", "p", "div", "center", "figure") && (onlyChild(at) || p.Data == "object"); p = at.Parent {
		at = p
	}
	replace(at, block(address))
}

func frameSource(n *html.Node) string {
	if n.Data == "object" {
		for _, p := range all(n, "param") {
			if name := strings.ToLower(attr(p, "name")); (name == "movie" || name == "src") && attr(p, "value") != "" {
				return attr(p, "value")
			}
		}
		if e := all(n, "embed"); len(e) > 0 {
			return frameSource(e[0])
		}
		return attr(n, "data")
	}
	for _, key := range []string{"src", "data-src", "data-lazy-src"} {
		if v := attr(n, key); v != "" && v != "about:blank" {
			return v
		}
	}
	return ""
}

// frameAddress is the address of the page of what a frame plays.
func frameAddress(src string) string {
	src = strings.TrimSpace(src)
	if strings.HasPrefix(src, "//") {
		src = "https:" + src
	}
	u, err := url.Parse(src)
	if err != nil {
		return src
	}
	h := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	last := parts[len(parts)-1]
	if i := strings.IndexByte(last, '&'); i > 0 { // /v/ID&hl=en of the old players
		last = last[:i]
	}
	switch {
	case (h == "youtube.com" || h == "youtube-nocookie.com") && len(parts) == 2 && (parts[0] == "embed" || parts[0] == "v"):
		if last == "videoseries" {
			return "https://www.youtube.com/playlist?list=" + url.QueryEscape(u.Query().Get("list"))
		}
		return "https://www.youtube.com/watch?v=" + last
	case h == "player.vimeo.com" && len(parts) >= 2 && parts[0] == "video":
		return "https://vimeo.com/" + parts[1]
	case h == "vimeo.com" && parts[0] == "moogaloop.swf":
		return "https://vimeo.com/" + u.Query().Get("clip_id")
	case h == "archive.org" && len(parts) == 2 && parts[0] == "embed":
		return "https://archive.org/details/" + last
	case h == "media.ccc.de" && last == "oembed" && len(parts) >= 2:
		return "https://media.ccc.de/v/" + parts[len(parts)-2]
	case len(parts) >= 3 && parts[0] == "videos" && parts[1] == "embed": // PeerTube
		return "https://" + u.Host + "/w/" + parts[2]
	}
	return src
}
