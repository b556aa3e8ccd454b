package schedule

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/source"
)

// Plan is what an import would do: the files it writes, and what has changed in
// the programme.
type Plan struct {
	Diagnostics diag.List
	Format      string
	Files       []Output // none when nothing changes
	Talks       int      // in the programme now, withdrawn ones left out
	Speakers    int
	Changes     []Change
	Matched     []string // ids of talks of the writer's that the programme has too, sorted
	Zone        string   // the event's, as far as known
	Zoned       bool     // the event had no zone, and Files gives it this one
}

// Output is a file to write, by its slash path below the site.
type Output struct {
	Path string
	Data []byte
	New  bool // it must not be there yet

	From string // where the file is now, "" for Path: it is moved
	Was  []byte // what a file of the writer's must still hold
}

// Change is what happened to one talk since the import before.
type Change struct {
	What   string        `json:"change"` // added, changed, withdrawn, removed
	ID     string        `json:"id"`
	Title  string        `json:"title"`
	Fields []FieldChange `json:"fields,omitempty"`
}

// FieldChange is one value before and after; long ones are whole here.
type FieldChange struct {
	Field string `json:"field"`
	Was   string `json:"was"`
	Is    string `json:"is"`
}

// Import reads a source and plans what to write. It writes nothing itself, and
// plans nothing when it found an error.
func Import(in *Input, o Options) (*Plan, error) {
	r := &reading{options: o}
	p := &Plan{}
	err := r.plan(in, p)
	p.Diagnostics = r.list
	if r.said > 0 {
		p.Diagnostics.Add(diag.Warnf("schedule-more", diag.Whole(in.Name), "%d more problems like these are not told", r.said))
	}
	p.Diagnostics = p.Diagnostics.Sorted()
	if err != nil || p.Diagnostics.HasErrors() {
		p.Files, p.Changes = nil, nil
	}
	return p, err
}

func (r *reading) plan(in *Input, p *Plan) error {
	s := r.parse(in, r.options.As)
	if s == nil || r.list.HasErrors() {
		return nil
	}
	p.Format = s.Format
	ev, err := r.event()
	if err != nil || r.list.HasErrors() {
		return err
	}
	if len(s.Talks) == 0 {
		return r.nothing(s, ev, in, p)
	}
	zone := r.zone(s, &ev)
	if r.list.HasErrors() {
		return nil
	}
	s.setTimes(zone)
	s.order()
	r.outside(s, ev, in)
	old, err := r.before(ev.schedule)
	if err != nil || r.list.HasErrors() {
		return err
	}
	for i := range s.Talks {
		s.Talks[i].settleLinks()
	}
	p.Matched = r.keepIDs(s, old.Talks, ev.ownTalks(old.Talks, zone))
	if p.Changes, err = r.compare(s, old.Talks); err != nil {
		return err
	}
	p.Talks, p.Speakers = s.count()
	return r.write(s, ev, old, in, p)
}

// nothing is an import without a talk. It is a fault, but where the source knows
// of an event that the site does not have: then that is begun.
func (r *reading) nothing(s *Schedule, ev known, in *Input, p *Plan) error {
	d := diag.Errorf("schedule-empty", diag.Whole(in.Name), "there is no talk in this programme").
		WithHint("a folder without talks, a list of speakers alone, or a programme that is not published yet")
	if ev.file != "" || s.Event.Name == "" || s.Event.Start == "" {
		r.add(d)
		return nil
	}
	d.Severity = diag.Warning
	r.add(d)
	if r.zone(s, &ev); r.list.HasErrors() {
		return nil
	}
	if data, ok := r.propose(s, in); ok {
		p.Files = []Output{{Path: "content/events/" + ev.id + "/event.yaml", Data: data, New: true}}
	}
	return nil
}

// outside warns of talks whose days are none of the event's.
func (r *reading) outside(s *Schedule, ev known, in *Input) {
	first, last := s.Event.Start, s.Event.End
	if ev.record != nil {
		first, last = dayOf(ev.record.Start), dayOf(ev.record.End)
	}
	if first == "" {
		return
	}
	if last == "" {
		last = first
		if ev.record == nil {
			last = fortnight(first)
		}
	}
	out, at := 0, diag.Pos{}
	for i := range s.Talks {
		t := &s.Talks[i]
		if day := t.day(); day != "" && (day < first || day > last) {
			if out++; out == 1 {
				at = t.at
			}
		}
	}
	if out > 0 {
		r.add(diag.Warnf("schedule-outside", at, "%d of %d talks are on days outside of %s to %s, the first of them here", out, len(s.Talks), first, last).
			WithHint("if the event is longer than that, its start_date: or end_date: is wrong"))
	}
}

func dayOf(w content.When) string {
	if w.Precision < content.DayOnly {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", w.Year, w.Month, w.Day)
}

// fortnight is a day two weeks later: as long as events are.
func fortnight(day string) string {
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return d.AddDate(0, 0, 13).Format(time.DateOnly)
}

// order sorts a programme by its days and times; what is at the same time stays
// as the source has it, and parts of a talk without a time of their own stand
// behind it.
func (s *Schedule) order() {
	type place struct{ day, start string }
	at := map[string]place{}
	of := func(t *Talk) place {
		return place{cmp.Or(t.day(), "9"), t.Start}
	}
	for i := range s.Talks {
		for _, name := range []string{s.Talks[i].own, s.Talks[i].ID} {
			if name != "" {
				at[name] = of(&s.Talks[i])
			}
		}
	}
	sorted := func(t *Talk) place {
		p := of(t)
		if whole, ok := at[t.Parent]; ok && t.Start == "" && t.Parent != "" && whole.day == p.day {
			return whole
		}
		return p
	}
	slices.SortStableFunc(s.Talks, func(a, b Talk) int {
		x, y := sorted(&a), sorted(&b)
		return cmp.Or(cmp.Compare(x.day, y.day), cmp.Compare(x.start, y.start))
	})
}

func (s *Schedule) count() (talks, speakers int) {
	people := map[string]bool{}
	for i := range s.Talks {
		if s.Talks[i].Withdrawn {
			continue
		}
		talks++
		for _, sp := range s.Talks[i].Speakers {
			people[sp.Name] = true
		}
	}
	return talks, len(people)
}

// known is what the site has of the event.
type known struct {
	id       string
	file     string // event.yaml, "" when there is none
	home     string // where it is to be: file, but for an event that is a single file
	data     []byte
	zone     string // to be written into it, "" when it has one
	schedule string // path of schedule.yaml
	record   *content.Event
}

func (r *reading) event() (known, error) {
	k := known{id: r.options.Event, schedule: "content/events/" + r.options.Event + "/schedule.yaml"}
	for _, name := range []string{"event.yaml", "event.yml"} {
		file := path.Join("content/events", k.id, name)
		data, err := r.options.Site(file)
		if err != nil {
			return k, err
		}
		if data != nil {
			k.file, k.home, k.data = file, file, data
			break
		}
	}
	if k.file == "" {
		for _, ext := range []string{".yaml", ".yml"} {
			file := "content/events/" + k.id + ext
			data, err := r.options.Site(file)
			if err != nil {
				return k, err
			}
			if data != nil {
				k.file, k.home, k.data = file, "content/events/"+k.id+"/event"+ext, data
				break
			}
		}
	}
	if k.file == "" {
		return k, nil
	}
	set, said := content.Load(source.NewTree(source.NewFile(k.file, k.data)), nil)
	for _, d := range said {
		// Talks of a schedule that is not in this small tree are no fault.
		if d.Severity == diag.Error && d.Pos.File == k.file && !strings.HasPrefix(d.Code, "talk-") && d.Code != "event-zone-missing" {
			r.add(d)
		}
	}
	if len(set.Events) == 1 {
		k.record = set.Events[0]
	}
	return k, nil
}

// zone is the event's: what event.yaml says, else the command line, else the
// source. It is asked for when times need it, and never guessed: the site's own
// zone is where the writer lives. An event without one gets the line.
func (r *reading) zone(s *Schedule, ev *known) *time.Location {
	name, asked := s.Event.Zone, r.options.Zone
	at, needed := s.wantsZone()
	if asked != "" {
		if _, ok := content.Location(asked); !ok {
			r.add(diag.Errorf("zone-unknown", diag.Whole(""), "no time zone is called %q", short(asked)).
				WithHint("zones are named after a city: Europe/Berlin, America/Toronto; or UTC"))
			return nil
		}
		name = asked
	}
	if ev.record != nil {
		own := ev.record.Timezone.Text
		switch {
		case own != "" && asked != "" && own != asked:
			r.add(diag.Errorf("schedule-zone", ev.record.Timezone.Pos, "the event is in %s, not in %s", own, asked).
				WithHint("leave --timezone out, or change the line timezone:"))
			return nil
		case own != "":
			name = own
		case name != "" && s.timed():
			ev.zone = name
		case needed:
			r.add(diag.Errorf("schedule-zone", at, "this time says nothing without the zone of the event").
				WithHint("name the place's zone: --timezone Europe/Berlin writes it into %s", ev.home))
			return nil
		}
	} else if name == "" && needed {
		r.add(diag.Errorf("schedule-zone", at, "this time says nothing without the zone of the event").
			WithHint("name the place's zone: --timezone Europe/Berlin"))
		return nil
	}
	if name == "" {
		return nil
	}
	loc, _ := content.Location(name)
	s.Event.Zone = name
	return loc
}

func (s *Schedule) timed() bool {
	return slices.ContainsFunc(s.Talks, func(t Talk) bool { return !t.start.isZero() && !t.start.day })
}

// before is the schedule.yaml of the import before.
func (r *reading) before(file string) (scheduleFile, error) {
	var old scheduleFile
	data, err := r.options.Site(file)
	if err != nil || data == nil {
		return old, err
	}
	if err := yaml.Unmarshal(data, &old); err != nil {
		r.add(diag.Errorf("schedule-old", diag.Whole(file), "the schedule of the import before cannot be read: %s", strings.TrimPrefix(err.Error(), "yaml: ")).
			WithHint("recap build says where it is broken; without the file, ids are made anew"))
		return old, nil
	}
	if old.Source == nil {
		r.add(diag.Errorf("schedule-own", diag.Whole(file), "this file was not written by an import, and an import would write it anew").
			WithHint("move what you wrote to talks: in event.yaml, or give it a line source: {format: own} if all of it may go"))
	}
	return old, nil
}

// write plans the files: the schedule when the programme changed, and an
// event.yaml where there is none.
func (r *reading) write(s *Schedule, ev known, old scheduleFile, in *Input, p *Plan) error {
	now := scheduleFile{Source: &Source{Format: s.Format, Version: s.Version, SHA256: sum(in)}}
	if in.URL != "" {
		now.Source.URL = webAddress(in.URL, nil)
	} else {
		now.Source.File = path.Base(strings.ReplaceAll(in.Name, "\\", "/"))
	}
	for i := range s.Talks {
		now.Talks = append(now.Talks, s.Talks[i].record)
	}
	p.Zone = s.Event.Zone
	var data []byte
	if old.Source == nil || !reflect.DeepEqual(now.Talks, old.Talks) {
		now.Source.Fetched = r.options.Now.Format(time.DateOnly)
		var err error
		if data, err = now.marshal(); err != nil {
			return err
		}
		p.Files = append(p.Files, Output{Path: ev.schedule, Data: data})
	}
	if ev.file == "" {
		proposal, ok := r.propose(s, in)
		if !ok {
			return nil
		}
		ev.home, ev.data = "content/events/"+ev.id+"/event.yaml", proposal
		p.Files = append(p.Files, Output{Path: ev.home, Data: proposal, New: true})
	} else if ev.home != ev.file || ev.zone != "" {
		out, err := ev.settled()
		if fault, ok := errors.AsType[*diag.Fault](err); ok {
			r.list.Add(fault.List...)
			return nil
		} else if err != nil {
			return err
		}
		ev.data, p.Zoned = out.Data, ev.zone != ""
		p.Files = append(p.Files, out)
	}
	if data != nil {
		r.prove(ev, data)
	}
	return nil
}

// settled is the event's file as it is to be: in the folder of the event, where a
// programme can lie beside it, and with the zone in which its times are. Every
// other byte stays, but for the line that leads editors to the schema: it is a
// path, and one folder more is on the way now.
func (ev known) settled() (Output, error) {
	out := Output{Path: ev.home, Data: ev.data, Was: ev.data}
	if ev.home != ev.file {
		out.From = ev.file
		const line = "# yaml-language-server: $schema=../"
		if rest, ok := bytes.CutPrefix(out.Data, []byte(line)); ok {
			out.Data = slices.Concat([]byte(line+"../"), rest)
		}
	}
	if ev.zone != "" {
		var err error
		if out.Data, err = content.EditYAML(ev.file, out.Data, content.YAMLEdit{Path: []string{"timezone"}, Value: ev.zone, Replace: true}); err != nil {
			return out, err
		}
	}
	return out, nil
}

// prove reads what is about to be written as a build will: an import never
// leaves a site that cannot be built.
func (r *reading) prove(ev known, schedule []byte) {
	tree := source.NewTree(source.NewFile(ev.home, ev.data), source.NewFile(ev.schedule, schedule))
	_, said := content.Load(tree, nil)
	for _, d := range said {
		if d.Severity == diag.Error && strings.HasPrefix(d.Pos.File, path.Dir(ev.home)+"/") {
			r.add(diag.Errorf("schedule-unreadable", diag.Whole(ev.schedule), "a build could not read what this import would write: %s", d.Message).
				WithHint("%s", cmp.Or(d.Hint, "please report it, with the source")))
		}
	}
}

// sum names the bytes of a source.
func sum(in *Input) string {
	h := sha256.New()
	for _, f := range in.Files {
		if in.Dir {
			fmt.Fprintf(h, "%s\x00%d\x00", below(in, f.Name), len(f.Data))
		}
		h.Write(f.Data)
	}
	return hex.EncodeToString(h.Sum(nil))
}
