package source

import (
	"io/fs"
)

// carried are the files of the themes the program carries that no file on disk
// hides. They are always read: a few dozen from memory, cheaper than a rule for
// when not to.
func (s *snapshot) carried(onDisk []entry) ([]entry, error) {
	if s.opts.Themes == nil {
		return nil, nil
	}
	hidden := make(map[string]bool)
	for _, e := range onDisk {
		if within(e.file.Path, "themes") {
			hidden[e.file.Path] = true
		}
	}
	var all []entry
	err := fs.WalkDir(s.opts.Themes, ".", func(name string, d fs.DirEntry, err error) error {
		at := "themes/" + name
		switch {
		case err != nil:
			return err
		case name == ".":
			return nil
		case Ignored(d.Name()):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case !d.Type().IsRegular() || hidden[at]:
			return nil
		}
		data, err := fs.ReadFile(s.opts.Themes, name)
		if err != nil {
			return err
		}
		f := NewFile(at, data)
		if old, _ := s.before(at, ""); old != nil && old.Sum == f.Sum {
			f = old
		}
		all = append(all, entry{file: f})
		return nil
	})
	return all, err
}
