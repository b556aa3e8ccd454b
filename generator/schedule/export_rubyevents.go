package schedule

import (
	"bytes"
	"cmp"
	"net/url"
	"regexp"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"gopkg.in/yaml.v3"
)

// RubyEvents' files (rubyevents/rubyevents, data/).

type rubyEvent struct {
	ID       string `yaml:"id"`
	Title    string `yaml:"title"`
	Location string `yaml:"location,omitempty"`
	Timezone string `yaml:"timezone,omitempty"`
	Kind     string `yaml:"kind"`
	About    string `yaml:"description,omitempty"`
	Start    string `yaml:"start_date"`
	End      string `yaml:"end_date"`
	Year     int    `yaml:"year"`
	Website  string `yaml:"website,omitempty"`
	Playlist string `yaml:"playlist,omitempty"`
}

type rubyTalk struct {
	ID            string         `yaml:"id"`
	Title         string         `yaml:"title"`
	OriginalTitle string         `yaml:"original_title,omitempty"`
	Kind          string         `yaml:"kind,omitempty"`
	Date          string         `yaml:"date,omitempty"`
	Published     string         `yaml:"published_at,omitempty"`
	Language      string         `yaml:"language,omitempty"`
	Track         string         `yaml:"track,omitempty"`
	StartCue      string         `yaml:"start_cue,omitempty"`
	EndCue        string         `yaml:"end_cue,omitempty"`
	Provider      string         `yaml:"video_provider"`
	Video         string         `yaml:"video_id"`
	Slides        string         `yaml:"slides_url,omitempty"`
	Description   string         `yaml:"description"`
	Speakers      []string       `yaml:"speakers,omitempty"`
	Alternatives  []rubyOther    `yaml:"alternative_recordings,omitempty"`
	Resources     []rubyResource `yaml:"additional_resources,omitempty"`
	Talks         []*rubyTalk    `yaml:"talks,omitempty"`
}

type rubyOther struct {
	Note     string `yaml:"note,omitempty"`
	Provider string `yaml:"video_provider"`
	Video    string `yaml:"video_id"`
}

type rubyResource struct {
	Name string `yaml:"name"`
	Type string `yaml:"type"`
	URL  string `yaml:"url"`
}

// rubyKinds are RubyEvents' words for kinds of talks.
var rubyKinds = map[string]string{"keynote": "keynote", "lightning": "lightning_talk", "panel": "panel", "workshop": "workshop", "opening": "intro", "closing": "outro", "demo": "demo"}

func exportRubyEvents(g *given) ([]Output, error) {
	e := g.event
	days := g.days()
	ev := rubyEvent{
		ID: e.ID.Text, Title: e.Name.Text, Location: e.Place, Timezone: e.Timezone.Text, Kind: cmp.Or(e.Kind, "conference"), About: e.Description,
		Year: e.StartsAt.Year(), Website: e.Event.URL.Text, Playlist: e.VideosURL.Text,
	}
	if n := e.Length(); n > 0 {
		ev.Start, ev.End = e.DayAt(1).Time.Format(time.DateOnly), e.DayAt(n).Time.Format(time.DateOnly)
	} else if len(days) > 0 {
		ev.Start, ev.End = days[0], days[len(days)-1]
	}
	var top []*rubyTalk
	by := map[string]*rubyTalk{}
	for i := range g.talks {
		by[g.talks[i].ID] = g.rubyTalk(&g.talks[i])
	}
	for i := range g.talks {
		t := &g.talks[i]
		if p := by[t.Parent]; p != nil && t.Parent != t.ID {
			p.Talks = append(p.Talks, by[t.ID])
		} else {
			top = append(top, by[t.ID])
		}
	}
	out := []Output{}
	for _, f := range []struct {
		name string
		v    any
	}{{"event.yml", ev}, {"videos.yml", top}, {"cfp.yml", g.rubyCFPs()}} {
		if list, ok := f.v.([]map[string]string); ok && len(list) == 0 {
			continue
		}
		var b bytes.Buffer
		b.WriteString("---\n")
		enc := yaml.NewEncoder(&b)
		enc.SetIndent(2)
		if err := enc.Encode(f.v); err != nil {
			return nil, err
		}
		out = append(out, Output{Path: f.name, Data: b.Bytes()})
	}
	return out, nil
}

func (g *given) rubyCFPs() []map[string]string {
	var out []map[string]string
	for _, c := range g.event.CFPs {
		m := map[string]string{"name": c.Name, "link": c.URL.Text}
		if d := g.event.Day(c.Open); !d.Time.IsZero() {
			m["open_date"] = d.Time.Format(time.DateOnly)
		}
		if d := g.event.Day(c.Close); !d.Time.IsZero() {
			m["close_date"] = d.Time.Format(time.DateOnly)
		}
		out = append(out, m)
	}
	return out
}

func (g *given) rubyTalk(t *givenTalk) *rubyTalk {
	v := &rubyTalk{
		ID: cmp.Or(t.UID, t.ID+"-"+g.event.ID.Text), Title: t.Title, OriginalTitle: t.OriginalTitle, Kind: rubyKinds[t.Kind], Date: g.day(t),
		Track: t.Track, Description: cmp.Or(t.Abstract, t.Description), Language: tongueName(t.Language),
	}
	for _, sp := range t.Speakers {
		v.Speakers = append(v.Speakers, sp.Name)
	}
	v.Provider, v.Video = "scheduled", v.ID
	if t.Parent != "" {
		v.Provider = "parent"
	}
	for i, l := range t.Video {
		provider, id := rubyProvider(l, v.ID)
		if i == 0 {
			v.StartCue, v.EndCue = l.Start, l.End
			if l.URL == "" && l.State == "" {
				continue
			}
			v.Provider, v.Video, v.Published = provider, id, l.Published
		} else if l.URL != "" {
			v.Alternatives = append(v.Alternatives, rubyOther{l.Note, provider, id})
		}
	}
	for _, l := range t.Slides {
		v.Slides = cmp.Or(v.Slides, l.URL)
	}
	for _, r := range t.Resources {
		v.Resources = append(v.Resources, rubyResource{cmp.Or(r.Title, r.URL), cmp.Or(r.Kind, "link"), r.URL})
	}
	for _, p := range t.posts {
		v.Resources = append(v.Resources, rubyResource{p.Title, "write-up", p.URL})
	}
	return v
}

// rubyProvider is where a recording lies in RubyEvents' words.
func rubyProvider(l Link, own string) (provider, id string) {
	switch l.State {
	case "none":
		return "not_recorded", own
	case "private":
		return "not_published", own
	case "expected":
		return "scheduled", own
	}
	if id := youtubeID(l.URL); id != "" {
		return "youtube", id
	}
	if m := vimeoForm.FindStringSubmatch(l.URL); m != nil {
		return "vimeo", m[1]
	}
	return "mp4", l.URL
}

var vimeoForm = regexp.MustCompile(`^https?://(?:www\.)?vimeo\.com/(\d+)$`)

func youtubeID(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	switch strings.TrimPrefix(u.Host, "www.") {
	case "youtube.com":
		return u.Query().Get("v")
	case "youtu.be":
		return strings.Trim(u.Path, "/")
	}
	return ""
}

func tongueName(code string) string {
	if code == "" {
		return ""
	}
	tag, err := language.Parse(code)
	if err != nil {
		return ""
	}
	return display.English.Languages().Name(tag)
}
