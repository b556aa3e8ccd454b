package plan

import (
	"maps"
	"slices"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/site"
)

// planPictures plans the sizes and formats of the pictures that something shows:
// texts, front matter, events and people.
func planPictures(p *planner) {
	show := func(from, src string) {
		photo := p.site.Shown(from, src)
		if photo == nil || photo.Err != nil {
			return
		}
		for _, v := range photo.Made {
			if !p.planned(v.Path) {
				p.add(v.Path, v.Variant, diag.Whole(photo.Static.File.Path))
			}
		}
	}
	named := func(from string, im *content.Image) {
		if im != nil {
			show(from, im.File.Text)
		}
	}
	for _, t := range slices.Concat(p.site.Texts(), p.recorded) {
		for _, src := range slices.Sorted(maps.Keys(t.Answers.Images)) {
			show(t.File.Path, src)
		}
		if t.Post != nil {
			named(t.File.Path, t.Post.Image)
		}
	}
	for _, e := range p.site.Events {
		named(e.File.Path, e.Event.Image)
	}
	for _, sp := range p.site.Speakers {
		if sp.Record != nil {
			named(sp.Record.Name.Pos.File, sp.Record.Image)
		}
	}
}

// enlarges reports whether a text has pictures that a large view can show: one
// that is larger than its place, or several.
func enlarges(t *site.Post) bool {
	shown := 0
	for _, pic := range t.Answers.Images {
		if pic.Large != "" {
			return true
		}
		if pic.Width > 0 {
			shown++
		}
	}
	return shown > 1
}
