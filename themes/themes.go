// Package themes carries the looks that come with the program, one folder each.
//
// A theme is a folder of templates, texts and assets; generator/theme reads it
// and generator/view says what its templates may show. A site's own folder
// themes/<name>/ lies over the one carried here, file by file.
package themes

import "embed"

// FS holds the carried themes: "plain/layout.html", "board/pages/home.html" and the rest.
//
//go:embed plain board
var FS embed.FS
