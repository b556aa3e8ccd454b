package source

import (
	"slices"
	"strings"
)

// Ignored reports whether a file or folder of this name (the last part of a
// path) is no source and not worth a word. The watcher asks too, so that an
// editor's scratch files start no build.
//
// Ignored are
//
//   - names that begin with a dot, but not .well-known, .htaccess and .nojekyll,
//     which a web server or host wants to see published from static/;
//   - editors' copies and locks: x.md~, #x.md#, .#x.md, *.swp *.swo *.swx, 4913
//     (vim's trial of the folder), ~$x.docx, x___jb_tmp___, *.tmp;
//   - copies made before a change: *.bak, *.orig, *.rej. A person keeps them for
//     themselves, and an old draft must not become a page or a download;
//   - halves of downloads: *.part, *.crdownload;
//   - what desktops drop into folders: Thumbs.db, ehthumbs.db, desktop.ini,
//     "Icon\r", __MACOSX.
func Ignored(name string) bool {
	switch {
	case name == "":
		return true
	case name[0] == '.':
		return !slices.Contains(dotfiles, name)
	case name[0] == '#' && name[len(name)-1] == '#' && len(name) > 1,
		name[len(name)-1] == '~',
		strings.HasPrefix(name, "~$"),
		name == "4913", name == "Icon\r", name == "__MACOSX":
		return true
	}
	if i := strings.LastIndexByte(name, '.'); i > 0 && len(name)-i <= 12 {
		if slices.Contains(debris, strings.ToLower(name[i+1:])) {
			return true
		}
	}
	return strings.HasSuffix(name, "___jb_tmp___") || strings.HasSuffix(name, "___jb_old___") ||
		slices.ContainsFunc(desktop, func(d string) bool { return strings.EqualFold(d, name) })
}

var (
	dotfiles = []string{".well-known", ".htaccess", ".nojekyll"}
	debris   = []string{"swp", "swo", "swx", "tmp", "bak", "orig", "rej", "part", "crdownload"}
	desktop  = []string{"thumbs.db", "ehthumbs.db", "desktop.ini"}
)
