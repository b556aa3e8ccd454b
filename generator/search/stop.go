package search

import "strings"

// stopWords are words that say nothing of what a text is about, by language, as
// terms. Only what stands in most texts is worth a line: each saves a list of
// nearly all documents. What s, t and the like are left of is don't and it's.
var stopWords = map[string]string{
	"en": "a about all also am an and any are as at be because been but by can could d did do does for from had has have he her his how i if in into is it its just ll m me more my no not of on one or our out re s she so some such t than that the their them then there these they this those to too up us ve very was we were what when where which who will with would you your",
	"de": "aber als am an auch auf aus bei bin bis da damit das dass dem den der des die dies diese dieser dieses doch du durch ein eine einem einen einer eines er es fuer fur hat haben hatte ich ihr im in ins ist ja kann man mehr mein mit nach nicht noch nun nur ob oder ohne schon sehr sein seine sich sie sind so ueber uber um und uns unter vom von vor war waren was weil wenn wer werden wie wir wird wo wurde zu zum zur zwischen",
}

// endings are what words of English and German are bent by. Two words are the
// same but for their endings when both are a common beginning and one of these,
// or nothing.
const endings = "s es ed er ers ing ings y ies ied e en em ern n"

// stopSet is the stop words of a language, "de" also for "de-AT"; nil for none.
func stopSet(lang string) map[string]bool { return stops[base(lang)] }

func base(lang string) string {
	b, _, _ := strings.Cut(strings.ToLower(lang), "-")
	return b
}

var stops = func() map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for lang, words := range stopWords {
		out[lang] = map[string]bool{}
		for _, w := range strings.Fields(words) {
			out[lang][w] = true
		}
	}
	return out
}()
