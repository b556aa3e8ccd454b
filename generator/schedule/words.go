package schedule

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"recap/generator/slug"
)

// kinds are the words that sources have for kinds of talks, by recap's. What is
// in none of them is a talk, and its word stays as the type.
var kinds = map[string][]string{
	"talk":       {"talk", "lecture", "session", "presentation", "devroom", "maintrack", "main-track", "paper", "vortrag", "conference", "breakout", "breakout-session", "regular", "standard"},
	"keynote":    {"keynote", "keynotes", "plenary", "plenary-talk", "invited-talk", "fireside-chat"},
	"lightning":  {"lightning", "lightning-talk", "lightningtalk", "lightning-talks", "lightningtalks", "ignite", "ignites", "city-pitch", "pecha-kucha", "short-talk"},
	"panel":      {"panel", "panels", "panel-discussion", "podium", "discussion", "round-table", "roundtable", "q-and-a", "ama"},
	"workshop":   {"workshop", "workshops", "hands-on", "hands-on-workshop", "lab", "training"},
	"tutorial":   {"tutorial", "tutorials", "course"},
	"open_space": {"open-space", "open-spaces", "openspace", "unconference", "barcamp"},
	"poster":     {"poster", "posters", "poster-session"},
	"demo":       {"demo", "demos", "demonstration", "showcase", "gameshow"},
	"bof":        {"bof", "bofs", "birds-of-a-feather", "meeting", "meetup", "self-organized-session", "assembly", "keysigning"},
	"sprint":     {"sprint", "sprints", "hackathon", "hack-day", "hackday"},
	"social":     {"social", "social-event", "party", "concert", "performance", "music", "game", "movie", "dinner", "entertainment"},
	"opening":    {"opening", "intro", "introduction", "welcome", "opening-remarks", "opening-ceremony"},
	"closing":    {"closing", "outro", "closing-remarks", "closing-ceremony"},
}

var kindOf = func() map[string]string {
	m := map[string]string{}
	for k, words := range kinds {
		for _, w := range words {
			m[w] = k
		}
	}
	return m
}()

// setKind sorts a source's word for the kind of a talk. "" is what recap takes a
// talk for by itself; the word is kept where it says more.
func (t *Talk) setKind(word string) {
	word = line(word)
	if word == "" {
		return
	}
	key := slug.Make(word)
	k := kindOf[key]
	if k == "" {
		for _, part := range strings.Split(key, "-") { // "Talk (30 minutes)", "long-talk"
			if k = kindOf[part]; k != "" {
				break
			}
		}
	}
	if k == "talk" {
		k = ""
	}
	t.Kind = k
	if key != "talk" && key != strings.ReplaceAll(k, "_", "-") {
		t.Type = word
	}
}

// tongues are names of languages as programmes write them; codes are read by
// themselves.
var tongues = map[string]string{
	"english": "en", "englisch": "en", "german": "de", "deutsch": "de", "french": "fr", "francais": "fr", "spanish": "es", "espanol": "es",
	"italian": "it", "italiano": "it", "portuguese": "pt", "portugues": "pt", "dutch": "nl", "nederlands": "nl", "japanese": "ja", "chinese": "zh",
	"korean": "ko", "russian": "ru", "polish": "pl", "polski": "pl", "czech": "cs", "cesky": "cs", "swedish": "sv", "danish": "da", "norwegian": "no",
	"finnish": "fi", "greek": "el", "turkish": "tr", "romanian": "ro", "hungarian": "hu", "ukrainian": "uk", "hebrew": "he", "arabic": "ar", "catalan": "ca",
}

var codeForm = regexp.MustCompile(`^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$`)

func isLanguage(s string) bool { return codeForm.MatchString(s) }

// tongue is the code of a language, "" for what is none.
func tongue(s string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return ""
	}
	if code := tongues[slug.Make(s)]; code != "" {
		return code
	}
	if !isLanguage(s) {
		return ""
	}
	tag, err := language.Parse(s)
	if err != nil || tag == language.Und {
		return ""
	}
	return tag.String()
}

var affiliationForm = regexp.MustCompile(`(?:\s@\s?|\s(?:at|bei|chez)\s)(\p{Lu}[^,;|/]*)`)

// affiliation is the house a person speaks for, where a line about them says so
// in so many words: "Engineer at Example".
func affiliation(tagline string) string {
	m := affiliationForm.FindStringSubmatch(" " + line(tagline))
	if m == nil {
		return ""
	}
	a := strings.Trim(m[1], " .,")
	if len(a) > 60 || strings.Contains(a, removed) {
		return ""
	}
	return a
}

// tags are the words of a list, each once.
func tags(words []string) []string {
	var out []string
	for _, w := range words {
		if w = line(w); w != "" && !slices.ContainsFunc(out, func(o string) bool { return strings.EqualFold(o, w) }) {
			out = append(out, w)
		}
	}
	return out
}
