package generator

import (
	"errors"
	"io/fs"
	"sync"

	"recap/generator/digest"
	"recap/generator/media"
	"recap/generator/source"
)

// sizes remembers what was found out about pictures, by their content.
type sizes struct {
	mu    sync.Mutex
	known map[digest.Sum]size
	moved bool // a picture was no longer the one that the snapshot saw
}

// stale reports, once, whether the pictures moved on while they were looked at:
// the build starts anew then.
func (s *sizes) stale() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	moved := s.moved
	s.moved = false
	return moved
}

type size struct {
	w, h int
	err  error
}

// probe tells a picture's size as shown.
func (s *sizes) probe(f *source.File) (width, height int, err error) {
	s.mu.Lock()
	v, ok := s.known[f.Sum]
	s.mu.Unlock()
	if !ok {
		v = look(f)
		s.mu.Lock()
		if s.known == nil {
			s.known = map[digest.Sum]size{}
		}
		if errors.Is(v.err, source.ErrChanged) || errors.Is(v.err, fs.ErrNotExist) {
			s.moved = true // this says nothing about the bytes that f names
		} else {
			s.known[f.Sum] = v
		}
		s.mu.Unlock()
	}
	return v.w, v.h, v.err
}

func look(f *source.File) size {
	r, err := f.Open()
	if err != nil {
		return size{err: err}
	}
	defer r.Close()
	info, err := media.Probe(r)
	return size{info.Width, info.Height, err}
}
