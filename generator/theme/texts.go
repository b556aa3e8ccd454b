package theme

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"recap/generator/diag"
	"recap/generator/digest"
	"recap/generator/source"
)

// fallback is the language every text exists in.
const fallback = "en"

// texts are a theme's words, by language and key.
type texts struct {
	langs map[string]map[string]string // lower-case tag → key[form] → text
	keys  []string                     // all keys of the fallback, without forms, sorted
	sum   digest.Sum

	words sync.Map // language as a page says it → *words
}

// words is all that can be said in a language, what it borrows included.
type words map[string]phrase

// phrase is one text.
type phrase struct {
	text  string            // when the count does not matter, and where no form fits
	forms map[string]string // plural category → text
	tag   string            // the language it comes from: its plural rule counts
}

// entry is one line of a text file.
type entry struct {
	key, form, value string
	pos              diag.Pos // of the key
}

// readTexts merges the text files of a theme, later files over earlier ones.
func readTexts(files map[string][]*source.File) (*texts, diag.List) {
	var list diag.List
	t := &texts{langs: map[string]map[string]string{}}
	places := map[string][]entry{}
	for _, lang := range slices.Sorted(maps.Keys(files)) {
		tag := strings.ToLower(lang)
		if t.langs[tag] == nil {
			t.langs[tag] = map[string]string{}
		}
		for _, f := range files[lang] {
			data, err := f.Bytes()
			if err != nil {
				list.Add(diag.Errorf("theme-unreadable", diag.Whole(f.Path), "the texts cannot be read: %v", err))
				continue
			}
			entries, said := readEntries(f.Path, string(data))
			list.Add(said...)
			for _, e := range entries {
				t.langs[tag][e.key+e.form] = e.value
			}
			places[tag] = append(places[tag], entries...)
		}
	}
	for k := range t.langs[fallback] {
		k, _, _ = strings.Cut(k, "[")
		t.keys = append(t.keys, k)
	}
	slices.Sort(t.keys)
	t.keys = slices.Compact(t.keys)
	list.Add(t.complete(places, files)...)
	t.sum = digest.Of(t.langs)
	return t, list
}

// parseTexts reads the lines of one file:
//
//	# a comment
//	posts.older = Older posts
//	post.minutes[one] = {} minute to read
//	post.minutes[other] = {} minutes to read
//
// The form in brackets is a plural category of CLDR: zero one two few many other.
func parseTexts(file, data string) ([]entry, diag.List) {
	var out []entry
	var list diag.List
	seen := map[string]diag.Pos{}
	data = strings.TrimPrefix(data, "\ufeff")
	off := 0
	for line := range strings.SplitAfterSeq(data, "\n") {
		start := off
		off += len(line)
		trimmed := strings.TrimSpace(line)
		if trimmed == "" || trimmed[0] == '#' {
			continue
		}
		start += strings.Index(line, trimmed)
		key, value, ok := strings.Cut(trimmed, "=")
		key = strings.TrimSpace(key)
		pos := diag.Pos{File: file, Off: start, End: start + len(key)}
		name, form, wellFormed := splitForm(key)
		switch {
		case !ok || key == "":
			pos.End = start + len(trimmed)
			list.Add(diag.Errorf("theme-text-syntax", pos, "a line of texts reads: key = text"))
			continue
		case !wellFormed:
			list.Add(diag.Errorf("theme-text-syntax", pos, "%q is no key: a key is words with dots, perhaps with a plural form in brackets", key).
				WithHint("the forms are [zero], [one], [two], [few], [many] and [other]"))
			continue
		}
		if was, twice := seen[key]; twice {
			list.Add(diag.Errorf("theme-text-twice", pos, "the text %q stands here twice", key).WithNote(was, "the first one"))
			continue
		}
		seen[key] = pos
		out = append(out, entry{name, form, strings.TrimSpace(value), pos})
	}
	return out, list
}

var pluralForms = []string{"[zero]", "[one]", "[two]", "[few]", "[many]", "[other]"}

// splitForm takes "post.minutes[one]" apart.
func splitForm(key string) (name, form string, ok bool) {
	name = key
	if i := strings.IndexByte(key, '['); i >= 0 {
		name, form = key[:i], key[i:]
		if !slices.Contains(pluralForms, form) {
			return "", "", false
		}
	}
	return name, form, name != "" && !strings.ContainsAny(name, " \t[]{}")
}

// complete compares each language with the fallback.
func (t *texts) complete(places map[string][]entry, files map[string][]*source.File) diag.List {
	var list diag.List
	for _, lang := range slices.Sorted(maps.Keys(files)) {
		tag := strings.ToLower(lang)
		if tag == fallback {
			continue
		}
		for _, e := range places[tag] {
			if !slices.Contains(t.keys, e.key) && !strings.HasPrefix(e.key, "label.") {
				list.Add(diag.Warnf("theme-text-unused", e.pos, "no text is called %q in English", e.key).Meant(e.key, t.keys))
			}
		}
		if parent, _, region := strings.Cut(tag, "-"); region && t.langs[parent] != nil {
			continue // de-AT says only what differs from de
		}
		if missing := t.missing(tag); len(missing) > 0 {
			file := files[lang][len(files[lang])-1]
			var said []string
			for _, key := range missing[:min(len(missing), 5)] {
				english, _ := t.find(fallback, key, -1)
				said = append(said, fmt.Sprintf("%s (%s)", key, truncate(40, english)))
			}
			if len(missing) > len(said) {
				said = append(said, "…")
			}
			list.Add(diag.Warnf("i18n-missing", diag.Whole(file.Path), "%q lacks %d of the theme's texts, which are shown in English: %s", lang, len(missing), strings.Join(said, ", ")).
				WithHint("recap theme texts %s writes them down, to be translated", lang))
		}
	}
	return list
}

// missing are the keys a language says nothing of. Names of languages are their
// own in every language.
func (t *texts) missing(tag string) []string {
	var out []string
	for _, key := range t.keys {
		if !t.has(tag, key) && !strings.HasPrefix(key, "label.language.") {
			out = append(out, key)
		}
	}
	return out
}

// has reports whether a language has a text in some form.
func (t *texts) has(tag, key string) bool {
	m := t.langs[tag]
	if _, ok := m[key]; ok {
		return true
	}
	return slices.ContainsFunc(pluralForms, func(form string) bool { _, ok := m[key+form]; return ok })
}

// Speaks reports whether the theme has texts in a language: a page in another one
// speaks English.
func (th *Theme) Speaks(lang string) bool {
	for tag := strings.ToLower(lang); tag != ""; {
		if len(th.texts.langs[tag]) > 0 {
			return true
		}
		tag = tag[:max(0, strings.LastIndexByte(tag, '-'))]
	}
	return false
}

// Untold writes the texts a language lacks as a file of texts to be translated:
// YAML, with the English text for each and the plural forms the language has. n
// is how many there are.
func (th *Theme) Untold(lang string) (file string, n int) {
	t := th.texts
	missing := t.missing(strings.ToLower(lang))
	var b strings.Builder
	for _, key := range missing {
		p := t.in(fallback)[key]
		if p.forms == nil {
			fmt.Fprintf(&b, "%s: %s\n", key, strconv.Quote(p.text))
			continue
		}
		var forms []string
		for _, form := range wholeForms(lang) {
			text := p.text
			if form == "one" && p.forms["one"] != "" {
				text = p.forms["one"]
			}
			forms = append(forms, form+": "+strconv.Quote(text))
		}
		fmt.Fprintf(&b, "%s: {%s}\n", key, strings.Join(forms, ", "))
	}
	return b.String(), len(missing)
}

// chain is the languages to ask, in order: de-AT, de, en.
func chain(lang string) []string {
	var out []string
	for tag := strings.ToLower(lang); tag != ""; {
		out = append(out, tag)
		i := strings.LastIndexByte(tag, '-')
		if i < 0 {
			break
		}
		tag = tag[:i]
	}
	if !slices.Contains(out, fallback) {
		out = append(out, fallback)
	}
	return out
}

// in is the words of a language, worked out once.
func (t *texts) in(lang string) words {
	if w, ok := t.words.Load(lang); ok {
		return w.(words)
	}
	w := words{}
	tags := chain(lang)
	slices.Reverse(tags)
	for _, tag := range tags {
		said := map[string]bool{}
		for _, full := range slices.Sorted(maps.Keys(t.langs[tag])) {
			key, form, _ := splitForm(full)
			p := w[key]
			if !said[key] { // what a language says of a text replaces all its forms
				p, said[key] = phrase{tag: tag}, true
			}
			switch text := t.langs[tag][full]; form {
			case "":
				p.text = text
			default:
				if p.forms == nil {
					p.forms = map[string]string{}
				}
				p.forms[strings.Trim(form, "[]")] = text
				// Where no form fits, "other" stands, else the first there is.
				if _, plain := t.langs[tag][key]; p.text == "" || form == "[other]" && !plain {
					p.text = text
				}
			}
			w[key] = p
		}
	}
	got, _ := t.words.LoadOrStore(lang, w)
	return got.(words)
}

// find is the text of a key for a count, which matters only when the text has
// plural forms. n < 0 stands for no count.
func (t *texts) find(lang, key string, n int) (string, bool) {
	p, ok := t.in(lang)[key]
	if n >= 0 && p.forms != nil {
		if s, ok := p.forms[pluralForm(p.tag, n)]; ok {
			return s, true
		}
	}
	return p.text, ok
}

// blanks is how many values the English text of a key wants.
func (t *texts) blanks(key string) int {
	s, _ := t.find(fallback, key, -1)
	most := 0
	expand(s, func(name string) string {
		n := 1
		if name != "" {
			n, _ = strconv.Atoi(name)
		}
		most = max(most, n)
		return ""
	})
	return most
}

// Text is a text of the theme in a language: what {{text}} shows. The program
// asks for the few words of pages it makes itself. {} and {1}, {2} … in the text
// stand for the arguments; the first whole number among them chooses the form.
func (th *Theme) Text(lang, key string, args ...any) (string, error) {
	return th.texts.text(lang, key, args...)
}

func (t *texts) text(lang, key string, args ...any) (string, error) {
	n := -1
	for _, a := range args {
		if i, ok := a.(int); ok {
			n = max(i, -i)
			break
		}
	}
	s, ok := t.find(lang, key, n)
	if !ok {
		return "", fmt.Errorf("no text is called %q", key)
	}
	return fill(s, args), nil
}

// fill puts arguments into their places. A brace that is no place stays.
func fill(s string, args []any) string {
	if !strings.Contains(s, "{") {
		return s
	}
	var b strings.Builder
	for s != "" {
		i := strings.IndexByte(s, '{')
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		s = s[i:]
		end := strings.IndexByte(s, '}')
		if end < 0 {
			break
		}
		which := 0
		var err error
		if s[1:end] != "" {
			which, err = strconv.Atoi(s[1:end])
			which--
		}
		if err == nil && which >= 0 && which < len(args) {
			fmt.Fprint(&b, args[which])
		} else {
			b.WriteString(s[:end+1])
		}
		s = s[end+1:]
	}
	b.WriteString(s)
	return b.String()
}
