package draw

import "math"

// The Equal Earth projection (Šavrič, Patterson and Jenny, The Equal Earth map
// projection, International Journal of Geographical Information Science, 2018):
// areas are true, continents look as people know them, and the poles are lines,
// so no place is infinitely far away.
const (
	equalA1, equalA2 = 1.340264, -0.081106
	equalA3, equalA4 = 0.000893, 0.003796
)

// Project is a place on the map: x to the east, y to the north, the radius of the
// earth as unit. The world is 5.4133 wide and 2.6346 high.
func Project(lon, lat float64) (x, y float64) {
	m := math.Sqrt(3) / 2
	t := math.Asin(m * math.Sin(lat*math.Pi/180))
	t2 := t * t
	t6 := t2 * t2 * t2
	x = lon * math.Pi / 180 * math.Cos(t) / (m * (equalA1 + 3*equalA2*t2 + t6*(7*equalA3+9*equalA4*t2)))
	y = t * (equalA1 + equalA2*t2 + t6*(equalA3+equalA4*t2))
	return x, y
}
