package schedule

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/language"

	"recap/generator/slug"
)

// pyvideo's files (pyvideo/data, .schemas). It is a collection of recordings, so
// talks without one are not in it.

type pyvideoFile struct {
	Copyright   string        `json:"copyright_text,omitempty"`
	Description string        `json:"description"`
	Duration    int           `json:"duration,omitempty"`
	Language    string        `json:"language,omitempty"`
	Recorded    string        `json:"recorded,omitempty"`
	Related     []pyvideoLink `json:"related_urls"`
	Speakers    []string      `json:"speakers"`
	Tags        []string      `json:"tags"`
	Thumbnail   string        `json:"thumbnail_url,omitempty"`
	Title       string        `json:"title"`
	Videos      []pyvideoMove `json:"videos"`
}

type pyvideoLink struct {
	Label string `json:"label"`
	URL   string `json:"url"`
}

type pyvideoMove struct {
	Type string `json:"type"`
	URL  string `json:"url"`
}

func exportPyvideo(g *given) ([]Output, error) {
	category := map[string]string{"title": g.event.Name.Text}
	if u := webAddress(g.event.Event.URL.Text, nil); u != "" {
		category["url"] = u
	}
	if n := g.event.Length(); n > 0 {
		category["start_date"], category["end_date"] = g.event.DayAt(1).Time.Format(time.DateOnly), g.event.DayAt(n).Time.Format(time.DateOnly)
	}
	if g.event.Description != "" {
		category["description"] = g.event.Description
	}
	out := []Output{}
	add := func(name string, v any) error {
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		err := enc.Encode(v)
		out = append(out, Output{Path: name, Data: b.Bytes()})
		return err
	}
	if err := add("category.json", category); err != nil {
		return nil, err
	}
	taken := map[string]bool{}
	for i := range g.talks {
		t := &g.talks[i]
		v := g.pyvideo(t)
		if len(v.Videos) == 0 {
			continue
		}
		name := free(cmp.Or(slug.Make(cmp.Or(t.UID, t.ID)), t.ID), taken)
		taken[name] = true
		if err := add("videos/"+name+".json", v); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (g *given) pyvideo(t *givenTalk) pyvideoFile {
	v := pyvideoFile{
		Copyright: t.License, Description: cmp.Or(t.Abstract, t.Description), Title: t.Title, Recorded: g.day(t),
		Related: []pyvideoLink{}, Speakers: []string{}, Tags: append([]string{}, t.Tags...), Videos: []pyvideoMove{},
	}
	if !t.start.IsZero() {
		v.Recorded = t.start.Format("2006-01-02T15:04:05-07:00")
	}
	if d := t.end.Sub(t.start); d > 0 {
		v.Duration = int(d.Seconds())
	} else if c, ok := parseClock(t.Duration); ok {
		v.Duration = int(c.Seconds())
	}
	if tag, err := language.Parse(t.Language); err == nil && t.Language != "" {
		base, _ := tag.Base()
		v.Language = base.ISO3()
	}
	for _, sp := range t.Speakers {
		v.Speakers = append(v.Speakers, sp.Name)
	}
	for _, l := range t.Video {
		if l.URL == "" {
			continue
		}
		m := pyvideoMove{"other", l.URL}
		if id := youtubeID(l.URL); id != "" {
			m.Type = "youtube"
			v.Thumbnail = cmp.Or(v.Thumbnail, fmt.Sprintf("https://i.ytimg.com/vi/%s/hqdefault.jpg", id))
		} else if vimeoForm.MatchString(l.URL) {
			m.Type = "vimeo"
		} else if e := strings.TrimPrefix(ending(l.URL), "."); e != "" {
			m.Type = e
		}
		v.Videos = append(v.Videos, m)
	}
	for _, l := range t.Slides {
		if l.URL != "" {
			v.Related = append(v.Related, pyvideoLink{cmp.Or(l.Title, "Slides"), l.URL})
		}
	}
	for _, r := range t.Resources {
		v.Related = append(v.Related, pyvideoLink{cmp.Or(r.Title, r.URL), r.URL})
	}
	for _, p := range t.posts {
		v.Related = append(v.Related, pyvideoLink{"Write-up: " + p.Title, p.URL})
	}
	return v
}
