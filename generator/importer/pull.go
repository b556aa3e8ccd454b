package importer

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"recap/generator/markdown"
	"recap/generator/media"
)

// Pulled is what a provider tells of a recording or of slides.
type Pulled struct {
	Title   string
	Frame   string // address it gives to frames
	Picture []byte // nil for none
	Format  string // of the picture, as media names it
	Why     string // why there is no picture, in words; "" with one
}

// Pull asks the provider of an address for title, frame and thumbnail: by oEmbed
// (oembed.com, 1.0) where it has that, else at the address where its thumbnails
// are known to lie. get fetches; it is called a few times, one after the other.
func Pull(ctx context.Context, address string, get func(context.Context, string) ([]byte, error)) (p Pulled, err error) {
	who, ok := markdown.ProviderOf(address)
	ask := askers[who.Key]
	if !ok || ask == nil {
		return p, errors.New("nothing can be asked about it")
	}
	picture, err := ask(ctx, who, address, &p, get)
	if err != nil {
		return p, err
	}
	if picture == "" {
		p.Why = "it has no thumbnail"
		return p, nil
	}
	data, err := get(ctx, picture)
	if err != nil {
		p.Why = err.Error()
		return p, nil
	}
	info, err := media.Probe(bytes.NewReader(data))
	switch {
	case err != nil:
		p.Why = "its thumbnail cannot be shown: " + err.Error()
	case info.Format == media.SVG || info.Format == media.HEIC:
		p.Why = "its thumbnail is a " + strings.ToUpper(info.Format)
	default:
		p.Picture, p.Format = data, info.Format
	}
	return p, nil
}

// Pulls reports whether something can be had of a provider.
func Pulls(key string) bool { return askers[key] != nil }

type getter = func(context.Context, string) ([]byte, error)

// askers say, by the key of the provider, where its thumbnail lies.
var askers = map[string]func(ctx context.Context, who markdown.Provider, address string, p *Pulled, get getter) (picture string, err error){
	"youtube":    oEmbedAt("https://www.youtube.com/oembed?format=json&url="),
	"vimeo":      oEmbedAt("https://vimeo.com/api/oembed.json?url="),
	"slideshare": oEmbedAt("https://www.slideshare.net/api/oembed/2?format=json&url="),
	"speakerdeck": func(ctx context.Context, who markdown.Provider, address string, p *Pulled, get getter) (string, error) {
		picture, err := oEmbedAt("https://speakerdeck.com/oembed.json?url=")(ctx, who, address, p, get)
		if id, ok := strings.CutPrefix(p.Frame, "https://speakerdeck.com/player/"); ok && picture == "" && id != "" {
			picture = "https://files.speakerdeck.com/presentations/" + url.PathEscape(id) + "/slide_0.jpg"
		}
		return picture, err
	},
	"peertube": func(ctx context.Context, who markdown.Provider, address string, p *Pulled, get getter) (string, error) {
		return oEmbedAt("https://"+authority(address)+"/services/oembed?format=json&url=")(ctx, who, address, p, get)
	},
	"notist": discovered,
	"ccc": func(ctx context.Context, who markdown.Provider, address string, p *Pulled, get getter) (string, error) {
		var event struct {
			Title  string `json:"title"`
			Poster string `json:"poster_url"`
			Thumb  string `json:"thumb_url"`
		}
		err := getJSON(ctx, "https://api.media.ccc.de/public/events/"+url.PathEscape(who.ID), &event, get)
		p.Title = event.Title
		if event.Poster != "" {
			return event.Poster, err
		}
		return event.Thumb, err
	},
	"archive": func(ctx context.Context, who markdown.Provider, address string, p *Pulled, get getter) (string, error) {
		var item struct {
			Metadata struct {
				Title any `json:"title"` // a text, or a list of them
			} `json:"metadata"`
		}
		err := getJSON(ctx, "https://archive.org/metadata/"+url.PathEscape(who.ID), &item, get)
		p.Title, _ = item.Metadata.Title.(string)
		return "https://archive.org/services/img/" + url.PathEscape(who.ID), err
	},
}

// oEmbed is an answer as oembed.com 1.0 has it; thumbnail is SlideShare's own.
type oEmbed struct {
	Title     string `json:"title"`
	HTML      string `json:"html"`
	Thumbnail string `json:"thumbnail_url"`
	Other     string `json:"thumbnail"`
}

// oEmbedAt asks an endpoint that takes the address at its end.
func oEmbedAt(endpoint string) func(context.Context, markdown.Provider, string, *Pulled, getter) (string, error) {
	return func(ctx context.Context, _ markdown.Provider, address string, p *Pulled, get getter) (string, error) {
		var o oEmbed
		if err := getJSON(ctx, endpoint+url.QueryEscape(address), &o, get); err != nil {
			return "", err
		}
		p.Title = strings.Join(strings.Fields(o.Title), " ")
		p.Frame = frameIn(o.HTML, address)
		if o.Thumbnail == "" {
			o.Thumbnail = o.Other
		}
		return whole(o.Thumbnail, address), nil
	}
}

// discovered asks the page for its endpoint (oEmbed 1.0, 4).
func discovered(ctx context.Context, who markdown.Provider, address string, p *Pulled, get getter) (string, error) {
	page, err := get(ctx, address)
	if err != nil {
		return "", err
	}
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return "", err
	}
	for _, n := range all(doc, "link") {
		if strings.EqualFold(attr(n, "type"), "application/json+oembed") {
			if at := whole(attr(n, "href"), address); at != "" {
				var o oEmbed
				if err := getJSON(ctx, at, &o, get); err != nil {
					return "", err
				}
				p.Title, p.Frame = strings.Join(strings.Fields(o.Title), " "), frameIn(o.HTML, address)
				return whole(o.Thumbnail, address), nil
			}
		}
	}
	return "", errors.New("its page names no oEmbed")
}

func getJSON(ctx context.Context, address string, v any, get getter) error {
	data, err := get(ctx, address)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, v); err != nil {
		return fmt.Errorf("the answer of %s is not as expected", authority(address))
	}
	return nil
}

// frameIn is the https address of the first frame in a piece of HTML.
func frameIn(text, base string) string {
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return ""
	}
	for _, n := range all(doc, "iframe") {
		if at := whole(attr(n, "src"), base); strings.HasPrefix(at, "https://") {
			return at
		}
	}
	return ""
}

// whole is an address made whole by the page it stands on; "" for none of the web.
func whole(at, base string) string {
	b, err := url.Parse(base)
	if at == "" || err != nil {
		return ""
	}
	u, err := b.Parse(at)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return ""
	}
	return u.String()
}

func authority(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}
