package render

import (
	"encoding/json"
	"fmt"
	"io"

	"recap/generator/view"
)

// The schedule.json of frab and pretalx, as c3voc describes it (schema.json,
// https://c3voc.de/schedule/schema.json), with one word more: links of type
// "write-up" lead to posts. What the form has no place for is in meta.

type frabDoc struct {
	Generator frabGenerator `json:"generator"`
	Schedule  frabSchedule  `json:"schedule"`
}

type frabGenerator struct {
	Name string `json:"name"`
}

type frabSchedule struct {
	Version    string         `json:"version"`
	BaseURL    string         `json:"base_url"`
	Conference frabConference `json:"conference"`
}

type frabConference struct {
	Acronym  string    `json:"acronym"`
	Title    string    `json:"title"`
	Start    string    `json:"start"`
	End      string    `json:"end"`
	Days     int       `json:"daysCount"`
	Timeslot string    `json:"timeslot_duration"`
	Zone     string    `json:"time_zone_name,omitempty"`
	URL      string    `json:"url"`
	Meta     frabMeta  `json:"meta"`
	Day      []frabDay `json:"days"`
}

type frabMeta struct {
	ID       string     `json:"id"`
	Status   string     `json:"status,omitempty"`
	Location string     `json:"location,omitempty"`
	Series   string     `json:"series,omitempty"`
	PartOf   string     `json:"part_of,omitempty"`
	Calendar string     `json:"calendar,omitempty"`
	Links    []frabLink `json:"links"`
	Untimed  []frabTalk `json:"untimed,omitempty"`
}

type frabDay struct {
	Index int                   `json:"index"`
	Date  string                `json:"date"`
	Start string                `json:"day_start"`
	End   string                `json:"day_end"`
	Rooms map[string][]frabTalk `json:"rooms"` // encoding/json writes the rooms by name
}

type frabTalk struct {
	GUID        string       `json:"guid"`
	ID          int          `json:"id"`
	Date        string       `json:"date,omitempty"`
	Start       string       `json:"start,omitempty"`
	End         string       `json:"end,omitempty"`
	Duration    string       `json:"duration"`
	Room        string       `json:"room"`
	Slug        string       `json:"slug"`
	URL         string       `json:"url"`
	Title       string       `json:"title"`
	Subtitle    *string      `json:"subtitle"`
	Track       *string      `json:"track"`
	Type        string       `json:"type"`
	Language    *string      `json:"language"`
	Abstract    *string      `json:"abstract"` // null: abstracts belong to their authors
	License     string       `json:"recording_license,omitempty"`
	DoNotRecord bool         `json:"do_not_record,omitempty"`
	Persons     []frabPerson `json:"persons"`
	Links       []frabLink   `json:"links"`
}

type frabPerson struct {
	GUID string `json:"guid"`
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

type frabLink struct {
	Type  string `json:"type"`
	Title string `json:"title,omitempty"`
	URL   string `json:"url"`
}

func encodeEventData(w io.Writer, v view.EventData) error {
	c := frabConference{
		Acronym: v.Acronym, Title: v.Title, Start: v.Start, End: v.End, Days: len(v.Days),
		Timeslot: "00:05", Zone: v.Timezone, URL: v.URL, Day: []frabDay{},
		Meta: frabMeta{
			ID: v.ID, Status: v.Status, Location: v.Location, Series: v.Series, PartOf: v.PartOf,
			Calendar: v.Calendar, Links: frabLinks(v.Posts), Untimed: frabTalks(v.Untimed),
		},
	}
	for i, d := range v.Days {
		day := frabDay{Index: i + 1, Date: d.Date, Start: d.Start, End: d.End, Rooms: map[string][]frabTalk{}}
		for _, t := range frabTalks(d.Talks) {
			day.Rooms[t.Room] = append(day.Rooms[t.Room], t)
		}
		c.Day = append(c.Day, day)
	}
	return encodeJSON(w, frabDoc{frabGenerator{"recap"}, frabSchedule{Version: "1", BaseURL: v.BaseURL, Conference: c}})
}

func frabTalks(talks []view.DataTalk) []frabTalk {
	var out []frabTalk
	for _, t := range talks {
		f := frabTalk{
			GUID: t.GUID, ID: t.Number, Date: t.Date, Start: t.Start, End: t.End,
			Duration: fmt.Sprintf("%d:%02d", t.Minutes/60, t.Minutes%60), Room: t.Room, Slug: t.ID, URL: t.URL,
			Title: t.Title, Subtitle: orNull(t.Subtitle), Track: orNull(t.Track), Type: t.Type, Language: orNull(t.Language),
			License: t.License, DoNotRecord: t.DoNotRecord, Persons: []frabPerson{}, Links: frabLinks(t.Links),
		}
		for _, p := range t.Persons {
			f.Persons = append(f.Persons, frabPerson(p))
		}
		out = append(out, f)
	}
	return out
}

func frabLinks(links []view.DataLink) []frabLink {
	out := []frabLink{}
	for _, l := range links {
		out = append(out, frabLink(l))
	}
	return out
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

type siteDoc struct {
	Generator   frabGenerator  `json:"generator"`
	Title       string         `json:"title"`
	Description string         `json:"description,omitempty"`
	URL         string         `json:"url"`
	Language    string         `json:"language"`
	Feeds       []siteDocFeed  `json:"feeds"`
	OPML        string         `json:"opml,omitempty"`
	Calendars   []string       `json:"calendars"`
	Events      []siteDocEvent `json:"events"`
}

type siteDocFeed struct {
	Title string `json:"title"`
	Type  string `json:"type"`
	URL   string `json:"url"`
}

type siteDocEvent struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Start    string `json:"start,omitempty"`
	End      string `json:"end,omitempty"`
	Location string `json:"location,omitempty"`
	Status   string `json:"status,omitempty"`
	URL      string `json:"url"`
	Data     string `json:"data"`
}

func encodeSiteData(w io.Writer, v view.SiteData) error {
	doc := siteDoc{
		Generator: frabGenerator{"recap"}, Title: v.Title, Description: v.Description, URL: v.URL, Language: v.Language,
		Feeds: []siteDocFeed{}, OPML: v.OPML, Calendars: append([]string{}, v.Calendars...), Events: []siteDocEvent{},
	}
	for _, f := range v.Feeds {
		doc.Feeds = append(doc.Feeds, siteDocFeed{f.Title, f.Type, f.URL})
	}
	for _, e := range v.Events {
		doc.Events = append(doc.Events, siteDocEvent(e))
	}
	return encodeJSON(w, doc)
}

func encodeJSON(w io.Writer, doc any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(doc)
}
