package content

import (
	"strings"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
)

// PostKinds are the kinds a post may name.
var PostKinds = []string{"recap", "day", "session", "talk", "announcement", "article", "roundup"}

// postTable is front matter (model.md §6) with the spellings of other tools.
var postTable = freely(newTable("a post", []key[Post]{
	{name: "title", kind: field("title", func(p *Post) *Word { return &p.Title }, (*reader).title), doc: "the headline; without it the first # heading of the text is taken"},
	{name: "date", also: []string{"publishDate", "publishdate", "publish_date", "pubdate", "published_at", "created", "created_at"}, kind: date(func(p *Post) *When { return &p.Date }), doc: "when it was or will be published; without a time 00:00 in the site's zone; else the date in the file name"},
	{name: "updated", also: []string{"lastmod", "modified", "last_modified_at", "last_modified", "updated_at"}, kind: date(func(p *Post) *When { return &p.Updated }), doc: "when it was last changed in a way readers should know"},
	{name: "updates", kind: objects(func(p *Post) *[]Update { return &p.Updates }, updateTable), doc: "noted changes, each with a date and a note"},
	{name: "id", also: []string{"guid"}, kind: word(func(p *Post) *Word { return &p.ID }), doc: "the name feeds know the post by, for ever; recap new writes one"},
	{name: "draft", kind: kind[Post]{shape: "true or false", fields: func(p *Post) []any { return []any{&p.Draft} }, read: readDraft}, doc: "true keeps the post back; recap list drafts names it"},
	{name: "published", kind: kind[Post]{shape: "true, false or date", fields: func(p *Post) []any { return []any{&p.Draft} }, read: readPublished}, doc: "Jekyll's opposite of draft"},
	{name: "status", kind: kind[Post]{shape: "status", fields: func(p *Post) []any { return []any{&p.Draft} }, read: readStatus}, doc: "Pelican's and Nikola's: draft and private keep the post back"},
	{name: "unlisted", kind: kind[Post]{shape: "true or false", fields: func(p *Post) []any { return []any{&p.Unlisted, &p.UnlistedPos} }, read: readUnlisted}, doc: "true gives the post a secret address and keeps it out of all lists"},
	{name: "token", kind: field("token", func(p *Post) *Word { return &p.Token }, (*reader).token), doc: "the secret part of an unlisted post's address, 12 letters and digits or more"},
	{name: "lang", also: []string{"language", "locale"}, kind: language(func(p *Post) *Word { return &p.Lang }), doc: "language of the text, as en or pt-BR; else the suffix of x.de.md, else the site's"},
	{name: "translation_of", kind: word(func(p *Post) *Word { return &p.TranslationOf }), doc: "the post this one translates"},
	{name: "authors", also: []string{"author", "by"}, kind: field("list of names", func(p *Post) *[]Word { return &p.Authors }, (*reader).authors), doc: "who wrote it: ids of people.yaml, or names"},
	{name: "slug", kind: slugged(func(p *Post) *Word { return &p.Slug }), doc: "last part of the address; else made from the file's name"},
	{name: "url", also: []string{"permalink"}, kind: sitePath(func(p *Post) *Word { return &p.URL }), doc: "the whole address, instead of the site's pattern"},
	{name: "aliases", also: []string{"redirect_from", "alias"}, kind: sitePaths(func(p *Post) *[]Word { return &p.Aliases }).adding(), doc: "old addresses, which lead here"},
	{name: "kind", kind: wordChoice(func(p *Post) *Word { return &p.Kind }, PostKinds...), doc: "what sort of post it is; else it follows from the other keys"},
	{name: "event", also: []string{"events"}, kind: words(func(p *Post) *[]Word { return &p.Events }), doc: "id of the event it is about, or several"},
	{name: "day", kind: word(func(p *Post) *Word { return &p.Day }), doc: "day of the event: a number or a date"},
	{name: "session", kind: word(func(p *Post) *Word { return &p.Session }), doc: "session of the event"},
	{name: "track", kind: word(func(p *Post) *Word { return &p.Track }), doc: "track of the event"},
	{name: "talks", also: []string{"talk"}, kind: words(func(p *Post) *[]Word { return &p.Talks }), doc: "ids of talks it covers, besides those named in the text"},
	{name: "series", kind: word(func(p *Post) *Word { return &p.Series }), doc: "name of a series of posts"},
	{name: "part", kind: number(func(p *Post) *int { return &p.Part }, 0, 9999), doc: "place in the series"},
	{name: "tags", kind: field("list of texts", func(p *Post) *[]Word { return &p.Tags }, (*reader).split), doc: "what it is about"},
	{name: "categories", also: []string{"category"}, kind: field("list of texts", func(p *Post) *[]Word { return &p.Categories }, (*reader).split), doc: "wider drawers than tags, for those who use them"},
	{name: "summary", also: []string{"excerpt", "abstract", "teaser"}, kind: word(func(p *Post) *Word { return &p.Summary }), doc: "text for cards and feeds; else the first paragraph"},
	{name: "description", kind: word(func(p *Post) *Word { return &p.Description }), doc: "one sentence for search engines"},
	{name: "image", also: []string{"featured_image", "featuredImage", "cover", "cover_image", "thumbnail", "previewimage", "banner", "hero"}, kind: picture(func(p *Post) **Image { return &p.Image }), doc: "picture of the post's card"},
	{name: "images", kind: pictures(func(p *Post) *[]Image { return &p.Images }), doc: "facts about pictures in the text: a map from file to image, or a list"},
	{name: "toc", kind: maybe(func(p *Post) **bool { return &p.TOC }), doc: "table of contents"},
	{name: "comments", kind: kind[Post]{shape: "true, false or map", fields: func(p *Post) []any { return []any{&p.Comments} }, read: readComments}, doc: "false, or where to comment: {mastodon: https://…}"},
	{name: "share", kind: maybe(func(p *Post) **bool { return &p.Share }), doc: "false: no links to pass this post on"},
	{name: "syndication", kind: field("list of addresses", func(p *Post) *[]Word { return &p.Syndication }, (*reader).addresses), doc: "copies of the post elsewhere"},
	{name: "disclosure", kind: word(func(p *Post) *Word { return &p.Disclosure }), doc: "who paid for what; else the event's"},
	{name: "featured", also: []string{"pinned", "sticky", "pin"}, kind: boolean(func(p *Post) *bool { return &p.Featured }), doc: "true shows it first on the home page"},
	{name: "layout", kind: word(func(p *Post) *Word { return &p.Layout }), doc: "name of a template of the theme"},
	{name: "params", kind: params(func(p *Post) *[]Param { return &p.Params }), doc: "data of your own, for templates"},
}))

var updateTable = newTable("a noted change", []key[Update]{
	{name: "date", kind: date(func(u *Update) *When { return &u.Date }), doc: "when"},
	{name: "note", kind: text(func(u *Update) *string { return &u.Note }), doc: "what"},
})

// elsewhere are keys that other tools give a meaning which recap has no use for.
// They are kept as params without a word.
var elsewhere = []string{
	// Hugo
	"weight", "type", "linktitle", "expirydate", "headless", "iscjklanguage", "markup", "outputs", "resources", "sitemap", "cascade", "build", "_build", "menu", "menus", "keywords", "subtitle", "translationkey", "videos", "audio", "shortcodes", "template",
	"showtoc", "tocopen", "hidemeta", "hidesummary", "disableshare", "disablehljs", "canonicalurl", "canonical_url", "editpost", "searchhidden", "showreadingtime", "showbreadcrumbs", "showpostnavlinks", "showwordcount", "usehugotoc", "hidefooter", "hideheader", "hidetoc",
	// Jekyll and its themes
	"excerpt_separator", "render_with_liquid", "header", "sidebar", "classes", "author_profile", "read_time", "related", "search", "nav_order", "nav_exclude", "parent", "grand_parent", "has_children", "has_toc", "redirect_to", "math", "mathjax", "katex", "mermaid", "pagination", "paginate", "nav", "order",
	// Nikola and Pelican
	"link", "nocomments", "has_math", "hidetitle", "section", "password", "data", "filters", "pretty_url", "wp_status", "template", "save_as", "stylesheet", "javascript", "translation", "series_index", "hyphenate", "enclosure", "priority",
	// exports
	"wordpress_id", "wp_id", "post_id", "guid_is_permalink", "meta", "dsq_thread_id", "format", "blogger_id", "blogger_blog", "blogger_permalink", "ghost_id",
}

func freely(tb *table[Post]) *table[Post] {
	tb.free = func(p *Post) *[]Param { return &p.Params }
	tb.quiet = make(map[string]bool, len(elsewhere))
	for _, k := range elsewhere {
		tb.quiet[k] = true
	}
	return tb
}

// readDraft is the key draft. Where its value, or that of a key of the same
// meaning, cannot be read, the post counts as a draft: build --keep-going must
// not publish what its author may have meant to keep back.
func readDraft(r *reader, n *yaml.Node, p *Post) {
	b, ok := r.boolean(n)
	p.Draft = p.Draft || b || !ok
}

// readPublished is published: false, Jekyll's draft: true.
func readPublished(r *reader, n *yaml.Node, p *Post) {
	if n.Kind == yaml.ScalarNode && !isBool(n) {
		if w, bad := parseDate(n.Value); bad == nil && w.Precision >= DayOnly {
			return // a date, as some themes use the key
		}
	}
	if b, ok := r.boolean(n); !ok || !b {
		p.Draft = true
	}
}

func isBool(n *yaml.Node) bool { return n.Tag == "!!bool" }

func readStatus(r *reader, n *yaml.Node, p *Post) {
	w, ok := r.word(n)
	if !ok {
		return
	}
	switch strings.ToLower(w.Text) {
	case "draft", "private", "pending":
		p.Draft = true
	case "published", "publish", "public", "featured":
	default:
		p.Draft = true
		r.add(diag.Errorf("value-choice", w.Pos, "status cannot be %q", short(w.Text)).
			WithHint("write draft: true to keep the post back, unlisted: true to hide it, or leave the line out"))
	}
}

func readUnlisted(r *reader, n *yaml.Node, p *Post) {
	b, ok := r.boolean(n)
	p.Draft = p.Draft || !ok
	if ok {
		p.Unlisted, p.UnlistedPos = b, r.place(n)
	}
}

// readComments is true, false or a map from kind to address.
func readComments(r *reader, n *yaml.Node, p *Post) {
	switch {
	case n.Kind == yaml.MappingNode:
		for _, pr := range pairs(n) {
			r.key = resolved(pr.key).Value
			if v := resolved(pr.value); !isNull(v) {
				if w, ok := r.word(v); ok {
					p.Comments = append(p.Comments, Pair{r.key, w})
				}
			}
		}
	default:
		if b, ok := r.boolean(n); ok {
			value := map[bool]string{true: "true", false: "false"}[b]
			p.Comments = []Pair{{"", Word{value, r.place(n)}}}
		}
	}
}

// title is a text on one line; what could mislead a reader is told.
func (r *reader) title(n *yaml.Node) (Word, bool) {
	if n.Kind != yaml.ScalarNode {
		r.wrongType(n, "a text")
		return Word{}, false
	}
	w := Word{Text: strings.Join(strings.Fields(r.clean(n)), " "), Pos: r.place(n)}
	r.checkTitle(w)
	return w, w.Text != ""
}

// maxTitle is the length in characters from which a title is remarked upon.
const maxTitle = 300

func (r *reader) checkTitle(w Word) {
	if i := strings.IndexFunc(w.Text, isBidi); i >= 0 {
		r.add(diag.Warnf("text-bidi", w.Pos, "the title holds characters that turn the reading direction").
			WithHint("remove them: letters of Arabic or Hebrew find their direction by themselves"))
	}
	if n := len([]rune(w.Text)); n > maxTitle {
		r.add(diag.Warnf("title-long", w.Pos, "the title has %d characters", n).
			WithHint("keep it below %d; summary: has room for more", maxTitle))
	}
}

// isBidi reports the embedding, override and isolate controls (UAX #9); the
// marks for single letters are harmless.
func isBidi(c rune) bool { return c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069' }

// authors are names, or maps with a name as Hugo themes write them.
func (r *reader) authors(n *yaml.Node) ([]Word, bool) {
	var out []Word
	for _, item := range items(n) {
		if isNull(item) {
			continue
		}
		if item.Kind == yaml.MappingNode {
			for _, p := range pairs(item) {
				if v := resolved(p.value); resolved(p.key).Value == "name" && v.Kind == yaml.ScalarNode {
					item = v
					break
				}
			}
		}
		if item.Kind != yaml.ScalarNode {
			r.wrongEntry(item, "a name")
			continue
		}
		if w, ok := r.word(item); ok {
			out = append(out, w)
		}
	}
	return out, true
}

// token is the secret part of an address: nothing that must be escaped, and
// long enough not to be guessed.
func (r *reader) token(n *yaml.Node) (Word, bool) {
	w, ok := r.word(n)
	if !ok {
		return w, false
	}
	for _, c := range []byte(w.Text) {
		if (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') {
			r.add(diag.Errorf("token-shape", w.Pos, "the token holds %q; it is made of letters and digits", short(w.Text)))
			return w, false
		}
	}
	if len(w.Text) < 12 || len(w.Text) > 64 {
		r.add(diag.Errorf("token-shape", w.Pos, "the token has %d characters; it needs 12 to 64 so that nobody guesses it", len(w.Text)))
		return w, false
	}
	return w, true
}

func (r *reader) addresses(n *yaml.Node) ([]Word, bool) {
	var out []Word
	for _, item := range items(n) {
		if isNull(item) {
			continue
		}
		if w, ok := r.address(item); ok {
			out = append(out, w)
		}
	}
	return out, true
}
