package plan

import (
	"path"
	"strings"

	"golang.org/x/text/unicode/norm"

	"recap/generator/diag"
	"recap/generator/media"
	"recap/generator/site"
	"recap/generator/view"
)

// A social card is the picture of a page that has none of its own: of a post
// without a hero, an event, a talk. It lies at the page's address below cards/.

// postCard plans the card of a post: its title between the event and when and
// where that was.
func (p *planner) postCard(post *site.Post, out string) *view.Image {
	c := view.SocialCard{Title: post.Title}
	if len(post.Events) > 0 {
		ref := post.Events[0].Ref()
		c.Over, c.Under = ref.Name, p.whenWhere(post.Lang, ref)
	} else if day, err := p.theme.Date(post.Lang, "long", post.Date); err == nil {
		c.Under = day
	}
	return p.socialCard(c, out)
}

// eventCard plans the card of an event.
func (p *planner) eventCard(e *site.Event, out string) *view.Image {
	ref := e.Ref()
	c := view.SocialCard{Title: ref.Name, Under: p.whenWhere(p.site.Config.Language.Text, ref)}
	if e.Series != nil && !strings.Contains(ref.Name, e.Series.Name) {
		c.Over = e.Series.Name
	}
	return p.socialCard(c, out)
}

// talkCard plans the card of a talk: its title between the event and who spoke.
func (p *planner) talkCard(t *site.Talk, v *view.TalkPage, out string) *view.Image {
	names := make([]string, 0, len(v.Talk.Speakers))
	for _, s := range v.Talk.Speakers {
		names = append(names, s.Name)
	}
	c := view.SocialCard{Title: t.Title.Text, Over: v.Event.Name, Under: strings.Join(names, ", ")}
	if c.Under == "" {
		c.Under = p.whenWhere(p.site.Config.Language.Text, v.Event)
	}
	return p.socialCard(c, out)
}

// findCardFont finds the font that the settings name, among the site's files.
func (p *planner) findCardFont() {
	w := p.site.Config.Standards.CardFont
	if w.Text == "" || !p.site.Config.Standards.Cards {
		return
	}
	name := "content/" + strings.TrimPrefix(strings.TrimPrefix(w.Text, "/"), "content/")
	var fonts []string
	for _, st := range p.site.Static {
		switch strings.ToLower(path.Ext(st.File.Path)) {
		case ".otf", ".ttf", ".ttc", ".otc":
			fonts = append(fonts, strings.TrimPrefix(st.File.Path, "content/"))
		}
		if st.File.Path == name {
			p.font = st.File
			return
		}
	}
	d := diag.Errorf("card-font", w.Pos, "no file lies at %s", name).Meant(strings.TrimPrefix(name, "content/"), fonts)
	if d.Hint == "" {
		d = d.WithHint("put an .otf or .ttf file below content/ and name it from there: fonts/NotoSansJP.otf")
	}
	p.said.Add(d)
}

// whenWhere are the days and the place of an event in a line.
func (p *planner) whenWhere(lang string, ref view.EventRef) string {
	days, err := p.theme.Span(lang, ref.Start, ref.End)
	if err != nil {
		days = ""
	}
	if days == "" || ref.Location == "" {
		return days + ref.Location
	}
	return days + " · " + ref.Location
}

// socialCard plans a card for the page at an output path; nil when the site
// wants none.
func (p *planner) socialCard(c view.SocialCard, out string) *view.Image {
	set := p.site.Config.Standards
	if !set.Cards {
		return nil
	}
	c.Site, c.Accent = p.base.Title, p.site.Config.Theme.Accent.Text
	for _, text := range []*string{&c.Title, &c.Over, &c.Under, &c.Site} {
		*text = norm.NFC.String(*text) // fonts have ü, not u with dots to put on it
	}
	if p.font != nil {
		c.Font, c.FontSum = p.font.Path, p.font.Sum
	}
	file := path.Join("cards", strings.TrimSuffix(strings.TrimSuffix(out, path.Ext(out)), "/index")+".png")
	p.add(file, c, noFile).yields = true
	url := p.site.URLOf(file)
	return &view.Image{URL: url, Abs: p.site.Abs(url), Alt: c.Title, Width: media.CardWidth, Height: media.CardHeight}
}
