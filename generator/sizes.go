package generator

import (
	"errors"
	"io/fs"
	"path"
	"sync"

	"recap/generator/digest"
	"recap/generator/media"
	"recap/generator/memory"
	"recap/generator/source"
)

// sizes remembers what was found out about pictures, by their content, from one
// process to the next.
type sizes struct {
	disk *memory.Memory

	mu    sync.Mutex
	known map[digest.Sum]size
	moved bool              // a picture was no longer the one that the snapshot saw
	tools map[string]string // identities of programs, asked once
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
	info media.Info
	err  error
}

// probe tells what a picture is.
func (s *sizes) probe(f *source.File) (media.Info, error) {
	s.mu.Lock()
	v, ok := s.known[f.Sum]
	s.mu.Unlock()
	key := probeKey(f.Sum)
	if ok {
		s.disk.Touch(memory.Images, key)
		return v.info, v.err
	}
	var kept media.Info
	if data, ok := s.disk.Get(memory.Images, key); ok && memory.Decode(data, &kept) == nil {
		v = size{info: kept}
	} else if v = look(f); v.err == nil {
		s.disk.Put(memory.Images, key, memory.Encode(v.info))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known == nil {
		s.known = map[digest.Sum]size{}
	}
	if errors.Is(v.err, source.ErrChanged) || errors.Is(v.err, fs.ErrNotExist) {
		s.moved = true // this says nothing about the bytes that f names
	} else {
		s.known[f.Sum] = v
	}
	return v.info, v.err
}

// probeKey names what is known of a picture.
func probeKey(sum digest.Sum) digest.Sum {
	h := digest.New()
	h.String("probe")
	h.Sum(sum)
	return h.Done()
}

func look(f *source.File) size {
	r, err := f.Open()
	if err != nil {
		return size{err: err}
	}
	defer r.Close()
	info, err := media.Probe(r)
	return size{info, err}
}

// tells says what a film, a TIFF or a PDF tells of its maker.
func (s *sizes) tells(f *source.File) (told media.Told) {
	h := digest.New()
	h.String("tells " + path.Ext(f.Path))
	h.Sum(f.Sum)
	key := h.Done()
	if data, ok := s.disk.Get(memory.Images, key); ok && memory.Decode(data, &told) == nil {
		return told
	}
	r, err := f.Open()
	if err == nil {
		told, err = media.Tells(r, f.Path)
		r.Close()
	}
	if err == nil {
		s.disk.Put(memory.Images, key, memory.Encode(told))
		return told
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.moved = s.moved || errors.Is(err, source.ErrChanged) || errors.Is(err, fs.ErrNotExist)
	return told
}

// tool finds a program that the settings name. The answer holds while this
// process lives.
func (s *sizes) tool(name string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if id, ok := s.tools[name]; ok {
		return id, nil
	}
	id, err := media.Identify(name)
	if err == nil {
		if s.tools == nil {
			s.tools = map[string]string{}
		}
		s.tools[name] = id
	}
	return id, err
}
