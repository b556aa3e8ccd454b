package theme

import (
	"cmp"
	"html/template"
	"reflect"
	"strings"

	"recap/generator/view"
)

// callable is a function of templates, on values as they are here. A value of
// another type than it wants makes the page html/template's.
type callable struct {
	least, most int // arguments; most is -1 for any number
	do          func(x *run, a []value) value
}

// callables are the functions of funcs, and those built into text/template that
// are worth it, for the types that views have. TestProgramsKnowTheFunctions
// holds the list against funcs.
var callables = map[string]callable{
	"text":     {2, -1, callText},
	"label":    {3, 3, func(x *run, a []value) value { return textual(x.p.texts.label(a[0].word(), a[1].word(), a[2].word())) }},
	"number":   {2, 2, func(x *run, a []value) value { return textual(x.p.texts.number(a[0].word(), a[1].whole())) }},
	"date":     {3, 3, func(x *run, a []value) value { return surely(x.p.texts.date(a[0].word(), a[1].word(), a[2].day())) }},
	"span":     {3, 3, func(x *run, a []value) value { return surely(x.p.texts.span(a[0].word(), a[1].day(), a[2].day())) }},
	"join":     {2, 2, func(x *run, a []value) value { return surely(join(a[0].word(), a[1].any())) }},
	"truncate": {2, 2, func(x *run, a []value) value { return textual(truncate(a[0].whole(), a[1].word())) }},
	"lower":    {1, 1, func(x *run, a []value) value { return textual(strings.ToLower(a[0].word())) }},
	"abs":      {2, 2, func(x *run, a []value) value { return textual(abs(a[0].site(), a[1].word())) }},
	"host":     {1, 1, func(x *run, a []value) value { return textual(host(a[0].word())) }},
	"here":     {2, 2, func(x *run, a []value) value { return textual(here(a[0].site(), a[1].word())) }},
	"ld":       {1, 1, func(x *run, a []value) value { return value{kind: isScript, text: string(ld(a[0].any()))} }},
	"dict":     {0, -1, callDict},
	"timeline": {2, 2, func(x *run, a []value) value { return drawn(x.p.texts.timeline(a[0].word(), as[*view.Timeline](a[1]))) }},
	"worldmap": {3, 3, func(x *run, a []value) value {
		return drawn(x.p.texts.worldmap(a[0].word(), a[1].word(), as[[]view.Place](a[2])))
	}},
	"months": {2, 2, func(x *run, a []value) value {
		return drawn(x.p.texts.months(a[0].word(), as[[]view.MonthCount](a[1])))
	}},
	"ring":    {3, 3, func(x *run, a []value) value { return drawn(x.p.texts.ring(a[0].word(), a[1].whole(), a[2].whole())) }},
	fixedName: {4, 4, callFixed},

	"not":   {1, 1, func(x *run, a []value) value { return truth(!a[0].truth()) }},
	"eq":    {2, -1, callEq},
	"ne":    {2, 2, func(x *run, a []value) value { return truth(!equals(a[0], a[1])) }},
	"lt":    {2, 2, func(x *run, a []value) value { return truth(compare(a[0], a[1]) < 0) }},
	"le":    {2, 2, func(x *run, a []value) value { return truth(compare(a[0], a[1]) <= 0) }},
	"gt":    {2, 2, func(x *run, a []value) value { return truth(compare(a[0], a[1]) > 0) }},
	"ge":    {2, 2, func(x *run, a []value) value { return truth(compare(a[0], a[1]) >= 0) }},
	"len":   {1, 1, func(x *run, a []value) value { return number(a[0].length()) }},
	"index": {2, 2, callIndex},
}

// function compiles a call; and and or look at no more arguments than they need.
func (c *compiler) function(name string, args []expr) (expr, bool) {
	if (name == "and" || name == "or") && len(args) > 0 {
		stop := name == "or"
		return func(x *run) (v value) {
			for _, a := range args {
				if v = a(x); v.truth() == stop {
					break
				}
			}
			return v
		}, true
	}
	f, ok := callables[name]
	if !ok || len(args) < f.least || f.most >= 0 && len(args) > f.most {
		return nil, false
	}
	return func(x *run) value {
		from := len(x.args)
		for _, a := range args {
			v := a(x)
			x.args = append(x.args, v)
		}
		v := f.do(x, x.args[from:])
		x.args = x.args[:from]
		return v
	}, true
}

func textual(s string) value { return value{kind: isText, text: s} }

// surely is a function's result; errors are html/template's to report.
func surely(s string, err error) value {
	if err != nil {
		give()
	}
	return textual(s)
}

// drawn is a picture; its errors are html/template's to report too.
func drawn(html template.HTML, err error) value {
	if err != nil {
		give()
	}
	return value{kind: isHTML, text: string(html)}
}

// as is a value of one type of views.
func as[T any](v value) T {
	t, ok := v.any().(T)
	if !ok {
		give()
	}
	return t
}

func callText(x *run, a []value) value {
	var args []any
	for _, v := range a[2:] {
		args = append(args, v.any())
	}
	return surely(x.p.texts.text(a[0].word(), a[1].word(), args...))
}

func callDict(x *run, a []value) value {
	if len(a)%2 != 0 {
		give()
	}
	r := &record{names: make([]string, 0, len(a)/2), vals: make([]value, 0, len(a)/2)}
	for i := 0; i < len(a); i += 2 {
		r.names, r.vals = append(r.names, a[i].word()), append(r.vals, a[i+1])
	}
	return value{kind: isRecord, rec: r}
}

func callFixed(x *run, a []value) value {
	html, err := x.p.pieces.show(a[0].word(), a[1].site(), a[2].word(), a[3].word())
	if err != nil {
		give()
	}
	return value{kind: isHTML, text: string(html)}
}

func callEq(x *run, a []value) value {
	for _, v := range a[1:] {
		if equals(a[0], v) {
			return truth(true)
		}
	}
	return truth(false)
}

// equals compares values of one kind; text/template's rules for others are long.
func equals(a, b value) bool {
	if a.kind != b.kind {
		give()
	}
	switch a.kind {
	case isText:
		return a.text == b.text
	case isNumber, isTruth:
		return a.n == b.n
	}
	give()
	return false
}

func compare(a, b value) int {
	if a.kind != b.kind {
		give()
	}
	switch a.kind {
	case isText:
		return cmp.Compare(a.text, b.text)
	case isNumber:
		return cmp.Compare(a.n, b.n)
	}
	give()
	return 0
}

// callIndex takes an element of a list, or the value of a text in a map.
func callIndex(x *run, a []value) value {
	if a[0].kind != isRef {
		give()
	}
	rv := pointed(a[0].ref)
	switch {
	case rv.Kind() == reflect.Slice && a[1].kind == isNumber:
		return valueOf(rv.Index(a[1].n))
	case rv.Kind() == reflect.Map && rv.Type().Key() == stringType && a[1].kind == isText:
		if e := rv.MapIndex(reflect.ValueOf(a[1].text)); e.IsValid() {
			return valueOf(e)
		}
		return valueOf(reflect.Zero(rv.Type().Elem()))
	}
	give()
	return value{}
}

// length is what len gives.
func (v value) length() int {
	switch v.kind {
	case isText, isHTML, isScript:
		return len(v.text)
	case isRef:
		switch rv := pointed(v.ref); rv.Kind() {
		case reflect.Slice, reflect.Array, reflect.Map, reflect.String:
			return rv.Len()
		}
	}
	give()
	return 0
}

// word is a value that must be a text.
func (v value) word() string {
	if v.kind != isText {
		give()
	}
	return v.text
}

// whole is a value that must be a whole number.
func (v value) whole() int {
	if v.kind != isNumber {
		give()
	}
	return v.n
}

// site is a value that must be the site.
func (v value) site() *view.Site {
	if v.kind == isRef {
		if s, ok := v.ref.Interface().(*view.Site); ok {
			return s
		}
	}
	give()
	return nil
}

// day is a value for functions of dates: where it can be, a pointer, which need
// not be boxed.
func (v value) day() any {
	if v.kind != isRef {
		give()
	}
	if v.ref.Type() == dayType && v.ref.CanAddr() {
		return v.ref.Addr().Interface()
	}
	return v.ref.Interface()
}
