package markdown

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/styles"
)

// Styles are the names that code.style_light and code.style_dark may have, sorted.
func Styles() []string { return styles.Names() }

// HighlightCSS is the style sheet for the classes that highlighted code has, in
// a light style and, for readers who want it, a dark one: under
// prefers-color-scheme unless the page says data-theme="light", and under
// data-theme="dark". Colours too faint on the style's own ground are moved until
// they reach a contrast of 4.5:1 (WCAG 2.2, 1.4.3). It fails for a name that
// Styles does not have.
func HighlightCSS(light, dark string) (string, error) {
	l, err := sheet(light)
	if err != nil {
		return "", err
	}
	d, err := sheet(dark)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString(".chroma .ln::before{content:attr(data-n);display:inline-block;min-width:2em;margin-right:1em;text-align:right;opacity:.7}\n")
	write := func(scope string, rules []rule) {
		for _, r := range rules {
			for i, sel := range r.selectors {
				if i > 0 {
					b.WriteByte(',')
				}
				b.WriteString(scope + sel)
			}
			b.WriteString("{" + r.body + "}\n")
		}
	}
	write("", l)
	if strings.EqualFold(light, dark) {
		return b.String(), nil
	}
	// What the light style sets and the dark one does not must not shine through.
	d = over(l, d)
	b.WriteString("@media (prefers-color-scheme:dark){\n")
	write(":root:not([data-theme=light]) ", d)
	b.WriteString("}\n")
	write("[data-theme=dark] ", d)
	return b.String(), nil
}

// rule is one declaration block with all that share it.
type rule struct {
	selectors []string
	body      string
}

// sheet makes the rules of a style: only what differs from plain text.
func sheet(name string) ([]rule, error) {
	style, ok := styles.Registry[strings.ToLower(name)]
	if !ok {
		return nil, fmt.Errorf("no highlighting style is called %q", name)
	}
	ground := style.Get(chroma.Background)
	ink := style.Get(chroma.Text)
	if !ground.Background.IsSet() {
		ground.Background = chroma.NewColour(255, 255, 255)
	}
	base := ink.Colour
	if !base.IsSet() {
		base = ground.Colour
	}
	if !base.IsSet() {
		base = chroma.NewColour(0, 0, 0)
		if luminance(ground.Background) < 180_000 {
			base = chroma.NewColour(255, 255, 255)
		}
	}
	base = legible(base, ground.Background)
	rules := []rule{{[]string{".chroma"}, "color:" + hex(base) + ";background:" + hex(ground.Background)}}
	kinds := make([]chroma.TokenType, 0, len(chroma.StandardTypes))
	for k, class := range chroma.StandardTypes {
		if k > 0 && class != "" && class != "w" {
			kinds = append(kinds, k)
		}
	}
	slices.Sort(kinds)
	at := map[string]int{}
	for _, k := range kinds {
		body := declarations(style.Get(k), base, ground.Background)
		if body == "" {
			continue
		}
		i, ok := at[body]
		if !ok {
			i = len(rules)
			at[body] = i
			rules = append(rules, rule{body: body})
		}
		rules[i].selectors = append(rules[i].selectors, ".chroma ."+chroma.StandardTypes[k])
	}
	return rules, nil
}

// declarations is what a kind of token has beside plain text.
func declarations(e chroma.StyleEntry, base, ground chroma.Colour) string {
	var out []string
	under := ground
	if e.Background.IsSet() && e.Background != ground {
		under = e.Background
		out = append(out, "background:"+hex(under))
	}
	ink := base
	if e.Colour.IsSet() {
		ink = e.Colour
	}
	if ink = legible(ink, under); ink != base {
		out = append([]string{"color:" + hex(ink)}, out...)
	}
	if e.Bold == chroma.Yes {
		out = append(out, "font-weight:bold")
	}
	if e.Italic == chroma.Yes {
		out = append(out, "font-style:italic")
	}
	if e.Underline == chroma.Yes {
		out = append(out, "text-decoration:underline")
	}
	return strings.Join(out, ";")
}

// resets are the properties a rule may set and what undoes them.
var resets = []struct{ property, undo string }{
	{"color:", "color:inherit"}, {"background:", "background:none"}, {"font-weight:", "font-weight:inherit"},
	{"font-style:", "font-style:inherit"}, {"text-decoration:", "text-decoration:none"},
}

// over is the dark rules with, for each selector, what undoes the light ones.
func over(light, dark []rule) []rule {
	set := map[string]string{}
	for _, r := range dark {
		for _, s := range r.selectors {
			set[s] = r.body
		}
	}
	for _, r := range light {
		for _, s := range r.selectors {
			for _, p := range resets {
				if has(r.body, p.property) && !has(set[s], p.property) {
					set[s] = strings.TrimPrefix(set[s]+";"+p.undo, ";")
				}
			}
		}
	}
	by := map[string][]string{}
	for s, body := range set {
		by[body] = append(by[body], s)
	}
	out := make([]rule, 0, len(by))
	for body, sel := range by {
		sort.Strings(sel)
		out = append(out, rule{sel, body})
	}
	slices.SortFunc(out, func(a, b rule) int { return strings.Compare(a.selectors[0], b.selectors[0]) })
	return out
}

func has(body, property string) bool {
	return strings.HasPrefix(body, property) || strings.Contains(body, ";"+property)
}

func hex(c chroma.Colour) string {
	s := c.String()
	if s[1] == s[2] && s[3] == s[4] && s[5] == s[6] {
		return "#" + s[1:2] + s[3:4] + s[5:6]
	}
	return s
}

// legible is the colour, moved towards black or white until it stands out from
// the ground.
func legible(c, ground chroma.Colour) chroma.Colour {
	to := 0
	if luminance(ground) < 180_000 {
		to = 255
	}
	for step := 0; step < 60 && !stands(c, ground); step++ {
		mix := func(v uint8) uint8 { return uint8((int(v)*93 + to*7 + 50*(to/255)) / 100) }
		c = chroma.NewColour(mix(c.Red()), mix(c.Green()), mix(c.Blue()))
	}
	return c
}

// stands reports a contrast of at least 4.5:1 (WCAG 2.2, 1.4.3).
func stands(a, b chroma.Colour) bool {
	la, lb := luminance(a), luminance(b)
	return 2*(max(la, lb)+50_000) >= 9*(min(la, lb)+50_000)
}

// luminance is the relative luminance in millionths. It is worked out in whole
// numbers from a rounded table, so that every machine makes the same style sheet.
func luminance(c chroma.Colour) int {
	return (2126*linear(c.Red()) + 7152*linear(c.Green()) + 722*linear(c.Blue())) / 10_000
}

func linear(v uint8) int {
	f := float64(v) / 255
	if f <= 0.04045 {
		return int(math.Round(f / 12.92 * 1e6))
	}
	return int(math.Round(math.Pow((f+0.055)/1.055, 2.4) * 1e6))
}
