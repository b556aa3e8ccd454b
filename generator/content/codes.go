package content

import "recap/generator/diag"

// Codes explains what this room has to say, in the order of the manual.
var Codes = []diag.Code{
	// Files
	{Name: "text-encoding", Severity: diag.Error, Text: "Files are read as UTF-8. This one holds a byte that is not, or is UTF-16. Most editors can save it anew under \"encoding\"; the hint names Latin-1 or Windows-1252 where the bytes look like it."},
	{Name: "text-bidi", Severity: diag.Warning, Text: "A title holds characters that turn the reading direction of what follows, which can make it look like another text. Arabic and Hebrew need none of them."},
	{Name: "file-unreadable", Severity: diag.Error, Text: "The file is there but could not be read, or changed while the site was being built."},
	{Name: "file-empty", Severity: diag.Error, Text: "An event file holds nothing. It needs at least name: and start_date:."},
	{Name: "file-too-large", Severity: diag.Error, Text: "A YAML file is larger than 16 MB."},
	{Name: "file-more", Severity: diag.Warning, Text: "A file has more than a hundred problems. The first hundred are told; mend them and look again. It is an error when one of those not told is one."},
	{Name: "file-unknown", Severity: diag.Warning, Text: "A YAML file below content/ has a name that nothing reads. Known are site, speakers, venues, series, tags, books, embeds, people, urls and syndication in content/, and events/name.yaml, events/name/event.yaml and events/name/schedule.yaml."},
	{Name: "file-twice", Severity: diag.Warning, Text: "The same file is there as .yaml and as .yml; one of them is read."},
	{Name: "file-kept-back", Severity: diag.Hint, Text: "Files whose names begin with an underscore are not read and not published, except below content/static."},
	{Name: "post-format", Severity: diag.Warning, Text: "A text in another format than Markdown lies among the posts. It is neither read nor copied. Rewrite it as Markdown, or put it below content/static to publish it as it is."},
	{Name: "post-place", Severity: diag.Warning, Text: "A Markdown file lies outside posts/ and pages/, or its name is nothing but an extension. It is not published."},

	{Name: "comment-parent", Severity: diag.Warning, Text: "A comment answers another by parent:, and no comment above it in the file has that id. It is shown as the first of a thread of its own."},

	// YAML
	{Name: "yaml-syntax", Severity: diag.Error, Text: "A text that should be YAML is not. The message says what the reader stumbled over; the slip may lie a line or two above the place it names."},
	{Name: "yaml-colon", Severity: diag.Error, Text: "A value holds a colon followed by a blank, as in title: GopherCon: day one. YAML takes that for a second key. Put the value in quotes."},
	{Name: "yaml-quote", Severity: diag.Error, Text: "A quote is not closed, or the value goes on behind it. A single quote inside single quotes is written twice."},
	{Name: "yaml-bracket", Severity: diag.Error, Text: "A list or map in brackets is not closed, or the value goes on behind it, as in by: [name](address). Put texts that begin with a bracket in quotes."},
	{Name: "yaml-tab", Severity: diag.Error, Text: "YAML is indented with blanks; a tab has no width in it."},
	{Name: "yaml-indent", Severity: diag.Error, Text: "A key is indented below another one that has a value already. Keys that belong together begin in one column."},
	{Name: "yaml-character", Severity: diag.Error, Text: "A value begins with a character that means something in YAML: %, @ and ` are reserved, * stands for an anchor, & makes one, ! names a type. Put the value in quotes."},
	{Name: "yaml-control", Severity: diag.Error, Text: "A control character, such as a bell or an escape, stands in front matter or a YAML file. YAML allows none, and no page and no feed may hold one."},
	{Name: "yaml-duplicate", Severity: diag.Error, Text: "A key is given twice in one map. Which one counts would be chance, so neither does before one of them is gone."},
	{Name: "yaml-key", Severity: diag.Error, Text: "A key is a list or a map, or << has no map to take keys from."},
	{Name: "yaml-tag", Severity: diag.Error, Text: "A value has a type of its own (!!binary, !!python/…). Nothing here makes objects of YAML; every value is a text, number, date, list or map as written."},
	{Name: "yaml-root", Severity: diag.Error, Text: "Front matter, events and settings are maps: lines of the form key: value. This one is a list or a mere text."},
	{Name: "yaml-alias", Severity: diag.Error, Text: "Aliases (*name) stand for more than a hundred thousand values, or for a value that they are part of. Aliases are welcome to save a few lines; texts like this one are made to fill memories."},
	{Name: "yaml-depth", Severity: diag.Error, Text: "Lists and maps lie more than a hundred deep inside each other."},
	{Name: "yaml-documents", Severity: diag.Error, Text: "A YAML file holds a second document behind a line of ---. Only one would be read, so it is not guessed which."},

	// Keys and values
	{Name: "front-key-typo", Severity: diag.Error, Text: "A key of front matter is one or two letters from a known one. It would silently have no effect. If it is a key of your own, put it below params:."},
	{Name: "front-key-unknown", Severity: diag.Warning, Text: "Front matter has a key that neither recap nor the tools it learned from know. It is kept for templates in .Params. Below params: nobody asks about it, nor about keys that begin with x-."},
	{Name: "settings-key-unknown", Severity: diag.Error, Text: "The settings have a key that does not exist. Data of your own goes below params:."},
	{Name: "event-key-unknown", Severity: diag.Error, Text: "An event or a talk has a key that does not exist. An event's own data goes below params:."},
	{Name: "record-key-unknown", Severity: diag.Error, Text: "A speaker, venue, series, tag, book or person has a key that does not exist."},
	{Name: "value-type", Severity: diag.Error, Text: "A value is of another kind than its key wants: a map for a text, a text for true or false. true and false are written without quotes; yes and no are texts."},
	{Name: "value-control", Severity: diag.Warning, Text: "An escape in quotes, such as \"\\x07\", makes a control character, which no page and no feed may hold. It is left out."},
	{Name: "value-empty", Severity: diag.Warning, Text: "A list has an empty entry, which is left out."},
	{Name: "value-choice", Severity: diag.Error, Text: "A key takes one of a few words, and this is none of them."},
	{Name: "value-range", Severity: diag.Error, Text: "A number is smaller or larger than can be meant."},
	{Name: "value-duration", Severity: diag.Error, Text: "A length of time is written as 30m, 1h30m, 00:30 or a number of minutes."},
	{Name: "value-address", Severity: diag.Error, Text: "A link has no host, holds blanks, or is of a kind that is not published, such as javascript:."},
	{Name: "value-language", Severity: diag.Error, Text: "A language is written as its code: en, de, pt-BR (BCP 47)."},
	{Name: "value-handle", Severity: diag.Error, Text: "A handle does not have the form of its network. The handle or the address of the profile is read."},
	{Name: "value-color", Severity: diag.Error, Text: "A colour is written as in CSS: #0b6, teal, rgb(0 187 102)."},
	{Name: "value-isbn", Severity: diag.Error, Text: "The last digit of an ISBN follows from the others, and here it does not."},
	{Name: "value-doi", Severity: diag.Error, Text: "A DOI begins with 10. and holds a slash: 10.1000/182. Its address is read as well."},
	{Name: "date-form", Severity: diag.Error, Text: "A date cannot be read. Any of these can: 2016-06-10, 2016-06, 2016, 2016-06-10T12:10, 2016-06-10 12:10:00 +0200, 10 June 2016, June 10, 2016, Fri, 10 Jun 2016 12:00:00 +0200, 10.06.2016."},
	{Name: "date-ambiguous", Severity: diag.Error, Text: "10/06/2016 is the tenth of June in one country and the sixth of October in another. Write the year first."},
	{Name: "date-impossible", Severity: diag.Error, Text: "The calendar or the clock has no such day or time."},
	{Name: "date-range", Severity: diag.Error, Text: "Years lie between 1 and 9999."},
	{Name: "date-zone", Severity: diag.Error, Text: "A time ends in a zone that cannot be read. Write the offset from UTC, +02:00 or -0500, or Z. Letters such as PST or CST stand for different zones in different places."},
	{Name: "zone-unknown", Severity: diag.Error, Text: "Time zones have the names of the IANA database: Europe/Berlin, America/Toronto, UTC."},

	// Posts
	{Name: "edit-refused", Severity: diag.Error, Text: "A command such as recap bind or recap harvest was to write into this file and found no place where the change would leave everything else as it reads now: the value stands behind an alias, is there already, or the file has a mistake of its own. Nothing was written. Make the change by hand, or mend the file and run the command again."},

	{Name: "front-fence", Severity: diag.Error, Text: "Front matter lies between two lines of three dashes. One of them is missing or not quite right."},
	{Name: "front-missing", Severity: diag.Warning, Text: "A post is empty, or has neither front matter, nor a date in its name, nor a # heading as its first line."},
	{Name: "front-toml", Severity: diag.Error, Text: "Front matter in TOML (+++) or JSON is not read. Write it as YAML between two lines of ---: title = X becomes title: X, and a table becomes a map."},
	{Name: "front-too-large", Severity: diag.Error, Text: "Front matter has more than a megabyte."},
	{Name: "title-long", Severity: diag.Warning, Text: "A title has more than 300 characters, which no list and no card has room for."},
	{Name: "slug-shape", Severity: diag.Error, Text: "A slug is one part of an address: letters, digits and dashes, at most 100 characters. url: takes a whole address."},
	{Name: "url-shape", Severity: diag.Error, Text: "url:, permalink: and aliases: take addresses on this site such as /2016/old-name/: no other host, no \"..\", none of \\ : ? # * < > \" |."},
	{Name: "token-shape", Severity: diag.Error, Text: "The token of an unlisted post is its secret: 12 to 64 letters and digits."},
	{Name: "token-missing", Severity: diag.Error, Text: "An unlisted post has no token. Its address would be easy to guess."},

	// Events and talks
	{Name: "id-shape", Severity: diag.Error, Text: "An id stands in addresses and in other files: letters, digits and dashes, at most 100 characters. An event's is not four digits (a year's page) and none of the words that stand below /events/."},
	{Name: "event-missing", Severity: diag.Error, Text: "A folder below events/ has a schedule.yaml, but no event.yaml that says which event it is."},
	{Name: "event-duplicate", Severity: diag.Error, Text: "Two files describe an event with the same id."},
	{Name: "event-name-missing", Severity: diag.Error, Text: "An event has no name:. title: is read as well."},
	{Name: "event-start-missing", Severity: diag.Error, Text: "An event has no start_date:. When no more is known, a month or a year will do."},
	{Name: "event-order", Severity: diag.Error, Text: "An event ends before it starts."},
	{Name: "event-zone-missing", Severity: diag.Error, Text: "Times of talks are local to the event, so the event needs a timezone: as soon as one is given."},
	{Name: "event-time-gap", Severity: diag.Warning, Text: "A talk is at a time that the clocks of the place skip when summer time begins."},
	{Name: "talk-duplicate", Severity: diag.Error, Text: "Two talks of an event have the same id."},
	{Name: "talk-id", Severity: diag.Error, Text: "A talk below talks: is named by its key, and has another id: as well."},
	{Name: "talk-id-missing", Severity: diag.Error, Text: "A talk in a list has no id:, by which posts could name it."},
	{Name: "talk-title-missing", Severity: diag.Error, Text: "A talk has no title:, and there is no schedule.yaml it could come from."},
	{Name: "talk-not-scheduled", Severity: diag.Error, Text: "talks: in event.yaml adds to a talk that schedule.yaml does not have. With a title: it is a talk of its own."},
	{Name: "talk-time", Severity: diag.Error, Text: "The start of a talk is a day with a time. When only the day is known, write day:."},
	{Name: "talk-order", Severity: diag.Error, Text: "A talk ends before it starts."},
	{Name: "link-state", Severity: diag.Error, Text: "A video or slides is an address, or a word: none (does not exist), expected (promised), private (exists, not public); also a map with url: or state:, or a list."},
	{Name: "link-empty", Severity: diag.Error, Text: "A link has no url:."},
	{Name: "speaker-unnamed", Severity: diag.Error, Text: "A speaker of a talk has neither name: nor id:."},

	// Records
	{Name: "record-duplicate", Severity: diag.Error, Text: "Two speakers, venues, series, tags, books or people have the same id."},
	{Name: "record-id", Severity: diag.Error, Text: "A record is named by its key, and has another id: as well."},
	{Name: "record-unnamed", Severity: diag.Error, Text: "A record has neither an id nor a name."},
	{Name: "venue-place", Severity: diag.Warning, Text: "A venue has a latitude or a longitude, but not both."},

	// Settings
	{Name: "settings-missing", Severity: diag.Warning, Text: "There is no content/site.yaml, or it is empty. The site is built with defaults, without a name and with an address that belongs to nobody."},
	{Name: "settings-url", Severity: diag.Error, Text: "url: is the whole address of the site, with https:// and without ? and #."},
	{Name: "settings-url-missing", Severity: diag.Warning, Text: "The settings have no url:. Feeds, the sitemap and link previews need whole addresses; until there is one they say https://example.org/."},
	{Name: "settings-pattern", Severity: diag.Error, Text: "A pattern of addresses begins with a slash, holds :slug, and may hold :year, :month, :day, :event, :lang and :folder."},
	{Name: "settings-glob", Severity: diag.Error, Text: "A path below defaults: is a pattern: * stands for any name, ** for any folders."},
	{Name: "settings-target", Severity: diag.Error, Text: "An entry of publish: targets: names a place the site is published to: a name, a kind (dir, git, rsync or command) and what that kind needs, for a dir its path:, for rsync to: user@host:/folder, for a command upload: with a program and its words. Passwords and keys do not belong here; programs find them in the environment."},
	{Name: "address-both", Severity: diag.Error, Text: "An address in content/urls.yaml has both to: and gone:. With to: /new/address/ readers are sent on, gone: true says that nothing is there any more and that this is meant."},
	{Name: "settings-reference", Severity: diag.Error, Text: "An entry of references: has a match, a pattern in the spelling of RE2 that fits more than nothing, and a url: match: 'bug (\\d+)', url: https://bugs.example.org/$1. Single quotes keep YAML from reading the backslash."},
	{Name: "settings-language", Severity: diag.Error, Text: "Below languages: each language stands once, by its code: {de: {title: …}, fr: {}}."},
	{Name: "settings-menu", Severity: diag.Error, Text: "An entry of the menu has a title and a url."},
}
