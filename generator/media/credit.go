package media

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Credit says whose a picture is.
type Credit struct {
	Creator    string
	CreatorURL string // their page
	License    string // SPDX name where it is known, else as written
	LicenseURL string
	Source     string // where the picture was found
}

// Is reports whether anything is said.
func (c Credit) Is() bool { return c != Credit{} }

// SetLicense takes a licence as somebody wrote it.
func (c *Credit) SetLicense(text string) {
	c.License, c.LicenseURL = strings.TrimSpace(text), ""
	if l, ok := FindLicense(text); ok {
		c.License, c.LicenseURL = l.ID, l.URL
	}
}

// LicenseName is a licence as people write it: "CC BY-NC-ND 2.0".
func LicenseName(id string) string {
	switch id {
	case "CC0-1.0":
		return "CC0 1.0"
	case "CC-PDM-1.0":
		return "Public Domain"
	}
	if rest, ok := strings.CutPrefix(id, "CC-BY"); ok {
		if i := strings.LastIndexByte(rest, '-'); i >= 0 {
			return "CC BY" + rest[:i] + " " + rest[i+1:]
		}
	}
	return id
}

// creditStart is how a line begins that says whose a picture is, in English and
// German, as people write it by hand below one.
var creditStart = regexp.MustCompile(`(?i)^\(?\s*(?:` +
	`(?:title |lead |cover |header )?(?:picture|photo|photograph|image|illustration|graphic|screenshot)s?(?:\s+credits?)?\s*(?:by\b|from\b|courtesy of\b|copyright\b|credits?\b|©|\(c\)|:)` +
	`|(?:foto|bild|aufnahme|abbildung|grafik|titelbild)s?\s*(?:von\b|aus\b|©|\(c\)|:)` +
	`|bildnachweis\s*:?|bildquelle\s*:?|fotonachweis\s*:?|image credits?\s*:?|photo credits?\s*:?|credits?\s*:|©|\(c\)\s|copyright\b)\s*:?\s*(?:by\b|von\b)?\s*`)

var (
	addressIn = regexp.MustCompile(`https?://[^\s<>"]+`)
	// licenseStart is where the words about a licence begin.
	licenseStart = regexp.MustCompile(`(?i)[\s,;/|(–—-]*\b(?:creative[ -]?commons|cc[ -]?by|cc[ -]?0|cc zero|licen[sc]ed|licen[sc]e|lizenz|public domain|gemeinfrei|all rights reserved|alle rechte vorbehalten)\b`)
	// creditYear is the year of a copyright.
	creditYear = regexp.MustCompile(`^(?:19|20)\d\d(?:\s*[-–]\s*\d{2,4})?,?\s+`)
	// creditTail are words between a name and what follows.
	creditTail = regexp.MustCompile(`(?i)[\s,;:/|(–—-]*\b(?:under|unter|via|on flickr|auf flickr|flickr|on unsplash|auf unsplash|unsplash|published|source|quelle)\b.*$`)
)

// creditLength bounds a line that is read as a credit, nameWords and nameLength
// a name: what is longer is a sentence that only begins like one.
const (
	creditLength = 400
	nameWords    = 6
	nameLength   = 60
)

// ParseCredit reads a line such as "Picture by Ada Example – Creative Commons
// Attribution 2.0 Generic https://…" or "Foto: Ada Example, CC BY-SA 4.0". links
// are where its words lead, in order. ok is false for any other line.
func ParseCredit(text string, links []string) (c Credit, ok bool) {
	text = strings.Join(strings.Fields(text), " ")
	start := creditStart.FindStringIndex(text)
	if start == nil || len(text) > creditLength {
		return Credit{}, false
	}
	rest := text[start[1]:]
	links = append(append([]string{}, links...), addressIn.FindAllString(rest, -1)...)
	for _, l := range links {
		l = strings.TrimRight(l, ".,;)")
		switch {
		case strings.Contains(l, "creativecommons.org/"):
			if c.License == "" {
				c.SetLicense(l)
			}
		case c.Source == "" && strings.HasPrefix(l, "http"):
			c.Source = l
		}
	}
	rest = addressIn.ReplaceAllString(rest, " ")
	if l, found := FindLicense(rest); found {
		c.License, c.LicenseURL = l.ID, l.URL
	} else if at := licenseStart.FindStringIndex(rest); at != nil && c.License == "" {
		c.License = strings.Trim(rest[at[0]:], " ,;:/|()–—-.")
	}
	name := rest
	if at := licenseStart.FindStringIndex(name); at != nil {
		name = name[:at[0]]
	}
	name = creditYear.ReplaceAllString(name, "")
	name = creditTail.ReplaceAllString(name, "")
	name = strings.Trim(strings.Join(strings.Fields(name), " "), " ,;:/|()–—-.©")
	if utf8.RuneCountInString(name) > nameLength || len(strings.Fields(name)) > nameWords || name == "" && c.License == "" && c.Source == "" {
		return Credit{}, false
	}
	c.Creator = name
	return c, true
}
