package site

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"recap/generator/slug"
)

// A reference to a post outlives that the post moves, is renamed, or gets or
// loses a slug: as long as one of the names it ever had is known, it is found.

// PostsNamed are the posts and pages that post:name means.
func (s *Site) PostsNamed(name string) []*Post { return s.postsNamed(name) }

// postsNamed are the posts that a name may mean, by the first of these that
// knows it: the file below content/ or content/posts/; the id, or the last word
// of the address; the name of the file, with or without its date; an address
// that the post had, whole or its last word.
func (s *Site) postsNamed(name string) []*Post {
	for _, file := range []string{name, "posts/" + name, name + ".md", "posts/" + name + ".md", name + "/index.md", "posts/" + name + "/index.md"} {
		if q := s.posts["content/"+strings.TrimPrefix(file, "content/")]; q != nil {
			return []*Post{q}
		}
	}
	whole := strings.Trim(name, "/")
	last := slug.Make(path.Base(whole))
	for _, by := range s.index().posts {
		for _, key := range []string{whole, last} {
			if found := by[key]; len(found) > 0 {
				return found
			}
		}
	}
	return nil
}

// postIndex is what postsNamed looks names up in, and the names worth proposing.
func (s *Site) postIndex() (by [3]map[string][]*Post, names []string) {
	for i := range by {
		by[i] = map[string][]*Post{}
	}
	add := func(i int, name string, p *Post) {
		if name != "" && !slices.Contains(by[i][name], p) {
			by[i][name] = append(by[i][name], p)
		}
	}
	former := func(address string, p *Post) {
		address = strings.Trim(strings.TrimSuffix(address, "index.html"), "/")
		add(2, address, p)
		add(2, slug.Make(strings.TrimSuffix(path.Base(address), ".html")), p)
	}
	at := map[string]*Post{} // by address
	for _, p := range s.posts {
		add(0, s.slug(p), p)
		add(0, p.ID.Text, p)
		add(1, slug.Make(p.Name), p)
		add(1, slug.Make(fileName(p.File.Path)), p)
		for _, w := range p.Aliases {
			former(w.Text, p)
		}
		at["/"+p.Path] = p
	}
	to := map[string]string{}
	for _, m := range s.Moved {
		to[m.URL.Text] = m.To.Text
	}
	for _, m := range s.Moved {
		next := m.To.Text
		for range 10 { // addresses that moved again
			if p := at[next]; p != nil {
				former(m.URL.Text, p)
				break
			}
			next = to[next]
		}
	}
	for i := range by {
		for name, list := range by[i] {
			slices.SortFunc(list, func(a, b *Post) int { return cmp.Compare(a.File.Path, b.File.Path) })
			if i < 2 {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return by, slices.Compact(names)
}

// fileName is the name of a post's file or folder without what makes it one:
// "2025-02-01-day-1" of posts/2025/2025-02-01-day-1.de.md.
func fileName(file string) string {
	base := strings.TrimSuffix(strings.TrimSuffix(file, ".md"), ".markdown")
	if rest, ok := strings.CutSuffix(base, "/index"); ok {
		base = rest
	}
	return path.Base(base)
}
