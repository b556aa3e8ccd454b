package plan

import (
	"strings"

	"recap/generator/content"
	"recap/generator/markdown"
	"recap/generator/site"
	"recap/generator/view"
)

// setting is where, how and by whom an event is held, made once for all its pages.
func (p *planner) setting(e *site.Event) *view.Setting {
	if v, ok := p.settings[e]; ok {
		return v
	}
	v := &view.Setting{
		Mode: e.Mode, Venue: venue(e), City: e.Event.Place.City, Region: e.Event.Place.Region, Country: e.Event.Place.Country,
		Website: site.SafeURL(e.Event.URL),
	}
	for _, o := range e.Organizers {
		v.Organizers = append(v.Organizers, view.Organizer{Name: o.Name.Text, URL: site.SafeURL(o.URL)})
	}
	for _, r := range e.People {
		if strings.EqualFold(r.Role, "organizer") || strings.EqualFold(r.Role, "organiser") {
			v.Organizers = append(v.Organizers, view.Organizer{Name: r.Name.Text, Person: true})
		}
	}
	if s := e.Series; v.Website == "" && s != nil && s.Record != nil {
		v.Website = site.SafeURL(s.Record.URL) // those who hold all of them
	}
	if p.settings == nil {
		p.settings = map[*site.Event]*view.Setting{}
	}
	p.settings[e] = v
	return v
}

// film is the first recording of a talk of which all is known that search engines
// want to know; nil for none.
func (p *planner) film(t *site.Talk, description string) *view.Recording {
	for _, l := range t.Video {
		u := site.SafeURL(l.URL)
		if l.State != content.Known || u == "" || l.Published.Precision < content.DayOnly {
			continue
		}
		known, _, _ := p.site.StoredMedia(u) // complaints come with the file itself
		if known.Thumb == nil || known.Thumb.Abs == "" {
			continue
		}
		f := &view.Recording{
			Name: t.Title.Text, Description: description, Thumb: *known.Thumb,
			Published: p.site.Day(l.Published), URL: u, Frame: known.Frame,
		}
		if l.Title != "" {
			f.Name = l.Title
		}
		if who, ok := markdown.ProviderOf(u); ok {
			if frame := who.Frame("", ""); frame != "" {
				f.Frame = frame
			}
			from, _ := markdown.Seconds(l.Start)
			to, ok := markdown.Seconds(l.End)
			if at := who.Moment(from); ok && from < to && at != "" {
				f.Cue = &view.Cue{From: from, To: to, URL: at}
			}
		}
		return f
	}
	return nil
}
