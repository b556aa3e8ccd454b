package media

import (
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/image/colornames"
)

// cssColor reads a CSS colour (CSS Color 4): a name, #rgb, #rrggbb with or
// without alpha, rgb(), hsl() and oklch(), commas or not. Alpha is left out. The
// zero color.NRGBA stands for one it cannot read.
func cssColor(s string) color.NRGBA {
	s = strings.ToLower(strings.TrimSpace(s))
	if c, ok := colornames.Map[s]; ok {
		return color.NRGBA{c.R, c.G, c.B, 0xff}
	}
	if s == "rebeccapurple" {
		return color.NRGBA{0x66, 0x33, 0x99, 0xff}
	}
	if hex, ok := strings.CutPrefix(s, "#"); ok {
		return hexColor(hex)
	}
	name, args, ok := strings.Cut(strings.TrimSuffix(s, ")"), "(")
	if !ok {
		return color.NRGBA{}
	}
	v := strings.FieldsFunc(args, func(r rune) bool { return r == ' ' || r == ',' || r == '/' })
	if len(v) < 3 {
		return color.NRGBA{}
	}
	var bad bool
	num := func(s string, percent float64) float64 {
		s, isPercent := strings.CutSuffix(strings.TrimSuffix(s, "deg"), "%")
		f, err := strconv.ParseFloat(s, 64)
		bad = bad || err != nil || math.IsNaN(f) || math.IsInf(f, 0)
		if isPercent {
			return f / 100 * percent
		}
		return f
	}
	var r, g, b float64
	switch name {
	case "rgb", "rgba":
		r, g, b = num(v[0], 255)/255, num(v[1], 255)/255, num(v[2], 255)/255
	case "hsl", "hsla":
		r, g, b = hsl(num(v[0], 360), num(v[1], 100)/100, num(v[2], 100)/100)
	case "oklch":
		r, g, b = oklch(num(v[0], 1), num(v[1], 0.4), num(v[2], 360))
	default:
		return color.NRGBA{}
	}
	if bad {
		return color.NRGBA{}
	}
	to := func(f float64) uint8 { return uint8(math.Round(min(max(f, 0), 1) * 255)) }
	return color.NRGBA{to(r), to(g), to(b), 0xff}
}

// ColorNames are the words that CSS has for colours (CSS Color 4, §6), sorted.
func ColorNames() []string {
	return slices.Sorted(slices.Values(append(slices.Clone(colornames.Names), "rebeccapurple", "transparent", "currentcolor", "linktext", "accentcolor")))
}

func hexColor(s string) color.NRGBA {
	switch len(s) {
	case 3, 4:
		s = string([]byte{s[0], s[0], s[1], s[1], s[2], s[2]})
	case 6, 8:
		s = s[:6]
	default:
		return color.NRGBA{}
	}
	n, err := strconv.ParseUint(s, 16, 32)
	if err != nil {
		return color.NRGBA{}
	}
	return color.NRGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 0xff}
}

// hsl is CSS Color 4, §7.1.
func hsl(h, s, l float64) (r, g, b float64) {
	f := func(n float64) float64 {
		k := math.Mod(math.Mod(n+h/30, 12)+12, 12)
		return l - s*min(l, 1-l)*max(-1, min(k-3, 9-k, 1))
	}
	return f(0), f(8), f(4)
}

// oklch is CSS Color 4, §9.3 with the conversion of its sample code.
func oklch(lightness, chroma, hue float64) (r, g, b float64) {
	sin, cos := math.Sincos(hue * math.Pi / 180)
	ca, cb := chroma*cos, chroma*sin
	cube := func(f float64) float64 { return f * f * f }
	l := cube(lightness + 0.3963377774*ca + 0.2158037573*cb)
	m := cube(lightness - 0.1055613458*ca - 0.0638541728*cb)
	s := cube(lightness - 0.0894841775*ca - 1.2914855480*cb)
	gamma := func(f float64) float64 {
		if f <= 0.0031308 {
			return 12.92 * f
		}
		return 1.055*math.Pow(f, 1/2.4) - 0.055
	}
	return gamma(4.0767416621*l - 3.3077115913*m + 0.2309699292*s),
		gamma(-1.2684380046*l + 2.6097574011*m - 0.3413193965*s),
		gamma(-0.0041960863*l - 0.7034186147*m + 1.7076147010*s)
}
