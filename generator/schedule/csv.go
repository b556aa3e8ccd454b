package schedule

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"recap/generator/diag"
	"recap/generator/slug"
)

// A table with a line of headings: what one gets from a spreadsheet. Columns are
// found by their headings, in any order; those of other names are not read.

var columns = map[string][]string{
	"id":          {"id", "code", "key", "uid", "guid", "proposal-id", "session-id"},
	"title":       {"title", "talk", "session", "session-title", "name-of-talk", "talk-title", "titel", "subject", "summary"},
	"subtitle":    {"subtitle", "untertitel"},
	"speakers":    {"speakers", "speaker", "speaker-names", "speaker-name", "presenter", "presenters", "author", "authors", "referent", "sprecher"},
	"affiliation": {"affiliation", "company", "organization", "organisation", "firma"},
	"date":        {"date", "day", "start-date", "datum", "tag"},
	"start":       {"start", "start-time", "begin", "time", "from", "starts", "starts-at", "beginn", "von", "uhrzeit"},
	"end":         {"end", "end-time", "to", "ends", "ends-at", "until", "ende", "bis"},
	"duration":    {"duration", "length", "minutes", "duration-minutes", "dauer"},
	"room":        {"room", "location", "stage", "hall", "raum", "ort"},
	"track":       {"track", "stream", "category", "topic"},
	"type":        {"type", "kind", "format", "session-type", "session-format", "art"},
	"language":    {"language", "lang", "sprache"},
	"abstract":    {"abstract", "summary-text", "short-description", "kurzfassung"},
	"description": {"description", "long-description", "details", "beschreibung"},
	"url":         {"url", "link", "website", "page"},
	"video":       {"video", "recording", "video-url", "recording-url", "youtube"},
	"slides":      {"slides", "slides-url", "presentation", "folien"},
	"tags":        {"tags", "keywords", "labels"},
}

func isCSV(in *Input) bool {
	if in.Dir || looks(in.Files[0]) == "json" || looks(in.Files[0]) == "xml" || looks(in.Files[0]) == "ics" {
		return false
	}
	head, _, _ := bytes.Cut(bytes.TrimPrefix(in.Files[0].Data, bom), []byte("\n"))
	if len(head) > 4000 {
		return false
	}
	cols := csvColumns(strings.FieldsFunc(string(head), func(r rune) bool { return r == ',' || r == ';' || r == '\t' }))
	_, ok := cols["title"]
	return ok
}

// csvColumns is where each known column stands, by our name for it.
func csvColumns(heads []string) map[string]int {
	out := map[string]int{}
	for i, h := range heads {
		h = slug.Make(strings.Trim(h, "\" \r"))
		for name, words := range columns {
			if _, twice := out[name]; !twice && slices.Contains(words, h) {
				out[name] = i
			}
		}
	}
	return out
}

func (r *reading) readCSV(in *Input) *Schedule {
	f := in.Files[0]
	data, bad := utf8Text(f)
	if len(bad) > 0 {
		r.list.Add(bad...)
		return nil
	}
	lines := lineStarts(data)
	rows := csv.NewReader(bytes.NewReader(data))
	rows.Comma, rows.TrimLeadingSpace, rows.FieldsPerRecord = separator(data), true, -1
	place := func(col int) diag.Pos {
		ln, c := rows.FieldPos(col)
		off := min(lines[min(ln, len(lines))-1]+c-1, len(data))
		return diag.Pos{File: f.Name, Off: off, End: off}
	}
	s := &Schedule{}
	var cols map[string]int
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return s
		}
		if err != nil {
			var pe *csv.ParseError
			at := diag.Whole(f.Name)
			if errors.As(err, &pe) {
				ln, col := pe.Line, pe.Column
				if errors.Is(pe.Err, csv.ErrQuote) && ln > pe.StartLine { // a quote that stays open is noticed at the end
					ln, col = pe.StartLine, 1
				}
				off := min(lines[min(max(ln, 1), len(lines))-1]+max(col-1, 0), len(data))
				at = diag.Pos{File: f.Name, Off: off, End: off}
				err = pe.Err
			}
			r.add(syntax(at, "this is no table: %v", err))
			return nil
		}
		if cols == nil {
			cols = csvColumns(row)
			if _, ok := cols["title"]; !ok {
				r.add(diag.Errorf("schedule-missing", diag.Pos{File: f.Name, Off: 0, End: max(0, lineEnd(data, 0))}, "no column of this table is called title"))
				return nil
			}
			continue
		}
		if !slices.ContainsFunc(row, func(v string) bool { return strings.TrimSpace(v) != "" }) {
			continue
		}
		v := &node{kind: object, at: place(0)}
		for name, i := range cols {
			if i < len(row) && strings.TrimSpace(row[i]) != "" {
				at := place(i)
				at.End = min(at.Off+len(row[i]), len(data))
				v.set(name, &node{kind: text, text: row[i], at: at})
			}
		}
		if len(row) > maxColumns {
			r.add(syntax(v.at, "this row has %d columns", len(row)))
			return nil
		}
		s.Talks = append(s.Talks, r.csvTalk(v))
	}
}

const maxColumns = 1000

// separator is what parts the columns: whichever the headings have most of.
func separator(data []byte) rune {
	head := data[:lineEnd(data, 0)]
	best := ','
	for _, c := range []rune{';', '\t'} {
		if bytes.ContainsRune(head, c) && bytes.Count(head, []byte(string(c))) > bytes.Count(head, []byte(string(best))) {
			best = c
		}
	}
	return best
}

func (r *reading) csvTalk(v *node) Talk {
	t := Talk{at: v.at}
	r.wants(v, "title", "this row")
	t.UID, t.Title, t.Subtitle = key(r.str(v, "id")), line(r.str(v, "title")), line(r.str(v, "subtitle"))
	people := strings.FieldsFunc(r.str(v, "speakers"), func(c rune) bool { return c == ';' || c == '|' || c == '\n' })
	if len(people) == 1 {
		people = splitAnd(people[0])
	}
	for _, p := range people {
		sp := Speaker{Name: p}
		if len(people) == 1 {
			sp.Affiliation = line(r.str(v, "affiliation"))
		}
		t.speaker(sp)
	}
	t.Room, t.Track, t.Language = line(r.str(v, "room")), line(r.str(v, "track")), tongue(r.str(v, "language"))
	t.setKind(r.str(v, "type"))
	t.Abstract, t.Description = prose(r.str(v, "abstract")), prose(r.str(v, "description"))
	t.URL = webAddress(r.str(v, "url"), nil)
	t.Tags = tags(strings.FieldsFunc(r.str(v, "tags"), func(c rune) bool { return c == ',' || c == ';' || c == '|' }))
	t.Video, t.Slides = r.csvLink(v, "video"), r.csvLink(v, "slides")
	r.csvTimes(v, &t)
	return t
}

func (r *reading) csvLink(v *node, name string) []Link {
	s := r.str(v, name)
	if slices.Contains([]string{"none", "expected", "private"}, s) {
		return []Link{{State: s}}
	}
	if to := webAddress(s, nil); to != "" {
		return []Link{{URL: to}}
	}
	return nil
}

// csvTimes: a column with day and time, or one for each.
func (r *reading) csvTimes(v *node, t *Talk) {
	date := r.date(v, "date")
	at := func(name string) moment {
		s := r.str(v, name)
		if d, ok := parseClock(s); ok && d < 24*time.Hour && date != "" {
			day, _ := time.Parse(time.DateOnly, date)
			return moment{time: day.Add(d), at: v.get(name).at}
		}
		return r.moment(v, name)
	}
	t.start, t.end = at("start"), at("end")
	if t.start.isZero() && date != "" {
		t.Day = date
	}
	if !t.end.isZero() && t.end.time.Before(t.start.time) && date != "" {
		t.end.time = t.end.time.AddDate(0, 0, 1) // from 23:30 to 00:15
	}
	t.Duration = minutes(r.length(v, "duration"))
}

// splitAnd parts names that a comma or a word joins; a comma inside a title of
// honour is the price.
func splitAnd(s string) []string {
	for _, and := range []string{" and ", " & ", " und "} {
		s = strings.ReplaceAll(s, and, ",")
	}
	return strings.Split(s, ",")
}
