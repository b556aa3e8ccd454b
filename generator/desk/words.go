package desk

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"recap/generator/diag"
	"recap/generator/slug"
)

// word is one word of a text, folded for comparing, with its place.
type word struct {
	key        string // folded: lower case, without accents
	from, to   int    // bytes in the text
	possessive bool   // "Guido's", "Lars'"
}

// wordsOf are the words of a text. Apostrophes inside belong to the word, and a
// possessive ending is taken off; every other sign parts words.
func wordsOf(text string) []word {
	var out []word
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !letter(r) {
			i += n
			continue
		}
		j := i
		for j < len(text) {
			r, n := utf8.DecodeRuneInString(text[j:])
			if letter(r) {
				j += n
				continue
			}
			after, _ := utf8.DecodeRuneInString(text[j+n:])
			if (r == '\'' || r == '’') && letter(after) {
				j += n
				continue
			}
			break
		}
		w := word{from: i, to: j}
		raw := text[i:j]
		for _, end := range []string{"'s", "’s", "'S", "’S"} {
			if base, ok := strings.CutSuffix(raw, end); ok {
				raw, w.possessive = base, true
			}
		}
		if !w.possessive && strings.HasSuffix(raw, "s") && j < len(text) && (strings.HasPrefix(text[j:], "'") || strings.HasPrefix(text[j:], "’")) {
			w.possessive = true
		}
		if w.key = fold(raw); w.key != "" {
			out = append(out, w)
		}
		i = j
	}
	return out
}

func letter(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

// fold is a word for comparing: Latin letters without their marks, lower case.
func fold(w string) string { return strings.ReplaceAll(slug.Make(w), "-", "") }

func keysOf(words []word) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.key
	}
	return out
}

// fillers are words that tell nothing of what a talk is about.
var fillers = set(`a an the of and or but for to in on at by with from into as is are be it its this that your you we i our my
	how why what when who not no do does can will vs via using about more than
	der die das den dem des ein eine einer eines einem einen und oder aber für fuer von vom zu zum zur im am an auf mit aus als ist
	sind wie warum was wer nicht kein keine über ueber bei nach`)

// formats are words for what kind of entry a heading speaks of. Alone they name
// no talk: half of a programme is a keynote, a session or a panel.
var formats = set(`keynote keynotes talk talks session sessions lightning panel workshop workshops tutorial tutorials plenary
	presentation presentations opening closing welcome day morning afternoon evening wrap wrapup intro introduction remarks
	vortrag vorträge vortraege eröffnung eroeffnung tag sitzung`)

// thin reports whether a word counts little by itself: a word for a format, or a
// number.
func thin(w string) bool { return formats[w] || len(w) <= 2 && strings.Trim(w, "0123456789") == "" }

// lineWords are the words that hand-written lines of links consist of, each with the
// field of a talk that it stands for.
var lineWords = map[string]string{
	"abstract": "url", "abstrakt": "url", "description": "url", "details": "url", "beschreibung": "url",
	"video": "video", "videos": "video", "recording": "video", "recordings": "video", "aufzeichnung": "video", "aufnahme": "video", "mitschnitt": "video", "youtube": "video",
	"slides": "slides", "folien": "slides", "deck": "slides", "slide": "slides", "presentation": "slides", "slideshare": "slides", "speakerdeck": "slides",
	"code": "code", "repo": "repo", "repository": "repo", "source": "code", "github": "repo",
	"paper": "paper", "article": "article", "artikel": "article", "notes": "notes", "notizen": "notes", "transcript": "transcript", "transkript": "transcript",
	"photos": "photos", "fotos": "photos", "podcast": "podcast", "audio": "podcast", "write-up": "write-up", "writeup": "write-up", "blog post": "write-up",
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[fold(w)] = true
	}
	return m
}

// like says how much one word is another, from 0 to 1: the same, a slip of the
// keys in a word of five letters or more, or another form of it.
func like(a, b string) float64 {
	if a == b {
		return 1
	}
	short, long := min(len(a), len(b)), max(len(a), len(b))
	if short < 4 || a[0] != b[0] {
		return 0
	}
	if long-short == 1 && (a == b+"s" || b == a+"s") {
		return 0.95 // one of them in the plural
	}
	switch {
	case short >= 5 && diag.Distance(a, b, 2) == 1:
		return 0.9
	case short >= 8 && diag.Distance(a, b, 3) == 2:
		return 0.8
	}
	same := 0
	for same < short && a[same] == b[same] {
		same++
	}
	if same >= 5 && same*10 >= short*7 {
		return 0.7 // security and secure
	}
	return 0
}

// best is how much of a word a list of words holds.
func best(w string, among []string) float64 {
	if slices.Contains(among, w) {
		return 1
	}
	b := 0.0
	for _, o := range among {
		b = max(b, like(w, o))
	}
	return b
}
