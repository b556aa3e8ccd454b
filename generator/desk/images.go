package desk

import (
	"errors"
	"path"
	"slices"
	"strings"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/media"
	"recap/generator/par"
	"recap/generator/site"
)

// Images is what is known of a site's pictures.
type Images struct {
	Pictures []*Image `json:"pictures"`
	Changes  []Change `json:"-"` // of the proposals that fit into the text
}

// Image is one picture file: what it is, what it says of itself, where it is
// shown, and what of that could be said to readers.
type Image struct {
	File   string `json:"file"`
	Format string `json:"format,omitempty"`
	Width  int    `json:"width,omitempty"` // as it is shown
	Height int    `json:"height,omitempty"`
	Size   int64  `json:"bytes"`
	Wrong  string `json:"wrong,omitempty"` // why it cannot be shown

	Creator     string `json:"creator,omitempty"`
	CreatorURL  string `json:"creator_url,omitempty"`
	Credit      string `json:"credit,omitempty"`
	Copyright   string `json:"copyright,omitempty"`
	License     string `json:"license,omitempty"` // SPDX
	Source      string `json:"source,omitempty"`
	Title       string `json:"title,omitempty"`
	Caption     string `json:"caption,omitempty"`
	Description string `json:"description,omitempty"` // for those who cannot see it

	// Tells is what the file tells that its published copy does not: "position",
	// "serial number", "thumbnail".
	Tells []string `json:"tells,omitempty"`
	Shown []Shown  `json:"shown"` // empty: no text and no record shows it
}

// Shown is one place that shows a picture.
type Shown struct {
	Pos     diag.Pos     `json:"-"`
	Place   string       `json:"place"`             // "content/posts/a.md:7:5"
	NoAlt   bool         `json:"no_alt,omitempty"`  // nothing is said to those who cannot see it
	Says    media.Credit `json:"-"`                 // whose it is, as the site says
	Propose string       `json:"propose,omitempty"` // the text that stands there, completed
	Fits    bool         `json:"fits,omitempty"`    // Propose can be written by a Change
	Reason  string       `json:"reason,omitempty"`  // why it cannot
}

// Images reads every picture of the site and works out proposals: for an image
// in Markdown that lacks what its file knows, the same image with caption,
// alternative text and credit. The site's own author needs no credit.
func (d *Desk) Images() (*Images, error) {
	r := &imageReader{d: d, by: map[string]*Image{}}
	for _, st := range d.Site.Static {
		if p := d.Site.Photo(st.File.Path); p != nil {
			im := &Image{File: st.File.Path, Format: p.Info.Format, Width: p.Info.Width, Height: p.Info.Height, Size: st.File.Size, Shown: []Shown{}}
			if p.Err != nil {
				im.Wrong = p.Err.Error()
			}
			r.by[st.File.Path] = im
			r.out.Pictures = append(r.out.Pictures, im)
		}
	}
	errs := make([]error, len(r.out.Pictures))
	par.Each(len(errs), func(i int) {
		im := r.out.Pictures[i]
		errs[i] = im.read(d.Site.Photo(im.File))
	})
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	texts := d.Site.Texts()
	slices.SortFunc(texts, func(a, b *site.Post) int { return strings.Compare(a.File.Path, b.File.Path) })
	for _, p := range texts {
		if err := r.text(p); err != nil {
			return nil, err
		}
	}
	for _, e := range d.Site.Events {
		r.named(e.File.Path, e.Event.Image)
	}
	for _, sp := range d.Site.Speakers {
		if sp.Record != nil {
			r.named(sp.Record.Name.Pos.File, sp.Record.Image)
		}
	}
	for _, e := range d.Site.Stored() {
		r.named("content/embeds.yaml", &content.Image{File: e.Thumbnail, Decorative: true})
	}
	slices.SortFunc(r.out.Pictures, func(a, b *Image) int { return strings.Compare(a.File, b.File) })
	return &r.out, nil
}

// read takes what the file says of itself.
func (im *Image) read(p *site.Photo) error {
	if p.Err != nil {
		return nil
	}
	f, err := p.Static.File.Open()
	if err != nil {
		return err
	}
	defer f.Close()
	data, err := media.ReadAll(f)
	if errors.Is(err, media.ErrUnsupported) { // too large to be held
		return nil
	}
	if err != nil {
		return err
	}
	m := media.ReadMeta(data, p.Info.Format)
	im.Creator, im.CreatorURL, im.Credit, im.Copyright, im.License, im.Source = m.Creator, m.CreatorURL, m.Credit, m.Copyright, m.License.ID, m.Source
	im.Title, im.Caption, im.Description = m.Title, m.Caption, m.Description
	for _, t := range []struct {
		is   bool
		what string
	}{{m.GPS || p.Info.GPS, "position"}, {m.Serial, "serial number"}, {m.Thumbnail, "thumbnail"}} {
		if t.is {
			im.Tells = append(im.Tells, t.what)
		}
	}
	return nil
}

type imageReader struct {
	d   *Desk
	by  map[string]*Image // by file
	out Images
}

// of is the picture that a source names.
func (r *imageReader) of(from, src string) *Image {
	if p := r.d.Site.Shown(from, src); p != nil {
		return r.by[p.Static.File.Path]
	}
	return nil
}

func (r *imageReader) shown(im *Image, s Shown) {
	s.Place = diag.Where(s.Pos, r.d.Tree.Text)
	im.Shown = append(im.Shown, s)
}

// named notes a picture of a record or of front matter.
func (r *imageReader) named(from string, image *content.Image) {
	if image == nil {
		return
	}
	if im := r.of(from, image.File.Text); im != nil {
		s := Shown{Pos: image.File.Pos, NoAlt: image.Alt == "" && !image.Decorative}
		s.Says = media.Credit{Creator: image.Credit, CreatorURL: image.CreditURL, Source: image.Source}
		s.Says.SetLicense(image.License)
		if s.Says == (media.Credit{}) && r.foreign(im) {
			s.Propose = "{file: " + image.File.Text + ", " + strings.Join(creditPairs(im, ": "), ", ") + "}"
			s.Reason = "front matter and records are completed by hand"
		}
		r.shown(im, s)
	}
}

// text notes the pictures of one text, and works out its change.
func (r *imageReader) text(p *site.Post) error {
	if p.Post != nil {
		r.named(p.File.Path, p.Image)
	}
	for _, l := range p.Doc.Links { // a large picture that a link leads to
		if im := r.of(p.File.Path, l.Dest); im != nil {
			r.shown(im, Shown{Pos: l.Pos})
		}
	}
	src, err := p.File.Bytes()
	if err != nil {
		return err
	}
	e := imageEdit{file: p.File.Path, from: p.From, src: src}
	for i, pic := range p.Doc.Images {
		im := r.of(p.File.Path, pic.Src)
		if im == nil {
			continue
		}
		answer := p.Answers.Images[pic.Src]
		s := Shown{Pos: pic.Pos, NoAlt: pic.Alt == "", Says: pic.Credit}
		if !s.Says.Is() {
			s.Says = answer.Credit
		}
		w := wanted{}
		if s.NoAlt {
			w.alt = im.Description
		}
		if pic.Title == "" && answer.Caption == "" {
			w.caption = im.Caption
		}
		if !s.Says.Is() && r.foreign(im) {
			w.credit = creditPairs(im, "=")
		}
		if w.is() {
			s.Propose, s.Reason = e.add(i, pic, w, path.Ext(p.File.Path) == ".md")
			s.Fits = s.Reason == ""
		}
		r.shown(im, s)
	}
	if c := e.change(); c != nil {
		r.out.Changes = append(r.out.Changes, *c)
	}
	return nil
}

// foreign reports a picture that names somebody else as its maker, or a licence.
func (r *imageReader) foreign(im *Image) bool {
	own := r.d.Site.Author
	mine := own != nil && im.Creator != "" && strings.EqualFold(im.Creator, own.Name)
	return !mine && len(creditPairs(im, "=")) > 0
}
