package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"recap/generator/diag"
	"recap/generator/markdown"
)

// proseChecks know words of languages.
var proseChecks = []check{
	{
		code: "text-doubled", severity: diag.Hint, langs: "en de", words: doubled,
		text:  "A word stands twice in a row. Pairs that are often right (that that, die die) are passed over, and so are names.",
		fires: "Then there were were lightning talks.",
		cure:  "Then there were lightning talks.",
		near:  "It is clear that that had had an effect, in Duran Duran, on 10 10 and bye bye. No, no. He read it \"under under new\".",
	},
	{
		code: "text-lang", severity: diag.Hint, langs: "en de fr es nl it pt", words: language,
		text:  "Most small words of the text are of another language than lang: says (or language: in the settings, where the post says nothing). Browsers choose the voice, the quotes and the hyphens by it, and lists and feeds of languages the posts.",
		fires: "Das war eine Konferenz, auf der wir viel gelernt haben. Die Vorträge waren gut, und auch die Gespräche auf dem Flur, bei denen man sich über die Arbeit mit den Werkzeugen und über das nächste Jahr unterhalten hat. Es war nicht so voll wie im letzten Jahr, aber das hat uns nicht gestört, denn so war mehr Zeit für die Leute, die da waren.",
		cure:  "::: lang de\nDas war eine Konferenz, auf der wir viel gelernt haben. Die Vorträge waren gut, und auch die Gespräche auf dem Flur, bei denen man sich über die Arbeit mit den Werkzeugen und über das nächste Jahr unterhalten hat. Es war nicht so voll wie im letzten Jahr, aber das hat uns nicht gestört, denn so war mehr Zeit für die Leute, die da waren.\n:::",
		near:  "They said: Das war eine Konferenz, auf der wir viel gelernt haben. And that was all that I have been able to write down of it, because the room was full and it was time for the next talk, which was about the tools that we had all been waiting for, and from which there will be more to tell when the recording is there.",
	},
}

// wordsOf are the words of a text by their bounds: letters and digits, and an
// apostrophe between two of them.
func wordsOf(text string) (out [][2]int) {
	from := -1
	for i, c := range text {
		in := c < 0x80 && (c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9') || c >= 0x80 && (unicode.IsLetter(c) || unicode.IsDigit(c))
		switch {
		case in && from < 0:
			from = i
		case !in && from >= 0:
			if c == '\'' || c == '’' {
				next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(c):])
				if unicode.IsLetter(next) {
					continue
				}
			}
			out = append(out, [2]int{from, i})
			from = -1
		}
	}
	if from >= 0 {
		out = append(out, [2]int{from, len(text)})
	}
	return out
}

// doubles are words that often rightly stand twice.
var doubles = map[string]map[string]bool{
	"en": set("that had is do very so bye no yes really many long much far blah ha hey now well who win in on out up by never ever way big there go tap knock log her you you're it what where wow this more over again and as to less same"),
	"de": set("die der das den dem sie ihr wir es was uns euch sehr ganz viel so ja nein nach bei mit auf zu an in um vor lange immer mehr weiter nie wer dass"),
}

func set(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

func doubled(r *reading) (list diag.List) {
	for i := range r.parts {
		p := &r.parts[i]
		right, known := doubles[r.lang(p)]
		if !known || p.Kind == markdown.HeadingPart {
			continue
		}
		words := wordsOf(p.Text)
		for k := 1; k < len(words); k++ {
			a, b := p.Text[words[k-1][0]:words[k-1][1]], p.Text[words[k][0]:words[k][1]]
			low := strings.ToLower(b)
			if strings.ToLower(a) != low || strings.TrimSpace(p.Text[words[k-1][1]:words[k][0]]) != "" || !ordinary(b) || right[low] {
				continue
			}
			if k+1 < len(words) && strings.EqualFold(b, p.Text[words[k+1][0]:words[k+1][1]]) || k > 1 && strings.EqualFold(a, p.Text[words[k-2][0]:words[k-2][1]]) {
				continue // three of them are a chant
			}
			if joined := beside(p.Text, words[k-1][0], words[k][1]); joined {
				continue // part of a longer thing: well-known known-good
			}
			pos, ok := p.At(words[k-1][0], words[k][1])
			if !ok || pos.End > len(r.src) {
				continue
			}
			if text := string(r.src[pos.Off:pos.End]); len(strings.Fields(text)) != 2 || strings.ContainsAny(text, "[]()*_<>|") {
				continue // marks between them: two things
			}
			list.Add(found(pos, "%s stands twice", quoted(b)).WithHint("take one out").WithFix(pos, a))
		}
	}
	return list
}

// ordinary reports whether a word is one of prose: no name, number or letter.
func ordinary(w string) bool {
	if len([]rune(w)) < 2 {
		return false
	}
	for _, c := range w {
		if unicode.IsUpper(c) || unicode.IsDigit(c) {
			return false
		}
	}
	return true
}

// beside reports whether a stretch is part of something with a hyphen, a slash, a
// full stop or the like within it.
func beside(text string, from, to int) bool {
	if from > 0 && strings.IndexByte(`-/._@#$\&'"`, text[from-1]) >= 0 || strings.HasSuffix(text[:from], "“") || strings.HasSuffix(text[:from], "„") {
		return true
	}
	if to >= len(text) {
		return false
	}
	if strings.IndexByte(`-/_@\=(`, text[to]) >= 0 {
		return true
	}
	return (text[to] == '.' || text[to] == ':') && to+1 < len(text) && text[to+1] != ' '
}

// small are words that every text of a language is full of and that others do not
// have. Words of two languages are in none.
var small = map[string]map[string]bool{
	"en": set("the and of that was with for this have from they which their there been would about were it's"),
	"de": set("der und das nicht ist ich auf für sich auch wir sind dass wurde wird eine einen einem einer noch nach über zum zur haben bei mit von dem oder aber hat waren"),
	"fr": set("les des une est dans pour qui vous sur pas avec nous cette mais sont aux été ils elle"),
	"es": set("el los las una que por con para del más como pero sus este esta muy fue son también"),
	"nl": set("het een niet zijn voor aan ook maar naar wordt deze werd heb bij uit hebben kan geen"),
	"it": set("il che di è per una della sono con non anche gli più alla questo nel dei"),
	"pt": set("que não uma para com os dos mais mas foi ao são também pelo muito"),
}

// enough is how many small words a text must have to be judged.
const enough = 15

// language compares the small words of a text with those of its language. Parts
// that say their own language are not looked at.
func language(r *reading) diag.List {
	own := base(r.post.Lang)
	if small[own] == nil {
		return nil
	}
	count := map[string]int{}
	total := 0
	for i := range r.parts {
		p := &r.parts[i]
		if p.Lang != "" || p.Kind == markdown.HeadingPart {
			continue
		}
		for w := range strings.FieldsFuncSeq(p.Text, func(c rune) bool { return !unicode.IsLetter(c) && c != '\'' }) {
			total++
			if len(w) > 8 {
				continue
			}
			w = strings.ToLower(w)
			for lang, words := range small {
				if words[w] {
					count[lang]++
				}
			}
		}
	}
	best := own
	for lang, n := range count {
		if n > count[best] || n == count[best] && lang < best && best != own {
			best = lang
		}
	}
	if best == own || count[best] < enough || count[best] < 4*count[own] || total > 0 && count[best]*12 < total {
		return nil
	}
	at := r.post.Post.Lang.Pos
	if at.File == "" {
		at = r.file()
	}
	return diag.List{found(at, "this text reads like %s, and its language is %s", languageNames[best], own).
		WithHint("write lang: %s into its front matter, or ::: lang %s around the part that is", best, best)}
}
