package importer

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"recap/generator/slug"
)

// What only the writer can know is noticed and proposed, never written unasked:
// the language of a text by its category, the event of one that looks like a
// recap, the series of one that is a part.

// noticed is what the suggestions are made from: a line for each text.
type noticed struct {
	file, title, date string
	languages         []string
	page              bool
}

// languageNames are categories that name a language.
var languageNames = map[string]string{
	"en": "en", "english": "en", "englisch": "en", "de": "de", "deutsch": "de", "german": "de", "fr": "fr", "français": "fr", "french": "fr",
	"es": "es", "español": "es", "spanish": "es", "it": "it", "italiano": "it", "nl": "nl", "nederlands": "nl", "pt": "pt", "português": "pt", "ja": "ja", "日本語": "ja",
}

// notice looks at a text on its way. Accepted languages are written at once.
func (r *run) notice(it *item) {
	n := noticed{file: it.file, title: it.title, date: it.date, page: it.page}
	for _, c := range it.categories {
		if l := languageNames[strings.ToLower(c)]; l != "" {
			n.languages = append(n.languages, l)
		}
	}
	if len(n.languages) == 1 && it.lang == "" {
		done := r.o.Accept
		if done {
			it.lang = n.languages[0]
			it.categories = slices.DeleteFunc(it.categories, func(c string) bool { return languageNames[strings.ToLower(c)] != "" })
		}
		r.report.Suggestions = append(r.report.Suggestions, Suggestion{File: it.file, Key: "lang", Value: n.languages[0], Why: "its category is a language", Done: done})
	}
	if it.page {
		return
	}
	if part, row := partOf(it.title); part > 0 {
		n.languages = nil
		r.parts = append(r.parts, partText{it.file, row, part})
	}
	if event, why := eventOf(it.title, it.date); event != "" && len(it.extra) == 0 {
		r.report.Suggestions = append(r.report.Suggestions, Suggestion{File: it.file, Key: "event", Value: event, Why: why, Done: r.o.Accept})
		if r.o.Accept {
			id := slug.Make(event)
			it.extra = append(it.extra, pair{"event", scalar(id)})
			if e := r.events[id]; e == nil {
				r.events[id] = &seenEvent{name: event, first: it.date}
			} else if it.date != "" && (e.first == "" || it.date < e.first) {
				e.first = it.date
			}
		}
	}
}

// seenEvent is an event that texts tell of.
type seenEvent struct{ name, first string }

type partText struct {
	file, row string
	part      int
}

var (
	aYear      = regexp.MustCompile(`\b(19[89]\d|20[0-4]\d)\b`)
	recapWords = regexp.MustCompile(`(?i)\b(recap|report|retrospective|wrap[- ]?up|trip report|impressions|summary|rückblick|bericht|nachlese|notes from|back from|day \d+|tag \d+|review)\b`)
	confWords  = regexp.MustCompile(`(?i)(conf\b|con\b|con\d|\bconference|\bsummit|\bcamp\b|camp\d|barcamp|unconf|devopsdays|\bmeetup|fosdem|hackathon|congress|symposium|kongress|pycon|djangocon|gophercon|europython|usenix|linux\.conf|writethedocs|write the docs|\d{2}c3|goto |jsconf|kubecon|froscon|fsconf|open source days)`)
	dayPart    = regexp.MustCompile(`(?i)[\s:–—,(-]*\b(?:day|tag|jour|día)\s*#?\s*(\d{1,2}|one|two|three|four|five)\b[\s)]*`)
	partPart   = regexp.MustCompile(`(?i)[\s:–—,(-]*\b(?:part|teil|pt\.?)\s*#?\s*(\d{1,3}|i{1,3}|iv|v|one|two|three|four|five)\b[\s)]*|\s*\(?#?(\d{1,2})\s*/\s*\d{1,2}\)?\s*$`)
	numberWord = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
)

// partOf is the number and the row of a title such as "Indexing, part 2".
func partOf(title string) (int, string) {
	m := partPart.FindStringSubmatchIndex(title)
	if m == nil {
		return 0, ""
	}
	word := ""
	for _, g := range []int{2, 4} {
		if m[g] >= 0 {
			word = strings.ToLower(title[m[g]:m[g+1]])
		}
	}
	n := numberWord[word]
	if n == 0 {
		fmt.Sscanf(word, "%d", &n)
	}
	row := strings.TrimRight(strings.TrimSpace(title[:m[0]]), " :-–—,(#")
	if row == "" || n == 0 {
		return 0, ""
	}
	return n, row
}

// eventOf is the event that a title tells of, and what gave it away.
func eventOf(title, date string) (event, why string) {
	if !confWords.MatchString(title) {
		return "", ""
	}
	why = "its title names a conference"
	name := title
	if m := dayPart.FindStringIndex(title); m != nil {
		name, why = title[:m[0]], "its title names a day"
	} else if m := recapWords.FindStringIndex(title); m != nil {
		why = "its title looks like a recap"
		before, after := strings.TrimSpace(title[:m[0]]), strings.TrimSpace(title[m[1]:])
		name = before
		if !confWords.MatchString(before) {
			name = after
		}
	} else if len(strings.Fields(title)) > 6 {
		return "", ""
	}
	name = partPart.ReplaceAllString(name, "")
	if y := aYear.FindString(title); y != "" && !strings.Contains(name, y) {
		name += " " + y
	} else if y, _, _ := dateParts(date); y != "" && !aYear.MatchString(name) {
		name += " " + y
	}
	name = strings.Trim(strings.Join(strings.Fields(name), " "), " :-–—,.(!?#@\"'")
	for _, lead := range []string{"of the ", "from the ", "of ", "from ", "at ", "the ", "about ", "vom ", "von der ", "von ", "my ", "this was ", "das war das ", "das war "} {
		if strings.HasPrefix(strings.ToLower(name), lead) {
			name = name[len(lead):]
		}
	}
	if slug.Make(name) == "" || len(name) > 80 || aYear.ReplaceAllString(slug.Make(name), "") == "" {
		return "", ""
	}
	return name, why
}

// suggest says what needs more than one text to be seen.
func (r *run) suggest() {
	rows := map[string][]partText{}
	var order []string
	for _, p := range r.parts {
		key := slug.Make(p.row)
		if len(rows[key]) == 0 {
			order = append(order, key)
		}
		rows[key] = append(rows[key], p)
	}
	for _, key := range order {
		if len(rows[key]) < 2 {
			continue
		}
		for _, p := range rows[key] {
			r.report.Suggestions = append(r.report.Suggestions, Suggestion{File: p.file, Key: "series", Value: fmt.Sprintf("%s, part %d", p.row, p.part), Why: fmt.Sprintf("%d texts are parts of it", len(rows[key]))})
		}
	}
}

// writeEvents makes a file for each event that was accepted.
func (r *run) writeEvents() error {
	ids := make([]string, 0, len(r.events))
	for id := range r.events {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		e := r.events[id]
		start := e.first
		if y := aYear.FindString(e.name); y != "" && !strings.HasPrefix(start, y) {
			start = y
		} else if len(start) > 7 {
			start = start[:7]
		}
		text := "name: " + scalar(e.name) + "\n# By the date of the first text about it; its own may be earlier.\nstart_date: " + start + "\n"
		if start == "" {
			continue
		}
		if err := r.stage.put("content/events/"+id+".yaml", "event "+id, []byte(text)); err != nil {
			return err
		}
	}
	return nil
}
