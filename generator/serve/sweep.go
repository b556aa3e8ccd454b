package serve

import (
	"context"
	"errors"
	"path"
	"slices"
	"sync"
	"time"

	"recap/generator/diag"
)

// The sweep renders a whole plan to find what cannot be made: the open pages at
// once, the rest when the machine has nothing better to do. It is one goroutine;
// the next Show ends it and begins another, which passes over what has been
// rendered under the same key.

// rest is how long the sweep leaves the machine to the browser after a Show.
const rest = 150 * time.Millisecond

// Hold keeps the sweep from competing with something that a person waits for,
// until release is called.
func (s *Server) Hold() (release func()) {
	s.busy.Add(1)
	return sync.OnceFunc(func() { s.busy.Add(-1) })
}

// startSweep is called with s.mu held.
func (s *Server) startSweep(st *state) {
	if s.sweep.cancel != nil {
		s.sweep.cancel()
	}
	before := s.sweep.done
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	s.sweep.cancel, s.sweep.done = cancel, done
	var open []string
	for t := range s.tabs {
		open = append(open, t.url)
	}
	go func() {
		defer close(done)
		defer cancel()
		if before != nil {
			<-before // it was cancelled; made belongs to one sweep at a time
		}
		if st.site != nil {
			s.sweepAll(ctx, st, open)
		}
	}()
}

func (s *Server) sweepAll(ctx context.Context, st *state, open []string) {
	told := map[string]bool{}
	for _, u := range open {
		if a := st.answer(u); a.path != "" && ctx.Err() == nil {
			s.sweepOne(ctx, st, a.path, a.half == nil, told)
		}
	}
	if !pause(ctx, rest) {
		return
	}
	paths := st.site.Paths()
	for _, p := range paths {
		for s.busy.Load() > 0 {
			if !pause(ctx, 5*time.Millisecond) {
				return
			}
		}
		if ctx.Err() != nil {
			return
		}
		if isText(p) {
			s.sweepOne(ctx, st, p, false, told)
		}
	}
	for p := range s.sweep.made { // what is planned no more
		if _, ok := slices.BinarySearch(paths, p); !ok {
			delete(s.sweep.made, p)
		}
	}
	s.good.trim(st.planned)
}

// sweepOne renders one file, if that has not been done under its key, and tells
// of what is wrong. keep says that a browser will ask for it.
func (s *Server) sweepOne(ctx context.Context, st *state, p string, keep bool, told map[string]bool) {
	key, render, ok := st.site.Page(p)
	if !ok || (s.sweep.made[p] == key && !keep) {
		return
	}
	res := s.cache.get(id(p, safeKey(key)), keep, render)
	if keep && res.err == nil {
		s.good.note(p, safeKey(key))
	}
	if ctx.Err() != nil {
		return
	}
	if fault, ok := errors.AsType[*diag.Fault](res.err); ok {
		if s.sweep.made[p] != key {
			s.tellFault(p, fault.List, st.text, told)
		}
	} else if res.err != nil {
		return // the machine's fault, or a file that changed: the next sweep tries again
	}
	s.sweep.made[p] = key
}

// tellFault passes on the complaints that this sweep has not passed on yet: one
// broken template breaks many pages in the same way.
func (s *Server) tellFault(p string, list diag.List, text diag.Text, told map[string]bool) {
	var fresh diag.List
	for _, d := range list {
		k := d.Code + "\x00" + diag.Where(d.Pos, text) + "\x00" + d.Message
		if !told[k] {
			told[k] = true
			fresh.Add(d)
		}
	}
	if len(fresh) > 0 && s.opts.Fault != nil {
		s.opts.Fault(p, fresh, text)
	}
}

// pause waits; false when ctx ended meanwhile.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// isText reports whether a file is made by a template or an encoder; copies of
// pictures and recordings cannot hold a template's fault and are left alone.
func isText(p string) bool {
	switch path.Ext(p) {
	case ".html", ".xml", ".atom", ".rss", ".json", ".txt", ".css", ".js", ".ics", ".svg":
		return true
	}
	return false
}
