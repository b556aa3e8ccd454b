package render

import (
	"bytes"
	"io"
	"sync"

	"recap/generator/diag"
	"recap/generator/digest"
	"recap/generator/media"
	"recap/generator/memory"
	"recap/generator/source"
	"recap/generator/view"
)

// cardKey names a card's bytes, the same for the same words on any page.
func cardKey(in Input, c view.SocialCard) digest.Sum {
	h := digest.New()
	h.String("card")
	h.Sum(in.Version)
	c.Font = "" // the bytes count, not where they lie
	h.Value(c)
	return h.Done()
}

// keepCard says that a card which lies in the output is still of use: a build
// into another folder finds it.
func keepCard(in Input, c view.SocialCard) {
	if in.Pictures != nil {
		in.Pictures.Memory.Touch(memory.Images, cardKey(in, c))
	}
}

// writeCard writes a social card: one drawn before, if there is.
func writeCard(w io.Writer, in Input, c view.SocialCard) error {
	if in.Pictures == nil {
		return drawCard(w, in, c)
	}
	key := cardKey(in, c)
	if known, ok := in.Pictures.Memory.Get(memory.Images, key); ok {
		_, err := w.Write(known)
		return err
	}
	var b bytes.Buffer
	if err := drawCard(&b, in, c); err != nil {
		return err
	}
	in.Pictures.Memory.Put(memory.Images, key, b.Bytes())
	_, err := w.Write(b.Bytes())
	return err
}

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
