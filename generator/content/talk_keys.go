package content

import (
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
)

// Kinds that a talk, and its standing, may have (model: talk records).
var (
	TalkKinds     = []string{"talk", "keynote", "lightning", "panel", "workshop", "tutorial", "open_space", "poster", "demo", "bof", "sprint", "social", "opening", "closing"}
	TalkStatus    = []string{"cancelled", "moved", "withdrawn"}
	Seen          = []string{"room", "stream", "recording", "conversation", "no"}
	ResourceKinds = []string{"repo", "article", "write-up", "transcript", "notes", "photos", "paper", "book", "code", "podcast", "link"}
)

// talkTable is one talk, in schedule.yaml or in the writer's talks:.
var talkTable = newTable("a talk", []key[Talk]{
	{name: "id", kind: field("id", func(t *Talk) *Word { return &t.ID }, (*reader).id), doc: "its name in the event; stays when the title changes"},
	{name: "guid", kind: text(func(t *Talk) *string { return &t.GUID }), doc: "frab's key, for importing again"},
	{name: "code", kind: text(func(t *Talk) *string { return &t.Code }), doc: "pretalx's key, for importing again"},
	{name: "uid", kind: text(func(t *Talk) *string { return &t.UID }), doc: "iCalendar's or Sessionize's key, for importing again"},
	{name: "title", kind: field("title", func(t *Talk) *Word { return &t.Title }, (*reader).title), doc: "title as it was given"},
	{name: "subtitle", kind: text(func(t *Talk) *string { return &t.Subtitle }), doc: "a second line of the title"},
	{name: "original_title", kind: text(func(t *Talk) *string { return &t.OriginalTitle }), doc: "title in the talk's own language"},
	{name: "kind", kind: choice(func(t *Talk) *string { return &t.Kind }, TalkKinds...), doc: "talk when nothing is said"},
	{name: "type", kind: text(func(t *Talk) *string { return &t.Type }), doc: "the source's own word for the kind"},
	{name: "speakers", also: []string{"speaker"}, kind: field("list of speakers", func(t *Talk) *[]TalkSpeaker { return &t.Speakers }, (*reader).speakers).keyed(speakerOfTable.describe), doc: "names, speaker:id, or maps with name, id, affiliation, role"},
	{name: "start", kind: date(func(t *Talk) *When { return &t.Start }), doc: "local to the event: 2016-05-30T10:50"},
	{name: "end", kind: date(func(t *Talk) *When { return &t.End }), doc: "local to the event"},
	{name: "duration", kind: duration(func(t *Talk) *time.Duration { return &t.Duration }), doc: "30m or 00:30"},
	{name: "day", kind: word(func(t *Talk) *Word { return &t.Day }), doc: "day of the event, a number or a date, when there is no start or it is after midnight"},
	{name: "track", kind: text(func(t *Talk) *string { return &t.Track }), doc: "track"},
	{name: "room", kind: text(func(t *Talk) *string { return &t.Room }), doc: "room"},
	{name: "session", kind: text(func(t *Talk) *string { return &t.Session }), doc: "session it belongs to"},
	{name: "language", also: []string{"lang"}, kind: languageText(func(t *Talk) *string { return &t.Language }), doc: "language it is held in"},
	{name: "abstract", kind: text(func(t *Talk) *string { return &t.Abstract }), doc: "short text about it, Markdown"},
	{name: "description", kind: text(func(t *Talk) *string { return &t.Description }), doc: "long text about it, Markdown"},
	{name: "url", kind: address(func(t *Talk) *Word { return &t.URL }), doc: "its page at the conference"},
	{name: "video", also: []string{"videos"}, kind: field("links with a state", func(t *Talk) *[]TalkLink { return &t.Video }, (*reader).talkLinks).keyed(talkLinkTable.describe), doc: "address, or none, expected, private; also a map or a list"},
	{name: "slides", kind: field("links with a state", func(t *Talk) *[]TalkLink { return &t.Slides }, (*reader).talkLinks).keyed(talkLinkTable.describe), doc: "as video"},
	{name: "resources", kind: objects(func(t *Talk) *[]Resource { return &t.Resources }, resourceTable).adding(), doc: "what else belongs to it"},
	{name: "parent", kind: word(func(t *Talk) *Word { return &t.Parent }), doc: "talk it is a part of: a lightning block"},
	{name: "also_at", kind: words(func(t *Talk) *[]Word { return &t.AlsoAt }), doc: "where else it was given: event/talk or an address"},
	{name: "tags", kind: field("list of texts", func(t *Talk) *[]Word { return &t.Tags }, (*reader).split), doc: "shared with posts"},
	{name: "license", also: []string{"licence"}, kind: text(func(t *Talk) *string { return &t.License }), doc: "of the recording and texts"},
	{name: "do_not_record", kind: boolean(func(t *Talk) *bool { return &t.DoNotRecord }), doc: "true: there is no video and will be none"},
	{name: "status", kind: choice(func(t *Talk) *string { return &t.Status }, TalkStatus...), doc: "when it did not happen as planned"},
	{name: "seen", kind: choice(func(t *Talk) *string { return &t.Seen }, Seen...), doc: "how the writer saw it"},
	{name: "highlight", kind: boolean(func(t *Talk) *bool { return &t.Highlight }), doc: "true: if you watch only one"},
	{name: "books", kind: words(func(t *Talk) *[]Word { return &t.Books }).adding(), doc: "books it named: ids of books.yaml, or titles"},
	{name: "related_posts", kind: words(func(t *Talk) *[]Word { return &t.RelatedPosts }), doc: "posts about it that the text does not bind"},
	{name: "withdrawn", kind: boolean(func(t *Talk) *bool { return &t.Withdrawn }), doc: "set by the importer when it left the programme"},
})

var resourceTable = newTable("a resource", []key[Resource]{
	{name: "kind", kind: choice(func(t *Resource) *string { return &t.Kind }, ResourceKinds...), doc: "what it is"},
	{name: "title", also: []string{"name"}, kind: text(func(t *Resource) *string { return &t.Title }), doc: "its title"},
	{name: "url", kind: address(func(t *Resource) *Word { return &t.URL }), doc: "its address"},
})

var speakerOfTable = newTable("a speaker of a talk", []key[TalkSpeaker]{
	{name: "name", kind: word(func(s *TalkSpeaker) *Word { return &s.Name }), doc: "name"},
	{name: "id", kind: word(func(s *TalkSpeaker) *Word { return &s.ID }), doc: "id in speakers.yaml"},
	{name: "affiliation", kind: text(func(s *TalkSpeaker) *string { return &s.Affiliation }), doc: "of that day"},
	{name: "role", kind: text(func(s *TalkSpeaker) *string { return &s.Role }), doc: "moderator, panelist"},
})

// speakers are names, speaker:id, or maps.
func (r *reader) speakers(n *yaml.Node) ([]TalkSpeaker, bool) {
	var out []TalkSpeaker
	outer := r.key
	for _, item := range items(n) {
		r.key = outer
		if isNull(item) {
			continue
		}
		var s TalkSpeaker
		switch item.Kind {
		case yaml.MappingNode:
			speakerOfTable.read(r, item, &s)
			if s.Name.IsZero() && s.ID.IsZero() {
				r.add(diag.Errorf("speaker-unnamed", r.place(item), "this speaker has neither a name nor an id"))
				continue
			}
		case yaml.ScalarNode:
			w, ok := r.word(item)
			if !ok {
				continue
			}
			if id, ok := strings.CutPrefix(w.Text, "speaker:"); ok {
				s.ID = Word{strings.TrimSpace(id), diag.Pos{File: w.Pos.File, Off: min(w.Pos.Off+len("speaker:"), w.Pos.End), End: w.Pos.End}}
			} else {
				s.Name = w
			}
		default:
			r.wrongEntry(item, "a name")
			continue
		}
		out = append(out, s)
	}
	return out, true
}

// linkStates are the words a video or slides may have instead of an address.
var linkStates = []string{"known", "expected", "none", "private"}

var stateOf = map[string]LinkState{"known": Known, "expected": Expected, "none": None, "private": Private}

var talkLinkTable = newTable("a link with a state", []key[TalkLink]{
	{name: "state", kind: kind[TalkLink]{shape: "text", choices: linkStates, fields: func(l *TalkLink) []any { return []any{&l.State} }, read: func(r *reader, n *yaml.Node, l *TalkLink) {
		if w, ok := r.choice(n, linkStates); ok {
			l.State = stateOf[w.Text]
		}
	}}, doc: "none, expected, private; an address makes it known"},
	{name: "url", kind: address(func(l *TalkLink) *Word { return &l.URL }), doc: "address"},
	{name: "title", kind: text(func(l *TalkLink) *string { return &l.Title }), doc: "what the link says, when there are several"},
	{name: "note", kind: text(func(l *TalkLink) *string { return &l.Note }), doc: "partial recording"},
	{name: "start", kind: text(func(l *TalkLink) *string { return &l.Start }), doc: "where it begins in a longer recording: 12:30"},
	{name: "end", kind: text(func(l *TalkLink) *string { return &l.End }), doc: "where it ends"},
	{name: "language", also: []string{"lang"}, kind: languageText(func(l *TalkLink) *string { return &l.Language }), doc: "of the recording"},
	{name: "since", kind: date(func(l *TalkLink) *When { return &l.Since }), doc: "since when it is expected"},
	{name: "published", kind: date(func(l *TalkLink) *When { return &l.Published }), doc: "when it appeared"},
	{name: "also_at", kind: word(func(l *TalkLink) *Word { return &l.AlsoAt }), doc: "another event it was shown at"},
})

// talkLinks reads video and slides in all their spellings: an address, a state,
// a map, or a list of those.
func (r *reader) talkLinks(n *yaml.Node) ([]TalkLink, bool) {
	var out []TalkLink
	outer := r.key
	for _, item := range items(n) {
		r.key = outer
		if isNull(item) {
			continue
		}
		if l, ok := r.talkLink(item); ok {
			out = append(out, l)
		}
	}
	return out, true
}

func (r *reader) talkLink(n *yaml.Node) (TalkLink, bool) {
	var l TalkLink
	switch n.Kind {
	case yaml.MappingNode:
		talkLinkTable.read(r, n, &l)
		if l.State == Unknown && !l.URL.IsZero() {
			l.State = Known
		}
		if l.State == Unknown && (l.Start != "" || l.End != "") {
			return l, true // cues into the parent's recording
		}
		if l.State == Unknown || l.State == Known && l.URL.IsZero() {
			r.add(diag.Errorf("link-state", r.place(n), "this link has neither a url nor a state").
				WithHint("write none when it does not exist, expected when it was promised"))
			return l, false
		}
		return l, true
	case yaml.ScalarNode:
		w, ok := r.word(n)
		if !ok {
			return l, false
		}
		if s, ok := stateOf[w.Text]; ok && s != Known {
			l.State = s
			return l, true
		}
		if !strings.ContainsAny(w.Text, "/.:") {
			d := diag.Errorf("link-state", w.Pos, "%s cannot be %q", r.key, short(w.Text))
			if w.Text == "false" || w.Text == "no" {
				d = d.WithHint("write none").WithFix(r.whole(n), "none")
			} else if d = d.Meant(w.Text, linkStates[1:]); d.Hint == "" {
				d = d.WithHint("it is an address, or one of %s", listed(linkStates[1:]))
			}
			r.add(d)
			return l, false
		}
		l.State, l.URL = Known, w
		return l, r.checkAddress(w)
	}
	r.wrongType(n, "an address, a state or a map")
	return l, false
}

func languageText[T any](at func(*T) *string) kind[T] {
	return field("language", at, func(r *reader, n *yaml.Node) (string, bool) {
		w, ok := r.language(n)
		return w.Text, ok
	})
}

// id reads the name of a record.
func (r *reader) id(n *yaml.Node) (Word, bool) { return r.slug(n, "id-shape") }
