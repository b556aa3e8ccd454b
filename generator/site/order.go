package site

import (
	"cmp"
	"slices"
)

// neighbours links each listed post to the next in time, and to the next of
// its first event.
func (s *Site) neighbours() {
	for i, p := range s.Posts {
		if i > 0 {
			p.Newer = s.Posts[i-1]
		}
		if i+1 < len(s.Posts) {
			p.Older = s.Posts[i+1]
		}
	}
	for _, e := range s.Events {
		own := slices.DeleteFunc(slices.Clone(e.Posts), func(p *Post) bool { return p.Events[0] != e })
		for i, p := range own {
			if i > 0 {
				p.EventPrev = own[i-1]
			}
			if i+1 < len(own) {
				p.EventNext = own[i+1]
			}
		}
	}
}

// relatedPosts is how many related posts a post shows.
const relatedPosts = 3

// relate finds older posts that belong to a post: of its events, then the
// nearest predecessor that tells of one of its talks, that tells of a talk by
// one of its speakers, and in each of its tags. Only older ones, so that a new
// post changes no other post's list.
func (s *Site) relate() {
	lastOfEvent := map[*Event][]*Post{}
	lastOfTalk := map[*Talk]*Post{}
	lastOfSpeaker := map[*Speaker]*Post{}
	lastOfTag := map[*Tag]*Post{}
	for i := len(s.Posts) - 1; i >= 0; i-- { // oldest first
		p := s.Posts[i]
		add := func(q *Post) {
			if q != nil && q != p && len(p.Related) < relatedPosts && !slices.Contains(p.Related, q) {
				p.Related = append(p.Related, q)
			}
		}
		talks := s.tellsOf(p)
		for _, e := range p.Events {
			for _, q := range slices.Backward(lastOfEvent[e]) {
				add(q)
			}
		}
		for _, t := range talks {
			add(lastOfTalk[t])
		}
		for _, t := range talks {
			for _, who := range t.Speakers {
				add(lastOfSpeaker[who])
			}
		}
		for _, t := range p.Tags {
			add(lastOfTag[t])
		}
		for _, e := range p.Events {
			last := append(lastOfEvent[e], p)
			lastOfEvent[e] = last[max(0, len(last)-relatedPosts):]
		}
		for _, t := range talks {
			lastOfTalk[t] = p
			for _, who := range t.Speakers {
				lastOfSpeaker[who] = p
			}
		}
		for _, t := range p.Tags {
			lastOfTag[t] = p
		}
	}
}

// linkTranslations joins posts that are the same text in several languages:
// translation_of, or the same folder and name.
func (s *Site) linkTranslations(all []*Post) {
	type key struct {
		page      bool
		dir, name string
	}
	listed := map[*Post]bool{}
	for _, p := range slices.Concat(s.Posts, s.Pages) {
		listed[p] = true
	}
	byName := map[key]*Post{}
	groups := map[*Post][]*Post{}
	group := map[*Post]*Post{}
	join := func(p, first *Post) {
		if root := group[first]; root != nil {
			first = root
		}
		group[p] = first
		groups[first] = append(groups[first], p)
	}
	for _, p := range all {
		if !listed[p] {
			continue
		}
		k := key{p.IsPage, p.Dir, p.Name}
		if first := byName[k]; first != nil && first.Lang != p.Lang {
			join(p, first)
			continue
		}
		byName[k] = p
		group[p] = p
		groups[p] = append(groups[p], p)
	}
	for _, p := range all {
		if w := p.TranslationOf; listed[p] && !w.IsZero() && len(groups[p]) == 1 {
			for _, q := range all {
				if q != p && listed[q] && q.Lang != p.Lang && (q.Name == w.Text || q.Dir+"/"+q.Name == w.Text || q.ID.Text == w.Text && w.Text != "") {
					delete(groups, p)
					join(p, q)
					break
				}
			}
		}
	}
	for _, g := range groups {
		if len(g) < 2 {
			continue
		}
		slices.SortFunc(g, func(a, b *Post) int {
			return cmp.Or(cmp.Compare(a.Lang, b.Lang), cmp.Compare(a.File.Path, b.File.Path))
		})
		for _, p := range g {
			p.Translations = slices.DeleteFunc(slices.Clone(g), func(q *Post) bool { return q == p })
		}
	}
}
