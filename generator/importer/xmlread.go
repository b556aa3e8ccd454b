package importer

import (
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"recap/generator/diag"
)

// maxText is how much one element of an export may hold, and maxItem how much an
// item may with its comments. A post is a few kilobytes; a file that says
// otherwise is refused before it fills the memory.
const (
	maxText = 16 << 20
	maxItem = 32 << 20
)

// xmlFile reads an export element by element. What is kept while it reads is one
// item at a time, within the bounds above; what the import remembers of each item
// (address, title, file, what to tell) grows with their number, some hundred bytes
// an item. Entities that a document type declares are never read: there is nothing
// to expand and nothing to fetch.
type xmlFile struct {
	name  string
	file  *os.File
	clean *cleaner
	dec   *xml.Decoder
	run   *run
	next  int64
	size  int64
	held  int // bytes of text of the item being read
	most  struct{ text, item int }
}

func (r *run) openXML() (*xmlFile, error) {
	f, err := os.Open(r.src.path)
	if err != nil {
		return nil, err
	}
	x := r.readXML(bufio.NewReaderSize(f, 256<<10))
	x.file = f
	return x, nil
}

// readXML is openXML for what is open already.
func (r *run) readXML(in io.Reader) *xmlFile {
	x := &xmlFile{name: r.src.name, run: r, size: r.src.size}
	if h := r.src.head; len(h) > 1 && (h[0] == 0xff && h[1] == 0xfe || h[0] == 0xfe && h[1] == 0xff) {
		in = transform.NewReader(in, unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder())
	}
	x.clean = &cleaner{r: in}
	x.limit(maxText, maxItem)
	x.dec = xml.NewDecoder(x.clean)
	x.dec.Entity = xml.HTMLEntity
	x.dec.CharsetReader = func(label string, input io.Reader) (io.Reader, error) {
		if strings.HasPrefix(strings.ToLower(label), "utf-16") {
			return input, nil // it was found by its byte order mark
		}
		x.clean.foreign = true // its bytes are not UTF-8 and not to be mended
		return charset.NewReaderLabel(label, input)
	}
	return x
}

// limit bounds an element and an item.
func (x *xmlFile) limit(text, item int) {
	x.most.text, x.most.item, x.clean.most = text, item, text
}

func (x *xmlFile) close() { x.file.Close() }

// line is where the reader stands.
func (x *xmlFile) line() int {
	l, _ := x.dec.InputPos()
	return l
}

// token is the next token; io.EOF at the end. An error has its place.
func (x *xmlFile) token() (xml.Token, error) {
	x.clean.given = 0
	t, err := x.dec.Token()
	if x.clean.given > x.most.text {
		return nil, x.large("an element", x.most.text)
	}
	if off := x.dec.InputOffset(); off > x.next {
		x.next = off + 1<<20
		if x.run.ctx.Err() != nil {
			return nil, x.run.ctx.Err()
		}
		if x.run.o.Progress != nil {
			x.run.o.Progress(off, x.size)
		}
	}
	if err == nil || err == io.EOF {
		return t, err
	}
	return nil, x.fault(err)
}

// fault is an error of the XML with its place.
func (x *xmlFile) fault(err error) error {
	syntax, ok := errors.AsType[*xml.SyntaxError](err)
	if !ok {
		return err
	}
	off := int(x.dec.InputOffset())
	d := diag.Errorf("import-xml", diag.Pos{File: x.name, Off: off, End: off}, "the export is broken in line %d: %s", syntax.Line, syntax.Msg)
	switch {
	case strings.Contains(syntax.Msg, "unexpected EOF"):
		d = d.WithHint("the file ends too early: export or copy it again")
	case strings.Contains(syntax.Msg, "]]>"), strings.Contains(syntax.Msg, "CDATA"):
		d = d.WithHint("a text holds the end mark of CDATA: write ]]&gt; there, or mend the post and export again")
	case strings.Contains(syntax.Msg, "entity"):
		d = d.WithHint("an & that means itself is written &amp; in XML")
	default:
		d = d.WithHint("mend the file there, or export again; nothing was written")
	}
	return &diag.Fault{List: diag.List{d}}
}

// text is the text inside an element, its elements left out, up to its end.
func (x *xmlFile) text() (string, error) {
	var b strings.Builder
	for depth := 0; ; {
		t, err := x.token()
		if err != nil {
			return "", x.early(err)
		}
		switch t := t.(type) {
		case xml.CharData:
			if x.held += len(t); x.held > x.most.item {
				return "", x.large("an item", x.most.item)
			}
			if b.Len()+len(t) > x.most.text {
				return "", x.large("an element", x.most.text)
			}
			b.Write(t)
		case xml.StartElement:
			depth++
		case xml.EndElement:
			if depth--; depth < 0 {
				return b.String(), nil
			}
		}
	}
}

// begin is called where an item begins.
func (x *xmlFile) begin() { x.held = 0 }

func (x *xmlFile) large(what string, most int) error {
	off := int(x.dec.InputOffset())
	return &diag.Fault{List: diag.List{diag.Errorf("import-large", diag.Pos{File: x.name, Off: off, End: off}, "%s in line %d holds more than %d MB of text", what, x.line(), most>>20)}}
}

// early makes an end of file inside an element an error.
func (x *xmlFile) early(err error) error {
	if err == io.EOF {
		return x.fault(&xml.SyntaxError{Msg: "unexpected EOF", Line: x.line()})
	}
	return err
}

// skip passes over the rest of an element.
func (x *xmlFile) skip() error {
	for depth := 0; ; {
		t, err := x.token()
		if err != nil {
			return x.early(err)
		}
		switch t.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			if depth--; depth < 0 {
				return nil
			}
		}
	}
}

// cleaner makes bytes XML can hold: control characters become blanks, and bytes
// that are not UTF-8 in a file that should be are read as Windows-1252, which is
// what they are in old databases. Both are counted.
type cleaner struct {
	r        io.Reader
	buf      [64 << 10]byte
	in       []byte // read and not yet looked at
	out      []byte // cleaned and not yet given
	made     []byte // what out is a part of, to be used again
	err      error
	given    int // bytes since the last token, which may not be endless
	most     int // of them; 0 for any number
	foreign  bool
	controls int
	bytes    int
}

func (c *cleaner) Read(p []byte) (int, error) {
	if c.most > 0 && c.given > c.most {
		return 0, io.ErrUnexpectedEOF // token says why
	}
	for len(c.out) == 0 {
		if len(c.in) > 0 && (c.err != nil || len(c.in) >= utf8.UTFMax) {
			c.work()
			continue
		}
		if c.err != nil {
			return 0, c.err
		}
		n, err := c.r.Read(c.buf[len(c.in):])
		c.in = c.buf[:len(c.in)+n]
		c.err = err
		if n > 0 {
			c.work()
		}
	}
	n := copy(p, c.out)
	c.out = c.out[n:]
	c.given += n
	return n, nil
}

// work cleans what was read, but for the beginning of a character at its end.
func (c *cleaner) work() {
	in, end := c.in, len(c.in)
	if c.err == nil && !c.foreign {
		for i := max(0, end-utf8.UTFMax+1); i < end; i++ {
			if utf8.RuneStart(in[i]) && !utf8.FullRune(in[i:end]) {
				end = i
				break
			}
		}
	}
	out := c.made[:0]
	for i := 0; i < end; {
		b := in[i]
		switch {
		case b < 0x20 && b != '\n' && b != '\r' && b != '\t' || b == 0x7f:
			out = append(out, ' ')
			c.controls++
			i++
		case b < utf8.RuneSelf || c.foreign:
			out = append(out, b)
			i++
		default:
			r, n := utf8.DecodeRune(in[i:end])
			if r == utf8.RuneError && n <= 1 {
				out = utf8.AppendRune(out, charmap.Windows1252.DecodeByte(b))
				c.bytes++
				i++
				continue
			}
			if r == 0xfffe || r == 0xffff {
				out = append(out, "\ufffd"...)
			} else {
				out = append(out, in[i:i+n]...)
			}
			i += n
		}
	}
	c.out, c.made = out, out
	c.in = c.buf[:copy(c.buf[:], in[end:])]
}

// told notes what had to be cleaned.
func (x *xmlFile) told() {
	if n := x.clean.controls; n > 0 {
		x.run.report.note("", "control characters in the export", fmt.Sprintf("%d became blanks", n))
	}
	if n := x.clean.bytes; n > 0 {
		x.run.report.note("", "bytes that are not UTF-8", fmt.Sprintf("%d were read as Windows-1252", n))
	}
}
