package media

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/bep/imagemeta"
)

func clean(t testing.TB, file []byte, mode Strip) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Clean(&b, bytes.NewReader(file), mode); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pixels decodes a picture with the standard library.
func pixels(t testing.TB, file []byte) image.Image {
	t.Helper()
	m, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func samePixels(t testing.TB, a, b []byte) {
	t.Helper()
	if x, y := pixels(t, a), pixels(t, b); fmt.Sprintf("%T", x) != fmt.Sprintf("%T", y) || !x.Bounds().Eq(y.Bounds()) || !slices.Equal(raw(x), raw(y)) {
		t.Error("other pixels")
	}
}

func raw(m image.Image) []byte {
	switch m := m.(type) {
	case *image.YCbCr:
		return slices.Concat(m.Y, m.Cb, m.Cr)
	case *image.Gray:
		return m.Pix
	case *image.RGBA:
		return m.Pix
	case *image.NRGBA:
		return m.Pix
	case *image.CMYK:
		return m.Pix
	case *image.Paletted:
		return m.Pix
	}
	panic(fmt.Sprintf("%T", m))
}

// tagsOf is what an independent reader finds in a picture: "EXIF GPSLatitude".
func tagsOf(t testing.TB, file []byte, format imagemeta.ImageFormat) map[string]string {
	t.Helper()
	tags := make(map[string]string)
	_, err := imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(file), ImageFormat: format,
		Sources:         imagemeta.EXIF | imagemeta.IPTC | imagemeta.XMP,
		ShouldHandleTag: func(imagemeta.TagInfo) bool { return true },
		HandleTag: func(i imagemeta.TagInfo) error {
			tags[fmt.Sprintf("%s %s", i.Source, i.Tag)] = fmt.Sprint(i.Value)
			return nil
		},
		Warnf: func(string, ...any) {},
	})
	if err != nil && !imagemeta.IsInvalidFormat(err) {
		t.Fatal(err)
	}
	return tags
}

// private are words in names of tags that must not be published in any mode.
var private = []string{"GPS", "Serial", "Owner", "MakerNote", "Thumbnail", "UniqueID", "JPEGInterchange"}

func judge(t testing.TB, file []byte, format imagemeta.ImageFormat, mode Strip) {
	t.Helper()
	for tag, value := range tagsOf(t, file, format) {
		for _, word := range private {
			if strings.Contains(tag, word) {
				t.Errorf("%s: %s = %.40s is left", mode, tag, value)
			}
		}
		source, name, _ := strings.Cut(tag, " ")
		if mode == All && name != "Orientation" && !(source == "IPTC" && slices.Contains([]string{"By-line", "Credit", "CopyrightNotice", "CodedCharacterSet"}, name)) {
			t.Errorf("%s: %s = %.40s is left", mode, tag, value)
		}
		if source == "XMP" {
			t.Errorf("%s: %s is left", mode, tag)
		}
	}
}

// Real photographs: the metadata judged by another reader, the pixels by another
// decoder.
func TestCleanPhotographs(t *testing.T) {
	dir := shared(t, "data/images")
	files, private, smaller := 0, 0, 0
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || FormatOf(path) != JPEG {
			return err
		}
		file, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			files++
			before, err := Probe(bytes.NewReader(file))
			if err != nil {
				t.Fatal(err)
			}
			had := tagsOf(t, file, imagemeta.JPEG)
			if before.GPS != (had["EXIF GPSLatitude"] != "" || had["XMP GPSLatitude"] != "") {
				t.Errorf("Probe says a position is there: %v", before.GPS)
			}
			if before.GPS {
				private++
			}
			for _, mode := range []Strip{All, GPS} {
				out := clean(t, file, mode)
				after, err := Probe(bytes.NewReader(out))
				before.GPS = false
				if err != nil || after != before {
					t.Errorf("%s: was %s, is %s, %v", mode, show(before), show(after), err)
				}
				judge(t, out, imagemeta.JPEG, mode)
				samePixels(t, file, out)
				if !bytes.Equal(clean(t, out, mode), out) {
					t.Errorf("%s: cleaning twice changes it", mode)
				}
				left := tagsOf(t, out, imagemeta.JPEG)
				for _, tag := range []string{"EXIF Make", "EXIF Model", "EXIF DateTimeOriginal", "EXIF ExposureTime", "EXIF Copyright", "IPTC City"} {
					if mode == GPS && left[tag] != had[tag] {
						t.Errorf("gps: %s was %q, is %q", tag, had[tag], left[tag])
					}
				}
				if len(out) < len(file) {
					smaller++
				}
			}
		})
		return nil
	})
	if err != nil || files < 30 || private < 10 {
		t.Errorf("%d files, %d with a position, %v", files, private, err)
	}
	t.Logf("%d photographs, %d with a position, %d of %d copies smaller", files, private, smaller, 2*files)
}

// shared is a folder of the shared data, beside the repository.
func shared(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for at := dir; at != filepath.Dir(at); at = filepath.Dir(at) {
		if p := filepath.Join(at, "shared", filepath.FromSlash(name)); exists(p) {
			return p
		}
	}
	t.Skipf("no shared/%s above %s: real files are not judged", name, filepath.Base(dir))
	return ""
}

func exists(p string) bool { _, err := os.Stat(p); return err == nil }

func TestCleanJPEG(t *testing.T) {
	icc := segment(mAPP2, "ICC_PROFILE\x00\x01\x01", "colours")
	adobe := segment(mAPPe, "Adobe\x00\x64\x00\x00\x00\x00\x01", "SECRET")
	jfif := segment(mAPP0, "JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x01\x01", "SEC")
	iptc := func(sets ...string) []byte {
		var data string
		for i := 0; i < len(sets); i += 2 {
			data += "\x1c" + sets[i] + string([]byte{0, byte(len(sets[i+1]))}) + sets[i+1]
		}
		return segment(mAPPd, "Photoshop 3.0\x00", "8BIM\x04\x0c\x00\x00\x00\x00\x00\x0aSECRETICON", "8BIM\x04\x04\x00\x00", be(4, uint64(len(data))), data, strings.Repeat("\x00", len(data)%2))
	}
	file := append(jpegOf(t, 40, 30, jfif, exifSegment(6, true), exifSegment(3, true), icc, adobe,
		segment(mAPP1, "http://ns.adobe.com/xap/1.0/\x00", "SECRET"), segment(mAPP1, "http://ns.adobe.com/xmp/extension/\x00", "SECRET"),
		segment(mAPP2, "MPF\x00", "SECRET"), segment(mAPP0, "JFXX\x00\x10", "SECRET"), segment(0xeb, "JP SECRET"), segment(0xec, "Ducky SECRET"),
		iptc("\x02\x50", "Ada Example", "\x02\x5a", "PLACE", "\x02\x74", "(c) Ada Example"), segment(mCOM, "a comment"),
	), "SECRET film"...)
	for _, mode := range []Strip{All, GPS} {
		out := clean(t, file, mode)
		if bytes.Contains(out, []byte("SECRET")) {
			t.Errorf("%s: a secret is left", mode)
		}
		for _, want := range [][]byte{icc, adobe[:16-2], []byte("Ada Example"), []byte("JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x00\x00")} {
			want = bytes.Replace(want, []byte{mAPPe, 0, 20}, []byte{mAPPe, 0, 14}, 1)
			if !bytes.Contains(out, want) {
				t.Errorf("%s: %q is gone", mode, want)
			}
		}
		for _, s := range []string{"PLACE", "a comment", "Example Camera Works", "2025:06:01"} {
			if bytes.Contains(out, []byte(s)) != (mode == GPS) {
				t.Errorf("%s: %s", mode, s)
			}
		}
		judge(t, out, imagemeta.JPEG, mode)
		samePixels(t, file, out)
		if info, _ := Probe(bytes.NewReader(out)); show(info) != "jpeg 30×40 6" {
			t.Errorf("%s: %s", mode, show(info))
		}
	}
	plain := jpegOf(t, 40, 30)
	if !bytes.Equal(clean(t, plain, All), plain) {
		t.Error("a picture without metadata is another one")
	}
	if bytes.Contains(clean(t, jpegOf(t, 40, 30, exifSegment(1, true)), All), []byte("Exif")) {
		t.Error("EXIF for a picture that stands upright")
	}
}

// Progressive pictures have many scans, and pictures with restarts markers within.
func TestCleanScans(t *testing.T) {
	file := jpegOf(t, 64, 64)
	sos := bytes.Index(file, []byte{0xff, mSOS})
	coded := append([]byte{}, file[sos+14:len(file)-2]...)
	// Restart markers and fill bytes are legal wherever the coder put them; the
	// copy keeps the first and may drop the second.
	var marked []byte
	for i, b := range coded {
		marked = append(marked, b)
		if i%50 == 49 && b != 0xff {
			marked = append(marked, 0xff, 0xd0+byte(i/50%8))
		}
	}
	twice := slices.Concat(file[:sos+14], marked, file[sos:sos+14], marked, []byte{0xff, 0xff, 0xff, mEOI})
	want := slices.Concat(file[:sos+14], marked, file[sos:sos+14], marked, []byte{0xff, mEOI})
	for name, r := range map[string]io.Reader{"whole": bytes.NewReader(twice), "by the byte": iotest.OneByteReader(bytes.NewReader(twice)), "by halves": iotest.HalfReader(bytes.NewReader(twice))} {
		var b bytes.Buffer
		if err := Clean(&b, r, All); err != nil || !bytes.Equal(b.Bytes(), want) {
			t.Errorf("%s: %v, %d bytes of %d", name, err, b.Len(), len(want))
		}
	}
}

func TestCleanPNG(t *testing.T) {
	secret := tiffOf(binary.BigEndian, 6, true)
	file := append(pngOf(t, 20, 10,
		pngChunk("gAMA", "\x00\x00\xb1\x8f"), pngChunk("eXIf", secret), pngChunk("eXIf", secret),
		pngChunk("tEXt", "Raw profile type exif\x00SECRET"), pngChunk("zTXt", "Raw profile type APP1\x00\x00SECRET"),
		pngChunk("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00SECRET"), pngChunk("tIME", "SECRETS"), pngChunk("caBX", "SECRET"),
		pngChunk("tEXt", "Copyright\x00Ada Example"), pngChunk("tEXt", "Software\x00a program"), pngChunk("prVW", "SECRET"),
	), "SECRET rest of the uncropped picture"...)
	for _, mode := range []Strip{All, GPS} {
		out := clean(t, file, mode)
		if bytes.Contains(out, []byte("SECRET")) {
			t.Errorf("%s: a secret is left", mode)
		}
		for _, want := range []string{"gAMA", "Ada Example"} {
			if !bytes.Contains(out, []byte(want)) {
				t.Errorf("%s: %s is gone", mode, want)
			}
		}
		if bytes.Contains(out, []byte("a program")) != (mode == GPS) {
			t.Errorf("%s: software", mode)
		}
		if info, err := Probe(bytes.NewReader(out)); err != nil || show(info) != "png 10×20 6" {
			t.Errorf("%s: %s %v", mode, show(info), err)
		}
		judge(t, out, imagemeta.PNG, mode)
		samePixels(t, file[:len(file)-36], out)
	}
	plain := pngOf(t, 20, 10)
	if !bytes.Equal(clean(t, plain, All), plain) {
		t.Error("a picture without metadata is another one")
	}
	moving := pngOf(t, 20, 10, pngChunk("acTL", "\x00\x00\x00\x01\x00\x00\x00\x00"), pngChunk("fcTL", strings.Repeat("\x00", 26)))
	if !bytes.Equal(clean(t, moving, All), moving) {
		t.Error("an animation is another one")
	}
}

func TestCleanGIF(t *testing.T) {
	file := gifOf(t, 3)
	at := bytes.Index(file, []byte("\x21\xf9"))
	dirty := slices.Concat(file[:at], []byte("\x21\xfe\x07comment\x00"), []byte("\x21\xff\x0bXMP DataXMP\x06SECRET\x00"), []byte("\x21\xff\x0bSOMEONE 1.0\x06SECRET\x00"), file[at:], []byte("SECRET"))
	if !bytes.Equal(clean(t, dirty, All), file) {
		t.Error("not the picture it was")
	}
	out := clean(t, dirty, GPS)
	if !bytes.Contains(out, []byte("comment")) || bytes.Contains(out, []byte("SECRET")) {
		t.Errorf("%q", out)
	}
	if g, err := gif.DecodeAll(bytes.NewReader(out)); err != nil || len(g.Image) != 3 {
		t.Error(err)
	}
	if !bytes.Equal(clean(t, file[:len(file)-1], All), file) {
		t.Error("a missing trailer is not mended")
	}
}

func TestCleanWebP(t *testing.T) {
	secret := "Exif\x00\x00" + tiffOf(binary.LittleEndian, 6, true)
	lossy := string(webpLossy[12:])
	file := append(riff(vp8x(0x0c|0x20, 3, 2), webpChunk("ICCP", "colours"), lossy, webpChunk("EXIF", secret), webpChunk("XMP ", "SECRET"), webpChunk("NOTE", "SECRET")), "SECRET"...)
	for _, mode := range []Strip{All, GPS} {
		out := clean(t, file, mode)
		if bytes.Contains(out, []byte("SECRET")) || !bytes.Contains(out, []byte(webpChunk("ICCP", "colours")+lossy)) {
			t.Errorf("%s: %q", mode, out)
		}
		if info, err := Probe(bytes.NewReader(out)); err != nil || show(info) != "webp 2×3 6" {
			t.Errorf("%s: %s %v", mode, show(info), err)
		}
		if int(binary.LittleEndian.Uint32(out[4:]))+8 != len(out) || out[20] != 0x28 {
			t.Errorf("%s: head %q", mode, out[:30])
		}
		judge(t, out, imagemeta.WebP, mode)
	}
	upright := clean(t, riff(vp8x(0x0c, 3, 2), lossy, webpChunk("EXIF", tiffOf(binary.LittleEndian, 1, true))), All)
	if want := riff(vp8x(0, 3, 2), lossy); !bytes.Equal(upright, want) {
		t.Errorf("%q", upright)
	}
	for _, plain := range [][]byte{webpLossy, webpLossless} {
		if !bytes.Equal(clean(t, plain, All), plain) {
			t.Error("a picture without metadata is another one")
		}
	}
}

func TestCleanAVIF(t *testing.T) {
	file := avifOf(640, 480, 1, "\x00\x00\x00\x00"+tiffOf(binary.LittleEndian, 1, true), "<x SECRET exif:GPSLatitude/>")
	file = append(file, isoBox("uuid", "0123456789abcdef", "SECRET")...)
	out := clean(t, file, All)
	if bytes.Contains(out, []byte("SECRET")) || !bytes.Contains(out, []byte("PIXELS")) || len(out) != len(file) {
		t.Errorf("%q", out)
	}
	if info, err := Probe(bytes.NewReader(out)); err != nil || show(info) != "avif 480×640 1" {
		t.Errorf("%s %v", show(info), err)
	}
	if Clean(io.Discard, bytes.NewReader(bytes.Replace(file, []byte("ftypavif\x00\x00\x00\x00avif"), []byte("ftypheic\x00\x00\x00\x00heic"), 1)), All) == nil {
		t.Error("HEIC is cleaned; browsers do not show it")
	}
}

// endless is a JPEG of any length without being one in memory.
type endless struct {
	head, tail []byte
	middle     int
}

func (e *endless) Read(p []byte) (int, error) {
	switch {
	case len(e.head) > 0:
		n := copy(p, e.head)
		e.head = e.head[n:]
		return n, nil
	case e.middle > 0:
		n := min(len(p), e.middle)
		for i := range n {
			p[i] = byte(i) & 0x7f
		}
		e.middle -= n
		return n, nil
	case len(e.tail) > 0:
		n := copy(p, e.tail)
		e.tail = e.tail[n:]
		return n, nil
	}
	return 0, io.EOF
}

// Memory is counted, not timed: 200 MB of coded pixels pass through less than one.
func TestCleanIsAStream(t *testing.T) {
	file := jpegOf(t, 40, 30, exifSegment(6, true))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if err := Clean(io.Discard, &endless{file[:len(file)-2], file[len(file)-2:], 200 << 20}, All); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > 1<<20 {
		t.Errorf("%d bytes allocated", n)
	}
}

// A picture cut or bent anywhere gives an error or a picture, never a panic, and
// what comes out of a bent one tells no secret that it is known to hold.
func TestBentFiles(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, file := range seeds(t) {
		for range 300 {
			bent := bytes.Clone(file)
			if r.IntN(2) == 0 {
				bent = bent[:r.IntN(len(bent)+1)]
			}
			for range r.IntN(4) {
				if len(bent) > 0 {
					bent[r.IntN(len(bent))] = byte(r.Int())
				}
			}
			tryBoth(t, bent)
		}
	}
}

// EXIF data whose values all point at the same bytes would grow when written.
func TestOverlappingEXIF(t *testing.T) {
	w := tiff{order: binary.LittleEndian}
	var fields []field
	for _, tag := range harmlessPicture {
		fields = append(fields, field{tag, 2, 40_000, []byte("....")})
	}
	out := w.build(fields, nil)
	at := bytes.Index(out, []byte("...."))
	for i := range fields { // an offset in place of each value
		binary.LittleEndian.PutUint32(out[at+12*i:], 0)
	}
	out = append(out, make([]byte, 50_000)...)
	file := jpegOf(t, 9, 9, segment(mAPP1, "Exif\x00\x00", string(out)))
	samePixels(t, file, clean(t, file, GPS))
}

// tryBoth is what holds for any input.
func tryBoth(t *testing.T, file []byte) {
	info, err := Probe(bytes.NewReader(file))
	if err == nil && (info.Format == "" || info.Width < 0 || info.Height < 0 || info.Width*info.Height > MaxPixels && info.Format != SVG) {
		t.Errorf("%+v without an error", info)
	}
	for _, mode := range []Strip{All, GPS} {
		var out, again bytes.Buffer
		if Clean(&out, bytes.NewReader(file), mode) != nil {
			continue
		}
		after, err2 := Probe(bytes.NewReader(out.Bytes()))
		if after.GPS {
			t.Errorf("%s: a position is left", mode)
		}
		if err == nil && err2 != nil {
			t.Errorf("%s: a good picture became a bad one: %v", mode, err2)
		}
		info.GPS = false
		if err == nil && info != after {
			t.Errorf("%s: %+v became %+v", mode, info, after)
		}
		if err := Clean(&again, bytes.NewReader(out.Bytes()), mode); err != nil || !bytes.Equal(out.Bytes(), again.Bytes()) {
			t.Errorf("%s: cleaning twice: %v", mode, err)
		}
	}
}

func seeds(t testing.TB) [][]byte {
	secret := tiffOf(binary.LittleEndian, 6, true)
	return [][]byte{
		jpegOf(t, 16, 9, exifSegment(6, true), segment(mAPP2, "ICC_PROFILE\x00\x01\x01x"), segment(mCOM, "c")),
		jpegOf(t, 3, 2, segment(mAPPd, "Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x08\x1c\x02\x50\x00\x03Ada")),
		pngOf(t, 5, 4, pngChunk("eXIf", secret), pngChunk("tEXt", "Copyright\x00x")),
		gifOf(t, 2), webpLossy, webpLossless,
		riff(vp8x(0x08, 3, 2), string(webpLossy[12:]), webpChunk("EXIF", secret)),
		avifOf(64, 48, 1, "\x00\x00\x00\x00"+secret, "<x/>"),
		[]byte(drawing), []byte(hostile),
	}
}

func FuzzProbe(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		a, errA := Probe(bytes.NewReader(file))
		b, errB := Probe(iotest.OneByteReader(bytes.NewReader(file)))
		if a != b || (errA == nil) != (errB == nil) {
			t.Errorf("by the byte: %+v %v, %+v %v", a, errA, b, errB)
		}
		if len(file) > 0 && errA == nil && a.Format == JPEG {
			c, err := jpeg.DecodeConfig(bytes.NewReader(file))
			if a.Orientation > 4 {
				c.Width, c.Height = c.Height, c.Width
			}
			if err == nil && (c.Width != a.Width || c.Height != a.Height) {
				t.Errorf("%d × %d, image/jpeg says %d × %d", a.Width, a.Height, c.Width, c.Height)
			}
		}
		if errA == nil && a.Format == PNG {
			c, err := png.DecodeConfig(bytes.NewReader(file))
			if a.Orientation > 4 {
				c.Width, c.Height = c.Height, c.Width
			}
			if err == nil && (c.Width != a.Width || c.Height != a.Height) {
				t.Errorf("%d × %d, image/png says %d × %d", a.Width, a.Height, c.Width, c.Height)
			}
		}
	})
}

func FuzzClean(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, file []byte) { tryBoth(t, file) })
}
