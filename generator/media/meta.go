package media

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/bep/imagemeta"
)

// Meta is what a picture's file says of itself (EXIF, IPTC-IIM, XMP). It is for
// proposals to the writer, and for telling what Clean takes out: nothing of it
// is published by itself.
type Meta struct {
	Creator     string // who made it
	CreatorURL  string
	Credit      string // the line that whoever gave it away asks for
	Copyright   string
	License     License // by a licence's address or name in it; zero for none
	Source      string
	Title       string
	Caption     string
	Description string // for those who cannot see it
	Camera      string

	GPS       bool // position
	Serial    bool // serial numbers of camera or lens
	Thumbnail bool
}

// limits of what is read: metadata is other people's bytes.
const (
	metaTags = 2000
	metaTime = 10 * time.Second
	metaText = 600 // characters of one text
)

var metaFormats = map[string]imagemeta.ImageFormat{
	JPEG: imagemeta.JPEG, PNG: imagemeta.PNG, WebP: imagemeta.WebP, AVIF: imagemeta.AVIF, HEIC: imagemeta.HEIF,
}

// ReadMeta reads what a picture of a format says of itself. Broken metadata are
// none: what could be read until then is returned.
func ReadMeta(data []byte, format string) (m Meta) {
	f, ok := metaFormats[format]
	if !ok {
		return m
	}
	defer func() { _ = recover() }() // a reader's fault costs proposals, never a build
	texts := map[string]string{}
	_, _ = imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(data), ImageFormat: f, Sources: imagemeta.EXIF | imagemeta.IPTC | imagemeta.XMP,
		LimitNumTags: metaTags, Timeout: metaTime,
		ShouldHandleTag: func(imagemeta.TagInfo) bool { return true },
		HandleTag: func(t imagemeta.TagInfo) error {
			switch {
			case strings.HasPrefix(t.Tag, "GPSLatitude") && t.Tag != "GPSLatitudeRef", strings.HasPrefix(t.Tag, "GPSDestLatitude") && t.Tag != "GPSDestLatitudeRef":
				m.GPS = true
			case strings.HasSuffix(t.Tag, "SerialNumber"):
				m.Serial = m.Serial || metaString(t.Value) != ""
			case t.Tag == "ThumbnailOffset", t.Tag == "Thumbnails", strings.HasPrefix(t.Namespace, "IFD1"):
				m.Thumbnail = true
			}
			key := metaKey(t)
			if text := metaString(t.Value); key != "" && text != "" && texts[key] == "" {
				texts[key] = text
			}
			return nil
		},
	})
	first := func(keys ...string) string {
		for _, k := range keys {
			if texts[k] != "" {
				return texts[k]
			}
		}
		return ""
	}
	m.Creator = first("xmp:attributionname", "iptc:by-line", "xmp:creator", "exif:artist", "exif:xpauthor")
	m.CreatorURL = web(first("xmp:attributionurl", "xmp:licensorurl"))
	m.Credit = first("iptc:credit", "xmp:credit")
	m.Copyright = first("iptc:copyrightnotice", "xmp:rights", "exif:copyright")
	m.Source = web(first("iptc:source", "xmp:source", "xmp:webstatement"))
	m.Title = first("iptc:objectname", "xmp:title", "iptc:headline", "xmp:headline", "exif:xptitle")
	m.Caption = first("iptc:caption-abstract", "xmp:description", "exif:imagedescription", "exif:xpsubject")
	if machineCaptions[strings.ToLower(strings.TrimSpace(m.Caption))] {
		m.Caption = ""
	}
	m.Description = first("xmp:alttextaccessibility", "xmp:extdescraccessibility")
	m.Camera = strings.TrimSpace(first("exif:make") + " " + first("exif:model"))
	for _, k := range []string{"xmp:license", "xmp:webstatement", "xmp:usageterms", "xmp:rights", "iptc:copyrightnotice", "exif:copyright", "iptc:specialinstructions"} {
		if l, ok := FindLicense(texts[k]); ok {
			m.License = l
			break
		}
	}
	return m
}

// machineCaptions are what cameras write where people write captions.
var machineCaptions = map[string]bool{
	"olympus digital camera": true, "default": true, "sony dsc": true, "minolta digital camera": true, "samsung": true,
	"dcim": true, "digital camera": true, "kodak digital still camera": true, "konica minolta digital camera": true,
}

// metaKey is a tag as this room looks it up, "" for one nobody asks for.
func metaKey(t imagemeta.TagInfo) string {
	name := strings.ToLower(t.Tag)
	switch t.Source {
	case imagemeta.IPTC:
		return "iptc:" + name
	case imagemeta.XMP:
		return "xmp:" + name
	}
	if t.Namespace == "IFD0" {
		return "exif:" + name
	}
	return ""
}

// metaString is a tag's value as one line of text.
func metaString(v any) string {
	switch v := v.(type) {
	case string:
		v = strings.Join(strings.Fields(strings.ToValidUTF8(strings.ReplaceAll(v, "\x00", " "), "")), " ")
		if r := []rune(v); len(r) > metaText {
			v = string(r[:metaText])
		}
		return v
	case []string:
		return metaString(strings.Join(v, ", "))
	case []any:
		var parts []string
		for _, p := range v {
			parts = append(parts, metaString(p))
		}
		return strings.Join(parts, ", ")
	case []byte:
		return metaString(string(v))
	case nil:
		return ""
	}
	return fmt.Sprint(v)
}

// web is a text that is an address, "" for another.
func web(s string) string {
	if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
		return s
	}
	if strings.HasPrefix(s, "www.") && !strings.ContainsAny(s, " ") {
		return "https://" + s
	}
	return ""
}

// ReadAll is the whole of a picture, as much as this room holds in memory.
func ReadAll(r io.Reader) ([]byte, error) {
	in := newInput(r)
	defer in.done()
	return in.hold()
}
