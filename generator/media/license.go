package media

import (
	"regexp"
	"strings"
)

// License is a licence by its SPDX name.
type License struct {
	ID  string // "CC-BY-NC-ND-2.0"; of works in nobody's right "CC0-1.0", "CC-PDM-1.0"
	URL string // where its text stands
}

// Limited reports a licence that forbids commercial use or changes: not every
// blog may show such a picture.
func (l License) Limited() bool {
	return strings.Contains(l.ID, "-NC") || strings.Contains(l.ID, "-ND")
}

var (
	ccAddress = regexp.MustCompile(`(?i)creativecommons\.org/(licenses|publicdomain)/([a-z-]+)(?:/(\d\.\d))?`)
	ccShort   = regexp.MustCompile(`(?i)\b(?:cc|creative[ -]?commons)[ -]+(by(?:[ -]+(?:nc|nd|sa))*)\b(?:[ -]*v?\.?(\d(?:\.\d)?))?`)
	ccLong    = regexp.MustCompile(`(?i)\bcreative[ -]?commons\b`)
	ccZero    = regexp.MustCompile(`(?i)\bcc[ -]?0\b(?:[ -]*(\d\.\d))?|\bcc zero\b`)
	ccVersion = regexp.MustCompile(`\b([1-4]\.\d)\b`)
	mark      = regexp.MustCompile(`(?i)\bcc-pdm-1\.0\b|\bpublic[ -]domain\b|\bgemeinfrei\b`)
	spdx      = regexp.MustCompile(`^(?:MIT|ISC|0BSD|Apache-2\.0|GFDL-1\.[123](?:-or-later|-only)?|BSD-[23]-Clause|OFL-1\.1|WTFPL|Unlicense|FAL-1\.3|LAL-1\.3|GPL-[23]\.0(?:-or-later|-only)?|LicenseRef-[A-Za-z0-9.-]+)$`)
)

// words of licences in full, English and German, and the letters for them.
var ccWords = []struct {
	letters string
	word    *regexp.Regexp
}{
	{"by", regexp.MustCompile(`(?i)\battribution\b|\bnamensnennung\b`)},
	{"nc", regexp.MustCompile(`(?i)\bnon[ -]?commercial\b|\bnicht[ -]?kommerziell\b|\bkeine kommerzielle nutzung\b`)},
	{"nd", regexp.MustCompile(`(?i)\bno[ -]?deriv(?:ative)?s?(?: works)?\b|\bkeine bearbeitung(?:en)?\b`)},
	{"sa", regexp.MustCompile(`(?i)\bshare[ -]?alike\b|\bweitergabe unter gleichen bedingungen\b`)},
}

// FindLicense finds the licence that a text names, however it is written: its
// SPDX name, its address, "CC BY-NC-ND 2.0", or the words in full, in English or
// German, as "Creative Commons 2.0 Attribution 2.0 Generic".
func FindLicense(text string) (License, bool) {
	text = strings.NewReplacer("‐", "-", "‑", "-", "–", "-", "\u00a0", " ", "_", " ").Replace(text)
	if s := strings.TrimSpace(text); spdx.MatchString(s) {
		return License{ID: s, URL: spdxURL(s)}, true
	}
	if m := ccAddress.FindStringSubmatch(text); m != nil {
		switch kind := strings.ToLower(m[2]); {
		case strings.EqualFold(m[1], "publicdomain") && kind == "zero":
			return zero, true
		case strings.EqualFold(m[1], "publicdomain") && kind == "mark":
			return pdm, true
		case strings.HasPrefix(kind, "by"):
			return creative(strings.Split(kind, "-"), m[3])
		}
	}
	if m := ccShort.FindStringSubmatch(text); m != nil {
		version := m[2]
		if version == "" {
			version = ccVersion.FindString(text)
		}
		return creative(strings.FieldsFunc(strings.ToLower(m[1]), func(r rune) bool { return r == ' ' || r == '-' }), version)
	}
	if ccZero.MatchString(text) {
		return zero, true
	}
	if ccLong.MatchString(text) {
		var letters []string
		for _, w := range ccWords {
			if w.word.MatchString(text) {
				letters = append(letters, w.letters)
			}
		}
		if len(letters) > 0 {
			return creative(letters, ccVersion.FindString(text))
		}
	}
	if mark.MatchString(text) {
		return pdm, true
	}
	return License{}, false
}

var (
	zero = License{"CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"}
	pdm  = License{"CC-PDM-1.0", "https://creativecommons.org/publicdomain/mark/1.0/"}
)

// creative is the Creative Commons licence of some letters, in their one order;
// none without a version, since they differ.
func creative(letters []string, version string) (License, bool) {
	has := map[string]bool{"by": true}
	for _, l := range letters {
		has[l] = true
	}
	name := "by"
	for _, l := range []string{"nc", "nd", "sa"} {
		if has[l] && !(l == "sa" && has["nd"]) {
			name += "-" + l
		}
	}
	if len(version) == 1 {
		version += ".0"
	}
	if version == "" {
		return License{}, false
	}
	return License{"CC-" + strings.ToUpper(name) + "-" + version, "https://creativecommons.org/licenses/" + name + "/" + version + "/"}, true
}

func spdxURL(id string) string {
	if strings.HasPrefix(id, "LicenseRef-") {
		return ""
	}
	return "https://spdx.org/licenses/" + id + ".html"
}

// LicenseURL is where the text of a licence of an SPDX name stands, "" for a
// name that is none.
func LicenseURL(id string) string {
	l, ok := FindLicense(id)
	if !ok || l.ID != id {
		return ""
	}
	return l.URL
}
