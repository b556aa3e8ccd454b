package output

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"slices"
	"syscall"

	"recap/generator/par"
)

// realFolders makes sure that no folder on the way is a link.
func (s *Store) realFolders(dir string) error {
	if dir == "" {
		return nil
	}
	if err := s.realFolders(parent(dir)); err != nil {
		return err
	}
	fi, err := os.Lstat(s.name(dir))
	switch {
	case isAbsent(err):
		return fs.ErrNotExist
	case err != nil:
		return err
	case !fi.IsDir():
		return errNotOurs
	}
	return nil
}

// free makes sure that every new file can take its place: nothing lies there
// that we did not write, and the folders on the way are folders or can be made.
func (s *Store) free(p *plan) error {
	if fresh, err := isFresh(s.dir); err == nil && fresh {
		return nil
	}
	gone := map[string]bool{} // files that go, and the folders they may leave empty
	for _, o := range p.ops {
		if o.kind == opRemove {
			gone[o.path] = true
		}
		if o.kind == opRemove || o.kind == opForget {
			for dir := parent(o.path); dir != ""; dir = parent(dir) {
				gone[dir+"/"] = true
			}
		}
	}
	var puts []string
	folders := map[string]bool{}
	for _, o := range p.ops {
		if o.kind != opPut {
			continue
		}
		puts = append(puts, o.path)
		for dir := parent(o.path); dir != "" && !folders[dir]; dir = parent(dir) {
			folders[dir] = true
		}
	}
	dirs := sortedKeys(folders)
	what := make([]string, len(puts)+len(dirs))
	err := par.EachErr(context.Background(), len(what), func(i int) (err error) {
		if i < len(dirs) {
			what[i], err = s.blocksFolder(dirs[i], gone)
		} else {
			what[i], err = s.blocksFile(puts[i-len(dirs)], gone)
		}
		return err
	})
	if err != nil {
		return err
	}
	var occupied *Occupied
	for i, path := range slices.Concat(dirs, puts) {
		switch {
		case what[i] == "":
		case occupied == nil:
			occupied = &Occupied{Out: s.dir, Path: path, What: what[i], Why: s.broken}
		default:
			occupied.Others = append(occupied.Others, path)
		}
	}
	if occupied != nil {
		return occupied
	}
	return nil
}

// blocksFolder says what stops path from being a folder, "" for nothing.
func (s *Store) blocksFolder(path string, gone map[string]bool) (string, error) {
	fi, err := os.Lstat(s.name(path))
	switch {
	case isAbsent(err):
		return "", nil
	case err != nil:
		return "", err
	case fi.IsDir() || gone[path]:
		return "", nil
	}
	return describe(fi), nil
}

// blocksFile says what stops path from becoming a file of ours, "" for nothing.
func (s *Store) blocksFile(path string, gone map[string]bool) (string, error) {
	fi, err := os.Lstat(s.name(path))
	switch {
	case isAbsent(err):
		return "", nil
	case err != nil:
		return "", err
	case fi.IsDir():
		return s.blocksFromInside(path, gone)
	}
	if _, mine := s.before[path]; mine || s.o.Overwrite || gone[path] {
		return "", nil
	}
	return describe(fi), nil
}

// blocksFromInside looks into a folder that must become a file: it may hold
// files of ours that this commit removes, and nothing else.
func (s *Store) blocksFromInside(path string, gone map[string]bool) (string, error) {
	items, err := os.ReadDir(s.name(path))
	if err != nil {
		return "", err
	}
	if len(items) == 0 && !gone[path+"/"] {
		return "a folder", nil
	}
	for _, item := range items {
		inner := path + "/" + item.Name()
		if item.IsDir() {
			if what, err := s.blocksFromInside(inner, gone); what != "" || err != nil {
				return what, err
			}
		} else if !gone[inner] {
			return "a folder", nil
		}
	}
	return "", nil
}

func describe(fi fs.FileInfo) string {
	switch mode := fi.Mode(); {
	case mode.IsRegular():
		return "a file"
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeSymlink != 0:
		return "a link"
	}
	return "a special file"
}

// isAbsent reports whether a path names nothing, also for want of a folder.
func isAbsent(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

// hasSum reports whether a regular file has these bytes.
func hasSum(name string, e entry) bool {
	fi, err := os.Lstat(name)
	if err != nil || !fi.Mode().IsRegular() || fi.Size() != e.size {
		return false
	}
	sum, _, err := sumFile(name)
	return err == nil && sum == e.sum
}
