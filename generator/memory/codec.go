package memory

import (
	"encoding/binary"
	"errors"
	"fmt"
	"reflect"
	"sync"

	"recap/generator/digest"
)

// maxDepth bounds how deep values nest; a value that holds itself has no end.
const maxDepth = 500

// ErrShape says that bytes were written from another type, or from this one
// before it changed. It is a miss, nothing worse.
var ErrShape = errors.New("the value was written from another type")

// ErrValue says that bytes are not what Encode writes.
var ErrValue = errors.New("the value is damaged")

// Encode writes a plain value as bytes; of a pointer, what it points to. It
// panics on a type that Codable refuses and on a value that holds itself: both
// are mistakes of the program, found by the first test that tries.
func Encode(v any) []byte { return Append(nil, v) }

// Append is Encode at the end of b.
func Append(b []byte, v any) []byte {
	rv := reflect.ValueOf(v)
	for rv.Kind() == reflect.Pointer {
		if rv.IsNil() {
			rv = reflect.Zero(rv.Type().Elem())
		} else {
			rv = rv.Elem()
		}
	}
	if !rv.IsValid() {
		panic("memory: nothing to encode")
	}
	p, err := programOf(rv.Type())
	if err != nil {
		panic("memory: " + err.Error())
	}
	b = append(b, p.print[:]...)
	return p.root.enc(b, rv, 0)
}

// Decode reads what Encode wrote into the value that into points to, replacing
// it; fields tagged codec:"-" are zero afterwards. Whatever the bytes are, it
// neither panics nor takes more memory than a small multiple of them. After an
// error (ErrShape, ErrValue, or why the type is not codable) the value is as it was.
//
// Texts share one copy of data: to keep a single short text of a large value,
// clone it.
func Decode(data []byte, into any) error {
	rv := reflect.ValueOf(into)
	if rv.Kind() != reflect.Pointer || rv.IsNil() {
		return fmt.Errorf("a %T cannot be decoded into", into)
	}
	rv = rv.Elem()
	p, err := programOf(rv.Type())
	if err != nil {
		return err
	}
	if len(data) < len(p.print) || fingerprint(data[:len(p.print)]) != p.print {
		return ErrShape
	}
	d := decoder{s: string(data[len(p.print):])}
	made := reflect.New(rv.Type()).Elem()
	p.root.dec(&d, made, 0)
	if d.bad || d.s != "" {
		return ErrValue
	}
	rv.Set(made)
	return nil
}

// Codable says why values of v's type cannot be encoded, or nil.
func Codable(v any) error {
	t := reflect.TypeOf(v)
	if t == nil {
		return errors.New("nothing has no type")
	}
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	_, err := programOf(t)
	return err
}

// fingerprint names the shape of a type: kinds, field names and their order,
// all the way down. Names of types are not in it, nor is what a number means:
// the version of the program in the memory's head stands for that.
type fingerprint [8]byte

// program is how one type is written and read.
type program struct {
	print fingerprint
	root  *coder
}

// coder writes and reads the values of one type. min is the least number of
// bytes one takes; it is never 0, so that a count in damaged bytes cannot ask
// for more elements than there are bytes.
type coder struct {
	enc   func(b []byte, v reflect.Value, depth int) []byte
	dec   func(d *decoder, v reflect.Value, depth int)
	min   int
	shape string
}

var programs sync.Map // reflect.Type → program or error

func programOf(t reflect.Type) (*program, error) {
	if p, ok := programs.Load(t); ok {
		if err, bad := p.(error); bad {
			return nil, err
		}
		return p.(*program), nil
	}
	b := builder{}
	root, _, err := b.coder(t)
	if err != nil {
		programs.Store(t, err)
		return nil, err
	}
	sum := digest.Bytes([]byte(root.shape))
	p := &program{fingerprint(sum[:8]), root}
	programs.Store(t, p)
	return p, nil
}

// decoder takes values off the front of a text; once something was wrong it is
// bad, empty, and gives zeros.
type decoder struct {
	s    string
	held int // bytes that elements of open lists will take at the least
	bad  bool
}

func (d *decoder) fail() { d.bad, d.s = true, "" }

func (d *decoder) take(n uint64) string {
	if n > uint64(len(d.s)) {
		d.fail()
		return ""
	}
	v := d.s[:n]
	d.s = d.s[n:]
	return v
}

func (d *decoder) byte() byte {
	if d.s == "" {
		d.fail()
		return 0
	}
	b := d.s[0]
	d.s = d.s[1:]
	return b
}

// uvarint reads a number in its shortest form.
func (d *decoder) uvarint() uint64 {
	var v uint64
	for i := 0; i < len(d.s) && i < binary.MaxVarintLen64; i++ {
		b := d.s[i]
		if i == 9 && b > 1 {
			break
		}
		v |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			if b == 0 && i > 0 {
				break
			}
			d.s = d.s[i+1:]
			return v
		}
	}
	d.fail()
	return 0
}

func (d *decoder) varint() int64 {
	u := d.uvarint()
	return int64(u>>1) ^ -int64(u&1)
}
