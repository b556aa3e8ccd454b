package plan

import (
	"fmt"
	"time"

	"recap/generator/site"
	"recap/generator/view"
)

// yearLines is how many posts a year may have that names each of them. Larger
// years name their months, which have pages of their own.
const yearLines = 150

// planArchive plans the list of years, one page a year and one a month, and
// names the lists that have no place in the menu.
func planArchive(p *planner) {
	years, undated := byMonth(p.site.Posts)
	a := view.Archive{Base: p.page("archive/index.html", "list", p.text("archive.title"), p.text("plan.archive", p.base.Title))}
	a.Crumbs = []view.Link{p.home()}
	a.Undated = lines(undated)
	a.More = p.more
	label := func(y int) view.Link { return view.Link{Title: fmt.Sprint(y), URL: p.site.URLOf(yearPath(y))} }
	for i, y := range years {
		a.Years = append(a.Years, label(y.year))
		v := view.Year{Base: p.page(yearPath(y.year), "list", p.text("plan.year", y.year), p.text("plan.year.about", y.year, p.base.Title)), Year: y.year}
		v.Crumbs = []view.Link{p.home(), {Title: p.text("archive.title"), URL: a.URL}}
		if i > 0 {
			l := label(years[i-1].year)
			v.Newer = &l
		}
		if i+1 < len(years) {
			l := label(years[i+1].year)
			v.Older = &l
		}
		months := p.lists("months")
		for _, m := range y.months {
			one := view.Month{Date: m.day()}
			if months {
				one.URL = p.site.URLOf(m.path())
			}
			if !months || y.posts <= yearLines {
				one.Posts = lines(m.posts)
			}
			v.Months = append(v.Months, one)
		}
		if p.planned(reviewPath(y.year)) {
			v.Review = &view.Link{Title: p.text("plan.review", y.year), URL: p.site.URLOf(reviewPath(y.year))}
		}
		p.add(yearPath(y.year), v, noFile).index = true
	}
	p.planMonths(years)
	p.add("archive/index.html", a, noFile).index = true
}

func yearPath(y int) string { return fmt.Sprintf("%04d/index.html", y) }

// planMonths plans a page for each month with posts.
func (p *planner) planMonths(years []archiveYear) {
	if !p.lists("months") {
		return
	}
	var all []archiveMonth
	for _, y := range years {
		all = append(all, y.months...)
	}
	at := func(i int) *view.Link {
		if i < 0 || i >= len(all) {
			return nil
		}
		return &view.Link{Title: p.month(all[i]), URL: p.site.URLOf(all[i].path())}
	}
	archive := view.Link{Title: p.text("archive.title"), URL: p.site.URLOf("archive/index.html")}
	for i, m := range all {
		year := view.Link{Title: fmt.Sprint(m.year), URL: p.site.URLOf(yearPath(m.year))}
		title := p.text("plan.month", p.month(m))
		p.addList(m.path(), view.YearMonth{
			Base: p.list(m.path(), title, p.text("plan.month.about", p.month(m), p.base.Title), 0, archive, year),
			Date: m.day(), Posts: lines(m.posts), Newer: at(i - 1), Older: at(i + 1),
		})
	}
}

// month is the name of a month with its year, in the site's language.
func (p *planner) month(m archiveMonth) string {
	return p.text("plan.month.name", p.text(fmt.Sprintf("month.%d", int(m.month))), m.year)
}

// archiveYear is a year's posts by month, newest first.
type archiveYear struct {
	year   int
	posts  int
	months []archiveMonth
}

type archiveMonth struct {
	year  int
	month time.Month
	posts []*site.Post
}

func (m archiveMonth) path() string { return fmt.Sprintf("%04d/%02d/index.html", m.year, int(m.month)) }

func (m archiveMonth) day() view.Day {
	return view.Day{Time: time.Date(m.year, m.month, 1, 0, 0, 0, 0, time.UTC), Precision: "month"}
}

// byMonth sorts posts, which stand newest first, into years and months.
func byMonth(posts []*site.Post) (years []archiveYear, undated []*site.Post) {
	for _, post := range posts {
		if post.When.IsZero() {
			undated = append(undated, post)
			continue
		}
		y, m := post.When.Year(), post.When.Month()
		if n := len(years); n == 0 || years[n-1].year != y {
			years = append(years, archiveYear{year: y})
		}
		year := &years[len(years)-1]
		if n := len(year.months); n == 0 || year.months[n-1].month != m {
			year.months = append(year.months, archiveMonth{year: y, month: m})
		}
		month := &year.months[len(year.months)-1]
		month.posts = append(month.posts, post)
		year.posts++
	}
	return years, undated
}
