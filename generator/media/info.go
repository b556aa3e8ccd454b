package media

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"sync"
)

// Formats as Info.Format names them.
const (
	JPEG = "jpeg"
	PNG  = "png"
	GIF  = "gif"
	WebP = "webp"
	SVG  = "svg"
	AVIF = "avif"
	HEIC = "heic"
)

// Info is what is known of a picture without its pixels.
type Info struct {
	Format string // "jpeg", "png", "gif", "webp", "svg", "avif", "heic"

	// Width and Height are in pixels as the picture is shown, orientation
	// applied. Both are 0 for an SVG that does not say.
	Width, Height int

	Orientation int  // EXIF: 1 upright, to 8; 1 when the file does not say
	Animated    bool // more than one frame
	GPS         bool // tells where it was taken; Clean takes that out
	Progressive bool // a JPEG that comes in several scans; decoding takes more memory
	Depth       int  // bytes that a decoded pixel takes
}

// What can be wrong with a picture. Errors of Probe and Clean wrap one of these,
// are a *TooLarge, or come from the reader.
var (
	ErrEmpty       = errors.New("the file is empty")
	ErrNotImage    = errors.New("the file is not an image")
	ErrTruncated   = errors.New("the image is cut off")
	ErrDamaged     = errors.New("the image is damaged")
	ErrUnsupported = errors.New("images of this kind cannot be published")
)

// MaxPixels is the most a picture may have: what a browser decodes into half a
// gigabyte. Beyond it Probe says TooLarge.
const MaxPixels = 100_000_000

// TooLarge is a picture that says it has more than MaxPixels.
type TooLarge struct{ Width, Height int }

func (e *TooLarge) Error() string {
	return fmt.Sprintf("the image says it is %d × %d pixels; the limit is %d megapixels", e.Width, e.Height, MaxPixels/1_000_000)
}

// FormatOf is the format a file of this name should have, or "".
func FormatOf(name string) string {
	return extensions[strings.ToLower(path.Ext(name))]
}

var extensions = map[string]string{
	".jpg": JPEG, ".jpeg": JPEG, ".jpe": JPEG, ".jfif": JPEG, ".png": PNG, ".apng": PNG, ".gif": GIF,
	".webp": WebP, ".svg": SVG, ".avif": AVIF, ".heic": HEIC, ".heif": HEIC,
}

// Extension is how the name of a file of this format ends, without the dot.
func Extension(format string) string {
	if format == JPEG {
		return "jpg"
	}
	return format
}

// Probe tells what a picture is. On error the Info holds what was learned until
// then; Format is "" when not even that is known.
func Probe(r io.Reader) (Info, error) {
	in := newInput(r)
	defer in.done()
	format, err := in.sniff()
	info := Info{Format: format, Orientation: 1}
	if err != nil {
		return info, err
	}
	switch format {
	case JPEG:
		err = probeJPEG(in, &info)
	case PNG:
		err = probePNG(in, &info)
	case GIF:
		err = probeGIF(in, &info)
	case WebP:
		err = probeWebP(in, &info)
	case SVG:
		err = probeSVG(in, &info)
	default:
		err = probeHEIF(in, &info)
	}
	if errors.Is(err, ErrNotImage) {
		info.Format = ""
	}
	if info.Orientation >= 5 {
		info.Width, info.Height = info.Height, info.Width
	}
	return info, err
}

// setSize notes the stored size, and stops the walk at a picture too large.
func (i *Info) setSize(w, h int) error {
	i.Width, i.Height = w, h
	if w <= 0 || h <= 0 {
		return fmt.Errorf("%w: it says it is %d × %d pixels", ErrDamaged, w, h)
	}
	if int64(w)*int64(h) > MaxPixels {
		return &TooLarge{w, h}
	}
	return nil
}

// input is a buffered stream that says "cut off" where it ends.
type input struct {
	*bufio.Reader
	kind string // for messages: "JPEG"
}

var readers = sync.Pool{New: func() any { return bufio.NewReaderSize(nil, 64<<10) }}

func newInput(r io.Reader) *input {
	b := readers.Get().(*bufio.Reader)
	b.Reset(r)
	return &input{Reader: b, kind: "file"}
}

func (in *input) done() {
	in.Reset(nil)
	readers.Put(in.Reader)
	in.Reader = nil
}

// sniff tells the format by the first bytes.
func (in *input) sniff() (string, error) {
	head, err := in.Peek(512)
	if err != nil && err != io.EOF {
		return "", err
	}
	if len(head) == 0 {
		return "", ErrEmpty
	}
	in.kind = "picture"
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.at0)) && (m.at8 == "" || len(head) >= 12 && string(head[8:12]) == m.at8) {
			in.kind = strings.ToUpper(m.format)
			return m.format, nil
		}
	}
	if format := brand(head); format != "" {
		in.kind = strings.ToUpper(format)
		return format, nil
	}
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	if len(text) > 0 && text[0] == '<' {
		in.kind = "SVG"
		return SVG, nil
	}
	// A file of which only the signature's first bytes are left.
	for _, m := range magics {
		if strings.HasPrefix(m.at0, string(head)) {
			return m.format, fmt.Errorf("%w after %d bytes", ErrTruncated, len(head))
		}
	}
	return "", ErrNotImage
}

var magics = []struct{ at0, at8, format string }{
	{"\xff\xd8\xff", "", JPEG},
	{"\x89PNG\r\n\x1a\n", "", PNG},
	{"GIF89a", "", GIF},
	{"GIF87a", "", GIF},
	{"RIFF", "WEBP", WebP},
}

// cut turns the end of the stream into ErrTruncated; other errors are the reader's.
func (in *input) cut(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return fmt.Errorf("%w: the %s has no end", ErrTruncated, in.kind)
	}
	return err
}

// full reads exactly len(b) bytes.
func (in *input) full(b []byte) error {
	_, err := io.ReadFull(in.Reader, b)
	return in.cut(err)
}

// copy sends n bytes to w.
func (in *input) copy(w io.Writer, n int64) error {
	for n > 0 {
		b, err := in.Peek(1)
		if err != nil {
			return in.cut(err)
		}
		b, _ = in.Peek(in.Buffered())
		if int64(len(b)) > n {
			b = b[:n]
		}
		if _, err := w.Write(b); err != nil {
			return err
		}
		in.Discard(len(b))
		n -= int64(len(b))
	}
	return nil
}

// skip passes over n bytes.
func (in *input) skip(n int64) error { return in.copy(io.Discard, n) }

func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrDamaged, fmt.Sprintf(format, args...))
}
