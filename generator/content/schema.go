package content

import "reflect"

// Key describes one key an author may write: for editor schemas, the manual and
// recap explain.
type Key struct {
	Name    string
	Also    []string // other spellings that are read the same
	Shape   string   // "text", "list of texts", "date", "true or false", "number", "address", "map", …
	Choices []string // when only these texts are allowed; of a list, as its entries; of a pattern, as :name in it
	Low     float64  // bounds of a number; of a list, of its entries. Both 0: none
	High    float64
	Keys    []Key // of a map with keys of its own
	Doc     string
}

// Table is all keys of one kind of file or record.
type Table struct {
	Name  string // "post", "event", "schedule", "settings", "speaker", …
	Keys  []Key
	Quiet []string // of front matter: keys that mean something to other tools and nothing here
}

// Tables are the keys of everything an author writes, in the order of the manual.
func Tables() []Table {
	return []Table{
		{Name: "post", Keys: postTable.describe(), Quiet: elsewhere},
		{Name: "event", Keys: eventTable.describe()},
		{Name: "schedule", Keys: scheduleTable.describe()},
		{Name: "talk", Keys: talkTable.describe()},
		{Name: "speaker", Keys: speakerTable.describe()},
		{Name: "venue", Keys: venueTable.describe()},
		{Name: "series", Keys: seriesTable.describe()},
		{Name: "tag", Keys: tagTable.describe()},
		{Name: "book", Keys: bookTable.describe()},
		{Name: "embed", Keys: embedTable.describe()},
		{Name: "comment", Keys: commentTable.describe()},
		{Name: "person", Keys: personTable.describe()},
		{Name: "address", Keys: promiseTable.describe()},
		{Name: "settings", Keys: settingsTable.describe()},
	}
}

func (tb *table[T]) describe() []Key {
	out := make([]Key, len(tb.keys))
	for i, k := range tb.keys {
		out[i] = Key{Name: k.name, Also: k.also, Shape: k.kind.shape, Choices: k.kind.choices, Low: k.kind.low, High: k.kind.high, Doc: k.doc}
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
