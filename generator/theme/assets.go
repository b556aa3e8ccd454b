package theme

import (
	"bytes"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"recap/generator/diag"
	"recap/generator/digest"
	"recap/generator/source"
)

// Asset is one file of a theme's assets/ folder as it is published.
type Asset struct {
	Name string       // below assets/: "style.css", "fonts/text.woff2"; the key in view.Site.Assets
	Path string       // output path with a content hash: "assets/style.3fa9c1d2e4.css"
	File *source.File // where it comes from
	Data []byte       // the bytes to publish; references of stylesheets carry hashes
	Sum  digest.Sum   // of Data
}

// Assets are the theme's assets by name, those of lower layers included unless
// covered. They may be published as long as a page shows them: the name changes
// with every byte.
func (th *Theme) Assets() []Asset { return th.assets }

// AssetURLs is what view.Site.Assets holds for a site whose home page lies at
// home ("/" or "/blog/").
func (th *Theme) AssetURLs(home string) map[string]string {
	urls := make(map[string]string, len(th.assets))
	for _, a := range th.assets {
		urls[a.Name] = strings.TrimSuffix(home, "/") + "/" + a.Path
	}
	return urls
}

// HashedPath is the output path of an asset with the given content.
func HashedPath(name string, sum digest.Sum) string {
	ext := path.Ext(name)
	return "assets/" + strings.TrimSuffix(name, ext) + "." + sum.Short() + ext
}

// publisher gives every asset its name, a stylesheet after those it refers to.
type publisher struct {
	files map[string]*source.File
	done  map[string]*Asset
	open  map[string]bool // being worked on: a circle of imports ends here
	list  diag.List
}

func publish(files map[string]*source.File) ([]Asset, diag.List) {
	p := publisher{files: files, done: map[string]*Asset{}, open: map[string]bool{}}
	var out []Asset
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if name == addedStyle && files[mainStyle] != nil {
			continue
		}
		if a := p.asset(name); a != nil {
			out = append(out, *a)
		}
	}
	return out, p.list
}

// asset is the published form of a file, or nil when it cannot be read or
// refers to itself.
func (p *publisher) asset(name string) *Asset {
	if a, ok := p.done[name]; ok {
		return a
	}
	if p.open[name] {
		return nil
	}
	p.open[name] = true
	defer delete(p.open, name)
	data, ok := p.bytes(name)
	if more := p.files[addedStyle]; ok && name == mainStyle && more != nil {
		var added []byte
		if added, ok = p.bytes(addedStyle); ok {
			data = slices.Concat(data, []byte("\n"), added)
		}
	}
	if !ok {
		p.done[name] = nil
		return nil
	}
	sum := digest.Bytes(data)
	a := &Asset{Name: name, Path: HashedPath(name, sum), File: p.files[name], Data: data, Sum: sum}
	p.done[name] = a
	return a
}

// What a theme's assets/more.css says is set behind the style.css that lies
// below it, in one file with it: to change some rules is not to copy them all,
// and not a request more.
const (
	mainStyle  = "style.css"
	addedStyle = "more.css"
)

// bytes are those of a file, its references to others already as published.
func (p *publisher) bytes(name string) ([]byte, bool) {
	f := p.files[name]
	data, err := f.Bytes()
	if err != nil {
		p.list.Add(diag.Errorf("theme-unreadable", diag.Whole(f.Path), "the asset cannot be read: %v", err))
		return nil, false
	}
	if path.Ext(name) == ".css" {
		p.list.Add(balanced(f.Path, data)...)
	}
	if path.Ext(name) == ".css" && (bytes.Contains(data, []byte("url(")) || bytes.Contains(data, []byte("@import"))) {
		data = p.rewrite(f, name, data)
	}
	return data, true
}

// reference finds url(…) and @import "…" in CSS, and comments and other texts
// so as to step over them (CSS Syntax 3, §4.3.6 and §9.1).
var reference = regexp.MustCompile(`(?s)/\*.*?\*/` +
	`|url\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^"'()\s]+))\s*\)` +
	`|@import\s+(?:"([^"\n]*)"|'([^'\n]*)')` +
	`|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'`)

// rewrite gives the references of a stylesheet to other assets their published
// names. Addresses with a scheme, from the root, or of a fragment stay.
func (p *publisher) rewrite(f *source.File, name string, css []byte) []byte {
	var out []byte
	last := 0
	for _, m := range reference.FindAllSubmatchIndex(css, -1) {
		for g := 1; g <= 5; g++ {
			from, to := m[2*g], m[2*g+1]
			if from < 0 {
				continue
			}
			ref := string(css[from:to])
			if foreign(ref) {
				continue
			}
			pure, tail := ref, ""
			if i := strings.IndexAny(ref, "?#"); i >= 0 {
				pure, tail = ref[:i], ref[i:]
			}
			target := path.Join(path.Dir(name), pure)
			pos := diag.Pos{File: f.Path, Off: from, End: to}
			if p.files[target] == nil {
				p.list.Add(diag.Warnf("theme-asset-missing", pos, "no asset is called %q", ref).
					Meant(ref, slices.Sorted(maps.Keys(p.files))))
				continue
			}
			a := p.asset(target)
			if a == nil {
				if p.open[target] {
					p.list.Add(diag.Warnf("theme-asset-circle", pos, "%q leads back to this stylesheet", ref).
						WithHint("leave one of the two references out"))
				}
				continue
			}
			out = append(append(out, css[last:from]...), relative(name, a.Path)+tail...)
			last = to
		}
	}
	return append(out, css[last:]...)
}

// foreign reports whether a reference leads out of the assets folder.
func foreign(ref string) bool {
	if ref == "" || strings.HasPrefix(ref, "/") || strings.HasPrefix(ref, "#") {
		return true
	}
	scheme, _, ok := strings.Cut(ref, ":")
	return ok && !strings.ContainsAny(scheme, "/?#")
}

// relative is the way from the stylesheet called name to an output path.
func relative(name, to string) string {
	return strings.Repeat("../", strings.Count(name, "/")) + strings.TrimPrefix(to, "assets/")
}
