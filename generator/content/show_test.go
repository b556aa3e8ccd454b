package content

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// at follows a path of fields and indexes, "Posts[0].Title", from a value.
func at(v any, path string) any {
	rv := reflect.ValueOf(v)
	for part := range strings.SplitSeq(path, ".") {
		name, rest, _ := strings.Cut(part, "[")
		for rv.Kind() == reflect.Pointer {
			if rv.IsNil() {
				return nil
			}
			rv = rv.Elem()
		}
		if name != "" {
			rv = rv.FieldByName(name)
		}
		for rest != "" {
			var idx string
			idx, rest, _ = strings.Cut(rest, "]")
			i, _ := strconv.Atoi(idx)
			if i >= rv.Len() {
				return nil
			}
			rv = rv.Index(i)
			rest = strings.TrimPrefix(rest, "[")
		}
	}
	return rv.Interface()
}

// show is a value as a test wants to read it: words and dates as text, structs
// with the fields that are set.
func show(v any) string {
	switch x := v.(type) {
	case nil:
		return "nothing"
	case Word:
		return x.Text
	case When:
		return showWhen(x)
	case string:
		return x
	case time.Duration:
		return x.String()
	}
	rv := reflect.ValueOf(v)
	switch rv.Kind() {
	case reflect.Pointer:
		if rv.IsNil() {
			return "nothing"
		}
		return show(rv.Elem().Interface())
	case reflect.Slice:
		var out []string
		for i := range rv.Len() {
			out = append(out, show(rv.Index(i).Interface()))
		}
		return strings.Join(out, " | ")
	case reflect.Struct:
		var out []string
		for i := range rv.NumField() {
			f := rv.Field(i)
			name := rv.Type().Field(i).Name
			if f.IsZero() || name == "Pos" || name == "Set" {
				continue
			}
			out = append(out, name+"="+show(f.Interface()))
		}
		return "{" + strings.Join(out, " ") + "}"
	}
	return fmt.Sprint(v)
}

func showWhen(w When) string {
	s := ""
	switch w.Precision {
	case NoDate:
		return "never"
	case YearOnly:
		s = fmt.Sprintf("%04d", w.Year)
	case MonthOnly:
		s = fmt.Sprintf("%04d-%02d", w.Year, w.Month)
	case DayOnly:
		s = fmt.Sprintf("%04d-%02d-%02d", w.Year, w.Month, w.Day)
	case WithTime:
		s = fmt.Sprintf("%04d-%02d-%02dT%02d:%02d:%02d", w.Year, w.Month, w.Day, w.Hour, w.Minute, w.Second)
	}
	if w.HasZone {
		s += fmt.Sprintf("%+d", w.Offset/60)
	}
	return s
}
