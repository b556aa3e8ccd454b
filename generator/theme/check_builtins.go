package theme

import "reflect"

// builtin is a function of text/template itself.
type builtin struct {
	min, max int // values it takes; max -1 for any number
	result   func(args []typ) (t typ, fault string)
}

// builtins are all functions that text/template brings along, with what they
// give and what they refuse.
var builtins = map[string]builtin{
	"and":      {1, -1, same},
	"or":       {1, -1, same},
	"not":      {1, 1, gives(boolType)},
	"len":      {1, 1, lenOf},
	"index":    {1, -1, indexOf},
	"slice":    {1, 4, sliceOf},
	"print":    {0, -1, gives(stringType)},
	"printf":   {1, -1, gives(stringType)},
	"println":  {0, -1, gives(stringType)},
	"html":     {0, -1, gives(stringType)},
	"js":       {0, -1, gives(stringType)},
	"urlquery": {0, -1, gives(stringType)},
	"call":     {1, -1, func([]typ) (typ, string) { return typ{}, "" }},
	"eq":       {2, -1, equal},
	"ne":       {2, 2, equal},
	"lt":       {2, 2, ordered},
	"le":       {2, 2, ordered},
	"gt":       {2, 2, ordered},
	"ge":       {2, 2, ordered},
}

func gives(rt reflect.Type) func([]typ) (typ, string) {
	return func([]typ) (typ, string) { return of(rt), "" }
}

// same is the type of and and or: one of the values.
func same(args []typ) (typ, string) {
	for _, a := range args[1:] {
		if a.key() != args[0].key() {
			return typ{}, ""
		}
	}
	return args[0], ""
}

func lenOf(args []typ) (typ, string) {
	t := args[0]
	if t.rec != nil || t.rt == nil && !t.none {
		return of(intType), ""
	}
	if t.rt != nil {
		switch t.rt.Kind() {
		case reflect.Slice, reflect.Array, reflect.Map, reflect.String, reflect.Chan, reflect.Interface:
			return of(intType), ""
		}
	}
	return of(intType), t.String() + " has no length"
}

// indexOf follows index x 1 2 3: each value goes one list or map deeper.
func indexOf(args []typ) (typ, string) {
	t := args[0]
	for _, key := range args[1:] {
		if t.rt == nil || t.rt.Kind() == reflect.Interface {
			return typ{}, ""
		}
		switch t.rt.Kind() {
		case reflect.Map:
			if !fits(key, t.rt.Key()) {
				return typ{}, "a key of this map is " + of(t.rt.Key()).String() + ", not " + key.String()
			}
			t = of(t.rt.Elem())
		case reflect.Slice, reflect.Array, reflect.String:
			if key.rt != nil && key.rt.Kind() != reflect.Int {
				return typ{}, "a place in a list is a whole number, not " + key.String()
			}
			if t.rt.Kind() == reflect.String {
				return typ{}, ""
			}
			t = of(t.rt.Elem())
		default:
			return typ{}, t.String() + " is neither a list nor a map"
		}
	}
	return t, ""
}

func sliceOf(args []typ) (typ, string) {
	t := args[0]
	if t.rt == nil {
		return typ{}, ""
	}
	switch t.rt.Kind() {
	case reflect.Slice, reflect.String:
		return t, ""
	case reflect.Array, reflect.Interface:
		return typ{}, ""
	}
	return typ{}, t.String() + " is neither a list nor a text"
}

// basic is the kind in which text/template compares two values; "" for others.
func basic(t typ) string {
	if t.rt == nil {
		return ""
	}
	switch k := t.rt.Kind(); {
	case k == reflect.Bool:
		return "bool"
	case k >= reflect.Int && k <= reflect.Uintptr:
		return "number"
	case k == reflect.Float32 || k == reflect.Float64:
		return "float"
	case k == reflect.String:
		return "text"
	}
	return ""
}

// equal compares the first value with each of the others.
func equal(args []typ) (typ, string) {
	for _, a := range args {
		if a.rt != nil {
			switch a.rt.Kind() {
			case reflect.Slice, reflect.Map, reflect.Func:
				return of(boolType), a.String() + " cannot be compared"
			}
		}
	}
	first := basic(args[0])
	for _, a := range args[1:] {
		if b := basic(a); first != "" && b != "" && b != first {
			return of(boolType), args[0].String() + " is never equal to " + a.String()
		}
	}
	return of(boolType), ""
}

// ordered compares by size.
func ordered(args []typ) (typ, string) {
	for _, a := range args {
		if a.rt != nil && a.rt.Kind() != reflect.Interface && (basic(a) == "" || basic(a) == "bool") {
			return of(boolType), a.String() + " has no order"
		}
	}
	return equal(args)
}
