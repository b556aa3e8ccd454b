package site

import (
	"bytes"
	"cmp"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// byName sorts by names in the alphabet of the site's language (CLDR's
// collation): in German ö stands with o, in Swedish behind z. The key of each name
// is made once; equal names go by id.
func byName[T any](s *Site, list []T, name, id func(T) string) {
	type named struct {
		of  T
		key []byte
	}
	alphabet := collate.New(language.Make(s.Config.Language.Text))
	var buf collate.Buffer
	keys := make([]named, len(list))
	for i, x := range list {
		keys[i] = named{x, slices.Clone(alphabet.KeyFromString(&buf, name(x)))}
		buf.Reset()
	}
	slices.SortFunc(keys, func(a, b named) int {
		return cmp.Or(bytes.Compare(a.key, b.key), cmp.Compare(id(a.of), id(b.of)))
	})
	for i := range keys {
		list[i] = keys[i].of
	}
}
