// Package publish takes a built site to the place where readers find it.
//
//	t, err := publish.To(settings, publish.Around{…})   one of Config.Publish.Targets
//	has, err := t.Look(ctx, site)                       what lies there
//	diff, err := publish.Compare(site, has)             what would change
//	err = t.Send(ctx, site, diff)                       makes it so
//
// # What every target keeps
//
// Only what differs goes, compared by content. What others refer to (pictures,
// styles) goes before what refers to it (pages, feeds), and what is no longer
// wanted is deleted last of all. Deleted are only files that recap put there and
// that are as it left them: each target keeps the list of them, the manifest of
// package output, in .recap/manifest. Strangers' files are never touched; one in
// the place of a page is an *Occupied error, before anything is sent.
//
// A publication that was killed at any moment is completed by the next one. What
// readers see until then:
//
//	dir      the old site or the new one, whole (switch: link); with switch: none
//	         each file old or new
//	git      the old site or the new one, whole
//	rsync    each file old or new, no page before what it needs
//	command  as the program has it
//
// Nothing secret is read from settings: git, ssh and other programs find keys and
// tokens in the environment and in their own files.
//
// # The manifest of rsync and command targets
//
// A folder is changed under its own manifest by package output. Where another
// program puts the files, a second list, .recap/pending, says before the first
// file goes which files are about to: should the program be killed, these are
// ours, and their content is not known. It is taken away with the new manifest.
package publish
