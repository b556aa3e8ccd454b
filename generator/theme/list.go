package theme

import (
	"path"
	"slices"
	"strings"

	"recap/generator/source"
)

// Info is what a theme is made of, for whoever chooses or changes one.
type Info struct {
	Name  string `json:"name"`
	About string `json:"about,omitempty"` // the first paragraph of its README.md
	Files []Part `json:"files"`
}

// Part is one file of a theme and what it does to the theme below.
type Part struct {
	Path string `json:"path"` // below the theme's folder: "pages/post.html"
	Does Deed   `json:"does"`
	Disk bool   `json:"disk"` // it lies in the site; else it comes with the program
}

// Deed is what a file of a theme does.
type Deed string

const (
	Makes    Deed = "makes"    // a file of plain itself, which all themes lie over
	Replaces Deed = "replaces" // that of plain
	Adds     Deed = "adds"     // a piece or an asset that plain does not have
	Joins    Deed = "joins"    // texts key by key, more.css behind style.css
	Unused   Deed = "unused"   // nothing asks for it
)

// Infos are the themes of a tree by name; onDisk says which files lie in the site
// and do not come with the program.
func Infos(t *source.Tree, onDisk func(path string) bool) []Info {
	var out []Info
	for _, name := range Names(t) {
		dir := "themes/" + name
		in := Info{Name: name, About: about(t.Text(dir + "/README.md"))}
		for _, f := range t.Under(dir) {
			rel := strings.TrimPrefix(f.Path, dir+"/")
			if rel == "README.md" || hidden(rel) {
				continue
			}
			in.Files = append(in.Files, Part{Path: rel, Does: deed(t, name, rel), Disk: onDisk(f.Path)})
		}
		out = append(out, in)
	}
	return out
}

// deed says what the file at rel of a theme does.
func deed(t *source.Tree, name, rel string) Deed {
	folder, base := path.Split(rel)
	ext := path.Ext(base)
	stem := strings.TrimSuffix(base, ext)
	switch {
	case folder == "pages/" && ext == ".html" && !slices.Contains(kindNames(), stem),
		folder == "embeds/" && ext == ".html" && !slices.Contains(embedNames(), stem):
		return Unused
	case rel == "assets/"+addedStyle, name != Base && isTexts(rel):
		return Joins
	case !strings.HasPrefix(rel, "assets/") && !(ext == ".html" && slices.Contains([]string{"", "pages/", "embeds/"}, folder)) && !isTexts(rel):
		return Unused
	case name == Base:
		return Makes
	case t.File("themes/"+Base+"/"+rel) != nil:
		return Replaces
	}
	return Adds
}

// isTexts reports a file of texts.
func isTexts(rel string) bool {
	folder, base := path.Split(rel)
	return folder == "i18n/" && slices.Contains(textForms, path.Ext(base))
}

// about is the first paragraph of a text that is no heading, on one line.
func about(readme []byte) string {
	for par := range strings.SplitSeq(strings.ReplaceAll(string(readme), "\r\n", "\n"), "\n\n") {
		if par = strings.TrimSpace(par); par != "" && par[0] != '#' {
			return strings.Join(strings.Fields(par), " ")
		}
	}
	return ""
}

// Parts are the files that make up the theme called name, each where it is taken
// from: what eject can copy. Texts are those of the topmost file of a language.
func Parts(t *source.Tree, name string) map[string]*source.File {
	out := map[string]*source.File{}
	for _, dir := range folders(name) {
		for _, f := range t.Under(dir) {
			rel := strings.TrimPrefix(f.Path, dir+"/")
			if d := deed(t, name, rel); !hidden(rel) && rel != "README.md" && d != Unused && rel != "assets/"+addedStyle {
				out[rel] = f
			}
		}
	}
	return out
}
