package generator

import (
	"bytes"
	"compress/gzip"
	"io"
	"path"
	"slices"

	"github.com/andybalholm/brotli"

	"recap/generator/digest"
	"recap/generator/plan"
	"recap/generator/render"
)

// packer puts a smaller copy beside each text that goes to a store: page.html.gz
// for servers that pass such files on (nginx gzip_static, Apache MultiViews, Caddy
// precompressed). A copy is a function of the page's bytes, so its key is the
// page's with the form's name, and a page whose copies are there is not even made.
// They are not planned: nobody links to them, and they have no view. A copy that
// an author made stands.
type packer struct {
	render.Store
	forms []string
	plan  *plan.Plan
}

// packers are the forms by their word in the settings. The bytes are those of this
// program: no time, no name is in them. Brotli has slower levels than this one.
var packers = map[string]func(io.Writer) io.WriteCloser{
	"gz": func(w io.Writer) io.WriteCloser {
		z, _ := gzip.NewWriterLevel(w, gzip.BestCompression) // the level is one
		return z
	},
	"br": func(w io.Writer) io.WriteCloser { return brotli.NewWriterLevel(w, 9) },
}

// packed adds copies to a store, where the settings ask for them.
func (r *run) packed(to render.Store, p *plan.Plan) render.Store {
	if forms := r.site.Config.Publish.Compress; len(forms) > 0 {
		return &packer{to, forms, p}
	}
	return to
}

var texts = []string{".html", ".htm", ".css", ".js", ".mjs", ".json", ".xml", ".atom", ".rss", ".svg", ".txt", ".ics", ".opml", ".webmanifest", ".map", ".csv"}

// each does something for every copy that a path has.
func (k *packer) each(name string, key digest.Sum, do func(form, path string, key digest.Sum) error) error {
	if !slices.Contains(texts, path.Ext(name)) {
		return nil
	}
	for _, form := range k.forms {
		if _, taken := k.plan.Page(name + "." + form); taken {
			continue
		}
		if err := do(form, name+"."+form, digest.Join(key, digest.Bytes([]byte(form)))); err != nil {
			return err
		}
	}
	return nil
}

func (k *packer) Has(path string, key digest.Sum) bool {
	has := k.Store.Has(path, key)
	k.each(path, key, func(_, path string, key digest.Sum) error {
		has = has && k.Store.Has(path, key)
		return nil
	})
	return has
}

func (k *packer) Keep(path string, key digest.Sum) {
	k.Store.Keep(path, key)
	k.each(path, key, func(_, path string, key digest.Sum) error {
		k.Store.Keep(path, key)
		return nil
	})
}

func (k *packer) Put(path string, key digest.Sum, data []byte) error {
	if err := k.Store.Put(path, key, data); err != nil {
		return err
	}
	return k.each(path, key, func(form, path string, key digest.Sum) error {
		var b bytes.Buffer
		z := packers[form](&b)
		if _, err := z.Write(data); err != nil {
			return err
		}
		if err := z.Close(); err != nil {
			return err
		}
		return k.Store.Put(path, key, b.Bytes())
	})
}

// PutFrom holds texts in memory; pictures and recordings stream as ever.
func (k *packer) PutFrom(name string, key digest.Sum, write func(io.Writer) error) error {
	if !slices.Contains(texts, path.Ext(name)) {
		return k.Store.PutFrom(name, key, write)
	}
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	return k.Put(name, key, b.Bytes())
}
