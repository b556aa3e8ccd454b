// Package desk is what recap does at the writer's desk, before and after a
// conference: posts begun from the programme (Draft), talks found in posts that
// are finished (Bind), hand-written lines of links turned into data (Harvest),
// and what is still to do (Status).
//
// Nothing here belongs to a build. A build guesses nothing; what this room finds
// out is shown, and becomes part of the site only by being written into the
// writer's files.
//
// # Edits
//
// A file of the writer's is changed at places, and every other byte stays:
// comments, blanks, line ends, a byte order mark, a missing last line end.
// Nothing is ever written out anew from what was read. Each change is checked
// before any file is touched: the new bytes are read again, and must say what
// the old ones said with exactly the wanted difference. When they do not, the
// change is not made, and why is said. Files that somebody else changed
// meanwhile are left alone (Write).
//
// # Finding talks
//
// A heading or sentence is compared with every talk of the post's events (and of
// those they are part of): words weighted by how rare they are among the titles,
// slips of the keys forgiven, the speaker's name before or behind the title,
// affiliation and nickname left out. A proposal needs 0.6 of 1 and a lead of
// 0.15 over the next talk. A heading of one word needs a second signal: the
// speaker named in the section, a link that leads to the talk, a line of links
// below it, words of the abstract. Names alone bind nothing but "Keynote – Ada
// Example". {talk=none} behind a heading says that it is none.
package desk

import (
	"slices"
	"strings"
	"time"

	"recap/generator/diag"
	"recap/generator/site"
	"recap/generator/source"
)

// Desk is a site spread out before its writer.
type Desk struct {
	Site        *site.Site   // with drafts and posts for later
	Published   *site.Site   // what a build publishes at Now
	Tree        *source.Tree // the files both were made of
	Now         time.Time
	Diagnostics diag.List // what was said on the way, sorted
}

// Event is the event with an id. The error names the nearest.
func (d *Desk) Event(id string) (*site.Event, error) {
	if e := d.Site.Event(id); e != nil {
		return e, nil
	}
	var ids []string
	for _, e := range d.Site.Events {
		ids = append(ids, e.ID.Text)
	}
	u := &Unknown{What: "event", Name: id}
	if near, ok := diag.Nearest(id, ids); ok {
		u.Near = near
	}
	return nil, u
}

// Unknown is a name on the command line that nothing has.
type Unknown struct{ What, Name, Near string }

func (u *Unknown) Error() string { return "no " + u.What + " is called " + quoted(u.Name) }

// posts are the posts below the given paths, all of them for none, in the order
// of their files. Paths are slash paths below the site; a folder stands for what
// is in it. The error names a path that holds no post.
func (d *Desk) posts(paths []string) ([]*site.Post, error) {
	all := slices.Concat(d.Site.Posts, d.Site.Hidden, d.Site.Pages)
	slices.SortFunc(all, func(a, b *site.Post) int { return strings.Compare(a.File.Path, b.File.Path) })
	if len(paths) == 0 {
		return all, nil
	}
	var files []string
	for _, p := range all {
		files = append(files, p.File.Path)
	}
	keep := map[*site.Post]bool{}
	for _, path := range paths {
		found := false
		for _, p := range all {
			if p.File.Path == path || strings.HasPrefix(p.File.Path, strings.TrimSuffix(path, "/")+"/") || path == "." {
				keep[p], found = true, true
			}
		}
		if !found {
			u := &Unknown{What: "post", Name: path}
			if near, ok := diag.Nearest(path, files); ok {
				u.Near = near
			}
			return nil, u
		}
	}
	return slices.DeleteFunc(all, func(p *site.Post) bool { return !keep[p] }), nil
}
