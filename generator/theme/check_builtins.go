package theme

import "reflect"

// builtin is a function of text/template itself.
type builtin struct {
	min, max int // values it takes; max -1 for any number
	result   func(args []typ) (t typ, fault string)
	truth    bool // asks its values whether they are true
}

// builtins are all functions that text/template brings along, with what they
// give and what they refuse.
var builtins = map[string]builtin{
	"and":      {min: 1, max: -1, result: same, truth: true},
	"or":       {min: 1, max: -1, result: same, truth: true},
	"not":      {min: 1, max: 1, result: gives(boolType), truth: true},
	"len":      {min: 1, max: 1, result: lenOf},
	"index":    {min: 1, max: -1, result: indexOf},
	"slice":    {min: 1, max: 4, result: sliceOf},
	"print":    {min: 0, max: -1, result: gives(stringType)},
	"printf":   {min: 1, max: -1, result: gives(stringType)},
	"println":  {min: 0, max: -1, result: gives(stringType)},
	"html":     {min: 0, max: -1, result: gives(stringType)},
	"js":       {min: 0, max: -1, result: gives(stringType)},
	"urlquery": {min: 0, max: -1, result: gives(stringType)},
	"call":     {min: 1, max: -1, result: func([]typ) (typ, string) { return typ{}, "" }},
	"eq":       {min: 2, max: -1, result: equal},
	"ne":       {min: 2, max: 2, result: equal},
	"lt":       {min: 2, max: 2, result: ordered},
	"le":       {min: 2, max: 2, result: ordered},
	"gt":       {min: 2, max: 2, result: ordered},
	"ge":       {min: 2, max: 2, result: ordered},
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
