package output

import (
	"os"
	"sync/atomic"

	"recap/generator/digest"
	"recap/generator/par"
)

// State names what lies in the output as far as we know: the manifest and what is
// remembered of each file. ok is false when there is nothing to rely on.
func (s *Store) State() (state digest.Sum, ok bool) {
	data, err := readRegular(s.manifestName())
	if err != nil || s.broken != "" || s.completed || s.o.Pages == nil {
		return digest.Sum{}, false
	}
	pages, ok := s.o.Pages.Load()
	if !ok {
		return digest.Sum{}, false
	}
	return digest.Join(digest.Bytes(data), digest.Bytes(pages)), true
}

// Untouched reports whether every file that is remembered surely has the bytes it
// was left with, by its stat alone.
func (s *Store) Untouched() bool {
	if s.fresh || len(s.pages) == 0 || len(s.pages) != len(s.before) {
		return false
	}
	paths := sortedKeys(s.pages)
	var touched atomic.Bool
	par.Each(len(paths), func(i int) {
		if !touched.Load() && !s.stands(paths[i]) {
			touched.Store(true)
		}
	})
	return !touched.Load()
}

func (s *Store) stands(path string) bool {
	fi, err := os.Lstat(s.name(path))
	return err == nil && fi.Mode().IsRegular() && s.pages[path].known(statOf(fi))
}
