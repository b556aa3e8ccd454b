package draw

import (
	"math"
	"strconv"
)

// grid is how many steps the land of a map is wide.
const grid = 1000

// fine is how much land a point must stand for to be drawn, in squares of the grid.
const fine = 2.5

// land writes what of the outline lies in a frame: a path of land and one of
// borders.
func (f frame) land(s *svg) {
	step := f.width() / grid
	level := int(math.Ceil(math.Log2(fine * step * step / lightest)))
	edge := rect{f.x0 - 4*step, f.y0 - 4*step, f.x1 + 4*step, f.y1 + 4*step}
	s.add(`<svg viewBox="0 0 %d %d" preserveAspectRatio="none" width="100%%" height="100%%" aria-hidden="true">`, grid, int(math.Round(grid/aspect)))
	var land, borders path
	for _, shape := range outline() {
		if shape.level < level {
			continue
		}
		for _, turn := range []float64{0, -360, 360} {
			if f.whole && turn != 0 {
				break
			}
			line, box := f.points(shape, turn, level)
			switch {
			case !box.meets(edge):
			case !shape.land:
				for _, part := range within(line, edge) {
					borders.line(f.toGrid(part))
				}
			case box.inside(edge):
				land.line(f.toGrid(line))
			default:
				land.line(f.toGrid(clip(line, edge)))
			}
		}
	}
	s.add(`<path class="land" d="%s"/>`, land.b)
	if len(borders.b) > 0 {
		s.add(`<path class="border" fill="none" d="%s"/>`, borders.b)
	}
	s.WriteString("</svg>\n")
}

// xy is a point of the projected world.
type xy struct{ x, y float64 }

// points are the points of a shape that weigh enough, projected around the
// frame's meridian after some turns of the earth: what lies across the edge of
// the projection is drawn on both sides, and the frame keeps one of them.
func (f frame) points(s shape, turn float64, level int) ([]xy, rect) {
	var out []xy
	box := nothing
	by := (turn - f.middle) * math.Pi / 180
	for _, p := range s.points {
		if p.level >= level {
			q := xy{(p.lon + by) * p.wide, p.y}
			out, box = append(out, q), box.with(q.x, q.y)
		}
	}
	return out, box
}

// clip is what of a ring lies in a rectangle (Sutherland and Hodgman, Reentrant
// polygon clipping, 1974): the four sides one after the other.
func clip(ring []xy, r rect) []xy {
	for _, side := range []func(xy) float64{
		func(p xy) float64 { return p.x - r.x0 }, func(p xy) float64 { return r.x1 - p.x },
		func(p xy) float64 { return p.y - r.y0 }, func(p xy) float64 { return r.y1 - p.y },
	} {
		var out []xy
		for i, p := range ring {
			q := ring[(i+len(ring)-1)%len(ring)]
			dp, dq := side(p), side(q)
			if dp >= 0 != (dq >= 0) {
				t := dq / (dq - dp)
				out = append(out, xy{q.x + t*(p.x-q.x), q.y + t*(p.y-q.y)})
			}
			if dp >= 0 {
				out = append(out, p)
			}
		}
		ring = out
	}
	return ring
}

// within are the runs of a line whose pieces may touch a rectangle.
func within(line []xy, r rect) [][]xy {
	var out [][]xy
	from := -1
	for i := 1; i < len(line); i++ {
		box := nothing.with(line[i-1].x, line[i-1].y).with(line[i].x, line[i].y)
		touches := box.x0 <= r.x1 && r.x0 <= box.x1 && box.y0 <= r.y1 && r.y0 <= box.y1
		switch {
		case touches && from < 0:
			from = i - 1
		case !touches && from >= 0:
			out, from = append(out, line[from:i]), -1
		}
	}
	if from >= 0 {
		out = append(out, line[from:])
	}
	return out
}

func (f frame) toGrid(line []xy) [][2]int {
	out := make([][2]int, 0, len(line))
	for _, p := range line {
		q := [2]int{int(math.Round((p.x - f.x0) / f.width() * grid)), int(math.Round((f.y1 - p.y) / f.width() * grid))}
		if n := len(out); n == 0 || out[n-1] != q {
			out = append(out, q)
		}
	}
	return out
}

// path is the d of a path, in steps from point to point.
type path struct{ b []byte }

func (p *path) line(points [][2]int) {
	if len(points) < 2 {
		return
	}
	at := points[0]
	p.b = strconv.AppendInt(append(p.b, 'M'), int64(at[0]), 10)
	p.b = p.number(at[1])
	p.b = append(p.b, 'l')
	for i, q := range points[1:] {
		if i == 0 {
			p.b = strconv.AppendInt(p.b, int64(q[0]-at[0]), 10)
		} else {
			p.b = p.number(q[0] - at[0])
		}
		p.b = p.number(q[1] - at[1])
		at = q
	}
}

// number writes a further number; the sign of a negative one parts it by itself.
func (p *path) number(n int) []byte {
	if n >= 0 {
		p.b = append(p.b, ' ')
	}
	return strconv.AppendInt(p.b, int64(n), 10)
}
