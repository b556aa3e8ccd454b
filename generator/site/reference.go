package site

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"sync"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/slug"
)

// A checked reference names a thing of the site instead of an address: talk:id,
// speaker:id, event:id, post:slug, tag:name, book:id, file:name. It survives
// that the thing moves, and one that names nothing is an error.

// ref is what a reference leads to.
type ref struct {
	url  string // "" when the thing has no page: its text stands alone
	text string // what it is called
}

// referrers are the kinds of references.
var referrers = map[string]func(s *Site, p *Post, id string, l markdown.Link) (ref, diag.List){
	"talk": (*Site).referTalk, "speaker": (*Site).referSpeaker, "event": (*Site).referEvent,
	"post": (*Site).referPost, "tag": (*Site).referTag, "book": (*Site).referBook, "file": (*Site).referFile,
}

// reference parts a destination that is one.
func reference(dest string) (kind, id string, ok bool) {
	kind, id, ok = strings.Cut(dest, ":")
	if !ok || referrers[kind] == nil || kind == "file" && strings.HasPrefix(id, "//") {
		return "", "", false
	}
	return kind, unescape(id), true
}

// refer answers a checked reference. Its text is an answer only where the
// author wrote none: a new title costs the texts that show it.
func (s *Site) refer(p *Post, l markdown.Link, a *markdown.Answers) diag.List {
	kind, id, _ := reference(l.Dest)
	at := l
	if n := len(kind) + 1; l.Pos.End-l.Pos.Off == len(l.Dest) {
		at.Pos.Off += n
	}
	r, d := referrers[kind](s, p, id, at)
	if at.Pos == l.Pos { // the word alone has no place, so nothing can be put there
		for i := range d {
			d[i].Fix = nil
		}
	}
	if r.text == "" {
		r.text = id
	}
	a.Links[l.Dest] = r.url
	if l.Text == "" || l.Text == l.Dest {
		a.Texts[l.Dest] = r.text
	}
	return d
}

// talkURL is where a talk is found: its page, else its place on the event's.
func (s *Site) talkURL(t *Talk) string {
	if t.HasPage {
		return t.URL
	}
	return t.Event.URL + "#talk-" + t.ID.Text
}

func (s *Site) referTalk(p *Post, id string, l markdown.Link) (ref, diag.List) {
	if t, ok := s.Talk(p.Events, id); ok {
		return ref{s.talkURL(t), t.Title.Text}, nil
	}
	return ref{}, s.checkTalk(p, content.Word{Text: id, Pos: l.Pos})
}

func (s *Site) referEvent(p *Post, id string, l markdown.Link) (ref, diag.List) {
	if e := s.events[id]; e != nil {
		return ref{e.URL, e.Name.Text}, nil
	}
	return ref{}, diag.List{diag.Errorf("event-unknown", l.Pos, "no event is called %q", id).Meant(id, s.eventIDs())}
}

func (s *Site) referSpeaker(p *Post, id string, l markdown.Link) (ref, diag.List) {
	rec, key := s.persons[fold(id)], slug.Make(id)
	if rec != nil {
		key = slug.Make(cmp.Or(rec.ID.Text, rec.Name.Text))
	}
	switch sp := s.speakers[key]; {
	case sp != nil && sp.HasPage:
		return ref{sp.URL, sp.Name}, nil
	case sp != nil:
		return ref{"", sp.Name}, nil
	case rec != nil:
		return ref{"", rec.Name.Text}, nil
	}
	ids := make([]string, 0, len(s.Speakers))
	for _, sp := range s.Speakers {
		ids = append(ids, sp.ID)
	}
	return ref{}, diag.List{diag.Errorf("speaker-unknown", l.Pos, "no speaker is called %q", id).Meant(id, ids)}
}

func (s *Site) referTag(p *Post, id string, l markdown.Link) (ref, diag.List) {
	if t := s.TagNamed(id); t != nil {
		return ref{t.URL, t.Name}, nil
	}
	names := make([]string, 0, len(s.Tags))
	for _, t := range s.Tags {
		names = append(names, t.Slug)
	}
	return ref{}, diag.List{diag.Errorf("tag-unknown", l.Pos, "no post has the tag %q", id).Meant(id, names)}
}

func (s *Site) referBook(p *Post, id string, l markdown.Link) (ref, diag.List) {
	b := s.Book(id)
	if b == nil {
		ids := make([]string, 0, len(s.set.Books))
		for i := range s.set.Books {
			ids = append(ids, cmp.Or(s.set.Books[i].ID.Text, s.set.Books[i].Title.Text))
		}
		return ref{}, diag.List{diag.Errorf("book-unknown", l.Pos, "no book is called %q", id).Meant(id, ids)}
	}
	to := SafeURL(b.URL)
	if to == "" && b.DOI != "" {
		to = "https://doi.org/" + b.DOI
	}
	return ref{to, b.Title.Text}, nil
}

// referPost finds a post by any of its names: see postsNamed.
func (s *Site) referPost(p *Post, id string, l markdown.Link) (ref, diag.List) {
	name, frag, _ := strings.Cut(id, "#")
	found := s.postsNamed(name)
	if len(found) == 0 {
		if s.broken["content/"+name] || s.broken["content/posts/"+name] {
			return ref{}, nil
		}
		return ref{}, diag.List{meantOneOf(diag.Errorf("post-unknown", l.Pos, "no post is called %q", name), path.Base(name), s.index().names)}
	}
	if len(found) > 1 {
		d := diag.Errorf("post-unknown", l.Pos, "%d posts are called %q", len(found), name).
			WithHint("write where the file lies: post:%s", strings.TrimPrefix(found[0].File.Path, "content/"))
		for _, q := range found[:2] {
			d = d.WithNote(diag.Whole(q.File.Path), "one of them")
		}
		return ref{}, diag.List{d}
	}
	tail := ""
	if frag != "" {
		tail = "#" + frag
	}
	url, d := s.linkPostFile(p, found[0], frag, tail, l)
	return ref{url, found[0].Title}, d
}

// lookup is the index, made when the first text asks.
type lookup struct {
	once  sync.Once
	index index
}

// index is what names are looked up in.
type index struct {
	posts [3]map[string][]*Post // by names they have: now, as files, and formerly; the first that knows a name answers
	names []string              // all of the first two
	files map[string][]string   // by base name: published paths
	media map[string]*Talk      // by provider and id, or address
	embed map[string]*content.Embed
}

func (s *Site) index() *index {
	s.lookup.once.Do(func() {
		x := index{files: map[string][]string{}, media: map[string]*Talk{}}
		x.posts, x.names = s.postIndex()
		for _, st := range s.Static {
			base := path.Base(st.Path)
			x.files[base] = append(x.files[base], st.Path)
		}
		for _, e := range s.Events {
			for _, t := range e.Talks {
				for _, link := range slices.Concat(t.Video, t.Slides) {
					if key := mediaKey(link.URL.Text); key != "" && x.media[key] == nil {
						x.media[key] = t
					}
				}
			}
		}
		x.embed = map[string]*content.Embed{}
		for i := range s.set.Embeds {
			e := &s.set.Embeds[i]
			x.embed[mediaKey(e.URL.Text)] = e
		}
		s.lookup.index = x
	})
	return &s.lookup.index
}

// mediaKey is a name for a recording or slides, however their address is spelled.
func mediaKey(address string) string {
	if p, ok := markdown.ProviderOf(address); ok {
		return p.Name + " " + p.ID
	}
	return address
}

// referFile finds a published file: beside the text, by its path, or by its
// name when there is but one.
func (s *Site) referFile(p *Post, id string, l markdown.Link) (ref, diag.List) {
	text := path.Base(id)
	if st, ok := s.beside[path.Join(path.Dir(p.File.Path), id)]; ok {
		return ref{s.at(st.Path), text}, nil
	}
	if st, ok := s.static[strings.TrimPrefix(path.Clean("/"+id), "/")]; ok {
		return ref{s.at(st.Path), text}, nil
	}
	files := s.index().files
	switch found := files[text]; {
	case len(found) == 1 && path.Base(id) == id:
		return ref{s.at(found[0]), text}, nil
	case len(found) > 1:
		return ref{}, diag.List{diag.Errorf("file-missing", l.Pos, "%d files are called %q", len(found), text).
			WithHint("write where it lies: file:%s", slices.Min(found))}
	}
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	return ref{}, diag.List{diag.Errorf("file-missing", l.Pos, "no file is called %q", id).Meant(id, names)}
}

// lines answers an anchor that means lines of a code block, "travis-L5-6": the
// line where they begin. ok is false for another anchor.
func (s *Site) lines(other *Post, frag string, pos diag.Pos) (anchor string, d diag.List, ok bool) {
	id, from, to, ok := markdown.Range(unescape(frag))
	if !ok {
		return "", nil, false
	}
	for _, b := range other.Doc.Blocks {
		if b.ID != id {
			continue
		}
		if !b.Has(from, to) {
			return "", diag.List{lineRange(b, from, to, pos)}, true
		}
		return markdown.LineAnchor(id, from), nil, true
	}
	return "", nil, false
}

func lineRange(b markdown.Block, from, to int, pos diag.Pos) diag.Diagnostic {
	if from == to {
		return diag.Warnf("line-range", pos, "the code block has no line %d: it has the lines %d to %d", from, b.First, b.Last)
	}
	return diag.Warnf("line-range", pos, "the code block has no lines %d to %d: it has the lines %d to %d", from, to, b.First, b.Last)
}
