package check

import (
	"path"
	"slices"
	"strings"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/media"
)

// imageChecks are about pictures and what stands for them.
var imageChecks = []check{
	{
		code: "image-alt-empty", severity: diag.Warning, words: emptyAlts,
		text:  "A picture has no text for those who cannot see it: ![](hall.jpg). Write what it shows. When it is mere decoration, say so in the front matter, images: [{file: hall.jpg, decorative: true}], or write <img alt=\"\">.",
		fires: "The hall was full.\n\n![](hall.jpg)",
		cure:  "The hall was full.\n\n![Rows of people before a dark stage](hall.jpg)",
		near:  "The hall was full.\n\n<img src=\"hall.jpg\" alt=\"\">",
	},
	{
		code: "image-alt-name", severity: diag.Warning, words: namedAlts,
		text:  "The text that stands for a picture is the name of its file. It says nothing to those who cannot see it. Write what the picture shows.",
		fires: "![IMG_2041](IMG_2041.jpg)",
		cure:  "![Rows of people before a dark stage](IMG_2041.jpg)",
		near:  "![Cowboy](cowboy.jpg)",
	},
	{
		code: "image-alt-caption", severity: diag.Warning, words: captionAlts,
		text:  "The text that stands for a picture is its caption as well, so a screen reader says it twice. The caption tells what there is to know, the text for those who cannot see the picture what it looks like.",
		fires: "![Christina Maslach](maslach.jpg \"Christina Maslach\")",
		cure:  "![A speaker beside a slide on burnout](maslach.jpg \"Christina Maslach\")",
		near:  "![Christina Maslach on stage](maslach.jpg \"Christina Maslach\")",
	},
	{
		code: "image-remote", severity: diag.Warning, words: remote,
		text:  "A picture is loaded from somebody else's server. Each reader's browser asks there, and when the file goes, the post has a hole. Put a copy beside the post, with its credit, if its licence allows that.",
		fires: "![A gopher](https://pictures.example/gopher.png)",
		cure:  "![A gopher](gopher.png)",
		near:  "[A gopher](https://pictures.example/gopher.png)",
	},
	{
		code: "image-license", severity: diag.Hint, words: licences,
		text:  "The licence of a picture is none that recap knows, so it has no address and no one name. Use the names of SPDX: CC-BY-4.0, CC-BY-SA-2.0, CC0-1.0. A sentence of your own (with kind permission) may stand in the credit.",
		fires: "![A hall](hall.jpg){credit=\"Ada Example\" license=\"CC 9000\"}",
		cure:  "![A hall](hall.jpg){credit=\"Ada Example\" license=CC-BY-4.0}",
		near:  "![A hall](hall.jpg){credit=\"Ada Example\" license=\"Creative Commons Attribution 2.0 Generic\"}",
	},
	{
		code: "image-large", severity: diag.Hint, site: large,
		text:  "A picture's file is larger than 8 MB. The file itself is published, for the large view and for whoever asks for it. Save it smaller; 2400 pixels are enough for any screen.",
		fires: "-- content/posts/a/hall.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\">(9 MB)</svg>",
		cure:  "-- content/posts/a/hall.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"></svg>",
		near:  "-- content/posts/a/hall.txt --\n(9 MB)",
	},
	{
		code: "image-unused", severity: diag.Hint, site: unused,
		text:  "A picture lies beside the posts or in content/static, and no page shows it or leads to it. It is published all the same. Delete it, or use it.",
		fires: "-- content/posts/a/index.md --\n---\ntitle: Notes\ndate: 2025-09-01\n---\nText.\n-- content/posts/a/hall.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"></svg>",
		cure:  "-- content/posts/a/index.md --\n---\ntitle: Notes\ndate: 2025-09-01\n---\n![A hall](hall.svg)\n-- content/posts/a/hall.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"></svg>",
		near:  "-- content/posts/a/index.md --\n---\ntitle: Notes\ndate: 2025-09-01\n---\n[The hall](hall.svg)\n-- content/posts/a/hall.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"></svg>",
	},
}

// decorative reports whether the front matter says of a picture that it is
// decoration.
func (r *reading) decorative(src string) bool {
	all := slices.Clone(r.post.Post.Images)
	if im := r.post.Post.Image; im != nil {
		all = append(all, *im)
	}
	return slices.ContainsFunc(all, func(im content.Image) bool {
		return im.Decorative && (im.File.Text == src || path.Base(im.File.Text) == path.Base(src))
	})
}

// inMarkdown reports whether a picture is written as ![…](…).
func (r *reading) inMarkdown(im markdown.Image) bool {
	at := im.Pos.Off
	return at >= 2 && at <= len(r.src) && (string(r.src[at-2:at]) == "](" || at >= 3 && string(r.src[at-3:at]) == "](<")
}

func emptyAlts(r *reading) (list diag.List) {
	for _, im := range r.post.Doc.Images {
		if strings.TrimSpace(im.Alt) == "" && r.inMarkdown(im) && !r.decorative(im.Src) {
			list.Add(found(im.Pos, "this picture has no text for those who cannot see it").
				WithHint("write what it shows between ![ and ]"))
		}
	}
	return list
}

func namedAlts(r *reading) (list diag.List) {
	for _, im := range r.post.Doc.Images {
		alt, file := strings.ToLower(strings.TrimSpace(im.Alt)), strings.ToLower(path.Base(im.Src))
		bare := strings.TrimSuffix(file, path.Ext(file))
		if alt != "" && (alt == file && path.Ext(file) != "" || alt == bare && strings.ContainsAny(bare, "0123456789_-")) {
			list.Add(found(im.Pos, "the text of this picture is its file's name, %s", quoted(im.Alt)).WithHint("write what it shows"))
		}
	}
	return list
}

func captionAlts(r *reading) (list diag.List) {
	for _, im := range r.post.Doc.Images {
		if alt := strings.TrimSpace(im.Alt); alt != "" && strings.EqualFold(alt, strings.TrimSpace(im.Title)) {
			list.Add(found(im.Pos, "the text of this picture is its caption as well").WithHint("let the text say what the picture looks like"))
		}
	}
	return list
}

func remote(r *reading) (list diag.List) {
	for _, im := range r.post.Doc.Images {
		if h := hostOf(im.Src); h != "" && h != hostOf(r.Site.Origin) {
			list.Add(found(im.Pos, "every reader's browser asks %s for this picture", h).WithHint("put a copy beside the post, if its licence allows that"))
		}
	}
	return list
}

func licences(r *reading) (list diag.List) {
	for _, im := range r.post.Doc.Images {
		if l := im.Credit.License; l != "" && im.Credit.LicenseURL == "" && !free[strings.ToLower(l)] {
			list.Add(found(im.Pos, "no licence is called %s", quoted(l)).WithHint("write it as CC-BY-4.0, CC0-1.0 or the like"))
		}
	}
	return list
}

// free are words for pictures that need no licence, or have none.
var free = phrases("public domain|all rights reserved|alle rechte vorbehalten|gemeinfrei")

func (w *world) pictures() (out []content.Static) {
	for _, st := range w.Site.Static {
		if media.FormatOf(st.Path) != "" && strings.HasPrefix(st.File.Path, "content/") {
			out = append(out, st)
		}
	}
	return out
}

const largest = 8 << 20

func large(w *world) (list diag.List) {
	for _, st := range w.pictures() {
		if st.File.Size > largest {
			list.Add(found(diag.Whole(st.File.Path), "this picture has %d MB", st.File.Size>>20).WithHint("save it smaller; 2400 pixels are enough for any screen"))
		}
	}
	return list
}

// unused are pictures that no page asks for. What a browser or a host asks for by
// its name is passed over.
func unused(w *world) (list diag.List) {
	if w.referred == nil {
		return nil
	}
	for _, st := range w.pictures() {
		name := strings.ToLower(path.Base(st.Path))
		if strings.HasPrefix(name, "favicon") || strings.Contains(name, "touch-icon") || strings.Contains(st.Path, ".well-known/") || w.referred[st.Path] {
			continue
		}
		if photo := w.Site.Photo(st.File.Path); photo != nil {
			used := photo.Hidden()
			for _, v := range photo.Made {
				used = used || w.referred[v.Path]
			}
			if used {
				continue
			}
		}
		list.Add(found(diag.Whole(st.File.Path), "no page shows this picture"))
	}
	return list
}
