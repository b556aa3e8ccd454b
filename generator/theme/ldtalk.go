package theme

import (
	"time"

	"recap/generator/view"
)

// talkTimes are when a talk begins and ends, as far as is known.
func talkTimes(t *view.Talk) (start, end view.Day) {
	if !t.Start.Exact() {
		return t.Day, t.Day
	}
	end = t.End
	if !end.Exact() && t.Start.Precision == "time" && t.Minutes > 0 {
		end = view.Day{Time: t.Start.Time.Add(time.Duration(t.Minutes) * time.Minute), Precision: "time"}
	}
	return t.Start, end
}

// talk is an event within an event, where its day is known. What nobody gives,
// an open space or a round of lightning talks, is told as a page about the event.
func (w *ldWriter) talk(v *view.TalkPage) {
	t := &v.Talk
	told := newOnce([]view.Talk{*t})
	if told == nil {
		w.programme(&v.Base, v.Event, nil)
		return
	}
	start, end := talkTimes(t)
	if !start.Exact() { // some time within it
		start, end = dayAtMost(v.Event.Start), dayAtMost(v.Event.End)
	}
	if !start.Exact() {
		return
	}
	s := v.Site
	w.open("Event")
	w.text("@id", v.Canonical)
	w.text("name", t.Title)
	w.text("url", v.Canonical)
	w.text("startDate", iso(start))
	if end.Exact() {
		w.text("endDate", iso(end))
	}
	status := ldStatus[t.Status]
	if v.Event.Status == "cancelled" || t.Status == "" && v.Event.Status != "" {
		status = ldStatus[v.Event.Status]
	}
	w.term("eventStatus", status)
	w.text("description", v.Description)
	w.text("image", imageOf(&v.Base))
	w.text("inLanguage", t.Lang)
	w.setting(v.Setting, v.Canonical, v.Event.Location, v.Event.Name)
	w.list("performer")
	w.performers(s, t.Speakers, told)
	w.end()
	w.key("superEvent")
	w.eventLine(s, &v.Event)
	w.recordings(v)
	w.close()
}

// recordings are the films of a talk: in full where all is known that search
// engines want to know of one, else by name and address.
func (w *ldWriter) recordings(v *view.TalkPage) {
	begun := false
	for _, l := range v.Talk.Video {
		if l.State != "known" {
			continue
		}
		if !begun {
			begun = true
			w.list("recordedIn")
		}
		if f := v.Film; f != nil && f.URL == l.URL {
			w.film(v.Site, f)
		} else {
			w.thing("CreativeWork", v.Talk.Title, abs(v.Site, l.URL))
		}
	}
	if begun {
		w.end()
	}
}

func (w *ldWriter) film(s *view.Site, f *view.Recording) {
	w.open("VideoObject")
	w.text("name", f.Name)
	w.text("url", f.URL)
	w.text("description", f.Description)
	w.text("thumbnailUrl", f.Thumb.Abs)
	w.text("uploadDate", iso(f.Published))
	w.text("embedUrl", f.Frame)
	if c := f.Cue; c != nil {
		w.list("hasPart")
		w.open("Clip")
		w.text("name", f.Name)
		w.number("startOffset", c.From)
		w.number("endOffset", c.To)
		w.text("url", c.URL)
		w.close()
		w.end()
	}
	w.close()
}

// speaker is a person who spoke somewhere. It is no ProfilePage: those are for
// people who belong to the site, as its authors do.
func (w *ldWriter) speaker(v *view.SpeakerPage) {
	w.open("Person")
	w.text("@id", v.Canonical)
	w.text("name", v.Name)
	w.text("url", v.Canonical)
	w.text("description", v.Description)
	if v.Picture != nil {
		w.text("image", v.Picture.Abs)
	}
	if v.Affiliation != "" {
		w.key("affiliation")
		w.thing("Organization", v.Affiliation, "")
	}
	if len(v.Links) > 0 {
		w.list("sameAs")
		for _, l := range v.Links {
			w.element(l.URL)
		}
		w.end()
	}
	w.close()
}

// group is the posts of an author, a category or a series of posts. An author's
// page is that person's profile.
func (w *ldWriter) group(v *view.Term) {
	if v.Sort != "author" {
		w.cards(&v.Base, v.Posts)
		return
	}
	newest := view.Day{}
	for i := range v.Posts {
		if d := v.Posts[i].Date; d.Exact() && d.Time.After(newest.Time) {
			newest = d
		}
	}
	whole := v.Picture != nil && newest.Is() // search engines take no profile without both
	if whole {
		w.open("ProfilePage")
		w.text("@id", v.Canonical)
		w.text("name", v.Title)
		w.text("url", v.Canonical)
		w.text("dateModified", iso(newest))
		w.key("mainEntity")
	}
	w.open("Person")
	w.text("@id", v.Canonical+"#person")
	w.text("name", v.Name)
	w.text("url", v.Canonical)
	w.text("description", v.Base.Description)
	if v.Picture != nil {
		w.text("image", v.Picture.Abs)
	}
	if len(v.Links) > 0 {
		w.list("sameAs")
		for _, l := range v.Links {
			w.element(l.URL)
		}
		w.end()
	}
	w.close()
	if whole {
		if len(v.Posts) > 0 {
			w.list("hasPart")
			for i := range v.Posts {
				w.ref("BlogPosting", abs(v.Site, v.Posts[i].URL))
			}
			w.end()
		}
		w.close()
	}
}
