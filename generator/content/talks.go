package content

import (
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
	"recap/generator/slug"
	"recap/generator/source"
)

// writersTalks reads talks: of event.yaml, a map from id to talk or a list.
func (r *reader) writersTalks(e *eventFile, imported bool) []Talk {
	if e.talks == nil {
		return nil
	}
	if e.talks.Kind == yaml.SequenceNode {
		return r.talkList(e.talks, !imported)
	}
	if e.talks.Kind != yaml.MappingNode {
		r.key = "talks"
		r.wrongType(e.talks, "a map from id to talk, or a list of talks")
		return nil
	}
	var out []Talk
	for _, p := range pairs(e.talks) {
		key := resolved(p.key)
		t := Talk{ID: Word{Text: strings.TrimSpace(key.Value), Pos: r.place(p.key)}}
		r.key = "talks"
		if why := slugFault(t.ID.Text); why != "" || t.ID.Text == "" {
			r.id(key)
			continue
		}
		switch v := resolved(p.value); {
		case isNull(v):
		case v.Kind == yaml.ScalarNode: // magic-wormhole: Magic Wormhole
			t.Title, _ = r.title(v)
			t.Set = []string{"title"}
		case v.Kind != yaml.MappingNode:
			r.wrongEntry(v, "a map")
			continue
		default:
			id := t.ID
			t.Set = talkTable.read(r, v, &t)
			if t.ID != id {
				r.add(diag.Errorf("talk-id", t.ID.Pos, "this talk is called %q and %q", short(id.Text), short(t.ID.Text)).
					WithNote(id.Pos, "the key is its id").WithHint("leave the line id: out"))
				t.ID = id
			}
		}
		if !imported && t.Title.IsZero() {
			r.add(diag.Errorf("talk-title-missing", t.ID.Pos, "the talk %q has no title", short(t.ID.Text)).
				WithHint("add title:, since there is no schedule.yaml that has one"))
		}
		out = append(out, t)
	}
	return out
}

// talkList reads a list of whole talks.
func (r *reader) talkList(n *yaml.Node, whole bool) []Talk {
	var out []Talk
	first := map[string]diag.Pos{}
	for _, item := range items(n) {
		r.key = "talks"
		if isNull(item) {
			continue
		}
		if item.Kind != yaml.MappingNode {
			r.wrongEntry(item, "a map")
			continue
		}
		var t Talk
		t.Set = talkTable.read(r, item, &t)
		if i, ok := slices.BinarySearch(t.Set, "id"); ok {
			t.Set = slices.Delete(t.Set, i, i+1)
		}
		if t.ID.IsZero() {
			d := diag.Errorf("talk-id-missing", r.place(item), "this talk has no id")
			if s := slug.Make(t.Title.Text); s != "" {
				d = d.WithHint("add id: %s", s)
			}
			r.add(d)
			continue
		}
		if whole && t.Title.IsZero() {
			r.add(diag.Errorf("talk-title-missing", t.ID.Pos, "the talk %q has no title", short(t.ID.Text)).WithHint("add title:"))
		}
		if was, twice := first[t.ID.Text]; twice {
			r.add(diag.Errorf("talk-duplicate", t.ID.Pos, "two talks are called %q", short(t.ID.Text)).WithNote(was, "the first is here"))
			continue
		}
		first[t.ID.Text] = t.ID.Pos
		out = append(out, t)
	}
	return out
}

// scheduleFile is schedule.yaml, which an importer writes.
type scheduleFile struct{ talks *yaml.Node }

var scheduleTable = newTable("a schedule", []key[scheduleFile]{
	{name: "source", kind: kind[scheduleFile]{shape: "map", fields: func(*scheduleFile) []any { return nil }, read: func(*reader, *yaml.Node, *scheduleFile) {}}, doc: "where it was imported from; the importer's business"},
	{name: "talks", kind: kind[scheduleFile]{shape: "list of talks", nested: talkTable.describe, fields: func(*scheduleFile) []any { return nil }, read: func(_ *reader, n *yaml.Node, s *scheduleFile) { s.talks = n }}, doc: "the programme"},
})

func loadSchedule(f *source.File, list *diag.List) ([]Talk, *reader) {
	r, root, ok := openYAML(f, event, "a schedule", list)
	if !ok {
		return nil, r
	}
	var s scheduleFile
	scheduleTable.read(r, root, &s)
	if s.talks == nil {
		return nil, r
	}
	return r.talkList(s.talks, true), r
}

// overlay lays the writer's talks over the imported ones, field by field. A talk
// the schedule does not have is added when it is whole.
func overlay(imported, writers []Talk, r *reader) []Talk {
	at := make(map[string]int, len(imported))
	ids := make([]string, len(imported))
	for i, t := range imported {
		at[t.ID.Text], ids[i] = i, t.ID.Text
	}
	for i := range writers {
		w := &writers[i]
		if j, ok := at[w.ID.Text]; ok {
			talkTable.lay(&imported[j], w, w.Set)
			imported[j].Set = union(imported[j].Set, w.Set)
			continue
		}
		if w.Title.IsZero() {
			if !r.full() {
				r.add(diag.Errorf("talk-not-scheduled", w.ID.Pos, "schedule.yaml has no talk %q", short(w.ID.Text)).
					WithHint("give it a title: when it is a talk of its own").Meant(w.ID.Text, ids))
			}
			continue
		}
		imported = append(imported, *w)
	}
	return imported
}

func union(a, b []string) []string {
	out := append(slices.Clone(a), b...)
	slices.Sort(out)
	return slices.Compact(out)
}

// checkTimes looks at the talks that this file gave times to.
func (r *reader) checkTimes(e *Event, mine func(*Talk) bool) {
	loc, known := Location(e.Timezone.Text)
	asked := r.faulty["timezone"] // what stands there is none, which was told
	for i := range e.Talks {
		t := &e.Talks[i]
		if !mine(t) || t.Start.IsZero() {
			continue
		}
		if t.Start.Precision < WithTime {
			r.add(diag.Errorf("talk-time", t.Start.Pos, "start wants a day and a time, as 2016-05-30T10:50").
				WithHint("when only the day is known, write day:"))
			continue
		}
		if e.Timezone.IsZero() && !t.Start.HasZone && !asked {
			asked = true
			r.add(diag.Errorf("event-zone-missing", t.Start.Pos, "a time is given, but the event has no timezone").
				WithHint("add a line timezone: with the zone of the place, as Europe/Berlin"))
		}
		if !t.End.IsZero() && before(t.End, t.Start) {
			r.add(diag.Errorf("talk-order", t.End.Pos, "the talk ends before it starts").WithNote(t.Start.Pos, "it starts here"))
		}
		if known && !e.Timezone.IsZero() {
			for _, w := range []When{t.Start, t.End} {
				if w.Precision == WithTime && !w.HasZone && skipped(w, loc) {
					r.add(diag.Warnf("event-time-gap", w.Pos, "this time does not exist in %s: the clocks go forward over it", e.Timezone.Text))
				}
			}
		}
	}
	if e.Start.Precision == WithTime && !e.Start.HasZone && e.Timezone.IsZero() && e.Start.Pos.File == r.file && !asked {
		r.add(diag.Errorf("event-zone-missing", e.Start.Pos, "a time is given, but the event has no timezone").
			WithHint("add a line timezone: with the zone of the place, as Europe/Berlin"))
	}
}

// skipped reports whether the clocks of a place never show this time.
func skipped(w When, loc *time.Location) bool {
	t := w.In(loc)
	return t.Hour() != w.Hour || t.Minute() != w.Minute
}
