package plan

import (
	"cmp"
	"html/template"
	"strings"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/site"
	"recap/generator/source"
	"recap/generator/view"
)

// planTalks plans the page of each talk that has one: by default those that a
// post tells of.
func planTalks(p *planner) {
	for _, e := range p.site.Events {
		var known []*site.Talk // with a page, in running order
		for _, t := range e.Ordered() {
			if t.HasPage {
				known = append(known, t)
			}
		}
		for i, t := range known {
			out := t.Path + "index.html"
			v := p.talkPage(t, out)
			if i > 0 {
				v.Prev = &view.Link{Title: known[i-1].Title.Text, URL: known[i-1].URL}
			}
			if i+1 < len(known) {
				v.Next = &view.Link{Title: known[i+1].Title.Text, URL: known[i+1].URL}
			}
			p.add(out, v, diag.Whole(e.File.Path)).index = true
		}
	}
}

// teaserLength is how much of an abstract a talk's page shows whose licence is
// not known to allow more, in characters.
const teaserLength = 420

func (p *planner) talkPage(t *site.Talk, out string) view.TalkPage {
	e := t.Event
	title := t.Title.Text
	text, doc := t.Text(), (*markdown.Doc)(nil)
	if strings.TrimSpace(text) != "" {
		doc, _ = markdown.Parse(e.File.Path, []byte(text), 0) // said where the file was read, if at all
	}
	lead := ""
	if doc != nil {
		lead = doc.Lead
	}
	v := view.TalkPage{
		Base: p.page(out, "talk", title, description(lead, p.text("plan.talk", title, e.Name.Text))),
		Talk: p.talkView(t), Event: e.Ref(), Setting: p.setting(e), License: t.License,
		Versions: p.talkRefs(t.Versions), Books: p.books(t.Books), Quotes: quotes(t.Coverage),
	}
	v.Media = p.talkMedia(t)
	v.Film = p.film(t, v.Description)
	v.Frames = framesIn(v.Media)
	v.Image = p.talkCard(t, &v, out)
	v.Crumbs = p.eventCrumbs(e)
	if n := t.DayNumber(); n > 0 {
		v.DayName, v.DayURL = p.dayName(e, n), p.dayURL(e, n)
	}
	switch {
	case doc == nil:
	case mayQuote(t.License):
		v.Text = p.abstract(t, doc, text)
	default:
		v.Teaser = site.Shorten(lead, teaserLength)
		v.More = site.SafeURL(t.Talk.URL)
	}
	if v.Talk.Abstract == v.URL {
		v.Talk.Abstract = "" // this very page
	}
	for _, w := range t.Tags {
		if tag := p.site.TagNamed(w.Text); tag != nil {
			v.Tags = append(v.Tags, view.Link{Title: tag.Name, URL: tag.URL})
		}
	}
	return v
}

// mayQuote reports a licence that lets a whole abstract be shown.
func mayQuote(license string) bool {
	l := strings.ToLower(strings.TrimSpace(license))
	for _, open := range []string{"cc", "creative commons", "public domain", "pddl", "gfdl", "odbl"} {
		if strings.HasPrefix(l, open) {
			return true
		}
	}
	return false
}

// abstract is the promise of a talk's whole abstract.
func (p *planner) abstract(t *site.Talk, doc *markdown.Doc, text string) view.Body {
	return p.record(t.Event.File.Path, t.ID.Text, t.Path, doc, text)
}

// record is the promise of a text that stands in a record: a talk's abstract, a
// person's life, what a series is about. Its links and pictures are resolved as
// if it stood beside the record's file.
func (p *planner) record(file, name, path string, doc *markdown.Doc, text string) view.Body {
	about := &site.Post{
		Post: &content.Post{File: source.NewFile(file, nil), Doc: doc, Name: name},
		Path: path, URL: p.site.URLOf(path + "index.html"), Lang: p.site.Config.Language.Text,
	}
	p.site.Answer(about)
	if len(about.Answers.Images) > 0 {
		p.recorded = append(p.recorded, about)
	}
	f := markdown.Frame{Prefix: about.Prefix(), Shift: 1 + shift(doc), Guest: true, Page: about.URL}
	return view.Body{
		Key: markdown.Key(doc.Sum, p.site.Markup, f, about.Answers),
		Make: func() (template.HTML, error) {
			return p.md.Render([]byte(text), 0, f, about.Answers)
		},
	}
}

// quotes are what posts tell of a talk.
func quotes(list []site.Coverage) []view.Quote {
	var out []view.Quote
	for _, c := range list {
		out = append(out, quote(c.Post, c.Section))
	}
	return out
}

// quote is a post's section, or the post as a whole.
func quote(post *site.Post, sec *site.Section) view.Quote {
	q := view.Quote{Post: lines([]*site.Post{post})[0], URL: post.URL}
	if sec == nil {
		q.Lead = post.Summary
		return q
	}
	q.Title, q.Lead, q.URL = sec.Title, site.Shorten(sec.Lead, 600), post.URL+"#"+sec.Anchor
	return q
}

// talkRefs are talks in a line each.
func (p *planner) talkRefs(talks []*site.Talk) []view.TalkRef {
	var out []view.TalkRef
	for _, t := range talks {
		out = append(out, p.talkRef(t))
	}
	return out
}

func (p *planner) talkRef(t *site.Talk) view.TalkRef {
	r := view.TalkRef{Title: t.Title.Text, URL: t.URL, Day: t.Date(), Event: t.Event.Ref()}
	if !t.HasPage {
		r.URL = t.Event.URL + "#talk-" + t.ID.Text
	}
	if t.Language != p.site.Config.Language.Text {
		r.Lang = t.Language
	}
	return r
}

// books are the books a talk names: by id in books.yaml, or by title.
func (p *planner) books(words []content.Word) []view.Book {
	var out []view.Book
	for _, w := range words {
		b := view.Book{Title: w.Text}
		if rec := p.site.Book(w.Text); rec != nil {
			b = view.Book{Title: cmp.Or(rec.Title.Text, w.Text), Authors: rec.Authors, URL: site.SafeURL(rec.URL), Year: rec.Year}
		}
		out = append(out, b)
	}
	return out
}
