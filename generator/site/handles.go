package site

import (
	"net/url"
	"strings"
)

// profiles are where a handle leads, by kind of link.
var profiles = map[string]string{
	"github": "https://github.com/", "gitlab": "https://gitlab.com/", "codeberg": "https://codeberg.org/",
	"linkedin": "https://www.linkedin.com/in/", "orcid": "https://orcid.org/", "twitter": "https://twitter.com/",
	"bluesky": "https://bsky.app/profile/", "youtube": "https://www.youtube.com/@", "speakerdeck": "https://speakerdeck.com/", "slideshare": "https://www.slideshare.net/",
}

// HandleURL is the address of a handle, or the address that was typed in its
// place; "" when it is neither.
func HandleURL(kind, value string) string {
	value = strings.TrimSpace(value)
	if strings.HasPrefix(value, "https://") || strings.HasPrefix(value, "http://") {
		return value
	}
	name := strings.TrimPrefix(value, "@")
	if kind == "mastodon" {
		user, host, ok := strings.Cut(name, "@")
		if !ok || user == "" || host == "" || strings.ContainsAny(host, "/@ ") {
			return ""
		}
		return "https://" + host + "/@" + url.PathEscape(user)
	}
	if kind == "website" && strings.Contains(name, ".") && !strings.ContainsAny(name, " :@") {
		return "https://" + name
	}
	base, ok := profiles[kind]
	if !ok || name == "" || strings.ContainsAny(name, " :/?#") {
		return ""
	}
	return base + url.PathEscape(name)
}
