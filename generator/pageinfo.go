package generator

import (
	"slices"
	"strings"
	"time"

	"recap/generator/content"
	"recap/generator/plan"
	"recap/generator/render"
	"recap/generator/site"
	"recap/generator/source"
)

// PageInfo is what a writer wants to know of a page beside the page itself.
type PageInfo struct {
	Source string    // the file it is made of, "content/posts/x.md"; "" for a list, a feed
	Title  string    // of a text or an event
	State  string    // of a text: "published" "draft" "future" "unlisted"; "" for other pages
	Date   time.Time // of a text, in the site's zone; zero for an undated one. A future post appears then
	Events []PageEvent
}

// PageEvent is an event that a page is about, with the talks nobody has looked
// up yet.
type PageEvent struct {
	Name string
	URL  string // root-relative
	File string // "content/events/x.yaml"
	Open []OpenTalk
}

// OpenTalk is a talk of which it is not known whether there is a video, or
// slides: no one has looked. A talk that is known to have none is not open.
type OpenTalk struct {
	ID, Title     string
	Video, Slides bool // which of the two
}

// Waiting is a text that readers do not see yet.
type Waiting struct {
	File  string
	Title string
	URL   string    // root-relative; "" when the preview holds it back too
	State string    // "draft" or "future"
	Until time.Time // when a future post appears
}

// Info tells of a planned page; ok is false for a path that is not planned.
func (p *Preview) Info(path string) (info PageInfo, ok bool) {
	pg, ok := p.plan.Page(path)
	if !ok {
		return PageInfo{}, false
	}
	return p.about(pg), true
}

// Sources are the files that a planned page tells of: the one it is made of, and of
// a post those of its events.
func (p *Preview) Sources(path string) []string {
	info, ok := p.Info(path)
	if !ok || info.Source == "" {
		return nil
	}
	files := []string{info.Source}
	for _, e := range info.Events {
		files = append(files, e.File)
	}
	return files
}

func (p *Preview) about(pg plan.Page) PageInfo {
	info := PageInfo{Source: pg.From.File}
	if info.Source == "" {
		return info
	}
	if post := p.post(info.Source); post != nil && (pg.Path == post.Path || pg.Path == post.Path+"index.html") {
		info.Title, info.State, info.Date = post.Title, stateOf(post), post.When
		for _, e := range post.Events {
			info.Events = append(info.Events, pageEvent(e))
		}
		return info
	}
	for _, e := range p.site.Events {
		if e.File.Path == info.Source && pg.Path == e.Path+"index.html" {
			info.Title, info.Events = e.Name.Text, []PageEvent{pageEvent(e)}
		}
	}
	return info
}

// post is the published post or page made of a file.
func (p *Preview) post(file string) *site.Post {
	for _, list := range [][]*site.Post{p.site.Posts, p.site.Hidden, p.site.Pages} {
		for _, post := range list {
			if post.File.Path == file {
				return post
			}
		}
	}
	return nil
}

func stateOf(p *site.Post) string {
	switch {
	case p.Draft:
		return StateDraft
	case p.Future:
		return StateFuture
	case p.Unlisted:
		return StateUnlisted
	}
	return StatePublished
}

func pageEvent(e *site.Event) PageEvent {
	out := PageEvent{Name: e.Name.Text, URL: e.URL, File: e.File.Path}
	for _, t := range e.Talks {
		o := OpenTalk{ID: t.ID.Text, Title: t.Title.Text, Video: unknown(t.Video), Slides: unknown(t.Slides)}
		if o.Video || o.Slides {
			out.Open = append(out.Open, o)
		}
	}
	return out
}

func unknown(links []content.TalkLink) bool {
	return !slices.ContainsFunc(links, func(l content.TalkLink) bool { return l.State != content.Unknown })
}

// Waiting are the drafts and the posts with a date to come, whether the preview
// shows them or holds them back, by file.
func (p *Preview) Waiting() []Waiting {
	var out []Waiting
	for _, post := range slices.Concat(p.site.Posts, p.site.Hidden, p.site.Pages) {
		if s := stateOf(post); s == StateDraft || s == StateFuture {
			w := Waiting{File: post.File.Path, Title: post.Title, URL: post.URL, State: s}
			if s == StateFuture {
				w.Until = post.When
			}
			out = append(out, w)
		}
	}
	for _, h := range p.Held {
		out = append(out, Waiting{File: h.File, Title: h.Title, State: h.Reason, Until: h.Until})
	}
	slices.SortFunc(out, func(a, b Waiting) int { return strings.Compare(a.File, b.File) })
	return out
}

// SizeOf is how many bytes a source had when this preview was planned; -1 when it
// was not there.
func (p *Preview) SizeOf(file string) int64 {
	if f := p.in.Tree.File(file); f != nil {
		return f.Size
	}
	return -1
}

// MadeOf are the planned paths of pages that are made of a file, sorted.
func (p *Preview) MadeOf(file string) []string {
	var out []string
	for _, pg := range p.plan.Pages {
		if pg.From.File == file {
			out = append(out, pg.Path)
		}
	}
	return out
}

// Differs are the paths whose bytes may differ from those of an earlier preview,
// those that came and those that went, sorted.
func (p *Preview) Differs(before *Preview) []string {
	if before == nil {
		return p.plan.Paths
	}
	var out []string
	was := before.plan.Pages
	for _, pg := range p.plan.Pages {
		for len(was) > 0 && was[0].Path < pg.Path {
			out = append(out, was[0].Path)
			was = was[1:]
		}
		if len(was) > 0 && was[0].Path == pg.Path {
			old := was[0]
			was = was[1:]
			if before.in.Theme == p.in.Theme && old.Shares(pg) || render.Key(before.in, old) == render.Key(p.in, pg) {
				continue
			}
		}
		out = append(out, pg.Path)
	}
	for _, pg := range was {
		out = append(out, pg.Path)
	}
	return out
}

// changedSources are the files that are not the same in both trees, sorted.
func changedSources(was, is *source.Tree) []string {
	if was == nil {
		return nil
	}
	out := []string{}
	a, b := was.Files(), is.Files()
	for len(a)+len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0].Path < b[0].Path:
			out, a = append(out, a[0].Path), a[1:]
		case len(a) == 0 || b[0].Path < a[0].Path:
			out, b = append(out, b[0].Path), b[1:]
		default:
			if a[0] != b[0] && a[0].Sum != b[0].Sum {
				out = append(out, a[0].Path)
			}
			a, b = a[1:], b[1:]
		}
	}
	return out
}
