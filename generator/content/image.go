package content

import (
	"strings"

	"gopkg.in/yaml.v3"
)

var imageTable = newTable("an image", []key[Image]{
	{name: "file", also: []string{"image", "src", "url", "path", "filename"}, kind: field("file", func(i *Image) *Word { return &i.File }, (*reader).word), doc: "a path beside this file, from content/static with a leading slash, or an address"},
	{name: "alt", kind: text(func(i *Image) *string { return &i.Alt }), doc: "what the picture shows, for those who cannot see it"},
	{name: "caption", also: []string{"title"}, kind: text(func(i *Image) *string { return &i.Caption }), doc: "a line below the picture"},
	{name: "credit", also: []string{"attribution"}, kind: text(func(i *Image) *string { return &i.Credit }), doc: "who made it"},
	{name: "credit_url", kind: field("address", func(i *Image) *string { return &i.CreditURL }, (*reader).addressText), doc: "their page"},
	{name: "license", also: []string{"licence"}, kind: text(func(i *Image) *string { return &i.License }), doc: "an SPDX name such as CC-BY-4.0, or words"},
	{name: "source", kind: text(func(i *Image) *string { return &i.Source }), doc: "where it was found"},
	{name: "decorative", kind: boolean(func(i *Image) *bool { return &i.Decorative }), doc: "it says nothing the text does not: no alt text needed"},
})

// checkPicture refuses addresses of a kind that is not published. Blanks are
// allowed: the file names of cameras and phones have them.
func (r *reader) checkPicture(w Word) bool {
	return r.checkAddress(Word{Text: strings.ReplaceAll(w.Text, " ", "_"), Pos: w.Pos})
}

func (r *reader) addressText(n *yaml.Node) (string, bool) {
	w, ok := r.address(n)
	return w.Text, ok
}

// picture is an image: its file alone, or a map.
func picture[T any](at func(*T) **Image) kind[T] {
	k := field("image", at, func(r *reader, n *yaml.Node) (*Image, bool) {
		i, ok := r.image(n)
		return &i, ok
	})
	k.nested = imageTable.describe
	return k
}

func (r *reader) image(n *yaml.Node) (Image, bool) {
	var i Image
	if n.Kind == yaml.SequenceNode && len(n.Content) > 0 {
		n = resolved(n.Content[0])
	}
	switch n.Kind {
	case yaml.ScalarNode:
		w, ok := r.word(n)
		i.File = w
		return i, ok && r.checkPicture(w)
	case yaml.MappingNode:
		imageTable.read(r, n, &i)
		return i, !i.File.IsZero() && r.checkPicture(i.File)
	}
	r.wrongType(n, "a file name or a map")
	return i, false
}

// pictures is a list of images, or a map from file to image.
func pictures[T any](at func(*T) *[]Image) kind[T] {
	k := field("images", at, func(r *reader, n *yaml.Node) ([]Image, bool) {
		var out []Image
		outer := r.key
		if n.Kind != yaml.MappingNode {
			for _, item := range items(n) {
				r.key = outer
				if i, ok := r.image(item); !isNull(item) && ok {
					out = append(out, i)
				}
			}
			return out, true
		}
		for _, p := range pairs(n) {
			key := resolved(p.key)
			i := Image{File: Word{Text: key.Value, Pos: r.place(p.key)}}
			r.key = key.Value
			switch v := resolved(p.value); {
			case isNull(v):
			case v.Kind == yaml.ScalarNode:
				i.Alt, _ = r.text(v)
			default:
				imageTable.read(r, v, &i)
			}
			if r.checkPicture(i.File) {
				out = append(out, i)
			}
		}
		return out, true
	})
	k.nested = imageTable.describe
	return k
}
