package schedule

import (
	"bytes"
	"cmp"
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"recap/generator/content"
	"recap/generator/slug"
)

// schedule.json as https://c3voc.de/schedule/schema.json describes it. What it has
// no field for lies in conference.meta.recap, by the guid of the talk, and is
// read again by an import, so that a programme that goes out comes back whole.

type frabFile struct {
	Schema    string         `json:"$schema"`
	Generator map[string]any `json:"generator"`
	Schedule  frabSchedule   `json:"schedule"`
}

type frabSchedule struct {
	Version    string         `json:"version"`
	BaseURL    string         `json:"base_url"`
	Conference frabConference `json:"conference"`
}

type frabConference struct {
	Acronym  string         `json:"acronym"`
	Title    string         `json:"title"`
	Start    string         `json:"start"`
	End      string         `json:"end"`
	Days     int            `json:"daysCount"`
	Timeslot string         `json:"timeslot_duration"`
	Zone     string         `json:"time_zone_name,omitempty"`
	URL      string         `json:"url,omitempty"`
	Rooms    []frabRoomOut  `json:"rooms"`
	Meta     map[string]any `json:"meta"`
	List     []frabDay      `json:"days"`
}

type frabRoomOut struct {
	Name string `json:"name"`
	GUID string `json:"guid"`
}

type frabDay struct {
	Index int       `json:"index"`
	Date  string    `json:"date"`
	Start string    `json:"day_start"`
	End   string    `json:"day_end"`
	Rooms frabRooms `json:"rooms"`
}

// frabRooms keeps the rooms of a day in the order of their first talks.
type frabRooms []roomOut

type roomOut struct {
	name   string
	events []frabEvent
}

func (r frabRooms) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	b.WriteByte('{')
	for i, room := range r {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := enc.Encode(room.name); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := enc.Encode(room.events); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

type frabEvent struct {
	ID          int          `json:"id"`
	GUID        string       `json:"guid"`
	Code        string       `json:"code,omitempty"`
	Date        string       `json:"date"`
	Start       string       `json:"start"`
	End         string       `json:"end,omitempty"`
	Duration    string       `json:"duration"`
	Room        string       `json:"room"`
	Slug        string       `json:"slug"`
	URL         string       `json:"url"`
	Title       string       `json:"title"`
	Subtitle    string       `json:"subtitle"`
	Track       string       `json:"track"`
	Type        string       `json:"type"`
	Language    *string      `json:"language"`
	Abstract    string       `json:"abstract"`
	Description string       `json:"description"`
	License     string       `json:"recording_license"`
	NoRecord    bool         `json:"do_not_record"`
	Persons     []frabPerson `json:"persons"`
	Links       []frabLink   `json:"links"`
	Attachments []frabLink   `json:"attachments"`
}

type frabPerson struct {
	Name        string `json:"name"`
	Affiliation string `json:"affiliation,omitempty"`
	Role        string `json:"role,omitempty"`
	URL         string `json:"url,omitempty"`
}

type frabLink struct {
	Type  string `json:"type"`
	URL   string `json:"url"`
	Title string `json:"title,omitempty"`
}

// extras are the fields of a talk that the form has none for.
type extras struct {
	ID            string     `json:"id"`
	Place         int        `json:"place"`          // in the programme, which the form sorts by rooms
	GUID          string     `json:"guid,omitempty"` // the talk's own, when it is no UUID; - when it has none
	Code          string     `json:"code,omitempty"`
	UID           string     `json:"uid,omitempty"`
	OriginalTitle string     `json:"original_title,omitempty"`
	Kind          string     `json:"kind,omitempty"`
	Type          string     `json:"type,omitempty"`
	Untimed       bool       `json:"untimed,omitempty"`
	Day           string     `json:"day,omitempty"`
	Session       string     `json:"session,omitempty"`
	Parent        string     `json:"parent,omitempty"`
	URL           string     `json:"url,omitempty"`
	Video         []linkJSON `json:"video,omitempty"`
	Slides        []linkJSON `json:"slides,omitempty"`
	Resources     []linkJSON `json:"resources,omitempty"`
	AlsoAt        []string   `json:"also_at,omitempty"`
	Tags          []string   `json:"tags,omitempty"`
	Status        string     `json:"status,omitempty"`
}

type linkJSON struct {
	Kind      string `json:"kind,omitempty"`
	URL       string `json:"url,omitempty"`
	State     string `json:"state,omitempty"`
	Title     string `json:"title,omitempty"`
	Note      string `json:"note,omitempty"`
	Start     string `json:"start,omitempty"`
	End       string `json:"end,omitempty"`
	Language  string `json:"language,omitempty"`
	Published string `json:"published,omitempty"`
}

var uuidForm = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

func exportFrab(g *given) ([]Output, error) {
	e := g.event
	conf := frabConference{
		Acronym: frabAcronym(e.ID.Text), Title: e.Name.Text, Timeslot: "00:05", URL: webAddress(e.Event.URL.Text, nil), Rooms: []frabRoomOut{},
	}
	if !e.Timezone.IsZero() {
		conf.Zone = e.Timezone.Text
	}
	days := g.days()
	if len(days) == 0 {
		days = []string{e.StartsAt.Format(time.DateOnly)}
	}
	conf.Start, conf.End, conf.Days = days[0], days[len(days)-1], len(days)
	for i, d := range days {
		at, err := time.ParseInLocation(time.DateOnly, d, e.Zone)
		if err != nil {
			return nil, err
		}
		conf.List = append(conf.List, frabDay{
			Index: i + 1, Date: d, Start: at.Format(time.RFC3339),
			End: time.Date(at.Year(), at.Month(), at.Day()+1, nightEnds-1, 59, 59, 0, e.Zone).Format(time.RFC3339),
		})
	}
	more := map[string]extras{}
	for i := range g.talks {
		t := &g.talks[i]
		day := cmp.Or(g.day(t), days[0])
		at, _ := slices.BinarySearch(days, day)
		d := &conf.List[at]
		room := slices.IndexFunc(d.Rooms, func(r roomOut) bool { return r.name == t.Room })
		if room < 0 {
			room = len(d.Rooms)
			d.Rooms = append(d.Rooms, roomOut{name: t.Room})
			if t.Room != "" && !slices.ContainsFunc(conf.Rooms, func(r frabRoomOut) bool { return r.Name == t.Room }) {
				guid := g.uuid("room." + t.Room)
				conf.Rooms = append(conf.Rooms, frabRoomOut{t.Room, guid})
			}
		}
		d.Rooms[room].events = append(d.Rooms[room].events, g.frabEvent(t, day))
		x := t.extras()
		x.Place = i + 1
		more[t.guid] = x
	}
	conf.Meta = map[string]any{"recap": map[string]any{"talks": more}}
	out := frabFile{
		Schema: "https://c3voc.de/schedule/schema.json", Generator: map[string]any{"name": "recap"},
		Schedule: frabSchedule{Version: "1", BaseURL: g.site.Abs(e.URL), Conference: conf},
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(out); err != nil {
		return nil, err
	}
	return []Output{{Path: "schedule.json", Data: b.Bytes()}}, nil
}

func (g *given) frabEvent(t *givenTalk, day string) frabEvent {
	v := frabEvent{
		ID: t.number, GUID: t.guid, Room: t.Room, Slug: frabAddress(g.event.ID.Text + "-" + t.ID), URL: cmp.Or(webAddress(t.URL, nil), g.talkPage(t)),
		Title: t.Title, Subtitle: t.Subtitle, Track: t.Track, Type: cmp.Or(t.Type, t.Kind, "talk"), Abstract: t.Abstract, Description: t.Description,
		License: t.License, NoRecord: t.DoNotRecord, Persons: []frabPerson{}, Links: []frabLink{}, Attachments: []frabLink{}, Duration: "00:00", Start: "00:00",
	}
	if t.Language != "" {
		v.Language = &t.Language
	}
	if codeKey.MatchString(t.Code) {
		v.Code = t.Code
	}
	if t.start.IsZero() {
		at, _ := time.ParseInLocation(time.DateOnly, day, g.event.Zone)
		v.Date = at.Format(time.RFC3339)
	} else {
		v.Date, v.Start = t.start.Format(time.RFC3339), t.start.Format("15:04")
		if t.End != "" {
			v.End = t.end.Format(time.RFC3339)
		}
	}
	if d := t.end.Sub(t.start); d > 0 {
		v.Duration = minutes(d)
	} else if t.Duration != "" {
		v.Duration = t.Duration
	}
	for _, sp := range t.Speakers {
		v.Persons = append(v.Persons, frabPerson{sp.Name, sp.Affiliation, sp.Role, t.pages[sp.Name]})
	}
	add := func(kind, title, url string) {
		if url = webAddress(url, nil); url != "" {
			v.Links = append(v.Links, frabLink{kind, url, title})
		}
	}
	for _, p := range t.posts {
		add("blog", p.Title, p.URL)
	}
	for _, l := range t.Video {
		add("media", l.Title, l.URL)
	}
	for _, l := range t.Slides {
		add("slides", l.Title, l.URL)
	}
	for _, r := range t.Resources {
		kind := "related"
		switch r.Kind {
		case "paper", "article":
			kind = r.Kind
		case "write-up":
			kind = "blog"
		}
		add(kind, r.Title, r.URL)
	}
	return v
}

func (t *givenTalk) extras() extras {
	x := extras{
		ID: t.ID, UID: t.UID, OriginalTitle: t.OriginalTitle, Kind: t.Kind, Type: t.Type, Day: t.Day, Session: t.Session, Parent: t.Parent,
		AlsoAt: t.AlsoAt, Tags: t.Tags, Status: t.Status, Untimed: t.start.IsZero(), Code: t.Code, URL: cmp.Or(t.URL, "-"),
	}
	if t.GUID != t.guid {
		x.GUID = cmp.Or(t.GUID, "-")
	}
	for _, group := range []struct {
		from []Link
		to   *[]linkJSON
	}{{t.Video, &x.Video}, {t.Slides, &x.Slides}} {
		for _, l := range group.from {
			*group.to = append(*group.to, linkJSON{"", l.URL, l.State, l.Title, l.Note, l.Start, l.End, l.Language, l.Published})
		}
	}
	for _, r := range t.Resources {
		x.Resources = append(x.Resources, linkJSON{Kind: r.Kind, URL: r.URL, Title: r.Title})
	}
	return x
}

// recapExtras reads what an export of recap's own said beside the form.
func (r *reading) recapExtras(conf *node, s *Schedule) {
	more := r.object(r.object(r.object(conf, "meta"), "recap"), "talks")
	if more.kind != object {
		return
	}
	by := make(map[string]*node, len(more.fields))
	for _, f := range more.fields {
		if f.value.kind == object {
			by[f.name] = f.value
		}
	}
	place := make(map[string]int, len(by))
	for i := range s.Talks {
		t := &s.Talks[i]
		if x := by[t.GUID]; x != nil {
			r.extra(x, t)
			place[t.own], _ = strconv.Atoi(r.str(x, "place"))
		}
	}
	slices.SortStableFunc(s.Talks, func(a, b Talk) int { return cmp.Compare(place[a.own], place[b.own]) })
}

func (r *reading) extra(x *node, t *Talk) {
	t.own = key(r.str(x, "id"))
	t.slug = t.own
	switch g := key(r.str(x, "guid")); g {
	case "":
	case "-":
		t.GUID = ""
	default:
		t.GUID = g
	}
	t.Code, t.UID = key(r.str(x, "code")), key(r.str(x, "uid"))
	t.OriginalTitle, t.Session, t.Parent = line(r.str(x, "original_title")), line(r.str(x, "session")), key(r.str(x, "parent"))
	t.Kind, t.Type = "", line(r.str(x, "type"))
	if k := r.str(x, "kind"); slices.Contains(content.TalkKinds, k) {
		t.Kind = k
	}
	if st := r.str(x, "status"); slices.Contains(content.TalkStatus, st) {
		t.Status = st
	}
	if r.flag(x, "untimed") {
		t.start, t.end, t.Day = moment{}, moment{}, ""
	}
	if day := line(r.str(x, "day")); day != "" {
		t.Day = day
	} else if !t.start.isZero() {
		t.Day = ""
	}
	if r.str(x, "url") == "-" {
		t.URL = ""
	}
	t.Tags = nil
	for _, v := range r.items(x, "tags") {
		t.Tags = append(t.Tags, r.text(v, "an entry of tags"))
	}
	t.Tags, t.AlsoAt = tags(t.Tags), nil
	for _, v := range r.items(x, "also_at") {
		t.AlsoAt = append(t.AlsoAt, line(r.text(v, "an entry of also_at")))
	}
	t.Video, t.Slides, t.Resources = r.extraLinks(x, "video"), r.extraLinks(x, "slides"), nil
	for _, v := range r.objects(x, "resources") {
		kind := r.str(v, "kind")
		if to := webAddress(r.str(v, "url"), nil); to != "" && (kind == "" || slices.Contains(content.ResourceKinds, kind)) {
			t.Resources = append(t.Resources, Resource{kind, line(r.str(v, "title")), to})
		}
	}
	t.whole = true
}

func (r *reading) extraLinks(x *node, name string) []Link {
	var out []Link
	for _, v := range r.objects(x, name) {
		l := Link{
			URL: webAddress(r.str(v, "url"), nil), Title: line(r.str(v, "title")), Note: line(r.str(v, "note")), Start: line(r.str(v, "start")), End: line(r.str(v, "end")),
			Language: tongue(r.str(v, "language")), Published: r.date(v, "published"),
		}
		if st := r.str(v, "state"); slices.Contains([]string{"none", "expected", "private"}, st) {
			l.State = st
		}
		if l.URL != "" || l.State != "" || l.Start != "" || l.End != "" {
			out = append(out, l)
		}
	}
	return out
}

// frabAcronym and frabAddress are ids in the letters that the form allows.
func frabAcronym(id string) string {
	a := frabAddress(strings.ReplaceAll(id, "-", "_"))
	if len(a) < 4 {
		a += "_event"
	}
	return a
}

func frabAddress(id string) string {
	var b strings.Builder
	for _, c := range id {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' {
			b.WriteRune(c)
		} else {
			b.WriteString(slug.Make(string(c)))
		}
	}
	out := strings.Trim(asciiOnly(b.String()), "-_")
	return cmp.Or(out, "event")
}

func asciiOnly(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x80 {
			return -1
		}
		return r
	}, s)
}
