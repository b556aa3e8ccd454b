package check

import (
	"cmp"
	"slices"
	"strings"

	"recap/generator/content"
	"recap/generator/desk"
	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/source"
)

// Fixes is what can be mended.
type Fixes struct {
	Changes []desk.Change // by file
	Made    diag.List     // what they mend, by place
	Refused diag.List     // fix-refused: what would have changed more than its place
}

// surely are codes of a build whose fix is certain: it is the one way to write what
// is there already.
var surely = []string{"text-dunder", "yaml-colon", "settings-url"}

// Fix works out the fixes of a report: those that are certain, and for codes that
// are asked for by name those that are a guess as well. Nothing is written.
func Fix(tree *source.Tree, list diag.List, only []string) *Fixes {
	var chosen diag.List
	for _, d := range list.Sorted() {
		sure := slices.Contains(surely, d.Code) || slices.ContainsFunc(table, func(c check) bool { return c.code == d.Code && c.sure })
		if d.Fix != nil && (sure || slices.Contains(only, d.Code)) {
			chosen.Add(d)
		}
	}
	byFile := map[string]diag.List{}
	var files []string
	for _, d := range chosen {
		f := d.Fix.Pos.File
		if byFile[f] == nil {
			files = append(files, f)
		}
		byFile[f] = append(byFile[f], d)
	}
	slices.Sort(files)
	out := &Fixes{}
	for _, f := range files {
		src := tree.Text(f)
		if src == nil {
			continue
		}
		done, text := fixFile(tree, f, src, apart(byFile[f]), out)
		if len(done) > 0 {
			out.Changes = append(out.Changes, desk.Change{File: f, Old: src, New: text})
			out.Made.Add(done...)
		}
	}
	return out
}

// apart are fixes of a file in their order, without those that touch one before:
// they are found again by the next run, if they are still there.
func apart(list diag.List) diag.List {
	slices.SortStableFunc(list, func(a, b diag.Diagnostic) int { return cmp.Compare(a.Fix.Pos.Off, b.Fix.Pos.Off) })
	var out diag.List
	end := -1
	for _, d := range list {
		if d.Fix.Pos.Off < end || len(out) > 0 && *out[len(out)-1].Fix == *d.Fix {
			continue
		}
		out, end = append(out, d), d.Fix.Pos.End
	}
	return out
}

// fixFile makes as many fixes of a file as leave the rest of it as it reads.
func fixFile(tree *source.Tree, file string, src []byte, list diag.List, out *Fixes) (diag.List, []byte) {
	with := func(l diag.List) ([]byte, bool) {
		var fixes []diag.Fix
		for _, d := range l {
			fixes = append(fixes, *d.Fix)
		}
		text, err := desk.Apply(src, fixes)
		return text, err == nil && harmless(tree, file, src, text, fixes)
	}
	if text, ok := with(list); ok {
		return list, text
	}
	var good diag.List
	text := src
	for _, d := range list {
		if next, ok := with(append(slices.Clone(good), d)); ok {
			good, text = append(good, d), next
			continue
		}
		out.Refused.Add(diag.Hintf("fix-refused", d.Pos, "with this change the file would read differently in other places too [%s]", d.Code).
			WithHint("mend it by hand"))
	}
	return good, text
}

// harmless reads a file again with its new text: it must have no more errors than
// before, and of a text only the parts may read differently that hold a fix.
func harmless(tree *source.Tree, file string, old, new []byte, fixes []diag.Fix) bool {
	was, errsWas := alone(tree, file, old)
	is, errsIs := alone(tree, file, new)
	if errsIs > errsWas {
		return false
	}
	if was == nil || is == nil {
		return was == nil
	}
	if was.Title.Text != is.Title.Text || len(was.Tags) != len(is.Tags) || !slices.Equal(was.Set, is.Set) {
		return false
	}
	a, b := markdown.Parts(file, old, was.From), markdown.Parts(file, new, is.From)
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Kind != b[i].Kind && (a[i].Kind != markdown.ParagraphPart || b[i].Kind != markdown.HeadingPart) {
			return false
		}
		if !holds(a[i], fixes) && (a[i].Kind != b[i].Kind || a[i].Text != b[i].Text || len(a[i].Code) != len(b[i].Code) || len(a[i].Links) != len(b[i].Links)) {
			return false
		}
	}
	return true
}

func holds(p markdown.Part, fixes []diag.Fix) bool {
	from, to := p.Pos.Off, p.Pos.End
	for _, c := range p.Code {
		from, to = min(from, c.Pos.Off), max(to, c.Pos.End)
	}
	return slices.ContainsFunc(fixes, func(f diag.Fix) bool { return from <= f.Pos.Off && f.Pos.End <= to })
}

// alone reads one file by itself: the post in it, if it is one, and how many errors
// it has.
func alone(tree *source.Tree, file string, src []byte) (*content.Post, int) {
	files := []*source.File{source.NewFile(file, src)}
	if dir, ok := strings.CutSuffix(file, "/event.yaml"); ok {
		if f := tree.File(dir + "/schedule.yaml"); f != nil {
			files = append(files, f)
		}
	}
	set, said := content.Load(source.NewTree(files...), nil)
	n := 0
	for _, d := range said {
		if d.Severity == diag.Error && d.Pos.File == file {
			n++
		}
	}
	for _, p := range slices.Concat(set.Posts, set.Pages) {
		if p.File.Path == file {
			return p, n
		}
	}
	return nil, n
}
