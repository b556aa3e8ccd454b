package memory

import (
	"encoding/binary"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"time"
)

// builder makes the coders of a type and of all types in it. A type that holds
// itself, through a pointer, slice or map, finds its own coder half made.
type builder map[reflect.Type]*coder

var timeType = reflect.TypeFor[time.Time]()

// coder gives the coder of a type and the type's shape. A half made coder's
// shape is a name, lest the shape never end.
func (b builder) coder(t reflect.Type) (*coder, string, error) {
	if c, ok := b[t]; ok {
		if c.shape == "" {
			return c, "^" + t.String(), nil
		}
		return c, c.shape, nil
	}
	c := &coder{}
	b[t] = c
	made, err := b.build(t)
	if err != nil {
		return nil, "", err
	}
	*c = made
	return c, c.shape, nil
}

func (b builder) build(t reflect.Type) (coder, error) {
	if t == timeType {
		return timeCoder, nil
	}
	switch t.Kind() {
	case reflect.Bool:
		return boolCoder, nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return intCoder(t), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return uintCoder(t), nil
	case reflect.Float32, reflect.Float64:
		return floatCoder(t), nil
	case reflect.String:
		return stringCoder, nil
	case reflect.Slice:
		return b.slice(t)
	case reflect.Array:
		return b.array(t)
	case reflect.Pointer:
		return b.pointer(t)
	case reflect.Map:
		return b.mapping(t)
	case reflect.Struct:
		return b.structure(t)
	}
	return coder{}, fmt.Errorf("a %s cannot be remembered", t)
}

var boolCoder = coder{
	shape: "bool", min: 1,
	enc: func(b []byte, v reflect.Value, _ int) []byte {
		if v.Bool() {
			return append(b, 1)
		}
		return append(b, 0)
	},
	dec: func(d *decoder, v reflect.Value, _ int) {
		n := d.byte()
		if n > 1 {
			d.fail()
		}
		v.SetBool(n == 1)
	},
}

var stringCoder = coder{
	shape: "string", min: 1,
	enc: func(b []byte, v reflect.Value, _ int) []byte {
		s := v.String()
		return append(binary.AppendUvarint(b, uint64(len(s))), s...)
	},
	dec: func(d *decoder, v reflect.Value, _ int) { v.SetString(d.take(d.uvarint())) },
}

func intCoder(t reflect.Type) coder {
	return coder{
		shape: t.Kind().String(), min: 1,
		enc: func(b []byte, v reflect.Value, _ int) []byte { return binary.AppendVarint(b, v.Int()) },
		dec: func(d *decoder, v reflect.Value, _ int) {
			n := d.varint()
			if v.OverflowInt(n) {
				d.fail()
				return
			}
			v.SetInt(n)
		},
	}
}

func uintCoder(t reflect.Type) coder {
	return coder{
		shape: t.Kind().String(), min: 1,
		enc: func(b []byte, v reflect.Value, _ int) []byte { return binary.AppendUvarint(b, v.Uint()) },
		dec: func(d *decoder, v reflect.Value, _ int) {
			n := d.uvarint()
			if v.OverflowUint(n) {
				d.fail()
				return
			}
			v.SetUint(n)
		},
	}
}

// floatCoder keeps all 64 bits; a float32 is widened without loss, and bytes
// that are no float32 are refused on the way back.
func floatCoder(t reflect.Type) coder {
	narrow := t.Kind() == reflect.Float32
	return coder{
		shape: t.Kind().String(), min: 8,
		enc: func(b []byte, v reflect.Value, _ int) []byte {
			return binary.LittleEndian.AppendUint64(b, math.Float64bits(v.Float()))
		},
		dec: func(d *decoder, v reflect.Value, _ int) {
			s := d.take(8)
			if d.bad {
				return
			}
			f := math.Float64frombits(binary.LittleEndian.Uint64([]byte(s)))
			if narrow && math.Float64bits(float64(float32(f))) != math.Float64bits(f) {
				d.fail()
				return
			}
			v.SetFloat(f)
		},
	}
}

// A time is its second, nanosecond and zone: UTC, or an offset with a name. The
// zone's other offsets are not kept; they belong to the reader's zone data.
var timeCoder = coder{
	shape: "time", min: 3,
	enc: func(b []byte, v reflect.Value, _ int) []byte {
		t := v.Interface().(time.Time)
		b = binary.AppendVarint(b, t.Unix())
		b = binary.AppendUvarint(b, uint64(t.Nanosecond()))
		if t.Location() == time.UTC {
			return append(b, 0)
		}
		name, offset := t.Zone()
		b = append(b, 1)
		b = binary.AppendVarint(b, int64(offset))
		b = binary.AppendUvarint(b, uint64(len(name)))
		return append(b, name...)
	},
	dec: func(d *decoder, v reflect.Value, _ int) {
		sec, nsec, zone := d.varint(), d.uvarint(), d.byte()
		t := time.Unix(sec, int64(nsec%1e9)).UTC()
		if nsec >= 1e9 || zone > 1 || t.Unix() != sec {
			d.fail()
			return
		}
		if zone == 1 {
			offset := d.varint()
			name := d.take(d.uvarint())
			if offset < -48*3600 || offset > 48*3600 {
				d.fail()
				return
			}
			t = t.In(time.FixedZone(name, int(offset)))
		}
		if !d.bad {
			v.Set(reflect.ValueOf(t))
		}
	},
}

// slice writes 0 for nil, else the length plus one and the elements.
func (b builder) slice(t reflect.Type) (coder, error) {
	if t.Elem() == reflect.TypeFor[byte]() {
		return bytesCoder, nil
	}
	elem, shape, err := b.coder(t.Elem())
	if err != nil {
		return coder{}, err
	}
	return coder{
		shape: "[]" + shape, min: 1,
		enc: func(out []byte, v reflect.Value, depth int) []byte {
			if v.IsNil() {
				return append(out, 0)
			}
			deep(depth)
			n := v.Len()
			out = binary.AppendUvarint(out, uint64(n)+1)
			for i := range n {
				out = elem.enc(out, v.Index(i), depth+1)
			}
			return out
		},
		dec: func(d *decoder, v reflect.Value, depth int) {
			n, ok := d.list(elem.min, depth)
			if !ok {
				return
			}
			v.Set(reflect.MakeSlice(t, n, n))
			for i := 0; i < n && !d.bad; i++ {
				d.held -= elem.min
				elem.dec(d, v.Index(i), depth+1)
			}
		},
	}, nil
}

var bytesCoder = coder{
	shape: "[]byte", min: 1,
	enc: func(b []byte, v reflect.Value, _ int) []byte {
		if v.IsNil() {
			return append(b, 0)
		}
		return append(binary.AppendUvarint(b, uint64(v.Len())+1), v.Bytes()...)
	},
	dec: func(d *decoder, v reflect.Value, _ int) {
		if n := d.uvarint(); n > 0 {
			v.SetBytes([]byte(d.take(n - 1)))
		}
	},
}

// list reads the length of a slice or map; ok is false for nil and for nonsense.
// The bytes that its elements take at the least are held for them: lists within
// lists cannot each ask for elements out of the same bytes. The caller gives
// min back before each element.
func (d *decoder) list(min, depth int) (n int, ok bool) {
	u := d.uvarint()
	if u == 0 {
		return 0, false
	}
	room := max(0, len(d.s)-d.held)
	if depth > maxDepth || u-1 > uint64(room/min) {
		d.fail()
		return 0, false
	}
	n = int(u - 1)
	d.held += n * min
	return n, true
}

// array writes its elements. One without elements writes a byte, so that every
// value has one.
func (b builder) array(t reflect.Type) (coder, error) {
	n := t.Len()
	if t.Elem() == reflect.TypeFor[byte]() && n > 0 {
		return byteArray(t), nil
	}
	elem, shape, err := b.coder(t.Elem())
	if err != nil {
		return coder{}, err
	}
	return coder{
		shape: fmt.Sprintf("[%d]%s", n, shape), min: max(1, n*elem.min),
		enc: func(out []byte, v reflect.Value, depth int) []byte {
			for i := range n {
				out = elem.enc(out, v.Index(i), depth+1)
			}
			return pad(out, n)
		},
		dec: func(d *decoder, v reflect.Value, depth int) {
			for i := 0; i < n && !d.bad; i++ {
				elem.dec(d, v.Index(i), depth+1)
			}
			d.pad(n)
		},
	}, nil
}

func byteArray(t reflect.Type) coder {
	n := t.Len()
	return coder{
		shape: fmt.Sprintf("[%d]byte", n), min: n,
		enc: func(out []byte, v reflect.Value, _ int) []byte {
			at := len(out)
			out = slices.Grow(out, n)[:at+n]
			reflect.Copy(reflect.ValueOf(out[at:]), v)
			return out
		},
		dec: func(d *decoder, v reflect.Value, _ int) {
			if s := d.take(uint64(n)); !d.bad {
				reflect.Copy(v, reflect.ValueOf([]byte(s)))
			}
		},
	}
}

func pad(b []byte, parts int) []byte {
	if parts == 0 {
		return append(b, 0)
	}
	return b
}

func (d *decoder) pad(parts int) {
	if parts == 0 && d.byte() != 0 {
		d.fail()
	}
}

// pointer writes 0 for nil, else 1 and the value.
func (b builder) pointer(t reflect.Type) (coder, error) {
	elem, shape, err := b.coder(t.Elem())
	if err != nil {
		return coder{}, err
	}
	return coder{
		shape: "*" + shape, min: 1,
		enc: func(out []byte, v reflect.Value, depth int) []byte {
			if v.IsNil() {
				return append(out, 0)
			}
			deep(depth)
			return elem.enc(append(out, 1), v.Elem(), depth+1)
		},
		dec: func(d *decoder, v reflect.Value, depth int) {
			switch is := d.byte(); {
			case is == 0:
				return
			case is > 1 || depth > maxDepth || len(d.s)-d.held < elem.min:
				d.fail()
				return
			}
			v.Set(reflect.New(t.Elem()))
			elem.dec(d, v.Elem(), depth+1)
		},
	}, nil
}

// mapping writes 0 for nil, else the length plus one and the pairs by key.
func (b builder) mapping(t reflect.Type) (coder, error) {
	if t.Key().Kind() != reflect.String {
		return coder{}, fmt.Errorf("a %s cannot be remembered: its keys are no texts", t)
	}
	elem, shape, err := b.coder(t.Elem())
	if err != nil {
		return coder{}, err
	}
	return coder{
		shape: "map[string]" + shape, min: 1,
		enc: func(out []byte, v reflect.Value, depth int) []byte {
			if v.IsNil() {
				return append(out, 0)
			}
			deep(depth)
			keys := v.MapKeys()
			slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
			out = binary.AppendUvarint(out, uint64(len(keys))+1)
			for _, k := range keys {
				out = stringCoder.enc(out, k, 0)
				out = elem.enc(out, v.MapIndex(k), depth+1)
			}
			return out
		},
		dec: func(d *decoder, v reflect.Value, depth int) { decodeMap(d, v, t, elem, depth) },
	}, nil
}

func decodeMap(d *decoder, v reflect.Value, t reflect.Type, elem *coder, depth int) {
	n, ok := d.list(1+elem.min, depth)
	if !ok {
		return
	}
	m := reflect.MakeMapWithSize(t, n)
	last := ""
	for i := 0; i < n && !d.bad; i++ {
		d.held -= 1 + elem.min
		key := d.take(d.uvarint())
		if i > 0 && key <= last {
			d.fail()
			return
		}
		last = key
		k := reflect.New(t.Key()).Elem()
		k.SetString(key)
		e := reflect.New(t.Elem()).Elem()
		elem.dec(d, e, depth+1)
		m.SetMapIndex(k, e)
	}
	v.Set(m)
}

// structure writes its fields in order, but for those tagged codec:"-".
func (b builder) structure(t reflect.Type) (coder, error) {
	type field struct {
		i int
		c *coder
	}
	var fields []field
	shape, least := "{", 0
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Tag.Get("codec") == "-" {
			continue
		}
		if !f.IsExported() {
			return coder{}, fmt.Errorf("%s.%s is not exported; tag it codec:\"-\" to leave it out", t, f.Name)
		}
		c, inner, err := b.coder(f.Type)
		if err != nil {
			return coder{}, fmt.Errorf("%s.%s: %w", t, f.Name, err)
		}
		fields = append(fields, field{i, c})
		shape += f.Name + " " + inner + ";"
		least += c.min
	}
	return coder{
		shape: shape + "}", min: max(1, least),
		enc: func(out []byte, v reflect.Value, depth int) []byte {
			for _, f := range fields {
				out = f.c.enc(out, v.Field(f.i), depth)
			}
			return pad(out, len(fields))
		},
		dec: func(d *decoder, v reflect.Value, depth int) {
			for _, f := range fields {
				f.c.dec(d, v.Field(f.i), depth)
				if d.bad {
					return
				}
			}
			d.pad(len(fields))
		},
	}, nil
}

// deep stops at a value that holds itself.
func deep(depth int) {
	if depth > maxDepth {
		panic("memory: a value holds itself or nests too deep to be remembered")
	}
}
