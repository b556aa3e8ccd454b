package desk

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/site"
	"recap/generator/slug"
	"recap/generator/source"
)

// DraftOptions say what Draft writes.
type DraftOptions struct {
	Event  string
	By     string // "event", "day", "session" or "talk": what becomes one post
	Picks  bool   // only talks that my: picks: of the event names
	Lang   string // of the posts; "" is the site's
	Update bool   // add what the programme has by now to drafts that are there
	Many   bool   // begin one post of the whole event, however many talks it has

	// NewID makes the id of a new post; nil leaves it out.
	NewID func() string
}

// DraftKinds are the words of DraftOptions.By.
var DraftKinds = []string{"event", "day", "session", "talk"}

// Draft is one post begun from a programme, or found there already.
type Draft struct {
	File  string   `json:"file"`
	State string   `json:"state"` // "new", "kept" or "updated"
	About string   `json:"about"` // "day 2", "session Kernel Miniconf", the title of a talk
	Talks int      `json:"talks"` // it is about
	Added []string `json:"added"` // ids of talks that were added to it
	Why   string   `json:"why,omitempty"`
}

// Drafts is what Draft worked out.
type Drafts struct {
	Drafts  []Draft  // in running order
	Changes []Change // the files to write
	Left    []string // ids of talks that belong to none of the posts, in running order
	LeftWhy string
}

// Draft begins posts from the programme of an event: front matter, a heading
// with its id for each talk in running order, speakers and times as comments
// that readers do not see. A post that is there already is never written over,
// whatever its file is called: with Update a draft gets the talks that it does
// not name yet, and a published post stays as it is.
func (d *Desk) Draft(o DraftOptions) (*Drafts, error) {
	e, err := d.Event(o.Event)
	if err != nil {
		return nil, err
	}
	if o.Lang != "" && !langForm.MatchString(o.Lang) {
		return nil, &Wrong{quoted(o.Lang) + " is no language", "languages are written as their codes: en, de, pt-BR"}
	}
	w := &draftWriter{d: d, e: e, o: o, lang: cmp.Or(o.Lang, d.Site.Config.Language.Text)}
	talks, err := w.talks()
	if err != nil {
		return nil, err
	}
	out := &Drafts{}
	plans, err := w.plan(talks, out)
	if err != nil {
		return nil, err
	}
	if err := w.tooMany(plans[0], talks); err != nil {
		return nil, err
	}
	for _, p := range plans {
		if err := w.draft(p, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// manyTalks are more than one post has use for: nobody heard them all.
const manyTalks = 40

// tooMany is the refusal to begin one post with a heading for each of hundreds
// of talks when nobody asked for just that, with what would help.
func (w *draftWriter) tooMany(p *draftPlan, talks []*site.Talk) error {
	if w.o.By != "event" || w.o.Many || w.o.Picks || len(talks) <= manyTalks || w.existing(p, w.file(p)) != nil {
		return nil
	}
	var ways []string
	for _, by := range []string{"day", "session"} {
		other := &draftWriter{d: w.d, e: w.e, o: w.o, lang: w.lang}
		other.o.By = by
		if plans, err := other.plan(talks, &Drafts{}); err == nil && len(plans) > 1 {
			ways = append(ways, fmt.Sprintf("--by %s (%d posts)", by, len(plans)))
		}
	}
	picks := "--picks"
	if len(w.e.My.Picks) == 0 {
		picks += ", with my: {picks: [talk, …]} in " + w.e.File.Path
	}
	ways = append(ways, picks)
	return &Wrong{fmt.Sprintf("%s has %d talks, too many headings for one post; nothing was written", w.e.Name.Text, len(talks)),
		"what helps: " + strings.Join(ways, "; ") + "; --by event begins the one post all the same"}
}

var langForm = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// Wrong is a wish that the site cannot fulfil, with the way out.
type Wrong struct{ Message, Hint string }

func (e *Wrong) Error() string { return e.Message }

// draftWriter writes the posts of one event.
type draftWriter struct {
	d    *Desk
	e    *site.Event
	o    DraftOptions
	lang string
	seen map[string]*site.Speaker // people of published posts by id
}

// draftPlan is one post to be begun.
type draftPlan struct {
	name    string // of the file, without folder, language and .md
	about   string
	day     int // 0 for none
	session string
	track   string
	talk    *site.Talk // of a post about one
	items   []draftItem
}

// draftItem is one heading: of a talk, or of a day.
type draftItem struct {
	level int
	talk  *site.Talk
	day   int
}

// talks are those of the programme that posts are about, each parent before its
// parts.
func (w *draftWriter) talks() ([]*site.Talk, error) {
	picked := map[string]bool{}
	for _, p := range w.e.My.Picks {
		picked[p.Text] = true
	}
	if w.o.Picks && len(picked) == 0 {
		return nil, &Wrong{w.e.Name.Text + " has no picks", "my: {picks: [talk, …]} in " + w.e.File.Path + " names the talks you mean to see"}
	}
	children := map[string][]*site.Talk{}
	var top, out []*site.Talk
	for _, t := range w.e.Ordered() {
		switch {
		case t.Status == "cancelled" || t.Status == "withdrawn" || t.Withdrawn || t.Kind == "social":
		case t.Parent.Text != "" && t.Parent.Text != t.ID.Text && w.has(t.Parent.Text):
			children[t.Parent.Text] = append(children[t.Parent.Text], t)
		default:
			top = append(top, t)
		}
	}
	done := map[*site.Talk]bool{}
	var put func(t *site.Talk)
	put = func(t *site.Talk) {
		if done[t] {
			return
		}
		done[t] = true
		if !w.o.Picks || picked[t.ID.Text] {
			out = append(out, t)
		}
		for _, c := range children[t.ID.Text] {
			put(c)
		}
	}
	for _, t := range top {
		put(t)
	}
	if len(out) == 0 {
		if w.o.Picks {
			return nil, &Wrong{"none of the picks of " + w.e.Name.Text + " is in its programme", "recap list talks names the ids"}
		}
		return nil, &Wrong{w.e.Name.Text + " has no programme", "recap import schedule fetches one; talks: in " + w.e.File.Path + " holds single talks"}
	}
	return out, nil
}

func (w *draftWriter) has(id string) bool {
	_, ok := w.e.Talk(id)
	return ok
}

// plan sorts the talks into posts.
func (w *draftWriter) plan(talks []*site.Talk, out *Drafts) ([]*draftPlan, error) {
	id := w.e.ID.Text
	switch w.o.By {
	case "event":
		return []*draftPlan{{name: id, about: w.e.Name.Text, items: w.headings(talks, 2, true)}}, nil
	case "day":
		return w.byDay(talks, out)
	case "session":
		return w.bySession(talks, out)
	case "talk":
		var plans []*draftPlan
		for _, t := range talks {
			plans = append(plans, &draftPlan{name: id + "-" + slug.Make(t.ID.Text), about: t.Title.Text, talk: t})
		}
		return plans, nil
	}
	return nil, &Wrong{"posts cannot be begun by " + quoted(w.o.By), "by event, day, session or talk"}
}

func (w *draftWriter) byDay(talks []*site.Talk, out *Drafts) ([]*draftPlan, error) {
	var plans []*draftPlan
	for _, day := range grouped(talks, func(t *site.Talk) string { return strconv.Itoa(w.dayOf(t)) }) {
		n := w.dayOf(day[0])
		if n == 0 {
			for _, t := range day {
				out.Left = append(out.Left, t.ID.Text)
			}
			out.LeftWhy = "the programme does not say on which day"
			continue
		}
		plans = append(plans, &draftPlan{
			name: fmt.Sprintf("%s-day-%d", w.e.ID.Text, n), about: fmt.Sprintf("day %d", n), day: n, items: w.headings(day, 2, false),
		})
	}
	slices.SortStableFunc(plans, func(a, b *draftPlan) int { return a.day - b.day })
	if len(plans) == 0 {
		return nil, &Wrong{"the programme of " + w.e.Name.Text + " does not say which talk is on which day", "--by event makes one post of it, --by talk one for each"}
	}
	return plans, nil
}

// bySession makes a post for each session that the programme names. Most
// exported programmes name none: then a session is what one track, or one room,
// shows on a day.
func (w *draftWriter) bySession(talks []*site.Talk, out *Drafts) ([]*draftPlan, error) {
	named := slices.ContainsFunc(talks, func(t *site.Talk) bool { return t.Session != "" })
	name := func(t *site.Talk) string {
		if named {
			return t.Session
		}
		return cmp.Or(t.Track, t.Room)
	}
	key := func(t *site.Talk) string {
		k := strconv.Itoa(w.dayOf(t)) + "\x00" + name(t)
		if named {
			k += "\x00" + t.Track
		}
		return k
	}
	var plans []*draftPlan
	used := map[string]bool{}
	for _, group := range grouped(talks, key) {
		t := group[0]
		if name(t) == "" {
			for _, t := range group {
				out.Left = append(out.Left, t.ID.Text)
			}
			out.LeftWhy = "the programme names no session, track or room for them"
			continue
		}
		p := &draftPlan{name: w.e.ID.Text, day: w.dayOf(t), session: name(t), items: w.headings(group, 2, false)}
		if named {
			p.track = t.Track
		}
		if p.day > 0 {
			p.name += fmt.Sprintf("-day-%d", p.day)
		}
		word := slug.Make(p.session)
		if strings.Trim(word, "0123456789") == "" {
			word = "session-" + word
		}
		p.name += "-" + word
		if named && p.track != "" {
			p.name += "-" + slug.Make(p.track)
		}
		for base, n := p.name, 2; used[p.name]; n++ {
			p.name = fmt.Sprintf("%s-%d", base, n)
		}
		used[p.name] = true
		p.about = "session " + p.session
		plans = append(plans, p)
	}
	if len(plans) == 0 {
		return nil, &Wrong{"the programme of " + w.e.Name.Text + " names no sessions, tracks or rooms", "--by day makes a post for each day, --by talk one for each talk"}
	}
	return plans, nil
}

// grouped are talks by a key, groups and talks in the order of the first.
func grouped(talks []*site.Talk, key func(*site.Talk) string) [][]*site.Talk {
	var out [][]*site.Talk
	at := map[string]int{}
	for _, t := range talks {
		k := key(t)
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], t)
	}
	return out
}

// dayOf is the day of a talk; a part of a recording has its parent's.
func (w *draftWriter) dayOf(t *site.Talk) int {
	for range 5 {
		if n := t.DayNumber(); n > 0 {
			return n
		}
		p, ok := w.e.Talk(t.Parent.Text)
		if !ok {
			break
		}
		t = p
	}
	return 0
}

// headings are those of talks at a level, parts of a recording one below it. With
// days, each day of an event of several gets one above its talks.
func (w *draftWriter) headings(talks []*site.Talk, level int, days bool) []draftItem {
	days = days && w.e.Length() > 1 && slices.ContainsFunc(talks, func(t *site.Talk) bool { return w.dayOf(t) > 0 })
	if days {
		level++
	}
	var out []draftItem
	last := 0
	for _, t := range talks {
		if n := w.dayOf(t); days && n > 0 && n != last {
			out = append(out, draftItem{level: level - 1, day: n})
			last = n
		}
		at := level
		if _, ok := w.e.Talk(t.Parent.Text); ok && slices.ContainsFunc(out, func(i draftItem) bool { return i.talk != nil && i.talk.ID.Text == t.Parent.Text }) {
			at++
		}
		out = append(out, draftItem{level: min(at, 6), talk: t})
	}
	return out
}

// draft settles one post: new, kept, or updated.
func (w *draftWriter) draft(p *draftPlan, out *Drafts) error {
	file := w.file(p)
	r := Draft{File: file, About: p.about, Talks: len(p.items), Added: []string{}}
	if p.talk != nil {
		r.Talks = 1
	} else {
		r.Talks = len(slices.DeleteFunc(slices.Clone(p.items), func(i draftItem) bool { return i.talk == nil }))
	}
	have := w.existing(p, file)
	switch {
	case have == nil && w.d.Tree.File(file) == nil:
		text, err := w.text(p)
		if err != nil {
			return err
		}
		if err := w.check(p, file, text); err != nil {
			return err
		}
		r.State = "new"
		out.Changes = append(out.Changes, Change{File: file, New: text})
	case have == nil:
		r.State, r.Why = "kept", "there is a file of this name that is no post about it, or cannot be read"
	default:
		r.File, r.State = have.File.Path, "kept"
		if err := w.update(p, have, &r, out); err != nil {
			return err
		}
	}
	out.Drafts = append(out.Drafts, r)
	return nil
}

// file is where a post is begun: by the year of the event, without a date in the
// name, so that it is found again.
func (w *draftWriter) file(p *draftPlan) string {
	name := p.name
	if w.o.Lang != "" && w.o.Lang != w.d.Site.Config.Language.Text {
		name += "." + w.o.Lang
	}
	dir := "content/posts"
	if !w.e.StartsAt.IsZero() {
		dir = path.Join(dir, w.e.StartsAt.Format("2006"))
	}
	return path.Join(dir, name+".md")
}

// existing is the post that is about the same already: by its file, or by what
// its front matter says.
func (w *draftWriter) existing(p *draftPlan, file string) *site.Post {
	all := slices.Concat(w.d.Site.Posts, w.d.Site.Hidden)
	slices.SortFunc(all, func(a, b *site.Post) int { return cmp.Compare(a.File.Path, b.File.Path) })
	for _, post := range all {
		if post.File.Path == file {
			return post
		}
	}
	for _, post := range all {
		if len(post.Events) == 0 || post.Events[0] != w.e || post.Lang != w.lang {
			continue
		}
		kind, day := post.Post.Kind.Text, w.e.PostDay(post)
		about := false
		switch {
		case p.talk != nil:
			about = len(post.Post.Talks) == 1 && post.Post.Talks[0].Text == p.talk.ID.Text && post.Session.IsZero() && (kind == "talk" || len(post.Doc.Headings) == 0)
		case p.session != "":
			about = day == p.day && post.Session.Text == p.session && post.Track.Text == p.track
		case p.day > 0:
			about = day == p.day && post.Session.IsZero() && post.Track.IsZero() && kind != "talk"
		default:
			about = post.Day.IsZero() && post.Session.IsZero() && len(post.Post.Talks) == 0 && (kind == "" || kind == "recap") && !post.When.Before(w.e.StartsAt)
		}
		if about {
			return post
		}
	}
	return nil
}

// check reads a new post as a build would: it must be free of mistakes and name
// the talks that were meant.
func (w *draftWriter) check(p *draftPlan, file string, text []byte) error {
	set, said := content.Load(source.NewTree(source.NewFile(file, text)), nil)
	for _, d := range said {
		if d.Severity == diag.Error {
			return fmt.Errorf("the draft %s would have a mistake: %s", file, d.Message)
		}
	}
	if len(set.Posts) != 1 {
		return fmt.Errorf("the draft %s would be no post", file)
	}
	var got, want []string
	for _, h := range set.Posts[0].Doc.Headings {
		if a, ok := h.Attr("talk"); ok {
			got = append(got, a.Value)
		}
	}
	for _, i := range p.items {
		if i.talk != nil {
			want = append(want, i.talk.ID.Text)
		}
	}
	if !slices.Equal(got, want) {
		return errors.New("the draft " + file + " would not name the talks that it is about")
	}
	return nil
}

// date is the day a post speaks of: it appears on that day, and stands in lists
// and in its address where a reader looks for the event, also when it is begun
// years later. An event without a day leaves only now.
func (w *draftWriter) date(p *draftPlan) string {
	at := w.e.StartsAt
	switch {
	case p.talk != nil:
		at = p.talk.At()
		if d := p.talk.Date(); p.talk.Start.Precision != content.WithTime && d.Is() {
			at = d.Time
		}
	case len(p.items) > 0 && p.session != "" && p.items[0].talk != nil && p.items[0].talk.Start.Precision == content.WithTime:
		at = p.items[0].talk.At()
	case p.day > 0:
		at = w.e.DayAt(p.day).Time
	case !w.e.EndsAt.IsZero():
		at = w.e.EndsAt.Add(-time.Second)
		at = time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, at.Location())
	}
	if at.IsZero() {
		return w.d.Now.Format(time.RFC3339)
	}
	if at.Hour() == 0 && at.Minute() == 0 {
		return at.Format(time.DateOnly)
	}
	return at.Format(time.RFC3339)
}

// text is a new post.
func (w *draftWriter) text(p *draftPlan) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("---\n")
	line := func(key, value string) { fmt.Fprintf(&b, "%s: %s\n", key, value) }
	if w.o.NewID != nil {
		line("id", w.o.NewID())
	}
	if p.talk == nil && p.day == 0 && p.session == "" {
		line("title", content.Quote(w.e.Name.Text))
	}
	line("date", w.date(p))
	line("event", content.Quote(w.e.ID.Text))
	if p.day > 0 {
		line("day", strconv.Itoa(p.day))
	}
	if p.session != "" {
		line("session", content.Quote(p.session))
	}
	if p.track != "" {
		line("track", content.Quote(p.track))
	}
	if p.talk != nil {
		line("kind", "talk")
		line("talks", "["+content.Quote(p.talk.ID.Text)+"]")
	}
	line("tags", "["+strings.Join(w.tags(p), ", ")+"]")
	b.WriteString("draft: true\n" + soFar(p.ids(), "\n") + "---\n")
	if p.talk != nil {
		if c := w.comment(p.talk); c != "" {
			b.WriteString("\n" + c + "\n")
		}
		return b.Bytes(), nil
	}
	for _, i := range p.items {
		b.WriteString("\n" + w.item(i, i.level, "\n"))
	}
	return b.Bytes(), nil
}

// tags are those that the talks of a post share most, at most eight; those of the
// event are inherited.
func (w *draftWriter) tags(p *draftPlan) []string {
	talks := []*site.Talk{p.talk}
	if p.talk == nil {
		talks = nil
		for _, i := range p.items {
			if i.talk != nil {
				talks = append(talks, i.talk)
			}
		}
	}
	n := map[string]int{}
	var all []string
	for _, t := range talks {
		for _, tag := range t.Tags {
			if n[tag.Text]++; n[tag.Text] == 1 {
				all = append(all, tag.Text)
			}
		}
	}
	least := 1
	if len(talks) > 4 {
		least = 2
	}
	all = slices.DeleteFunc(all, func(t string) bool {
		return n[t] < least || slices.ContainsFunc(w.e.Event.Tags, func(e content.Word) bool { return e.Text == t })
	})
	slices.SortStableFunc(all, func(a, b string) int { return n[b] - n[a] })
	out := make([]string, 0, 8)
	for _, t := range all[:min(8, len(all))] {
		out = append(out, content.Quote(t))
	}
	return out
}
