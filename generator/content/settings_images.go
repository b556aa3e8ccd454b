package content

import (
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"recap/generator/markdown"
)

var imagesTable = newTable("images:", []key[Config]{
	{name: "strip", kind: choice(func(c *Config) *string { return &c.Images.Strip }, "all", "gps"), doc: "what published pictures lose: all facts about camera and place, or the place; all"},
	{name: "widths", kind: field("list of numbers", func(c *Config) *[]int { return &c.Images.Widths }, (*reader).widths).within(16, 10000), doc: "how wide the smaller pictures are that browsers choose from, in pixels; 480, 800, 1200, 1600; none for pictures as they are"},
	{name: "quality", kind: number(func(c *Config) *int { return &c.Images.Quality }, 1, 100), doc: "of the smaller pictures, 1 to 100; 82"},
	{name: "max", kind: number(func(c *Config) *int { return &c.Images.Max }, 100, 10000), doc: "widest picture that is made, for large views; 2400"},
	{name: "encoder", kind: field("list of texts", func(c *Config) *[]Word { return &c.Images.Encoders }, encoders.read).outOf(encoders), doc: "programs on this machine that make smaller files: cwebp for WebP, avifenc for AVIF; none"},
	{name: "decoder", kind: field("list of texts", func(c *Config) *[]Word { return &c.Images.Decoders }, decoders.read).outOf(decoders), doc: "programs on this machine that read what telephones write: heif-convert or heif-dec for HEIC; none"},
})

// programs are those that a site may name. Settings name no others, and no path:
// whoever builds a stranger's site runs what is installed here and nothing of theirs.
type programs []string

var (
	encoders = programs{"avifenc", "cwebp"}
	decoders = programs{"heif-convert", "heif-dec"}
)

func (p programs) read(r *reader, n *yaml.Node) ([]Word, bool) {
	out, ok := r.choices(n, p)
	slices.SortFunc(out, func(a, b Word) int { return strings.Compare(a.Text, b.Text) })
	return slices.CompactFunc(out, func(a, b Word) bool { return a.Text == b.Text }), ok
}

// maxWidths bounds how many smaller pictures one has.
const maxWidths = 12

func (r *reader) widths(n *yaml.Node) ([]int, bool) {
	if n.Kind == yaml.ScalarNode && n.Value == "none" {
		return nil, true
	}
	out := []int{}
	for _, item := range items(n) {
		w, ok := r.number(item, 16, 10000)
		if !ok {
			return nil, false
		}
		if !slices.Contains(out, w) && len(out) < maxWidths {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return out, true
}

var embedsTable = newTable("embeds:", []key[Config]{
	{name: "mode", kind: choice(func(c *Config) *string { return &c.Embeds.Mode }, "click", "link", "frame"), doc: "what a recording in a text is: its provider's frame once it is clicked, a link, or the frame at once; click"},
	{name: "providers", kind: several(func(c *Config) *[]string { return &c.Embeds.Providers }, markdown.ProviderKeys()), doc: "whose addresses become cards: " + strings.Join(markdown.ProviderKeys(), ", ") + "; all of them"},
})
