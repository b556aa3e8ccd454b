package markdown

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// pattern is a reference of the settings, ready for use.
type pattern struct {
	re     *regexp.Regexp
	prefix []byte // every match begins with it
	url    string
}

// maxPattern is the length of a pattern: what is longer is no reference.
const maxPattern = 1000

// CompileReference says what is wrong with a reference, nil for nothing.
func CompileReference(r Reference) error {
	_, err := compile(r)
	return err
}

func compile(r Reference) (pattern, error) {
	if len(r.Match) > maxPattern {
		return pattern{}, fmt.Errorf("a pattern has at most %d characters", maxPattern)
	}
	re, err := regexp.Compile(r.Match)
	if err != nil {
		return pattern{}, err
	}
	if re.MatchString("") {
		return pattern{}, fmt.Errorf("it fits an empty text")
	}
	prefix, _ := re.LiteralPrefix()
	return pattern{re, []byte(prefix), r.URL}, nil
}

// patterns are the references of the settings, in their order; the bare domains
// come last. One that cannot be compiled was reported where it was read.
func patterns(o Options) []pattern {
	var out []pattern
	for _, r := range o.References {
		if p, err := compile(r); err == nil {
			out = append(out, p)
		}
	}
	if o.BareDomains {
		out = append(out, pattern{re: bareDomain, url: "https://$0"})
	}
	return out
}

// bareDomain is a host without its scheme. Endings that are those of files as
// well (.py, .md, .sh, .rs) are left out, or main.rs would be a host.
var bareDomain = regexp.MustCompile(`(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?\.)+(?:` + strings.ReplaceAll(
	"com org net edu gov io dev app info eu de at ch fr uk nl be se dk fi no it es pt ca us au nz jp kr br in ai me tv fm social blog page cloud wiki museum berlin wien hamburg koeln", " ", "|") +
	`)(?:/[^\s<>"'()\[\]]*[^\s<>"'()\[\].,:;!?])?`)

// find adds the stretches of s that the pattern fits and that are free, words
// as a whole: bug 12 does not lie in debug 12.
func (p *pattern) find(s []byte, taken []span) []span {
	if len(p.prefix) > 0 && !bytes.Contains(s, p.prefix) {
		return taken
	}
	found := p.re.FindAllSubmatchIndex(s, -1)
	if found == nil {
		return taken
	}
	k, before := 0, len(taken)
	for _, m := range found {
		for k < before && taken[k].to <= m[0] {
			k++
		}
		if k < before && taken[k].from < m[1] || m[0] == m[1] || !boundary(s, m[0]) || !boundary(s, m[1]) {
			continue
		}
		if p.re == bareDomain && beside(s, m[0], m[1]) {
			continue
		}
		url := string(p.re.Expand(nil, []byte(p.url), s, m))
		if !unsafe(url, false) {
			taken = append(taken, span{m[0], m[1], url})
		}
	}
	slices.SortFunc(taken, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	return taken
}

// beside reports a host that is part of something larger: an e-mail address, a
// path, an option.
func beside(s []byte, from, to int) bool {
	if from > 0 && strings.IndexByte("@/\\.-:=_$", s[from-1]) >= 0 {
		return true
	}
	return to < len(s) && strings.IndexByte("@\\-_(", s[to]) >= 0
}
