package site

import (
	"errors"
	"path"
	"slices"
	"strconv"
	"strings"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/digest"
	"recap/generator/markdown"
	"recap/generator/media"
	"recap/generator/par"
	"recap/generator/view"
)

// Photo is a picture file of the site, and the sizes and formats in which it is
// shown. It follows from the file's bytes and the settings.
type Photo struct {
	Static content.Static
	Info   media.Info
	Err    error     // the file cannot be shown or published, and why
	Made   []Variant // what is made of it: by format, then by width

	shown markdown.Picture
}

// Variant is one picture that is made of another.
type Variant struct {
	Path string // below the site's root: "img/0123456789abcdef-800.jpg"
	view.Variant
}

// usual is the width of the picture that stands in src: enough for a column of
// text on a good screen, not too much for a feed reader.
const usual = 1200

// near is how much of a picture's width a smaller one must not exceed, in
// tenths: one of 1550 pixels beside one of 1600 saves nobody anything.
const near = 9

// lookAtPictures finds out what the site's pictures are.
func (s *Site) lookAtPictures() diag.List {
	s.lookAtOthers()
	if s.opts.Probe == nil {
		return nil
	}
	var files []content.Static
	for _, st := range s.set.Static {
		if media.FormatOf(st.Path) != "" {
			files = append(files, st)
		}
	}
	if len(files) == 0 {
		return nil
	}
	d := s.findTools()
	photos := make([]*Photo, len(files))
	par.Each(len(files), func(i int) { photos[i] = s.photo(files[i]) })
	s.photos = make(map[string]*Photo, len(files))
	for i, st := range files {
		s.photos[st.File.Path] = photos[i]
	}
	return d
}

// photo works out one picture.
func (s *Site) photo(st content.Static) *Photo {
	p := &Photo{Static: st}
	p.Info, p.Err = s.opts.Probe(st.File)
	if p.Err == nil {
		p.Err = s.refuses(p)
	}
	p.shown = markdown.Picture{URL: s.at(st.Path), Width: p.Info.Width, Height: p.Info.Height}
	if p.Err == nil {
		s.sizes(p)
	}
	return p
}

// What can be wrong with a picture that is none of media's business.
var (
	errHEIC = errors.New("browsers do not show HEIC")
	errName = errors.New("its name says otherwise")
)

type misnamed struct{ is, said string }

func (e *misnamed) Error() string {
	return "it is a " + strings.ToUpper(e.is) + " and its name says " + strings.ToUpper(e.said)
}
func (e *misnamed) Unwrap() error { return errName }

func (s *Site) refuses(p *Photo) error {
	if said := media.FormatOf(p.Static.Path); said != p.Info.Format {
		return &misnamed{p.Info.Format, said}
	}
	if p.Info.Format == media.HEIC && s.tools.heic == "" {
		return errHEIC
	}
	return nil
}

// Hidden reports whether the file itself stays unpublished, because no browser
// shows it. One that is broken is planned, for the preview to say so in its place.
func (p *Photo) Hidden() bool {
	return p.Info.Format == media.HEIC && (p.Err == nil || errors.Is(p.Err, errHEIC))
}

// sizes works out what is made of a picture.
func (s *Site) sizes(p *Photo) {
	c, w := s.Config.Images, p.Info.Width
	heic := p.Info.Format == media.HEIC
	if !heic && (!p.Info.Scales() || p.Info.Cost(p.Static.File.Size) > media.MaxScaled) || heic && len(c.Widths) == 0 && c.Max == 0 {
		return
	}
	var widths []int
	for _, v := range c.Widths {
		if v*10 <= w*near {
			widths = append(widths, v)
		}
	}
	own := len(widths) < len(c.Widths) // the picture itself is the widest
	format := media.JPEG
	if p.Info.Format == media.PNG {
		format = media.PNG
	}
	add := func(format string, width int) view.Candidate {
		v := s.variant(p, format, width)
		if !slices.ContainsFunc(p.Made, func(o Variant) bool { return o.Path == v.Path }) {
			p.Made = append(p.Made, v)
		}
		return view.Candidate{URL: s.at(v.Path), Width: width}
	}
	var set []view.Candidate
	for _, v := range widths {
		set = append(set, add(format, v))
	}
	switch {
	case heic && (own || len(set) == 0):
		set = append(set, add(format, min(w, c.Max)))
	case own:
		set = append(set, view.Candidate{URL: p.shown.URL, Width: w})
	}
	if len(set) > 0 {
		p.shown.URL = set[len(set)-1].URL
		if i := slices.IndexFunc(set, func(c view.Candidate) bool { return c.Width >= usual }); i >= 0 {
			p.shown.URL = set[i].URL
		}
	}
	if len(set) > 1 {
		p.shown.Set = set
	}
	switch {
	case len(c.Widths) == 0 && !heic || own:
	case w > c.Max || heic:
		p.shown.Large = add(format, min(w, c.Max)).URL
	default:
		p.shown.Large = s.at(p.Static.Path)
	}
	if own && !heic {
		widths = append(widths, w)
	}
	for _, e := range s.tools.encoders {
		src := view.Source{Type: "image/" + e.format}
		for _, v := range widths {
			src.Set = append(src.Set, add(e.format, v))
		}
		if len(src.Set) > 0 {
			p.shown.Sources = append(p.shown.Sources, src)
		}
	}
}

// variant is a picture of another width, and where it lies. Its name holds the
// source's sum, so that it may be kept for ever by whoever fetched it.
func (s *Site) variant(p *Photo, format string, width int) Variant {
	f := p.Static.File
	v := view.Variant{
		File: f.Path, Source: f.Sum, Format: format, Width: width,
		Height:  max(1, (width*p.Info.Height+p.Info.Width/2)/p.Info.Width),
		Quality: s.Config.Images.Quality,
	}
	if p.Info.Format == media.HEIC {
		v.Decoder = s.tools.heic
	}
	if format == media.PNG {
		v.Quality = 0
	}
	for _, e := range s.tools.encoders {
		if e.format == format {
			v.Encoder = e.identity
		}
	}
	name := digest.Of([]string{f.Sum.String(), strconv.Itoa(s.Config.Images.Quality)}).String()[:16]
	return Variant{Path: "img/" + name + "-" + strconv.Itoa(width) + "." + media.Extension(format), Variant: v}
}

// Shown is the picture that a text or a record shows, nil for none of ours.
func (s *Site) Shown(from string, src string) *Photo {
	if src == "" || external(src) {
		return nil
	}
	st, ok := s.locate(from, src)
	if !ok {
		return nil
	}
	return s.photos[st.File.Path]
}

// Photo is what is known of a picture file, nil for other files.
func (s *Site) Photo(file string) *Photo { return s.photos[file] }

// locate finds the file that a source names: beside the text, or below the
// site's root.
func (s *Site) locate(from, src string) (st content.Static, ok bool) {
	target, _, _ := part(src)
	plain := unescape(target)
	if strings.HasPrefix(plain, "/") {
		st, ok = s.static[s.belowRoot(plain)]
	} else {
		st, ok = s.beside[path.Join(path.Dir(from), plain)]
	}
	return st, ok
}

// picture resolves the source of an image.
func (s *Site) picture(from, src string, pos diag.Pos) (markdown.Picture, diag.List) {
	if src == "" || external(src) {
		return markdown.Picture{}, nil
	}
	st, ok := s.locate(from, src)
	if !ok {
		target, _, _ := part(src)
		d := diag.Warnf("image-missing", pos, "no picture lies at %q", src).Meant(src, s.nearPictures(from, unescape(target)))
		if d.Hint == "" {
			d = d.WithHint("put the file beside the text, or below content/static/ and begin its address with a slash")
		}
		return markdown.Picture{}, diag.List{d}
	}
	photo := s.photos[st.File.Path]
	if photo == nil { // not a picture by its name, or nobody can look
		return markdown.Picture{URL: s.at(st.Path) + tail(src)}, nil
	}
	pic := photo.shown
	if photo.Err != nil {
		return pic, diag.List{brokenPicture(photo, pos, src)}
	}
	if len(photo.Made) == 0 {
		pic.URL += tail(src)
	}
	return pic, nil
}

// tail is the query and the fragment of a source: of an SVG they may name a view.
func tail(src string) string {
	_, query, frag := part(src)
	if frag != "" {
		query += "#" + frag
	}
	return query
}

// brokenPicture says what is wrong with a picture; its note names the file, by
// which it is said once however often the picture is shown.
func brokenPicture(p *Photo, pos diag.Pos, src string) diag.Diagnostic {
	file := p.Static.File.Path
	var wrong *misnamed
	switch {
	case errors.As(p.Err, &wrong):
		return diag.Errorf("image-name", pos, "the picture %q is a %s, and its name says %s", src, strings.ToUpper(wrong.is), strings.ToUpper(wrong.said)).
			WithNote(diag.Whole(file), "the file").
			WithHint("rename it to %s", strings.TrimSuffix(path.Base(file), path.Ext(file))+"."+media.Extension(wrong.is))
	case errors.Is(p.Err, errHEIC):
		return diag.Errorf("image-heic", pos, "browsers do not show the picture %q: it is HEIC", src).
			WithNote(diag.Whole(file), "the file").
			WithHint("export it as JPEG; or write images: {decoder: heif-convert} into content/site.yaml, with libheif's tools installed")
	}
	return diag.Errorf("image-broken", pos, "the picture %q cannot be shown: %v", src, p.Err).
		WithNote(diag.Whole(file), "the file").
		WithHint("copy it again from where it comes, or save it anew from a picture program")
}

// Unreadable is what is said of a picture of which nothing can be made, as its
// file tells it, at the first place of a text that shows it.
func (s *Site) Unreadable(d diag.Diagnostic) diag.Diagnostic {
	file := d.Pos.File
	for _, p := range s.public() {
		from := p.File.Path
		if im := p.Post.Image; im != nil {
			if st, ok := s.locate(from, im.File.Text); ok && st.File.Path == file {
				return unreadableAt(d, wordPlace(im.File, from), im.File.Text)
			}
		}
		for _, im := range p.Doc.Images {
			if st, ok := s.locate(from, im.Src); ok && st.File.Path == file {
				return unreadableAt(d, im.Pos, im.Src)
			}
		}
	}
	return d
}

func unreadableAt(d diag.Diagnostic, pos diag.Pos, src string) diag.Diagnostic {
	_, why, _ := strings.Cut(d.Message, ": ")
	return diag.Errorf(d.Code, pos, "the picture %q cannot be read: %s", src, why).
		WithNote(d.Pos, "the file").WithHint("%s", d.Hint)
}

// oncePerPicture keeps what is said of each broken picture to one message, and
// adds those of pictures that nothing shows: they would be published all the same.
func (s *Site) oncePerPicture(said diag.List) diag.List {
	told := map[string]bool{}
	kept := make(diag.List, 0, len(said))
	for _, d := range said {
		if len(d.Notes) > 0 && (d.Code == "image-broken" || d.Code == "image-name" || d.Code == "image-heic") {
			if told[d.Notes[0].Pos.File] {
				continue
			}
			told[d.Notes[0].Pos.File] = true
		}
		kept = append(kept, d)
	}
	for _, st := range s.Static {
		p := s.photos[st.File.Path]
		if p == nil || p.Err == nil || told[st.File.Path] {
			continue
		}
		d := brokenPicture(p, diag.Whole(st.File.Path), path.Base(st.File.Path))
		d.Notes = nil
		if errors.Is(p.Err, errHEIC) { // nothing shows it, so nothing is missing
			d.Severity = diag.Warning
			d.Message = "this picture is not published: browsers do not show HEIC"
		}
		kept.Add(d)
	}
	for _, st := range s.Static {
		if told := s.told[st.File.Path]; told.Is() {
			kept.Add(tellsOfItself(st, told))
		}
	}
	return kept
}

// nearPictures are the files an unknown source may have meant, spelled as the
// author would; at most 200.
func (s *Site) nearPictures(from, plain string) []string {
	var out []string
	abs := strings.HasPrefix(plain, "/")
	dir := path.Dir(path.Join(path.Dir(from), plain))
	for _, st := range s.Static {
		if len(out) >= 200 {
			break
		}
		switch {
		case abs && path.Dir("/"+st.Path) == path.Dir(plain):
			out = append(out, "/"+st.Path)
		case !abs && path.Dir(st.File.Path) == dir:
			out = append(out, path.Join(path.Dir(plain), path.Base(st.File.Path)))
		}
	}
	return out
}

// image is a picture named in front matter or an event file.
func (s *Site) image(im *content.Image, from string) (*view.Image, diag.List) {
	src := im.File.Text
	if src == "" {
		return nil, nil
	}
	c := CreditOf(im)
	v := &view.Image{Alt: im.Alt, Caption: im.Caption, License: media.LicenseName(c.License), LicenseURL: c.LicenseURL}
	if c.Creator != "" {
		v.Credit = &view.Link{Title: c.Creator, URL: safeURL(c.CreatorURL)}
	}
	if external(src) {
		if safeURL(src) == "" {
			return nil, diag.List{diag.Warnf("image-missing", wordPlace(im.File, from), "no picture can lie at %q", src)}
		}
		v.URL, v.Abs = src, src
		return v, nil
	}
	pic, d := s.picture(from, src, wordPlace(im.File, from))
	if pic.URL == "" {
		return nil, d
	}
	v.URL, v.Abs, v.Width, v.Height = pic.URL, s.Abs(pic.URL), pic.Width, pic.Height
	v.Set, v.Sources, v.Large = pic.Set, pic.Sources, pic.Large
	return v, d
}

// CreditOf is whose a picture is, as a record says.
func CreditOf(im *content.Image) media.Credit {
	c := media.Credit{Creator: im.Credit, CreatorURL: im.CreditURL, Source: im.Source}
	if c.CreatorURL == "" {
		c.CreatorURL = c.Source
	}
	if im.License != "" {
		c.SetLicense(im.License)
	}
	return c
}

// fromFrontMatter adds to a text's pictures what its front matter says of them
// (images: {hall.jpg: {caption: …, credit: …}}).
func (s *Site) fromFrontMatter(p *Post, images map[string]markdown.Picture) {
	if p.Post == nil || len(p.Post.Images) == 0 || len(images) == 0 {
		return
	}
	said := map[string]*content.Image{}
	for i := range p.Post.Images {
		im := &p.Post.Images[i]
		if st, ok := s.locate(p.File.Path, im.File.Text); ok {
			said[st.File.Path] = im
		}
	}
	for src, pic := range images {
		if st, ok := s.locate(p.File.Path, src); ok && said[st.File.Path] != nil {
			im := said[st.File.Path]
			pic.Caption, pic.Credit = im.Caption, CreditOf(im)
			images[src] = pic
		}
	}
}
