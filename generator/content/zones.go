package content

import (
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // zones are the same on a machine that has none

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
)

var locations sync.Map // name → *time.Location, nil for none

// Location is the zone of an IANA name, such as Europe/Berlin. "" and "UTC" are
// UTC; the machine's own zone has no name here.
func Location(name string) (*time.Location, bool) {
	if name == "" || name == "UTC" {
		return time.UTC, true
	}
	if l, ok := locations.Load(name); ok {
		loc, _ := l.(*time.Location)
		return loc, loc != nil
	}
	var loc *time.Location
	if name != "Local" && len(name) < 64 {
		loc, _ = time.LoadLocation(name)
	}
	if len(name) < 64 {
		locations.Store(name, loc)
	}
	return loc, loc != nil
}

// zone reads the name of a time zone.
func (r *reader) zone(n *yaml.Node) (Word, bool) {
	w, ok := r.word(n)
	if !ok {
		return w, false
	}
	names := strings.Fields(zoneNames)
	for _, name := range names { // a disk that ignores case would find europe/berlin, others not
		if strings.EqualFold(name, w.Text) && name != w.Text {
			r.add(diag.Errorf("zone-unknown", w.Pos, "no time zone is called %q", short(w.Text)).
				WithHint("write %s", name).WithFix(w.Pos, name))
			return w, false
		}
	}
	if _, ok := Location(w.Text); ok {
		return w, true
	}
	d := diag.Errorf("zone-unknown", w.Pos, "no time zone is called %q", short(w.Text)).Meant(w.Text, names)
	if d.Hint == "" {
		d = d.WithHint("zones are named after a city: Europe/Berlin, America/Toronto; or UTC")
		for _, name := range names {
			if _, city, ok := strings.Cut(name, "/"); ok && strings.EqualFold(city, strings.ReplaceAll(w.Text, " ", "_")) {
				d = d.WithHint("write %s", name).WithFix(w.Pos, name)
			}
		}
	}
	r.add(d)
	return w, false
}
