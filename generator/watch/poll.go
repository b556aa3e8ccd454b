package watch

import (
	"context"
	"encoding/binary"
	"hash/maphash"
	"os"
	"path/filepath"
	"time"
)

// poller looks at names, sizes and times of all files every interval. The first
// look is taken here, so that nothing is lost between Changes and the first tick.
func poller(root string, opts Options, interval time.Duration) func(context.Context, chan<- bool) {
	if interval <= 0 {
		return nil
	}
	seed := maphash.MakeSeed()
	before := signature(root, opts, seed)
	return func(ctx context.Context, seen chan<- bool) {
		if opts.polled != nil {
			opts.polled(interval)
		}
		tick := time.NewTicker(interval)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			if now := signature(root, opts, seed); now != before {
				before = now
				if !tell(ctx, seen, true) {
					return
				}
			}
		}
	}
}

// signature is a number that stands for the state of all watched files. What
// cannot be read counts as not there: the build will speak of it.
func signature(root string, opts Options, seed maphash.Seed) uint64 {
	var h maphash.Hash
	h.SetSeed(seed)
	var num [8]byte
	put := func(n int64) {
		binary.LittleEndian.PutUint64(num[:], uint64(n))
		h.Write(num[:])
	}
	walk(root, opts, func(path string, e os.DirEntry) {
		h.WriteString(path)
		h.WriteByte(0)
		fi, err := e.Info()
		if err != nil {
			return
		}
		put(int64(fi.Mode().Type()))
		if !fi.IsDir() {
			put(fi.Size())
			put(fi.ModTime().UnixNano())
		}
	}, nil)
	return h.Sum64()
}

// walk calls entry for every watched file and folder in order of names, and
// folder, if set, before a folder is read; an error of folder ends the walk and
// is returned. Links to folders are not followed, but for the top ones: content/
// may lie elsewhere.
func walk(root string, opts Options, entry func(path string, e os.DirEntry), folder func(full string) error) error {
	for _, top := range opts.Dirs {
		if fi, err := os.Stat(filepath.Join(root, top)); err == nil && fi.IsDir() && opts.counts(top) {
			if err := walkFolder(root, top, opts, entry, folder); err != nil {
				return err
			}
		}
	}
	return nil
}

func walkFolder(root, path string, opts Options, entry func(string, os.DirEntry), folder func(string) error) error {
	full := filepath.Join(root, filepath.FromSlash(path))
	if folder != nil {
		if err := folder(full); err != nil {
			return err
		}
	}
	entries, _ := os.ReadDir(full)
	for _, e := range entries {
		below := path + "/" + e.Name()
		if !opts.counts(below) {
			continue
		}
		if entry != nil {
			entry(below, e)
		}
		if e.IsDir() {
			if err := walkFolder(root, below, opts, entry, folder); err != nil {
				return err
			}
		}
	}
	return nil
}
