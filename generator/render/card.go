package render

import (
	"io"
	"sync"

	"recap/generator/diag"
	"recap/generator/media"
	"recap/generator/source"
	"recap/generator/view"
)

// drawCard draws a social card.
func drawCard(w io.Writer, in Input, c view.SocialCard) error {
	card := media.Card{Title: c.Title, Over: c.Over, Under: c.Under, Site: c.Site, Accent: media.Accent(c.Accent)}
	if c.Font != "" {
		font, err := cardFont(in, c)
		if err != nil {
			return err
		}
		card.Font = font
	}
	return card.WritePNG(w)
}

// fonts are the fonts of cards by the sum of their bytes: a font is read and its
// letters drawn once, not once a card.
var fonts sync.Map

func cardFont(in Input, c view.SocialCard) (*media.CardFont, error) {
	if f, ok := fonts.Load(c.FontSum); ok {
		return f.(*media.CardFont), nil
	}
	f := in.Tree.File(c.Font)
	if f == nil {
		return nil, source.ErrChanged
	}
	data, err := f.Bytes()
	if err != nil {
		return nil, err
	}
	font, err := media.ParseCardFont(data)
	if err != nil {
		return nil, &diag.Fault{List: diag.List{diag.Errorf("card-font", diag.Whole(c.Font), "social cards cannot be written in this: %v", err).
			WithHint("take an .otf or .ttf file; a .woff2 file has to be unpacked first")}}
	}
	kept, _ := fonts.LoadOrStore(c.FontSum, font)
	return kept.(*media.CardFont), nil
}
