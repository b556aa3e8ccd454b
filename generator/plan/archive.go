package plan

import (
	"fmt"
	"time"

	"recap/generator/site"
	"recap/generator/view"
)

// planArchive plans the list of years and one page a year.
func planArchive(p *planner) {
	var years []int // newest first
	byYear := map[int][]*site.Post{}
	var undated []*site.Post
	for _, post := range p.site.Posts {
		if post.When.IsZero() {
			undated = append(undated, post)
			continue
		}
		y := post.When.Year()
		if len(byYear[y]) == 0 {
			years = append(years, y)
		}
		byYear[y] = append(byYear[y], post)
	}
	a := view.Archive{Base: p.page("archive/index.html", "list", p.text("archive.title"), p.text("plan.archive", p.base.Title))}
	a.Crumbs = []view.Link{p.home()}
	a.Undated = lines(undated)
	out := func(y int) string { return fmt.Sprintf("%04d/index.html", y) }
	label := func(y int) view.Link { return view.Link{Title: fmt.Sprint(y), URL: p.site.URLOf(out(y))} }
	for i, y := range years {
		a.Years = append(a.Years, label(y))
		v := view.Year{Base: p.page(out(y), "list", p.text("plan.year", y), p.text("plan.year.about", y, p.base.Title)), Year: y}
		v.Crumbs = []view.Link{p.home(), {Title: p.text("archive.title"), URL: p.site.URLOf("archive/index.html")}}
		if i > 0 {
			l := label(years[i-1])
			v.Newer = &l
		}
		if i+1 < len(years) {
			l := label(years[i+1])
			v.Older = &l
		}
		for _, post := range byYear[y] {
			m := time.Date(y, post.When.Month(), 1, 0, 0, 0, 0, time.UTC)
			if n := len(v.Months); n == 0 || !v.Months[n-1].Date.Time.Equal(m) {
				v.Months = append(v.Months, view.Month{Date: view.Day{Time: m, Precision: "month"}})
			}
			last := &v.Months[len(v.Months)-1]
			last.Posts = append(last.Posts, lines([]*site.Post{post})...)
		}
		p.add(out(y), v, noFile).index = true
	}
	p.add("archive/index.html", a, noFile).index = true
}
