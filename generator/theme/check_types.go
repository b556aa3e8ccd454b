package theme

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"
	"time"

	"recap/generator/diag"
	"recap/generator/view"
)

var (
	dayType      = reflect.TypeFor[view.Day]()
	bodyType     = reflect.TypeFor[view.Body]()
	timeType     = reflect.TypeFor[time.Time]()
	stringerType = reflect.TypeFor[fmt.Stringer]()
	errorType    = reflect.TypeFor[error]()
	frameType    = reflect.TypeFor[view.Frame]()
	stringType   = reflect.TypeFor[string]()
	intType      = reflect.TypeFor[int]()
	boolType     = reflect.TypeFor[bool]()
	floatType    = reflect.TypeFor[float64]()
)

// typ is what is known of a value. The zero typ is not known at all: whatever
// is asked of it may be right.
type typ struct {
	rt   reflect.Type
	rec  map[string]typ // made by dict, with names that are known
	none bool           // there is no value: {{template "x"}}
}

func of(rt reflect.Type) typ {
	if rt != nil && rt.Kind() == reflect.Interface && rt.NumMethod() == 0 {
		return typ{} // any: Params
	}
	return typ{rt: rt}
}

// key is one word for the type, so that equal types can be told.
func (t typ) key() string {
	switch {
	case t.none:
		return "none"
	case t.rec != nil:
		var b strings.Builder
		b.WriteString("{")
		for _, k := range slices.Sorted(maps.Keys(t.rec)) {
			b.WriteString(k + ":" + t.rec[k].key() + ";")
		}
		b.WriteString("}")
		return b.String()
	case t.rt == nil:
		return "?"
	}
	return t.rt.String()
}

// String is the type in the words of a message.
func (t typ) String() string {
	switch {
	case t.none:
		return "no value"
	case t.rec != nil:
		return "a dict"
	case t.rt == nil:
		return "a value"
	}
	switch t.rt.Kind() {
	case reflect.String:
		if t.rt == stringType {
			return "a text"
		}
	case reflect.Bool:
		return "true or false"
	case reflect.Int:
		return "a whole number"
	case reflect.Slice:
		return "a list of " + strings.TrimPrefix(t.rt.Elem().String(), "*")
	case reflect.Pointer:
		return "a " + t.rt.Elem().String()
	case reflect.Map:
		return "a map"
	}
	return "a " + t.rt.String()
}

// name is the type as the subject of a message: "view.Post", "a text".
func (t typ) name() string {
	if rt := t.rt; rt != nil {
		if rt.Kind() == reflect.Pointer {
			rt = rt.Elem()
		}
		if rt.Kind() == reflect.Struct {
			return rt.String()
		}
	}
	return t.String()
}

// lacking begins the message that a value has no field of a name.
func lacking(t typ) string {
	if t.rec != nil {
		return "the dict given to this template has no "
	}
	return t.name() + " has no "
}

// elements is what {{range}} gives over a value.
func (t typ) elements() (index, elem typ, ok bool) {
	switch {
	case t.none:
		return typ{}, typ{}, false
	case t.rec != nil:
		return of(stringType), typ{}, true
	case t.rt == nil:
		return typ{}, typ{}, true
	}
	rt := t.rt
	if rt.Kind() == reflect.Pointer {
		rt = rt.Elem()
	}
	switch rt.Kind() {
	case reflect.Slice, reflect.Array:
		return of(intType), of(rt.Elem()), true
	case reflect.Map:
		return of(rt.Key()), of(rt.Elem()), true
	case reflect.Int, reflect.Int64:
		return typ{}, of(rt), true
	case reflect.Interface:
		return typ{}, typ{}, true
	}
	return typ{}, typ{}, false
}

// fields follows a chain of names. at gives the place of the i-th name.
// args and final are those of a call and concern the last name.
func (f *frame) fields(t typ, names []string, at func(i int) diag.Pos, cmd []parse.Node, dot typ, final *typ) typ {
	for i, name := range names {
		last := i == len(names)-1
		var args []parse.Node
		var fin *typ
		if last {
			args, fin = cmd, final
		}
		next, ok := f.field(t, name, at(i), args, dot, fin)
		if !ok {
			return typ{}
		}
		t = next
	}
	return t
}

// field is the type of one field, method or key.
func (f *frame) field(t typ, name string, pos diag.Pos, args []parse.Node, dot typ, final *typ) (typ, bool) {
	called := len(args) > 0 || final != nil
	switch {
	case t.none:
		f.add(diag.Errorf("theme-field-unknown", pos, "there is no value here to take %q of", name).
			WithHint("give the template one: {{template \"name\" .}}"))
		return typ{}, false
	case t.rec != nil:
		v, ok := t.rec[name]
		if !ok {
			f.add(diag.Errorf("theme-field-unknown", pos, "%s%q", lacking(t), name).
				Meant(name, slices.Sorted(maps.Keys(t.rec))))
		}
		return v, ok
	case t.rt == nil || t.rt.Kind() == reflect.Interface && t.rt.NumMethod() == 0:
		return typ{}, true
	}
	if m, ok := t.rt.MethodByName(name); ok {
		return f.call(name, m.Type, 1, pos, args, dot, final), true
	}
	rt := t.rt
	if rt.Kind() == reflect.Pointer {
		rt = rt.Elem()
	}
	switch rt.Kind() {
	case reflect.Struct:
		if sf, ok := rt.FieldByName(name); ok && sf.IsExported() {
			if called {
				f.add(diag.Errorf("theme-args", pos, "%s is a field and takes no values", name))
				return typ{}, false
			}
			return of(sf.Type), true
		}
	case reflect.Map:
		if stringType.AssignableTo(rt.Key()) {
			return of(rt.Elem()), true
		}
	}
	d := diag.Errorf("theme-field-unknown", pos, "%s%q", lacking(t), name)
	if rt.Kind() == reflect.Struct {
		d = d.Meant(name, members(t.rt))
		if d.Hint == "" {
			d = d.WithHint("go doc ./generator/view %s lists what there is", strings.TrimPrefix(rt.String(), "view."))
		}
	}
	f.add(d)
	return typ{}, false
}

// members are the names that may follow a dot after a value of the type.
func members(rt reflect.Type) []string {
	var names []string
	for i := range rt.NumMethod() {
		names = append(names, rt.Method(i).Name)
	}
	if rt.Kind() == reflect.Pointer {
		rt = rt.Elem()
	}
	if rt.Kind() == reflect.Struct {
		for _, sf := range reflect.VisibleFields(rt) {
			if sf.IsExported() && !sf.Anonymous {
				names = append(names, sf.Name)
			}
		}
	}
	return names
}
