package theme

import (
	"html/template"
	"reflect"
	"sync/atomic"

	"recap/generator/view"
)

// value is a value of a template. Texts, numbers and truths are held as such, so
// that most values are never boxed.
type value struct {
	kind kind
	n    int // of a number; 1 for true
	text string
	ref  reflect.Value // of everything else
	rec  *record       // made by dict
}

type kind uint8

const (
	isNothing kind = iota // nil, or nothing at all
	isText                // string
	isHTML                // template.HTML
	isScript              // template.JS: what ld makes
	isNumber              // int
	isTruth               // bool
	isRecord
	isRef
)

// record is what dict makes: few names, looked through in order.
type record struct {
	names []string
	vals  []value
}

var (
	htmlType = reflect.TypeFor[template.HTML]()
	jsType   = reflect.TypeFor[template.JS]()
)

func number(n int) value { return value{kind: isNumber, n: n} }
func truth(b bool) value {
	if b {
		return value{kind: isTruth, n: 1}
	}
	return value{kind: isTruth}
}

// valueOf is a Go value as a value of a template.
func valueOf(rv reflect.Value) value {
	switch rv.Kind() {
	case reflect.Invalid:
		return value{}
	case reflect.Interface:
		if rv.IsNil() {
			return value{}
		}
		return valueOf(rv.Elem())
	case reflect.String:
		switch rv.Type() {
		case stringType:
			return value{kind: isText, text: rv.String()}
		case htmlType:
			return value{kind: isHTML, text: rv.String()}
		case jsType:
			return value{kind: isScript, text: rv.String()}
		}
	case reflect.Int:
		if rv.Type() == intType {
			return number(int(rv.Int()))
		}
	case reflect.Bool:
		if rv.Type() == boolType {
			return truth(rv.Bool())
		}
	}
	return value{kind: isRef, ref: rv}
}

// truth is what {{if}} asks: text/template's IsTrue.
func (v value) truth() bool {
	switch v.kind {
	case isNothing:
		return false
	case isText, isHTML, isScript:
		return v.text != ""
	case isNumber, isTruth:
		return v.n != 0
	case isRecord:
		return len(v.rec.names) > 0
	}
	switch v.ref.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.ref.Len() > 0
	case reflect.Pointer, reflect.Func, reflect.Chan:
		return !v.ref.IsNil()
	case reflect.Struct:
		return true
	case reflect.Bool:
		return v.ref.Bool()
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return v.ref.Int() != 0
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return v.ref.Uint() != 0
	case reflect.Float32, reflect.Float64:
		return v.ref.Float() != 0
	}
	give()
	return false
}

// any is the value for functions that take all kinds.
func (v value) any() any {
	switch v.kind {
	case isNothing:
		return nil
	case isText:
		return v.text
	case isHTML:
		return template.HTML(v.text)
	case isScript:
		return template.JS(v.text)
	case isNumber:
		return v.n
	case isTruth:
		return v.n != 0
	case isRecord:
		m := make(map[string]any, len(v.rec.names))
		for i, name := range v.rec.names {
			m[name] = v.rec.vals[i].any()
		}
		return m
	}
	return v.ref.Interface()
}

// pointed follows pointers; nil ones have nothing behind them.
func pointed(rv reflect.Value) reflect.Value {
	for rv.Kind() == reflect.Pointer || rv.Kind() == reflect.Interface {
		if rv.IsNil() {
			give()
		}
		rv = rv.Elem()
	}
	return rv
}

// member is one use of a name behind a full stop. What the name means is found
// once for each type that comes along, mostly one.
type member struct {
	name  string
	found atomic.Pointer[meaning]
}

// meaning is what a name means for values of a type: a field, or a method.
type meaning struct {
	of     reflect.Type
	addr   bool // values that can be addressed have methods of their pointers too
	field  []int
	method int // -1 for none
	quick  func(rv reflect.Value) value
	next   *meaning
}

// of takes the member of a value.
func (m *member) of(v value) value {
	switch v.kind {
	case isRecord:
		for i := len(v.rec.names) - 1; i >= 0; i-- {
			if v.rec.names[i] == m.name {
				return v.rec.vals[i]
			}
		}
		return value{}
	case isRef:
	default:
		give()
	}
	rv := pointed(v.ref)
	rt, addr := rv.Type(), rv.CanAddr()
	for f := m.found.Load(); f != nil; f = f.next {
		if f.of == rt && f.addr == addr {
			return f.take(rv)
		}
	}
	f := m.look(rt, addr)
	f.next = m.found.Load()
	m.found.Store(f) // of two at once one is lost, and found again
	return f.take(rv)
}

// look finds out what the name means, in text/template's order: methods first.
func (m *member) look(rt reflect.Type, addr bool) *meaning {
	f := &meaning{of: rt, addr: addr, method: -1}
	methods := rt
	if addr {
		methods = reflect.PointerTo(rt)
	}
	if meth, ok := methods.MethodByName(m.name); ok {
		f.method = meth.Index
		f.quick = quickMethods[rt][m.name]
		return f
	}
	if rt.Kind() == reflect.Map && rt.Key() == stringType {
		key := reflect.ValueOf(m.name)
		f.quick = func(rv reflect.Value) value { return valueOf(rv.MapIndex(key)) }
		return f
	}
	if rt.Kind() != reflect.Struct {
		give()
	}
	field, ok := rt.FieldByName(m.name)
	if !ok || !field.IsExported() {
		give()
	}
	f.field = field.Index
	return f
}

func (f *meaning) take(rv reflect.Value) value {
	if f.quick != nil {
		return f.quick(rv)
	}
	if f.method < 0 {
		for _, i := range f.field {
			if rv.Kind() == reflect.Pointer {
				rv = rv.Elem() // of nil there are no fields: it panics
			}
			rv = rv.Field(i)
		}
		return valueOf(rv)
	}
	if f.addr {
		rv = rv.Addr()
	}
	out := rv.Method(f.method).Call(nil) // panics when it wants arguments
	if len(out) == 2 && !out[1].IsNil() {
		give()
	}
	return valueOf(out[0])
}

// quickMethods are the methods of views that every page calls, without reflection.
var quickMethods = map[reflect.Type]map[string]func(reflect.Value) value{
	dayType: {
		"Is":    func(rv reflect.Value) value { return truth(rv.Field(1).Len() > 0) },
		"Exact": func(rv reflect.Value) value { p := rv.Field(1).String(); return truth(p == "day" || p == "time") },
	},
	bodyType: {
		"Is": func(rv reflect.Value) value { return truth(!rv.Field(1).IsNil()) },
		"HTML": func(rv reflect.Value) value {
			html, err := rv.Interface().(view.Body).HTML()
			if err != nil {
				give()
			}
			return value{kind: isHTML, text: string(html)}
		},
	},
}
