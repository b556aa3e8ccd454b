package view

import (
	"reflect"
	"sync"
)

// Rebind is a page with other promises in the place of some of its own. f is asked
// about each and answers false to leave it as it is. p itself does not change, and
// what no promise stands in is shared with it; ok is false when f changed nothing.
func Rebind(p Page, f func(Body) (Body, bool)) (changed Page, ok bool) {
	v, ok := rebind(reflect.ValueOf(p), f)
	if !ok {
		return p, false
	}
	return v.Interface().(Page), true
}

var (
	bodyType = reflect.TypeFor[Body]()
	bodied   sync.Map // reflect.Type → whether a Body may stand in it
)

// holds reports whether a Body may stand in a type. A type that holds itself is
// answered by its other parts.
func holds(t reflect.Type) bool {
	if known, ok := bodied.Load(t); ok {
		return known.(bool)
	}
	bodied.Store(t, false)
	found := t == bodyType
	switch t.Kind() {
	case reflect.Struct:
		for i := range t.NumField() {
			found = found || holds(t.Field(i).Type)
		}
	case reflect.Slice, reflect.Pointer:
		found = holds(t.Elem())
	case reflect.Map, reflect.Array, reflect.Chan:
		if holds(t.Elem()) {
			panic("view: a Body in a " + t.String() + " cannot be exchanged")
		}
	}
	bodied.Store(t, found)
	return found
}

func rebind(v reflect.Value, f func(Body) (Body, bool)) (reflect.Value, bool) {
	t := v.Type()
	if t == bodyType {
		b, ok := f(v.Interface().(Body))
		return reflect.ValueOf(b), ok
	}
	if !holds(t) {
		return v, false
	}
	var out reflect.Value // a copy, as soon as one is needed
	switch t.Kind() {
	case reflect.Struct:
		for i := range t.NumField() {
			if part, ok := rebind(v.Field(i), f); ok {
				if !out.IsValid() {
					out = reflect.New(t).Elem()
					out.Set(v)
				}
				out.Field(i).Set(part)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if part, ok := rebind(v.Index(i), f); ok {
				if !out.IsValid() {
					out = reflect.MakeSlice(t, v.Len(), v.Len())
					reflect.Copy(out, v)
				}
				out.Index(i).Set(part)
			}
		}
	case reflect.Pointer:
		if v.IsNil() {
			return v, false
		}
		if part, ok := rebind(v.Elem(), f); ok {
			out = reflect.New(t.Elem())
			out.Elem().Set(part)
		}
	}
	if !out.IsValid() {
		return v, false
	}
	return out, true
}
