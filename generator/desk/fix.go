package desk

import (
	"cmp"
	"slices"
	"strings"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/source"
)

// Fixed is what Fix found to change.
type Fixed struct {
	Changes []Change
	Made    diag.List // what was mended, by file and place; places are those of the old text
	Refused diag.List // what has a fix that would have made it no better
}

// Fix writes what has one right spelling: every fix that a build proposes, and keys
// in recap's own words for those of other tools (content.OldKeys). Fixes are made one
// by one, and each file is read again with it: a fix after which there is as much to
// complain of as before is not made. No other byte changes, and what is right
// already stays, so a second run finds nothing.
func (d *Desk) Fix() *Fixed {
	byFile := map[string]diag.List{}
	for _, said := range d.Diagnostics {
		if said.Fix != nil {
			byFile[said.Fix.Pos.File] = append(byFile[said.Fix.Pos.File], said)
		}
	}
	for _, f := range d.Tree.Under("content") {
		if old := content.OldKeys(f); len(old) > 0 {
			byFile[f.Path] = append(byFile[f.Path], old...)
		}
	}
	files := make([]string, 0, len(byFile))
	for f := range byFile {
		files = append(files, f)
	}
	slices.Sort(files)
	out := &Fixed{}
	for _, f := range files {
		if src := d.Tree.Text(f); src != nil && strings.HasPrefix(f, "content/") {
			d.fixFile(f, src, byFile[f], out)
		}
	}
	return out
}

func (d *Desk) fixFile(file string, src []byte, list diag.List, out *Fixed) {
	slices.SortStableFunc(list, func(a, b diag.Diagnostic) int { return cmp.Compare(a.Fix.Pos.Off, b.Fix.Pos.Off) })
	text, end := src, -1
	var done []diag.Fix
	was := d.complaints(file, src)
	for _, said := range list {
		if said.Fix.Pos.Off < end || len(done) > 0 && done[len(done)-1] == *said.Fix {
			continue // it touches the one before; the next run sees whether it is still needed
		}
		new, err := Apply(src, append(slices.Clone(done), *said.Fix))
		if err != nil {
			continue
		}
		is := d.complaints(file, new)
		better := is.count < was.count
		if !was.codes[said.Code] { // said by the site as a whole, or a key that is read as it is
			better = is.count <= was.count
		}
		if !better || is.errors > was.errors {
			out.Refused.Add(said)
			continue
		}
		done, text, was, end = append(done, *said.Fix), new, is, said.Fix.Pos.End
		out.Made.Add(said)
	}
	if len(done) > 0 {
		out.Changes = append(out.Changes, Change{File: file, Old: src, New: text})
	}
}

// complaints are what is said of a file read by itself, with the programme beside it.
type complaints struct {
	count, errors int
	codes         map[string]bool
}

func (d *Desk) complaints(file string, src []byte) complaints {
	files := []*source.File{source.NewFile(file, src)}
	for from, beside := range map[string]string{"/event.yaml": "/schedule.yaml", "/schedule.yaml": "/event.yaml"} {
		if dir, ok := strings.CutSuffix(file, from); ok {
			if f := d.Tree.File(dir + beside); f != nil {
				files = append(files, f)
			}
		}
	}
	_, said := content.Load(source.NewTree(files...), nil)
	c := complaints{codes: map[string]bool{}}
	for _, s := range said {
		if s.Pos.File == file && s.Severity != diag.Hint {
			c.count++
			c.codes[s.Code] = true
			if s.Severity == diag.Error {
				c.errors++
			}
		}
	}
	return c
}
