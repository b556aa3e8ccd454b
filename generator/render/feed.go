package render

import (
	"cmp"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"io"
	"strings"
	"time"

	"recap/generator/view"
)

// Summaries are plain text. Atom and RSS carry them as escaped HTML, because
// feed readers show an RSS description as HTML whatever was meant, and several
// do so with Atom's text as well: a summary that speaks of <script> must arrive
// as words in all of them.

func encodeFeed(w io.Writer, f view.Feed) error {
	switch f.Format {
	case "atom":
		return encodeAtom(w, f)
	case "rss":
		return encodeRSS(w, f)
	case "json":
		return encodeJSONFeed(w, f)
	}
	return fmt.Errorf("no feed format is called %q", f.Format)
}

// Atom, RFC 4287.

type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang     string      `xml:"xml:lang,attr,omitempty"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle,omitempty"`
	Updated  string      `xml:"updated"`
	Authors  []atomName  `xml:"author"`
	Links    []atomLink  `xml:"link"`
	Entries  []atomEntry `xml:"entry"`
}

type atomName struct {
	Name string `xml:"name"`
	URI  string `xml:"uri,omitempty"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomTerm struct {
	Term string `xml:"term,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Lang string `xml:"xml:lang,attr,omitempty"`
	Text string `xml:",chardata"`
}

type atomEntry struct {
	ID         string     `xml:"id"`
	Title      atomText   `xml:"title"`
	Links      []atomLink `xml:"link"`
	Published  string     `xml:"published"`
	Updated    string     `xml:"updated"`
	Authors    []atomName `xml:"author"`
	Categories []atomTerm `xml:"category"`
	Summary    *atomText  `xml:"summary"`
	Content    *atomText  `xml:"content"`
}

func people(list []view.Person) []atomName {
	var out []atomName
	for _, p := range list {
		out = append(out, atomName{p.Name, p.URL})
	}
	return out
}

func encodeAtom(w io.Writer, f view.Feed) error {
	doc := atomFeed{
		Lang: f.Language, ID: cmp.Or(f.ID, f.Home), Title: f.Title, Subtitle: f.Description, Updated: moment(f.Updated),
		Links: []atomLink{{Rel: "self", Type: "application/atom+xml", Href: f.Self}, {Rel: "alternate", Type: "text/html", Href: f.Home}},
	}
	if f.Hub != "" {
		doc.Links = append(doc.Links, atomLink{Rel: "hub", Href: f.Hub})
	}
	if f.Author != nil {
		doc.Authors = people([]view.Person{*f.Author})
	}
	for _, e := range f.Entries {
		a := atomEntry{
			ID: e.ID, Title: atomText{Type: "text", Text: e.Title, Lang: langUnless(e.Lang, f.Language)},
			Links:     []atomLink{{Rel: "alternate", Type: "text/html", Href: e.URL}},
			Published: moment(e.Published), Updated: moment(e.Updated),
			Authors: people(e.Authors),
		}
		if len(a.Authors) == 0 && f.Author == nil {
			a.Authors = []atomName{{Name: f.Title}} // RFC 4287 4.1.1: somebody must be the author
		}
		for _, t := range e.Tags {
			a.Categories = append(a.Categories, atomTerm{t})
		}
		if e.Summary != "" {
			a.Summary = &atomText{Type: "html", Text: html.EscapeString(e.Summary), Lang: langUnless(e.Lang, f.Language)}
		}
		if e.Body.Is() {
			body, err := e.Body.HTML()
			if err != nil {
				return err
			}
			a.Content = &atomText{Type: "html", Text: string(body), Lang: langUnless(e.Lang, f.Language)}
		}
		doc.Entries = append(doc.Entries, a)
	}
	return encodeXML(w, doc)
}

// langUnless is a language where it differs from the feed's.
func langUnless(lang, feed string) string {
	if lang == feed {
		return ""
	}
	return lang
}

// moment is a time as RFC 3339 wants it; feeds of no entries get the epoch,
// since the clock is no part of a site.
func moment(t time.Time) string {
	if t.IsZero() {
		t = time.Unix(0, 0).UTC()
	}
	return t.Format(time.RFC3339)
}

// RSS 2.0 with the elements the RSS Advisory Board's profile recommends.

type rssFeed struct {
	XMLName xml.Name   `xml:"rss"`
	Version string     `xml:"version,attr"`
	Atom    string     `xml:"xmlns:atom,attr"`
	Content string     `xml:"xmlns:content,attr"`
	DC      string     `xml:"xmlns:dc,attr"`
	Channel rssChannel `xml:"channel"`
}

type rssChannel struct {
	Title         string     `xml:"title"`
	Link          string     `xml:"link"`
	Description   string     `xml:"description"`
	Language      string     `xml:"language,omitempty"`
	LastBuildDate string     `xml:"lastBuildDate,omitempty"`
	Links         []atomLink `xml:"atom:link"`
	Items         []rssItem  `xml:"item"`
}

type rssItem struct {
	Title       string   `xml:"title"`
	Link        string   `xml:"link"`
	GUID        rssGUID  `xml:"guid"`
	PubDate     string   `xml:"pubDate"`
	Creators    []string `xml:"dc:creator"`
	Categories  []string `xml:"category"`
	Description string   `xml:"description,omitempty"`
	Content     string   `xml:"content:encoded,omitempty"`
}

type rssGUID struct {
	Permalink bool   `xml:"isPermaLink,attr"`
	Text      string `xml:",chardata"`
}

func encodeRSS(w io.Writer, f view.Feed) error {
	doc := rssFeed{
		Version: "2.0", Atom: "http://www.w3.org/2005/Atom",
		Content: "http://purl.org/rss/1.0/modules/content/", DC: "http://purl.org/dc/elements/1.1/",
		Channel: rssChannel{
			Title: f.Title, Link: f.Home, Description: f.Description, Language: f.Language,
			Links: []atomLink{{Rel: "self", Type: "application/rss+xml", Href: f.Self}},
		},
	}
	if f.Hub != "" {
		doc.Channel.Links = append(doc.Channel.Links, atomLink{Rel: "hub", Href: f.Hub})
	}
	if doc.Channel.Description == "" {
		doc.Channel.Description = f.Title // required, and may not be empty
	}
	if !f.Updated.IsZero() {
		doc.Channel.LastBuildDate = rfc822(f.Updated)
	}
	for _, e := range f.Entries {
		it := rssItem{
			Title: e.Title, Link: e.URL, GUID: rssGUID{e.ID == e.URL, e.ID}, PubDate: rfc822(e.Published),
			Categories: e.Tags, Description: html.EscapeString(e.Summary),
		}
		for _, a := range e.Authors {
			it.Creators = append(it.Creators, a.Name)
		}
		if e.Body.Is() {
			body, err := e.Body.HTML()
			if err != nil {
				return err
			}
			it.Content = string(body)
		}
		doc.Channel.Items = append(doc.Channel.Items, it)
	}
	return encodeXML(w, doc)
}

// rfc822 is a date as RSS wants it, with a four-digit year.
func rfc822(t time.Time) string { return t.Format("Mon, 02 Jan 2006 15:04:05 -0700") }

func encodeXML(w io.Writer, doc any) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", " ")
	if err := enc.Encode(doc); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// JSON Feed 1.1, jsonfeed.org/version/1.1.

type jsonFeed struct {
	Version     string       `json:"version"`
	Title       string       `json:"title"`
	HomePageURL string       `json:"home_page_url"`
	FeedURL     string       `json:"feed_url"`
	Description string       `json:"description,omitempty"`
	Language    string       `json:"language,omitempty"`
	Authors     []jsonAuthor `json:"authors,omitempty"`
	Hubs        []jsonHub    `json:"hubs,omitempty"`
	Items       []jsonItem   `json:"items"`
}

type jsonHub struct {
	Type string `json:"type"`
	URL  string `json:"url"`
}

type jsonAuthor struct {
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

type jsonItem struct {
	ID            string       `json:"id"`
	URL           string       `json:"url"`
	Title         string       `json:"title"`
	ContentHTML   string       `json:"content_html,omitempty"`
	ContentText   string       `json:"content_text,omitempty"`
	Summary       string       `json:"summary,omitempty"`
	Image         string       `json:"image,omitempty"`
	DatePublished string       `json:"date_published"`
	DateModified  string       `json:"date_modified,omitempty"`
	Authors       []jsonAuthor `json:"authors,omitempty"`
	Tags          []string     `json:"tags,omitempty"`
	Language      string       `json:"language,omitempty"`
}

func encodeJSONFeed(w io.Writer, f view.Feed) error {
	doc := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: f.Title, HomePageURL: f.Home, FeedURL: f.Self,
		Description: f.Description, Language: f.Language, Items: []jsonItem{},
	}
	if f.Hub != "" {
		doc.Hubs = []jsonHub{{"WebSub", f.Hub}}
	}
	if f.Author != nil {
		doc.Authors = []jsonAuthor{{f.Author.Name, f.Author.URL}}
	}
	for _, e := range f.Entries {
		it := jsonItem{
			ID: e.ID, URL: e.URL, Title: e.Title, Summary: e.Summary, Tags: e.Tags,
			DatePublished: moment(e.Published), Language: e.Lang,
		}
		if !e.Updated.Equal(e.Published) {
			it.DateModified = moment(e.Updated)
		}
		if e.Image != nil {
			it.Image = e.Image.Abs
		}
		for _, a := range e.Authors {
			it.Authors = append(it.Authors, jsonAuthor{a.Name, a.URL})
		}
		if e.Body.Is() {
			body, err := e.Body.HTML()
			if err != nil {
				return err
			}
			it.ContentHTML = string(body)
		}
		if strings.TrimSpace(it.ContentHTML) == "" {
			it.ContentText = e.Summary // one of the two is required
			if it.ContentText == "" {
				it.ContentText = e.Title
			}
		}
		doc.Items = append(doc.Items, it)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(doc)
}
