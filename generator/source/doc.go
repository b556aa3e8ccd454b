// Package source is what is on disk: one immutable snapshot of the input files
// at a time. It is the only room that reads the site.
//
// # What is read
//
// The folders content and themes of the site, and nothing else. Paths in a Tree
// are slash paths below the site folder: "content/posts/x.md",
// "themes/plain/layout.html". The themes the program carries lie under
// themes/, file by file: a file on disk hides the embedded one at its path.
//
// Left out without a word is what editors and systems leave behind (Ignored).
// Left out with one message each is what cannot be a source: pipes, sockets and
// devices, links that leave the site, lead nowhere or lead back, names that are
// not text, files and folders that cannot be read, files beyond a limit, folders
// nested without end. The rest of the tree stands; a list with errors stops the
// build later, at the gate.
//
// # Links
//
// A symbolic link is followed where it ends inside the site folder, absolute or
// relative, and its target appears under the link's own path. A link that ends
// elsewhere, in a hidden folder (.git) or in a folder of Options.Not (the
// output) is an error. Everything is opened below an os.Root, so that a link
// swapped in during the walk cannot lead out either.
//
// # Remembering
//
// A snapshot is made again after every save. A file whose Stat (size, times,
// inode) is the same as in the tree before keeps its *File and is not opened,
// unless it was young: a file written less than three seconds before the
// snapshot that read it can be written again without its times telling (clocks
// of file systems are coarse), so it is read again, and keeps its *File when the
// bytes are the same. Identity is what later rooms key their memos on.
//
// Between processes, Options.Known and Tree.Stat carry the same knowledge: a sum
// without reading.
//
// Texts up to a megabyte keep their bytes, up to 64 MB in a tree. Anything else
// is hashed in a stream and read again when asked for; when it has changed
// meanwhile, the reader gets ErrChanged and the build starts from a new snapshot.
//
// # Order
//
// Folders are listed and files read on all cores. Trees are sorted by path and
// lists by place; nothing depends on which core came first.
package source
