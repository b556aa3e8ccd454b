package main

import "time"

// now is the moment of --now, else of RECAP_NOW, else of the clock. A date is its
// midnight in UTC: which zone the site is in is not known before it is read.
func (a *app) now() (time.Time, error) {
	text, from := a.nowText, "--now"
	if text == "" {
		text, from = a.env["RECAP_NOW"], "RECAP_NOW"
	}
	if text == "" {
		return a.clock(), nil
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, nil
		}
	}
	return time.Time{}, use("write it like 2006-01-02 or 2006-01-02T15:04:05+02:00 (RFC 3339)", "%s: %q is no date", from, text)
}
