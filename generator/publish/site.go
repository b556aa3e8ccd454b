package publish

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"recap/generator/digest"
	"recap/generator/output"
)

// Site is a built site.
type Site struct {
	Dir   string        // where it lies
	Files []output.File // by path
}

// Built is the site that lies in an output folder.
func Built(dir string) (*Site, error) {
	files, err := output.Files(dir)
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no site lies in %s", dir)
	}
	return &Site{Dir: dir, Files: files}, nil
}

func (s *Site) name(path string) string { return filepath.Join(s.Dir, filepath.FromSlash(path)) }

// ErrChanged says that the built site changed while it was being published.
var ErrChanged = errors.New("the built site changed while it was being published; publish again")

// read gives the bytes of one file, which must be what was built.
func (s *Site) read(f output.File) ([]byte, error) {
	data, err := os.ReadFile(s.name(f.Path))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) != f.Size || digest.Bytes(data) != f.Sum {
		return nil, fmt.Errorf("%s: %w", f.Path, ErrChanged)
	}
	return data, nil
}

// check sees to it that files are what was built: other programs read them.
func (s *Site) check(files []output.File) error {
	return each(files, func(f output.File) error {
		sum, size, err := output.SumFile(s.name(f.Path))
		if err == nil && (sum != f.Sum || size != f.Size) {
			err = fmt.Errorf("%s: %w", f.Path, ErrChanged)
		}
		return err
	})
}

// copyTo streams a file.
func (s *Site) copyTo(w io.Writer, f output.File) error {
	in, err := os.Open(s.name(f.Path))
	if err != nil {
		return err
	}
	defer in.Close()
	_, err = io.Copy(w, in)
	return err
}

// file is the file at a path of the site.
func (s *Site) file(path string) output.File {
	i, _ := slices.BinarySearchFunc(s.Files, path, func(f output.File, p string) int { return strings.Compare(f.Path, p) })
	return s.Files[i]
}
