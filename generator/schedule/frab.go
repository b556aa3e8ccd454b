package schedule

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"recap/generator/diag"
)

// The frab form in both spellings: schedule.xml, which Pentabarf began, and
// schedule.json. The reader of XML makes its elements into the fields of JSON
// (frabxml.go), and all that is known about an entry is here.
// https://github.com/voc/schedule describes both.

// frab reads a conference and its days.
func (r *reading) frab(conf *node, days []*node, version string) *Schedule {
	s := &Schedule{Version: line(version), Event: Event{
		Name: line(r.str(conf, "title")), ShortName: line(r.str(conf, "acronym")), Start: r.date(conf, "start"), End: r.date(conf, "end"),
		Zone: zoneName(r.str(conf, "time_zone_name")), Location: line(r.str(conf, "city")), Venue: line(r.str(conf, "venue")),
	}}
	base, _ := url.Parse(r.str(conf, "base_url"))
	if base != nil && base.IsAbs() {
		s.Event.ScheduleURL = webAddress(base.String(), nil)
	} else {
		base = nil
	}
	s.Event.URL = webAddress(r.str(conf, "url"), base)
	change := r.dayChange(conf)
	for _, day := range days {
		for _, room := range r.rooms(day) {
			for _, ev := range r.maps(room.events, "a room") {
				s.Talks = append(s.Talks, r.frabTalk(ev, frabPlace{day: r.date(day, "date"), room: room.name, change: change, base: base, acronym: s.Event.ShortName}))
			}
		}
	}
	return s
}

type frabRoom struct {
	name   string
	events []*node
}

// rooms are those of a day: a map from name to entries, or a list of rooms.
func (r *reading) rooms(day *node) []frabRoom {
	v := day.get("rooms")
	var out []frabRoom
	switch v.kind {
	case object:
		for _, f := range v.fields {
			if f.value.kind != list {
				if f.value.kind != null {
					r.wrong(f.value, "the room "+short(f.name), "a list")
				}
				continue
			}
			out = append(out, frabRoom{f.name, f.value.items})
		}
	case list:
		for _, room := range r.maps(v.items, "rooms") {
			out = append(out, frabRoom{r.str(room, "name"), r.items(room, "events")})
		}
	case null:
	default:
		r.wrong(v, "rooms", "a map")
	}
	return out
}

// dayChange is the time of day before which an entry belongs to the day before.
func (r *reading) dayChange(conf *node) time.Duration {
	if d, ok := r.clock(conf, "day_change"); ok && d < 12*time.Hour {
		return d
	}
	return nightEnds * time.Hour
}

// frabPlace is where in the programme an entry stands.
type frabPlace struct {
	day, room, acronym string
	change             time.Duration
	base               *url.URL
}

var codeKey = regexp.MustCompile(`^[A-Z0-9]{4,12}$`)

func (r *reading) frabTalk(ev *node, at frabPlace) Talk {
	t := Talk{at: ev.at}
	r.wants(ev, "title", "this entry")
	t.Title, t.Subtitle = line(r.str(ev, "title")), line(r.str(ev, "subtitle"))
	t.GUID = strings.ToLower(key(r.str(ev, "guid")))
	if code := key(r.str(ev, "code")); codeKey.MatchString(code) {
		t.Code = code
	}
	if t.GUID == "" && t.Code == "" {
		t.UID = key(r.str(ev, "id"))
	}
	t.slug = frabSlug(r.str(ev, "slug"), r.str(ev, "id"), at.acronym)
	t.Room = line(r.str(ev, "room"))
	if t.Room == "" {
		t.Room = line(at.room)
	}
	t.Track, t.Session = line(r.str(ev, "track")), ""
	t.setKind(r.str(ev, "type"))
	t.Language = tongue(r.str(ev, "language"))
	t.Abstract, t.Description = r.about(ev, "abstract"), r.about(ev, "description")
	t.URL = webAddress(r.str(ev, "url"), at.base)
	r.frabTimes(ev, at, &t)
	for _, p := range r.frabPersons(ev) {
		t.speaker(p)
	}
	for _, group := range []string{"links", "attachments"} {
		for _, l := range r.objects(ev, group) {
			t.link(r.str(l, "url"), r.str(l, "title"), r.str(l, "type"), at.base)
		}
	}
	if to := webAddress(r.str(ev, "video_download_url"), at.base); to != "" && len(t.Video) == 0 {
		t.Video = []Link{{URL: to}}
	}
	rec := r.object(ev, "recording")
	t.License = line(r.str(ev, "recording_license"))
	if t.License == "" {
		t.License = line(r.str(rec, "license"))
	}
	t.DoNotRecord = r.flag(ev, "do_not_record") || r.flag(rec, "optout")
	if to := webAddress(r.str(rec, "url"), at.base); to != "" && len(t.Video) == 0 {
		t.Video = []Link{{URL: to}}
	}
	return t
}

// about is a text of an entry. What recap exported is Markdown already, and HTML
// in it is meant to be seen.
func (r *reading) about(ev *node, name string) string {
	if r.ours {
		return tidy(scrub(plainTags(r.str(ev, name))))
	}
	return prose(r.str(ev, name))
}

// frabTimes: date is the moment, start the clock on the wall; Pentabarf has only
// the clock, and an entry before the day change is in the night that follows.
func (r *reading) frabTimes(ev *node, at frabPlace, t *Talk) {
	t.Day = at.day
	t.start = r.moment(ev, "date")
	t.end = r.moment(ev, "end")
	clock, timed := r.clock(ev, "start")
	if (t.start.isZero() || t.start.day) && timed {
		day := at.day
		if t.start.day {
			day = t.start.time.Format(time.DateOnly)
		}
		if d, err := time.Parse(time.DateOnly, day); err == nil {
			if clock < at.change && at.day == day {
				d = d.AddDate(0, 0, 1)
			}
			t.start = moment{time: d.Add(clock), at: ev.get("start").at}
		}
	}
	if d := r.length(ev, "duration"); d > 0 {
		t.Duration = minutes(d)
	}
	if t.end.day {
		t.end = moment{}
	}
}

// frabPersons are those of an entry: a list, or in old files one below the other.
func (r *reading) frabPersons(ev *node) []Speaker {
	var out []Speaker
	for _, p := range r.items(ev, "persons") {
		var sp Speaker
		switch p.kind {
		case text:
			sp.Name = p.text
		case object:
			for _, name := range []string{"public_name", "name", "full_public_name"} {
				if sp.Name == "" {
					sp.Name = r.str(p, name)
				}
			}
			sp.Affiliation, sp.Role = line(r.str(p, "affiliation")), line(r.str(p, "role"))
			if sp.Affiliation == "" {
				sp.Affiliation = line(r.str(p, "organization"))
			}
		case null:
			continue
		default:
			r.wrong(p, "an entry of persons", "a map")
			continue
		}
		out = append(out, sp)
	}
	return out
}

// speaker adds a person once, under a name.
func (t *Talk) speaker(sp Speaker) {
	if sp.Name = person(sp.Name); sp.Name == "" {
		return
	}
	if slices.ContainsFunc(t.Speakers, func(o Speaker) bool { return o.Name == sp.Name }) {
		return
	}
	if sp.Role == "speaker" {
		sp.Role = ""
	}
	t.Speakers = append(t.Speakers, sp)
}

// frabSlug is what a frab slug says beside the conference and the number that
// frab and pretalx put before it: "camp2019-10386-opening" is "opening".
func frabSlug(slug, id, acronym string) string {
	s := strings.ToLower(slug)
	if a := strings.ToLower(acronym); a != "" {
		s = strings.TrimPrefix(s, a+"-")
	}
	if id != "" {
		s = strings.TrimPrefix(s, id+"-")
	}
	return s
}

// readFrabJSON reads schedule.json of frab and pretalx.
func (r *reading) readFrabJSON(in *Input) *Schedule {
	root := in.root
	sched := root
	if root.has("schedule") {
		sched = r.object(root, "schedule")
	}
	conf := r.object(sched, "conference")
	if conf.kind != object {
		r.add(diag.Errorf("schedule-missing", sched.at, "this schedule has no conference"))
		return nil
	}
	if !conf.has("base_url") && sched.has("base_url") {
		conf.set("base_url", sched.get("base_url"))
	}
	r.ours = conf.get("meta").get("recap").kind == object
	days := r.objects(conf, "days")
	if sched.has("events") { // the second edition of the form has one flat list
		day := &node{kind: object, at: sched.at}
		day.set("rooms", &node{kind: object, at: sched.at, fields: []field{{"", sched.get("events")}}})
		days = append(days, day)
	}
	s := r.frab(conf, days, r.str(sched, "version"))
	r.recapExtras(conf, s)
	return s
}
