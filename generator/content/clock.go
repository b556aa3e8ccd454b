package content

import (
	"strconv"
	"strings"
)

// clock reads the time of day and the zone behind a full date.
func (p *dateParser) clock(w When) (When, *dateError) {
	if w.Precision != DayOnly {
		return w, p.no()
	}
	if p.take("Tt") == 0 {
		if !p.spaces() {
			return w, p.no()
		}
		if strings.HasPrefix(p.rest, "at ") {
			p.rest = p.rest[3:]
			p.spaces()
		}
	}
	if p.rest == "" {
		return w, p.no()
	}
	hour, c1 := p.digits(2)
	if c1 == 0 || p.take(":") == 0 {
		return w, p.no()
	}
	minute, c2 := p.digits(2)
	if c2 != 2 {
		return w, p.no()
	}
	second := 0
	if p.take(":") != 0 {
		var c int
		if second, c = p.digits(2); c != 2 {
			return w, p.no()
		}
		if p.take(".,") != 0 {
			if _, c = p.digits(20); c == 0 {
				return w, p.no()
			}
		}
	}
	w.Hour, w.Minute, w.Second, w.Precision = hour, minute, second, WithTime
	return p.zone(w)
}

func (p *dateParser) zone(w When) (When, *dateError) {
	p.spaces()
	if ap := strings.ToLower(strings.ReplaceAll(p.rest, ".", "")); w.Hour >= 1 && w.Hour <= 12 && (ap == "am" || ap == "pm") {
		w.Hour %= 12
		if ap == "pm" {
			w.Hour += 12
		}
		return w, nil
	}
	typed := p.rest
	bad := func() *dateError {
		return &dateError{code: "date-zone", message: strconv.Quote(short(typed)) + " is not a time zone recap can read in a date",
			hint: "write the offset: +02:00, -0500 or Z"}
	}
	if p.rest == "" {
		return w, nil
	}
	w.HasZone = true
	if p.rest == "Z" || p.rest == "z" {
		p.rest = ""
		return w, nil
	}
	for _, z := range [...]string{"UTC", "GMT"} {
		if rest, ok := strings.CutPrefix(p.rest, z); ok {
			if p.rest = rest; rest == "" {
				return w, nil
			}
			break
		}
	}
	sign := p.take("+-")
	hours, c1 := p.digits(2)
	if sign == 0 || c1 == 0 {
		return w, bad()
	}
	p.take(":")
	minutes, c2 := p.digits(2)
	if c2 == 1 || p.rest != "" {
		return w, bad()
	}
	if minutes > 59 || hours > 14 || hours == 14 && minutes > 0 {
		e := bad()
		e.message = "there is no offset " + strconv.Quote(short(typed)) + " from UTC"
		e.hint = "offsets lie between -14:00 and +14:00"
		return w, e
	}
	w.Offset = hours*3600 + minutes*60
	if sign == '-' {
		w.Offset = -w.Offset
	}
	return w, nil
}
