package content

import (
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
	"recap/generator/source"
)

// reservedEvents are the words that stand below /events/ already.
var reservedEvents = []string{"all", "feed", "index", "map", "page", "series", "talks", "upcoming", "year"}

// loadEvent reads an event: its file, and the schedule beside it when there is
// one. name is the file's or folder's, its default id.
func loadEvent(name string, f, schedule *source.File) (*Event, diag.List) {
	e := &eventFile{Event: Event{File: f, Schedule: schedule}}
	var list diag.List
	r, root, ok := openYAML(f, event, "an event", &list)
	if ok {
		eventTable.read(r, root, e)
	}
	if e.ID.IsZero() {
		e.ID = Word{Text: name, Pos: diag.Whole(f.Path)}
		if r != nil {
			r.checkEventID(e.ID, true)
		}
	} else {
		r.checkEventID(e.ID, false)
	}
	if ok {
		e.Params = sortParams(e.Params)
		r.checkEvent(&e.Event)
	}
	if r != nil {
		e.Talks = r.writersTalks(e, schedule != nil)
	}
	if schedule != nil {
		imported, sr := loadSchedule(schedule, &list)
		e.Talks = overlay(imported, e.Talks, r)
		if sr != nil {
			if r != nil && r.faulty["timezone"] {
				sr.fault("timezone")
			}
			sr.checkTimes(&e.Event, func(t *Talk) bool { return t.Start.Pos.File == sr.file })
			list = append(list, sr.problems()...)
		}
	}
	if r != nil {
		r.checkTimes(&e.Event, func(t *Talk) bool { return t.Start.Pos.File == r.file })
		list = append(list, r.problems()...)
	}
	e.Faulty = list.HasErrors()
	if e.Name.IsZero() {
		e.Name = Word{Text: e.ID.Text, Pos: e.ID.Pos}
	}
	out := e.Event
	return &out, list
}

// openYAML makes a reader for a YAML file whose top is a map. ok is false when
// nothing can be read; what is known then is in list.
func openYAML(f *source.File, fam family, what string, list *diag.List) (r *reader, root *yaml.Node, ok bool) {
	src, err := f.Bytes()
	if err != nil {
		list.Add(unreadable(f.Path, err))
		return nil, nil, false
	}
	if len(src) > maxYAML {
		list.Add(diag.Errorf("file-too-large", diag.Whole(f.Path), "this file has %d bytes; more than %d are not read", len(src), maxYAML))
		return nil, nil, false
	}
	from, bad, fine := checkText(f.Path, src)
	if !fine {
		list.Add(bad...)
		return nil, nil, false
	}
	if d, found := controls(f.Path, src, from, len(src)); found {
		list.Add(d)
		return nil, nil, false
	}
	r = newReader(f.Path, src, from, len(src), fam)
	root, ok = r.rootMap(what)
	if ok && root == nil {
		if fam != settings && fam != record {
			r.add(diag.Errorf("file-empty", diag.Whole(f.Path), "this file is empty").
				WithHint("%s wants at least name: and start_date:", what))
		}
		return r, nil, false
	}
	return r, root, ok
}

func (r *reader) checkEventID(id Word, fromName bool) {
	why := slugFault(id.Text)
	four := len(id.Text) == 4 && strings.Trim(id.Text, "0123456789") == ""
	switch {
	case why != "":
	case four:
		why = "four digits are a year's page"
	case slices.Contains(reservedEvents, id.Text):
		why = "this word stands below /events/ already"
	default:
		return
	}
	hint := "choose another, with the year in it"
	if fromName {
		hint = "rename the file or folder, or add a line id:"
	}
	r.add(diag.Errorf("id-shape", id.Pos, "an event cannot be called %q: %s", short(id.Text), why).WithHint("%s", hint))
}

// checkEvent settles what several keys of an event say together.
func (r *reader) checkEvent(e *Event) {
	if e.Name.IsZero() && !r.faulty["name"] {
		r.add(diag.Errorf("event-name-missing", diag.Whole(r.file), "this event has no name").
			WithHint("add a line name: with the full name and year, as PyCon US 2016"))
	}
	if e.Start.IsZero() {
		if !r.faulty["start_date"] {
			r.add(diag.Errorf("event-start-missing", diag.Whole(r.file), "this event has no start_date").
				WithHint("add a line start_date: 2016-05-30, or 2016-05 when no more is known"))
		}
		return
	}
	if e.End.IsZero() {
		return
	}
	if before(e.End, e.Start) {
		r.add(diag.Errorf("event-order", e.End.Pos, "the event ends before it starts").
			WithNote(e.Start.Pos, "it starts here"))
	}
}

// before compares two dates as far as both are known, in one zone.
func before(a, b When) bool {
	p := min(a.Precision, b.Precision)
	cut := func(w When) time.Time {
		if p < MonthOnly {
			w.Month = 0
		}
		if p < DayOnly {
			w.Day = 0
		}
		if p < WithTime {
			w.Hour, w.Minute, w.Second, w.HasZone = 0, 0, 0, false
		}
		return w.In(time.UTC)
	}
	return cut(a).Before(cut(b))
}
