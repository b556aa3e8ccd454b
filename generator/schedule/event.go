package schedule

import (
	"bytes"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"recap/generator/content"
	"recap/generator/diag"
)

// proposal is an event.yaml as an import begins it. From then on it is the
// writer's, and no import touches it again.
type proposal struct {
	Name        string         `yaml:"name"`
	ShortName   string         `yaml:"short_name,omitempty"`
	Kind        string         `yaml:"kind,omitempty"`
	Series      string         `yaml:"series,omitempty"`
	Start       day            `yaml:"start_date"`
	End         day            `yaml:"end_date,omitempty"`
	Zone        string         `yaml:"timezone,omitempty"`
	Location    string         `yaml:"location,omitempty"`
	Venue       *proposedVenue `yaml:"venue,omitempty"`
	URL         string         `yaml:"url,omitempty"`
	ScheduleURL string         `yaml:"schedule_url,omitempty"`
	VideosURL   string         `yaml:"videos_url,omitempty"`
	Tickets     string         `yaml:"registration_url,omitempty"`
	CFPs        []proposedCFP  `yaml:"cfps,omitempty"`
	Description string         `yaml:"description,omitempty"`
}

type proposedVenue struct {
	Name string `yaml:"name"`
}

type proposedCFP struct {
	Name   string `yaml:"name,omitempty"`
	URL    string `yaml:"url,omitempty"`
	Open   day    `yaml:"open_date,omitempty"`
	Close  day    `yaml:"close_date,omitempty"`
	Notify day    `yaml:"notify_date,omitempty"`
}

// day is a date that is written without quotes, as a writer would.
type day string

func (d day) MarshalYAML() (any, error) {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!timestamp", Value: string(d)}, nil
}

const proposalHead = "# Begun by recap import schedule; from here on it is yours, and no import\n# writes to it again.\n"

// propose is the event.yaml for an event that has none yet.
func (r *reading) propose(s *Schedule, in *Input) ([]byte, bool) {
	e := s.Event
	first, last := s.days(e.Start)
	p := proposal{
		Name: e.Name, ShortName: e.ShortName, Series: e.Series, Start: day(e.Start), End: day(e.End), Zone: e.Zone, Location: e.Location,
		URL: e.URL, ScheduleURL: e.ScheduleURL, VideosURL: e.VideosURL, Tickets: e.Tickets, Description: e.Description,
	}
	if slices.Contains(content.EventKinds, e.Kind) && e.Kind != "conference" {
		p.Kind = e.Kind
	}
	if p.ShortName == p.Name {
		p.ShortName = ""
	}
	if e.Venue != "" && e.Venue != e.Location {
		p.Venue = &proposedVenue{e.Venue}
	}
	if p.Name == "" {
		p.Name = strings.ReplaceAll(r.options.Event, "-", " ")
	}
	if p.Start == "" {
		p.Start = day(first)
	}
	if p.End == "" || p.End < p.Start {
		p.End = max(day(last), p.Start)
	}
	if p.Start == "" {
		r.add(diag.Errorf("schedule-dates", diag.Whole(in.Name), "nothing in it says when the event was, so no event.yaml can be proposed").
			WithHint("recap new event begins one; move it to content/events/%s/event.yaml, then import again", r.options.Event))
		return nil, false
	}
	for _, c := range e.CFPs {
		p.CFPs = append(p.CFPs, proposedCFP{c.Name, c.URL, day(c.Open), day(c.Close), day(c.Notify)})
	}
	var b bytes.Buffer
	b.WriteString(proposalHead)
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if err := enc.Encode(p); err != nil {
		r.add(diag.Errorf("schedule-unreadable", diag.Whole(in.Name), "%v", err))
		return nil, false
	}
	return b.Bytes(), true
}

// days are the first and the last day on which there is a talk. Where the source
// says when the event began, what is more than two weeks later is not of it.
func (s *Schedule) days(start string) (first, last string) {
	for i := range s.Talks {
		on := s.Talks[i].day()
		if on == "" || start != "" && (on < start || on > fortnight(start)) {
			continue
		}
		if first == "" || on < first {
			first = on
		}
		last = max(last, on)
	}
	return first, last
}

// day is the conference's day of a talk, "" when it is not known.
func (r *record) day() string {
	if r.Day != "" {
		return r.Day
	}
	return r.Start[:min(10, len(r.Start))]
}

// zoneName is a zone as a source names it, "" for none that is known.
func zoneName(s string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return ""
	}
	if _, ok := content.Location(s); !ok {
		return ""
	}
	return s
}
