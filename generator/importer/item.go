package importer

import (
	"strings"
	"time"
)

// item is one text of another blog, on its way to a content file. Whoever reads
// a source fills it; nothing behind that knows which source it was. There is one
// for every text of the blog at once, so it holds what others refer to; the rest
// comes when it is written and goes with it.
type item struct {
	source string // what the item is called there for ever: the key of the record
	line   int    // where it stands in the source, 0 when that says nothing
	id     string // what feed readers know it by
	title  string
	slug   string
	folder string // pages: the folders above it, "about/team"
	dir    string // posts: a folder below content/posts in place of the year
	date   string // as front matter takes it; "" for none
	named  string // the language in its file's name: x.de.md
	page   bool
	draft  bool
	bundle bool // it has a folder of its own, with files beside it

	file string // content/posts/2016/2016-06-10-x.md
	addr string // the address recap gives it, below the root: "2016/06/x/"

	*written
}

// written is what of an item only its own file holds.
type written struct {
	sticky bool
	lang   string

	authors, categories, tags []string

	old      []string // addresses it had, whole or as paths of the blog
	summary  string
	image    picture // of its card
	params   []pair  // free keys, JSON
	extra    []pair  // further front matter, YAML values
	body     string  // Markdown
	comments []comment
}

type pair struct{ key, value string }

// picture is an image with what is known of it.
type picture struct{ url, alt, caption, credit string }

// comment is what a reader said. E-mail and IP address are read by nobody.
type comment struct {
	id, parent string
	author     string
	url        string
	date       string
	kind       string // "" pingback trackback
	text       string // Markdown
}

// when is the front matter form of a moment whose zone is known as an offset.
func when(t time.Time) string {
	s := t.Format("2006-01-02T15:04:05Z07:00")
	return s
}

// localDate joins WordPress's two dates, the blog's own and UTC's, into one
// with its offset. A draft has neither: all zeros.
func localDate(local, gmt string) string {
	const form = "2006-01-02 15:04:05"
	l, errL := time.Parse(form, strings.TrimSpace(local))
	g, errG := time.Parse(form, strings.TrimSpace(gmt))
	switch {
	case errL != nil && errG != nil:
		return ""
	case errL != nil:
		return when(g)
	case errG != nil:
		return l.Format("2006-01-02T15:04:05")
	}
	off := l.Sub(g).Round(time.Minute)
	if off < -14*time.Hour || off > 14*time.Hour {
		return when(g)
	}
	return when(g.In(time.FixedZone("", int(off.Seconds()))))
}

// dateParts are year, month and day as they stand in an address.
func dateParts(date string) (year, month, day string) {
	if len(date) < 10 || date[4] != '-' || date[7] != '-' {
		return "", "", ""
	}
	return date[:4], date[5:7], date[8:10]
}
