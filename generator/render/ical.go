package render

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"recap/generator/view"
)

// iCalendar, RFC 5545, with NAME of RFC 7986. Every line ends in CRLF and is
// folded at 75 octets, between characters only. Nothing here reads a clock or
// the time zone database: a calendar's zones are part of its view.

// icalLine is the most octets of a line, without its end (3.1).
const icalLine = 75

type icalWriter struct {
	w   io.Writer
	err error
}

// line writes one content line, folded. A continuation begins with a blank,
// which counts.
func (c *icalWriter) line(s string) {
	if c.err != nil {
		return
	}
	var b strings.Builder
	room := icalLine
	for len(s) > room {
		cut := room
		for cut > 1 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		b.WriteString(s[:cut])
		b.WriteString("\r\n ")
		s, room = s[cut:], icalLine-1
	}
	b.WriteString(s)
	b.WriteString("\r\n")
	_, c.err = io.WriteString(c.w, b.String())
}

// text writes a property of type TEXT, or nothing when there is none.
func (c *icalWriter) text(name, value string) {
	if value = icalText(value); value != "" {
		c.line(name + ":" + value)
	}
}

// uri writes a property of type URI, which knows no escapes.
func (c *icalWriter) uri(name, value string) {
	if value = strings.Join(strings.Fields(value), ""); value != "" {
		c.line(name + ":" + value)
	}
}

var icalEscapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

// icalText is a value of type TEXT (3.3.11): escaped, without control
// characters, which no reader wants, and valid UTF-8.
func icalText(s string) string {
	s = icalEscapes.Replace(strings.ToValidUTF8(strings.TrimSpace(s), "�"))
	return strings.Map(func(r rune) rune {
		if r == '\t' {
			return ' '
		}
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}

func encodeCalendar(w io.Writer, v view.Calendar) error {
	c := &icalWriter{w: w}
	c.line("BEGIN:VCALENDAR")
	c.line("VERSION:2.0")
	c.line("PRODID:-//recap//recap//EN")
	c.line("CALSCALE:GREGORIAN")
	c.text("NAME", v.Name)
	c.text("X-WR-CALNAME", v.Name) // what programs read that do not know NAME
	for _, z := range v.Zones {
		c.zone(z)
	}
	for i := range v.Events {
		c.event(&v.Events[i])
	}
	c.line("END:VCALENDAR")
	return c.err
}

// zone writes a VTIMEZONE (3.6.5): one observance for each change of the
// clocks. A rule for years to come would be a guess about governments.
func (c *icalWriter) zone(z view.CalendarZone) {
	c.line("BEGIN:VTIMEZONE")
	c.line("TZID:" + z.ID)
	for _, ch := range z.Changes {
		kind := "STANDARD"
		if ch.Daylight {
			kind = "DAYLIGHT"
		}
		c.line("BEGIN:" + kind)
		c.line("DTSTART:" + ch.Wall)
		c.line("TZOFFSETFROM:" + icalOffset(ch.From))
		c.line("TZOFFSETTO:" + icalOffset(ch.To))
		c.text("TZNAME", ch.Name)
		c.line("END:" + kind)
	}
	c.line("END:VTIMEZONE")
}

// icalOffset is an offset in seconds as +HHMM, with seconds where old zones
// have them (3.3.14).
func icalOffset(seconds int) string {
	sign := "+"
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	s := fmt.Sprintf("%s%02d%02d", sign, seconds/3600, seconds/60%60)
	if seconds%60 != 0 {
		s += fmt.Sprintf("%02d", seconds%60)
	}
	return s
}

const icalTime = "20060102T150405"

func (c *icalWriter) event(e *view.CalendarEvent) {
	c.line("BEGIN:VEVENT")
	c.text("UID", e.UID)
	c.line("DTSTAMP:" + e.Stamp.UTC().Format(icalTime) + "Z")
	c.moment("DTSTART", e.Start, e.Zone)
	if e.End.After(e.Start) {
		c.moment("DTEND", e.End, e.Zone)
	}
	c.text("SUMMARY", e.Summary)
	c.text("DESCRIPTION", e.Description)
	c.text("LOCATION", e.Location)
	if e.HasPlace {
		c.line("GEO:" + icalFloat(e.Latitude) + ";" + icalFloat(e.Longitude))
	}
	c.uri("URL", e.URL)
	if e.Status != "" {
		c.line("STATUS:" + e.Status)
	}
	var terms []string
	for _, t := range e.Categories {
		if t = icalText(t); t != "" {
			terms = append(terms, t)
		}
	}
	if len(terms) > 0 {
		c.line("CATEGORIES:" + strings.Join(terms, ","))
	}
	if e.Free {
		c.line("TRANSP:TRANSPARENT")
	}
	for _, days := range e.Alarms { // 3.6.6
		c.line("BEGIN:VALARM")
		c.line("ACTION:DISPLAY")
		c.text("DESCRIPTION", e.Summary)
		c.line(fmt.Sprintf("TRIGGER:-P%dD", days))
		c.line("END:VALARM")
	}
	c.line("END:VEVENT")
}

// moment writes a date, a moment in UTC, or a time on the clocks of a zone. An
// event of whole days is dates (RFC 5545, 3.6.1); from midnight to midnight in a
// zone would be valid, too, but is a bar over the night elsewhere in the world.
func (c *icalWriter) moment(name string, t time.Time, zone string) {
	switch zone {
	case "":
		c.line(name + ";VALUE=DATE:" + t.Format("20060102"))
	case "UTC":
		c.line(name + ":" + t.UTC().Format(icalTime) + "Z")
	default:
		c.line(name + ";TZID=" + zone + ":" + t.Format(icalTime))
	}
}

func icalFloat(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
