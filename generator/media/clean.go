package media

import (
	"bufio"
	"fmt"
	"io"
	"sync"
)

// Strip says how much Clean takes out: settings key images.strip.
type Strip string

const (
	All Strip = "all" // every metadata but orientation, colour and credits
	GPS Strip = "gps" // position, serial numbers, maker notes, thumbnails, XMP
)

// Clean copies the picture in src to dst without what mode takes out, and without
// touching its pixels. On error (those of Probe, ErrUnsupported for HEIC, or the
// reader's and writer's own) what dst got is worth nothing.
func Clean(dst io.Writer, src io.Reader, mode Strip) error {
	if mode != All && mode != GPS && mode != upright {
		return fmt.Errorf("media: no such mode: %q", mode)
	}
	in := newInput(src)
	defer in.done()
	format, err := in.sniff()
	if err != nil {
		return err
	}
	w := writers.Get().(*bufio.Writer)
	w.Reset(dst)
	defer func() { w.Reset(nil); writers.Put(w) }()
	switch format {
	case JPEG:
		err = cleanJPEG(w, in, mode)
	case PNG:
		err = cleanPNG(w, in, mode)
	case GIF:
		err = cleanGIF(w, in, mode)
	case WebP:
		err = cleanWebP(w, in, mode)
	case SVG:
		err = cleanSVG(w, in, mode)
	case AVIF:
		err = cleanAVIF(w, in)
	default:
		err = fmt.Errorf("%w: browsers do not show %s", ErrUnsupported, in.kind)
	}
	if err != nil {
		return err
	}
	return w.Flush()
}

// Upright copies a JPEG without any metadata but its colours, the orientation
// gone as well: for the work of programs that have turned the picture already.
func Upright(dst io.Writer, src io.Reader) error {
	return Clean(dst, src, upright)
}

const upright Strip = "upright"

var writers = sync.Pool{New: func() any { return bufio.NewWriterSize(nil, 64<<10) }}

// maxHeld is how much of a picture is held when its head must count what follows.
const maxHeld = 64 << 20

// hold reads the whole picture.
func (in *input) hold() ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(in.Reader, maxHeld+1))
	if err == nil && len(b) > maxHeld {
		err = fmt.Errorf("%w: the %s is larger than %d MB", ErrUnsupported, in.kind, maxHeld>>20)
	}
	return b, err
}
