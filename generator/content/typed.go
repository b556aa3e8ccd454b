package content

import "recap/generator/diag"

// ReadDate reads a date in any form that front matter may have it in, for a
// command line. The error is a *diag.Fault that says what is wrong with it.
func ReadDate(text string) (When, error) {
	w, bad := parseDate(text)
	if bad != nil {
		d := diag.Errorf(bad.code, diag.Pos{}, "%s", bad.message)
		if bad.hint != "" {
			d = d.WithHint("%s", bad.hint)
		}
		return When{}, &diag.Fault{List: diag.List{d}}
	}
	return w, nil
}
