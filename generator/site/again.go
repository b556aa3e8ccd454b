package site

import (
	"maps"
	"slices"

	"recap/generator/content"
	"recap/generator/diag"
)

// again is Link for a set that differs from the one s was made of in sentences
// alone: the joins of s, and the posts that changed read anew. It is a memo like
// any other. What enters into the joins is every record without what Alike passes
// over, the options, and what was answered to the texts; all of it is compared,
// and where anything differs ok is false and everything is joined anew.
//
// Posts that did not change stay the same objects, and those that refer to one
// that did keep the older object: it shows what they show of it.
func (s *Site) again(set *content.Set, o Options) (*Site, bool) {
	if s == nil || !o.Now.Equal(s.opts.Now) || o.Drafts != s.opts.Drafts || o.Future != s.opts.Future {
		return nil, false
	}
	changed, ok := set.Exchanged(s.set)
	if !ok || !s.sameTools() {
		return nil, false
	}
	next := *s
	next.set = set
	if len(changed) == 0 {
		return &next, true
	}
	next.posts, next.said.texts = maps.Clone(s.posts), maps.Clone(s.said.texts)
	next.Posts, next.Hidden, next.Pages = slices.Clone(s.Posts), slices.Clone(s.Hidden), slices.Clone(s.Pages)
	for _, x := range changed {
		old := s.posts[x.Is.File.Path]
		if old == nil || s.held[old] != "" || !x.Is.Alike(x.Was) || s.pointsInto(old, x.Is) {
			return nil, false
		}
		post, said := next.reread(old, x.Is)
		if post.Facts.Sum() != old.Facts.Sum() {
			return nil, false
		}
		delete(next.said.texts, old)
		if len(said) > 0 {
			next.said.texts[post] = said
		}
		for _, list := range [][]*Post{next.Posts, next.Hidden, next.Pages} {
			if i := slices.Index(list, old); i >= 0 {
				list[i] = post
			}
		}
	}
	return &next, true
}

// sameTools reports whether the programs that make pictures are those that s found.
func (s *Site) sameTools() bool {
	if s.photos == nil || len(s.Config.Images.Encoders)+len(s.Config.Images.Decoders) == 0 {
		return true
	}
	now := Site{Config: s.Config, opts: s.opts}
	now.findTools()
	return now.tools.heic == s.tools.heic && slices.Equal(now.tools.encoders, s.tools.encoders)
}

// reread is a post with another text: all that Link makes of a text is made anew.
func (s *Site) reread(old *Post, rec *content.Post) (*Post, diag.List) {
	p := *old
	p.Post = s.withDefaults(rec)
	s.posts[rec.File.Path] = &p
	p.Targets = nil
	p.Summary, p.Cut = summary(p.Post, nil)
	p.Sections = s.sections(&p)
	said := s.answer(&p)
	s.answerTalks(&p)
	p.Facts = s.facts(&p)
	return &p, said
}

// pointsInto reports whether something was said, of anything but its own text,
// with a place in the text of a post: the place may have moved.
func (s *Site) pointsInto(own *Post, rec *content.Post) bool {
	for p, said := range s.said.texts {
		if p != own && said.Points(Inside(rec)) {
			return true
		}
	}
	return s.said.records.Points(Inside(rec))
}

// Inside tells places in the text of a record, behind its front matter.
func Inside(rec *content.Post) func(diag.Pos) bool {
	return func(pos diag.Pos) bool { return pos.File == rec.File.Path && pos.End > rec.From }
}

// Exchange is a post that took the place of another.
type Exchange struct{ Was, Is *Post }

// Exchanged are the posts and pages that s has in place of those of prev. ok is
// false when the sites were joined apart.
func (s *Site) Exchanged(prev *Site) (list []Exchange, ok bool) {
	if prev == nil || s.lookup != prev.lookup {
		return nil, false
	}
	for _, both := range [][2][]*Post{{prev.Posts, s.Posts}, {prev.Hidden, s.Hidden}, {prev.Pages, s.Pages}} {
		for i, is := range both[1] {
			if was := both[0][i]; was != is {
				list = append(list, Exchange{was, is})
			}
		}
	}
	return list, true
}
