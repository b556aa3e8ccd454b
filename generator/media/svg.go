package media

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

const (
	maxSVG      = 16 << 20 // bytes in, and roughly out
	maxSVGDepth = 256
	maxPrefixes = 64      // namespace prefixes in scope
	maxEntity   = 128     // bytes of an entity's text
	maxRefs     = 100_000 // references in a file with entities: more are a bomb

	nsSVG   = "http://www.w3.org/2000/svg"
	nsXLink = "http://www.w3.org/1999/xlink"
	nsXML   = "http://www.w3.org/XML/1998/namespace"
)

// name is an XML name with its namespace resolved. Elements without any count as
// SVG's: a file that forgot xmlns is mended, not thrown away.
type name struct{ space, local string }

// attr is an attribute with its name resolved.
type attr struct {
	name
	value string
}

// svgReader reads tokens with namespaces resolved and elements balanced.
//
// It stands on RawToken: encoding/xml's own resolution loses the prefixes of
// attributes and accepts a second attribute of one name, and its encoder writes
// namespaces that not every browser reads.
type svgReader struct {
	dec    *xml.Decoder
	open   []svgElement
	spaces map[string]string
	rooted bool // the root has been opened
	in     *input
	err    error // of the input, kept from being taken for bad XML
}

type svgElement struct {
	raw   xml.Name
	outer map[string]string // prefixes outside of it
}

func readSVG(in *input) *svgReader {
	s := &svgReader{in: in, spaces: map[string]string{"xml": nsXML, "": nsSVG}}
	if b, _ := in.Peek(3); string(b) == "\ufeff" {
		in.Discard(3)
	}
	s.dec = xml.NewDecoder(&svgInput{s: s})
	s.dec.Entity = map[string]string{}
	s.dec.CharsetReader = charset
	return s
}

// svgInput limits what the decoder reads and keeps the reader's own errors.
type svgInput struct {
	s    *svgReader
	n    int64
	refs int
}

func (i *svgInput) Read(b []byte) (int, error) {
	n, err := i.s.in.Read(b)
	if i.n += int64(n); i.n > maxSVG {
		i.s.err = fmt.Errorf("%w: the SVG is larger than %d MB", ErrUnsupported, maxSVG>>20)
		return 0, i.s.err
	}
	if i.s.dec != nil && len(i.s.dec.Entity) > 0 {
		if i.refs += bytes.Count(b[:n], []byte("&")); i.refs > maxRefs {
			i.s.err = fmt.Errorf("%w: the SVG has entities and too many references", ErrUnsupported)
			return 0, i.s.err
		}
	}
	if err != nil && err != io.EOF {
		i.s.err = err
	}
	return n, err
}

// charset reads the encodings besides UTF-8 that drawing programs wrote.
func charset(label string, r io.Reader) (io.Reader, error) {
	switch strings.ToLower(label) {
	case "utf-8", "utf8", "us-ascii", "ascii":
		return r, nil
	case "iso-8859-1", "latin1":
		return &latin1{r: bufio.NewReader(r)}, nil
	}
	return nil, fmt.Errorf("%w: SVG in %q; save it as UTF-8", ErrUnsupported, label)
}

type latin1 struct {
	r    *bufio.Reader
	rest []byte
}

func (l *latin1) Read(b []byte) (int, error) {
	if len(l.rest) == 0 {
		c, err := l.r.ReadByte()
		if err != nil {
			return 0, err
		}
		l.rest = []byte(string(rune(c)))
	}
	n := copy(b, l.rest)
	l.rest = l.rest[n:]
	return n, nil
}

// svgStart, svgEnd and xml.CharData are the tokens that next tells.
type svgStart struct {
	name
	attrs []attr
}

type svgEnd struct{}

// next is the next token, io.EOF after the root's end.
func (s *svgReader) next() (any, error) {
	for {
		t, err := s.dec.RawToken()
		if err != nil {
			return nil, s.fault(err)
		}
		switch t := t.(type) {
		case xml.Directive:
			if !s.rooted {
				entities(t, s.dec.Entity)
			}
		case xml.StartElement:
			return s.start(t)
		case xml.EndElement:
			if len(s.open) == 0 || s.open[len(s.open)-1].raw != t.Name {
				return nil, damaged("the SVG closes %s where it is not open", t.Name.Local)
			}
			last := len(s.open) - 1
			s.spaces = s.open[last].outer
			s.open = s.open[:last]
			return svgEnd{}, nil
		case xml.CharData:
			if len(s.open) > 0 {
				return t, nil
			}
			if len(bytes.TrimSpace(t)) > 0 {
				return nil, s.none("the SVG has text outside of its root")
			}
		}
	}
}

// none is damage, or no image at all when no root was seen.
func (s *svgReader) none(what string) error {
	if !s.rooted {
		return ErrNotImage
	}
	return damaged("%s", what)
}

func (s *svgReader) fault(err error) error {
	var syntax *xml.SyntaxError
	switch {
	case s.err != nil:
		return s.err
	case err == io.EOF && len(s.open) == 0 && s.rooted:
		return io.EOF
	case err == io.EOF, errors.As(err, &syntax) && syntax.Msg == "unexpected EOF":
		if !s.rooted {
			return ErrNotImage
		}
		return s.in.cut(io.EOF)
	case errors.Is(err, ErrUnsupported):
		return err
	}
	return s.none(fmt.Sprintf("the SVG is not well-formed: %v", err))
}

func (s *svgReader) start(t xml.StartElement) (any, error) {
	if len(s.open) == 0 && s.rooted {
		return nil, damaged("the SVG has two roots")
	}
	if len(s.open) >= maxSVGDepth {
		return nil, fmt.Errorf("%w: the SVG nests deeper than %d", ErrUnsupported, maxSVGDepth)
	}
	s.open = append(s.open, svgElement{t.Name, s.spaces})
	copied := false
	for _, a := range t.Attr {
		prefix, ok := "", a.Name.Space == "" && a.Name.Local == "xmlns"
		if a.Name.Space == "xmlns" {
			prefix, ok = a.Name.Local, true
		}
		if ok {
			if !copied {
				s.spaces, copied = cloneMap(s.spaces), true
			}
			if s.spaces[prefix] = a.Value; len(s.spaces) > maxPrefixes {
				return nil, fmt.Errorf("%w: the SVG declares more than %d prefixes", ErrUnsupported, maxPrefixes)
			}
		}
	}
	el := svgStart{name: s.resolve(t.Name)}
	if t.Name.Space == "" && el.space == "" {
		el.space = nsSVG
	}
	for _, a := range t.Attr {
		if a.Name.Space == "xmlns" || a.Name.Space == "" && a.Name.Local == "xmlns" {
			continue
		}
		n := name{local: a.Name.Local} // without a prefix: the element's own
		if a.Name.Space != "" {
			n = s.resolve(a.Name)
		}
		el.attrs = append(el.attrs, attr{n, a.Value})
	}
	if !s.rooted {
		s.rooted = true
		if el.name != (name{nsSVG, "svg"}) {
			return nil, ErrNotImage
		}
	}
	return el, nil
}

// resolve replaces a prefix by its namespace; an unknown one belongs to nobody.
func (s *svgReader) resolve(n xml.Name) name {
	space, ok := s.spaces[n.Space]
	if !ok {
		space = "?" + n.Space
		if n.Space == "xlink" { // the one that files forget to declare
			space = nsXLink
		}
	}
	return name{space, n.Local}
}

func cloneMap(m map[string]string) map[string]string {
	c := make(map[string]string, len(m)+1)
	for k, v := range m {
		c[k] = v
	}
	return c
}

// entities reads the internal entities of a document type: old drawing programs
// keep namespaces there. Only short texts without further references, so that
// none can multiply.
func entities(d xml.Directive, into map[string]string) {
	rest := string(d)
	for len(into) < 256 {
		_, after, ok := strings.Cut(rest, "<!ENTITY")
		if !ok {
			return
		}
		rest = after
		f := strings.Fields(after)
		if len(f) < 2 || f[0] == "%" {
			continue
		}
		value := strings.TrimLeft(after[strings.Index(after, f[0])+len(f[0]):], " \t\r\n")
		if value == "" || value[0] != '"' && value[0] != '\'' {
			continue
		}
		value, _, ok = strings.Cut(value[1:], value[:1])
		if ok && len(value) <= maxEntity && !strings.ContainsAny(value, "&<%") {
			into[f[0]] = value
		}
	}
}

func probeSVG(in *input, info *Info) error {
	s := readSVG(in)
	var root *svgStart
	for {
		t, err := s.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if el, ok := t.(svgStart); ok && root == nil {
			root = &el
			info.Width, info.Height = svgSize(el.attrs)
		}
	}
	return nil
}

// svgSize is the size of an SVG in CSS pixels, by width and height, and by the
// view box where one of them is missing or relative; 0 × 0 if nothing tells.
func svgSize(attrs []attr) (int, int) {
	get := func(local string) string {
		i := slices.IndexFunc(attrs, func(a attr) bool { return a.name == name{local: local} })
		if i < 0 {
			return ""
		}
		return attrs[i].value
	}
	w, h := length(get("width")), length(get("height"))
	box := strings.FieldsFunc(get("viewBox"), func(r rune) bool { return strings.ContainsRune(" ,\t\r\n", r) })
	if len(box) == 4 && (w == 0 || h == 0) {
		bw, bh := length(box[2]), length(box[3])
		switch {
		case bw == 0 || bh == 0:
		case w > 0:
			h = w * bh / bw
		case h > 0:
			w = h * bw / bh
		default:
			w, h = bw, bh
		}
	}
	if w == 0 || h == 0 || w > 1e6 || h > 1e6 {
		return 0, 0
	}
	return max(1, int(math.Round(w))), max(1, int(math.Round(h)))
}

// units are the lengths of CSS in pixels.
var units = map[string]float64{
	"": 1, "px": 1, "pt": 4.0 / 3, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 9.6 / 2.54, "q": 2.4 / 2.54, "em": 16, "rem": 16, "ex": 8,
}

// length is a length in pixels, 0 if it is relative or none.
func length(s string) float64 {
	s = strings.ToLower(strings.TrimSpace(s))
	number := strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyz%")
	v, err := strconv.ParseFloat(number, 64)
	unit, ok := units[strings.TrimSpace(s[len(number):])]
	if err != nil || !ok || math.IsNaN(v) || math.IsInf(v, 0) || v < 0 {
		return 0
	}
	return v * unit
}
