package draw

import "recap/generator/view"

// MonthsWords are the texts of a year's months.
type MonthsWords struct {
	Title, Desc string
	Letter      func(month int) string       // from 1
	Month       func(view.MonthCount) string // the name of a link or of a column: "May 2016: 3 posts, 5 days at events"
}

// The measures of a year's months, in em.
const (
	monthTall = 4.2 // the highest column
	monthTop  = 1.4 // room for its number
	monthBase = monthTop + monthTall
	monthDays = monthBase + .55
	monthFoot = monthDays + 1.6
	monthHigh = monthFoot + .5
	monthGap  = .012 // of the width, on either side of a column
)

// Months draws the months of a year: a column of posts each, with its number, and
// below the line the days at events.
func Months(months []view.MonthCount, w MonthsWords) string {
	var s svg
	most := 1
	for _, m := range months {
		most = max(most, m.Posts)
	}
	s.add(`<svg class="months" role="group" width="100%%" height="%s" font-size="12">`, em(monthHigh))
	s.head(w.Title, w.Desc)
	s.add(`<line class="rule" x1="0" x2="100%%" y1="%s" y2="%[1]s"/>`, em(monthBase))
	n := float64(max(1, len(months)))
	for i, m := range months {
		x, width := float64(i)/n, 1/n-2*monthGap
		if m.URL != "" {
			s.link(m.URL, "", w.Month(m))
		} else {
			s.add(`<g><title>%s</title>`, esc(w.Month(m)))
		}
		if m.Posts > 0 {
			tall := max(.25, monthTall*float64(m.Posts)/float64(most))
			s.add(`<rect class="posts" x="%s" width="%s" y="%s" height="%s"/>`, pct(x+monthGap), pct(width), em(monthBase-tall), em(tall))
			s.add(`<text class="count" x="%s" y="%s" text-anchor="middle">%d</text>`, pct(x+.5/n), em(monthBase-tall-.4), m.Posts)
		}
		for _, r := range runs(m.Days) {
			at := func(day float64) string { return pct(x + monthGap + width*min(1, max(0, day/31))) }
			s.add(`<line class="days" x1="%s" x2="%s" y1="%s" y2="%[3]s" stroke-linecap="round"/>`, at(float64(r[0]-1)), at(float64(r[1])), em(monthDays))
		}
		s.add(`<text class="month" x="%s" y="%s" text-anchor="middle">%s</text>`, pct(x+.5/n), em(monthFoot), esc(w.Letter(int(m.Date.Time.Month()))))
		if m.URL != "" {
			s.WriteString("</a>\n")
		} else {
			s.WriteString("</g>\n")
		}
	}
	s.WriteString("</svg>\n")
	return s.String()
}

// runs are the first and last of days that follow each other.
func runs(days []int) [][2]int {
	var out [][2]int
	for _, d := range days {
		if n := len(out); n > 0 && out[n-1][1] == d-1 {
			out[n-1][1] = d
		} else {
			out = append(out, [2]int{d, d})
		}
	}
	return out
}
