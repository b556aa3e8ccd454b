package plan

import (
	"testing"
	"time"
)

// The clocks of zones with and without daylight saving, on both halves of the
// globe, with half hours, changes of law and a skipped day: as time.Location
// has them, twice a day.
func TestZoneChanges(t *testing.T) {
	for _, name := range []string{"Europe/Berlin", "America/New_York", "America/Los_Angeles", "Australia/Sydney", "Australia/Lord_Howe", "Asia/Kolkata",
		"Asia/Tokyo", "America/Sao_Paulo", "Europe/Moscow", "Pacific/Apia", "Europe/Dublin", "Africa/Casablanca", "America/Caracas", "Etc/UTC"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		first, last := time.Date(2009, 3, 1, 0, 0, 0, 0, zone), time.Date(2019, 11, 1, 0, 0, 0, 0, zone)
		changes := zoneChanges(zone, first, last).Changes
		for at := first; at.Before(last); at = at.Add(12 * time.Hour) {
			// What a calendar program does (RFC 5545 3.6.5): the last change before
			// the local time decides.
			wall, want := at.Format(wallClock), 0
			if _, want = at.Zone(); name == "Pacific/Apia" && at.Year() == 2011 && at.YearDay() > 362 {
				continue
			}
			got := 0
			for i, ch := range changes {
				if i == 0 || ch.Wall <= wall {
					got = ch.To
				}
			}
			if got != want {
				t.Fatalf("%s at %s: %d, want %d", name, wall, got, want)
			}
		}
	}
}

// A change of clocks stands where it happens, with what held before and after.
func TestZoneChangesOfOneYear(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2016, 5, 28, 9, 0, 0, 0, zone)
	got := zoneChanges(zone, day, day)
	if len(got.Changes) != 3 || got.ID != "Europe/Berlin" {
		t.Fatalf("%+v", got)
	}
	if c := got.Changes[1]; c.Wall != "20160327T020000" || c.From != 3600 || c.To != 7200 || !c.Daylight || c.Name != "CEST" {
		t.Errorf("%+v", c)
	}
	if c := got.Changes[2]; c.Wall != "20161030T030000" || c.From != 7200 || c.To != 3600 || c.Daylight {
		t.Errorf("%+v", c)
	}
}
