package draw

import (
	"math"
	"slices"

	"recap/generator/view"
)

// aspect is how much wider than high every map is, whatever it shows: the
// stylesheet gives the picture its height by it.
const aspect = 2.4

// frame is the part of the world that a map shows, projected around a meridian.
type frame struct {
	middle float64 // longitude
	whole  bool    // all of the world, once
	rect
}

// closest is the least height of a frame, about 1,300 km: closer, the land has no
// shape that anyone knows.
const closest = .2

// frameOf is the frame in which all places lie: as close as they allow, and the
// world when they lie all over it.
func frameOf(places []view.Place) frame {
	if len(places) == 0 {
		return world(places)
	}
	f := frame{middle: middle(places), rect: nothing}
	for _, p := range places {
		x, y := f.project(p.Longitude, p.Latitude)
		f.rect = f.with(x, y)
	}
	tall := max(closest, f.height()*1.5, f.width()*1.3/aspect)
	if tall*aspect > 3.2 {
		return world(places)
	}
	x, y := (f.x0+f.x1)/2, (f.y0+f.y1)/2
	f.rect = rect{x - tall*aspect/2, y - tall/2, x + tall*aspect/2, y + tall/2}
	return f
}

// world is the whole world but for the far south, unless something lies there.
func world(places []view.Place) frame {
	side, _ := Project(180, 0)
	_, north := Project(0, 85)
	_, south := Project(0, -90)
	side *= 1.03
	f := frame{whole: true, rect: rect{-side, north - 2*side/aspect, side, north}}
	for _, p := range places {
		if _, y := f.project(p.Longitude, p.Latitude); y < f.y0+.05 || y > f.y1-.05 {
			tall := -south * 1.06
			f.rect = rect{-tall * aspect, -tall, tall * aspect, tall}
			break
		}
	}
	return f
}

func (f frame) project(lon, lat float64) (x, y float64) {
	return Project(math.Remainder(lon-f.middle, 360), lat)
}

// at is where a place lies in the picture, as shares of its width and height.
func (f frame) at(p view.Place) (x, y float64) {
	px, py := f.project(p.Longitude, p.Latitude)
	return (px - f.x0) / f.width(), (f.y1 - py) / f.height()
}

// middle is the meridian in the middle of the places, also of places on both
// sides of the 180th: opposite to the middle of the widest gap between them.
func middle(places []view.Place) float64 {
	lons := make([]float64, len(places))
	for i, p := range places {
		lons[i] = p.Longitude
	}
	slices.Sort(lons)
	last := len(lons) - 1
	from, widest := lons[0], lons[0]+360-lons[last]
	for i := range last {
		if g := lons[i+1] - lons[i]; g > widest {
			from, widest = lons[i+1], g
		}
	}
	return math.Remainder(from+(360-widest)/2, 360)
}
