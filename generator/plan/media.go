package plan

import (
	"net/url"
	"slices"

	"recap/generator/content"
	"recap/generator/markdown"
	"recap/generator/site"
	"recap/generator/view"
)

// talkMedia are the cards of a talk's recordings and slides.
func (p *planner) talkMedia(t *site.Talk) []view.Media {
	var out []view.Media
	for _, l := range slices.Concat(t.Video, t.Slides) {
		u := site.SafeURL(l.URL)
		who, ok := markdown.ProviderOf(u)
		if l.State != content.Known || !ok || !p.embeds(who) {
			continue
		}
		known, _, _ := p.site.StoredMedia(u) // complaints come with the file itself
		m := view.Media{
			Lang: p.site.Config.Language.Text, Kind: who.Kind, Provider: who.Name, URL: u, Title: l.Title,
			Start: l.Start, Thumb: known.Thumb,
		}
		if m.Title == "" {
			m.Title = t.Title.Text
		}
		if m.Start == "" {
			m.Start = who.Start()
		}
		if mode := p.site.Markup.Frames; mode != markdown.FramesOff {
			if m.Frame = who.Frame(l.Start, l.End); m.Frame == "" {
				m.Frame = known.Frame
			}
			m.Open = mode == markdown.FramesOpen && m.Frame != ""
		}
		if m.Frame == "" && m.Thumb == nil {
			continue // the list of links says all of it
		}
		out = append(out, m)
	}
	return out
}

// embeds reports whether addresses of a provider become cards.
func (p *planner) embeds(who markdown.Provider) bool {
	list := p.site.Markup.Providers
	return list == nil || slices.Contains(list, who.Key)
}

// framesOf are the origins whose frames a text may show.
func (p *planner) framesOf(post *site.Post) []string {
	if p.site.Markup.Frames == markdown.FramesOff {
		return nil
	}
	var out []string
	for _, l := range post.Doc.Links {
		if !l.Bare {
			continue
		}
		if who, ok := markdown.ProviderOf(l.Dest); !ok {
			out = append(out, "'self'") // a file of the site
		} else if frame := who.Frame("", ""); frame != "" {
			out = append(out, origin(frame))
		} else if frame := post.Answers.Media[l.Dest].Frame; frame != "" {
			out = append(out, origin(frame))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// framesIn are the origins of cards.
func framesIn(list []view.Media) []string {
	var out []string
	for _, m := range list {
		if m.Frame != "" {
			out = append(out, origin(m.Frame))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// origin is the scheme and host of an address (RFC 6454).
func origin(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}
