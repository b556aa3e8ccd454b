package plan

import (
	"html/template"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"recap/generator/digest"
	"recap/generator/view"
)

// promise is a text of n bytes that counts how often it is made.
func promise(made *atomic.Int64, n int) view.Body {
	return view.Body{Key: digest.Bytes(nil), Make: func() (template.HTML, error) {
		made.Add(1)
		return template.HTML(strings.Repeat("x", n)), nil
	}}
}

// A text is made once for all feeds that were announced, and then forgotten.
func TestShelfMakesOnce(t *testing.T) {
	s := shelf{limit: 1000}
	var made atomic.Int64
	body, text := s.share(promise(&made, 10))
	for range 5 {
		text.announce()
	}
	var wg sync.WaitGroup
	for range 5 {
		wg.Go(func() {
			if html, err := body.HTML(); err != nil || len(html) != 10 {
				t.Errorf("%q, %v", html, err)
			}
		})
	}
	wg.Wait()
	if made.Load() != 1 || s.size != 0 || s.texts.Len() != 0 {
		t.Errorf("made %d times; %d bytes of %d texts are kept", made.Load(), s.size, s.texts.Len())
	}
}

// A full shelf lets the oldest go, which is made again.
func TestShelfIsBounded(t *testing.T) {
	s := shelf{limit: 25}
	var made [4]atomic.Int64
	var bodies [4]view.Body
	for i := range bodies {
		b, text := s.share(promise(&made[i], 10))
		text.announce()
		text.announce()
		bodies[i] = b
	}
	for range 2 {
		for _, b := range bodies {
			if _, err := b.HTML(); err != nil {
				t.Fatal(err)
			}
			if s.size > s.limit {
				t.Fatalf("%d bytes on a shelf of %d", s.size, s.limit)
			}
		}
	}
	if made[0].Load() != 2 {
		t.Errorf("the oldest text was made %d times, want 2", made[0].Load())
	}
}

// A text larger than the shelf is handed out and not kept.
func TestShelfTooSmall(t *testing.T) {
	s := shelf{limit: 5}
	var made atomic.Int64
	b, text := s.share(promise(&made, 10))
	text.announce()
	text.announce()
	for range 2 {
		if html, err := b.HTML(); err != nil || len(html) != 10 {
			t.Fatalf("%q, %v", html, err)
		}
	}
	if s.size != 0 || made.Load() != 2 {
		t.Errorf("%d bytes kept, made %d times", s.size, made.Load())
	}
}
