package draw

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"recap/generator/view"
)

func at(name string, lat, lon float64, events int) view.Place {
	return view.Place{ID: "in-" + strings.ToLower(name), Name: name, Latitude: lat, Longitude: lon, Count: events}
}

var mapWords = MapWords{Title: "Map", Desc: "A spot each.", Place: func(p view.Place) string { return fmt.Sprint(p.Name, ": ", p.Count) }}

var (
	europe = []view.Place{at("Antwerp", 51.22, 4.42, 1), at("Brussels", 50.81, 4.38, 3), at("Ghent", 51.05, 3.72, 1), at("Paris", 48.86, 2.35, 1),
		at("Bucharest", 44.44, 26.1, 1), at("Bologna", 44.49, 11.34, 1), at("Berlin", 52.52, 13.41, 2), at("Vienna", 48.21, 16.37, 1)}
	pacific  = []view.Place{at("Suva", -18.14, 178.44, 1), at("Apia", -13.83, -171.76, 1), at("Auckland", -36.85, 174.76, 2)}
	all      = append(slices.Clone(europe), at("Toronto", 43.65, -79.39, 2), at("Seattle", 47.61, -122.33, 2), at("Sydney", -33.87, 151.21, 1))
	antipode = []view.Place{at("South Pole", -90, 0, 1), at("North Pole", 90, 180, 1), at("West", 0, -180, 1), at("East", 0, 180, 1)}
)

// Every place is a link once, in the order it was given, to its own entry.
func TestMap(t *testing.T) {
	for name, places := range map[string][]view.Place{"europe": europe, "pacific": pacific, "all": all, "ends": antipode, "one": europe[:1], "none": nil} {
		got, err := Map(places, mapWords)
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, p := range places {
			want = append(want, "#"+p.ID)
		}
		if have := links(t, got); !slices.Equal(have, want) {
			t.Errorf("%s: %q, want %q", name, have, want)
		}
		var z bytes.Buffer
		w := gzip.NewWriter(&z)
		w.Write([]byte(got))
		w.Close()
		t.Logf("%s: %d bytes, %d gzipped", name, len(got), z.Len())
		if z.Len() > 12<<10 {
			t.Errorf("%s: %d bytes gzipped, more than 12 KB", name, z.Len())
		}
		if !strings.Contains(got, `class="land" d="M`) {
			t.Errorf("%s: no land", name)
		}
	}
}

// Names touch nothing and stay inside in every width in which they are shown,
// and no spot leaves the picture.
func TestMapRoom(t *testing.T) {
	for name, places := range map[string][]view.Place{"europe": europe, "pacific": pacific, "all": all, "ends": antipode} {
		spots := frameOf(places).spots(places)
		for _, width := range []float64{narrow, 27, 36, 50, 60, 67, broad} {
			var words, round []rect
			for _, s := range spots {
				round = append(round, s.box(width))
				if s.name != nil && (s.name.narrow || width >= wide) {
					words = append(words, s.words(width))
				}
			}
			edge := rect{0, 0, width, width / aspect}
			inside(t, words, edge, width)
			for _, s := range spots {
				if s.x < 0 || s.x > 1 || s.y < 0 || s.y > 1 {
					t.Errorf("%s: %s lies at %v %v", name, s.place.Name, s.x, s.y)
				}
			}
			apart(t, words, width)
			for _, w := range words {
				if slices.ContainsFunc(round, w.meets) {
					t.Errorf("%s, width %v: the name %v lies on a spot", name, width, w)
				}
			}
		}
		if named := len(slices.DeleteFunc(spots, func(s spot) bool { return s.name == nil })); named < (len(places)+1)/2 {
			t.Errorf("%s: %d of %d places are named", name, named, len(places))
		}
	}
}

// The frame is the part of the world where the places are, also where the date
// changes, and the whole world when they are all over it.
func TestFrame(t *testing.T) {
	for _, c := range []struct {
		name   string
		places []view.Place
		whole  bool
		middle float64
	}{{"europe", europe, false, 14.2}, {"pacific", pacific, false, -178.5}, {"all", all, true, 0}, {"ends", antipode, true, 0}, {"one", europe[:1], false, 4.42}} {
		f := frameOf(c.places)
		if f.whole != c.whole || math.Abs(f.middle-c.middle) > .5 {
			t.Errorf("%s: whole %v around %v", c.name, f.whole, f.middle)
		}
		if a := f.width() / f.height(); math.Abs(a-aspect) > 1e-9 {
			t.Errorf("%s: %v times as wide as high", c.name, a)
		}
	}
}

// Regions are the crowded parts of a map of the world, and no other map has any.
func TestRegions(t *testing.T) {
	regions := Regions(all)
	if len(regions) != 1 || len(regions[0]) != len(europe) || regions[0][0].Name != "Antwerp" {
		t.Errorf("%v", regions)
	}
	for name, places := range map[string][]view.Place{"europe": europe, "pacific": pacific, "none": nil} {
		if got := Regions(places); got != nil {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestMapRefuses(t *testing.T) {
	for _, p := range []view.Place{at("X", math.NaN(), 0, 1), at("X", 0, math.NaN(), 1), at("X", 91, 0, 1), at("X", 0, -180.1, 1), at("X", math.Inf(1), 0, 1)} {
		if _, err := Map([]view.Place{europe[0], p}, mapWords); err == nil || !strings.Contains(err.Error(), `the place "X" lies nowhere`) {
			t.Errorf("%v: %v", p, err)
		}
	}
}

// Places that everyone knows lie on land where the outline has it: the outline,
// the projection and the frame agree.
func TestOnLand(t *testing.T) {
	world := world(nil)
	for _, c := range []struct {
		name     string
		lat, lon float64
		land     bool
	}{{"Berlin", 52.5, 13.4, true}, {"Denver", 39.7, -105, true}, {"Alice Springs", -23.7, 133.9, true}, {"Chukotka", 67, -175, true}, {"Novosibirsk", 55, 83, true},
		{"Nairobi", -1.3, 36.8, true}, {"North Atlantic", 40, -40, false}, {"Gulf of Guinea", 0, 0, false}, {"Baltic Sea", 58, 19.8, false}, {"Date line", 0, 180, false}} {
		in := false
		x, y := world.project(c.lon, c.lat)
		for _, s := range outline() {
			if s.land {
				line, _ := world.points(s, 0, 0)
				if encloses(line, x, y) {
					in = !in // a lake is a ring in a ring
				}
			}
		}
		if in != c.land {
			t.Errorf("%s: on land %v", c.name, in)
		}
	}
}

func encloses(ring []xy, x, y float64) bool {
	in := false
	for i, p := range ring {
		q := ring[(i+len(ring)-1)%len(ring)]
		if p.y > y != (q.y > y) && x < p.x+(q.x-p.x)*(y-p.y)/(q.y-p.y) {
			in = !in
		}
	}
	return in
}

// Whatever the coordinates and the name: a picture that is XML with a link for
// each place, or an error.
func FuzzMap(f *testing.F) {
	f.Add("Suva", -18.1, 178.4, -171.7)
	f.Add("Pole", -90.0, 180.0, -180.0)
	f.Add("a\x00<b>&\"", 0.0, 0.0, 1e-300)
	f.Add("NaN", math.NaN(), math.Inf(1), 0.0)
	f.Add("", 90.0, 179.999999, -179.999999)
	f.Fuzz(func(t *testing.T, name string, lat, a, b float64) {
		got, err := Map([]view.Place{{ID: "a", Name: name, Latitude: lat, Longitude: a, Count: 1}, {ID: "b", Name: name, Latitude: -lat, Longitude: b, Count: -1}}, mapWords)
		if ok := math.Abs(lat) <= 90 && math.Abs(a) <= 180 && math.Abs(b) <= 180; ok != (err == nil) {
			t.Fatalf("%v %v %v: %v", lat, a, b, err)
		}
		if err == nil {
			if have := links(t, got); len(have) != 2 {
				t.Errorf("%q", have)
			}
		}
	})
}

// Whatever the dates: a bar inside of the picture, or an error.
func FuzzTimeline(f *testing.F) {
	f.Add(int64(0), int64(0), 2020, "day", "X")
	f.Add(int64(-62135596800), int64(1), 1, "year", "")
	f.Add(int64(253402300799), int64(86400), 9999, "month", "€")
	f.Add(int64(1582934400), int64(-86400), 2020, "day", "29 February")
	f.Fuzz(func(t *testing.T, from, length int64, year int, precision, name string) {
		e := event(name, "2020-01-01", "2020-01-01", "known")
		if from < -1e11 || from > 1e12 || length < -1e11 || length > 1e12 {
			return // time.Time would turn over
		}
		e.Event.Start.Time, e.Event.End.Time = day("1970").Time.Add(0), day("1970").Time
		e.Event.Start.Time = e.Event.Start.Time.AddDate(0, 0, int(from/86400))
		e.Event.End.Time = e.Event.Start.Time.AddDate(0, 0, int(length/86400))
		e.Event.Start.Precision, e.Event.End.Precision = precision, precision
		y := view.TimelineYear{Year: year, Events: []view.TimelineEvent{e}}
		row, err := lay(y)
		if err != nil {
			return
		}
		words, bars := row.boxes(0, narrow)
		inside(t, append(words, bars...), rect{-.01, 0, narrow + .01, row.height()}, narrow)
		got, _ := Timeline(view.Timeline{Years: []view.TimelineYear{y}}, timelineWords)
		elements(t, got)
	})
}
