package markdown

import (
	"net/url"
	"regexp"
	"strings"
)

// Provider is what an address of a video or of slides tells by itself. Nobody
// is asked: the build knows no network, and the page sends no request before
// its reader follows the link.
type Provider struct {
	Name string // "YouTube"; of a PeerTube, its host
	Kind string // "video" or "slides"
	ID   string // one thing has one, however its address is spelled
}

// ProviderOf is the provider of an address; ok is false for one that is not known.
func ProviderOf(address string) (p Provider, ok bool) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return p, false
	}
	host := strings.ToLower(u.Hostname())
	for _, sub := range []string{"www.", "m.", "music."} {
		host = strings.TrimPrefix(host, sub)
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	for _, k := range providers {
		if k.host != "" && k.host != host {
			continue
		}
		if id := k.id(u, parts); id != "" {
			name := k.name
			if name == "" {
				name = host
			}
			return Provider{name, k.kind, id}, true
		}
	}
	return p, false
}

// providers in the order of the manual; the one of any host comes last.
var providers = []struct {
	host, name, kind string
	id               func(u *url.URL, parts []string) string
}{
	{"youtube.com", "YouTube", "video", youtube},
	{"youtube-nocookie.com", "YouTube", "video", youtube},
	{"youtu.be", "YouTube", "video", func(_ *url.URL, p []string) string { return only(p, token) }},
	{"vimeo.com", "Vimeo", "video", func(_ *url.URL, p []string) string { return only(p, digits) }},
	{"player.vimeo.com", "Vimeo", "video", func(_ *url.URL, p []string) string { return behind(p, digits, "video") }},
	{"media.ccc.de", "media.ccc.de", "video", func(_ *url.URL, p []string) string { return behind(p, token, "v") }},
	{"archive.org", "archive.org", "video", func(_ *url.URL, p []string) string { return behind(p, token, "details", "embed") }},
	{"slideshare.net", "SlideShare", "slides", func(_ *url.URL, p []string) string { return two(p) }},
	{"speakerdeck.com", "Speaker Deck", "slides", func(_ *url.URL, p []string) string { return two(p) }},
	{"noti.st", "Notist", "slides", func(_ *url.URL, p []string) string {
		if len(p) == 3 {
			p = p[:2]
		}
		return two(p)
	}},
	{"", "", "video", func(_ *url.URL, p []string) string {
		if len(p) == 3 && p[0] == "videos" {
			return behind(p[1:], peertube, "watch", "embed")
		}
		return behind(p, peertube, "w")
	}},
}

var (
	token    = regexp.MustCompile(`^[\w.~-]+$`)
	digits   = regexp.MustCompile(`^\d+$`)
	peertube = regexp.MustCompile(`^([1-9A-HJ-NP-Za-km-z]{22}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$`)
)

func youtube(u *url.URL, p []string) string {
	switch p[0] {
	case "watch":
		if v := u.Query().Get("v"); token.MatchString(v) {
			return v
		}
	case "playlist":
		if v := u.Query().Get("list"); token.MatchString(v) {
			return v
		}
	}
	return behind(p, token, "embed", "shorts", "live", "v")
}

// only is the only part of a path.
func only(p []string, re *regexp.Regexp) string {
	if len(p) == 1 && re.MatchString(p[0]) {
		return p[0]
	}
	return ""
}

// behind is the part of a path of two that follows one of some words.
func behind(p []string, re *regexp.Regexp, words ...string) string {
	if len(p) != 2 || !re.MatchString(p[1]) {
		return ""
	}
	for _, w := range words {
		if p[0] == w {
			return p[1]
		}
	}
	return ""
}

// two are a person and the name of slides.
func two(p []string) string {
	if len(p) == 2 && token.MatchString(p[0]) && token.MatchString(p[1]) {
		return p[0] + "/" + p[1]
	}
	return ""
}
