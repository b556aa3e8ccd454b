// Package search is the index of a blog as files that a page can search with no
// server behind it: what the generator writes, and how it is read again.
//
// # What is found
//
// A text is taken apart into terms: runs of letters and digits in lower case,
// without marks (NFKD), ß as ss. A word with an umlaut stands in the index twice,
// as koln and as koeln, so that both spellings find it. Han and kana, which are
// written without blanks, are taken in pairs. A letter before ++ or # is a term
// with it: c++, f#.
//
// A question is taken apart in the same way, and every word of it has to be
// found. A word finds a term, the best way first (Fit):
//
//	the term itself
//	another ending of it: talks finds talk, testing finds tested; in English and
//	German, by a list of endings and no stemming, so that the index holds words
//	as they were written
//	a term that begins with it, for the last word, from three letters on
//	one slip of the keyboard, when nothing else is found: a letter more, less or
//	other, or two exchanged, behind the first two
//
// Stop words are left out of texts of their language, but for titles. In a
// question they are asked for and, beside other words, not demanded: war is a
// stop word in German and none in English.
//
// A posting says how a document knows a term: in its title, by name (of its
// event, talks, speakers, tags), in a heading, often or once in its text. What a
// document is worth is the sum over the words of the question; of equals the
// newest is first.
//
// # Files
//
// Documents are numbered from the oldest. Sets of them (posts, the programme of
// all events, pages) are numbered apart. A set is cut into runs whose lengths are
// powers of two times its grain, as a number is written in binary: 10,000 posts
// are 4096 + 4096 + 1024 + 512 + 256 + 16. Each run has an index of its own, which
// its documents alone decide. A new post touches the last, short run and nothing
// else; when that is full it becomes one with its neighbour, which happens to a
// post as often as lengths double.
//
//	search/index.json               what there is: Root
//	search/posts/0-4096/w-ta.json   terms of a run that begin with ta
//	search/posts/docs/17.json       documents 544 to 575: what a result shows
//
// The terms of a run are one file until it would be larger than partSize; then
// they are cut by their next letter, and so on. So what is where depends on
// content alone, never on what was built before, and no file grows for ever.
//
// A file of terms is a JSON list of each term and its postings, in turn. Postings
// are a text: for each document the distance to the one before it, less one, in
// digits of five bits, the lowest last, with a sixth bit on all but the last; and
// before it, when it changes, one of !#$%& for how the term is known, from once
// in the text to the title. There is no binary form because hosts compress JSON
// on the way and leave unknown types as they are.
//
// Terms that begin with = are what results are narrowed by: =y2016 is a year,
// =epycon-us-2016|PyCon US 2016 an event with its name, =s a speaker, =k a kind,
// =l a language. They stand among the others and are found like them.
//
// The script is themes/plain/assets/search.js; Index in this package answers by
// the same rules from the same files, and tests hold each to the other.
package search
