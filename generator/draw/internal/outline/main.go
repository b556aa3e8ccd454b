// Command outline makes ../../outline.txt, the land and borders of package draw,
// from the TopoJSON of the npm package world-atlas 2.0.2, which holds Natural
// Earth's 1:50m cultural vectors (public domain). It is run by hand, from the
// folder generator/draw, when there is a new edition of the data:
//
//	npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
//	go run ./internal/outline package/countries-50m.json > outline.txt
//
// # What it does
//
// Every arc is weighed point by point: the weight of a point is the area of the
// triangle that is lost without it (Visvalingam and Whyatt, Line generalisation
// by repeated elimination of points, 1993), measured after the Equal Earth
// projection, where areas are true everywhere. Points of little weight are left
// out; of the others the weight is kept as a level, so that one file serves the
// whole world and a close look. Arcs, not rings, are weighed: neighbours share
// them and stay neighbours. Rings are cut at the 180th meridian, where
// world-atlas has stitched them.
//
// # The file
//
// One line a shape: "L" land, a closed ring, or "B" a border, and then its level
// and its points, each a longitude and a latitude in twentieths of a degree, as
// the difference from the point before, and its own level. Package draw reads it.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"math"
	"os"
	"slices"

	"recap/generator/draw"
)

// topology is as much of TopoJSON as world-atlas uses.
type topology struct {
	Transform struct{ Scale, Translate [2]float64 }
	Arcs      [][][2]float64
	Objects   map[string]geometry
}

type geometry struct {
	Type       string
	Arcs       json.RawMessage
	Geometries []geometry
}

// point is a place with its weight.
type point struct {
	lon, lat float64
	weight   float64
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: go run ./internal/outline countries-50m.json > outline.txt")
	}
	data, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	var t topology
	if err := json.Unmarshal(data, &t); err != nil {
		log.Fatal(err)
	}
	arcs := make([][]point, len(t.Arcs))
	for i, a := range t.Arcs {
		arcs[i] = weigh(t.absolute(a))
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for _, ring := range rings(t.Objects["land"]) {
		var whole []point
		for _, i := range ring {
			part := arc(arcs, i)
			if len(whole) > 0 {
				part = part[1:]
			}
			whole = append(whole, part...)
		}
		for _, piece := range cut(whole) {
			write(out, 'L', piece)
		}
	}
	used := make([]int, len(arcs))
	for _, g := range t.Objects["countries"].Geometries {
		for _, ring := range rings(g) {
			for _, i := range ring {
				used[max(i, ^i)]++
			}
		}
	}
	for i, n := range used {
		if n > 1 {
			write(out, 'B', arcs[i])
		}
	}
}

// absolute undoes the deltas and the scale of an arc.
func (t *topology) absolute(arc [][2]float64) []point {
	out := make([]point, len(arc))
	x, y := 0.0, 0.0
	for i, p := range arc {
		x, y = x+p[0], y+p[1]
		out[i] = point{lon: x*t.Transform.Scale[0] + t.Transform.Translate[0], lat: y*t.Transform.Scale[1] + t.Transform.Translate[1]}
	}
	return out
}

// rings are all rings of a geometry as arcs by number; ^n is an arc backwards.
func rings(g geometry) [][]int {
	var out [][]int
	switch g.Type {
	case "GeometryCollection":
		for _, inner := range g.Geometries {
			out = append(out, rings(inner)...)
		}
	case "Polygon":
		must(json.Unmarshal(g.Arcs, &out))
	case "MultiPolygon":
		var all [][][]int
		must(json.Unmarshal(g.Arcs, &all))
		out = slices.Concat(all...)
	}
	return out
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func arc(arcs [][]point, i int) []point {
	if i >= 0 {
		return arcs[i]
	}
	back := slices.Clone(arcs[^i])
	slices.Reverse(back)
	return back
}

// weigh gives each point of an arc its weight; the ends weigh most.
func weigh(arc []point) []point {
	left := make([]int, len(arc))
	for i := range arc {
		left[i] = i
		arc[i].weight = math.Inf(1)
	}
	floor := 0.0
	for len(left) > 2 {
		least, at := math.Inf(1), -1
		for i := 1; i+1 < len(left); i++ {
			if a := triangle(arc[left[i-1]], arc[left[i]], arc[left[i+1]]); a < least {
				least, at = a, i
			}
		}
		floor = max(floor, least)
		arc[left[at]].weight = floor
		left = slices.Delete(left, at, at+1)
	}
	return arc
}

// triangle is the area between three points on the map, with the radius of the
// earth as unit.
func triangle(a, b, c point) float64 {
	near := func(lon float64) float64 { return lon - 360*math.Round((lon-a.lon)/360) } // across the 180th meridian
	ax, ay := draw.Project(a.lon, a.lat)
	bx, by := draw.Project(near(b.lon), b.lat)
	cx, cy := draw.Project(near(c.lon), c.lat)
	return math.Abs((bx-ax)*(cy-ay)-(cx-ax)*(by-ay)) / 2
}

// cut makes pieces of a ring that crosses the 180th meridian, and closes one that
// goes around the pole.
func cut(ring []point) [][]point {
	whole := slices.Clone(ring)
	turn := 0.0
	low, high := ring[0].lon, ring[0].lon
	for i := 1; i < len(whole); i++ {
		switch step := ring[i].lon - ring[i-1].lon; {
		case step > 180:
			turn -= 360
		case step < -180:
			turn += 360
		}
		whole[i].lon += turn
		low, high = min(low, whole[i].lon), max(high, whole[i].lon)
	}
	if first, last := whole[0], whole[len(whole)-1]; math.Abs(last.lon-first.lon) > 1 {
		heavy := math.Inf(1)
		whole = append(whole, point{last.lon, -90, heavy}, point{first.lon, -90, heavy}, first)
	}
	if low >= -180 && high <= 180 {
		return [][]point{whole}
	}
	var out [][]point
	for _, by := range []float64{-360, 0, 360} {
		moved := slices.Clone(whole)
		for i := range moved {
			moved[i].lon += by
		}
		if piece := side(side(moved, 180, 1), -180, -1); len(piece) > 3 {
			out = append(out, piece)
		}
	}
	return out
}

// side is what of a ring lies on one side of a meridian (Sutherland and Hodgman,
// Reentrant polygon clipping, 1974).
func side(ring []point, lon, sign float64) []point {
	var out []point
	in := func(p point) bool { return sign*p.lon <= sign*lon }
	for i, p := range ring {
		if i > 0 {
			if q := ring[i-1]; in(q) != in(p) {
				t := (lon - q.lon) / (p.lon - q.lon)
				out = append(out, point{lon, q.lat + t*(p.lat-q.lat), math.Inf(1)})
			}
		}
		if in(p) {
			out = append(out, p)
		}
	}
	if len(out) > 0 && out[0] != out[len(out)-1] {
		out = append(out, out[0])
	}
	return out
}

// write writes a shape, without the points that no map of ours is large enough to
// show, and without those that fall together with the one before.
func write(out *bufio.Writer, kind byte, shape []point) {
	size := math.Inf(1)
	if kind == 'L' {
		size = area(shape)
		for i := range shape { // an island of one arc has two ends that weigh nothing
			if i == 0 || i == len(shape)-1 {
				shape[i].weight = size
			}
		}
	}
	if draw.Level(size) < 0 {
		return
	}
	x, y, n := 0, 0, 0
	var line []byte
	for _, p := range shape {
		level := draw.Level(p.weight)
		if level < 0 {
			continue
		}
		px, py := int(math.Round(p.lon*draw.PerDegree)), int(math.Round(p.lat*draw.PerDegree))
		if n > 0 && px == x && py == y {
			continue
		}
		line = fmt.Appendf(line, " %d %d %d", px-x, py-y, level)
		x, y = px, py
		n++
	}
	if kind == 'L' && n < 4 || n < 2 {
		return
	}
	fmt.Fprintf(out, "%c %d%s\n", kind, draw.Level(size), line)
}

func area(ring []point) float64 {
	sum := 0.0
	for i := 1; i < len(ring); i++ {
		ax, ay := draw.Project(ring[i-1].lon, ring[i-1].lat)
		bx, by := draw.Project(ring[i].lon, ring[i].lat)
		sum += ax*by - bx*ay
	}
	return math.Abs(sum) / 2
}
