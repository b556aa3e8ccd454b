package desk

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Change is one file to be written. A file with Old == nil must not be there yet.
type Change struct {
	File string // slash path below the site
	Old  []byte // as read; nil for a new file
	New  []byte
}

// ErrMoved says that a file is no longer what was read.
var ErrMoved = errors.New("was changed by somebody else meanwhile")

// Write writes changes below a site's folder. All of them are checked first:
// when one file is not as it was read, or a new one is there already, nothing is
// written. Each file is replaced whole, and keeps its permissions. A link is
// followed, so that it stays one, but never out of the site.
func Write(dir string, changes []Change) error {
	root, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return err
	}
	targets := make([]string, len(changes))
	for i, c := range changes {
		if targets[i], err = check(root, c); err != nil {
			return fmt.Errorf("%s: %w", c.File, err)
		}
	}
	for i, c := range changes {
		if err := replace(targets[i], c); err != nil {
			return fmt.Errorf("%s: %w", c.File, err)
		}
	}
	return nil
}

// check is where a change goes, when the file there is still what was read.
func check(root string, c Change) (string, error) {
	if !filepath.IsLocal(filepath.FromSlash(c.File)) {
		return "", errors.New("lies outside of the site")
	}
	full := filepath.Join(root, filepath.FromSlash(c.File))
	if c.Old == nil {
		if _, err := os.Lstat(full); err == nil {
			return "", fs.ErrExist
		} else if !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
		return full, nil
	}
	real, err := filepath.EvalSymlinks(full)
	if err != nil {
		return "", err
	}
	if rel, err := filepath.Rel(root, real); err != nil || !filepath.IsLocal(rel) {
		return "", errors.New("is a link out of the site")
	}
	now, err := os.ReadFile(real)
	if err != nil {
		return "", err
	}
	if !bytes.Equal(now, c.Old) {
		return "", ErrMoved
	}
	return real, nil
}

func replace(full string, c Change) error {
	dir := filepath.Dir(full)
	mode := fs.FileMode(0o666)
	if c.Old == nil {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return err
		}
		f, err := os.OpenFile(full, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		if err != nil {
			return err
		}
		_, err = f.Write(c.New)
		if e := f.Close(); err == nil {
			err = e
		}
		if err != nil {
			os.Remove(full)
		}
		return err
	}
	st, err := os.Stat(full)
	if err != nil {
		return err
	}
	// A name that no build takes for a source (source.Ignored).
	f, err := os.CreateTemp(dir, "."+strings.TrimPrefix(filepath.Base(full), ".")+"-*.tmp")
	if err != nil {
		return err
	}
	_, err = f.Write(c.New)
	if err == nil {
		err = f.Chmod(st.Mode().Perm())
	}
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), full)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}
