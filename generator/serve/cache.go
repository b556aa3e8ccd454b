package serve

import (
	"container/list"
	"fmt"
	"sync"
)

// result is what rendering gave: bytes, or an error that may be a *diag.Fault.
type result struct {
	body []byte
	err  error
}

// cache keeps rendered files by path and key, the least recently used going
// first when they outgrow max bytes. Requests for one that is being made wait
// for it instead of making it again. Errors are not kept: a fault comes back by
// itself, and a file that could not be read may be readable the next time.
type cache struct {
	mu      sync.Mutex
	max     int
	size    int
	items   map[string]*list.Element // of *entry
	order   list.List                // newest first
	flights map[string]*flight
}

type entry struct {
	key  string
	body []byte
}

type flight struct {
	done chan struct{}
	result
}

func newCache(max int) *cache {
	return &cache{max: max, items: map[string]*list.Element{}, flights: map[string]*flight{}}
}

// id is the name of a file's bytes.
func id(path, key string) string { return path + "\x00" + key }

// get gives the bytes, making them when they are not there. keep says whether
// new bytes are worth a place.
func (c *cache) get(id string, keep bool, render func() ([]byte, error)) result {
	c.mu.Lock()
	if e, ok := c.items[id]; ok {
		c.order.MoveToFront(e)
		c.mu.Unlock()
		return result{body: e.Value.(*entry).body}
	}
	if f, ok := c.flights[id]; ok {
		c.mu.Unlock()
		<-f.done
		return f.result
	}
	f := &flight{done: make(chan struct{})}
	c.flights[id] = f
	c.mu.Unlock()

	f.result = guarded(render)
	c.mu.Lock()
	delete(c.flights, id)
	if keep && f.err == nil {
		c.put(id, f.body)
	}
	c.mu.Unlock()
	close(f.done)
	return f.result
}

// peek is the bytes if they are at hand.
func (c *cache) peek(id string) ([]byte, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.items[id]
	if !ok {
		return nil, false
	}
	return e.Value.(*entry).body, true
}

func (c *cache) put(id string, body []byte) {
	cost := len(id) + len(body)
	if cost > c.max/4 {
		return
	}
	c.items[id] = c.order.PushFront(&entry{id, body})
	c.size += cost
	for c.size > c.max {
		last := c.order.Back()
		e := last.Value.(*entry)
		c.order.Remove(last)
		delete(c.items, e.key)
		c.size -= len(e.key) + len(e.body)
	}
}

// guarded renders; a panic in it is an error, as others wait for the result.
func guarded(render func() ([]byte, error)) (r result) {
	defer func() {
		if p := recover(); p != nil {
			r = result{err: fmt.Errorf("rendering failed: %v", p)}
		}
	}()
	r.body, r.err = render()
	return r
}
