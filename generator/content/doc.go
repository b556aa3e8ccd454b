// Package content reads what an author wrote: Markdown with front matter, events
// and settings in YAML, into records that keep the place of every word.
//
//	set, problems := content.Load(tree, memo)
//
// It reads and does not interpret. Which event a post means, what its address
// is and whether it is published is the business of package site; here a post
// says event: gc25, and where.
//
// # Files
//
//	content/site.yaml                 settings
//	content/posts/…/name.md           posts; folders are free
//	content/posts/…/name/index.md     a post with pictures beside it
//	content/pages/…/name.md           pages outside the stream
//	content/events/name.yaml          an event
//	content/events/name/event.yaml    an event, and beside it
//	content/events/name/schedule.yaml its programme, written by an importer
//	content/comments/posts/…/name.yaml what readers said of a post
//	content/speakers.yaml             and venues, series, tags, books, embeds, people
//	content/static/…                  published as it is
//
// Every other file below content/ is published at its own path, pictures beside
// posts for instance, with these exceptions: names that begin with an underscore
// or a full stop, what editors leave behind, YAML that nothing reads (told), and
// texts in formats that are not read (told).
//
// A post's name may hold its date, 2016-06-10-name.md or 2016-06-name.md, or its
// folders may, 2016/06/name.md; and its language, name.de.md.
//
// # Front matter
//
// YAML between two lines of three dashes, which may be followed by blanks; the
// second may be three full stops. A byte order mark, and lines that end in CR LF
// or CR, are read; offsets are those of the file all the same. A file without
// front matter is a post when its name has a date or its first line is a #
// heading. A heading that begins the text of a post without title: becomes the
// title and leaves the text.
//
// postTable lists the keys; keys of Hugo, Jekyll, Nikola and Pelican with the
// same meaning are read as ours, and Title or featured-image as title and
// featured_image. When one key is given in two spellings, recap's own wins.
// Keys of those tools that mean nothing here are kept in Params without a word,
// and so are keys that begin with x-. Any other unknown key is kept there with a
// warning, unless it looks like a slip of the fingers: that is an error, with the
// key that was meant.
//
// In settings, events and lists of people every unknown key is an error. Data of
// one's own goes below params:, and reaches templates as JSON.
//
// # Values
//
// Texts are what was typed. no, 09:30, 1.10, 2016 and 007 are texts where a text
// is wanted, whatever YAML 1.1 makes of them; nothing here ever decodes into a
// map of anything. true and false are the only truth values. Where a list is
// wanted, one value will do; tags also take "one, two, three". An empty value is
// as good as none.
//
// Dates have the forms of parseDate; what is known of one (year, month, day,
// time) follows from how it is written, and a zone that was not typed is not
// made up. Slugs and ids are one part of an address: letters, digits and dashes.
// url, permalink and aliases are paths below the site's root, brought into one
// form. Links have a scheme that may be published, or are paths.
//
// # Talks
//
// talks: in event.yaml is a map from id to talk, or a list. Where there is a
// schedule.yaml it lies over that, field by field: lists replace, resources and
// books add. A video or slides is an address, or one of
//
//	none       there is none
//	expected   promised
//	private    exists, is not public
//
// or a map with url or state, title, note, start, end, language, since,
// published and also_at, or a list of those. No key means that nobody looked.
//
// my: note: is private. It is checked and forgotten: there is no field for it.
//
// # What is wrong
//
// All problems of all files are told in one run. A file that cannot be read at
// all, such as one with broken front matter, is in Set.Broken: its draft: true
// may be in the part that nobody could read, so it must not be published. A
// record with a wrong value is kept, without the value, and is Faulty.
//
// When YAML is broken, the text is looked through for the slips that people
// make (a colon in a title, an open quote, a tab), and a guess counts when its
// fix mends the text. The reader of YAML names its own state and often the wrong
// line, so its words come last.
//
// # Limits
//
// Files are judged before anything expands: a megabyte of front matter, 16 MB of
// YAML, lists and maps a hundred deep, a hundred thousand values behind aliases,
// a hundred problems told of one file. Time and memory grow with the size of a
// file and with nothing else.
//
// # Remembering
//
// A record depends on its file's path and bytes alone (an event on both of its
// files), so a Memo may give it back as long as these are the same, with what
// was wrong with it. No setting enters: time zone, defaults and languages are
// applied later. In one process a hit is the same pointer; with On, records
// outlive the process.
//
// # Adding a key
//
// One line in a table: name, other spellings, how it is read, what it is for.
// Reading, "did you mean", schemas and the manual follow from it (Tables); tests
// ask for a case in keys_test.go and for a field of the record.
package content
