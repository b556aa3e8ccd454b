package site

import (
	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/markdown"
)

// answerMedia says what the card of an address shows: the title of the talk that
// has it as its recording or slides, and what content/embeds.yaml stores of it.
func (s *Site) answerMedia(l markdown.Link, a *markdown.Answers) diag.List {
	if t := s.index().media[mediaKey(l.Dest)]; t != nil {
		a.Texts[l.Dest] = t.Title.Text
	}
	m, ok, d := s.StoredMedia(l.Dest)
	if ok {
		if a.Media == nil {
			a.Media = map[string]markdown.Media{}
		}
		a.Media[l.Dest] = m
	}
	return d
}

// StoredMedia is what content/embeds.yaml stores of an address, however it is
// spelled; ok is false for nothing.
func (s *Site) StoredMedia(address string) (m markdown.Media, ok bool, d diag.List) {
	e := s.index().embed[mediaKey(address)]
	if e == nil {
		return m, false, nil
	}
	m = markdown.Media{Title: e.Title, Frame: SafeURL(e.Frame)}
	if w := e.Thumbnail; w.Text != "" {
		if external(w.Text) {
			d.Add(diag.Warnf("embed-thumbnail", w.Pos, "a thumbnail from elsewhere would tell its host of every reader, so it is left out").
				WithHint("store it below content/static and name it from there: /embeds/talk.jpg"))
			return m, true, d
		}
		m.Thumb, d = s.image(&content.Image{File: w}, "content/embeds.yaml")
	}
	return m, true, d
}

// Stored is everything that content/embeds.yaml holds, as written.
func (s *Site) Stored() []content.Embed { return s.set.Embeds }
