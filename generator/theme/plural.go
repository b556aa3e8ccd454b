package theme

import (
	"sync"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// forms are CLDR's names of what plural.Form counts.
var forms = map[plural.Form]string{
	plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other",
}

// tags remembers languages by how a page says them: reading one costs more than
// the rule that is asked of it.
var tags sync.Map // string → language.Tag

// pluralForm is the plural category (CLDR, cardinal) of a whole number in a language.
func pluralForm(lang string, n int) string {
	tag, ok := tags.Load(lang)
	if !ok {
		tag, _ = tags.LoadOrStore(lang, language.Make(lang))
	}
	return forms[plural.Cardinal.MatchPlural(tag.(language.Tag), n, 0, 0, 0, 0)]
}

// wholeForms are the categories that whole numbers have in a language, in CLDR's
// order. A few hundred of them meet all.
func wholeForms(lang string) []string {
	met := map[string]bool{}
	for n := range 300 {
		met[pluralForm(lang, n)] = true
	}
	met[pluralForm(lang, 1_000_000)] = true
	var out []string
	for f := range plural.Many + 1 {
		if met[forms[f]] && forms[f] != "other" {
			out = append(out, forms[f])
		}
	}
	if met["other"] || len(out) == 0 {
		out = append(out, "other")
	}
	return out
}

func pick(cond bool, yes, no string) string {
	if cond {
		return yes
	}
	return no
}
