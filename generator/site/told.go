package site

import (
	"path"
	"strings"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/media"
	"recap/generator/par"
)

// lookAtOthers finds out what films, TIFF and PDF files tell of their makers:
// they are published as they are.
func (s *Site) lookAtOthers() {
	if s.opts.Tells == nil {
		return
	}
	var files []content.Static
	for _, st := range s.set.Static {
		if media.Untouched(st.Path) {
			files = append(files, st)
		}
	}
	told := make([]media.Told, len(files))
	par.Each(len(files), func(i int) { told[i] = s.opts.Tells(files[i].File) })
	for i, st := range files {
		if told[i].Is() {
			if s.told == nil {
				s.told = map[string]media.Told{}
			}
			s.told[st.File.Path] = told[i]
		}
	}
}

// tellsOfItself warns of a file that would be published with what pictures lose.
func tellsOfItself(st content.Static, told media.Told) diag.Diagnostic {
	what := "where it was made"
	switch {
	case told.GPS && told.Serial:
		what = "where it was made and the serial number of a camera"
	case told.Serial:
		what = "the serial number of a camera"
	}
	d := diag.Warnf("file-tells", diag.Whole(st.File.Path), "this file tells %s, and is published as it is", what)
	if strings.EqualFold(path.Ext(st.Path), ".pdf") {
		return d.WithHint("the photographs in it tell it: take them out of their files first (exiftool -all= FILE) and make the PDF anew")
	}
	return d.WithHint("take it out: exiftool -all= %s", path.Base(st.File.Path))
}
