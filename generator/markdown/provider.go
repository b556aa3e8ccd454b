package markdown

import (
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// Provider is what an address of a recording, of slides or of a post elsewhere
// tells by itself. Nobody is asked: the build knows no network, and the page
// sends no request before its reader wants it.
type Provider struct {
	Key  string // as the settings call it: "youtube"
	Name string // "YouTube"; of a PeerTube or Mastodon, its host
	Kind string // "video", "slides", "post" or "code"
	ID   string // one thing has one, however its address is spelled

	frame      func(p Provider, start, end int) string
	host       string
	start, end int // seconds, from the address; 0 for none
}

// Frame is the address that the provider gives to frames, from a cue to another:
// "12:30", "1:02:03", "90" or "1m30s"; "" for the address' own. "" for a provider
// whose frames cannot be told from the address: a link is all there is then.
func (p Provider) Frame(start, end string) string {
	if p.frame == nil {
		return ""
	}
	from, to := p.start, p.end
	if s, ok := cue(start); ok {
		from = s
	}
	if s, ok := cue(end); ok {
		to = s
	}
	if to <= from {
		to = 0
	}
	return p.frame(p, from, to)
}

// Start is the moment that the address names, as people read it: "1:20"; "" for
// none.
func (p Provider) Start() string { return clock(p.start) }

// clock is a moment as people read it: "1:20", "1:02:03"; "" for the beginning.
func clock(s int) string {
	if s == 0 {
		return ""
	}
	two := func(n int) string { return strconv.Itoa(n/10) + strconv.Itoa(n%10) }
	if s >= 3600 {
		return strconv.Itoa(s/3600) + ":" + two(s/60%60) + ":" + two(s%60)
	}
	return strconv.Itoa(s/60) + ":" + two(s%60)
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
			p = Provider{Key: k.key, Name: k.name, Kind: k.kind, ID: id, frame: k.frame, host: strings.ToLower(u.Host)}
			if p.Name == "" {
				p.Name = host
			}
			p.start, p.end = cues(u)
			return p, true
		}
	}
	return p, false
}

// providers in the order of the manual; those of any host come last.
var providers = []struct {
	host, key, name, kind string
	id                    func(u *url.URL, parts []string) string
	frame                 func(p Provider, start, end int) string
}{
	{"youtube.com", "youtube", "YouTube", "video", youtube, youtubeFrame},
	{"youtube-nocookie.com", "youtube", "YouTube", "video", youtube, youtubeFrame},
	{"youtu.be", "youtube", "YouTube", "video", func(_ *url.URL, p []string) string { return only(p, token) }, youtubeFrame},
	{"vimeo.com", "vimeo", "Vimeo", "video", func(_ *url.URL, p []string) string { return only(p, digits) }, vimeoFrame},
	{"player.vimeo.com", "vimeo", "Vimeo", "video", func(_ *url.URL, p []string) string { return behind(p, digits, "video") }, vimeoFrame},
	{"media.ccc.de", "ccc", "media.ccc.de", "video", func(_ *url.URL, p []string) string { return behind(p, token, "v") }, func(p Provider, start, _ int) string {
		return "https://media.ccc.de/v/" + p.ID + "/oembed" + hash("t", start)
	}},
	{"archive.org", "archive", "archive.org", "video", func(_ *url.URL, p []string) string { return behind(p, token, "details", "embed") }, func(p Provider, start, end int) string {
		return "https://archive.org/embed/" + p.ID + query("start", start, "end", end)
	}},
	{"slideshare.net", "slideshare", "SlideShare", "slides", func(_ *url.URL, p []string) string { return two(p) }, nil},
	{"speakerdeck.com", "speakerdeck", "Speaker Deck", "slides", func(_ *url.URL, p []string) string { return two(p) }, nil},
	{"noti.st", "notist", "Notist", "slides", func(_ *url.URL, p []string) string {
		if len(p) == 3 {
			p = p[:2]
		}
		return two(p)
	}, nil},
	{"docs.google.com", "google", "Google Slides", "slides", googleSlides, func(p Provider, _, _ int) string {
		return "https://docs.google.com/presentation/d/" + p.ID + "/embed"
	}},
	{"gist.github.com", "gist", "GitHub Gist", "code", func(_ *url.URL, p []string) string {
		if id := two(p); id != "" && hexadecimal.MatchString(p[1]) {
			return id
		}
		return ""
	}, nil},
	{"", "peertube", "", "video", func(_ *url.URL, p []string) string {
		if len(p) == 3 && p[0] == "videos" {
			return behind(p[1:], peertube, "watch", "embed")
		}
		return behind(p, peertube, "w")
	}, func(p Provider, start, end int) string {
		return "https://" + p.host + "/videos/embed/" + p.ID + query("start", start, "stop", end)
	}},
	{"", "mastodon", "", "post", func(_ *url.URL, p []string) string {
		if len(p) == 2 && handle.MatchString(p[0]) && digits.MatchString(p[1]) {
			return p[0] + "/" + p[1]
		}
		return ""
	}, func(p Provider, _, _ int) string { return "https://" + p.host + "/" + p.ID + "/embed" }},
	{"", "pdf", "PDF", "slides", func(u *url.URL, p []string) string {
		if strings.EqualFold(path.Ext(p[len(p)-1]), ".pdf") {
			return u.Host + "/" + strings.Join(p, "/")
		}
		return ""
	}, nil},
}

// ProviderKeys are what the settings may name, each once.
func ProviderKeys() []string {
	var out []string
	for i, k := range providers {
		if i == 0 || providers[i-1].key != k.key {
			out = append(out, k.key)
		}
	}
	return out
}

var (
	token       = regexp.MustCompile(`^[\w.~-]+$`)
	digits      = regexp.MustCompile(`^\d+$`)
	hexadecimal = regexp.MustCompile(`^[0-9a-f]{7,40}$`)
	handle      = regexp.MustCompile(`^@[\w.-]+(@[\w.-]+)?$`)
	peertube    = regexp.MustCompile(`^([1-9A-HJ-NP-Za-km-z]{22}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$`)
	clockCue    = regexp.MustCompile(`^(?:(\d{1,2}):)?(\d{1,3}):(\d\d)$`)
	wordCue     = regexp.MustCompile(`^(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,6})s?)?$`)
)

// cue is a moment in seconds: "12:30", "1:02:03", "90", "1m30s".
func cue(s string) (seconds int, ok bool) {
	m := clockCue.FindStringSubmatch(s)
	if m == nil {
		m = wordCue.FindStringSubmatch(s)
	}
	if m == nil || s == "" {
		return 0, false
	}
	for _, part := range m[1:] {
		n, _ := strconv.Atoi(part) // digits or nothing
		seconds = seconds*60 + n
	}
	return seconds, true
}

// cues are the moments that an address names: ?t= ?start= ?end= ?stop= #t=
func cues(u *url.URL) (start, end int) {
	q := u.Query()
	for _, v := range []string{strings.TrimPrefix(u.Fragment, "t="), q.Get("t"), q.Get("start")} {
		if s, ok := cue(v); ok {
			start = s
		}
	}
	for _, v := range []string{q.Get("end"), q.Get("stop")} {
		if s, ok := cue(v); ok {
			end = s
		}
	}
	return start, end
}

// Seconds is a cue as a number: "12:30", "1:02:03", "90" or "1m30s".
func Seconds(s string) (int, bool) { return cue(s) }

// Moment is the address of a moment of a film, "" where the provider has none that
// readers can be sent to.
func (p Provider) Moment(seconds int) string {
	if p.Key != "youtube" || strings.HasPrefix(p.ID, playlist) {
		return ""
	}
	return "https://www.youtube.com/watch?v=" + p.ID + "&t=" + strconv.Itoa(seconds)
}

// query is the part of an address behind its path: names with numbers above 0.
func query(pairs ...any) string {
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		if n := pairs[i+1].(int); n > 0 {
			v.Set(pairs[i].(string), strconv.Itoa(n))
		}
	}
	if len(v) == 0 {
		return ""
	}
	return "?" + v.Encode()
}

func hash(name string, n int) string {
	if n == 0 {
		return ""
	}
	return "#" + name + "=" + strconv.Itoa(n)
}

const playlist = "list="

func youtube(u *url.URL, p []string) string {
	switch p[0] {
	case "watch":
		if v := u.Query().Get("v"); token.MatchString(v) {
			return v
		}
	case "playlist":
		if v := u.Query().Get("list"); token.MatchString(v) {
			return playlist + v
		}
	}
	return behind(p, token, "embed", "shorts", "live", "v")
}

// youtubeFrame is the host that sets no cookies before a film plays.
func youtubeFrame(p Provider, start, end int) string {
	if list, ok := strings.CutPrefix(p.ID, playlist); ok {
		return "https://www.youtube-nocookie.com/embed/videoseries?list=" + list
	}
	return "https://www.youtube-nocookie.com/embed/" + p.ID + query("start", start, "end", end)
}

func vimeoFrame(p Provider, start, _ int) string {
	at := ""
	if start > 0 {
		at = "#t=" + strconv.Itoa(start) + "s"
	}
	return "https://player.vimeo.com/video/" + p.ID + "?dnt=1" + at
}

// googleSlides is d/ID or, of published ones, d/e/ID.
func googleSlides(_ *url.URL, p []string) string {
	switch {
	case len(p) >= 4 && p[0] == "presentation" && p[1] == "d" && p[2] == "e" && token.MatchString(p[3]):
		return "e/" + p[3]
	case len(p) >= 3 && p[0] == "presentation" && p[1] == "d" && token.MatchString(p[2]):
		return p[2]
	}
	return ""
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
