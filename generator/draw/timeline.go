package draw

import (
	"fmt"
	"strings"
	"time"

	"recap/generator/view"
)

// TimelineWords are the texts of a timeline.
type TimelineWords struct {
	Title, Desc string
	Months      [12]string                      // one letter each
	Year        func(int) string                // the name of the link at a year
	Event       func(view.TimelineEvent) string // the name of a link: event, dates, place, state
}

// Timeline draws a row for each year, in which every event is a bar from its
// first to its last day with its short name beside it. Events that would touch
// each other on a phone lie in lanes below one another. An event whose day is not
// known is a thin line along the month or the year that is.
//
// The error names an event whose dates are none.
func Timeline(t view.Timeline, w TimelineWords) (string, error) {
	var s, body svg
	y := timelineTop
	for _, year := range t.Years {
		row, err := lay(year)
		if err != nil {
			return "", err
		}
		row.draw(&body, y, w)
		y += row.height()
	}
	s.add(`<svg class="timeline" role="group" width="100%%" height="%s" font-size="12">`, em(y))
	s.head(w.Title, w.Desc)
	for m, name := range w.Months {
		x := across(float64(m) / 12)
		s.add(`<line class="rule" x1="%s" x2="%[1]s" y1="%s" y2="%s"/>`, pct(x), em(timelineTop), em(y))
		s.add(`<text class="month" x="%s" dx=".3em" y="1em">%s</text>`, pct(x), esc(name))
	}
	s.WriteString(body.String())
	s.WriteString("</svg>\n")
	return s.String(), nil
}

// The measures of a timeline, in em.
const (
	timelineTop = 1.6
	lane        = 1.9 // from one lane to the next
	rowPad      = .5
	stub        = .45 // half a bar's height, and how far its round ends reach out
	gap         = .5  // between things in one lane
	nameMost    = 9.2 // of a short name
	restMost    = 16  // of what is cut off it
	yearShare   = .13 // of the width, for the numbers of the years
	rightEdge   = .98 // where the year ends, so that round ends stay inside
)

// across is where a moment of a year lies: 0 its beginning, 1 its end.
func across(f float64) float64 { return yearShare + (rightEdge-yearShare)*f }

// timelineRow is a year laid out.
type timelineRow struct {
	view.TimelineYear
	bars  []bar
	lanes int
}

// bar is an event's place in its row.
type bar struct {
	event    view.TimelineEvent
	from, to float64 // shares of the picture's width
	vague    bool    // the day is not known
	name     string
	rest     string // of a name that was cut, where a wide window has room for it
	before   bool   // the name stands to the left
	lane     int
}

// lay finds the lane of each event: the first in which it touches nothing on a
// phone. On wider screens things only move apart.
func lay(y view.TimelineYear) (timelineRow, error) {
	row := timelineRow{TimelineYear: y}
	var ends []float64 // of lanes
	for _, e := range y.Events {
		b, err := place(e, y.Year)
		if err != nil {
			return row, err
		}
		r := b.reach(narrow)
		for b.lane < len(ends) && ends[b.lane]+gap > r.x0 {
			b.lane++
		}
		if b.lane == len(ends) {
			ends = append(ends, 0)
		}
		ends[b.lane] = r.x1
		row.bars = append(row.bars, b)
	}
	row.lanes = max(1, len(ends))
	for i := range row.bars {
		row.complete(i)
	}
	return row, nil
}

// complete gives a name that was cut its rest for wide windows, when nothing
// stands there.
func (r timelineRow) complete(i int) {
	b := &r.bars[i]
	cut, ok := strings.CutSuffix(b.name, "…")
	rest := strings.TrimPrefix(b.event.Label, cut)
	if !ok || rest == "" || wordWidth(rest) > restMost {
		return
	}
	b.rest = rest
	for _, width := range []float64{wide, broad} {
		own := b.reach(width)
		for j, other := range r.bars {
			if o := other.reach(width); i != j && other.lane == b.lane && own.x0-gap < o.x1 && o.x0-gap < own.x1 || own.x0 < yearShare*width || own.x1 > width {
				b.rest = ""
				return
			}
		}
	}
}

// place is where an event lies in a year; what is outside of the year is cut off.
func place(e view.TimelineEvent, year int) (bar, error) {
	start, end := e.Event.Start, e.Event.End
	if !end.Is() {
		end = start
	}
	first, last := dayOf(start.Time), dayOf(end.Time)
	switch end.Precision {
	case "year":
		last = last.AddDate(1, 0, 0)
	case "month":
		last = last.AddDate(0, 1, 0)
	default:
		last = last.AddDate(0, 0, 1)
	}
	begin := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
	over := begin.AddDate(1, 0, 0)
	if !start.Is() || !first.Before(last) || !first.Before(over) || !last.After(begin) {
		return bar{}, fmt.Errorf("the event %q has no days in %d", e.Event.Name, year)
	}
	share := func(t time.Time) float64 {
		return across(min(1, max(0, t.Sub(begin).Hours()/over.Sub(begin).Hours())))
	}
	b := bar{
		event: e, from: share(first), to: share(last), name: shorten(e.Label, nameMost),
		vague: start.Precision == "year" || start.Precision == "month" || end.Precision == "year" || end.Precision == "month",
	}
	b.before = b.to*narrow+stub+gap+wordWidth(b.name) > narrow
	if b.before && b.from*narrow-stub-gap-wordWidth(b.name) < yearShare*narrow {
		b.name = "" // a bar through the whole year leaves no room on either side
	}
	return b, nil
}

func dayOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// reach is what the bar takes of its lane, its name included, in a picture of a width.
func (b bar) reach(width float64) rect {
	r := rect{b.from*width - stub, 0, b.to*width + stub, lane}
	n := wordWidth(b.name)
	if width >= wide {
		n += wordWidth(b.rest)
	}
	if b.name != "" && b.before {
		r.x0 -= gap + n
	} else if b.name != "" {
		r.x1 += gap + n
	}
	return r
}

func (r timelineRow) height() float64 { return float64(r.lanes)*lane + rowPad }

// line is where the middle of a lane lies below the row's top.
func (r timelineRow) line(n int) float64 { return rowPad/2 + (float64(n)+.5)*lane }

func (r timelineRow) draw(s *svg, top float64, w TimelineWords) {
	s.add(`<line class="rule" x1="0" x2="100%%" y1="%s" y2="%[1]s"/>`, em(top))
	if r.URL != "" {
		s.link(r.URL, "", w.Year(r.Year))
	}
	s.add(`<text class="year" x="0" y="%s">%d</text>`, em(top+r.line(0)+.4), r.Year)
	if r.URL != "" {
		s.WriteString("</a>")
	}
	for _, b := range r.bars {
		b.draw(s, top+r.line(b.lane), w)
	}
}

// draw draws a bar: a line with round ends, so that a single day can be seen and
// touched, and within it another one that leaves a rim.
func (b bar) draw(s *svg, y float64, w TimelineWords) {
	class := b.event.State
	if b.vague {
		class += " vague"
	}
	s.link(b.event.Event.URL, class, w.Event(b.event))
	for _, part := range []string{"bar", "core"} {
		s.add(`<line class="%s" x1="%s" x2="%s" y1="%s" y2="%[4]s" stroke-linecap="round"/>`, part, pct(b.from), pct(b.to), em(y))
	}
	if b.event.Spoke {
		s.add(`<circle class="dot" cx="%s" cy="%s" r=".15em"/>`, pct((b.from+b.to)/2), em(y))
	}
	name := esc(b.name)
	if b.rest != "" {
		name = esc(strings.TrimSuffix(b.name, "…")) + `<tspan class="less">…</tspan><tspan class="wide">` + esc(b.rest) + "</tspan>"
	}
	switch {
	case b.name == "":
	case b.before:
		s.add(`<text class="name" x="%s" dx="-%s" y="%s" text-anchor="end">%s</text>`, pct(b.from), em(stub+gap), em(y+.35), name)
	default:
		s.add(`<text class="name" x="%s" dx="%s" y="%s">%s</text>`, pct(b.to), em(stub+gap), em(y+.35), name)
	}
	s.WriteString("</a>\n")
}

// boxes are the words of the row in a picture of a width, and the bars.
func (r timelineRow) boxes(top, width float64) (words, bars []rect) {
	words = append(words, rect{0, top + r.line(0) - .5, wordWidth("0000"), top + r.line(0) + .6})
	for _, b := range r.bars {
		y := top + r.line(b.lane)
		bars = append(bars, rect{b.from*width - stub, y - stub, b.to*width + stub, y + stub})
		n := wordWidth(b.name)
		if width >= wide {
			n += wordWidth(b.rest)
		}
		switch {
		case b.name == "":
		case b.before:
			words = append(words, rect{b.from*width - stub - gap - n, y - .6, b.from*width - stub - gap, y + .6})
		default:
			words = append(words, rect{b.to*width + stub + gap, y - .6, b.to*width + stub + gap + n, y + .6})
		}
	}
	return words, bars
}
