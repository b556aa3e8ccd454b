package draw

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"recap/generator/view"
)

// MapWords are the texts of a map.
type MapWords struct {
	Title, Desc string
	Place       func(view.Place) string // the name of a link: "Berlin, Germany: 3 events"
}

// Map draws places on the land of the earth, each as a spot that grows with the
// number of its events and leads to the place's entry in the page. When they all
// lie in one part of the world, it shows that part. Names stand where they have
// room: the largest places first.
//
// The error names a place whose coordinates are none.
func Map(places []view.Place, w MapWords) (string, error) {
	for _, p := range places {
		if !(math.Abs(p.Latitude) <= 90 && math.Abs(p.Longitude) <= 180) { // NaN is no such number either
			return "", fmt.Errorf("the place %q lies nowhere: latitude %v, longitude %v", p.Name, p.Latitude, p.Longitude)
		}
	}
	f := frameOf(places)
	var s svg
	s.WriteString(`<svg class="map" role="group" width="100%" font-size="12">`)
	s.head(w.Title, w.Desc)
	f.land(&s)
	for _, sp := range f.spots(places) {
		s.link("#"+sp.place.ID, "", w.Place(sp.place))
		s.add(`<circle class="spot" cx="%s" cy="%s" r="%s"/>`, pct(sp.x), pct(sp.y), em(sp.r))
		if sp.name != nil {
			sp.name.draw(&s, sp)
		}
		s.WriteString("</a>\n")
	}
	s.WriteString("</svg>\n")
	return s.String(), nil
}

// spot is a place in the picture.
type spot struct {
	place view.Place
	x, y  float64 // shares of the width and the height
	r     float64 // in em
	name  *name   // nil where there is no room
}

// name is where a place's name stands.
type name struct {
	text   string
	side   int  // in sides
	narrow bool // there is room for it on a phone
}

// sides are where a name may stand beside its spot, the best first: how its
// middle lies to the spot's, in radii and halves of its own size.
var sides = []struct {
	dx, dy float64
	anchor string
}{{1, 0, "start"}, {-1, 0, "end"}, {0, 1, "middle"}, {0, -1, "middle"}}

const (
	spotLeast, spotMost = .4, 1.2
	nameGap, nameAir    = .3, .05 // beside and above a name
	nameTall            = 1.2
	placeMost           = 11 // width of a name
)

// spots are the places with their names, in the order of places.
func (f frame) spots(places []view.Place) []spot {
	out := make([]spot, len(places))
	for i, p := range places {
		x, y := f.at(p)
		out[i] = spot{place: p, x: x, y: y, r: min(spotMost, spotLeast*math.Sqrt(float64(max(1, p.Count))))}
	}
	order := make([]int, len(out))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(places[b].Count, places[a].Count) })
	// First the names that have room on a phone and in every wider window, then
	// those for wide windows alone.
	for _, least := range []float64{narrow, wide} {
		for _, i := range order {
			for side := 0; side < len(sides) && out[i].name == nil && places[i].Name != ""; side++ {
				out[i].name = &name{text: shorten(places[i].Name, placeMost), side: side, narrow: least == narrow}
				if !free(out, i, least) {
					out[i].name = nil
				}
			}
		}
	}
	return out
}

// free reports whether the name of spot i touches nothing and lies inside, in
// pictures from a width on.
func free(spots []spot, i int, least float64) bool {
	s := spots[i]
	for _, width := range []float64{least, broad} {
		if !s.words(width).inside(rect{0, 0, width, width / aspect}) {
			return false
		}
	}
	for j, other := range spots {
		if everMeet(s.words(least), other.box(least), s.words(broad), other.box(broad)) {
			return false
		}
		if j == i || other.name == nil {
			continue
		}
		from := least
		if !other.name.narrow {
			from = wide
		}
		if everMeet(s.words(from), other.words(from), s.words(broad), other.words(broad)) {
			return false
		}
	}
	return true
}

// box is the spot in a picture of a width, in em.
func (s spot) box(width float64) rect {
	x, y := s.x*width, s.y*width/aspect
	return rect{x - s.r, y - s.r, x + s.r, y + s.r}
}

// words are the box of the spot's name.
func (s spot) words(width float64) rect {
	length, side := wordWidth(s.name.text), sides[s.name.side]
	x := s.x*width + side.dx*(s.r+nameGap+length/2)
	y := s.y*width/aspect + side.dy*(s.r+nameAir+nameTall/2)
	return rect{x - length/2, y - nameTall/2, x + length/2, y + nameTall/2}
}

func (n *name) draw(s *svg, sp spot) {
	side := sides[n.side]
	class := "name"
	if !n.narrow {
		class += " wide"
	}
	s.add(`<text class="%s" x="%s" y="%s" dx="%s" dy="%s" text-anchor="%s">%s</text>`, class, pct(sp.x), pct(sp.y),
		em(side.dx*(sp.r+nameGap)), em(side.dy*(sp.r+nameAir+nameTall/2)+.35), side.anchor, esc(n.text))
}
