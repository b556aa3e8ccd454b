package desk

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/site"
)

// item is one heading with room for notes below it.
func (w *draftWriter) item(i draftItem, level int, eol string) string {
	hashes := strings.Repeat("#", level) + " "
	if i.talk == nil {
		return hashes + w.dayHeading(i.day) + eol
	}
	out := hashes + headingText(i.talk.Title.Text) + " {talk=" + braceValue(i.talk.ID.Text) + "}" + eol
	if c := w.comment(i.talk); c != "" {
		out += eol + c + eol
	}
	return out
}

// names of what a draft says itself, by language; others read English.
var draftWords = map[string]struct {
	day   string
	once  string
	times string
	names [7]string
}{
	"en": {"Day", "seen once, in %[2]d", "seen %d times since %d", [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}},
	"de": {"Tag", "einmal gesehen, %[2]d", "%d-mal gesehen seit %d", [7]string{"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"}},
}

func (w *draftWriter) words() string {
	base, _, _ := strings.Cut(strings.ToLower(w.lang), "-")
	if _, ok := draftWords[base]; ok {
		return base
	}
	return "en"
}

// dayHeading is a day as the event labels it, in words from which a build knows
// the day again; {day=2} where it would not.
func (w *draftWriter) dayHeading(n int) string {
	say := draftWords[w.words()]
	mark := fmt.Sprintf(" {day=%d}", n)
	if label := w.e.DayLabel(n); label != "" {
		return headingText(label) + mark
	}
	switch w.e.DayLabels {
	case "weekday":
		name := say.names[w.e.DayAt(n).Time.Weekday()]
		if n > 7 {
			return name + mark
		}
		return name
	case "date":
		return w.e.DayAt(n).Time.Format(time.DateOnly)
	}
	return fmt.Sprintf("%s %d", say.day, n)
}

// comment is what helps the writer in the hall and no reader needs to see: who
// speaks, when and where, and how often that person was seen before.
func (w *draftWriter) comment(t *site.Talk) string {
	var parts []string
	for i, sp := range t.Talk.Speakers {
		name := cmp.Or(sp.Name.Text, sp.ID.Text)
		var extra []string
		if len(t.Speakers) == len(t.Talk.Speakers) {
			if rec := t.Speakers[i].Record; rec != nil {
				name = rec.Name.Text
				if h := handleOf(rec); h != "" {
					extra = append(extra, h)
				}
			}
			if s := w.seenBefore(t.Speakers[i].ID); s != "" {
				extra = append(extra, s)
			}
		}
		if sp.Affiliation != "" {
			extra = append([]string{sp.Affiliation}, extra...)
		}
		if len(extra) > 0 {
			name += " (" + strings.Join(extra, ", ") + ")"
		}
		parts = append(parts, name)
	}
	out := strings.Join(parts, ", ")
	var where []string
	if t.Start.Precision == content.WithTime {
		at := t.Start.In(w.e.Zone).Format("15:04")
		switch {
		case t.End.Precision == content.WithTime:
			at += "–" + t.End.In(w.e.Zone).Format("15:04")
		case t.Duration > 0:
			at += "–" + t.Start.In(w.e.Zone).Add(t.Duration).Format("15:04")
		}
		where = append(where, at)
	}
	for _, s := range []string{t.Room, t.Track} {
		if s != "" {
			where = append(where, s)
		}
	}
	if len(where) > 0 {
		out = strings.TrimPrefix(out+" · "+strings.Join(where, ", "), " · ")
	}
	if out == "" {
		return ""
	}
	return "<!-- " + commentText(out) + " -->"
}

// commentText is a text that ends no HTML comment.
func commentText(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	for strings.Contains(s, "--") {
		s = strings.ReplaceAll(s, "--", "–")
	}
	return strings.Trim(strings.NewReplacer("<", "‹", ">", "›").Replace(s), "-")
}

// handleOf is how a person is addressed on the network that is mentioned first.
func handleOf(rec *content.Speaker) string {
	for _, kind := range []string{"mastodon", "bluesky", "twitter", "github"} {
		for _, l := range rec.Links {
			if l.Key == kind {
				return "@" + strings.TrimPrefix(l.Value.Text, "@")
			}
		}
	}
	return ""
}

// seenBefore says how many talks of a person at earlier events published posts
// tell of.
func (w *draftWriter) seenBefore(id string) string {
	if w.seen == nil {
		w.seen = map[string]*site.Speaker{}
		for _, sp := range w.d.Published.Speakers {
			w.seen[sp.ID] = sp
		}
	}
	sp := w.seen[id]
	if sp == nil {
		return ""
	}
	n, since := 0, 0
	for _, t := range sp.Talks { // newest first
		if t.Covered() && t.Event.StartsAt.Before(w.e.StartsAt) {
			n++
			since = t.At().Year()
		}
	}
	switch say := draftWords[w.words()]; n {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf(say.once, n, since)
	default:
		return fmt.Sprintf(say.times, n, since)
	}
}

// headingText writes a title so that Markdown reads it as that title: as it is
// where it can be, else with what means something behind backslashes.
func headingText(title string) string {
	title = strings.Join(strings.Fields(title), " ")
	for _, signs := range []string{"", "\\`*_{}[]<>#&!~", "\\`*_{}[]<>#&!~:.@/^=|\"'()+-"} {
		text := escaped(title, signs)
		if doc, said := markdown.Parse("", []byte("## "+text+" {talk=x}\n"), 0); len(said) == 0 && len(doc.Headings) == 1 &&
			doc.Headings[0].Text == title && len(doc.Links)+len(doc.Images)+len(doc.Raw) == 0 {
			return text
		}
	}
	return escaped(title, "\\`*_{}[]<>#&!~")
}

func escaped(s, signs string) string {
	if signs == "" {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune(signs, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// update adds to a draft the talks that it does not name and was never given,
// each behind the talk that comes before it in the programme.
func (w *draftWriter) update(p *draftPlan, post *site.Post, r *Draft, out *Drafts) error {
	named := takenBy(w.d.Site, post)
	for _, s := range post.Sections {
		if s.Bound != nil {
			named[s.Bound] = true
		}
	}
	src, err := post.File.Bytes()
	if err != nil {
		return err
	}
	_, _, had := soFarLine(src, post)
	for _, i := range p.items { // had, and taken out by the writer
		if i.talk != nil && slices.Contains(had, i.talk.ID.Text) {
			named[i.talk] = true
		}
	}
	var missing []string
	for _, i := range p.items {
		if i.talk != nil && !named[i.talk] {
			missing = append(missing, i.talk.ID.Text)
		}
	}
	switch {
	case len(missing) == 0:
		return nil
	case !post.Draft:
		r.Why = more(len(missing)) + " in the programme; it is no draft any more"
		return nil
	case !w.o.Update:
		r.Why = more(len(missing)) + " in the programme; --update adds them"
		return nil
	}
	fixes := w.insertions(p, post, src, named)
	new, err := Apply(src, fixes)
	if err == nil {
		err = added(post, src, new, missing)
	}
	if err != nil {
		r.Why = "could not be added to: " + reason(err)
		return nil
	}
	r.State, r.Added = "updated", missing
	new = remember(new, post, p.ids())
	out.Changes = append(out.Changes, Change{File: post.File.Path, Old: src, New: new})
	return nil
}

func more(n int) string {
	if n == 1 {
		return "one more talk is"
	}
	return strconv.Itoa(n) + " more talks are"
}

// insertions are the headings that a draft lacks, at their places. What a writer
// did to the order of the others is left alone.
func (w *draftWriter) insertions(p *draftPlan, post *site.Post, src []byte, named map[*site.Talk]bool) []diag.Fix {
	eol := eolOf(src)
	heads := post.Doc.Headings
	at := map[*site.Talk]int{} // heading by talk
	days := map[int]int{}      // heading by day
	shift := 0                 // the writer's level against ours
	for i, s := range post.Sections {
		if s.Bound != nil {
			if _, ok := at[s.Bound]; !ok {
				at[s.Bound] = i
			}
		}
		if n := w.e.DayOf(s.Day); n > 0 {
			days[n] = i
		}
	}
	for _, i := range p.items {
		if j, ok := at[i.talk]; ok && i.talk != nil {
			shift = heads[j].Level - i.level
			break
		}
	}
	var fixes []diag.Fix
	place := len(src) // where the next one goes
	if len(heads) > 0 {
		for i, h := range heads { // before the first of ours, if there is any
			if post.Sections[i].Bound != nil || w.e.DayOf(post.Sections[i].Day) > 0 {
				place = headStart(src, h)
				break
			}
		}
	}
	for n, i := range p.items {
		if i.talk == nil {
			if j, ok := days[i.day]; ok {
				place = sectionEnd(src, heads, j, 7) // the talks of the day go below it
				continue
			}
			// A day that the draft does not show is needed when one of its talks is new.
			fresh := false
			for _, k := range p.items[n+1:] {
				if k.talk == nil {
					break
				}
				fresh = fresh || !named[k.talk]
			}
			if fresh {
				fixes = append(fixes, w.inserted(src, place, i, shift, eol))
			}
			continue
		}
		if j, ok := at[i.talk]; ok {
			place = sectionEnd(src, heads, j, heads[j].Level)
			continue
		}
		if !named[i.talk] {
			fixes = append(fixes, w.inserted(src, place, i, shift, eol))
		}
	}
	return fixes
}

// inserted is one heading at a place between two others, with blank lines around
// it.
func (w *draftWriter) inserted(src []byte, place int, i draftItem, shift int, eol string) diag.Fix {
	text := w.item(i, min(max(i.level+shift, 1), 6), eol)
	switch {
	case place < len(src):
		text += eol
	case len(src) > 0 && src[len(src)-1] != '\n' && src[len(src)-1] != '\r':
		text = eol + eol + strings.TrimSuffix(text, eol)
	default:
		text = eol + text
	}
	return insertion("", place, text)
}

// headStart is where the line of a heading begins.
func headStart(src []byte, h markdown.Heading) int { return lineStart(src, h.Pos.Off) }

// sectionEnd is where a section ends: before the next heading of its level or
// above, or the end of the text.
func sectionEnd(src []byte, heads []markdown.Heading, i, level int) int {
	for _, h := range heads[i+1:] {
		if h.Level <= level {
			return headStart(src, h)
		}
	}
	return len(src)
}

// added checks an update: the headings that were there are there, in their
// order, and the new ones name the talks that were wanted.
func added(post *site.Post, old, new []byte, ids []string) error {
	a, _ := markdown.Parse(post.File.Path, old, post.From)
	b, _ := markdown.Parse(post.File.Path, new, post.From)
	var got []string
	j := 0
	for _, h := range b.Headings {
		if j < len(a.Headings) && h.Level == a.Headings[j].Level && h.Text == a.Headings[j].Text && sameAttrs(h.Attrs, a.Headings[j].Attrs) {
			j++
			continue
		}
		if t, ok := h.Attr("talk"); ok {
			got = append(got, t.Value)
		}
	}
	slices.Sort(got)
	want := slices.Sorted(slices.Values(ids))
	if j < len(a.Headings) || !slices.Equal(got, want) {
		return differs("the headings would not be those that were there and %d new ones", len(ids))
	}
	was, is := markdown.Passages(post.File.Path, old, post.From), markdown.Passages(post.File.Path, new, post.From)
	if len(was) != len(is) {
		return differs("other parts of the text would change")
	}
	for i := range was {
		if was[i].Text != is[i].Text {
			return differs("the words %s would change", quoted(was[i].Text))
		}
	}
	return nil
}
