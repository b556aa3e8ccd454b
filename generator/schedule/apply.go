package schedule

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
)

// Apply writes what an import planned below a site's folder: each file whole or
// not at all, a new one only where there is none, nothing outside the folder of
// the event but the single file of an event that moves into it. A file of the
// writer's that is no longer what was read is left alone. When a file cannot be
// written, what was done before it is taken back.
func (p *Plan) Apply(site string) (err error) {
	if len(p.Files) == 0 {
		return nil
	}
	root, err := os.OpenRoot(site)
	if err != nil {
		return err
	}
	defer root.Close()
	var undo []func()
	defer func() {
		if err != nil {
			for i := len(undo) - 1; i >= 0; i-- {
				undo[i]()
			}
		}
	}()
	for _, f := range p.Files {
		dir := path.Dir(f.Path)
		if _, err := root.Stat(dir); errors.Is(err, fs.ErrNotExist) {
			undo = append(undo, func() { _ = root.Remove(dir) })
		}
		if err := root.MkdirAll(dir, 0o777); err != nil {
			return err
		}
	}
	for i := len(p.Files) - 1; i >= 0; i-- { // the event first: a programme without one cannot be built
		f := p.Files[i]
		if f.New {
			if err := writeIn(root, f.Path, f.Data, os.O_EXCL); err != nil {
				return err
			}
			undo = append(undo, func() { _ = root.Remove(f.Path) })
			continue
		}
		if f.Was != nil {
			if err := f.settle(root, &undo); err != nil {
				return err
			}
			continue
		}
		if err := replaceIn(root, f.Path, f.Data, 0); err != nil {
			return err
		}
	}
	return nil
}

// settle moves the writer's file to its place, and changes it when it is to be
// changed.
func (f Output) settle(root *os.Root, undo *[]func()) error {
	at := f.Path
	if f.From != "" {
		at = f.From
	}
	fi, err := root.Lstat(at)
	if err != nil {
		return err
	}
	now, err := root.ReadFile(at)
	switch {
	case err != nil:
		return err
	case !fi.Mode().IsRegular():
		return fmt.Errorf("%s is a link or no file; it was left as it is, and nothing was written", at)
	case !bytes.Equal(now, f.Was):
		return fmt.Errorf("%s was changed by somebody else meanwhile; nothing was written", at)
	}
	if f.From != "" {
		if _, err := root.Lstat(f.Path); err == nil {
			return fmt.Errorf("%s: %w", f.Path, fs.ErrExist)
		}
		if err := root.Rename(f.From, f.Path); err != nil {
			return err
		}
		*undo = append(*undo, func() { _ = root.Rename(f.Path, f.From) })
	}
	if bytes.Equal(f.Data, f.Was) {
		return nil
	}
	if err := replaceIn(root, f.Path, f.Data, fi.Mode().Perm()); err != nil {
		return err
	}
	*undo = append(*undo, func() { _ = replaceIn(root, f.Path, f.Was, fi.Mode().Perm()) })
	return nil
}

// replaceIn puts a file whole in the place of another, with its permissions
// where they are given.
func replaceIn(root *os.Root, name string, data []byte, mode fs.FileMode) error {
	tmp := path.Dir(name) + "/." + path.Base(name) + "~"
	err := writeIn(root, tmp, data, os.O_TRUNC)
	if err == nil && mode != 0 {
		err = root.Chmod(tmp, mode)
	}
	if err == nil {
		err = root.Rename(tmp, name)
	}
	if err != nil {
		_ = root.Remove(tmp)
	}
	return err
}

func writeIn(root *os.Root, name string, data []byte, how int) error {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|how, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}
