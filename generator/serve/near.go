package serve

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"recap/generator/diag"
)

// nearest is how many addresses are proposed in place of one that is not there.
const nearest = 5

// near are planned addresses like one that is not there, likely ones first:
// those that end alike (a post whose date has changed), then those whose end, or
// whole, is spelled alike. url is a decoded path.
func (st *state) near(url string) []string {
	if st.site == nil {
		return nil
	}
	want := strings.Trim(strings.TrimPrefix(url, st.base), "/")
	want = strings.TrimSuffix(want, "/index.html")
	last := strings.ToLower(path.Base(want))
	if want == "" {
		return nil
	}
	type hit struct {
		at   string
		rank int
	}
	var hits []hit
	var names, rest []string
	byName := map[string][]string{}
	for _, p := range st.site.Paths() {
		at, page := strings.CutSuffix(p, "/index.html")
		if !page && path.Ext(p) != path.Ext(want) {
			continue
		}
		name := strings.ToLower(path.Base(at))
		address := "/" + at
		if page {
			address += "/"
		}
		switch {
		case name == last:
			hits = append(hits, hit{address, 0})
		case len(last) > 3 && len(name) > 3 && (strings.HasPrefix(name, last) || strings.HasPrefix(last, name)):
			hits = append(hits, hit{address, 1})
		case at == "404.html" || at == "index.html":
		default:
			if byName[name] == nil {
				names = append(names, name)
			}
			byName[name] = append(byName[name], address)
			rest = append(rest, address)
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Or(a.rank-b.rank, len(a.at)-len(b.at)) })
	var out []string
	for _, h := range hits[:min(len(hits), nearest)] {
		out = append(out, h.at)
	}
	for _, name := range diag.Near(last, names, 2) {
		out = append(out, byName[name]...)
	}
	if path.Ext(want) == "" {
		want += "/"
	}
	if len(out) < nearest {
		out = append(out, diag.Near("/"+want, rest, nearest)...)
	}
	var once []string
	for _, at := range out {
		if !slices.Contains(once, at) && len(once) < nearest {
			once = append(once, at)
		}
	}
	out = once
	for i, at := range out {
		out[i] = strings.TrimSuffix(st.base, "/") + at
	}
	return out
}
