package check

import (
	"slices"
	"strings"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/site"
	"recap/generator/source"
)

// Outside is a link that leads to another site, and where it stands.
type Outside struct {
	URL string
	Pos diag.Pos
}

// LeadingOut are all links of a site that lead elsewhere, in texts and records, by
// file and place. Addresses that recap makes itself, of handles and of references
// such as PEP 8, are those of their patterns and not among them.
func LeadingOut(s *site.Site, set *content.Set) []Outside {
	var out []Outside
	add := func(url string, pos diag.Pos) {
		low := strings.ToLower(url)
		if !strings.HasPrefix(low, "http://") && !strings.HasPrefix(low, "https://") || pos.File == "" {
			return
		}
		if url == s.Origin || strings.HasPrefix(url, s.Origin+"/") {
			return
		}
		out = append(out, Outside{url, pos})
	}
	word := func(words ...content.Word) {
		for _, w := range words {
			add(w.Text, w.Pos)
		}
	}
	pairs := func(list []content.Pair) {
		for _, p := range list {
			word(p.Value)
		}
	}
	for _, p := range slices.Concat(s.Posts, s.Hidden, s.Pages) {
		for _, l := range p.Doc.Links {
			add(l.Dest, l.Pos)
		}
		word(p.Post.Syndication...)
		pairs(p.Post.Comments)
	}
	for _, e := range s.Events {
		word(e.Event.URL, e.ScheduleURL, e.VideosURL, e.SlidesURL, e.RegistrationURL, e.CodeOfConduct)
		for _, l := range e.Event.Links {
			word(l.URL)
		}
		for _, c := range e.CFPs {
			word(c.URL)
		}
		if v := e.VenueHere; v != nil {
			word(v.URL, v.MapURL)
		}
		for _, t := range e.Talks {
			word(t.Talk.URL)
			for _, l := range slices.Concat(t.Video, t.Slides) {
				word(l.URL, l.AlsoAt)
			}
			for _, r := range t.Resources {
				word(r.URL)
			}
		}
	}
	for _, sp := range set.Speakers {
		pairs(sp.Links)
	}
	for _, v := range set.Venues {
		word(v.URL, v.MapURL)
	}
	for _, x := range set.Series {
		word(x.URL)
	}
	for _, b := range set.Books {
		word(b.URL)
	}
	for _, p := range set.People {
		word(p.URL)
		pairs(p.Links)
	}
	for _, m := range s.Config.Theme.Menu {
		word(m.URL)
	}
	slices.SortStableFunc(out, func(a, b Outside) int {
		if c := strings.Compare(a.Pos.File, b.Pos.File); c != 0 {
			return c
		}
		return a.Pos.Off - b.Pos.Off
	})
	return slices.CompactFunc(out, func(a, b Outside) bool { return a == b })
}

// Replace is the fix that writes another address in the place of a link's; nil where
// the link is not written as it reads, such as one with entities in it.
func (o Outside) Replace(tree *source.Tree, with string) *diag.Fix {
	src := tree.Text(o.Pos.File)
	if o.Pos.End > len(src) || o.Pos.Off >= o.Pos.End || string(src[o.Pos.Off:o.Pos.End]) != o.URL || strings.ContainsAny(with, " \t\n<>\"'`()[]{}\\") {
		return nil
	}
	return &diag.Fix{Pos: o.Pos, New: with}
}
