package plan

import (
	"slices"
	"strings"

	"recap/generator/digest"
	"recap/generator/markdown"
	"recap/generator/search"
	"recap/generator/site"
	"recap/generator/view"
)

// searchDoc is one thing that can be found: all that the index knows of it.
type searchDoc struct {
	shown search.Doc
	lang  string
	names []string // of what it belongs to: events, talks, people, tags
	marks []string // what it can be narrowed by

	post *site.Post // whose text is searched, or
	text string     // Markdown of a record
}

// key names all of it.
func (d *searchDoc) key() digest.Sum {
	h := digest.New()
	h.Value(d.shown)
	h.String(d.lang)
	h.Value(d.names)
	h.Value(d.marks)
	h.String(d.text)
	if d.post != nil {
		h.Sum(d.post.Doc.Sum)
	}
	return h.Done()
}

// into gives a run all of it. The error is source.ErrChanged, or the disk's.
func (d *searchDoc) into(r *search.Run) error {
	r.Next(d.lang)
	r.Add([]byte(d.shown.Title), search.Title)
	for _, n := range d.names {
		r.Add([]byte(n), search.Name)
	}
	for _, m := range d.marks {
		r.Mark(m)
	}
	doc, from, src := (*markdown.Doc)(nil), 0, []byte(d.text)
	switch {
	case d.post != nil:
		var err error
		if src, err = d.post.File.Bytes(); err != nil {
			return err
		}
		doc, from = d.post.Doc, d.post.From
	case strings.TrimSpace(d.text) != "":
		doc, _ = markdown.Parse("", src, 0) // said where the record was read
	default:
		return nil
	}
	for _, h := range doc.Headings {
		r.Add([]byte(h.Text), search.Heading)
	}
	for _, im := range doc.Images {
		r.Add([]byte(im.Alt), search.Once)
		r.Add([]byte(im.Title), search.Once)
		r.Add([]byte(im.Credit.Creator), search.Once)
	}
	doc.Texts(src, from, func(text []byte) { r.Add(text, search.Once) })
	return nil
}

// leadLength is how much of a text a result shows, in characters.
const leadLength = 140

func (p *planner) searched(kind, url, title, lang string, date view.Day) searchDoc {
	d := searchDoc{lang: lang, marks: []string{"=k" + kind}}
	d.shown = search.Doc{URL: strings.TrimPrefix(url, p.site.Home), Title: title, Date: isoDay(date), Kind: kind}
	if lang != p.site.Config.Language.Text {
		d.shown.Lang = lang
	}
	if date.Is() {
		d.marks = append(d.marks, "=y"+date.Time.Format("2006"))
	}
	return d
}

func isoDay(d view.Day) string {
	switch d.Precision {
	case "":
		return ""
	case "year":
		return d.Time.Format("2006")
	case "month":
		return d.Time.Format("2006-01")
	}
	return d.Time.Format("2006-01-02")
}

// at has a document found by an event, and narrowed by it.
func (d *searchDoc) at(e *site.Event) {
	d.names = append(d.names, e.Name.Text, e.ShortName)
	d.mark("=e" + e.ID.Text + "|" + e.Name.Text)
}

// by has a document found by a person, and narrowed by those who have a page.
func (d *searchDoc) by(sp *site.Speaker) {
	d.names = append(d.names, sp.Name)
	if sp.HasPage {
		d.mark("=s" + sp.ID + "|" + sp.Name)
	}
}

func (d *searchDoc) mark(m string) {
	if !slices.Contains(d.marks, m) {
		d.marks = append(d.marks, m)
	}
}

func (p *planner) postDoc(post *site.Post, told []*site.Talk, kind string) searchDoc {
	d := p.searched(kind, post.URL, post.Title, post.Lang, post.Date)
	d.post = post
	d.shown.Lead = site.Shorten(post.Summary, leadLength)
	var about []string
	for _, e := range post.Events {
		d.at(e)
		about = append(about, e.Name.Text)
	}
	d.shown.About = strings.Join(about, ", ")
	for _, t := range told {
		d.names = append(d.names, t.Title.Text)
		for _, sp := range t.Speakers {
			d.by(sp)
		}
	}
	for _, t := range post.Tags {
		d.names = append(d.names, t.NameIn(post.Lang))
	}
	for _, c := range post.Categories {
		d.names = append(d.names, c.Text)
	}
	for _, a := range post.Authors {
		d.names = append(d.names, a.Name)
	}
	d.names = append(d.names, post.Post.Series.Text)
	return d
}

// monthDocs are the months with a page of their own, from the oldest: who asks
// for January 2016 finds all of it.
func (p *planner) monthDocs() []searchDoc {
	if !p.lists("months") {
		return nil
	}
	var out []searchDoc
	years, _ := byMonth(p.site.Posts)
	for _, y := range slices.Backward(years) {
		for _, m := range slices.Backward(y.months) {
			title := p.text("plan.month", p.month(m))
			out = append(out, p.searched("month", p.site.URLOf(m.path()), title, p.site.Config.Language.Text, m.day()))
		}
	}
	return out
}

func (p *planner) eventDoc(e *site.Event) searchDoc {
	d := p.searched("event", e.URL, e.Name.Text, p.site.Config.Language.Text, e.Start)
	d.names = append(d.names, e.ShortName, e.Place)
	d.mark("=e" + e.ID.Text + "|" + e.Name.Text)
	if e.Series != nil {
		d.names = append(d.names, e.Series.Name)
	}
	for _, t := range e.Tags {
		d.names = append(d.names, t.Text)
	}
	d.shown.About = e.Place
	d.text = e.Description
	if e.About != nil {
		d.shown.Lead = site.Shorten(markdown.Fill(e.About.Doc.Lead, nil), leadLength)
	}
	return d
}

func (p *planner) talkDoc(t *site.Talk) searchDoc {
	ref := p.talkRef(t)
	lang := t.Language
	if lang == "" {
		lang = p.site.Config.Language.Text
	}
	day := ref.Day
	if !day.Is() {
		day = t.Event.Start
	}
	d := p.searched("talk", ref.URL, ref.Title, lang, day)
	var who []string
	for _, sp := range t.Speakers {
		d.by(sp)
		who = append(who, sp.Name)
	}
	d.at(t.Event)
	d.names = append(d.names, t.Subtitle, t.Track)
	for _, w := range t.Tags {
		d.names = append(d.names, w.Text)
	}
	d.shown.About = t.Event.Name.Text
	if len(who) > 0 {
		d.shown.About = strings.Join(who, ", ") + " · " + d.shown.About
	}
	if t.HasPage && mayQuote(t.License) {
		d.text = t.Text()
	}
	return d
}

func (p *planner) speakerDoc(sp *site.Speaker) searchDoc {
	d := p.searched("speaker", sp.URL, sp.Name, p.site.Config.Language.Text, view.Day{})
	d.mark("=s" + sp.ID + "|" + sp.Name)
	for _, t := range sp.Talks {
		d.mark("=e" + t.Event.ID.Text + "|" + t.Event.Name.Text)
	}
	if sp.Record != nil {
		for _, a := range sp.Record.Aliases {
			d.names = append(d.names, a.Text)
		}
		d.shown.About = sp.Record.Affiliation
		d.names = append(d.names, sp.Record.Affiliation)
		d.text = sp.Record.Bio
	}
	return d
}
