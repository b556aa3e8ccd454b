package draw

import (
	"cmp"
	"math"
	"slices"

	"recap/generator/view"
)

// linked is how near a place is to the next one of its region: a fifth of the
// way from the pole to the equator and a bit, 2,300 km.
const linked = .36

// regionLeast is how many places are worth a closer look, and regionMost how many
// regions are.
const (
	regionLeast = 3
	regionMost  = 3
)

// Regions are the parts of the world that deserve a map of their own beside one
// of the whole: places near each other, in the order they were given, the region
// with most events first. None when Map itself shows no more than a part.
func Regions(places []view.Place) [][]view.Place {
	f := frameOf(places)
	if len(places) < regionLeast || !f.whole {
		return nil
	}
	crowded := map[string]bool{} // places whose names find no room on a phone
	for _, s := range f.spots(places) {
		crowded[s.place.ID] = s.name == nil || !s.name.narrow
	}
	left := slices.Clone(places)
	var out [][]view.Place
	for len(left) > 0 {
		region := []view.Place{left[0]}
		left = left[1:]
		for i := 0; i < len(region); i++ {
			left = slices.DeleteFunc(left, func(p view.Place) bool {
				near := distance(region[i], p) < linked
				if near {
					region = append(region, p)
				}
				return near
			})
		}
		if len(region) >= regionLeast && !frameOf(region).whole && slices.ContainsFunc(region, func(p view.Place) bool { return crowded[p.ID] }) {
			out = append(out, region)
		}
	}
	order := map[string]int{}
	for i, p := range places {
		order[p.ID] = i
	}
	for _, region := range out {
		slices.SortFunc(region, func(a, b view.Place) int { return cmp.Compare(order[a.ID], order[b.ID]) })
	}
	slices.SortStableFunc(out, func(a, b []view.Place) int { return cmp.Compare(events(b), events(a)) })
	return out[:min(len(out), regionMost)]
}

func events(places []view.Place) int {
	n := 0
	for _, p := range places {
		n += p.Count
	}
	return n
}

// distance is the way between two places along the ground, with the radius of
// the earth as unit (haversine formula).
func distance(a, b view.Place) float64 {
	rad := math.Pi / 180
	lat, lon := (b.Latitude-a.Latitude)*rad/2, (b.Longitude-a.Longitude)*rad/2
	h := math.Sin(lat)*math.Sin(lat) + math.Cos(a.Latitude*rad)*math.Cos(b.Latitude*rad)*math.Sin(lon)*math.Sin(lon)
	return 2 * math.Asin(math.Sqrt(min(1, h)))
}
