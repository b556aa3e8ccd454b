package theme

import (
	"cmp"
	"errors"
	"maps"
	"regexp"
	"slices"
	"strings"
	"text/template/parse"

	"recap/generator/diag"
	"recap/generator/source"
)

// parsed is one template file: its trees by name. The file's own content is the
// tree under the name given to it; {{define}} adds others.
type parsed struct {
	file  *source.File
	text  string
	trees map[string]*parse.Tree
	fault diag.List // why there are no trees
}

// parseFile parses one file, whose content outside of {{define}} becomes the
// template own. Trees keep the file's path as ParseName, so that whatever goes
// wrong later names file and line by itself.
//
// The functions are not looked up here: the check does it, and can then say
// which name was meant and where it stands.
func parseFile(f *source.File, own string) *parsed {
	p := &parsed{file: f, trees: map[string]*parse.Tree{}}
	data, err := f.Bytes()
	if err != nil {
		p.fault.Add(diag.Errorf("theme-unreadable", diag.Whole(f.Path), "the template cannot be read: %v", err))
		return p
	}
	p.text = string(data)
	tree := parse.New(f.Path)
	tree.Mode = parse.SkipFuncCheck
	if _, err := tree.Parse(p.text, "", "", p.trees); err != nil {
		p.fault.Add(syntaxFault(f.Path, p.text, err))
		p.trees = nil
		return p
	}
	// A file that holds nothing but definitions may define its own name.
	top := p.trees[f.Path]
	delete(p.trees, f.Path)
	if named := p.trees[own]; named == nil {
		top.Name = own
		p.trees[own] = top
	} else if !parse.IsEmptyTree(top.Root) {
		p.fault.Add(diag.Errorf("theme-syntax", defineAt(p, own),
			"the file is the template %q already, outside of this definition", own).
			WithHint("leave the definition out, or put everything into it"))
		p.trees = nil
	}
	return p
}

// defineAt is the place of the name in {{define "name"}}.
func defineAt(p *parsed, name string) diag.Pos {
	re := regexp.MustCompile(`\{\{-?\s*(?:define|block)\s+("` + regexp.QuoteMeta(name) + `"|` + "`" + regexp.QuoteMeta(name) + "`)")
	if m := re.FindStringSubmatchIndex(p.text); m != nil {
		return diag.Pos{File: p.file.Path, Off: m[2], End: m[3]}
	}
	return diag.Whole(p.file.Path)
}

// library is every template of a theme but the pages' own.
type library struct {
	trees  map[string]*parse.Tree
	origin map[string]*parsed // which file a tree comes from
	broken map[string]*parsed // templates named by files that do not parse
}

// collect merges the shared pieces. The layout comes first and gives way: what
// it defines by {{block}} is a default. Two other pieces must not define one name.
func collect(files map[string]*parsed) (library, diag.List) {
	lib := library{trees: map[string]*parse.Tree{}, origin: map[string]*parsed{}, broken: map[string]*parsed{}}
	var list diag.List
	names := slices.SortedFunc(maps.Keys(files), func(a, b string) int {
		return cmp.Or(-compareBool(a == layoutName, b == layoutName), strings.Compare(a, b))
	})
	for _, own := range names {
		p := files[own]
		if p.trees == nil {
			lib.broken[own] = p
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(p.trees)) {
			was := lib.origin[name]
			if was != nil && was != files[layoutName] {
				list.Add(diag.Errorf("theme-twice", defineAt(p, name), "two files define the template %q", name).
					WithNote(defineAt(was, name), "the other one"))
				continue
			}
			lib.trees[name], lib.origin[name] = p.trees[name], p
		}
	}
	return lib, list
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// with is the library a page sees: its own definitions win over shared ones.
func (lib library) with(page *parsed) library {
	out := library{trees: maps.Clone(lib.trees), origin: maps.Clone(lib.origin), broken: lib.broken}
	for name, tree := range page.trees {
		out.trees[name], out.origin[name] = tree, page
	}
	return out
}

// errNoTemplate is met only when a page is executed whose theme was refused.
var errNoTemplate = errors.New("the theme has no template for this page")
