package schedule

import (
	"regexp"
	"strings"
	"unicode"
)

// Readers name the fields they take, so that a form's private ones never get
// this far. What people type into a public text all the same, an address to
// write to or a number to call, is left out here: every text of every import
// passes through scrub.

var (
	// The first group is what may stand before: a second @ makes it a handle of
	// the fediverse, a slash a part of an address.
	mailForm = regexp.MustCompile(`(^|[^\w@/.+-])(?i:mailto:)?[\pL\pN._%+'-]+@[\pL\pN-]+(?:\.[\pL\pN-]+)*\.\pL{2,}`)
	// Someone may write it so that programs do not find it.
	mailSpelled = regexp.MustCompile(`(?i)[\w.+-]+\s*[\[({]\s*at\s*[\])}]\s*[\w-]+(?:\s*(?:\.|[\[({]\s*dot\s*[\])}])\s*[\w-]+)+`)

	phoneWorld = regexp.MustCompile(`(^|[^\w+])(?i:tel:)?\+[1-9]\d{0,3}(?:[ \x{a0}./()-]{0,3}\d){6,13}`)
	phoneZeros = regexp.MustCompile(`(^|[\s(:,;])00[1-9]\d{0,3}(?:[ \x{a0}./()-]{0,3}\d){6,13}`)
	phoneUS    = regexp.MustCompile(`(^|[^\w./-])\(?\d{3}\)?[ .-]\d{3}[.-]\d{4}\b`)
	phoneNamed = regexp.MustCompile(`(?i)\b(tel|telephone|telefon|phone|mobile|mobil|cell|handy|fax|whatsapp|sms|call)(\b[.:]?\s*(?:me\s+(?:at|on)\s+|number\s*)?:?\s*)\(?\+?\d(?:[ \x{a0}./()-]{0,3}\d){5,13}`)
)

// removed stands where something private stood.
const removed = "…"

// scrub leaves out e-mail addresses and telephone numbers.
func scrub(s string) string {
	if strings.ContainsRune(s, '@') {
		s = mailForm.ReplaceAllStringFunc(s, func(m string) string {
			first := mailForm.FindStringSubmatch(m)[1]
			if strings.HasPrefix(strings.TrimPrefix(m, first), "git@") {
				return m // the address of a repository
			}
			return first + removed
		})
	}
	if strings.ContainsAny(s, "[({") {
		s = mailSpelled.ReplaceAllString(s, removed)
	}
	if !longNumber(s) {
		return s // most texts: four expressions are not tried on them
	}
	s = phoneNamed.ReplaceAllString(s, "${1}${2}"+removed)
	s = phoneWorld.ReplaceAllString(s, "${1}"+removed)
	s = phoneZeros.ReplaceAllString(s, "${1}"+removed)
	return phoneUS.ReplaceAllString(s, "${1}"+removed)
}

// longNumber reports whether six digits stand together, as far as numbers of
// telephones hold together.
func longNumber(s string) bool {
	digits, apart := 0, 0
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits, apart = digits+1, 0
			if digits == 6 {
				return true
			}
		case apart < 3 && (strings.IndexByte(" ./()-", c) >= 0 || c >= 0x80):
			apart++
		default:
			digits, apart = 0, 0
		}
	}
	return false
}

// private reports whether scrub would take something out of a text.
func private(s string) bool { return scrub(s) != s }

// line is a text on one line, without what is private in it and without
// characters that cannot be seen.
func line(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\uFEFF' || r == '\u200B' || unicode.Is(unicode.Bidi_Control, r):
			return -1
		case unicode.IsControl(r):
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(scrub(s)), " ")
}

// person is a name: what stands in for an address is no part of it.
func person(s string) string {
	s = strings.ReplaceAll(line(s), removed, "")
	s = strings.NewReplacer("<>", "", "()", "", "[]", "").Replace(s)
	return strings.Trim(strings.Join(strings.Fields(s), " "), " ,;:-–")
}

// key is a source's own key for a talk, as it gave it: what stands behind an @
// is the host that made it.
func key(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "@")
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
