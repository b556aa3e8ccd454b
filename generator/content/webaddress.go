package content

import (
	"net/url"
	"strings"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
)

// webAddress is the address of a service: whole, and of the web. It goes into
// heads of pages and into their Content-Security-Policy, where blanks, commas and
// semicolons would begin something else.
func webAddress[T any](at func(*T) *Word) kind[T] {
	return field("web address", at, (*reader).webAddress)
}

func (r *reader) webAddress(n *yaml.Node) (Word, bool) {
	w, ok := r.address(n)
	if !ok {
		return w, false
	}
	u, err := url.Parse(w.Text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || strings.ContainsAny(w.Text, `,;'"<>`) {
		r.add(diag.Errorf("value-address", w.Pos, "%s cannot be %q: it is no whole address of the web", r.key, short(w.Text)).
			WithHint("write it as https://example.org/service"))
		return w, false
	}
	return w, true
}
