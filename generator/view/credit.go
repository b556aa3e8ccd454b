package view

import "recap/generator/media"

// Credit is whose a picture of a text is: the end of its caption. Embed credit.
type Credit struct {
	Lang       string // of the text around it
	Creator    string // "" when only a licence or a source is known
	URL        string // of the creator, else of the picture's source; "" for none
	License    string // as people write it: "CC BY-SA 4.0"; "" for none
	LicenseURL string // "" for none
	Plain      bool   // for feeds: simple HTML, absolute addresses
}

func (Credit) Embed() string { return "credit" }

// NewCredit is a credit as a theme sees it.
func NewCredit(lang string, c media.Credit) Credit {
	v := Credit{Lang: lang, Creator: c.Creator, URL: c.CreatorURL, License: media.LicenseName(c.License), LicenseURL: c.LicenseURL}
	if v.URL == "" {
		v.URL = c.Source
	}
	return v
}
