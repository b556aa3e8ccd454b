package links

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// Cache keeps answers in a file. It is a cache only: without it everything is asked
// anew.
type Cache struct {
	file string
	mu   sync.Mutex
	all  map[string]Result
}

// cacheFile is the shape of the file: answers by address.
type cacheFile struct {
	Version int      `json:"version"`
	Answers []Result `json:"answers"`
}

const cacheVersion = 1

// OpenCache reads a cache. A file that cannot be read is an empty one.
func OpenCache(file string) *Cache {
	c := &Cache{file: file, all: map[string]Result{}}
	data, err := os.ReadFile(file)
	if err != nil {
		return c
	}
	var f cacheFile
	if json.Unmarshal(data, &f) != nil || f.Version != cacheVersion {
		return c
	}
	for _, r := range f.Answers {
		c.all[r.URL] = r
	}
	return c
}

// get is an answer that is young enough. What was unsure is asked again.
func (c *Cache) get(address string, now time.Time, maxAge time.Duration) (Result, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	r, ok := c.all[address]
	age := now.Sub(r.Asked)
	return r, ok && r.State != Unsure && age >= 0 && age < maxAge
}

func (c *Cache) put(r Result) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all[r.URL] = r
}

// Keep forgets answers to addresses that nobody links to any more.
func (c *Cache) Keep(addresses []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	wanted := make(map[string]bool, len(addresses))
	for _, a := range addresses {
		wanted[a] = true
	}
	for a := range c.all {
		if !wanted[a] {
			delete(c.all, a)
		}
	}
}

// Save writes the cache, whole or not at all.
func (c *Cache) Save() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	f := cacheFile{Version: cacheVersion}
	for _, r := range c.all {
		f.Answers = append(f.Answers, r)
	}
	slices.SortFunc(f.Answers, func(a, b Result) int { return strings.Compare(a.URL, b.URL) })
	data, err := json.MarshalIndent(f, "", " ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(c.file), 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(c.file), ".links-*.tmp")
	if err != nil {
		return err
	}
	_, err = tmp.Write(append(data, '\n'))
	if e := tmp.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(tmp.Name(), c.file)
	}
	if err != nil {
		os.Remove(tmp.Name())
	}
	return err
}
