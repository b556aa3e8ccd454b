package schedule

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"recap/generator/content"
	"recap/generator/plan"
	"recap/generator/site"
)

// An export gives a programme back to those who keep programmes, with what the
// writer added to it: recordings, slides, resources, and links to the posts that
// tell of a talk. What is the writer's alone (what was seen, what was best)
// stays at home, and so do talks that left the programme.

// export is one form that programmes are given back in.
type export struct {
	name, short string
	many        bool // files in a folder, not one
	write       func(*given) ([]Output, error)
}

var exports = []export{
	{"frab", "schedule.json of frab, with recap's own additions below meta", false, exportFrab},
	{"ics", "a calendar (iCalendar)", false, exportICal},
	{"rubyevents", "a folder for rubyevents.org: event.yml, videos.yml, cfp.yml", true, exportRubyEvents},
	{"pyvideo", "a folder for pyvideo.org: category.json and a file for each recording", true, exportPyvideo},
}

// Exports are the names of the forms that Export writes.
func Exports() (names []string) {
	for _, x := range exports {
		names = append(names, x.name)
	}
	return names
}

// DescribeExport says in a line what a form is, and whether it is a folder.
func DescribeExport(name string) (short string, folder bool) {
	for _, x := range exports {
		if x.name == name {
			return x.short, x.many
		}
	}
	return "", false
}

// Export gives an event's programme in a form: one file, or those of a folder by
// their paths in it.
func Export(s *site.Site, e *site.Event, form string) ([]Output, error) {
	g := gather(s, e)
	for _, x := range exports {
		if x.name == form {
			return x.write(g)
		}
	}
	return nil, nil
}

// given is an event on its way out.
type given struct {
	site  *site.Site
	event *site.Event
	talks []givenTalk
}

type givenTalk struct {
	record
	start, end time.Time  // zero when the time is not known
	posts      []Resource // that tell of it
	guid       string     // a UUID, made when it has none
	number     int
	pages      map[string]string // of speakers
}

func gather(s *site.Site, e *site.Event) *given {
	g := &given{site: s, event: e}
	for _, t := range e.Talks {
		if t.Withdrawn || t.Status == "withdrawn" {
			continue
		}
		g.talks = append(g.talks, g.talk(t))
	}
	return g
}

func (g *given) talk(t *site.Talk) givenTalk {
	c := t.Talk
	out := givenTalk{record: record{
		ID: c.ID.Text, GUID: c.GUID, Code: c.Code, UID: c.UID, Title: c.Title.Text, Subtitle: c.Subtitle, OriginalTitle: c.OriginalTitle,
		Kind: c.Kind, Type: c.Type, Start: writtenTime(c.Start), End: writtenTime(c.End), Duration: minutes(c.Duration), Day: c.Day.Text,
		Track: c.Track, Room: c.Room, Session: c.Session, Language: c.Language, Parent: c.Parent.Text, URL: c.URL.Text,
		License: c.License, DoNotRecord: c.DoNotRecord, Status: c.Status, Abstract: c.Abstract, Description: c.Description,
		Video: links(c.Video), Slides: links(c.Slides),
	}, pages: map[string]string{}}
	if c.Kind == "talk" {
		out.Kind = ""
	}
	for _, sp := range c.Speakers {
		v := g.site.SpeakerView(sp)
		name := cmp.Or(sp.Name.Text, v.Name)
		out.Speakers = append(out.Speakers, Speaker{Name: name, Affiliation: sp.Affiliation, Role: sp.Role})
		if v.URL != "" {
			out.pages[name] = g.site.Abs(v.URL)
		}
	}
	for _, r := range c.Resources {
		out.Resources = append(out.Resources, Resource{r.Kind, r.Title, r.URL.Text})
	}
	for _, w := range c.AlsoAt {
		out.AlsoAt = append(out.AlsoAt, w.Text)
	}
	for _, w := range c.Tags {
		out.Tags = append(out.Tags, w.Text)
	}
	for _, cov := range t.Coverage {
		if cov.Post.Unlisted {
			continue // its address is a secret
		}
		to := g.site.Abs(cov.Post.URL)
		if cov.Section != nil {
			to += "#" + cov.Section.Anchor
		}
		out.posts = append(out.posts, Resource{"write-up", cov.Post.Title, to})
	}
	out.guid, out.number = plan.NameUUID(out.ID + "." + g.event.ID.Text)
	if uuidForm.MatchString(strings.ToLower(out.GUID)) {
		out.guid = strings.ToLower(out.GUID)
	}
	if c.Start.Precision == content.WithTime {
		out.start = c.Start.In(g.event.Zone).In(g.event.Zone)
		switch {
		case c.End.Precision == content.WithTime:
			out.end = c.End.In(g.event.Zone).In(g.event.Zone)
		case c.Duration > 0:
			out.end = out.start.Add(c.Duration)
		default:
			out.end = out.start
		}
	}
	return out
}

// writtenTime is a time as schedule.yaml has it.
func writtenTime(w content.When) string {
	if w.Precision < content.WithTime {
		return ""
	}
	if w.HasZone {
		return w.In(time.UTC).Format("2006-01-02T15:04-07:00")
	}
	return w.In(time.UTC).Format("2006-01-02T15:04")
}

func links(in []content.TalkLink) []Link {
	states := map[content.LinkState]string{content.None: "none", content.Expected: "expected", content.Private: "private"}
	var out []Link
	for _, l := range in {
		x := Link{URL: l.URL.Text, State: states[l.State], Title: l.Title, Note: l.Note, Start: l.Start, End: l.End, Language: l.Language}
		if l.Published.Precision >= content.DayOnly {
			x.Published = l.Published.In(time.UTC).Format(time.DateOnly)
		}
		out = append(out, x)
	}
	return out
}

// day is the conference's day a talk is on, "" when it is not known.
func (g *given) day(t *givenTalk) string {
	if _, err := time.Parse(time.DateOnly, t.Day); err == nil {
		return t.Day
	}
	if n := g.event.DayNumber(t.Day); n > 0 {
		return g.event.DayAt(n).Time.Format(time.DateOnly)
	}
	if !t.start.IsZero() {
		return t.start.Format(time.DateOnly)
	}
	return ""
}

// days are all days with talks, and those of the event.
func (g *given) days() []string {
	var out []string
	for n := 1; n <= min(g.event.Length(), 60); n++ {
		out = append(out, g.event.DayAt(n).Time.Format(time.DateOnly))
	}
	for i := range g.talks {
		if d := g.day(&g.talks[i]); d != "" {
			out = append(out, d)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (g *given) uuid(name string) string {
	id, _ := plan.NameUUID(name + "." + g.event.ID.Text)
	return id
}

// talkPage is where a talk is found on this site.
func (g *given) talkPage(t *givenTalk) string {
	if x, ok := g.event.Talk(t.ID); ok && x.HasPage {
		return g.site.Abs(x.URL)
	}
	return g.site.Abs(g.event.URL)
}
