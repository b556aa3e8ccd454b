package content

import (
	"slices"
	"sort"

	"recap/generator/diag"
	"recap/generator/source"
)

// loaded is the newest Load as a memo keeps it: the next one whose tree differs
// in the bytes of a few posts alone is the same set with these records exchanged.
// The key is the tree itself, every file with its path and sum.
type loaded struct {
	tree *source.Tree
	in   *inputs
	set  *Set
	said []said    // of in.posts and in.events
	rest diag.List // of everything else
}

// exchangeable is how many changed files are looked at one by one.
const exchangeable = 64

// exchange is Load for a tree in which only posts have changed, each still being
// what it was: a post that can be read, or one that cannot.
func (m *Memo) exchange(t *source.Tree) (*Set, diag.List, bool) {
	if m == nil || m.last == nil {
		return nil, nil, false
	}
	last := m.last
	changed, ok := t.Exchanged(last.tree, exchangeable)
	if !ok {
		return nil, nil, false
	}
	set, all := *last.set, slices.Clone(last.said)
	if len(changed) > 0 {
		set.Posts, set.Pages, set.Broken = slices.Clone(set.Posts), slices.Clone(set.Pages), slices.Clone(set.Broken)
	}
	for _, f := range changed {
		i := sort.Search(len(last.in.posts), func(i int) bool { return last.in.posts[i].file.Path >= f.Path })
		if i == len(last.in.posts) || last.in.posts[i].file.Path != f.Path {
			return nil, nil, false
		}
		was, now := last.said[i], m.post(f, last.in.posts[i].at)
		if now.Broken != was.Broken || slices.ContainsFunc(now.List, func(d diag.Diagnostic) bool { return d.Code == "file-unreadable" }) {
			return nil, nil, false
		}
		for _, list := range [][]*Post{set.Posts, set.Pages, set.Broken} {
			if at := slices.Index(list, was.Post); at >= 0 {
				list[at] = now.Post
			}
		}
		all[i] = now
	}
	m.last = &loaded{tree: t, in: last.in, set: &set, said: all, rest: last.rest}
	list := slices.Clone(last.rest)
	for _, s := range all {
		list = append(list, s.List...)
	}
	return &set, list, true
}

// Exchange is a record that took the place of another one of the same file.
type Exchange struct{ Was, Is *Post }

// Exchanged are the posts and pages that s has in place of those of prev. ok is
// false when the sets differ in anything else.
func (s *Set) Exchanged(prev *Set) (list []Exchange, ok bool) {
	if s.line == nil || s.line != prev.line {
		return nil, false
	}
	for _, both := range [][2][]*Post{{prev.Posts, s.Posts}, {prev.Pages, s.Pages}} {
		for i, is := range both[1] {
			if was := both[0][i]; was != is {
				list = append(list, Exchange{was, is})
			}
		}
	}
	return list, true
}
