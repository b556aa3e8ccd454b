// Package output is what is there now: the published folder, and the books
// recap keeps on it.
//
// # One build
//
//	s, err := output.Open(output.Options{Dir: "public", Pages: slot})
//	defer s.Abort()
//	for each page, on any goroutine:
//		if s.Has(path, key) { s.Keep(path, key) } else { s.Put(path, key, render()) }
//	report, err := s.Commit(ctx)
//
// What is neither kept nor put is not wanted any more, and removed. A page that
// is planned and could not be made, in a build that keeps going, is for Leave.
//
// Until Commit nothing of the output changes. New bytes are streamed into a
// staging folder on the output's own file system, so that memory does not grow
// with the sum of all pages and the last step is nothing but renames. Put finds
// out by itself when a file has its bytes already: an unchanged page keeps its
// modification time, and a deploy or a reload is not made noisy.
//
// A reader of the output, at any moment of a commit, finds each file with its
// old bytes or its new ones, whole. Switching the whole site in one step is not
// this package's: see publish.
//
// # What is ours
//
// We remove only what we wrote. The manifest is the only authority for that: a
// file that is not in it is a stranger's, is never removed, and is never
// replaced unless Options.Overwrite says so; Commit returns *Occupied and
// changes nothing. Two rules soften the edges. A file that has, byte for byte,
// what we would write at its path becomes ours (so a lost manifest costs
// time). And a file of ours that somebody changed is replaced while its page is
// wanted, but when it is not wanted any more it is left, reported, and no longer
// ours. Folders have no owner: one that our removals leave empty goes too.
//
// Nothing is written through a symbolic link: a link in a page's place is
// replaced itself (when it may be), one among the folders on the way is in the
// way. Links above the output folder, and the output folder itself being one,
// are the user's wish.
//
// # The books
//
// Everything of our own lies in <output>/.recap, readable for its owner only,
// since it names unlisted pages too. Whoever copies the output elsewhere leaves
// that folder out.
//
//	manifest    the files that are ours
//	journal     a commit that is under way
//	stage/      new files that are not in place yet; gone after a commit
//	lock        held while committing, and only then
//
// The manifest is text: a head, a line for each file sorted by path, an end with
// the sum of all that stands before it. Sums are digest.Sum of the bytes, sizes
// are in bytes. No times and no keys: equal outputs have equal manifests.
//
//	recap manifest 1
//	0123456789abcdef0123456789abcdef 5120 2016/06/pycon/index.html
//	…
//	end 0123456789abcdef0123456789abcdef
//
// Paths below u/, where unlisted posts lie, stand there by the sum of the path: a
// manifest that was uploaded with the site gives no secret away.
//
// The journal is written and synced before the first rename, and removed after
// the new manifest is in place. It names its staging folder and then each step
// in order; each can be taken twice. Secret paths stand in it as they are.
//
//	recap journal 1
//	stage 1f2e3d4c5b6a7988
//	- sum size path      remove the file, if it is still what we wrote
//	+ n sum size path    rename staged file n over it
//	= sum size path      ours from now on: the right bytes lie there already
//	~ sum size path      no longer ours; what lies there stays
//	end sum
//
// The next Open that finds a journal completes its commit from the stage. A
// journal that is itself damaged is given up: files that are in their new places
// already are right when the next build wants the same, and are never removed.
// A damaged manifest makes nothing ours. Both are told in Report.Notes.
//
// # What is synced
//
// The journal and the manifest are synced, with their folder; pages are not. A
// sync for each of ten thousand pages takes from seconds to minutes, and a page
// is the one thing here that can be made again: a file that a power failure cut
// short has not the size in the manifest and is rendered anew, and a staged file
// has its sum checked before an interrupted commit is completed with it. Killing
// the process, however rudely, loses nothing that was written.
//
// # What is remembered
//
// The manifest says what is ours; the page memory (Options.Pages) says under
// which key each file was made and how the file system described it then. It is
// a cache: without it every page is rendered, and none is rewritten.
package output
