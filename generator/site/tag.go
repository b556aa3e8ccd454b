package site

import (
	"cmp"
	"slices"
	"strings"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/slug"
)

// Tag is one term with its posts.
type Tag struct {
	Slug        string
	Name        string
	Description string
	Path        string
	URL         string
	Posts       []*Post // newest first

	record    *content.Tag
	spellings map[string]int
}

// findTags resolves a post's tags, and its events' that it inherits.
func (s *Site) findTags(p *Post) diag.List {
	var d diag.List
	add := func(w content.Word, file string, count bool) {
		if strings.ContainsAny(w.Text, "<>") {
			d.Add(diag.Errorf("tag-unusable", wordPlace(w, file), "the tag %q holds < or >, which feed readers take for HTML", w.Text).
				WithHint("write the tag without them"))
			return
		}
		t := s.tag(w.Text)
		if t == nil {
			d.Add(diag.Errorf("tag-unusable", wordPlace(w, file), "nothing of the tag %q can stand in an address", w.Text).
				WithHint("use letters or digits, or leave the tag out"))
			return
		}
		uses := 0 // an event's spelling names a term only when no post's does
		if count {
			uses = 1
		}
		t.spellings[w.Text] += uses
		if !slices.Contains(p.Tags, t) {
			p.Tags = append(p.Tags, t)
		}
	}
	for _, w := range p.Post.Tags {
		add(w, p.File.Path, true)
	}
	if !p.IsPage {
		for _, e := range p.Events {
			for _, w := range e.Event.Tags {
				add(w, e.File.Path, false)
			}
		}
	}
	return d
}

// tag is the term a spelling belongs to, made at its first use.
func (s *Site) tag(spelling string) *Tag {
	key := slug.Term(spelling)
	if key == "" {
		return nil
	}
	if t := s.tags[key]; t != nil {
		return t
	}
	rec, canonical := s.terms[key], key
	if rec != nil {
		canonical = slug.Term(rec.ID.Text)
	}
	t := s.tags[canonical]
	if t == nil {
		t = &Tag{Slug: canonical, record: rec, spellings: map[string]int{}, Path: "tags/" + canonical + "/"}
		t.URL = s.at(t.Path)
		s.tags[canonical] = t
	}
	s.tags[key] = t
	return t
}

// nameTags settles each term's name: tags.yaml, else the spelling used most.
func (s *Site) nameTags() {
	for key, t := range s.tags {
		if key != t.Slug {
			delete(s.tags, key) // only needed while spellings were being found
			continue
		}
		if t.record != nil {
			t.Description = t.record.Description
			for _, n := range t.record.Names {
				if n.Key == s.Config.Language.Text || t.Name == "" {
					t.Name = n.Value.Text
				}
			}
		}
		if t.Name == "" {
			best, uses := "", -1
			for spelling, n := range t.spellings {
				if c := cmp.Compare(n, uses); c > 0 || c == 0 && spelling < best {
					best, uses = spelling, n
				}
			}
			t.Name = cmp.Or(best, t.Slug)
		}
	}
}

// NameIn is the term's name in a language, where tags.yaml has it: "de" is for
// "de-AT" too.
func (t *Tag) NameIn(lang string) string {
	if t.record != nil {
		base, _, _ := strings.Cut(lang, "-")
		for _, want := range []string{lang, base} {
			for _, n := range t.record.Names {
				if n.Key != "" && strings.EqualFold(n.Key, want) {
					return n.Value.Text
				}
			}
		}
	}
	return t.Name
}
