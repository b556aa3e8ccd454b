// Package theme reads looks: folders of templates, texts and assets that turn
// the views of package view into pages.
//
// # A theme is a folder
//
//	themes/mine/
//	  layout.html          every page begins here
//	  card.html …          pieces, called by name: {{template "card" .}}
//	  pages/post.html …    one file for each kind of page
//	  i18n/en.txt de.txt   words and dates
//	  assets/style.css …   published with a hash of the content in the name
//
// A site's theme lies over the one called plain, file by file: a folder that
// holds nothing but pages/tag.html changes the pages of tags and leaves the
// rest alone. Texts are laid over one another line by line.
//
// What a template may show is the manual of package view.
//
// # Names
//
// A file's content, outside of {{define}}, is the template that bears the
// file's name: card.html is "card". The file of a page is "main" to the layout.
// A page's file may define again what the layout and the pieces define; that is
// how a page changes its title, or does without the layout altogether. Two
// pieces must not define the same name.
//
// # Names for what changes
//
// Sum names all that a kind of page depends on here: the templates that can be
// reached from the layout, and the texts. Together with the view's own name it
// is a page's key. So touching pages/event.html costs the pages of events and
// nothing else, and a comment in a template costs nothing. The reachable
// templates are found in the parse trees before html/template sees them,
// because escaping rewrites trees.
//
// # The check
//
// Open checks every template against the view it will be given, without
// executing it: fields, methods, what is ranged over, the values given to
// functions and to other templates, texts and styles of dates by name, in
// branches that no page takes today as well. Values that views do not
// describe (Params) pass. What a check cannot know, a missing event say, ends in
// a fault with the same kind of place when the page is made.
//
// # Functions
//
//	text LANG KEY VALUES…    a text of i18n/, its {} filled; plural by the first number
//	label LANG FAMILY WORD   the text label.FAMILY.WORD, or the word made readable
//	number LANG N            12,345 or 12.345
//	date LANG STYLE DATE     long medium short month year weekday dayname time; iso and day for datetime=""
//	span LANG FROM TO        28 May – 5 June 2016
//	join SEP LIST            of texts, or of whatever has a Title or a Name
//	truncate N TEXT          at a word, with an ellipsis
//	lower TEXT
//	abs SITE ADDRESS         a root-relative address made absolute
//	host ADDRESS             where a link leads, without www.
//	dict NAME VALUE …        several values for a piece; the check knows what is in it
//	here SITE ADDRESS        the address, when the menu leads there, else ""
//	fixed PIECE SITE LANG HERE   a piece that shows nothing else, made once: head-site, menu, foot
//	timeline LANG TIMELINE   a picture of events by year (package draw)
//	worldmap LANG TITLE PLACES   a map of places
//	months LANG MONTHS       what each month of a year held
//	ring LANG PART WHOLE     how many talks of an event posts tell of
//	ld PAGE                  schema.org data for <script type="application/ld+json">, or nil
//
// and those of text/template. All are pure. There is no clock, no environment
// and no file in a template's reach: what a page shows is in its view.
//
// A date is never shown more precisely than it is known: the style long of a
// date that knows its month is "May 2016".
//
// # Texts
//
//	# a comment
//	post.older = Older
//	post.minutes[one] = {} minute
//	post.minutes[other] = {} minutes
//	list.between = {2} of {1}
//
// The forms in brackets are CLDR's plural categories. de-AT is looked for in
// de-AT.txt, de.txt and en.txt, in this order; English has every text. Dates are
// patterns of {weekday} {month} {mon} {d} {dd} {m} {mm} {yyyy} {H} {HH} {h} {min}
// {ampm}; spans say {from.d} and {to.d}.
//
// The format is our own, ten lines to read and one idea to learn, because this
// room parses no YAML: that dependency lives with the content.
//
// # Assets
//
// assets/style.css is published as assets/style.3fa9c1d2e4.css and may be kept
// by browsers for ever. Its address is in view.Site.Assets, and so in the key of
// every page. In stylesheets, url() and @import of other assets are given their
// published names.
package theme
