package content

import (
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
)

var permalinksTable = newTable("permalinks:", []key[Config]{
	{name: "post", kind: field("pattern", func(c *Config) *Word { return &c.Permalinks.Post }, (*reader).pattern).outOf(patternParts), doc: "address of a post; /:year/:month/:slug/"},
})

var titlesTable = newTable("titles:", []key[Config]{
	{name: "session", kind: field("pattern of titles", func(c *Config) *Word { return &c.Titles.Session }, (*reader).titlePattern).outOf(titleParts), doc: "of a post with session: and no title"},
	{name: "day", kind: field("pattern of titles", func(c *Config) *Word { return &c.Titles.Day }, (*reader).titlePattern).outOf(titleParts), doc: "of a post with day: and no title"},
	{name: "talk", kind: field("pattern of titles", func(c *Config) *Word { return &c.Titles.Talk }, (*reader).titlePattern).outOf(titleParts), doc: "of a post about one talk and without a title"},
})

// titleParts are what a pattern of titles may hold.
var titleParts = []string{"event", "short", "day", "number", "weekday", "date", "session", "track", "talk"}

// titlePattern reads a pattern of titles: text with :names, and [brackets] around
// what falls out when the post has nothing for a name in it.
func (r *reader) titlePattern(n *yaml.Node) (Word, bool) {
	w, ok := r.word(n)
	if !ok {
		return w, false
	}
	for i := 0; i < len(w.Text); i++ {
		if w.Text[i] != ':' {
			continue
		}
		j := i + 1
		for j < len(w.Text) && w.Text[j] >= 'a' && w.Text[j] <= 'z' {
			j++
		}
		if name := w.Text[i+1 : j]; name != "" && !slices.Contains(titleParts, name) {
			r.add(diag.Errorf("settings-pattern", w.Pos, "the pattern has a part :%s that recap does not know", name).
				Meant(name, titleParts))
			return w, false
		}
	}
	return w, true
}

func (r *reader) titleText(n *yaml.Node) (string, bool) {
	w, ok := r.title(n)
	return w.Text, ok
}

// siteURL is an absolute http address; it gets a slash at its end.
func (r *reader) siteURL(n *yaml.Node) (Word, bool) {
	w, ok := r.word(n)
	if !ok {
		return w, false
	}
	low := strings.ToLower(w.Text)
	switch {
	case strings.HasPrefix(low, "http://"), strings.HasPrefix(low, "https://"):
	case !strings.Contains(low, "://") && !strings.HasPrefix(low, "/") && strings.Contains(low, ".") && addressFault("https://"+w.Text) == "":
		whole := "https://" + strings.TrimSuffix(w.Text, "/") + "/"
		r.add(diag.Errorf("settings-url", w.Pos, "the address %q has no scheme", short(w.Text)).
			WithHint("write %s", whole).WithFix(w.Pos, whole))
		return w, false
	default:
		r.add(diag.Errorf("settings-url", w.Pos, "%q is not the address of a site", short(w.Text)).
			WithHint("write it as https://example.org/"))
		return w, false
	}
	if !r.checkAddress(w) {
		return w, false
	}
	if strings.ContainsAny(w.Text, "?#") {
		r.add(diag.Errorf("settings-url", w.Pos, "the address of a site has no ? and no #"))
		return w, false
	}
	w.Text = strings.TrimRight(w.Text, "/") + "/"
	return w, true
}

// patternParts are what :name may stand for in an address pattern.
var patternParts = []string{"year", "month", "day", "slug", "event", "lang", "folder"}

// pattern is an address with placeholders.
func (r *reader) pattern(n *yaml.Node) (Word, bool) {
	w, ok := r.word(n)
	if !ok {
		return w, false
	}
	fail := func(d diag.Diagnostic) (Word, bool) {
		r.add(d)
		return w, false
	}
	if !strings.HasPrefix(w.Text, "/") {
		return fail(diag.Errorf("settings-pattern", w.Pos, "the pattern %q does not begin with a slash", short(w.Text)).
			WithHint("write /%s", w.Text).WithFix(w.Pos, "/"+w.Text))
	}
	if _, why := cleanPath(strings.ReplaceAll(w.Text, ":", "")); why != "" {
		return fail(diag.Errorf("settings-pattern", w.Pos, "the pattern cannot be %q: %s", short(w.Text), why))
	}
	own := false
	for i := 0; i < len(w.Text); i++ {
		if w.Text[i] != ':' {
			continue
		}
		j := i + 1
		for j < len(w.Text) && (w.Text[j] >= 'a' && w.Text[j] <= 'z' || w.Text[j] == '_') {
			j++
		}
		name, known := w.Text[i+1:j], false
		for _, p := range patternParts {
			known = known || p == name
		}
		if !known {
			pos := diag.Pos{File: w.Pos.File, Off: w.Pos.Off + i + 1, End: w.Pos.Off + j}
			d := diag.Errorf("settings-pattern", pos, "a pattern has no part :%s", name).Meant(name, patternParts)
			if d.Hint == "" {
				d = d.WithHint("there are :%s", strings.Join(patternParts, " :"))
			}
			return fail(d)
		}
		own = own || name == "slug"
	}
	if !own {
		return fail(diag.Errorf("settings-pattern", w.Pos, "the pattern %q gives every post of a day one address", short(w.Text)).
			WithHint("put :slug into it"))
	}
	return w, true
}
