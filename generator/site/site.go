// Package site is what the author meant: records joined into one linked,
// sorted, immutable site.
//
// Link resolves every name against the record it names, works out dates,
// languages and addresses under the settings, puts posts, events and tags in
// order, and answers what each text asked: where a link leads, where a picture
// is published. Whatever cannot be resolved is a diagnostic at the word that
// the author typed.
//
// Nothing here makes HTML and nothing reads a file: the only thing known of a
// picture is what Options.Probe says of it.
//
// # Order
//
// Posts stand newest first, posts without a date last; ties are broken by path,
// so that no two sites of the same files differ. Events stand newest first.
// Related posts and older neighbours look only backwards in time: a new post
// touches its neighbour and nobody else.
package site

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/media"
	"recap/generator/par"
	"recap/generator/slug"
	"recap/generator/source"
	"recap/generator/view"
)

// Options is what a site depends on beside its records.
type Options struct {
	Now    time.Time // decides which posts are in the future
	Drafts bool      // drafts are published
	Future bool      // posts after Now are published

	// Probe tells what a picture is. The error says what is wrong with the file.
	// It is called from several goroutines.
	Probe func(*source.File) (media.Info, error)

	// Tells says what a film, a TIFF or a PDF tells of its maker. nil for nobody to
	// look; called from several goroutines.
	Tells func(*source.File) media.Told

	// Tool finds a program that the settings name, and tells which it is: path
	// and version. nil for none.
	Tool func(name string) (identity string, err error)
}

// Site is the linked site.
type Site struct {
	Config   *content.Config
	Zone     *time.Location
	Now      *Now
	Origin   string // "https://example.org"
	Home     string // root-relative address of the home page: "/" or "/blog/"
	Author   *view.Person
	Me       []view.Link // where the author is found elsewhere
	Markup   markdown.Options
	Posts    []*Post // listed, newest first, undated last
	Hidden   []*Post // unlisted: have an address and stand in no list
	Pages    []*Post // outside the stream, by address
	Events   []*Event
	Tags     []*Tag     // by name
	Speakers []*Speaker // by name, those without a page too
	Series   []*Series  // by name
	Static   []content.Static
	Moved    []content.Promise // addresses that lead elsewhere or are gone, as the ledger says
	Held     []Held

	Authors    []*Group // by name; none when there is only one
	Categories []*Group
	PostSeries []*Group

	opts     Options
	set      *content.Set
	posts    map[string]*Post // by source path: posts and pages, held ones too
	events   map[string]*Event
	tags     map[string]*Tag
	static   map[string]content.Static // by published path
	beside   map[string]content.Static // by source path
	photos   map[string]*Photo         // by source path
	told     map[string]media.Told     // what files tell that are published as they are; only those that do
	tools    tools
	people   map[string]*content.Person
	venues   map[string]*content.Venue
	persons  map[string]*content.Speaker // by id, name and alias, folded
	terms    map[string]*content.Tag     // of tags.yaml by id, alias and name, as slug.Term
	rows     map[string]*content.Series  // of series.yaml by id and alias, folded
	speakers map[string]*Speaker
	named    map[[2]string]*Speaker // by id and name as a talk has them; nil for nobody
	held     map[*Post]string
	broken   map[string]bool // source paths of texts that could not be read
	lookup   *lookup
	said     said
}

// said is what was said while a site was linked.
type said struct {
	records diag.List           // of names, dates, addresses, and all that is no text
	texts   map[*Post]diag.List // what the texts of published posts asked for in vain
}

func (s said) all(public []*Post) diag.List {
	list := slices.Clone(s.records)
	for _, p := range public {
		list.Add(s.texts[p]...)
	}
	return list
}

// Post is one post or page with its place in the site.
type Post struct {
	*content.Post
	Title        string
	Lang         string
	When         time.Time // zero for undated
	Date         view.Day
	UpdatedAt    time.Time
	Updated      view.Day
	Updates      []view.Update
	Path         string // below the site's root: "2016/06/pycon/", or "old/page.html"
	URL          string // root-relative
	Events       []*Event
	Tags         []*Tag
	Authors      []view.Person
	Summary      string
	Cut          bool // the summary leaves something of the text out
	Hero         *view.Image
	Answers      markdown.Answers
	Translations []*Post // the others, by language
	Future       bool
	Targets      []Target  // root-relative links, to check once every address is known
	Sections     []Section // its headings, with the talks they tell of
	Facts        Facts

	Place  Place           // in its series
	Thread *content.Thread // what readers said of it, or nil

	bound map[int]*Talk // by heading

	Newer, Older         *Post
	EventNext, EventPrev *Post
	Related              []*Post
}

// Held is a post that is not published, and why.
type Held struct {
	Post   *Post
	Reason string    // "draft" or "future"
	Until  time.Time // when a future post appears
}

// Target is a root-relative link with its place, to be checked when the plan
// knows every address.
type Target struct {
	Path string // below the site's root, without query and fragment
	Frag string
	Pos  diag.Pos
	Code string // "link-dead"
}

// Link joins the records of a set into a site. prev, which may be nil, is what
// an earlier set was joined into under the same Probe: where nothing has changed
// but sentences, its joins still hold (again.go).
func Link(set *content.Set, o Options, prev *Site) (*Site, diag.List) {
	if s, ok := prev.again(set, o); ok {
		return s, s.oncePerPicture(s.said.all(s.public()))
	}
	s := &Site{
		lookup: &lookup{},
		Config: &set.Config, Now: newNow(o.Now), opts: o, set: set, Static: set.Static, Moved: set.Moved,
		Markup: markup(&set.Config),
		posts:  map[string]*Post{}, events: map[string]*Event{}, tags: map[string]*Tag{},
		static: map[string]content.Static{}, beside: map[string]content.Static{},
		people: map[string]*content.Person{}, venues: map[string]*content.Venue{},
		persons: map[string]*content.Speaker{}, terms: map[string]*content.Tag{}, rows: map[string]*content.Series{}, speakers: map[string]*Speaker{}, named: map[[2]string]*Speaker{}, held: map[*Post]string{}, broken: map[string]bool{},
	}
	var d diag.List
	s.indexRecords(set)
	d.Add(s.linkSettings()...)
	d.Add(s.lookAtPictures()...)
	for _, e := range set.Events {
		d.Add(s.addEvent(e)...)
	}
	for _, e := range s.Events {
		d.Add(s.linkEvent(e)...)
	}
	all := make([]*Post, 0, len(set.Posts)+len(set.Pages))
	for _, p := range slices.Concat(set.Posts, set.Pages) {
		post, dp := s.linkPost(p)
		d.Add(dp...)
		s.posts[p.File.Path] = post
		all = append(all, post)
	}
	for _, p := range set.Broken { // links to them are no mistake
		s.broken[p.File.Path] = true
	}
	d.Add(s.linkThreads(set)...)
	s.nameTags()
	for _, p := range all {
		s.publish(p)
	}
	s.placeFiles(all)
	d.Add(s.checkIDs(all)...)
	s.sort()
	s.group()
	s.linkTranslations(all)
	s.settle()
	public := s.public()
	texts := make([]diag.List, len(public))
	par.Each(len(public), func(i int) { texts[i] = s.answer(public[i]) })
	s.said.texts = map[*Post]diag.List{}
	for i, l := range texts {
		if len(l) > 0 {
			s.said.texts[public[i]] = l
		}
	}
	for _, e := range s.Events {
		d.Add(s.describe(e)...)
	}
	s.neighbours()
	par.Each(len(public), func(i int) {
		s.answerTalks(public[i])
		public[i].Facts = s.facts(public[i])
	})
	s.relate()
	s.said.records = d
	return s, s.oncePerPicture(s.said.all(public))
}

// public are all published texts.
func (s *Site) public() []*Post { return slices.Concat(s.Posts, s.Hidden, s.Pages) }

// markup is what of the settings a text's HTML depends on.
func markup(c *content.Config) markdown.Options {
	return markdown.Options{
		HTML: c.Markup.HTML, LineNumbers: c.Code.LineNumbers,
		Typographer: c.Markup.Typographer == "auto", LineRefs: c.Markup.LineRefs == "auto",
		BareDomains: c.Markup.BareDomains, References: c.References,
		Frames: frames[c.Embeds.Mode], Providers: c.Embeds.Providers,
	}
}

// frames are the words of embeds.mode.
var frames = map[string]markdown.FrameMode{"click": markdown.FramesClick, "frame": markdown.FramesOpen, "link": markdown.FramesOff}

// indexRecords makes the tables that names are looked up in.
func (s *Site) indexRecords(set *content.Set) {
	for i := range set.People {
		p := &set.People[i]
		s.people[p.ID.Text] = p
	}
	for i := range set.Venues {
		v := &set.Venues[i]
		s.venues[v.ID.Text] = v
	}
	for i := range set.Speakers {
		sp := &set.Speakers[i]
		for _, name := range append([]content.Word{sp.ID, sp.Name}, sp.Aliases...) {
			if key := fold(name.Text); key != "" && s.persons[key] == nil {
				s.persons[key] = sp
			}
		}
	}
	for i := range set.Tags {
		r := &set.Tags[i]
		names := append([]content.Word{r.ID}, r.Aliases...)
		for _, n := range r.Names {
			names = append(names, n.Value)
		}
		for _, name := range names { // the first record keeps a name
			if key := slug.Term(name.Text); key != "" && s.terms[key] == nil {
				s.terms[key] = r
			}
		}
	}
	for i := range set.Series {
		r := &set.Series[i]
		for _, name := range append([]content.Word{r.ID}, r.Aliases...) {
			if key := fold(name.Text); key != "" && s.rows[key] == nil {
				s.rows[key] = r
			}
		}
	}
	for _, st := range set.Static {
		s.static[st.Path] = st
		s.beside[st.File.Path] = st
	}
}

// fold is a name without its spelling: case, marks, dots and double blanks.
func fold(name string) string { return slug.Make(name) }

// linkSettings works out what the settings mean: zone, origin, sub-path, author.
func (s *Site) linkSettings() diag.List {
	var d diag.List
	c := s.Config
	s.Zone = time.UTC
	if z, err := time.LoadLocation(c.Timezone.Text); err == nil && c.Timezone.Text != "Local" {
		s.Zone = z // an unknown zone was reported where it was read
	}
	s.Origin, s.Home = splitURL(c.URL.Text)
	if !c.Author.IsZero() {
		a := s.person(c.Author)
		s.Author = &a
		if rec := s.personRecord(c.Author); rec != nil {
			s.Me = personLinks(rec)
		}
	}
	return d
}

// splitURL parts an absolute address into origin and path with slashes at both ends.
func splitURL(u string) (origin, home string) {
	scheme := strings.Index(u, "://")
	if scheme < 0 {
		return "", "/"
	}
	rest := u[scheme+3:]
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		home = strings.Trim(rest[i:], "/")
		origin = u[:scheme+3+i]
	} else {
		origin = u
	}
	if home == "" {
		return origin, "/"
	}
	return origin, "/" + home + "/"
}

// person is an author by id in people.yaml, or by the name as typed.
func (s *Site) person(w content.Word) view.Person {
	p := s.personRecord(w)
	if p == nil {
		return view.Person{Name: w.Text}
	}
	v := view.Person{Name: p.Name.Text, URL: p.URL.Text}
	for _, l := range p.Links {
		if v.URL == "" && l.Key == "website" {
			v.URL = l.Value.Text
		}
	}
	return v
}

// personRecord is the record of an author by id or name, or nil.
func (s *Site) personRecord(w content.Word) *content.Person {
	if p := s.people[w.Text]; p != nil {
		return p
	}
	for i := range s.set.People {
		if fold(s.set.People[i].Name.Text) == fold(w.Text) {
			return &s.set.People[i]
		}
	}
	return nil
}

// publish puts a post where it belongs: in the stream, beside it, or on the
// list of those held back.
func (s *Site) publish(p *Post) {
	switch {
	case p.Draft && !s.opts.Drafts:
		s.hold(p, "draft", time.Time{})
	case p.Future && !s.opts.Future && !p.IsPage:
		s.hold(p, "future", p.When)
	case p.IsPage:
		s.Pages = append(s.Pages, p)
	case p.Unlisted:
		s.Hidden = append(s.Hidden, p)
	default:
		s.Posts = append(s.Posts, p)
		for _, t := range p.Tags {
			t.Posts = append(t.Posts, p)
		}
		for _, e := range p.Events {
			e.Posts = append(e.Posts, p)
		}
		s.cover(p)
	}
}

// checkIDs sees to it that no two posts are one to feed readers: copying a post
// is how many begin the next.
func (s *Site) checkIDs(all []*Post) diag.List {
	var d diag.List
	first := map[string]*Post{}
	for _, p := range all {
		if p.ID.IsZero() {
			continue
		}
		if other := first[p.ID.Text]; other != nil {
			d.Add(diag.Errorf("post-id-taken", p.place(p.ID), "two posts have the id %q, so feed readers would show one of them", p.ID.Text).
				WithNote(other.place(other.ID), "the other one").
				WithHint("change the id, or leave it out of the newer post"))
			continue
		}
		first[p.ID.Text] = p
	}
	return d
}

func (s *Site) hold(p *Post, reason string, until time.Time) {
	s.Held = append(s.Held, Held{Post: p, Reason: reason, Until: until})
	s.held[p] = reason
}

// sort puts everything in its one order.
func (s *Site) sort() {
	slices.SortFunc(s.Posts, newestFirst)
	slices.SortFunc(s.Hidden, newestFirst)
	slices.SortFunc(s.Pages, func(a, b *Post) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.File.Path, b.File.Path))
	})
	slices.SortFunc(s.Held, func(a, b Held) int {
		return cmp.Or(a.Until.Compare(b.Until), cmp.Compare(a.Post.File.Path, b.Post.File.Path))
	})
	slices.SortFunc(s.Events, func(a, b *Event) int {
		return cmp.Or(b.StartsAt.Compare(a.StartsAt), cmp.Compare(a.ID.Text, b.ID.Text))
	})
	for _, t := range s.tags {
		if len(t.Posts) > 0 {
			slices.SortFunc(t.Posts, newestFirst)
			s.Tags = append(s.Tags, t)
		}
	}
	byName(s, s.Tags, func(t *Tag) string { return t.Name }, func(t *Tag) string { return t.Slug })
	for _, e := range s.Events {
		slices.SortFunc(e.Posts, e.runningOrder)
	}
}

func newestFirst(a, b *Post) int {
	return cmp.Or(b.When.Compare(a.When), cmp.Compare(a.File.Path, b.File.Path))
}

// Event is the event with an id, or nil.
func (s *Site) Event(id string) *Event { return s.events[id] }

// Texts is everything that readers are led to links by: posts, pages and
// descriptions of events.
func (s *Site) Texts() []*Post {
	all := slices.Concat(s.Posts, s.Hidden, s.Pages)
	for _, e := range s.Events {
		if e.About != nil {
			all = append(all, e.About)
		}
	}
	return all
}

// Abs is the absolute form of a root-relative address.
func (s *Site) Abs(url string) string {
	if strings.HasPrefix(url, "/") {
		return s.Origin + url
	}
	return url
}
