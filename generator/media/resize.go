package media

// Reducing pictures. Ours, where golang.org/x/image/draw would do, for three
// reasons: its kernels are floats, whose last bit differs between processors
// that fuse multiplications and those that do not, and the output must be the
// same bytes everywhere; it holds 32 bytes for each pixel on its way, half a
// gigabyte for a photo from a telephone; and it knows no planes, so that a JPEG
// would be turned into RGB and back. Here rows are pushed through, several sizes
// at once, in integers.

// weightBits is the precision of weights, midBits what is kept of it between
// the two directions.
const (
	weightBits = 14
	midBits    = 4
)

// taps are, for each pixel of the smaller picture, the pixels of the larger one
// that it is made of.
type taps struct {
	first  []int32 // of each output pixel, the first input pixel
	count  []int32
	weight []int32 // of all, one after the other; those of a pixel sum to 1<<weightBits
	at     []int32 // where a pixel's weights begin
}

// tapsFor computes the weights that bring n pixels to m ≤ n, by the cubic of
// Catmull and Rom, widened by the ratio.
func tapsFor(n, m int) taps {
	t := taps{make([]int32, m), make([]int32, m), nil, make([]int32, m)}
	const one = 1 << 16
	for i := range m {
		// The middle of the output pixel, in input pixels times 2m.
		mid := int64(2*i+1) * int64(n)
		reach := int64(4 * n) // two output pixels, in the same unit
		lo := max((mid-reach)/int64(2*m)-1, 0)
		hi := min((mid+reach)/int64(2*m)+1, int64(n-1))
		t.first[i], t.at[i] = int32(lo), int32(len(t.weight))
		sum, begin := int64(0), len(t.weight)
		for k := lo; k <= hi; k++ {
			d := (2*k+1)*int64(m) - mid // distance, in input pixels times 2m
			if d < 0 {
				d = -d
			}
			w := cubic(d * one / int64(2*n)) // in output pixels
			sum += w
			t.weight = append(t.weight, int32(w))
		}
		total, most := int32(0), begin
		for k := begin; k < len(t.weight); k++ {
			w := int32((int64(t.weight[k])<<weightBits + sum/2) / sum)
			t.weight[k] = w
			total += w
			if w > t.weight[most] {
				most = k
			}
		}
		t.weight[most] += 1<<weightBits - total
		t.count[i] = int32(len(t.weight) - begin)
	}
	return t
}

// cubic is Catmull and Rom's, for a distance in 1/65536.
func cubic(x int64) int64 {
	const one = 1 << 16
	x2 := x * x >> 16
	x3 := x2 * x >> 16
	switch {
	case x < one:
		return (3*x3 - 5*x2 + 2*one) / 2
	case x < 2*one:
		return (-x3 + 5*x2 - 8*x + 4*one) / 2
	}
	return 0
}

// plane is a picture of n bytes a pixel: one for brightness or colour alone,
// four for red, green, blue multiplied with alpha, and alpha.
type plane struct {
	w, h, n int
	pix     []byte
}

func newPlane(w, h, n int) *plane { return &plane{w, h, n, make([]byte, w*h*n)} }

func (p *plane) row(y int) []byte { return p.pix[y*p.w*p.n : (y+1)*p.w*p.n] }

// sink takes the rows of a picture from top to bottom.
type sink interface{ push(row []byte) }

// scaler reduces the rows pushed to it to a plane.
type scaler struct {
	out        *plane
	across     taps
	down       taps
	ring       [][]int16
	in, next   int // rows pushed; the next row to come out
	sum        []int32
	sourceRows int
}

func newScaler(w, h int, out *plane) *scaler {
	s := &scaler{out: out, across: tapsFor(w, out.w), down: tapsFor(h, out.h), sum: make([]int32, out.w*out.n), sourceRows: h}
	most := int32(1)
	for _, n := range s.down.count {
		most = max(most, n)
	}
	s.ring = make([][]int16, most)
	for i := range s.ring {
		s.ring[i] = make([]int16, out.w*out.n)
	}
	return s
}

func (s *scaler) push(row []byte) {
	mid := s.ring[s.in%len(s.ring)]
	if s.out.n == 1 {
		s.across.one(mid, row)
	} else {
		s.across.four(mid, row)
	}
	s.in++
	for s.next < s.out.h && int(s.down.first[s.next]+s.down.count[s.next]) <= s.in {
		s.emit(s.next)
		s.next++
	}
}

// one brings a row of single bytes to its new width.
func (t *taps) one(mid []int16, row []byte) {
	for i := range t.first {
		w := t.weight[t.at[i] : t.at[i]+t.count[i]]
		in := row[t.first[i] : t.first[i]+t.count[i]]
		in = in[:len(w)]
		sum := int32(1 << (weightBits - midBits - 1))
		for k, v := range w {
			sum += v * int32(in[k])
		}
		mid[i] = int16(sum >> (weightBits - midBits))
	}
}

// four does the same with pixels of four bytes.
func (t *taps) four(mid []int16, row []byte) {
	for i := range t.first {
		w := t.weight[t.at[i] : t.at[i]+t.count[i]]
		in := row[4*t.first[i] : 4*(t.first[i]+t.count[i])]
		const half = int32(1 << (weightBits - midBits - 1))
		a, b, c, d := half, half, half, half
		for k, v := range w {
			p := in[4*k : 4*k+4 : 4*k+4]
			a += v * int32(p[0])
			b += v * int32(p[1])
			c += v * int32(p[2])
			d += v * int32(p[3])
		}
		const by = weightBits - midBits
		mid[4*i], mid[4*i+1], mid[4*i+2], mid[4*i+3] = int16(a>>by), int16(b>>by), int16(c>>by), int16(d>>by)
	}
}

// emit writes one row of the smaller picture.
func (s *scaler) emit(y int) {
	sum := s.sum
	for i := range sum {
		sum[i] = 1 << (weightBits + midBits - 1)
	}
	for k := range s.down.count[y] {
		w := s.down.weight[s.down.at[y]+k]
		mid := s.ring[int(s.down.first[y]+k)%len(s.ring)]
		mid = mid[:len(sum)]
		for i := range sum {
			sum[i] += w * int32(mid[i])
		}
	}
	out := s.out.row(y)
	out = out[:len(sum)]
	for i, v := range sum {
		out[i] = byte(min(max(v>>(weightBits+midBits), 0), 255))
	}
	if s.out.n == 4 { // a colour is never more than its alpha
		for i := 3; i < len(out); i += 4 {
			a := out[i]
			out[i-3], out[i-2], out[i-1] = min(out[i-3], a), min(out[i-2], a), min(out[i-1], a)
		}
	}
}

// halver averages blocks of two by two pixels and pushes the rows on: what is to
// become much smaller is halved first, which costs next to nothing and shows
// nowhere as long as the cubic still has a good part of the way to go.
type halver struct {
	n    int
	to   []sink
	keep []byte // the upper row of a pair
	odd  bool
	out  []byte
}

func newHalver(w, n int) *halver {
	return &halver{n: n, keep: make([]byte, w*n), out: make([]byte, w/2*n)}
}

func (h *halver) push(row []byte) {
	if h.odd = !h.odd; h.odd {
		copy(h.keep, row)
		return
	}
	n := h.n
	for i, o := 0, 0; o < len(h.out); i, o = i+2*n, o+n {
		for c := range n {
			sum := int(h.keep[i+c]) + int(h.keep[i+n+c]) + int(row[i+c]) + int(row[i+n+c])
			h.out[o+c] = byte((sum + 2) >> 2)
		}
	}
	for _, s := range h.to {
		s.push(h.out)
	}
}

// gap is how many times wider than the result a halved picture must still be, in
// tenths.
const gap = 16

// reduce makes several sizes of a picture of w × h pixels, n bytes each, whose
// rows come from row in one pass. A size like the picture's own is a copy.
func reduce(w, h, n int, row func(y int) []byte, sizes [][2]int) []*plane {
	out := make([]*plane, len(sizes))
	levels := []*struct {
		w, h int
		to   []sink
	}{{w: w, h: h}}
	for i, s := range sizes {
		out[i] = newPlane(s[0], s[1], n)
		level := 0
		for lw, lh := w/2, h/2; lw*10 >= s[0]*gap && lh*10 >= s[1]*gap; lw, lh = lw/2, lh/2 {
			if level++; level == len(levels) {
				levels = append(levels, &struct {
					w, h int
					to   []sink
				}{w: lw, h: lh})
			}
		}
		l := levels[level]
		if s[0] == l.w && s[1] == l.h {
			l.to = append(l.to, &copier{out[i], 0})
		} else {
			l.to = append(l.to, newScaler(l.w, l.h, out[i]))
		}
	}
	for k := len(levels) - 2; k >= 0; k-- {
		half := newHalver(levels[k].w, n)
		half.to = levels[k+1].to
		levels[k].to = append(levels[k].to, half)
	}
	for y := range h {
		r := row(y)
		for _, s := range levels[0].to {
			s.push(r)
		}
	}
	return out
}

// copier takes a picture over as it is.
type copier struct {
	out *plane
	y   int
}

func (c *copier) push(row []byte) {
	copy(c.out.row(c.y), row)
	c.y++
}

// turn gives a picture the position that its EXIF orientation asks for.
func (p *plane) turn(orientation int) *plane {
	if orientation < 2 || orientation > 8 {
		return p
	}
	out := newPlane(p.w, p.h, p.n)
	if orientation >= 5 {
		out.w, out.h = p.h, p.w
	}
	n := p.n
	for y := range out.h {
		to := out.row(y)
		for x := range out.w {
			sx, sy := x, y
			if orientation >= 5 {
				sx, sy = y, x
			}
			switch orientation {
			case 2, 3, 7, 8: // mirrored from side to side
				sx = p.w - 1 - sx
			}
			switch orientation {
			case 3, 4, 6, 7: // turned upside down
				sy = p.h - 1 - sy
			}
			from := (sy*p.w + sx) * n
			copy(to[x*n:(x+1)*n], p.pix[from:from+n])
		}
	}
	return out
}
