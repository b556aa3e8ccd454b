package render

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"recap/generator/diag"
	"recap/generator/digest"
	"recap/generator/media"
	"recap/generator/memory"
	"recap/generator/par"
	"recap/generator/plan"
	"recap/generator/source"
	"recap/generator/view"
)

// Darkroom makes pictures in other sizes and formats, and remembers them by all
// that they depend on. One serves all builds of a site. The zero Darkroom
// remembers nothing.
type Darkroom struct {
	Memory *memory.Memory

	mu   sync.Mutex
	wake sync.Cond
	busy int64 // bytes of memory in use
	made int64
}

// room is how many bytes of memory pictures on their way may take together. One
// that needs more has the darkroom for itself.
const room = 160 << 20

// Made is how many pictures were made so far: what a rebuild costs is told by it.
func (d *Darkroom) Made() int64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.made
}

// pictureKey names a picture's bytes. The version is the program's.
func pictureKey(version digest.Sum, v view.Variant) digest.Sum {
	h := digest.New()
	h.String("picture")
	h.Sum(version)
	v.File = "" // the bytes count, not where they lie
	h.Value(v)
	return h.Done()
}

// keep says that a picture which lies in the output is still of use: a build
// into another folder finds it.
func (d *Darkroom) keep(in Input, v view.Variant) {
	if d != nil {
		d.Memory.Touch(memory.Images, pictureKey(in.Version, v))
	}
}

// pictures makes all of several pictures of one source: it is decoded once.
func (in Input) pictures(ctx context.Context, all []view.Variant) ([][]byte, error) {
	out := make([][]byte, len(all))
	var missing []int
	for i, v := range all {
		if in.Pictures != nil {
			out[i], _ = in.Pictures.Memory.Get(memory.Images, pictureKey(in.Version, v))
		}
		if out[i] == nil {
			missing = append(missing, i)
		}
	}
	if len(missing) == 0 {
		return out, nil
	}
	f := in.Tree.File(all[0].File)
	if f == nil || f.Sum != all[0].Source {
		return nil, source.ErrChanged
	}
	made, err := in.Pictures.develop(ctx, f, all, missing)
	if err != nil {
		return nil, badPicture(f.Path, err)
	}
	for k, i := range missing {
		out[i] = made[k]
		if in.Pictures != nil {
			in.Pictures.Memory.Put(memory.Images, pictureKey(in.Version, all[i]), made[k])
		}
	}
	return out, nil
}

// badPicture is what to say of a picture that nothing can be made of.
func badPicture(file string, err error) error {
	if !unreadable(err) {
		return err
	}
	return &diag.Fault{List: diag.List{diag.Errorf("image-unreadable", diag.Whole(file), "this picture cannot be read, so it is not published: %v", err).
		WithHint("save it anew from a picture program, or take it out of content/")}}
}

// develop makes the missing ones of the pictures of a file.
func (d *Darkroom) develop(ctx context.Context, f *source.File, all []view.Variant, missing []int) ([][]byte, error) {
	info, err := probe(f)
	if err != nil {
		return nil, err
	}
	if d != nil {
		cost := info.Cost(f.Size)
		d.enter(cost)
		defer d.leave(cost, len(missing))
	}
	data, err := f.Bytes()
	if err != nil {
		return nil, err
	}
	if dec := all[missing[0]].Decoder; dec != "" {
		if data, err = media.Run(ctx, dec, data, 0); err != nil {
			return nil, fmt.Errorf("%w: %v", media.ErrDamaged, err)
		}
		if data, err = upright(data); err != nil {
			return nil, err
		}
	}
	sizes := make([][2]int, len(missing))
	for k, i := range missing {
		sizes[k] = [2]int{all[i].Width, all[i].Height}
	}
	scaled, err := media.Scale(data, sizes)
	if err != nil {
		return nil, err
	}
	out := make([][]byte, len(missing))
	for k, i := range missing {
		if out[k], err = encode(ctx, scaled[k], all[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// upright takes out of a picture that a program made what would turn it again.
func upright(data []byte) ([]byte, error) {
	var b bytes.Buffer
	if err := media.Upright(&b, bytes.NewReader(data)); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func encode(ctx context.Context, s *media.Scaled, v view.Variant) ([]byte, error) {
	switch {
	case v.Encoder != "":
		data, err := s.PNG()
		if err != nil {
			return nil, err
		}
		return media.Run(ctx, v.Encoder, data, v.Quality)
	case v.Format == media.PNG:
		return s.PNG()
	case v.Format == media.JPEG:
		return s.JPEG(v.Quality)
	}
	return nil, fmt.Errorf("nothing makes pictures of format %q", v.Format)
}

func probe(f *source.File) (media.Info, error) {
	r, err := f.Open()
	if err != nil {
		return media.Info{}, err
	}
	defer r.Close()
	return media.Probe(r)
}

// enter waits until there is room for a picture's pixels.
func (d *Darkroom) enter(cost int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.wake.L == nil {
		d.wake.L = &d.mu
	}
	for d.busy > 0 && d.busy+cost > room {
		d.wake.Wait()
	}
	d.busy += cost
}

func (d *Darkroom) leave(cost int64, made int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.busy -= cost
	d.made += int64(made)
	if d.wake.L != nil {
		d.wake.Broadcast()
	}
}

// units are the pages that are made together: pictures of one source, any other
// page by itself.
func units(pages []plan.Page) [][]int {
	out := make([][]int, 0, len(pages))
	at := map[digest.Sum]int{}
	for i, p := range pages {
		v, ok := p.View.(view.Variant)
		if !ok {
			out = append(out, []int{i})
			continue
		}
		if k, known := at[v.Source]; known {
			out[k] = append(out[k], i)
			continue
		}
		at[v.Source] = len(out)
		out = append(out, []int{i})
	}
	return out
}

// Develop makes the pictures among pages that are not remembered, and says of
// which nothing can be made. They are remembered, so that a build which stops
// here has not worked for nothing.
func Develop(ctx context.Context, in Input, pages []plan.Page) (diag.List, error) {
	var all [][]view.Variant
	for _, unit := range units(pages) {
		if _, ok := pages[unit[0]].View.(view.Variant); !ok {
			continue
		}
		var wanted []view.Variant
		for _, i := range unit {
			wanted = append(wanted, pages[i].View.(view.Variant))
		}
		all = append(all, wanted)
	}
	said := make([]diag.List, len(all))
	err := par.EachErr(ctx, len(all), func(i int) error {
		_, err := in.pictures(ctx, all[i])
		if fault := (*diag.Fault)(nil); errors.As(err, &fault) {
			said[i], err = fault.List, nil
		}
		return err
	})
	return once(said), err
}

// missingPictures makes those pictures of one source that the store does not hold.
func missingPictures(ctx context.Context, in Input, pages []plan.Page, unit []int, to Store) error {
	var wanted []view.Variant
	var at []int
	var keys []digest.Sum
	for _, i := range unit {
		p := pages[i]
		v, key := p.View.(view.Variant), Key(in, p)
		if to.Has(p.Path, key) {
			to.Keep(p.Path, key)
			in.Pictures.keep(in, v)
			continue
		}
		wanted, at, keys = append(wanted, v), append(at, i), append(keys, key)
	}
	if len(wanted) == 0 {
		return nil
	}
	made, err := in.pictures(ctx, wanted)
	if err != nil {
		return err
	}
	for k, data := range made {
		if err := to.Put(pages[at[k]].Path, keys[k], data); err != nil {
			return err
		}
	}
	return nil
}

// writePicture makes one picture, for a preview.
func writePicture(w io.Writer, in Input, v view.Variant) error {
	made, err := in.pictures(context.Background(), []view.Variant{v})
	if err != nil {
		return err
	}
	if len(made[0]) == 0 {
		return errors.New("nothing was made")
	}
	_, err = w.Write(made[0])
	return err
}
