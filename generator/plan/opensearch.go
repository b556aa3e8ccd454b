package plan

import (
	"encoding/xml"
	"strings"
)

// openSearch tells browsers how the site is searched, so that its search can
// stand in their address bar (OpenSearch 1.1, draft 6).
func (p *planner) openSearch() string {
	type address struct {
		Type     string `xml:"type,attr"`
		Template string `xml:"template,attr"`
	}
	title := []rune(p.site.Config.Title)
	doc := struct {
		XMLName xml.Name `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
		Name    string   `xml:"ShortName"`
		About   string   `xml:"Description"`
		URL     address  `xml:"Url"`
		Input   string   `xml:"InputEncoding"`
	}{
		Name:  strings.TrimSpace(string(title[:min(len(title), 16)])), // no more are allowed
		About: p.site.Config.Title,
		URL:   address{"text/html", p.site.Abs(p.site.URLOf(searchFile)) + "?q={searchTerms}"},
		Input: "UTF-8",
	}
	text, err := xml.MarshalIndent(doc, "", " ")
	if err != nil {
		return "" // texts and addresses cannot fail
	}
	return xml.Header + string(text) + "\n"
}
