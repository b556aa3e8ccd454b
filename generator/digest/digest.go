// Package digest names values by their content.
//
// A Sum is the first 16 bytes of a SHA-256. Of walks any plain value (structs,
// slices, maps with string keys, pointers, numbers, strings, times) in one
// canonical order, so that two values are equal exactly when their sums are.
// This is how a page's cause is known without a dependency graph: whatever a
// page shows is in its view, and the view's sum is part of the page's key.
//
// Of panics on a func, a channel or an interface that holds one: such a value
// could hide an input. A type that stands for something larger implements
// Summer and answers by its own name.
package digest

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"math"
	"reflect"
	"slices"
	"sync"
	"time"
)

// Sum is the name of a value. The zero Sum names nothing.
type Sum [16]byte

// String is the sum in hexadecimal.
func (s Sum) String() string { return hex.EncodeToString(s[:]) }

// Short is the first ten hexadecimal digits, for file names.
func (s Sum) Short() string { return hex.EncodeToString(s[:5]) }

// IsZero reports whether s names nothing.
func (s Sum) IsZero() bool { return s == Sum{} }

// Summer is a value that knows its own name.
type Summer interface{ Sum() Sum }

// Bytes is the sum of some bytes.
func Bytes(b []byte) Sum {
	full := sha256.Sum256(b)
	return Sum(full[:16])
}

// Join is the sum of a list of sums, in order.
func Join(sums ...Sum) Sum {
	h := New()
	for _, s := range sums {
		h.Sum(s)
	}
	return h.Done()
}

// Of is the sum of a plain value. It panics on values that could hide an input.
func Of(v any) Sum {
	h := New()
	h.Value(v)
	return h.Done()
}

// Hash builds a sum from parts. Every part is written with its kind and length,
// so that no two lists of parts read alike.
type Hash struct {
	h   hash.Hash
	buf []byte
}

var hashes = sync.Pool{New: func() any { return &Hash{h: sha256.New(), buf: make([]byte, 0, 4096)} }}

// New starts a sum.
func New() *Hash {
	h := hashes.Get().(*Hash)
	h.h.Reset()
	h.buf = h.buf[:0]
	return h
}

// Done ends the sum; the Hash must not be used afterwards.
func (h *Hash) Done() Sum {
	h.flush()
	var full [sha256.Size]byte
	h.h.Sum(full[:0])
	hashes.Put(h)
	return Sum(full[:16])
}

func (h *Hash) flush() {
	if len(h.buf) > 0 {
		h.h.Write(h.buf)
		h.buf = h.buf[:0]
	}
}

func (h *Hash) room(n int) {
	if len(h.buf)+n > cap(h.buf) {
		h.flush()
	}
}

func (h *Hash) word(kind byte, n uint64) {
	h.room(9)
	h.buf = append(h.buf, kind)
	h.buf = binary.LittleEndian.AppendUint64(h.buf, n)
}

// String adds a string.
func (h *Hash) String(s string) {
	h.word('s', uint64(len(s)))
	if len(s) > cap(h.buf)-len(h.buf) {
		h.flush()
		for len(s) > cap(h.buf) {
			h.buf = append(h.buf, s[:cap(h.buf)]...)
			s = s[cap(h.buf):]
			h.flush()
		}
	}
	h.buf = append(h.buf, s...)
}

// Int adds a number.
func (h *Hash) Int(n int) { h.word('i', uint64(n)) }

// Bool adds a truth value.
func (h *Hash) Bool(b bool) {
	if b {
		h.word('b', 1)
	} else {
		h.word('b', 0)
	}
}

// Sum adds a sum.
func (h *Hash) Sum(s Sum) {
	h.room(17)
	h.buf = append(h.buf, 'd')
	h.buf = append(h.buf, s[:]...)
}

// Value adds a plain value by walking it.
func (h *Hash) Value(v any) {
	if v == nil {
		h.word('n', 0)
		return
	}
	rv := reflect.ValueOf(v)
	walkerOf(rv.Type())(h, rv)
}

type walker func(*Hash, reflect.Value)

var (
	walkers    sync.Map // reflect.Type → walker
	summerType = reflect.TypeFor[Summer]()
	timeType   = reflect.TypeFor[time.Time]()
)

func walkerOf(t reflect.Type) walker {
	if w, ok := walkers.Load(t); ok {
		return w.(walker)
	}
	// A recursive type finds this stand-in while its own walker is being made.
	var once sync.Once
	var real walker
	stand := walker(func(h *Hash, v reflect.Value) {
		once.Do(func() { real = makeWalker(t) })
		real(h, v)
	})
	w, loaded := walkers.LoadOrStore(t, stand)
	if loaded {
		return w.(walker)
	}
	made := makeWalker(t)
	walkers.Store(t, made)
	return made
}

func makeWalker(t reflect.Type) walker {
	if t.Implements(summerType) {
		nilable := t.Kind() == reflect.Pointer || t.Kind() == reflect.Interface
		return func(h *Hash, v reflect.Value) {
			if nilable && v.IsNil() {
				h.word('n', 0)
				return
			}
			h.Sum(v.Interface().(Summer).Sum())
		}
	}
	if t == timeType {
		return func(h *Hash, v reflect.Value) {
			tm := v.Interface().(time.Time)
			_, off := tm.Zone()
			h.word('t', uint64(tm.Unix()))
			h.word('t', uint64(tm.Nanosecond()))
			h.word('t', uint64(off))
		}
	}
	switch t.Kind() {
	case reflect.String:
		return func(h *Hash, v reflect.Value) { h.String(v.String()) }
	case reflect.Bool:
		return func(h *Hash, v reflect.Value) { h.Bool(v.Bool()) }
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(h *Hash, v reflect.Value) { h.word('i', uint64(v.Int())) }
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return func(h *Hash, v reflect.Value) { h.word('u', v.Uint()) }
	case reflect.Float32, reflect.Float64:
		return func(h *Hash, v reflect.Value) { h.word('f', math.Float64bits(v.Float())) }
	case reflect.Pointer, reflect.Interface:
		if t.Kind() == reflect.Interface {
			return func(h *Hash, v reflect.Value) {
				if v.IsNil() {
					h.word('n', 0)
					return
				}
				e := v.Elem()
				h.String(e.Type().String())
				walkerOf(e.Type())(h, e)
			}
		}
		elem := walkerOf(t.Elem())
		return func(h *Hash, v reflect.Value) {
			if v.IsNil() {
				h.word('n', 0)
				return
			}
			h.word('p', 1)
			elem(h, v.Elem())
		}
	case reflect.Slice, reflect.Array:
		if t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8 {
			return func(h *Hash, v reflect.Value) { h.String(string(v.Bytes())) }
		}
		elem := walkerOf(t.Elem())
		return func(h *Hash, v reflect.Value) {
			h.word('l', uint64(v.Len()))
			for i := range v.Len() {
				elem(h, v.Index(i))
			}
		}
	case reflect.Map:
		if t.Key().Kind() != reflect.String {
			panic(fmt.Sprintf("digest: map with keys of %s has no canonical order", t.Key()))
		}
		elem := walkerOf(t.Elem())
		return func(h *Hash, v reflect.Value) {
			keys := v.MapKeys()
			slices.SortFunc(keys, func(a, b reflect.Value) int {
				switch as, bs := a.String(), b.String(); {
				case as < bs:
					return -1
				case as > bs:
					return 1
				}
				return 0
			})
			h.word('m', uint64(len(keys)))
			for _, k := range keys {
				h.String(k.String())
				elem(h, v.MapIndex(k))
			}
		}
	case reflect.Struct:
		type field struct {
			i int
			w walker
		}
		var fields []field
		for i := range t.NumField() {
			f := t.Field(i)
			if !f.IsExported() {
				panic(fmt.Sprintf("digest: %s.%s is not exported and could hide an input; implement Summer", t, f.Name))
			}
			fields = append(fields, field{i, walkerOf(f.Type)})
		}
		return func(h *Hash, v reflect.Value) {
			h.word('S', uint64(len(fields)))
			for _, f := range fields {
				f.w(h, v.Field(f.i))
			}
		}
	}
	panic(fmt.Sprintf("digest: %s could hide an input", t))
}
