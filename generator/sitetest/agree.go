package sitetest

import (
	"slices"
	"strings"
)

// Agree reports whether a word of a question finds a term, as package search
// promises it and made anew here, for scans that an index is held against: the
// same word, the same but for the ending, or, where the word may go on, one that
// begins with it.
func Agree(word, term string, begun bool) bool {
	if word == term || begun && len(word) >= 3 && strings.HasPrefix(term, word) {
		return true
	}
	n := stemLength(word)
	if n < 3 || len(term) < n || term[:n] != word[:n] {
		return false
	}
	if n == 3 {
		return term[n:] == "" || term[n:] == "s"
	}
	return term[n:] == "" || slices.Contains(bends, term[n:])
}

var bends = strings.Fields("s es ed er ers ing ings y ies ied e en em ern n")

// stemLength is how much of a word stays without its longest ending: four
// letters at least, or three before an s.
func stemLength(w string) int {
	for n := 4; n < len(w); n++ {
		if slices.Contains(bends, w[n:]) {
			return n
		}
	}
	if len(w) == 4 && w[3] == 's' {
		return 3
	}
	return len(w)
}
