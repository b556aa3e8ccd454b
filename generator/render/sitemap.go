package render

import (
	"encoding/xml"
	"io"

	"recap/generator/view"
)

// sitemapNS is the name space of the sitemap protocol 0.9 (sitemaps.org).
const sitemapNS = "http://www.sitemaps.org/schemas/sitemap/0.9"

type urlset struct {
	XMLName xml.Name     `xml:"urlset"`
	NS      string       `xml:"xmlns,attr"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapindex struct {
	XMLName xml.Name     `xml:"sitemapindex"`
	NS      string       `xml:"xmlns,attr"`
	Parts   []sitemapURL `xml:"sitemap"`
}

type sitemapURL struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"`
}

func encodeSitemap(w io.Writer, v view.Sitemap) error {
	if len(v.Parts) > 0 {
		doc := sitemapindex{NS: sitemapNS}
		for _, p := range v.Parts {
			doc.Parts = append(doc.Parts, sitemapURL{Loc: p})
		}
		return encodeXML(w, doc)
	}
	doc := urlset{NS: sitemapNS}
	for _, u := range v.URLs {
		s := sitemapURL{Loc: u.Loc}
		if !u.LastMod.IsZero() {
			s.LastMod = moment(u.LastMod)
		}
		doc.URLs = append(doc.URLs, s)
	}
	return encodeXML(w, doc)
}
