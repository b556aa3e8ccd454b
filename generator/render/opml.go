package render

import (
	"encoding/xml"
	"io"

	"recap/generator/view"
)

// OPML 2.0, opml.org/spec2.opml. It has no dateCreated: nothing here knows a
// clock, and the element is optional.
type opmlDoc struct {
	XMLName xml.Name  `xml:"opml"`
	Version string    `xml:"version,attr"`
	Title   string    `xml:"head>title"`
	Owner   string    `xml:"head>ownerName,omitempty"`
	Body    []outline `xml:"body>outline"`
}

type outline struct {
	Text     string    `xml:"text,attr"`
	Title    string    `xml:"title,attr,omitempty"`
	Type     string    `xml:"type,attr,omitempty"`
	XMLURL   string    `xml:"xmlUrl,attr,omitempty"`
	HTMLURL  string    `xml:"htmlUrl,attr,omitempty"`
	Language string    `xml:"language,attr,omitempty"`
	Outlines []outline `xml:"outline"`
}

// encodeOPML writes a list of feeds. The type is "rss" for feeds of every
// format: the specification knows no other, and readers look at the feed.
func encodeOPML(w io.Writer, v view.OPML) error {
	doc := opmlDoc{Version: "2.0", Title: v.Title, Owner: v.Owner}
	for _, g := range v.Groups {
		group := outline{Text: g.Title}
		for _, f := range g.Feeds {
			group.Outlines = append(group.Outlines, outline{
				Text: f.Title, Title: f.Title, Type: "rss", XMLURL: f.URL, HTMLURL: f.Page, Language: f.Lang,
			})
		}
		doc.Body = append(doc.Body, group)
	}
	return encodeXML(w, doc)
}
