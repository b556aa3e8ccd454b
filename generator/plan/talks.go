package plan

import (
	"recap/generator/site"
	"recap/generator/view"
)

// talkView is a talk as pages in the site's language show it.
func (p *planner) talkView(t *site.Talk) view.Talk {
	return p.site.TalkView(t, p.site.Config.Language.Text)
}

func (p *planner) talkViews(talks []*site.Talk) []view.Talk {
	var out []view.Talk
	for _, t := range talks {
		out = append(out, p.talkView(t))
	}
	return out
}
