package theme

import (
	"cmp"
	"html/template"

	"recap/generator/view"
)

// Structured data for search engines: schema.org in JSON-LD. It is made here
// rather than written in templates, where every optional value needs a comma of
// its own, and so that every theme says the same. In a template:
//
//	{{with ld .}}<script type="application/ld+json">{{.}}</script>{{end}}
//
// A data block is not executed, so a strict Content-Security-Policy allows it.
//
// What a page says is true or left out: no picture stands in for a portrait, and
// no place, day or organiser is made up where the files know none. What another
// page describes is named by that page's address as its @id and not told again.

// ld is what a page says about itself, "" for pages that say nothing: those that
// search engines are asked to leave out, those of no kind they know, and all of a
// site whose settings switch it off.
func ld(v any) template.JS {
	b, say := ldPage(v)
	if b == nil || b.NoIndex || b.Site == nil || !b.Site.Standards.JSONLD {
		return ""
	}
	w := ldWriters.Get().(*ldWriter)
	defer ldWriters.Put(w)
	w.out = append(w.out[:0], `{"@context":"https://schema.org","@graph":[`...)
	empty := len(w.out)
	if say != nil {
		say(w)
	}
	w.trail(b)
	if len(w.out) == empty {
		return ""
	}
	w.out = append(w.out, ']', '}')
	return w.script()
}

// ldPage is what a kind of page says beside the way to it, nil for nothing.
func ldPage(v any) (*view.Base, func(*ldWriter)) {
	switch v := v.(type) {
	case view.Home:
		return &v.Base, func(w *ldWriter) { w.home(&v) }
	case view.Post:
		return &v.Base, func(w *ldWriter) { w.posting(&v) }
	case view.Event:
		return &v.Base, func(w *ldWriter) { w.event(&v) }
	case view.TalkPage:
		return &v.Base, func(w *ldWriter) { w.talk(&v) }
	case view.SpeakerPage:
		return &v.Base, func(w *ldWriter) { w.speaker(&v) }
	case view.EventDay:
		return &v.Base, func(w *ldWriter) { w.programme(&v.Base, v.Event, v.Talks) }
	case view.Schedule:
		return &v.Base, func(w *ldWriter) { w.timetable(&v) }
	case view.Series:
		return &v.Base, func(w *ldWriter) { w.series(&v) }
	case view.Term:
		return &v.Base, func(w *ldWriter) { w.group(&v) }
	case view.List:
		return &v.Base, func(w *ldWriter) { w.cards(&v.Base, v.Posts) }
	case view.Tag:
		return &v.Base, func(w *ldWriter) { w.cards(&v.Base, v.Posts) }
	case view.YearMonth:
		return &v.Base, func(w *ldWriter) { w.lines(&v.Base, v.Posts) }
	case view.Events:
		return &v.Base, func(w *ldWriter) { w.events(&v.Base, v.Upcoming, refs(v.Recent)) }
	case view.EventsYear:
		return &v.Base, func(w *ldWriter) { w.events(&v.Base, refs(v.Events)) }
	case view.EventsUpcoming:
		return &v.Base, func(w *ldWriter) { w.events(&v.Base, v.Events) }
	case view.Speakers:
		return &v.Base, nil
	case view.Text:
		return &v.Base, nil
	case view.Archive:
		return &v.Base, nil
	case view.Year:
		return &v.Base, nil
	case view.Tags:
		return &v.Base, nil
	case view.Terms:
		return &v.Base, nil
	case view.Review:
		return &v.Base, nil
	case view.CFPs:
		return &v.Base, nil
	case view.Picks:
		return &v.Base, nil
	case view.BookList:
		return &v.Base, nil
	case view.Topic:
		return &v.Base, nil
	case view.Quotes:
		return &v.Base, nil
	case view.Credits:
		return &v.Base, nil
	case view.EventsMap:
		return &v.Base, nil
	}
	return nil, nil
}

// home is the site: as a whole, and as a blog with its newest posts.
func (w *ldWriter) home(v *view.Home) {
	s := v.Site
	w.open("WebSite")
	w.text("@id", v.Canonical+"#site")
	w.text("name", s.Title)
	w.text("url", v.Canonical)
	w.text("description", s.Description)
	w.text("inLanguage", s.Language)
	w.publisher(s)
	w.close()
	w.open("Blog")
	w.text("@id", v.Canonical+"#blog")
	w.text("name", s.Title)
	w.text("url", v.Canonical)
	w.text("description", s.Description)
	w.text("inLanguage", s.Language)
	w.publisher(s)
	if len(v.Posts) > 0 {
		w.list("blogPost")
		for i := range v.Posts {
			w.ref("BlogPosting", abs(s, v.Posts[i].URL))
		}
		w.end()
	}
	w.close()
}

func (w *ldWriter) publisher(s *view.Site) {
	w.key("publisher")
	w.thing("Organization", s.Title, s.BaseURL)
}

// imageOf is the page's picture, else the theme's card.
func imageOf(b *view.Base) string {
	if b.Image != nil {
		return b.Image.Abs
	}
	return abs(b.Site, b.Site.Assets["card.png"])
}

// posting is a post. One without a full date has no datePublished, which a
// BlogPosting must have.
func (w *ldWriter) posting(v *view.Post) {
	if !v.Date.Exact() {
		return
	}
	s := v.Site
	w.open("BlogPosting")
	w.text("@id", v.Canonical)
	w.text("headline", v.Title)
	w.text("url", v.Canonical)
	w.text("mainEntityOfPage", v.Canonical)
	w.text("datePublished", iso(v.Date))
	if v.Updated.Is() {
		w.text("dateModified", iso(v.Updated))
	} else {
		w.text("dateModified", iso(v.Date))
	}
	w.text("inLanguage", v.Lang)
	w.text("description", v.Description)
	w.text("image", imageOf(&v.Base))
	if v.Words > 0 {
		w.number("wordCount", v.Words)
	}
	w.list("author")
	switch {
	case len(v.Authors) > 0:
		for _, a := range v.Authors {
			w.thing("Person", a.Name, cmp.Or(abs(s, a.Page), a.URL, s.BaseURL))
		}
	case s.Author != nil:
		w.thing("Person", s.Author.Name, cmp.Or(s.Author.URL, s.BaseURL))
	default:
		w.thing("Organization", s.Title, s.BaseURL)
	}
	w.end()
	w.publisher(s)
	w.key("isPartOf")
	w.ref("Blog", s.BaseURL+"#blog")
	if v.Event != nil {
		w.key("about")
		w.eventLine(s, v.Event)
	}
	if len(v.Tags) > 0 {
		w.list("keywords")
		for _, t := range v.Tags {
			w.element(t.Title)
		}
		w.end()
	}
	if v.Comments != nil && v.Comments.Count > 0 {
		w.number("commentCount", v.Comments.Count)
	}
	w.close()
}

// trail is the way from home to the page.
func (w *ldWriter) trail(b *view.Base) {
	if len(b.Crumbs) == 0 {
		return
	}
	w.open("BreadcrumbList")
	w.list("itemListElement")
	for i, c := range b.Crumbs {
		w.step(i+1, c.Title, abs(b.Site, c.URL))
	}
	w.step(len(b.Crumbs)+1, b.Title, b.Canonical)
	w.end()
	w.close()
}

func (w *ldWriter) step(n int, name, address string) {
	w.open("ListItem")
	w.number("position", n)
	w.text("name", name)
	w.text("item", address)
	w.close()
}

// collection begins a page that lists what other pages describe; the caller
// closes it.
func (w *ldWriter) collection(b *view.Base) {
	w.open("CollectionPage")
	w.text("@id", b.Canonical)
	w.text("name", b.Title)
	w.text("url", b.Canonical)
	w.text("description", b.Description)
	w.text("inLanguage", b.Lang)
}

func (w *ldWriter) cards(b *view.Base, posts []view.Card) {
	w.collection(b)
	if len(posts) > 0 {
		w.list("hasPart")
		for i := range posts {
			w.ref("BlogPosting", abs(b.Site, posts[i].URL))
		}
		w.end()
	}
	w.close()
}

func (w *ldWriter) lines(b *view.Base, posts []view.Line) {
	w.collection(b)
	if len(posts) > 0 {
		w.list("hasPart")
		for i := range posts {
			w.ref("BlogPosting", abs(b.Site, posts[i].URL))
		}
		w.end()
	}
	w.close()
}
