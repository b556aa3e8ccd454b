package check

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/slug"
)

// tagChecks are about the words that posts are found by.
var tagChecks = []check{
	{
		code: "tag-variant", severity: diag.Warning, site: variants,
		text:  "Two tags differ only in a hyphen, a blank or the number of a word, so their posts stand on two pages: dev-ops and devops, conference and conferences. Decide for one, or let the other lead to it: aliases: in content/tags.yaml.",
		fires: "-- content/posts/a.md --\n---\ntitle: A\ndate: 2025-09-01\ntags: [devops]\n---\nText.\n-- content/posts/b.md --\n---\ntitle: B\ndate: 2025-09-01\ntags: [devops]\n---\nText.\n-- content/posts/c.md --\n---\ntitle: C\ndate: 2025-09-01\ntags: [dev-ops]\n---\nText.",
		cure:  "-- content/posts/a.md --\n---\ntitle: A\ndate: 2025-09-01\ntags: [devops]\n---\nText.\n-- content/posts/b.md --\n---\ntitle: B\ndate: 2025-09-01\ntags: [devops]\n---\nText.\n-- content/posts/c.md --\n---\ntitle: C\ndate: 2025-09-01\ntags: [devops]\n---\nText.",
		near:  "-- content/posts/a.md --\n---\ntitle: A\ndate: 2025-09-01\ntags: [new, news, c, cs, dev, devops]\n---\nText.",
	},
	{
		code: "tag-once", severity: diag.Hint, site: once,
		text:  "Tags stand at a single post each, while the site has thirty posts or more. The page of such a tag tells nobody more than the post. A more common word, or none, often serves better. All of them are told at once.",
		fires: many("tags: [go, gopherkon]", "tags: [go]"),
		cure:  many("tags: [go]", "tags: [go]"),
		near:  "-- content/posts/a.md --\n---\ntitle: A\ndate: 2025-09-01\ntags: [gopherkon]\n---\nText.",
	},
}

// many is a site of thirty posts, the first of which has a line of its own.
func many(first, others string) string {
	var b strings.Builder
	for i := range 30 {
		line := others
		if i == 0 {
			line = first
		}
		b.WriteString("-- content/posts/p" + string(rune('a'+i/10)) + string(rune('a'+i%10)) + ".md --\n---\ntitle: Notes\ndate: 2025-09-01\n" + line + "\n---\nText.\n")
	}
	return b.String()
}

// use is a tag as a post has it.
type use struct {
	word content.Word
	file string
}

func (u use) pos() diag.Pos {
	if u.word.Pos.File == "" {
		return diag.Whole(u.file)
	}
	return u.word.Pos
}

// uses are the tags of all posts, by the term they belong to.
func (w *world) uses() map[string][]use {
	out := map[string][]use{}
	for _, t := range w.texts {
		for _, word := range t.post.Post.Tags {
			if tag := w.Site.TagNamed(word.Text); tag != nil {
				out[tag.Slug] = append(out[tag.Slug], use{word, t.post.File.Path})
			}
		}
	}
	return out
}

// variants are terms that are one word to a reader.
func variants(w *world) (list diag.List) {
	uses := w.uses()
	bare := map[string][]string{}
	for _, term := range slices.Sorted(maps.Keys(uses)) {
		bare[bareTerm(term)] = append(bare[bareTerm(term)], term)
	}
	for _, key := range slices.Sorted(maps.Keys(bare)) {
		group := bare[key]
		if plural := bare[key+"s"]; len(plural) > 0 && len([]rune(key)) >= 5 && !strings.HasSuffix(key, "s") && letters(key) {
			group = append(slices.Clone(group), plural...)
		}
		if len(group) < 2 {
			continue
		}
		best := slices.MaxFunc(group, func(a, b string) int { return cmp.Or(cmp.Compare(len(uses[a]), len(uses[b])), cmp.Compare(b, a)) })
		spelled := uses[best][0].word.Text
		for _, term := range group {
			if term == best {
				continue
			}
			for _, u := range uses[term] {
				d := found(u.pos(), "the tag %s is %s elsewhere", quoted(u.word.Text), quoted(spelled)).
					WithNote(uses[best][0].pos(), "as here").
					WithHint("write %s, or name one as an alias of the other in content/tags.yaml", quoted(spelled))
				if src := w.Tree.Text(u.file); u.word.Pos.File != "" && u.word.Pos.End <= len(src) && string(src[u.word.Pos.Off:u.word.Pos.End]) == u.word.Text && slug.Make(spelled) == spelled {
					d = d.WithFix(u.word.Pos, spelled)
				}
				list.Add(d)
			}
		}
	}
	return list
}

func bareTerm(term string) string { return strings.ReplaceAll(term, "-", "") }

func letters(s string) bool {
	return strings.IndexFunc(s, func(c rune) bool { return !unicode.IsLetter(c) }) < 0
}

// muchWritten is how many posts a site needs before a tag of its own is odd.
const muchWritten = 30

// once says it of all such tags together: one by one they are a third of the tags
// of most sites.
func once(w *world) (list diag.List) {
	if len(w.Site.Posts) < muchWritten {
		return nil
	}
	uses := w.uses()
	var lone []use
	for _, term := range slices.Sorted(maps.Keys(uses)) {
		if u := uses[term]; len(u) == 1 && len(w.Site.TagNamed(u[0].word.Text).Posts) < 2 {
			lone = append(lone, u[0])
		}
	}
	if len(lone) == 0 {
		return nil
	}
	slices.SortStableFunc(lone, func(a, b use) int { return strings.Compare(a.file, b.file) })
	d := found(lone[0].pos(), "%d of %d tags stand at one post each", len(lone), len(uses))
	if len(lone) == 1 {
		d = found(lone[0].pos(), "one of %d tags stands at one post alone", len(uses))
	}
	var some []string
	for _, u := range lone[:min(len(lone), 20)] {
		some = append(some, u.word.Text)
	}
	words := strings.Join(some, ", ")
	if len(lone) > len(some) {
		words += " …"
	}
	list.Add(d.WithHint("look whether a more common word would do: %s", words))
	return list
}
