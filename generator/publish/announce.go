package publish

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
)

// Note is what is said of a post elsewhere.
type Note struct {
	Title, Lead, URL string
	Tags             []string // hashtags, with or without their sign
}

// services are the places that a text is made ready for, each with what it takes
// and how it counts. Mastodon counts every address as 23 characters, whatever its
// length (docs.joinmastodon.org/user/posting); it and Bluesky (300, the address as
// it is, docs.bsky.app) count what readers see as one character, which Unicode
// calls a grapheme cluster (UAX 29).
var services = map[string]struct {
	most  int
	count func(string) int
}{
	"mastodon": {500, func(s string) int {
		return uniseg.GraphemeClusterCount(address.ReplaceAllString(s, strings.Repeat("x", 23)))
	}},
	"bluesky":  {300, uniseg.GraphemeClusterCount},
	"linkedin": {3000, uniseg.GraphemeClusterCount},
	"email":    {0, nil},
}

var address = regexp.MustCompile(`https?://\S+`)

// Services are the names that Announcement knows.
func Services() []string { return []string{"mastodon", "bluesky", "linkedin", "email"} }

// Announcement is a text about a post, ready for a service: title, as much of the
// lead as fits, the address, hashtags. Nothing is sent.
func Announcement(service string, n Note) (string, error) {
	s, ok := services[service]
	if !ok {
		return "", fmt.Errorf("no text is made for %q; there are %s", service, strings.Join(Services(), ", "))
	}
	if s.most == 0 {
		return fmt.Sprintf("Subject: %s\n\n%s\n\n%s\n", n.Title, n.Lead, n.URL), nil
	}
	tags := ""
	for _, t := range n.Tags {
		if t = hashtag(t); t != "" && !strings.Contains(tags+" ", t+" ") {
			tags += " " + t
		}
	}
	if tags = strings.TrimSpace(tags); tags != "" {
		tags = "\n\n" + tags
	}
	compose := func(title, lead, tags string) string {
		if lead != "" {
			lead = "\n\n" + lead
		}
		return title + lead + "\n\n" + n.URL + tags
	}
	fits := func(text string) bool { return s.count(text) <= s.most }
	if !fits(compose(n.Title, "", tags)) {
		tags = ""
	}
	title := longest(n.Title, func(t string) bool { return fits(compose(t, "", tags)) })
	lead := ""
	if title == n.Title {
		lead = longest(n.Lead, func(l string) bool { return fits(compose(title, l, tags)) })
	}
	return compose(title, lead, tags), nil
}

// longest is as much of a text as fits, whole words and dots for the rest.
func longest(text string, fits func(string) bool) string {
	if fits(text) {
		return text
	}
	words := strings.Fields(text)
	for n := len(words) - 1; n > 0; n-- {
		if cut := strings.TrimRight(strings.Join(words[:n], " "), ",;:–-") + " …"; fits(cut) {
			return cut
		}
	}
	return ""
}

// hashtag is a word as services link it: letters, digits and underscores, and not
// digits alone.
func hashtag(s string) string {
	word := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' {
			return r
		}
		return -1
	}, s)
	if strings.Trim(word, "0123456789_") == "" {
		return ""
	}
	return "#" + word
}
