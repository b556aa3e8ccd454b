package draw

import (
	"encoding/xml"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"recap/generator/view"
)

var update = flag.Bool("update", false, "write testdata/*.svg anew")

// golden holds a picture against testdata/name.svg, which is small enough to read.
func golden(t *testing.T, name, got string) {
	t.Helper()
	elements(t, got)
	file := filepath.Join("testdata", name+".svg")
	got = strings.ReplaceAll(got, "/><", "/>\n<")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s:\n%s\nwant\n%s\n(go test ./generator/draw -update writes it anew; then look at it)", file, got, want)
	}
}

// elements reads a picture as XML, which inline SVG in HTML need not be and ours
// is, and sees that a strict policy lets all of it through.
func elements(t testing.TB, svg string) []xml.StartElement {
	t.Helper()
	var out []xml.StartElement
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatalf("%v in %s", err, svg)
		}
		if e, ok := tok.(xml.StartElement); ok {
			out = append(out, e)
			for _, a := range e.Attr {
				if n := a.Name.Local; n == "style" || n == "id" || strings.HasPrefix(n, "on") || strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") {
					t.Errorf("<%s %s=%q>", e.Name.Local, n, a.Value)
				}
				if share, ok := strings.CutSuffix(a.Value, "%"); ok {
					if f, err := strconv.ParseFloat(share, 64); err != nil || f < 0 || f > 100 {
						t.Errorf("<%s %s=%q> leaves the picture", e.Name.Local, a.Name.Local, a.Value)
					}
				}
			}
			if n := e.Name.Local; n == "script" || n == "style" || n == "image" {
				t.Errorf("<%s> in a picture", n)
			}
		}
	}
}

func links(t testing.TB, svg string) []string {
	var out []string
	for _, e := range elements(t, svg) {
		for _, a := range e.Attr {
			if e.Name.Local == "a" && a.Name.Local == "href" {
				out = append(out, a.Value)
			}
		}
	}
	return out
}

func day(s string) view.Day {
	layouts := map[int]string{4: "year", 7: "month", 10: "day"}
	tm, err := time.Parse("2006-01-02"[:len(s)], s)
	if err != nil {
		panic(err)
	}
	return view.Day{Time: tm, Precision: layouts[len(s)]}
}

func event(name, from, to, state string) view.TimelineEvent {
	return view.TimelineEvent{Label: name, State: state, Event: view.EventRef{Name: name, URL: "/events/" + strings.ToLower(strings.ReplaceAll(name, " ", "-")) + "/", Start: day(from), End: day(to)}}
}

var timelineWords = TimelineWords{
	Title: "Events by year", Desc: "A row a year.",
	Months: [12]string{"J", "F", "M", "A", "M", "J", "J", "A", "S", "O", "N", "D"},
	Year:   func(y int) string { return fmt.Sprint("Events in ", y) },
	Event:  func(e view.TimelineEvent) string { return e.Event.Name + ", " + e.State },
}

func sampleTimeline() view.Timeline {
	spoke := event("Fosdem & friends", "2020-02-01", "2020-02-02", "written")
	spoke.Spoke = true
	return view.Timeline{Years: []view.TimelineYear{
		{Year: 2020, URL: "/events/year/2020/", Events: []view.TimelineEvent{
			event("New Year", "2020-01-01", "2020-01-01", "there"), spoke, event("Next door", "2020-02-03", "2020-02-05", "known"),
			event("Some month", "2020-07", "2020-07", "known"), event("Silvester", "2020-12-28", "2021-01-02", "ahead")}},
		{Year: 2009, Events: []view.TimelineEvent{event("Some time in the year", "2009", "2009", "known"), event("A name longer than phones have room for", "2009-06-15", "2009-06-15", "written")}},
	}}
}

func TestTimeline(t *testing.T) {
	got, err := Timeline(sampleTimeline(), timelineWords)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "timeline", got)
}

// Every event is a link once, in the order of the rows.
func TestTimelineLinks(t *testing.T) {
	tl := sampleTimeline()
	got, _ := Timeline(tl, timelineWords)
	var want []string
	for _, y := range tl.Years {
		if y.URL != "" {
			want = append(want, y.URL)
		}
		for _, e := range y.Events {
			want = append(want, e.Event.URL)
		}
	}
	if have := links(t, got); strings.Join(have, " ") != strings.Join(want, " ") {
		t.Errorf("%q, want %q", have, want)
	}
}

// Words touch neither each other nor another event's bar, and stay inside, in
// every width from a phone's to a wide window's.
func TestTimelineRoom(t *testing.T) {
	tl := sampleTimeline()
	var crowd view.TimelineYear
	for i := range 40 {
		from := time.Date(2024, 1, 1+i*9, 0, 0, 0, 0, time.UTC)
		e := event(strings.Repeat("Wide W", 1+i%4), "2024-01-01", "2024-01-01", "written")
		e.Event.Start.Time, e.Event.End.Time = from, from.AddDate(0, 0, i%5)
		crowd.Events = append(crowd.Events, e)
	}
	crowd.Year = 2024
	tl.Years = append(tl.Years, crowd)
	if row, _ := lay(tl.Years[1]); row.bars[1].rest == "" {
		t.Error("a name that was cut is not complete where there is room")
	}
	for _, width := range []float64{narrow, 30, 45, 60, broad} {
		for _, y := range tl.Years {
			row, err := lay(y)
			if err != nil {
				t.Fatal(err)
			}
			words, bars := row.boxes(0, width)
			inside(t, append(words, bars...), rect{-.01, 0, width + .01, row.height()}, width)
			apart(t, words, width)
			for i, w := range words {
				for j, b := range bars {
					if w.meets(b) {
						t.Errorf("width %v, %d: word %d %v lies on bar %d %v", width, y.Year, i, w, j, b)
					}
				}
			}
		}
	}
}

func inside(t *testing.T, boxes []rect, of rect, width float64) {
	t.Helper()
	for i, b := range boxes {
		if !b.inside(of) {
			t.Errorf("width %v: box %d %v leaves %v", width, i, b, of)
		}
	}
}

func apart(t *testing.T, boxes []rect, width float64) {
	t.Helper()
	for i, a := range boxes {
		for j, b := range boxes[:i] {
			if a.meets(b) {
				t.Errorf("width %v: words %d and %d touch: %v %v", width, i, j, a, b)
			}
		}
	}
}

func TestTimelineRefuses(t *testing.T) {
	for _, c := range []struct {
		year     int
		from, to string
		ok       bool
	}{
		{2020, "2020-02-29", "2020-02-29", true}, {2020, "2019-12-30", "2020-01-02", true}, {2020, "2020", "2020", true},
		{2020, "2020-05-02", "2020-05-01", false}, {2020, "2021-01-01", "2021-01-02", false}, {2020, "2018", "2018", false},
	} {
		_, err := Timeline(view.Timeline{Years: []view.TimelineYear{{Year: c.year, Events: []view.TimelineEvent{event("X", c.from, c.to, "known")}}}}, timelineWords)
		if (err == nil) != c.ok {
			t.Errorf("%s to %s in %d: %v", c.from, c.to, c.year, err)
		}
	}
	if _, err := Timeline(view.Timeline{Years: []view.TimelineYear{{Events: make([]view.TimelineEvent, 1)}}}, timelineWords); err == nil {
		t.Error("an event without dates was drawn")
	}
}

func TestRing(t *testing.T) {
	golden(t, "ring", Ring(5, 20, "5 of 20 talks <retold>"))
	for _, c := range []struct {
		part, whole int
		want        string
	}{{0, 9, ""}, {1, 1000, `"2 100"`}, {999, 1000, `"98 100"`}, {7, 7, `"100 100"`}, {8, 7, `"100 100"`}} {
		got := Ring(c.part, c.whole, "x")
		if c.want == "" && strings.Contains(got, "part") || !strings.Contains(got, c.want) {
			t.Errorf("%d of %d: %s", c.part, c.whole, got)
		}
	}
}

func TestMonths(t *testing.T) {
	var months []view.MonthCount
	for m := range 12 {
		months = append(months, view.MonthCount{Date: day(fmt.Sprintf("2016-%02d", m+1)), Posts: m % 4})
	}
	months[1].Days, months[11].Days = []int{1, 2, 3, 29}, []int{31}
	months[5].URL = "/2016/06/"
	golden(t, "months", Months(months, MonthsWords{Title: "The months", Desc: "A column each.",
		Letter: func(m int) string { return timelineWords.Months[m-1] },
		Month:  func(m view.MonthCount) string { return fmt.Sprintf("%s: %d", m.Date.Time.Month(), m.Posts) }}))
}

// Reference points: the extent of the world on the unit sphere, whose poles are
// .5925 as long as the equator, and its symmetry.
func TestProject(t *testing.T) {
	for _, c := range []struct{ lon, lat, x, y float64 }{
		{0, 0, 0, 0}, {180, 0, 2.7066297, 0}, {0, 90, 0, 1.3173628}, {180, 90, 1.6035886, 1.3173628},
	} {
		for _, s := range []float64{1, -1} {
			x, y := Project(s*c.lon, s*c.lat)
			if math.Abs(x-s*c.x) > 5e-4 || math.Abs(y-s*c.y) > 5e-4 {
				t.Errorf("%v %v: %v %v, want %v %v", s*c.lon, s*c.lat, x, y, s*c.x, s*c.y)
			}
		}
	}
	// PROJ's own check of eqearth, on a sphere of 6378137 m, to the centimetre.
	if x, _ := Project(180, 0); math.Abs(x*6378137-17263256.84) > .01 {
		t.Errorf("the equator ends at %v m", x*6378137)
	}
	// Areas are true: a strip between two circles of latitude has its area on the
	// sphere, 2π (sin b − sin a).
	for lat := -90.0; lat < 90; lat += 7.5 {
		sum, steps := 0.0, 200
		for i := range steps {
			a, b := lat+7.5*float64(i)/float64(steps), lat+7.5*float64(i+1)/float64(steps)
			_, ya := Project(0, a)
			_, yb := Project(0, b)
			x, _ := Project(180, (a+b)/2)
			sum += 2 * x * (yb - ya)
		}
		if want := 2 * math.Pi * (math.Sin((lat+7.5)*math.Pi/180) - math.Sin(lat*math.Pi/180)); math.Abs(sum-want) > 1e-3 {
			t.Errorf("from %v: %v, want %v", lat, sum, want)
		}
	}
}
