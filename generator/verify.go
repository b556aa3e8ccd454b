package generator

import (
	"os"
	"path/filepath"
	"slices"
	"sync"

	"recap/generator/diag"
	"recap/generator/digest"
	"recap/generator/output"
	"recap/generator/render"
)

// verifier is a store that trusts nothing: every page is made afresh, and those
// whose kept bytes differ although their key is the same are named. That is how
// an input that no key holds is found; the go command's cache has such a mode.
type verifier struct {
	*output.Store
	dir string

	mu     sync.Mutex
	differ []string
}

// to is where the pages of this build go.
func (r *run) to(out *output.Store) render.Store {
	if !r.g.opts.Verify {
		return out
	}
	r.verify = &verifier{Store: out, dir: r.g.opts.Out}
	return r.verify
}

// Has says no, so that every page is made.
func (v *verifier) Has(string, digest.Sum) bool { return false }

// Put compares a page with what was kept under the same key.
func (v *verifier) Put(path string, key digest.Sum, data []byte) error {
	if v.Store.Has(path, key) {
		kept, err := os.ReadFile(filepath.Join(v.dir, filepath.FromSlash(path)))
		if err != nil {
			return err
		}
		if digest.Bytes(kept) != digest.Bytes(data) {
			v.mu.Lock()
			v.differ = append(v.differ, path)
			v.mu.Unlock()
		}
	}
	return v.Store.Put(path, key, data)
}

// found names the pages that differ.
func (v *verifier) found() diag.List {
	if v == nil {
		return nil
	}
	slices.Sort(v.differ)
	var d diag.List
	for _, p := range v.differ {
		d.Add(diag.Errorf("output-differs", diag.Whole(p), "this page was kept under the same key with other bytes").
			WithHint("something it depends on is missing in its key: please report it; build --clean makes the site whole"))
	}
	return d
}
