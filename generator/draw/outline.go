package draw

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
	"sync"
)

// outline.txt is land and borders by Natural Earth, made by internal/outline,
// which tells how and describes the form.
//
//go:embed outline.txt
var outlineText string

// PerDegree is how many steps the outline divides a degree into.
const PerDegree = 20

// lightest is the weight of level 0, in squares of the earth's radius: about
// 160 square kilometres.
const lightest = 4e-6

// Level is the weight of a point or the size of an island as the outline keeps
// it: doublings of the lightest, 9 at most; negative for what is left out.
func Level(weight float64) int {
	if weight < lightest {
		return -1
	}
	return int(min(9, math.Log2(weight/lightest)))
}

// shape is a piece of land or a border.
type shape struct {
	land   bool
	level  int
	points []outlinePoint
}

// outlinePoint is a point as Project sees it: x is lon times wide.
type outlinePoint struct {
	lon, wide, y float64
	level        int
}

// outline is read when the first map is drawn.
var outline = sync.OnceValue(func() []shape {
	var out []shape
	for line := range strings.Lines(outlineText) {
		f := strings.Fields(line)
		s := shape{land: f[0] == "L", level: atoi(f[1])}
		lon, lat := 0, 0
		for i := 2; i+2 < len(f); i += 3 {
			lon, lat = lon+atoi(f[i]), lat+atoi(f[i+1])
			wide, y := Project(180/math.Pi, float64(lat)/PerDegree)
			s.points = append(s.points, outlinePoint{float64(lon) / PerDegree * math.Pi / 180, wide, y, atoi(f[i+2])})
		}
		out = append(out, s)
	}
	return out
})

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic("draw: outline.txt: " + err.Error()) // it is part of the program
	}
	return n
}
