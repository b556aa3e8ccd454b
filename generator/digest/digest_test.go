package digest

import (
	"fmt"
	"reflect"
	"testing"
	"time"
)

type leaf struct {
	Name string
	Tags []string
}

type tree struct {
	Title string
	N     int
	On    bool
	F     float64
	When  time.Time
	Leaf  leaf
	Ptr   *leaf
	Any   any
	Map   map[string]int
	Raw   []byte
	Kids  []tree
}

func sample() tree {
	return tree{"t", 1, true, 1.5, time.Date(2016, 6, 1, 0, 0, 0, 0, time.UTC), leaf{"l", []string{"a", "b"}}, &leaf{Name: "p"}, "x",
		map[string]int{"one": 1, "two": 2}, []byte("raw"), []tree{{Title: "kid"}}}
}

// Every field counts, the last one too.
func TestEveryFieldCounts(t *testing.T) {
	changes := []func(*tree){
		func(v *tree) { v.Title = "u" }, func(v *tree) { v.N = 2 }, func(v *tree) { v.On = false }, func(v *tree) { v.F = 2 },
		func(v *tree) { v.When = v.When.Add(1) }, func(v *tree) { v.When = v.When.In(time.FixedZone("", 3600)) },
		func(v *tree) { v.Leaf.Tags = []string{"ab"} }, func(v *tree) { v.Leaf.Tags = nil }, func(v *tree) { v.Ptr = nil },
		func(v *tree) { v.Ptr.Name = "q" }, func(v *tree) { v.Any = 7 }, func(v *tree) { v.Any = nil },
		func(v *tree) { v.Map["two"] = 3 }, func(v *tree) { delete(v.Map, "two") }, func(v *tree) { v.Raw = []byte("row") },
		func(v *tree) { v.Kids[0].Title = "kit" }, func(v *tree) { v.Kids = nil },
	}
	if n := reflect.TypeFor[tree]().NumField(); n != 11 {
		t.Fatalf("tree has %d fields: give each a change", n)
	}
	seen := map[Sum]int{Of(sample()): -1}
	for i, change := range changes {
		v := sample()
		change(&v)
		if j, dup := seen[Of(v)]; dup {
			t.Errorf("change %d has the sum of change %d", i, j)
		}
		seen[Of(v)] = i
	}
}

func TestEqualValuesEqualSums(t *testing.T) {
	for range 50 { // maps come in another order each time
		if Of(sample()) != Of(sample()) {
			t.Fatal("equal values, different sums")
		}
	}
	long := string(make([]byte, 10000))
	if Of(leaf{Name: long}) != Of(leaf{Name: long}) || Of(leaf{Name: long}) == Of(leaf{Name: long[1:]}) {
		t.Error("a text longer than the buffer")
	}
}

// No two lists of parts read alike.
func TestPartsDoNotRunTogether(t *testing.T) {
	if Of([]string{"ab", "c"}) == Of([]string{"a", "bc"}) || Of([][]string{{"a"}, {}}) == Of([][]string{{}, {"a"}}) {
		t.Error("parts run together")
	}
}

func TestWhatCouldHideAnInputPanics(t *testing.T) {
	type hidden struct{ secret int }
	for _, v := range []any{func() {}, make(chan int), hidden{1}, map[int]string{}, struct{ F func() }{}, struct{ A any }{func() {}}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%T was digested", v)
				}
			}()
			Of(v)
		}()
	}
}

type named struct{ sum Sum }

func (n named) Sum() Sum { return n.sum }

func TestSummerStandsForItself(t *testing.T) {
	a, b := named{Bytes([]byte("a"))}, named{Bytes([]byte("b"))}
	if Of(a) == Of(b) || Of([]any{a}) == Of([]any{b}) || Of(struct{ N *named }{&a}) == Of(struct{ N *named }{nil}) {
		t.Error("a Summer's own name does not count")
	}
}

func TestConcurrentTypes(t *testing.T) {
	done := make(chan Sum)
	for i := range 8 {
		go func() { done <- Of(struct{ A, B any }{sample(), fmt.Sprint(i * 0)}) }()
	}
	first := <-done
	for range 7 {
		if <-done != first {
			t.Error("sums differ between goroutines")
		}
	}
}

func BenchmarkOf(b *testing.B) {
	v := sample()
	for b.Loop() {
		Of(v)
	}
}
