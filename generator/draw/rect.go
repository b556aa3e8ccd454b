package draw

import "math"

// rect is an area: of a map with y to the north, or of a picture with y down.
type rect struct{ x0, y0, x1, y1 float64 }

// nothing holds no point; with makes an area of it.
var nothing = rect{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}

func (r rect) with(x, y float64) rect {
	return rect{min(r.x0, x), min(r.y0, y), max(r.x1, x), max(r.y1, y)}
}

func (r rect) meets(o rect) bool { return r.x0 < o.x1 && o.x0 < r.x1 && r.y0 < o.y1 && o.y0 < r.y1 }

// everMeet reports whether two areas meet anywhere on the way from a picture of
// one width, where they are a0 and b0, to one of another. Every side moves at an
// even pace, so each of the four conditions holds on one part of the way.
func everMeet(a0, b0, a1, b1 rect) bool {
	from, to := 0.0, 1.0
	for _, f := range [][2]float64{{b0.x1 - a0.x0, b1.x1 - a1.x0}, {a0.x1 - b0.x0, a1.x1 - b1.x0}, {b0.y1 - a0.y0, b1.y1 - a1.y0}, {a0.y1 - b0.y0, a1.y1 - b1.y0}} {
		switch {
		case f[0] <= 0 && f[1] <= 0:
			return false
		case f[0] <= 0:
			from = max(from, f[0]/(f[0]-f[1]))
		case f[1] <= 0:
			to = min(to, f[0]/(f[0]-f[1]))
		}
	}
	return from < to
}

func (r rect) inside(o rect) bool {
	return r.x0 >= o.x0 && r.y0 >= o.y0 && r.x1 <= o.x1 && r.y1 <= o.y1
}

func (r rect) width() float64  { return r.x1 - r.x0 }
func (r rect) height() float64 { return r.y1 - r.y0 }
