package site

import (
	"path"

	"recap/generator/content"
	"recap/generator/diag"
)

// tools are the programs that the settings name, as found on this machine.
type tools struct {
	encoders []encoder // the best format first
	heic     string    // identity of the program that reads HEIC, "" for none
}

type encoder struct{ format, identity string }

// encoderFormats are the formats that programs write, the best first.
var encoderFormats = []struct{ program, format string }{{"avifenc", "avif"}, {"cwebp", "webp"}}

// findTools looks for the programs that the settings name. It is asked only when
// the site has pictures.
func (s *Site) findTools() diag.List {
	var d diag.List
	find := func(w content.Word) string {
		if s.opts.Tool == nil {
			return ""
		}
		id, err := s.opts.Tool(w.Text)
		if err != nil {
			d.Add(diag.Errorf("image-tool", wordPlace(w, path.Join("content", "site.yaml")), "the program %s cannot be run: %v", w.Text, err).
				WithHint("install it (%s), or take it out of images:", packages[w.Text]))
		}
		return id
	}
	for _, f := range encoderFormats {
		for _, w := range s.Config.Images.Encoders {
			if w.Text == f.program {
				if id := find(w); id != "" {
					s.tools.encoders = append(s.tools.encoders, encoder{f.format, id})
				}
			}
		}
	}
	for _, w := range s.Config.Images.Decoders {
		if id := find(w); id != "" && s.tools.heic == "" {
			s.tools.heic = id
		}
	}
	return d
}

// packages are what brings a program, by the names that Debian has for them.
var packages = map[string]string{
	"cwebp": "package webp", "avifenc": "package libavif-bin",
	"heif-convert": "package libheif-examples", "heif-dec": "package libheif-examples",
}
