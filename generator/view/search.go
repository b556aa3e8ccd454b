package view

import "recap/generator/digest"

// Search is the page with the field to search with. It holds nothing of what can
// be found: the theme's script reads that from the files below Index. Without
// script the form leads to List. Template search.
type Search struct {
	Base
	Index string // root-relative address of the folder of the index, "/search/"
	List  string // the list that stands in for it
	Lists []Link // where to look without: years, events, people, tags
}

// SearchFile is a file of the index; package search describes its forms. It has
// no template.
type SearchFile struct {
	Key  digest.Sum // of what Make makes
	Make func() ([]byte, error)
}

// Sum is the file's name: it stands for itself.
func (f SearchFile) Sum() digest.Sum { return f.Key }

func (Search) Template() string     { return "search" }
func (SearchFile) Template() string { return "" }
