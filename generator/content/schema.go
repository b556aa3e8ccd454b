package content

import "reflect"

// Key describes one key an author may write: for editor schemas, the manual and
// recap explain.
type Key struct {
	Name    string
	Also    []string // other spellings that are read the same
	Shape   string   // "text", "list of texts", "date", "true or false", "number", "address", "map", …
	Choices []string // when only these texts are allowed
	Keys    []Key    // of a map with keys of its own
	Doc     string
}

// Table is all keys of one kind of file or record.
type Table struct {
	Name string // "post", "event", "schedule", "settings", "speaker", …
	Keys []Key
}

// Tables are the keys of everything an author writes, in the order of the manual.
func Tables() []Table {
	return []Table{
		{"post", postTable.describe()},
		{"event", eventTable.describe()},
		{"schedule", scheduleTable.describe()},
		{"talk", talkTable.describe()},
		{"speaker", speakerTable.describe()},
		{"venue", venueTable.describe()},
		{"series", seriesTable.describe()},
		{"tag", tagTable.describe()},
		{"book", bookTable.describe()},
		{"embed", embedTable.describe()},
		{"comment", commentTable.describe()},
		{"person", personTable.describe()},
		{"settings", settingsTable.describe()},
	}
}

func (tb *table[T]) describe() []Key {
	out := make([]Key, len(tb.keys))
	for i, k := range tb.keys {
		out[i] = Key{Name: k.name, Also: k.also, Shape: k.kind.shape, Choices: k.kind.choices, Doc: k.doc}
		if k.kind.nested != nil {
			out[i].Keys = k.kind.nested()
		}
	}
	return out
}

// join lays fields over others: lists are appended, anything else replaced.
func join(to, from []any) {
	for i := range to {
		d, s := reflect.ValueOf(to[i]).Elem(), reflect.ValueOf(from[i]).Elem()
		if d.Kind() == reflect.Slice {
			joined := reflect.MakeSlice(d.Type(), 0, d.Len()+s.Len())
			d.Set(reflect.AppendSlice(reflect.AppendSlice(joined, d), s))
			continue
		}
		if !s.IsZero() {
			d.Set(s)
		}
	}
}
