package importer

import (
	"encoding/json"
	"net/mail"
	"net/url"
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// plainTitle is a text without tags, entities and line breaks.
func plainTitle(s string) string {
	if strings.ContainsAny(s, "<&") {
		z := html.NewTokenizer(strings.NewReader(s))
		var b strings.Builder
		for {
			switch z.Next() {
			case html.ErrorToken:
				return strings.Join(strings.Fields(b.String()), " ")
			case html.TextToken:
				b.WriteString(string(z.Text()))
			}
		}
	}
	return strings.Join(strings.Fields(s), " ")
}

var mailLike = regexp.MustCompile(`[\w.+-]+@[\w-]+\.[\w.-]+`)

// noMail is a name; of an e-mail address that stands for one, what is before the @.
func noMail(s string) string {
	return strings.TrimSpace(mailLike.ReplaceAllStringFunc(s, func(m string) string { return m[:strings.IndexByte(m, '@')] }))
}

// webAddress is an address that a name may be linked to; "" for others.
func webAddress(s string) string {
	s = strings.TrimSpace(html.UnescapeString(s))
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || strings.ContainsAny(s, " <>\"\\") || mailLike.MatchString(s) {
		return ""
	}
	return u.String()
}

// rssDate is a date of an RSS feed.
func rssDate(s string) string {
	t, err := mail.ParseDate(strings.TrimSpace(s))
	if err != nil || t.Year() < 1990 {
		return ""
	}
	return when(t)
}

// isoDate is a date of an Atom feed.
func isoDate(s string) string {
	t, err := time.Parse(time.RFC3339, strings.TrimSpace(s))
	if err != nil {
		return ""
	}
	return when(t.Truncate(time.Second))
}

// jsonNotes are Gutenberg's footnotes, which it keeps in a field of their own.
func jsonNotes(s string) map[string]string {
	var list []struct{ ID, Content string }
	if json.Unmarshal([]byte(s), &list) != nil {
		return nil
	}
	out := map[string]string{}
	for _, n := range list {
		out[n.ID] = n.Content
	}
	return out
}
