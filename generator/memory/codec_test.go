package memory

import (
	"bytes"
	"errors"
	"math"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"recap/generator/digest"
)

// The shapes of content's records, which lie above this package.
type (
	testPos struct {
		File     string
		Off, End int
	}
	testWord struct {
		Text string
		Pos  testPos
	}
	testWhen struct {
		Year      int
		Month     time.Month
		Precision uint8
		HasZone   bool
		Offset    int
		Pos       testPos
	}
	testPair struct {
		Key   string
		Value testWord
	}
	testVenue struct {
		ID       testWord
		Latitude float64
		Address  struct{ Street, City string }
		Ratio    float32
	}
	testDoc struct {
		Lead     string
		More     int
		Headings []struct {
			Level int
			Attrs []testPair
		}
	}
	testPost struct {
		File     *testing.T `codec:"-"`
		Name     string
		Title    testWord
		Date     testWhen
		Tags     []testWord
		TOC      *bool
		Comments []testPair
		Set      []string
		Venue    *testVenue
		Names    map[string]string
		Answers  map[string]testVenue
		Sum      digest.Sum
		Raw      []byte
		At       time.Time
		Took     time.Duration
		Doc      *testDoc
		Parent   *testPost
		Children []testPost
		Grid     [2][3]uint16
		Nothing  struct{}
		Empties  []struct{}
		Nullary  [0]int
		U        uint64
		I        int8
		Posts    struct {
			PerPage int
			List    string
		}
	}
)

func fullPost() testPost {
	yes := true
	pos := testPos{"content/posts/x.md", 12, 1 << 40}
	return testPost{
		Name: "x", Title: testWord{"Köln — ☕", pos}, Date: testWhen{2016, 6, 4, true, -3600, pos},
		Tags: []testWord{{"go", pos}, {}}, TOC: &yes, Comments: []testPair{{"mastodon", testWord{"y", pos}}},
		Set:   []string{"", "title", strings.Repeat("long ", 5000)},
		Venue: &testVenue{Latitude: -52.5, Ratio: 1.5, Address: struct{ Street, City string }{"Main St 1", "Bonn"}},
		Names: map[string]string{"b": "2", "a": "1", "": "0"}, Answers: map[string]testVenue{},
		Sum: digest.Of("x"), Raw: []byte{0, 255}, At: time.Date(2016, 6, 4, 9, 30, 0, 5, time.FixedZone("EDT", -4*3600)),
		Took: 90 * time.Minute, Doc: &testDoc{Lead: "…", More: -1},
		Parent: &testPost{Name: "p", Parent: &testPost{}}, Children: []testPost{{Name: "c"}, {Set: []string{}}},
		Grid: [2][3]uint16{{1, 2, 3}, {4, 5, math.MaxUint16}}, Empties: make([]struct{}, 7),
		U: math.MaxUint64, I: math.MinInt8,
	}
}

func TestCodecRoundTrip(t *testing.T) {
	for name, v := range map[string]any{
		"zero post": testPost{}, "full post": fullPost(),
		"nil slice": []string(nil), "empty slice": []string{}, "text": "x", "number": -7,
		"zero time": time.Time{}, "utc": time.Date(2025, 1, 2, 3, 4, 5, 6, time.UTC),
		"infinity": math.Inf(-1), "map of maps": map[string]map[string]int{"a": {"b": 1}, "c": nil},
		"named keys": map[Word]bool{"a": true}, "posts": []*testPost{nil, {Name: "x"}},
		"far past": time.Date(-4000, 1, 1, 0, 0, 0, 0, time.UTC),
	} {
		t.Run(name, func(t *testing.T) {
			data := Encode(v)
			back := reflect.New(reflect.TypeOf(v))
			if err := Decode(data, back.Interface()); err != nil {
				t.Fatal(err)
			}
			again := Encode(back.Interface())
			if !bytes.Equal(again, data) {
				t.Errorf("the value that came back is written differently")
			}
			if p, ok := v.(testPost); ok {
				// FixedZone makes a new zone each time; all else is compared deeply.
				got := back.Interface().(*testPost)
				if !got.At.Equal(p.At) || got.At.Format(time.RFC1123) != p.At.Format(time.RFC1123) {
					t.Errorf("time came back as %v, was %v", got.At, p.At)
				}
				got.At = p.At
			}
			if !reflect.DeepEqual(back.Elem().Interface(), v) {
				t.Errorf("came back as %#v", back.Elem().Interface())
			}
		})
	}
}

// Word is a text type with a name, for map keys.
type Word string

// A tagged field neither travels nor stays.
func TestCodecSkips(t *testing.T) {
	v := testPost{File: t, Name: "x"}
	back := testPost{File: t, Name: "old"}
	if err := Decode(Encode(&v), &back); err != nil || back.File != nil || back.Name != "x" {
		t.Errorf("got %v, %v", back, err)
	}
}

// The shape of a type is in front: any change of it is a miss.
func TestCodecShape(t *testing.T) {
	type a struct{ X, Y int }
	data := Encode(a{1, 2})
	for _, into := range []any{
		&struct{ Y, X int }{}, &struct{ X, Z int }{}, &struct{ X int }{}, &struct{ X, Y int64 }{},
		&struct{ X, Y, Z int }{}, new([]int), new(string), &struct {
			X *int
			Y int
		}{},
		&struct {
			X int
			Y struct{ A int }
		}{},
	} {
		if err := Decode(data, into); !errors.Is(err, ErrShape) {
			t.Errorf("into %T: %v", into, err)
		}
	}
	same := struct{ X, Y int }{}
	if err := Decode(data, &same); err != nil || same.Y != 2 {
		t.Errorf("another name of the same shape: %v", err)
	}
	for _, short := range [][]byte{nil, data[:3], data[:8], data[:9], append(bytes.Clone(data), 0)} {
		before := same
		if err := Decode(short, &same); err == nil || same != before {
			t.Errorf("%d bytes: %v, %v", len(short), err, same)
		}
	}
}

func TestCodecRefuses(t *testing.T) {
	for want, v := range map[string]any{
		"a func()":                    struct{ F func() }{},
		"a interface {}":              []any{1},
		"a chan int":                  struct{ C []chan int }{},
		"keys are no texts":           map[int]string{},
		"is not exported":             struct{ hidden int }{},
		"nothing has no type":         nil,
		"testLoop.Any: a interface {": testLoop{},
	} {
		err := Codable(v)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%T: %v, want … %s …", v, err, want)
		}
	}
	if err := Codable(&testPost{}); err != nil {
		t.Error(err)
	}
	if err := Decode(nil, testPost{}); err == nil {
		t.Error("decoded into a value that is no pointer")
	}
	loop := &testPost{}
	loop.Parent = loop
	defer func() {
		if recover() == nil {
			t.Error("a value that holds itself was encoded")
		}
	}()
	Encode(loop)
}

type testLoop struct {
	Next *testLoop
	Any  any
}

// Nesting in the bytes is bounded before the stack is.
func TestCodecDeepBytes(t *testing.T) {
	type list struct{ Next *list }
	data := Encode(list{})
	deep := append(data[:8:8], bytes.Repeat([]byte{1}, 1<<20)...)
	if err := Decode(deep, &list{}); !errors.Is(err, ErrValue) {
		t.Error(err)
	}
}

// A count in damaged bytes asks for no more elements than there can be.
func TestCodecBounded(t *testing.T) {
	type big struct{ A, B, C, D [64]int }
	head := Encode([]big{})[:8]
	data := append(bytes.Clone(head), 0xff, 0xff, 0xff, 0x7f) // 268 million elements
	data = append(data, make([]byte, 4096)...)
	n := testing.AllocsPerRun(5, func() {
		var v []big
		if Decode(data, &v) == nil || v != nil {
			t.Error("decoded")
		}
	})
	if n > 10 {
		t.Errorf("%v allocations for nothing", n)
	}
}

// Lists in lists share their bytes: what a damaged value takes in memory is a
// multiple of its size, however it nests.
func TestCodecNestedLists(t *testing.T) {
	type node struct {
		Children []node
		Pad      [100]string
	}
	data := Encode(node{})[:8]
	for range 400 {
		data = append(data, 0xc1, 0x05) // 704 children, the bytes for which are there
	}
	data = append(data, make([]byte, 704*101)...)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if Decode(data, &node{}) == nil {
		t.Error("decoded")
	}
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 40*uint64(len(data)) {
		t.Errorf("%d bytes took %d", len(data), took)
	}
}

// Whatever the bytes: no panic, and what is accepted is written again the same.
func FuzzCodec(f *testing.F) {
	post := fullPost()
	post.Set = post.Set[:2] // small seeds are mutated faster
	full := Encode(post)
	f.Add(full)
	f.Add(Encode(testPost{}))
	f.Add(full[:len(full)/2])
	f.Add([]byte{})
	head := full[:8]
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, data := range [][]byte{data, append(bytes.Clone(head), data...)} {
			var v testPost
			if Decode(data, &v) == nil && !bytes.Equal(Encode(v), data) {
				t.Errorf("%x is accepted and written differently", data)
			}
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	p := fullPost()
	p.Set = nil
	data := Encode(p)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		var v testPost
		if err := Decode(data, &v); err != nil {
			b.Fatal(err)
		}
	}
}
