package theme

import (
	"path"
	"slices"
	"strings"

	"recap/generator/digest"
	"recap/generator/source"
	"recap/generator/view"
)

// Base is the theme every other one lies over.
const Base = "plain"

// layers is what a theme's name stands for: its files over the base's.
type layers struct {
	pieces map[string]*source.File   // "card" → card.html; layout among them
	pages  map[string]*source.File   // "post" → pages/post.html
	embeds map[string]*source.File   // "talk" → embeds/talk.html
	assets map[string]*source.File   // "style.css", "fonts/x.woff2"
	texts  map[string][]*source.File // language → files, the base's first
	stray  []*source.File            // pages/*.html and embeds/*.html that nothing asks for
}

// kindNames are the names of all page templates, in the order of the manual.
func kindNames() []string {
	var names []string
	for _, v := range view.Kinds() {
		names = append(names, v.Template())
	}
	return names
}

// embedNames are the names of all pieces that stand inside texts.
func embedNames() []string {
	var names []string
	for _, v := range view.Embeds() {
		names = append(names, v.Embed())
	}
	return names
}

// folders are those that make up a theme, the base first.
func folders(name string) []string {
	if name == Base {
		return []string{"themes/" + Base}
	}
	return []string{"themes/" + Base, "themes/" + name}
}

// stack lays the folders over each other. Later folders win; texts do not
// replace one another by file but are merged key by key, so that changing one
// word does not mean copying a hundred.
func stack(t *source.Tree, dirs []string) layers {
	l := layers{
		pieces: map[string]*source.File{},
		pages:  map[string]*source.File{},
		embeds: map[string]*source.File{},
		assets: map[string]*source.File{},
		texts:  map[string][]*source.File{},
	}
	kinds := kindNames()
	for _, dir := range dirs {
		for _, f := range t.Under(dir) {
			rel := strings.TrimPrefix(f.Path, dir+"/")
			folder, base := path.Split(rel)
			name, isHTML := strings.CutSuffix(base, ".html")
			lang, isText := textLanguage(base)
			switch {
			case hidden(rel):
				// .DS_Store, editors' swap files: nobody means them.
			case folder == "" && isHTML:
				l.pieces[name] = f
			case folder == "pages/" && isHTML:
				if !slices.Contains(kinds, name) {
					l.stray = append(l.stray, f)
					continue
				}
				l.pages[name] = f
			case folder == "embeds/" && isHTML:
				if !slices.Contains(embedNames(), name) {
					l.stray = append(l.stray, f)
					continue
				}
				l.embeds[name] = f
			case folder == "i18n/" && isText:
				l.texts[lang] = append(l.texts[lang], f)
			case strings.HasPrefix(rel, "assets/"):
				l.assets[strings.TrimPrefix(rel, "assets/")] = f
			}
		}
	}
	for _, f := range t.Under(siteTexts) {
		rel := strings.TrimPrefix(f.Path, siteTexts+"/")
		if lang, ok := textLanguage(rel); ok && !strings.Contains(rel, "/") && !hidden(rel) {
			l.texts[lang] = append(l.texts[lang], f)
		}
	}
	return l
}

// siteTexts is where a site has texts of its own, whatever its theme: they lie
// over the theme's.
const siteTexts = "content/i18n"

// textForms are the endings of files of texts.
var textForms = []string{".txt", ".yaml", ".yml"}

// textLanguage is the language of a file of texts: "de" of de.txt and of de.yaml.
func textLanguage(base string) (lang string, ok bool) {
	ext := path.Ext(base)
	return strings.TrimSuffix(base, ext), slices.Contains(textForms, ext)
}

// hidden reports whether some part of a path begins with a dot or ends in a tilde.
func hidden(rel string) bool {
	for part := range strings.SplitSeq(rel, "/") {
		if strings.HasPrefix(part, ".") || strings.HasSuffix(part, "~") {
			return true
		}
	}
	return false
}

// sumFiles names everything the folders hold, so that an unchanged theme is known.
func sumFiles(t *source.Tree, dirs []string) digest.Sum {
	h := digest.New()
	for _, dir := range append(slices.Clone(dirs), siteTexts) {
		for _, f := range t.Under(dir) {
			h.String(f.Path)
			h.Sum(f.Sum)
		}
	}
	return h.Done()
}

// Names are the themes in a tree, sorted.
func Names(t *source.Tree) []string {
	var names []string
	for _, f := range t.Under("themes") {
		name, _, ok := strings.Cut(strings.TrimPrefix(f.Path, "themes/"), "/")
		if ok && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
