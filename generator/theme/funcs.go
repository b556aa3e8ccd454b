package theme

import (
	"fmt"
	"maps"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"recap/generator/view"
)

// funcs is what a template may call beside the built-in functions of
// text/template. All are pure: their result depends on their arguments and the
// theme's texts, both of which are in a page's key.
func (t *texts) funcs() map[string]any {
	all := map[string]any{
		"text":     t.text,
		"label":    t.label,
		"number":   t.number,
		"date":     t.date,
		"span":     t.span,
		"join":     join,
		"truncate": truncate,
		"lower":    strings.ToLower,
		"abs":      abs,
		"host":     host,
		"here":     here,
		"ld":       ld,
		"dict":     dict,
		"timeline": t.timeline,
		"worldmap": t.worldmap,
		"months":   t.months,
		"ring":     t.ring,
		fixedName:  (&fixedPieces{}).show, // compile puts in the page's own
	}
	maps.Copy(all, planted)
	return all
}

// label names a word of a closed or open list, as kinds and states are: the
// text label.<family>.<word>, or where there is none the word itself, made
// readable.
func (t *texts) label(lang, family, word string) string {
	if word == "" {
		return ""
	}
	if s, ok := t.find(lang, "label."+family+"."+word, -1); ok {
		return s
	}
	word = strings.NewReplacer("_", " ", "-", " ").Replace(word)
	r, n := utf8.DecodeRuneInString(word)
	return string(unicode.ToUpper(r)) + word[n:]
}

// number writes a whole number with the language's mark between thousands.
func (t *texts) number(lang string, n int) string {
	mark, _ := t.find(lang, "number.group", -1)
	if mark == "space" {
		mark = "\u202f"
	}
	s := strconv.Itoa(n)
	from := 0
	if n < 0 {
		from = 1
	}
	if len(s)-from < 5 && mark != "," {
		return s // 1234, as most of Europe writes it
	}
	for i := len(s) - 3; i > from; i -= 3 {
		s = s[:i] + mark + s[i:]
	}
	return s
}

// join sets a list of texts, titles or names in a row. It takes []string, and
// lists of views with a Title or a Name.
func join(sep string, list any) (string, error) {
	v := reflect.ValueOf(list)
	if !v.IsValid() {
		return "", nil
	}
	if v.Kind() != reflect.Slice && v.Kind() != reflect.Array {
		return "", fmt.Errorf("%s is no list", v.Type())
	}
	var parts []string
	for i := range v.Len() {
		e := v.Index(i)
		for e.Kind() == reflect.Pointer || e.Kind() == reflect.Interface {
			e = e.Elem()
		}
		s := e
		if e.Kind() == reflect.Struct {
			if s = e.FieldByName("Title"); !s.IsValid() {
				s = e.FieldByName("Name")
			}
		}
		if !s.IsValid() || s.Kind() != reflect.String {
			return "", fmt.Errorf("a list of %s has neither texts nor titles nor names", v.Type().Elem())
		}
		if s.String() != "" {
			parts = append(parts, s.String())
		}
	}
	return strings.Join(parts, sep), nil
}

// truncate cuts a text to at most n characters, at a word, with an ellipsis.
func truncate(n int, s string) string {
	if n < 1 || utf8.RuneCountInString(s) <= n {
		return s
	}
	runes := []rune(s)
	cut := n - 1
	for i := cut; i > n/2; i-- {
		if unicode.IsSpace(runes[i]) {
			cut = i
			break
		}
	}
	return strings.TrimRight(string(runes[:cut]), " \t\n,;:.–—-") + "…"
}

// abs makes a root-relative address absolute. Others stay as they are.
func abs(s *view.Site, address string) string {
	if s == nil || !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//") {
		return address
	}
	u, err := url.Parse(s.BaseURL)
	if err != nil || u.Host == "" {
		return address
	}
	return u.Scheme + "://" + u.Host + address
}

// host is the host of an address without "www.", to say where a link leads.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// dict makes a map of pairs, for a piece that wants more than one value.
func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("dict takes pairs of a name and a value")
	}
	m := make(map[string]any, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("a name in dict is a text, not %T", pairs[i])
		}
		m[name] = pairs[i+1]
	}
	return m, nil
}
