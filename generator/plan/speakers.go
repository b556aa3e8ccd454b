package plan

import (
	"cmp"
	"slices"
	"strings"

	"recap/generator/markdown"
	"recap/generator/site"
	"recap/generator/slug"
	"recap/generator/view"
)

// registerSize is up to how many people the register names on one page. Beyond
// it each initial has a page, so that one person more changes one letter.
const registerSize = 200

// planSpeakers plans the register of people and the page of each person who has
// one: by default those of whose talks a post tells.
func planSpeakers(p *planner) {
	var people []*site.Speaker // by name
	for _, sp := range p.site.Speakers {
		if sp.HasPage {
			people = append(people, sp)
		}
	}
	if len(people) == 0 {
		return
	}
	index := "speakers/index.html"
	crumb := view.Link{Title: p.text("speakers.title"), URL: p.site.URLOf(index)}
	for _, sp := range people {
		out := sp.Path + "index.html"
		v := p.speakerPage(sp, out)
		v.Crumbs = []view.Link{p.home(), crumb}
		from := noFile
		if sp.Record != nil {
			from = sp.Record.Name.Pos
		}
		p.add(out, v, from).index = true
	}
	groups := p.register(people)
	all := view.Speakers{Base: p.page(index, "list", p.text("speakers.title"), p.text("plan.speakers", p.base.Title))}
	all.Crumbs = []view.Link{p.home()}
	if len(people) <= registerSize {
		all.Groups = groups
		for _, g := range groups {
			all.Initials = append(all.Initials, view.Link{Title: g.Initial, URL: "#" + g.ID})
		}
		p.add(index, all, noFile).index = true
		return
	}
	path := func(g view.SpeakerGroup) string { return "speakers/by/" + g.ID + "/index.html" }
	for _, g := range groups {
		all.Initials = append(all.Initials, view.Link{Title: g.Initial, URL: p.site.URLOf(path(g))})
	}
	for _, g := range groups {
		title := p.text("plan.speakers.by", g.Initial)
		v := view.Speakers{
			Base:    p.page(path(g), "list", title, p.text("plan.speakers", p.base.Title)),
			Initial: g.Initial, Initials: all.Initials, Groups: []view.SpeakerGroup{g},
		}
		v.Crumbs = []view.Link{p.home(), crumb}
		p.add(path(g), v, noFile).index = true
	}
	p.add(index, all, noFile).index = true
}

// register is people by initial, in the order of their names.
func (p *planner) register(people []*site.Speaker) []view.SpeakerGroup {
	var out []view.SpeakerGroup
	for _, sp := range people {
		id := cmp.Or(slug.Make(sp.Initial()), "other")
		i := slices.IndexFunc(out, func(g view.SpeakerGroup) bool { return g.ID == id })
		if i < 0 {
			i = len(out)
			out = append(out, view.SpeakerGroup{ID: id, Initial: sp.Initial()})
		}
		l := view.SpeakerLine{Name: sp.Name, URL: sp.URL}
		if sp.Record != nil {
			l.Affiliation = sp.Record.Affiliation
		}
		out[i].People = append(out[i].People, l)
	}
	return out
}

// watched are the ways of having seen a talk.
var watched = []string{"room", "stream", "recording"}

func (p *planner) speakerPage(sp *site.Speaker, out string) view.SpeakerPage {
	v := view.SpeakerPage{Base: p.page(out, "speaker", sp.Name, p.text("plan.speaker", sp.Name, p.base.Title)), Name: sp.Name}
	if rec := sp.Record; rec != nil {
		v.Pronouns, v.Affiliation = rec.Pronouns, rec.Affiliation
		if v.Picture = p.site.Picture(rec.Image, rec.Name.Pos.File); v.Picture != nil {
			v.Image = raster(v.Picture)
		}
		if strings.TrimSpace(rec.Bio) != "" {
			doc, _ := markdown.Parse(rec.Name.Pos.File, []byte(rec.Bio), 0)
			v.Bio = p.record(rec.Name.Pos.File, sp.ID, sp.Path, doc, rec.Bio)
			v.Description = description(doc.Lead, v.Description)
		}
		for _, l := range rec.Links {
			if u := site.HandleURL(l.Key, l.Value.Text); u != "" {
				v.Links = append(v.Links, view.EventLink{Kind: l.Key, URL: u})
			}
		}
	}
	var posts []*site.Post
	for _, t := range sp.Talks {
		v.Talks = append(v.Talks, view.SpeakerTalk{Talk: p.talkView(t), Event: t.Event.Ref()})
		if slices.Contains(watched, t.Seen) || t.Seen == "" && t.Covered() {
			v.Seen++
			if y := t.At().Year(); y > 1 && (v.Since == 0 || y < v.Since) {
				v.Since = y
			}
		}
		for _, c := range t.Coverage {
			if !slices.Contains(posts, c.Post) {
				posts = append(posts, c.Post)
			}
		}
	}
	slices.SortStableFunc(posts, func(a, b *site.Post) int {
		return cmp.Or(b.When.Compare(a.When), cmp.Compare(a.File.Path, b.File.Path))
	})
	v.Posts = lines(posts)
	return v
}
