package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"recap/generator/content"
	"recap/generator/output"
	"recap/generator/par"
)

// dir is a folder on this machine. With a switch it is a link to one of the
// versions that lie beside it, and changes over in one step (versions.go);
// without, files are renamed into it one by one, which package output does as it
// does for public/.
type dir struct {
	Around
	path   string // absolute
	linked bool
}

func dirTarget(t content.Target, a Around) (Target, error) {
	path := filepath.FromSlash(t.Path.Text)
	if !filepath.IsAbs(path) {
		path = filepath.Join(a.Dir, path)
	}
	for _, own := range []string{"content", "themes", "public", ".recap", ".git"} {
		if output.Overlaps(path, filepath.Join(a.Dir, own)) {
			return nil, fmt.Errorf("the folder %s overlaps with the site's own %s", path, own)
		}
	}
	return &dir{a, path, t.Switch != "none"}, nil
}

func (d *dir) String() string { return "the folder " + d.path }

// Look compares every file by its bytes: a folder is cheap to read, and whatever
// happened to it since the last time is found.
func (d *dir) Look(_ context.Context, s *Site) (*Has, error) {
	at := d.path
	has := &Has{Overwrite: d.Overwrite}
	switch fi, err := os.Stat(at); {
	case errors.Is(err, fs.ErrNotExist):
		has.New = true
		return has, nil
	case err != nil:
		return nil, err
	case !fi.IsDir():
		return nil, fmt.Errorf("%s is not a folder", at)
	}
	var err error
	if has.Ours, err = output.Files(at); err != nil {
		return nil, fmt.Errorf("the list of recap's files in %s cannot be used: %w", at, err)
	}
	if _, err := os.Lstat(filepath.Join(at, output.Own, "journal")); err == nil {
		has.Pending = true
	}
	has.New = len(has.Ours) == 0 && !has.Pending
	ours := make(map[string]bool, len(has.Ours))
	for _, f := range has.Ours {
		ours[f.Path] = true
	}
	has.Unknown, has.Same, has.Others = map[string]bool{}, map[string]bool{}, map[string]bool{}
	wanted := make(map[string]output.File, len(s.Files))
	for i, is := range statesOf(at, s.Files) {
		f := s.Files[i]
		wanted[f.Path] = f
		switch {
		case ours[f.Path]:
			has.Unknown[f.Path] = is != same
		case is == same:
			has.Same[f.Path] = true
		case is == folder && onlyOurs(at, f.Path, ours):
		case is != absent:
			has.Others[f.Path] = true
		}
	}
	kept := has.Ours[:0]
	for i, is := range statesOf(at, has.Ours) {
		f := has.Ours[i]
		w, stays := wanted[f.Path]
		switch {
		case stays && !has.Unknown[f.Path]: // the bytes are right, whatever the list says
			f = w
		case stays:
		case is == absent:
			continue
		case is != same:
			has.Left = append(has.Left, f.Path)
		}
		kept = append(kept, f)
	}
	has.Ours = kept
	return has, nil
}

// state is what lies in the place of a file.
type state uint8

const (
	absent state = iota
	same         // these very bytes
	folder
	other
)

// onlyOurs reports whether a folder holds nothing but files of ours: it makes room.
func onlyOurs(at, dir string, ours map[string]bool) bool {
	err := filepath.WalkDir(filepath.Join(at, filepath.FromSlash(dir)), func(name string, e fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(at, name)
		if err == nil && !e.IsDir() && !ours[filepath.ToSlash(rel)] {
			err = fs.ErrExist
		}
		return err
	})
	return err == nil
}

func statesOf(at string, files []output.File) []state {
	out := make([]state, len(files))
	par.Each(len(files), func(i int) {
		f := files[i]
		name := filepath.Join(at, filepath.FromSlash(f.Path))
		fi, err := os.Lstat(name)
		if err != nil {
			return // also where a file lies in the place of a folder: package output says so
		}
		if fi.IsDir() {
			out[i] = folder
			return
		}
		out[i] = other
		if sum, size, err := output.SumFile(name); err == nil && sum == f.Sum && size == f.Size {
			out[i] = same
		}
	})
	return out
}

// Send changes the folder.
func (d *dir) Send(ctx context.Context, s *Site, has *Has, diff *Difference) error {
	if d.linked {
		return d.change(ctx, s)
	}
	return d.fill(ctx, s, d.path)
}

// fill makes a folder hold the site, strangers' files aside.
func (d *dir) fill(ctx context.Context, s *Site, at string) error {
	st, err := output.Open(output.Options{Dir: at, Overwrite: d.Overwrite})
	if err != nil {
		return err
	}
	defer st.Abort()
	err = each(s.Files, func(f output.File) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if st.Holds(f) {
			st.Keep(f.Path, f.Sum)
			return nil
		}
		if f.Size > 1<<20 {
			return st.PutFrom(f.Path, f.Sum, func(w io.Writer) error { return s.copyTo(w, f) })
		}
		data, err := s.read(f)
		if err != nil {
			return err
		}
		return st.Put(f.Path, f.Sum, data)
	})
	if err != nil {
		return err
	}
	_, err = st.Commit(ctx)
	return err
}
