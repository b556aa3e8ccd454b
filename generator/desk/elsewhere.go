package desk

import (
	"bytes"
	"path"
	"slices"
	"strconv"
	"strings"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/site"
	"recap/generator/slug"
)

// Elsewhere is a recording or slides at a provider, shown by a card.
type Elsewhere struct {
	URL      string            `json:"url"`
	Provider markdown.Provider `json:"-"`
	Place    string            `json:"place"` // the first that shows it

	NoThumbnail bool `json:"no_thumbnail,omitempty"`
	NoFrame     bool `json:"no_frame,omitempty"` // its address tells none, and none is stored
	Untitled    bool `json:"untitled,omitempty"` // neither a talk nor content/embeds.yaml names it
}

// Elsewhere are the recordings, slides and posts of others that texts and talks
// show, each once, in the order of the files.
func (d *Desk) Elsewhere() []Elsewhere {
	var out []Elsewhere
	seen := map[string]bool{}
	add := func(address string, pos diag.Pos, titled bool) {
		who, ok := markdown.ProviderOf(address)
		if !ok || seen[who.Key+" "+who.Name+" "+who.ID] || d.Site.Markup.Providers != nil && !slices.Contains(d.Site.Markup.Providers, who.Key) {
			return
		}
		seen[who.Key+" "+who.Name+" "+who.ID] = true
		known, _, _ := d.Site.StoredMedia(address)
		out = append(out, Elsewhere{
			URL: address, Provider: who, Place: diag.Where(pos, d.Tree.Text),
			NoThumbnail: known.Thumb == nil, NoFrame: known.Frame == "" && who.Frame("", "") == "", Untitled: known.Title == "" && !titled,
		})
	}
	events := slices.Clone(d.Site.Events)
	slices.Reverse(events)
	for _, e := range events {
		for _, t := range e.Talks {
			for _, l := range slices.Concat(t.Video, t.Slides) {
				if l.State == content.Known {
					add(l.URL.Text, l.URL.Pos, true)
				}
			}
		}
	}
	texts := d.Site.Texts()
	slices.SortFunc(texts, func(a, b *site.Post) int { return strings.Compare(a.File.Path, b.File.Path) })
	for _, p := range texts {
		for _, l := range p.Doc.Links {
			if l.Bare {
				add(l.Dest, l.Pos, false)
			}
		}
	}
	return out
}

// Found is what became known of something elsewhere.
type Found struct {
	URL, Title, Frame string
	Picture           []byte // nil for none
	Extension         string // of the picture

	thumbnail string // where the picture lies, from the site's root
}

const embedsFile = "content/embeds.yaml"

// Store works out the changes that keep what was found: pictures below
// content/static/embeds, the rest in content/embeds.yaml. Nothing that is there
// is written over: a record keeps what it says, a picture its file.
func (d *Desk) Store(found []Found) ([]Change, error) {
	var old []byte
	if f := d.Tree.File(embedsFile); f != nil {
		b, err := f.Bytes()
		if err != nil {
			return nil, err
		}
		old = b
	}
	var changes []Change
	taken := map[string]bool{}
	for _, st := range d.Site.Static {
		taken[st.File.Path] = true
	}
	new := old
	for _, f := range found {
		rec := d.stored(f.URL)
		if f.Picture != nil && (rec == nil || rec.Thumbnail.Text == "") {
			who, _ := markdown.ProviderOf(f.URL)
			base := "content/static/embeds/" + slug.Make(who.Key+" "+path.Base(who.ID))
			file := base + "." + f.Extension
			for n := 2; taken[file]; n++ {
				file = base + "-" + strconv.Itoa(n) + "." + f.Extension
			}
			taken[file], f.thumbnail = true, strings.TrimPrefix(file, "content/static")
			changes = append(changes, Change{File: file, New: f.Picture})
		}
		var err error
		if new, err = f.into(new, rec); err != nil {
			return nil, err
		}
	}
	if !bytes.Equal(new, old) {
		changes = append(changes, Change{File: embedsFile, Old: old, New: new})
	}
	return changes, nil
}

// into writes a record, or what one lacks, into content/embeds.yaml.
func (f *Found) into(src []byte, rec *content.Embed) ([]byte, error) {
	if rec == nil {
		fields := []content.Field{{Key: "url", Text: f.URL}}
		for _, k := range []content.Field{{Key: "title", Text: f.Title}, {Key: "thumbnail", Text: f.thumbnail}, {Key: "frame", Text: f.Frame}} {
			if k.Text != "" {
				fields = append(fields, k)
			}
		}
		if len(bytes.TrimSpace(src)) > 0 {
			return content.EditYAML(embedsFile, src, content.YAMLEdit{Value: fields, Add: true})
		}
		for i, k := range fields {
			src = append(src, []string{"- ", "  "}[min(i, 1)]+k.Key+": "+content.Quote(k.Text)+"\n"...)
		}
		return src, nil
	}
	for _, k := range []struct{ key, has, text string }{
		{"title", rec.Title, f.Title}, {"thumbnail", rec.Thumbnail.Text, f.thumbnail}, {"frame", rec.Frame.Text, f.Frame},
	} {
		if k.has == "" && k.text != "" {
			var err error
			if src, err = content.EditYAML(embedsFile, src, content.YAMLEdit{Path: []string{rec.URL.Text, k.key}, Value: k.text}); err != nil {
				return nil, err
			}
		}
	}
	return src, nil
}

// stored is the record of an address, nil for none.
func (d *Desk) stored(address string) *content.Embed {
	who, ok := markdown.ProviderOf(address)
	for _, e := range d.Site.Stored() {
		if other, known := markdown.ProviderOf(e.URL.Text); e.URL.Text == address || ok && known && other.Key == who.Key && other.ID == who.ID && other.Name == who.Name {
			return &e
		}
	}
	return nil
}
