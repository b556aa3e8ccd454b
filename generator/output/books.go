package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"recap/generator/digest"
)

// Own is the folder of our books inside of an output. It is not published.
const Own = own

// File is one file of ours, as the manifest names it.
type File struct {
	Path string // slash separated, below the output folder
	Sum  digest.Sum
	Size int64
}

// Files are the files that are ours in a folder, by path; none when the folder
// has no manifest. A manifest that is damaged is an error.
func Files(dir string) ([]File, error) {
	s := &Store{dir: dir}
	data, err := readRegular(filepath.Join(dir, own, "manifest"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return ParseManifest(data, s.secrets())
}

// FormatManifest writes a list of files as a manifest, for places where another
// program puts the files.
func FormatManifest(files []File) []byte {
	m := make(manifest, len(files))
	for _, f := range files {
		m[f.Path] = entry{f.Path, f.Sum, f.Size}
	}
	return m.format()
}

// ParseManifest reads a manifest. present are the paths that lie below u/, whose
// names the manifest keeps to itself.
func ParseManifest(data []byte, present []string) ([]File, error) {
	m, err := parseManifest(data)
	if err != nil {
		return nil, err
	}
	m.reveal(present)
	files := make([]File, 0, len(m))
	for _, e := range m {
		files = append(files, File{e.path, e.sum, e.size})
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files, nil
}

// SumFile is the sum of a regular file's bytes and their number.
func SumFile(name string) (digest.Sum, int64, error) {
	fi, err := os.Lstat(name)
	if err != nil {
		return digest.Sum{}, 0, err
	}
	if !fi.Mode().IsRegular() {
		return digest.Sum{}, 0, errNotOurs
	}
	return sumFile(name)
}
