package site

import (
	"cmp"
	"slices"

	"recap/generator/content"
	"recap/generator/slug"
	"recap/generator/view"
)

// Group is the posts of one author, one category or one series of posts.
type Group struct {
	Slug        string
	Name        string
	Description string
	Links       []view.Link
	Picture     *view.Image
	Path        string
	URL         string
	Posts       []*Post // newest first
	Parts       []*Post // of a series of posts: in the order of reading
}

// Place is a post's place in its series.
type Place struct {
	Series     *Group
	Number     int // part: as written, else counted from the oldest
	Prev, Next *Post
}

// group finds the authors, categories and series of the listed posts. Authors
// are a group only where there is more than one.
func (s *Site) group() {
	authors, categories, series := groups{s: s, dir: "authors/"}, groups{s: s, dir: "categories/"}, groups{s: s, dir: "series/"}
	for _, p := range s.Posts {
		for _, w := range s.authorsOf(p) {
			if g := authors.add(p, w.Text, s.authorName(w)); g != nil && len(g.Posts) == 1 {
				s.describeAuthor(g, w)
			}
		}
		for _, w := range p.Post.Categories {
			categories.add(p, w.Text, w.Text)
		}
		if w := p.Post.Series; !w.IsZero() {
			series.add(p, w.Text, w.Text)
		}
	}
	if s.Authors = authors.sorted(); len(s.Authors) < 2 {
		s.Authors = nil
	}
	s.Categories, s.PostSeries = categories.sorted(), series.sorted()
	for _, g := range s.PostSeries {
		g.number()
	}
	if s.Authors != nil && slices.Contains(s.Config.Pages.Lists, "authors") {
		for _, p := range slices.Concat(s.Posts, s.Hidden) {
			s.linkAuthors(p, &authors)
		}
	}
}

// groups gathers posts under the words of addresses.
type groups struct {
	s      *Site
	dir    string
	bySlug map[string]*Group
}

// add puts a post into the group of a word; nil when nothing of the word can
// stand in an address.
func (gs *groups) add(p *Post, word, name string) *Group {
	key := slug.Term(word)
	if key == "" {
		return nil
	}
	g := gs.bySlug[key]
	if g == nil {
		g = &Group{Slug: key, Name: name, Path: gs.dir + key + "/"}
		g.URL = gs.s.at(g.Path)
		if gs.bySlug == nil {
			gs.bySlug = map[string]*Group{}
		}
		gs.bySlug[key] = g
	}
	if name < g.Name { // of several spellings one, whatever the order of files
		g.Name = name
	}
	if n := len(g.Posts); n == 0 || g.Posts[n-1] != p {
		g.Posts = append(g.Posts, p)
	}
	return g
}

func (gs *groups) sorted() []*Group {
	out := make([]*Group, 0, len(gs.bySlug))
	for _, g := range gs.bySlug {
		out = append(out, g)
	}
	byName(gs.s, out, func(g *Group) string { return g.Name }, func(g *Group) string { return g.Slug })
	return out
}

// authorsOf are the words a post names its authors by; the site's author for none.
func (s *Site) authorsOf(p *Post) []content.Word {
	words := p.Post.Authors
	if len(words) == 0 && !s.Config.Author.IsZero() {
		words = []content.Word{s.Config.Author}
	}
	out := make([]content.Word, len(words))
	for i, w := range words {
		if rec := s.personRecord(w); rec != nil {
			w.Text = cmp.Or(rec.ID.Text, rec.Name.Text)
		}
		out[i] = w
	}
	return out
}

func (s *Site) authorName(w content.Word) string { return s.person(w).Name }

// describeAuthor adds what people.yaml tells of an author.
func (s *Site) describeAuthor(g *Group, w content.Word) {
	rec := s.personRecord(w)
	if rec == nil {
		return
	}
	g.Description, g.Links = rec.Bio, personLinks(rec)
}

// personLinks are where an author is found elsewhere: the kind, and the address.
func personLinks(rec *content.Person) []view.Link {
	var out []view.Link
	if u := SafeURL(rec.URL); u != "" {
		out = append(out, view.Link{Title: "website", URL: u})
	}
	for _, l := range rec.Links {
		if u := HandleURL(l.Key, l.Value.Text); u != "" {
			out = append(out, view.Link{Title: l.Key, URL: u})
		}
	}
	return out
}

// linkAuthors has a post's byline lead to its authors' pages.
func (s *Site) linkAuthors(p *Post, authors *groups) {
	for i, w := range s.authorsOf(p) {
		if g := authors.bySlug[slug.Term(w.Text)]; g != nil && i < len(p.Authors) {
			own := slices.Clone(p.Authors)
			own[i].Page = g.URL
			p.Authors = own
		}
	}
}

// number gives each post of a series its part. Parts that are written rule;
// others are counted from the oldest post, so that a new part moves none.
func (g *Group) number() {
	order := slices.Clone(g.Posts)
	slices.Reverse(order) // oldest first
	if !slices.ContainsFunc(order, func(p *Post) bool { return p.Part == 0 }) {
		slices.SortStableFunc(order, func(a, b *Post) int { return cmp.Compare(a.Part, b.Part) })
	}
	g.Parts = order
	for i, p := range order {
		at := Place{Series: g, Number: cmp.Or(p.Part, i+1)}
		if i > 0 {
			at.Prev = order[i-1]
		}
		if i+1 < len(order) {
			at.Next = order[i+1]
		}
		p.Place = at
	}
}

// Category is the category a word names, or nil.
func (s *Site) Category(word string) *Group {
	key := slug.Term(word)
	i := slices.IndexFunc(s.Categories, func(g *Group) bool { return g.Slug == key })
	if i < 0 {
		return nil
	}
	return s.Categories[i]
}
