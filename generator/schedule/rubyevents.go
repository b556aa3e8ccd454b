package schedule

import (
	"strings"
	"time"
)

// A folder of rubyevents.org's data: event.yml, videos.yml and, where there are
// some, schedule.yml, venue.yml and cfp.yml (github.com/rubyevents/rubyevents).

func isRubyEvents(in *Input) bool { return in.Dir && in.file("event.yml") != nil }

func (r *reading) yamlFile(in *Input, name string) *node {
	f := in.file(name)
	if f == nil {
		return &node{}
	}
	root, bad := parseYAML(*f)
	if len(bad) > 0 {
		r.list.Add(bad...)
		return &node{}
	}
	return root
}

func (r *reading) readRubyEvents(in *Input) *Schedule {
	s := &Schedule{}
	if ev := r.yamlFile(in, "event.yml"); ev.kind == object {
		s.Event = Event{
			Name: line(r.str(ev, "title")), Kind: r.str(ev, "kind"), Location: line(r.str(ev, "location")), Zone: zoneName(r.str(ev, "timezone")),
			Start: r.date(ev, "start_date"), End: r.date(ev, "end_date"), URL: webAddress(r.str(ev, "website"), nil),
			VideosURL: webAddress(r.str(ev, "playlist"), nil), Tickets: webAddress(r.str(ev, "tickets_url"), nil), Description: prose(r.str(ev, "description")),
		}
	} else if ev.kind != null {
		r.wrong(ev, "event.yml", "a map")
	}
	if venue := r.yamlFile(in, "venue.yml"); venue.kind == object {
		s.Event.Venue = line(r.str(venue, "name"))
	}
	if cfps := r.yamlFile(in, "cfp.yml"); cfps.kind == list {
		for _, c := range r.maps(cfps.items, "cfp.yml") {
			s.Event.CFPs = append(s.Event.CFPs, CFP{Name: line(r.str(c, "name")), URL: webAddress(r.str(c, "link"), nil), Open: r.date(c, "open_date"), Close: r.date(c, "close_date")})
		}
	}
	videos := r.yamlFile(in, "videos.yml")
	if videos.kind == list {
		r.rubyTalks(s, r.maps(videos.items, "videos.yml"), "", "")
	} else if videos.kind != null {
		r.wrong(videos, "videos.yml", "a list")
	}
	r.rubySlots(r.yamlFile(in, "schedule.yml"), s)
	return s
}

// rubyTalks adds recordings; one of several talks has them below it.
func (r *reading) rubyTalks(s *Schedule, talks []*node, parent, day string) {
	for _, v := range talks {
		t := Talk{at: v.at}
		r.wants(v, "title", "this talk")
		t.own, t.Parent = r.str(v, "id"), parent
		t.UID, t.Title, t.OriginalTitle = key(t.own), line(r.str(v, "title")), line(r.str(v, "original_title"))
		t.setKind(strings.ReplaceAll(r.str(v, "kind"), "_", " "))
		t.Track, t.Language, t.Abstract = line(r.str(v, "track")), tongue(r.str(v, "language")), prose(r.str(v, "description"))
		on := r.moment(v, "date")
		if !on.isZero() {
			t.Day = on.time.Format(time.DateOnly)
		} else {
			t.Day = day
		}
		for _, p := range r.items(v, "speakers") {
			t.speaker(Speaker{Name: r.text(p, "an entry of speakers")})
		}
		t.Video = r.rubyVideo(v)
		for _, a := range r.objects(v, "alternative_recordings") {
			for _, l := range r.rubyVideo(a) {
				if l.URL != "" {
					l.Note = line(r.str(a, "note"))
					t.Video = addLink(t.Video, l)
				}
			}
		}
		if to := webAddress(r.str(v, "slides_url"), nil); to != "" {
			t.Slides = []Link{{URL: to}}
		}
		for _, x := range r.objects(v, "additional_resources") {
			t.link(r.str(x, "url"), r.str(x, "name"), r.str(x, "type"), nil)
		}
		s.Talks = append(s.Talks, t)
		r.rubyTalks(s, r.objects(v, "talks"), t.own, t.Day)
	}
}

// rubyVideo is a recording or its state. One that lies in the parent's has cues
// there.
func (r *reading) rubyVideo(v *node) []Link {
	id := r.str(v, "video_id")
	l := Link{Start: line(r.str(v, "start_cue")), End: line(r.str(v, "end_cue"))}
	if at := r.moment(v, "published_at"); !at.isZero() {
		l.Published = at.time.Format(time.DateOnly)
	}
	switch r.str(v, "video_provider") {
	case "youtube":
		l.URL = webAddress("https://www.youtube.com/watch?v="+id, nil)
	case "vimeo":
		l.URL = webAddress("https://vimeo.com/"+id, nil)
	case "mp4", "website", "other":
		if l.URL = webAddress(r.str(v, "external_player_url"), nil); l.URL == "" || strings.HasPrefix(id, "http") {
			l.URL = webAddress(id, nil)
		}
	case "scheduled":
		return []Link{{State: "expected"}}
	case "not_recorded":
		return []Link{{State: "none"}}
	case "not_published":
		return []Link{{State: "private"}}
	case "parent":
		if l.Start == "" && l.End == "" {
			return nil
		}
		return []Link{{Start: l.Start, End: l.End}}
	}
	if l.URL == "" {
		return nil
	}
	return []Link{l}
}

// rubySlots gives talks their times: the rows of a day's grid that hold no items
// of their own are for its talks in running order. Where they are not as many
// as the talks, whose time is whose is not known.
func (r *reading) rubySlots(grid *node, s *Schedule) {
	for _, day := range r.objects(grid, "days") {
		date := r.date(day, "date")
		type slot struct{ start, end moment }
		var free []slot
		for _, row := range r.objects(day, "grid") {
			if len(r.items(row, "items")) > 0 {
				continue
			}
			from, ok1 := r.clock(row, "start_time")
			to, ok2 := r.clock(row, "end_time")
			d, err := time.Parse(time.DateOnly, date)
			if !ok1 || !ok2 || err != nil {
				continue
			}
			n := 1
			if v := r.str(row, "slots"); len(v) == 1 && v[0] >= '1' && v[0] <= '9' {
				n = int(v[0] - '0')
			}
			for range n {
				free = append(free, slot{moment{time: d.Add(from), at: row.at}, moment{time: d.Add(to), at: row.at}})
			}
		}
		var talks []int
		for i := range s.Talks {
			if s.Talks[i].Day == date && s.Talks[i].Parent == "" {
				talks = append(talks, i)
			}
		}
		if len(talks) != len(free) {
			continue
		}
		for j, i := range talks {
			s.Talks[i].start, s.Talks[i].end = free[j].start, free[j].end
		}
	}
}
