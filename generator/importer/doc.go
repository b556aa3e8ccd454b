// Package importer brings a whole blog in: from an export or from the folder of
// another generator to content files that a person might have written.
//
//	report, err := importer.Import(ctx, importer.Options{Source: "export.xml", Site: "."})
//
// # What an import writes
//
//	content/posts/2016/2016-06-10-name.md   a post, its feed id kept as id:
//	content/pages/about/team.md             a page, in the folders of its address
//	content/comments/posts/2016/….yaml      what readers said of it
//	content/static/wp-content/uploads/…     pictures, at the addresses they had
//	content/site.yaml                       when there is none: title, address, language, permalinks
//	content/.import.tsv                     what was written, see below
//
// Everything is made in a folder of its own first and moved into place at the
// end; an export that is broken leaves nothing. Drafts, protected and private
// texts become drafts. What has a path and is not at the new address becomes an
// alias; addresses that are only a query (/?p=12) stand in the report as rules
// for a host.
//
// # Nothing is lost in silence
//
// Every item of a source is a post, a page, a draft or an entry of Report.Left.
// What of a text could not be carried, or changed, is a Note: shortcodes that
// nobody knows (they stay as they are, visibly), scripts, forms, blocks that a
// server fills. Pictures that no folder holds are in Missing and keep their
// address.
//
// E-mail and IP addresses of those who commented are never written: the fields
// are not carried, and where a comment repeats its author's own in the text they
// are left out.
//
// # Again
//
// The record content/.import.tsv holds a line for each file: its path, the sum of
// the bytes that were written, the item they were made of. An item keeps the
// file it once got. A file that is not as it was written has been edited and is
// left alone; one that is gone was removed or moved by hand and is not written
// again; one of the same name that no import wrote is never replaced.
//
// # Bodies
//
// HTML becomes Markdown by html-to-markdown, with rules of our own for what a
// recap is made of: figures with captions and credits (figure.go), code with its
// language (code.go), footnotes (footnote.go), tables and definitions (table.go),
// players as bare addresses (embed.go), lists (inline.go). HTML stays where
// Markdown has no way to say it: joined cells, captions with links, <sup>.
//
// # Hostile sources
//
// An export is read as a stream, one item in memory at a time; an item of more
// than 32 MB is refused. What is kept of every item is its address, title and file
// and what the report says: some hundred bytes each, so that memory grows with the
// number of items, not with their texts (TestMovingLarge measures it on an export
// of any size). The work for a text grows with its length, whatever stands in
// it (TestWorkIsLinear). Entities of a document type are not expanded and nothing is fetched but by Options.Fetch. Control characters
// become blanks, stray bytes are read as Windows-1252 and counted. Names never
// lead out of content/, and links in the folder of pictures are not followed out
// of it.
//
// # Adding a kind of source
//
// A line in kinds: how it is recognised, and a function that reads it. It claims
// a file for each item, so that texts can refer to later ones, and emits them.
package importer
