// Package render is the pages that are not there yet: what a page's key is, and
// how its bytes are made.
//
// HTML pages go through the theme. Feeds, sitemaps, robots.txt and copied files
// have an encoder of their own in this package; encoders lists them.
//
// # Keys
//
// A page's key holds every input of its bytes: the program's own version, the
// part of the theme that its template can reach, and the sum of its view. Keys
// are compared, never invalidated: a page whose key the output already holds is
// kept without being made.
package render

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"
	"sync"
	"sync/atomic"
	"time"

	"recap/generator/diag"
	"recap/generator/digest"
	"recap/generator/media"
	"recap/generator/par"
	"recap/generator/plan"
	"recap/generator/source"
	"recap/generator/theme"
	"recap/generator/view"
)

// Input is what pages are made with, beside their views.
type Input struct {
	Theme   *theme.Theme
	Tree    *source.Tree
	Version digest.Sum // of the program

	// Pictures makes the sizes and formats of pictures; nil remembers none.
	Pictures *Darkroom

	// Progress, if set, is told of the pages done. It may be called from
	// several goroutines.
	Progress func(done, total int)

	// Made, if set, is told of each page that was made and how long that took. It
	// may be called from several goroutines.
	Made func(p plan.Page, took time.Duration)
}

// Store is where pages go. *output.Store is one.
type Store interface {
	Has(path string, key digest.Sum) bool
	Keep(path string, key digest.Sum)
	Put(path string, key digest.Sum, data []byte) error
	PutFrom(path string, key digest.Sum, write func(io.Writer) error) error
}

// Key names a page's bytes.
func Key(in Input, p plan.Page) digest.Sum {
	h := digest.New()
	h.Sum(in.Version)
	h.String(reflect.TypeOf(p.View).String())
	if t := p.View.Template(); t != "" {
		h.Sum(in.Theme.Sum(t))
	}
	h.Sum(p.Sum())
	return h.Done()
}

// Missing makes every page the store does not hold yet and hands it over. What
// an author can mend, a fault in a template, is in the list; the pages it
// touches are not handed over. The error is the machine's: a full disk, a
// source file that changed meanwhile (source.ErrChanged), ctx.
func Missing(ctx context.Context, in Input, pages []plan.Page, to Store) (diag.List, error) {
	work := units(pages)
	said := make([]diag.List, len(work))
	var done atomic.Int64
	err := par.EachErr(ctx, len(work), func(i int) error {
		var err error
		if _, ok := pages[work[i][0]].View.(view.Variant); ok {
			err = missingPictures(ctx, in, pages, work[i], to)
		} else {
			err = missing(in, pages[work[i][0]], to)
		}
		if fault := (*diag.Fault)(nil); errors.As(err, &fault) {
			said[i], err = fault.List, nil
		}
		if in.Progress != nil {
			in.Progress(int(done.Add(int64(len(work[i])))), len(pages))
		}
		return err
	})
	return once(said), err
}

// once puts lists together. A picture or font that cannot be read is said once.
func once(said []diag.List) (d diag.List) {
	unread := map[string]bool{}
	for _, l := range said {
		for _, one := range l {
			if one.Code == "image-unreadable" || one.Code == "card-font" {
				if unread[one.Pos.File] {
					continue
				}
				unread[one.Pos.File] = true
			}
			d.Add(one)
		}
	}
	return d
}

func missing(in Input, p plan.Page, to Store) error {
	key := Key(in, p)
	if to.Has(p.Path, key) {
		to.Keep(p.Path, key)
		if c, ok := p.View.(view.SocialCard); ok {
			keepCard(in, c)
		}
		return nil
	}
	if in.Made != nil {
		began := time.Now()
		defer func() { in.Made(p, time.Since(began)) }()
	}
	if c, ok := p.View.(view.Copy); ok {
		return to.PutFrom(p.Path, key, func(w io.Writer) error { return copyFile(w, in, c) })
	}
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	if err := Bytes(buf, in, p); err != nil {
		return err
	}
	return to.Put(p.Path, key, buf.Bytes())
}

var buffers = sync.Pool{New: func() any { return bytes.NewBuffer(make([]byte, 0, 64<<10)) }}

// Bytes makes one page. An error may be a *diag.Fault: something to mend, with
// its place.
func Bytes(w io.Writer, in Input, p plan.Page) error {
	err := func() error {
		if p.View.Template() != "" {
			return in.Theme.Execute(w, p.View)
		}
		switch v := p.View.(type) {
		case view.Feed:
			return encodeFeed(w, v)
		case view.Calendar:
			return encodeCalendar(w, v)
		case view.EventData:
			return encodeEventData(w, v)
		case view.SiteData:
			return encodeSiteData(w, v)
		case view.OPML:
			return encodeOPML(w, v)
		case view.Sitemap:
			return encodeSitemap(w, v)
		case view.Robots:
			_, err := fmt.Fprintf(w, "User-agent: *\nAllow: /\n\nSitemap: %s\n", v.Sitemap)
			return err
		case view.Raw:
			_, err := io.WriteString(w, v.Text)
			return err
		case view.SearchFile:
			data, err := v.Make()
			if err == nil {
				_, err = w.Write(data)
			}
			return err
		case view.SocialCard:
			return writeCard(w, in, v)
		case view.Copy:
			return copyFile(w, in, v)
		case view.Variant:
			return writePicture(w, in, v)
		}
		return fmt.Errorf("no encoder for %T", p.View)
	}()
	if err != nil && !errors.Is(err, source.ErrChanged) {
		if fault := (*diag.Fault)(nil); !errors.As(err, &fault) {
			return fmt.Errorf("%s: %w", p.Path, err)
		}
	}
	return err
}

// copyFile publishes a file. A picture loses what it should not tell; one that
// cannot be read is not published, since nobody knows what it would tell.
func copyFile(w io.Writer, in Input, c view.Copy) error {
	f := in.Tree.File(c.File)
	if f == nil {
		return source.ErrChanged
	}
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	if c.Strip == "" {
		_, err := io.Copy(w, r)
		return err
	}
	err = media.Clean(w, r, media.Strip(c.Strip))
	return badPicture(c.File, err)
}

// unreadable reports whether an error of media speaks of the picture itself.
func unreadable(err error) bool {
	for _, e := range []error{media.ErrEmpty, media.ErrNotImage, media.ErrTruncated, media.ErrDamaged, media.ErrUnsupported} {
		if errors.Is(err, e) {
			return true
		}
	}
	big := (*media.TooLarge)(nil)
	return errors.As(err, &big)
}

// Codes explains what this room says.
var Codes = []diag.Code{
	{Name: "card-font", Severity: diag.Error, Text: "standards.card_font names the font that the pictures for links are written in. This file is none that recap can read: OpenType and TrueType can be, .woff and .woff2 not."},
	{Name: "image-unreadable", Severity: diag.Error, Text: "Published pictures lose position, serial numbers and thumbnails. This file ends in bytes that are no picture of its kind, so what it tells cannot be taken out, and it is not published. Save it anew from a picture program."},
}
