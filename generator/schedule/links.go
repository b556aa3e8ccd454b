package schedule

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
)

var (
	videoWords  = regexp.MustCompile(`(?i)\b(video|videos|recording|recordings|aufzeichnung|livestream)\b`)
	slideWords  = regexp.MustCompile(`(?i)\b(slides?|slide ?deck|deck|folien|presentation|präsentation)\b`)
	noise       = regexp.MustCompile(`(?i)\b(feedback|rate this)\b`)
	videoHosts  = []string{"youtube.com", "youtu.be", "vimeo.com", "media.ccc.de", "video.fosdem.org", "peertube.", "archive.org/details"}
	slideHosts  = []string{"slideshare.net", "speakerdeck.com", "noti.st", "slides.com", "docs.google.com/presentation"}
	codeHosts   = []string{"github.com", "gitlab.com", "codeberg.org", "bitbucket.org", "git.sr.ht"}
	videoEnding = []string{".mp4", ".webm", ".ogv", ".mkv", ".avi", ".mov", ".m4v", ".ogg", ".ogm"}
	slideEnding = []string{".pptx", ".ppt", ".odp", ".key"}
)

func hosted(address string, hosts []string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	where := strings.TrimPrefix(strings.ToLower(u.Host+u.Path), "www.")
	return slices.ContainsFunc(hosts, func(h string) bool { return strings.HasPrefix(where, h) })
}

func ending(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(path.Ext(u.Path))
}

// resourceOf are the words of sources for recap's kinds of resources.
var resourceOf = map[string]string{
	"paper": "paper", "blog": "write-up", "write-up": "write-up", "article": "article", "repo": "repo", "repository": "repo", "code": "code", "github": "repo",
	"transcript": "transcript", "notes": "notes", "photos": "photos", "book": "book", "podcast": "podcast", "audio": "podcast", "handout": "notes", "documentation": "link",
}

// link sorts one address of a talk: a recording, slides, or something else. word
// is what the source calls its kind, if it does.
func (t *Talk) link(address, title, word string, from *url.URL) {
	to := webAddress(address, from)
	title = line(title)
	word = strings.ToLower(strings.TrimSpace(word))
	if to == "" || noise.MatchString(title) || to == t.URL {
		return
	}
	if title == address || title == to {
		title = ""
	}
	switch {
	case word == "slides", word == "" && hosted(to, slideHosts) && deep(to), word == "" && slices.Contains(slideEnding, ending(to)), word != "paper" && slideWords.MatchString(title) && !videoWords.MatchString(title):
		t.Slides = addLink(t.Slides, Link{URL: to, Title: title})
	case word == "video", word == "media", hosted(to, videoHosts) && isTalkVideo(to), slices.Contains(videoEnding, ending(to)), videoWords.MatchString(title) && slices.Contains([]string{"", "related", "web"}, word) && !hosted(to, codeHosts):
		t.Video = addLink(t.Video, Link{URL: to, Title: title})
	default:
		kind := resourceOf[word]
		if kind == "" && hosted(to, codeHosts) {
			kind = "repo"
		}
		if kind == "" {
			kind = "link"
		}
		if !slices.ContainsFunc(t.Resources, func(r Resource) bool { return r.URL == to }) {
			t.Resources = append(t.Resources, Resource{Kind: kind, Title: title, URL: to})
		}
	}
}

// isTalkVideo tells a recording from the page of a channel.
func isTalkVideo(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	host := strings.TrimPrefix(u.Host, "www.")
	if host == "youtube.com" {
		return strings.HasPrefix(u.Path, "/watch") || strings.HasPrefix(u.Path, "/embed/") || strings.HasPrefix(u.Path, "/live/")
	}
	return strings.Trim(u.Path, "/") != ""
}

// deep tells a presentation from the page of those who give them.
func deep(address string) bool {
	u, err := url.Parse(address)
	return err == nil && strings.Contains(strings.Trim(u.Path, "/"), "/")
}

func addLink(list []Link, l Link) []Link {
	if slices.ContainsFunc(list, func(o Link) bool { return o.URL == l.URL }) {
		return list
	}
	return append(list, l)
}

// settleLinks leaves the titles out where there is but one link: a title that
// says "Video" beside a link called video says nothing.
func (t *Talk) settleLinks() {
	if t.whole {
		return
	}
	for _, links := range []*[]Link{&t.Video, &t.Slides} {
		if len(*links) == 1 {
			(*links)[0].Title = ""
		}
	}
	if t.DoNotRecord && len(t.Video) == 0 {
		t.Video = []Link{{State: "none"}}
	}
}
