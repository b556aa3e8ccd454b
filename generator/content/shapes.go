package content

import (
	"net/url"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
	"recap/generator/slug"
)

// Slugs, ids and addresses become file names of the output. Their shape is
// settled where they are typed; that no two of them meet is settled in site.

const maxSlug = 100 // characters

// slugged is the last part of a post's address.
func slugged[T any](at func(*T) *Word) kind[T] {
	return field("slug", at, func(r *reader, n *yaml.Node) (Word, bool) { return r.slug(n, "slug-shape") })
}

// slug reads a word that will be one part of an address.
func (r *reader) slug(n *yaml.Node, code string) (Word, bool) {
	if n.Kind != yaml.ScalarNode {
		r.wrongType(n, "a text")
		return Word{}, false
	}
	w := Word{Text: strings.TrimSpace(n.Value), Pos: r.place(n)}
	if w.Text == "" {
		return w, false
	}
	why := slugFault(w.Text)
	if why == "" {
		return w, true
	}
	if code == "slug-shape" && strings.Contains(w.Text, "/") {
		why += "; url: takes a whole address"
	}
	d := diag.Errorf(code, w.Pos, "%s cannot be %q: %s", r.key, short(w.Text), why)
	plain := w.Text
	if dec, err := url.PathUnescape(plain); err == nil {
		plain = dec
	}
	if better := slug.Make(strings.ReplaceAll(plain, ".", "-")); better != "" && utf8.RuneCountInString(w.Text) <= maxSlug {
		d = d.WithHint("write %s", better).WithFix(r.whole(n), better)
	}
	r.add(d)
	return w, false
}

// slugFault says why a text cannot be one part of an address, or "".
func slugFault(s string) string {
	switch {
	case utf8.RuneCountInString(s) > maxSlug:
		return "it is longer than 100 characters"
	case strings.Contains(s, ".."):
		return `".." would leave the folder`
	case strings.HasPrefix(s, ".") || strings.HasSuffix(s, "."):
		return "it begins or ends with a full stop"
	}
	for _, c := range s {
		switch {
		case c == '/':
			return `a "/" would make folders`
		case c == '\\':
			return `a "\" is a folder mark on Windows`
		case unicode.IsControl(c):
			return "it holds a control character"
		case unicode.IsSpace(c):
			return "it holds a blank"
		case c == '%':
			return "write letters as they are, without percent signs"
		case unicode.IsLetter(c), unicode.IsDigit(c), unicode.IsMark(c), strings.ContainsRune("-_.~+,=@!()", c):
		default:
			return "it holds " + string(c)
		}
	}
	return ""
}

// sitePath is a whole address below the site: url, permalink, an alias.
func sitePath[T any](at func(*T) *Word) kind[T] {
	return field("path", at, (*reader).sitePath)
}

func sitePaths[T any](at func(*T) *[]Word) kind[T] {
	return field("list of paths", at, func(r *reader, n *yaml.Node) ([]Word, bool) {
		var out []Word
		for _, item := range items(n) {
			if isNull(item) {
				continue
			}
			if w, ok := r.sitePath(item); ok {
				out = append(out, w)
			}
		}
		return out, true
	})
}

// sitePath reads an address below the site's root and brings it into one form:
// a leading slash, no "." parts, percent signs decoded, a trailing slash only
// where one was typed.
func (r *reader) sitePath(n *yaml.Node) (Word, bool) {
	if n.Kind != yaml.ScalarNode {
		r.wrongType(n, "an address such as /2016/old-name/")
		return Word{}, false
	}
	w := Word{Text: strings.TrimSpace(n.Value), Pos: r.place(n)}
	if w.Text == "" {
		return w, false
	}
	clean, why := cleanPath(w.Text)
	if why != "" {
		r.add(diag.Errorf("url-shape", w.Pos, "%s cannot be %q: %s", r.key, short(w.Text), why).
			WithHint("write an address on this site such as /2016/old-name/"))
		return w, false
	}
	w.Text = clean
	return w, true
}

func cleanPath(s string) (clean, why string) {
	if len(s) > 1000 {
		return "", "it is longer than 1000 characters"
	}
	if strings.HasPrefix(s, "//") {
		return "", "it names another site"
	}
	dec, err := url.PathUnescape(s)
	if err != nil {
		return "", "a percent sign is not followed by two hexadecimal digits"
	}
	if !utf8.ValidString(dec) {
		return "", "its percent signs do not spell UTF-8"
	}
	for _, c := range dec {
		switch {
		case unicode.IsControl(c):
			return "", "it holds a control character"
		case strings.ContainsRune(`\:?#*<>"|`, c):
			return "", "it holds " + string(c)
		}
	}
	for part := range strings.SplitSeq(dec, "/") {
		if part == ".." {
			return "", `".." would leave the site`
		}
		if utf8.RuneCountInString(part) > 200 {
			return "", "a part of it is longer than 200 characters"
		}
	}
	clean = path.Clean("/" + dec)
	if strings.HasSuffix(dec, "/") && clean != "/" {
		clean += "/"
	}
	return clean, ""
}

// schemes are the kinds of address that a link may have.
var schemes = map[string]bool{"http": true, "https": true, "ftp": true, "mailto": true, "ipfs": true, "gemini": true}

// address reads a link: absolute with a known scheme, or a path on this site.
func (r *reader) address(n *yaml.Node) (Word, bool) {
	w, ok := r.word(n)
	if !ok {
		return w, false
	}
	return w, r.checkAddress(w)
}

func (r *reader) checkAddress(w Word) bool {
	if why := addressFault(w.Text); why != "" {
		r.add(diag.Errorf("value-address", w.Pos, "%s cannot be %q: %s", r.key, short(w.Text), why).
			WithHint("write a whole address such as https://example.org/page"))
		return false
	}
	return true
}

func addressFault(s string) string {
	for _, c := range s {
		if unicode.IsControl(c) || unicode.IsSpace(c) {
			return "it holds a blank or a control character"
		}
	}
	u, err := url.Parse(s)
	if err != nil {
		return "it is no address"
	}
	switch scheme := strings.ToLower(u.Scheme); {
	case scheme == "":
		return ""
	case !schemes[scheme]:
		return "links of the kind " + scheme + ": are not published"
	case (scheme == "http" || scheme == "https") && u.Host == "":
		return "it names no host"
	}
	return ""
}

// language reads a BCP 47 tag such as en, de-AT or pt-BR.
func language[T any](at func(*T) *Word) kind[T] {
	return field("language", at, (*reader).language)
}

func (r *reader) language(n *yaml.Node) (Word, bool) {
	w, ok := r.word(n)
	if !ok {
		return w, false
	}
	if isLanguage(w.Text) {
		return w, true
	}
	d := diag.Errorf("value-language", w.Pos, "%s cannot be %q", r.key, short(w.Text))
	if better := strings.ReplaceAll(strings.TrimSuffix(w.Text, ".UTF-8"), "_", "-"); isLanguage(better) {
		d = d.WithHint("write %s", better).WithFix(w.Pos, better)
	} else {
		d = d.WithHint("write the language's code: en, de, pt-BR")
	}
	r.add(d)
	return w, false
}

// isLanguage reports whether s has the form of a language tag (RFC 5646): a
// code of two or three letters, then parts of two to eight letters or digits.
func isLanguage(s string) bool {
	for i, part := range strings.Split(s, "-") {
		if len(part) < 2 || len(part) > 8 || i == 0 && len(part) > 3 {
			return false
		}
		for _, c := range []byte(part) {
			letter := c|0x20 >= 'a' && c|0x20 <= 'z'
			if !letter && (i == 0 || c < '0' || c > '9') {
				return false
			}
		}
	}
	return true
}
