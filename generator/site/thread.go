package site

import (
	"strings"

	"recap/generator/content"
	"recap/generator/diag"
)

// linkThreads gives posts and pages what readers said of them. A thread names
// its post by path alone: comments and post are moved together.
func (s *Site) linkThreads(set *content.Set) diag.List {
	if len(set.Threads) == 0 {
		return nil
	}
	byStem := make(map[string]*Post, len(s.posts))
	for file, p := range s.posts {
		byStem[stem(file)] = p
	}
	for file := range s.broken {
		if stem := stem(file); byStem[stem] == nil {
			byStem[stem] = nil // not known to be missing
		}
	}
	var d diag.List
	for _, t := range set.Threads {
		p, known := byStem[t.For]
		switch {
		case p != nil:
			p.Thread = t
		case !known:
			d.Add(diag.Warnf("comments-orphan", diag.Whole(t.File.Path), "these comments belong to %s.md, which is not there", t.For).
				WithHint("move them as the post was moved, or remove them with it"))
		}
	}
	return d
}

// stem is a text's path without its ending.
func stem(file string) string {
	return strings.TrimSuffix(strings.TrimSuffix(file, ".md"), ".markdown")
}
