package content

import (
	"strconv"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
)

// Dates as real posts have them. One small reader walks the text, so that what
// is wrong with it can be said exactly; a list of time.Parse layouts was tried
// first and could only say "no". Read are:
//
//	2016-06-10   2016/06/10   2016-06   2016
//	2016-06-10T12:10   2016-06-10 12:10:49.5 +0200   …Z   … UTC+02:00
//	10 June 2016   June 10, 2016   Fri, 10 Jun 2016 12:00:00 +0200
//	10.06.2016
//
// 10/06/2016 is not: half the world reads it as the 6th of October.

// dateError is what is wrong with a date.
type dateError struct {
	code, message, hint, fix string
}

var months = [...]string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

var weekdays = [...]string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

// when reads a date.
func (r *reader) when(n *yaml.Node) (When, bool) {
	w, ok := r.word(n)
	if !ok {
		return When{}, false
	}
	at, bad := parseDate(w.Text)
	at.Pos = w.Pos
	if bad != nil {
		d := diag.Errorf(bad.code, w.Pos, "%s: %s", r.key, bad.message)
		if bad.hint != "" {
			d = d.WithHint("%s", bad.hint)
		}
		if bad.fix != "" {
			d = d.WithFix(w.Pos, bad.fix)
		}
		r.add(d)
		return When{}, false
	}
	return at, true
}

// parseDate reads a date in any of the forms real posts use. The error says in
// one sentence what is wrong; it is nil when the date is good.
func parseDate(s string) (When, *dateError) {
	p := dateParser{text: s, rest: strings.TrimSpace(s)}
	w, err := p.date()
	if err == nil && p.rest != "" {
		w, err = p.clock(w)
	}
	if err != nil {
		return When{}, err
	}
	return w, validDate(w, s)
}

func (e *dateError) Error() string { return e.message }

type dateParser struct{ text, rest string }

func (p *dateParser) no() *dateError {
	return &dateError{code: "date-form", message: strconv.Quote(short(p.text)) + " is not a date recap can read",
		hint: "write it as 2016-06-10 or 2016-06-10T12:10:00+02:00"}
}

// digits takes up to max digits from the front.
func (p *dateParser) digits(max int) (n, count int) {
	for count < len(p.rest) && count < max && p.rest[count] >= '0' && p.rest[count] <= '9' {
		n = n*10 + int(p.rest[count]-'0')
		count++
	}
	p.rest = p.rest[count:]
	return n, count
}

// take removes one byte of set from the front and returns it, or 0.
func (p *dateParser) take(set string) byte {
	if p.rest != "" && strings.IndexByte(set, p.rest[0]) >= 0 {
		c := p.rest[0]
		p.rest = p.rest[1:]
		return c
	}
	return 0
}

func (p *dateParser) spaces() bool {
	before := len(p.rest)
	p.rest = strings.TrimLeft(p.rest, " \t\u00a0")
	return len(p.rest) < before
}

// name takes a word of letters from the front.
func (p *dateParser) name() string {
	i := 0
	for i < len(p.rest) && (p.rest[i]|0x20 >= 'a' && p.rest[i]|0x20 <= 'z') {
		i++
	}
	w := p.rest[:i]
	p.rest = p.rest[i:]
	return strings.ToLower(w)
}

// among finds a name by its first three letters or more; from 1, 0 for none.
func among(names []string, w string) int {
	if w == "sept" {
		w = "sep"
	}
	for i, n := range names {
		if len(w) >= 3 && strings.HasPrefix(n, w) && (len(w) == 3 || len(w) == len(n)) {
			return i + 1
		}
	}
	return 0
}

func (p *dateParser) date() (When, *dateError) {
	if p.rest == "" {
		return When{}, p.no()
	}
	if c := p.rest[0] | 0x20; c >= 'a' && c <= 'z' {
		return p.worded()
	}
	n, count := p.digits(12)
	switch {
	case count == 0:
		return When{}, p.no()
	case count == 4:
		return p.yearFirst(n)
	case count == 5:
		return When{}, yearRange(n)
	case count > 4 && p.rest == "":
		return When{}, p.bare(n, count)
	case count > 2:
		return When{}, p.no()
	}
	switch {
	case p.take("/") != 0:
		return When{}, p.slashes(n)
	case p.take(".") != 0:
		p.spaces()
		if p.rest != "" && (p.rest[0] < '0' || p.rest[0] > '9') {
			return p.dayMonth(n)
		}
		month, c1 := p.digits(2)
		if c1 == 0 || p.take(".") == 0 {
			return When{}, p.no()
		}
		p.spaces()
		year, c2 := p.digits(4)
		if c2 != 4 {
			return When{}, p.no()
		}
		return When{Year: year, Month: time.Month(month), Day: n, Precision: DayOnly}, nil
	}
	return p.dayMonth(n)
}

func (p *dateParser) yearFirst(year int) (When, *dateError) {
	w := When{Year: year, Precision: YearOnly}
	sep := p.take("-/.")
	if sep == 0 {
		return w, nil
	}
	month, c := p.digits(2)
	if c == 0 {
		return w, p.no()
	}
	w.Month, w.Precision = time.Month(month), MonthOnly
	if month == 0 {
		return w, impossible(p.text, "there is no month 0")
	}
	if p.rest == "" {
		return w, nil
	}
	if p.take(string(sep)) == 0 {
		return w, p.no()
	}
	day, c := p.digits(2)
	if c == 0 {
		return w, p.no()
	}
	w.Day, w.Precision = day, DayOnly
	if day == 0 {
		return w, impossible(p.text, "there is no day 0")
	}
	return w, nil
}

// worded reads "June 10, 2016", "Fri, 10 Jun 2016" and "June 2016".
func (p *dateParser) worded() (When, *dateError) {
	w := p.name()
	if among(weekdays[:], w) > 0 {
		p.take(".")
		p.take(",")
		p.spaces()
		if p.rest != "" && p.rest[0] >= '0' && p.rest[0] <= '9' {
			n, count := p.digits(4)
			if count == 4 {
				return p.yearFirst(n)
			}
			if count == 0 || count > 2 {
				return When{}, p.no()
			}
			p.take(".")
			return p.dayMonth(n)
		}
		w = p.name()
	}
	month := among(months[:], w)
	if month == 0 {
		return When{}, p.no()
	}
	p.take(".")
	p.spaces()
	n, count := p.digits(4)
	if count == 4 {
		return When{Year: n, Month: time.Month(month), Precision: MonthOnly}, nil
	}
	if count == 0 || count > 2 {
		return When{}, p.no()
	}
	p.ordinal()
	p.take(",")
	p.spaces()
	year, count := p.digits(4)
	if count != 4 {
		return When{}, p.no()
	}
	p.take(",")
	return When{Year: year, Month: time.Month(month), Day: n, Precision: DayOnly}, nil
}

// ordinal steps over the letters of 1st, 2nd, 3rd, 4th.
func (p *dateParser) ordinal() {
	for _, o := range [...]string{"st", "nd", "rd", "th"} {
		if strings.HasPrefix(p.rest, o) {
			p.rest = p.rest[2:]
			return
		}
	}
}

// dayMonth reads what follows the day in "10 June 2016" and "10-Jun-2016".
func (p *dateParser) dayMonth(day int) (When, *dateError) {
	p.ordinal()
	if p.take("-") == 0 {
		p.spaces()
	}
	month := among(months[:], p.name())
	if month == 0 {
		return When{}, p.no()
	}
	p.take(".,")
	if p.take("-") == 0 {
		p.spaces()
	}
	year, count := p.digits(4)
	if count != 4 {
		return When{}, p.no()
	}
	p.take(",")
	return When{Year: year, Month: time.Month(month), Day: day, Precision: DayOnly}, nil
}

// slashes explains why 10/06/2016 is not read.
func (p *dateParser) slashes(a int) *dateError {
	b, c1 := p.digits(2)
	ok := c1 > 0 && p.take("/") != 0
	year, c2 := p.digits(4)
	if !ok || c2 != 4 || a > 31 || b > 31 || a == 0 || b == 0 {
		return p.no()
	}
	e := &dateError{code: "date-ambiguous"}
	iso := func(m, d int) string { return strconv.Itoa(year) + "-" + two(m) + "-" + two(d) }
	switch {
	case a <= 12 && b <= 12 && a != b:
		e.message = strconv.Quote(short(p.text)) + " is read differently in different countries"
		e.hint = "write " + iso(a, b) + " for the month first, " + iso(b, a) + " for the day first"
	case b > 12:
		e.message, e.fix = strconv.Quote(short(p.text))+" puts the year last", iso(a, b)+p.rest
		e.hint = "write " + e.fix
	default:
		e.message, e.fix = strconv.Quote(short(p.text))+" puts the year last", iso(b, a)+p.rest
		e.hint = "write " + e.fix
	}
	return e
}

func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// bare explains numbers without separators: 20160610, a Unix time.
func (p *dateParser) bare(n, count int) *dateError {
	e := p.no()
	switch {
	case count == 8 && n/100%100 >= 1 && n/100%100 <= 12 && n%100 >= 1 && n%100 <= 31:
		e.fix = strconv.Itoa(n/10000) + "-" + two(n/100%100) + "-" + two(n%100)
		e.hint = "write " + e.fix
	case count == 10:
		e.message = strconv.Quote(p.text) + " looks like a Unix time, not a date"
		e.fix = time.Unix(int64(n), 0).UTC().Format("2006-01-02T15:04:05Z")
		e.hint = "write " + e.fix
	}
	return e
}

func impossible(text, why string) *dateError {
	return &dateError{code: "date-impossible", message: strconv.Quote(short(text)) + " does not exist: " + why}
}

func yearRange(year int) *dateError {
	return &dateError{code: "date-range", message: "the year " + strconv.Itoa(year) + " is outside 1 to 9999"}
}

// validDate checks what the form alone does not: the calendar and the clock.
func validDate(w When, text string) *dateError {
	if w.Year < 1 || w.Year > 9999 {
		return yearRange(w.Year)
	}
	if w.Precision >= MonthOnly && (w.Month < 1 || w.Month > 12) {
		return impossible(text, "there is no month "+strconv.Itoa(int(w.Month)))
	}
	if w.Precision >= DayOnly {
		last := time.Date(w.Year, w.Month+1, 0, 0, 0, 0, 0, time.UTC).Day()
		if w.Day < 1 || w.Day > last {
			return impossible(text, w.Month.String()+" "+strconv.Itoa(w.Year)+" has "+strconv.Itoa(last)+" days")
		}
	}
	switch {
	case w.Hour == 24 && w.Minute == 0 && w.Second == 0:
		e := impossible(text, "a day ends at 23:59")
		e.hint = "write 00:00 of the next day"
		return e
	case w.Hour > 23:
		return impossible(text, "there is no hour "+strconv.Itoa(w.Hour))
	case w.Minute > 59:
		return impossible(text, "there is no minute "+strconv.Itoa(w.Minute))
	case w.Second == 60:
		e := impossible(text, "leap seconds are not kept")
		e.hint = "write second 59"
		return e
	case w.Second > 60:
		return impossible(text, "there is no second "+strconv.Itoa(w.Second))
	}
	return nil
}
