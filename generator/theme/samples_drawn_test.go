package theme

import (
	"fmt"

	"recap/generator/view"
)

// What pictures of the data show on the sample pages.
var (
	sampleTimeline = &view.Timeline{States: []string{"written", "there", "ahead", "known", "spoke"}, Years: []view.TimelineYear{
		{Year: 2018, URL: "/events/year/2016/", Events: []view.TimelineEvent{{Event: lca, Label: "lca", State: "written", Spoke: true}}},
		{Year: 2016, URL: "/events/year/2016/", Events: []view.TimelineEvent{{Event: bbq, Label: "DevOpsDays Toronto", State: "there"}, {Event: pycon, Label: "PyCon US", State: "written"}, {Event: releng, Label: "RelEng", State: "known"}}},
	}}
	samplePlaces = []view.Place{
		{ID: "in-sydney", Name: "Sydney", Country: "Australia", Latitude: -33.87, Longitude: 151.21, Events: []view.EventRef{lca}, Count: 1},
		{ID: "in-portland", Name: "Portland", Country: "USA", Latitude: 45.52, Longitude: -122.66, Events: []view.EventRef{pycon, releng}, Count: 14},
		{ID: "in-seattle", Name: "Seattle", Country: "USA", Latitude: 47.6, Longitude: -122.33, Events: []view.EventRef{releng}, Count: 1},
	}
)

func sampleMonths() []view.MonthCount {
	var out []view.MonthCount
	for m := range 12 {
		c := view.MonthCount{Date: at(fmt.Sprintf("2016-%02d", m+1)), Posts: m % 5}
		if m%3 == 1 {
			c.Days = []int{3, 4, 5, 20 + m}
		}
		if c.Posts > 0 {
			c.URL = "/2016/06/"
		}
		out = append(out, c)
	}
	return out
}
