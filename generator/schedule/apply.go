package schedule

import (
	"errors"
	"io/fs"
	"os"
	"path"
)

// Apply writes what an import planned below a site's folder: each file whole or
// not at all, a new one only where there is none, nothing outside the folder of
// the event. When a file cannot be written, those before it are taken back if
// they are new.
func (p *Plan) Apply(site string) (err error) {
	if len(p.Files) == 0 {
		return nil
	}
	root, err := os.OpenRoot(site)
	if err != nil {
		return err
	}
	defer root.Close()
	var made []string
	defer func() {
		if err != nil {
			for i := len(made) - 1; i >= 0; i-- {
				_ = root.Remove(made[i])
			}
		}
	}()
	for _, f := range p.Files {
		dir := path.Dir(f.Path)
		if _, err := root.Stat(dir); errors.Is(err, fs.ErrNotExist) {
			made = append(made, dir)
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
			made = append(made, f.Path)
			continue
		}
		tmp := path.Dir(f.Path) + "/.schedule.yaml~"
		if err := writeIn(root, tmp, f.Data, os.O_TRUNC); err == nil {
			err = root.Rename(tmp, f.Path)
			if err != nil {
				_ = root.Remove(tmp)
				return err
			}
		} else {
			_ = root.Remove(tmp)
			return err
		}
	}
	return nil
}

func writeIn(root *os.Root, name string, data []byte, how int) error {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|how, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}
