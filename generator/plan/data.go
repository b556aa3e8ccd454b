package plan

import (
	"cmp"
	"crypto/sha1"
	"encoding/binary"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/site"
	"recap/generator/slug"
	"recap/generator/view"
)

const siteData = "data/site.json"

func eventData(e *site.Event) string {
	return "data/events/" + strings.TrimSuffix(strings.TrimPrefix(e.Path, "events/"), "/") + ".json"
}

// planData plans events and their talks as data, and the file that names them.
func planData(p *planner) {
	if !p.site.Config.Pages.Data {
		return
	}
	abs := func(out string) string { return p.site.Abs(p.site.URLOf(out)) }
	all := view.SiteData{
		Title: p.base.Title, Description: p.base.Description, URL: p.base.BaseURL, Language: p.base.Language,
	}
	for _, f := range p.base.Feeds {
		f.URL = p.site.Abs(f.URL)
		all.Feeds = append(all.Feeds, f)
	}
	if p.base.OPML != "" {
		all.OPML = p.site.Abs(p.base.OPML)
	}
	for _, c := range []string{eventsCalendar, cfpsCalendar} {
		if p.planned(c) {
			all.Calendars = append(all.Calendars, abs(c))
		}
	}
	for _, e := range p.site.Events {
		file := eventData(e)
		p.add(file, p.eventData(e), diag.Whole(e.File.Path))
		all.Events = append(all.Events, view.SiteDataEvent{
			ID: e.ID.Text, Name: e.Name.Text, Start: writtenDay(e.Start), End: writtenDay(e.End), Location: e.Place,
			Status: e.Status, URL: p.site.Abs(e.URL), Data: abs(file),
		})
	}
	p.add(siteData, all, noFile)
}

// findData has each event's page offer its data, before any is planned.
func (p *planner) findData() {
	if !p.site.Config.Pages.Data {
		return
	}
	for _, e := range p.site.Events {
		page := e.Path + "index.html"
		p.offers[page] = append(p.offers[page], view.FeedLink{Title: e.Name.Text, URL: p.site.URLOf(eventData(e)), Type: "application/json"})
	}
}

// writtenDay is a date as precise as it is known.
func writtenDay(d view.Day) string {
	switch d.Precision {
	case "":
		return ""
	case "year":
		return d.Time.Format("2006")
	case "month":
		return d.Time.Format("2006-01")
	}
	return d.Time.Format("2006-01-02")
}

func (p *planner) eventData(e *site.Event) view.EventData {
	v := view.EventData{
		BaseURL: p.base.BaseURL, ID: e.ID.Text, Acronym: acronym(e), Title: e.Name.Text, URL: p.site.Abs(e.URL),
		Start: writtenDay(e.Start), End: writtenDay(e.End), Timezone: e.Zone.String(), Status: e.Status, Location: e.Place,
	}
	if e.Series != nil {
		v.Series = e.Series.Name
	}
	if e.Parent != nil {
		v.PartOf = e.Parent.ID.Text
	}
	if out := e.Path + "event.ics"; p.planned(out) {
		v.Calendar = p.site.Abs(p.site.URLOf(out))
	}
	for _, post := range e.Posts {
		v.Posts = append(v.Posts, view.DataLink{Type: writeUp, Title: post.Title, URL: p.site.Abs(post.URL)})
	}
	for n := range e.Length() {
		y, m, d := e.StartsAt.Date()
		day := time.Date(y, m, d+n, 0, 0, 0, 0, e.Zone)
		v.Days = append(v.Days, view.DataDay{
			Date: day.Format("2006-01-02"), Start: day.Format(time.RFC3339),
			End: time.Date(y, m, d+n, 23, 59, 59, 0, e.Zone).Format(time.RFC3339),
		})
	}
	for _, t := range e.Talks {
		if t.Withdrawn {
			continue
		}
		d := p.dataTalk(e, t)
		i := slices.IndexFunc(v.Days, func(x view.DataDay) bool { return strings.HasPrefix(d.Date, x.Date) })
		if i < 0 {
			v.Untimed = append(v.Untimed, d)
		} else {
			v.Days[i].Talks = append(v.Days[i].Talks, d)
		}
	}
	for _, d := range v.Days {
		slices.SortStableFunc(d.Talks, func(a, b view.DataTalk) int {
			return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.ID, b.ID))
		})
	}
	return v
}

// writeUp is the type of links to posts: the form's own words know slides and
// recordings, but nobody who wrote about a talk.
const writeUp = "write-up"

func (p *planner) dataTalk(e *site.Event, t *site.Talk) view.DataTalk {
	v := view.DataTalk{
		ID: strings.TrimRight(slug.Make(e.ID.Text+"-"+t.ID.Text), "-"), URL: p.site.Abs(talkURL(t)),
		Title: t.Title.Text, Subtitle: t.Subtitle, Minutes: int(t.Duration.Minutes()), Room: t.Room, Track: t.Track,
		Type: cmp.Or(t.Type, t.Kind, "talk"), Language: t.Language, License: t.License, DoNotRecord: t.DoNotRecord,
	}
	v.GUID, v.Number = NameUUID(p.uid(t.ID.Text + "." + e.ID.Text))
	if guid := strings.ToLower(t.GUID); uuidForm.MatchString(guid) {
		v.GUID = guid
	}
	if t.Start.Precision == content.WithTime {
		start := clock(e, t.Start)
		v.Date, v.Start = start.Format(time.RFC3339), start.Format("15:04")
		if t.End.Precision == content.WithTime {
			end := clock(e, t.End)
			v.End = end.Format(time.RFC3339)
			v.Minutes = max(0, int(end.Sub(start).Minutes()))
		} else if v.Minutes > 0 {
			v.End = start.Add(t.Duration).Format(time.RFC3339)
		}
	}
	for _, sp := range t.Speakers {
		person := view.DataPerson{Name: sp.Name}
		person.GUID, _ = NameUUID(p.uid("speaker." + sp.ID))
		if sp.HasPage {
			person.URL = p.site.Abs(sp.URL)
		}
		v.Persons = append(v.Persons, person)
	}
	v.Links = p.dataLinks(t)
	return v
}

// dataLinks are the posts about a talk, then its recording, slides and the rest.
func (p *planner) dataLinks(t *site.Talk) []view.DataLink {
	var out []view.DataLink
	add := func(kind, title, url string) {
		if strings.Contains(url, ":") {
			out = append(out, view.DataLink{Type: kind, Title: title, URL: url})
		}
	}
	for _, c := range t.Coverage {
		url := p.site.Abs(c.Post.URL)
		if c.Section != nil {
			url += "#" + c.Section.Anchor
		}
		add(writeUp, c.Post.Title, url)
	}
	for _, group := range []struct {
		kind  string
		links []content.TalkLink
	}{{"media", t.Video}, {"slides", t.Slides}} {
		for _, l := range group.links {
			if l.State == content.Known {
				add(group.kind, l.Title, site.SafeURL(l.URL))
			}
		}
	}
	for _, r := range t.Resources {
		kind := "related"
		if r.Kind == "paper" || r.Kind == "article" {
			kind = r.Kind
		}
		add(kind, r.Title, site.SafeURL(r.URL))
	}
	return out
}

var uuidForm = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// NameUUID is a UUID made of a name (RFC 9562 5.5, in the name space of object
// identifiers), and a number made of it for programs that want one.
func NameUUID(name string) (string, int) {
	space := [16]byte{0x6b, 0xa7, 0xb8, 0x12, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}
	h := sha1.Sum(append(space[:], name...))
	h[6], h[8] = h[6]&0x0f|0x50, h[8]&0x3f|0x80
	number := int(binary.BigEndian.Uint32(h[:4])>>2) + 1
	return fmt.Sprintf("%x-%x-%x-%x-%x", h[:4], h[4:6], h[6:8], h[8:10], h[10:16]), number
}

// acronym is an event's id in the letters that the form allows.
func acronym(e *site.Event) string {
	a := strings.ReplaceAll(slug.Make(e.ID.Text), "-", "_")
	if len(a) < 4 {
		a += "_event"
	}
	return a
}
