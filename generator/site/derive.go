package site

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"recap/generator/content"
)

// What a post does not say of itself follows from the event, day, session,
// track and talk that it names: a title by the patterns of the settings, and
// the day it happened.

// derivedTitle is the title of a post that has none: by the pattern for
// sessions, days or talks. "" when the post does not say enough.
func (s *Site) derivedTitle(p *Post) string {
	if p.IsPage || len(p.Events) == 0 && len(p.Post.Talks) == 0 {
		return ""
	}
	t := s.onlyTalk(p)
	e := eventOf(p, t)
	if e == nil {
		return ""
	}
	parts := map[string]string{
		"event": e.Name.Text, "short": cmp.Or(e.ShortName, e.Name.Text),
		"session": p.Session.Text, "track": e.spokenTrack(p.Track.Text),
	}
	if n := e.postDay(p); n > 0 {
		parts["day"], parts["number"] = e.dayTitle(n, p.Lang), strconv.Itoa(n)
		parts["date"], parts["weekday"] = e.dayAt(n).Format("2006-01-02"), weekday(e.dayAt(n), p.Lang)
	}
	titles := s.Config.Titles
	pattern := ""
	switch {
	case t != nil && p.Post.Kind.Text == "talk": // the day only says where it belongs
		pattern, parts["talk"] = titles.Talk.Text, t.Title.Text
	case !p.Session.IsZero():
		pattern = titles.Session.Text
	case !p.Day.IsZero() && parts["day"] != "":
		pattern = titles.Day.Text
	case t != nil:
		pattern, parts["talk"] = titles.Talk.Text, t.Title.Text
	}
	return fillTitle(pattern, parts)
}

// derivedDate is the day that a post without a date tells of. A day that has not
// come is none: when an event takes place never decides whether a post is
// published.
func (s *Site) derivedDate(p *Post) content.When {
	if w := s.dayTold(p); !w.IsZero() && !s.Now.Before(w.In(s.Zone)) {
		return w
	}
	return content.When{}
}

// dayTold is the day that a post's front matter tells of: its day of the event,
// or its talk's.
func (s *Site) dayTold(p *Post) content.When {
	if p.IsPage {
		return content.When{}
	}
	t := s.onlyTalk(p)
	e := eventOf(p, t)
	if e == nil {
		return content.When{}
	}
	n := e.postDay(p)
	if n == 0 && t != nil {
		n = t.DayNumber()
	}
	if n == 0 {
		return content.When{}
	}
	y, m, d := e.dayAt(n).Date()
	return content.When{Year: y, Month: m, Day: d, Precision: content.DayOnly}
}

// onlyTalk is the talk of a post that names exactly one in its front matter.
func (s *Site) onlyTalk(p *Post) *Talk {
	if len(p.Post.Talks) != 1 {
		return nil
	}
	t, _ := s.Talk(p.Events, p.Post.Talks[0].Text)
	return t
}

func eventOf(p *Post, t *Talk) *Event {
	switch {
	case len(p.Events) > 0:
		return p.Events[0]
	case t != nil:
		return t.Event
	}
	return nil
}

// postDay is the day of the event a post tells of. A session of an event of one
// day needs no day:.
func (e *Event) postDay(p *Post) int {
	if n := e.dayNumber(p); n > 0 {
		return n
	}
	if e.Length() == 1 && (!p.Session.IsZero() || !p.Day.IsZero()) {
		return 1
	}
	return 0
}

// spokenTrack is a track's name; an id without one is made readable.
func (e *Event) spokenTrack(track string) string {
	if name := e.trackName(track); name != track {
		return name
	}
	if track == "" || strings.ToLower(track) != track || strings.Contains(track, " ") {
		return track
	}
	words := strings.FieldsFunc(track, func(r rune) bool { return r == '-' || r == '_' })
	for i, w := range words {
		r := []rune(w)
		r[0] = unicode.ToUpper(r[0])
		words[i] = string(r)
	}
	return strings.Join(words, " ")
}

var (
	titleOption = regexp.MustCompile(`\[[^\[\]]*\]`)
	titlePart   = regexp.MustCompile(`(\pL+ )?:([a-z]+)`)
)

// fillTitle puts values into a pattern of titles. What stands in brackets falls
// out when a value in it is missing; a missing value elsewhere means that there
// is no title. A session or a day that has a name takes the place of the word
// before it as well: "Day :day" is "Day 2", and "Wednesday".
func fillTitle(pattern string, parts map[string]string) string {
	complete := true
	fill := func(text string) (string, bool) {
		all := true
		out := titlePart.ReplaceAllStringFunc(text, func(m string) string {
			sub := titlePart.FindStringSubmatch(m)
			v := parts[sub[2]]
			if v == "" {
				all = false
			}
			if v != "" && (sub[2] == "session" || sub[2] == "day") && isName(v) {
				return v
			}
			return sub[1] + v
		})
		return out, all
	}
	title := titleOption.ReplaceAllStringFunc(pattern, func(m string) string {
		out, ok := fill(m[1 : len(m)-1])
		if !ok {
			return ""
		}
		return strings.ReplaceAll(out, ":", "\x00") // filled already
	})
	title, complete = fill(title)
	if !complete {
		return ""
	}
	return squeeze(strings.ReplaceAll(title, "\x00", ":"))
}

// isName tells "Keynote", "Wednesday" and "2018-01-22" from "3" and "2b".
func isName(v string) bool { return v[0] < '0' || v[0] > '9' || strings.Contains(v, "-") }
