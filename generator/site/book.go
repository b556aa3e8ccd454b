package site

import (
	"slices"

	"recap/generator/content"
)

// BookRecord is the record of a book by id or title, or nil.
func (s *Site) BookRecord(name string) *content.Book {
	key := fold(name)
	i := slices.IndexFunc(s.set.Books, func(b content.Book) bool { return b.ID.Text == name || fold(b.Title.Text) == key })
	if i < 0 {
		return nil
	}
	return &s.set.Books[i]
}
