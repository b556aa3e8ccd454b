package theme

import "strings"

// pluralRules are the cardinal rules of CLDR for whole numbers, for languages
// that differ from "one for 1, other for the rest". They are few enough to read,
// which a dependency with all of them would not be.
var pluralRules = []struct {
	langs string
	rule  func(n int) string
}{
	{"id ja ko lo ms my th vi wo yo zh", func(int) string { return "other" }},
	{"am bn fa fr gu hi hy kn mr pt zu", func(n int) string { return pick(n <= 1, "one", "other") }},
	{"be bs hr ru sr uk", func(n int) string {
		switch tens := n % 100; {
		case n%10 == 1 && tens != 11:
			return "one"
		case n%10 >= 2 && n%10 <= 4 && (tens < 12 || tens > 14):
			return "few"
		}
		return "many"
	}},
	{"pl", func(n int) string {
		switch tens := n % 100; {
		case n == 1:
			return "one"
		case n%10 >= 2 && n%10 <= 4 && (tens < 12 || tens > 14):
			return "few"
		}
		return "many"
	}},
	{"cs sk", func(n int) string {
		switch {
		case n == 1:
			return "one"
		case n >= 2 && n <= 4:
			return "few"
		}
		return "other"
	}},
	{"sl", func(n int) string {
		switch n % 100 {
		case 1:
			return "one"
		case 2:
			return "two"
		case 3, 4:
			return "few"
		}
		return "other"
	}},
	{"lt", func(n int) string {
		switch tens := n % 100; {
		case tens >= 11 && tens <= 19 || n%10 == 0:
			return "other"
		case n%10 == 1:
			return "one"
		}
		return "few"
	}},
	{"ro", func(n int) string {
		switch tens := n % 100; {
		case n == 1:
			return "one"
		case n == 0 || tens >= 1 && tens <= 19:
			return "few"
		}
		return "other"
	}},
	{"ar", func(n int) string {
		switch tens := n % 100; {
		case n == 0:
			return "zero"
		case n == 1:
			return "one"
		case n == 2:
			return "two"
		case tens >= 3 && tens <= 10:
			return "few"
		case tens >= 11:
			return "many"
		}
		return "other"
	}},
}

// plural is the CLDR category of a count in a language.
func plural(lang string, n int) string {
	base, _, _ := strings.Cut(lang, "-")
	for _, r := range pluralRules {
		for l := range strings.FieldsSeq(r.langs) {
			if l == base {
				return r.rule(n)
			}
		}
	}
	return pick(n == 1, "one", "other")
}

func pick(cond bool, yes, no string) string {
	if cond {
		return yes
	}
	return no
}
