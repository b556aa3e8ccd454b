// Package ledger remembers every address that was ever published, in
// content/urls.yaml, and says what became of each.
//
// A published address is a promise: others link to it. One that vanishes without
// a word is an error, with the line that mends it. What recap works out itself is
// where a text went: it knows a post again by its id, by its file, by its text
// and by its title, in this order, and events, talks, tags and the like by their
// names. What lies below a page that moved, moved with it.
//
//	known, list := content.Promises(file)
//	s := ledger.Compare(known, ledger.Of(site, plan), held)
//	s.Diagnostics(…)   one for each address that vanished
//	s.Accept(…)        the changes that mend them: aliases in posts, lines in the file
//	s.File()           the ledger as it should be
//
// # What is no promise
//
// Files with a sum of their content in their name (assets, smaller pictures,
// cards) change with each edit, and pages link to the newest; the files of the
// search index are its page's own. The list of events
// to come is there as long as there are any. And a post that is held back, a draft
// that was public by accident or one whose date was moved, is a decision of the
// writer's: its address, and the pages that exist only with it, keep their lines
// and are told, but they are no error.
//
// # The file
//
// YAML, one address a line, sorted, so that version control shows what changed
// and merges it:
//
//	"/2016/06/pycon/": {kind: post, title: PyCon, file: content/posts/pycon.md, text: "9f2c11d0"}
//	"/tags/golang/": {kind: tag, title: golang, to: /tags/go/}
//	"/2014/01/test/": {kind: post, title: Test, file: content/posts/test.md, text: "00aa31f2", gone: true}
//
// Addresses are those below the site's own folder, so that a site may move. The
// words to: and gone: are a person's, or proposals that a person accepted; they
// are all that a build reads of the file: to: becomes a page that sends on, and
// both become lines in the files of hosts (urls.redirects in the settings).
package ledger
