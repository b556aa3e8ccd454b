package importer

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"recap/generator/diag"
)

// Options is what an import depends on.
type Options struct {
	Source string // a file or a folder
	Name   string // what messages call it; "" for Source
	As     string // a name of Kinds; "" looks at the source
	Site   string // the folder of the recap site
	Images string // a folder of pictures as they lay below the old site's uploads; "" for none
	DryRun bool   // read and tell, write nothing
	Accept bool   // write what Suggest proposes: languages, events, series

	// Fetch gets the bytes at an address; nil: nothing is fetched.
	Fetch func(ctx context.Context, address string) ([]byte, error)

	// Progress, if set, is told of the bytes read of the source so far.
	Progress func(done, total int64)
}

// Kind is a form of source.
type Kind struct {
	Name   string
	About  string
	detect func(s *source) bool
	read   func(r *run) error
}

// Kinds are the forms of sources, in the order in which they are tried.
func Kinds() []Kind { return kinds }

var kinds = append([]Kind{
	{"wordpress", "WordPress, an export (WXR 1.0 to 1.2)", isWXR, readWXR},
	{"blogger", "Blogger, an export (Atom) or the feed.atom of Takeout", isBlogger, readBlogger},
}, folderKinds()...)

// run is one import under way.
type run struct {
	ctx context.Context
	o   Options

	// pattern is the site's for addresses of posts. A site without settings
	// gets some, with the pattern that keeps the most of the old addresses.
	pattern   string
	hasConfig bool

	src    *source
	report *Report
	blog   blog
	old    *old
	stage  *stage
	taken  map[string]string // addresses and files of this import → who has them
	same   map[string]int    // file → the number to try next for another of that name
	pics   *pictures
	parts  []partText            // texts whose titles say that they are one
	events map[string]*seenEvent // by id, those to be written
}

// blog is what a source says of itself.
type blog struct {
	title, about, url, language string
}

// Import reads a blog and writes it into a site. What cannot be carried is in
// the report. The error is a *diag.Fault when the source cannot be read, with
// the place in it; anything else is the machine's. Then nothing was written.
func Import(ctx context.Context, o Options) (*Report, error) {
	src, err := open(o.Source, o.Name)
	if err != nil {
		return nil, err
	}
	kind, err := kindOf(src, o.As)
	if err != nil {
		return nil, err
	}
	st, err := newStage(o.Site, o.DryRun)
	if err != nil {
		return nil, err
	}
	defer st.close()
	r := &run{ctx: ctx, o: o, src: src, report: &Report{Source: o.Source, Kind: kind.Name}, stage: st, taken: map[string]string{}, same: map[string]int{}, old: newOld(), events: map[string]*seenEvent{}}
	r.pics = newPictures(r)
	if r.pattern, r.hasConfig, err = settingsOf(o.Site); err != nil {
		return nil, err
	}
	if r.pattern == "" {
		r.pattern = defaultPermalink
	}
	if err := kind.read(r); err != nil {
		return nil, err
	}
	if r.report.Items == 0 {
		return nil, &diag.Fault{List: diag.List{diag.Errorf("import-empty", diag.Whole(src.name), "this %s holds nothing: no post, no page", kind.Name).
			WithHint("export again with all content, or name the folder that holds the texts")}}
	}
	if err := r.writeSettings(); err != nil {
		return nil, err
	}
	r.suggest()
	if err := r.writeEvents(); err != nil {
		return nil, err
	}
	if err := st.commit(r.report); err != nil {
		return nil, err
	}
	r.report.finish()
	return r.report, nil
}

func kindOf(src *source, as string) (Kind, error) {
	var names []string
	for _, k := range kinds {
		names = append(names, k.Name)
		if k.Name == as || as == "" && k.detect(src) {
			return k, nil
		}
	}
	if as != "" {
		return Kind{}, &diag.Fault{List: diag.List{diag.Errorf("import-kind", diag.Whole(src.name), "nothing here imports %q", as).Meant(as, names)}}
	}
	return Kind{}, &diag.Fault{List: diag.List{diag.Errorf("import-unknown", diag.Whole(src.name), "this is no blog that can be imported").
		WithHint("known are %s; --as says which one it is", strings.Join(names, ", "))}}
}

// source is a file or folder to be read.
type source struct {
	name string // as given, with slashes
	path string
	dir  bool
	size int64
	head []byte // the first bytes of a file
}

func open(name, called string) (*source, error) {
	st, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	s := &source{name: filepath.ToSlash(cmp.Or(called, name)), path: name, dir: st.IsDir(), size: st.Size()}
	if s.dir {
		return s, nil
	}
	if !st.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is neither a file nor a folder", name)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	s.head = make([]byte, 64<<10)
	n, _ := f.Read(s.head)
	s.head = s.head[:n]
	return s, nil
}

// Codes explains what this room says.
var Codes = []diag.Code{
	{Name: "import-empty", Severity: diag.Error, Text: "The export or folder is of a known form, and there is no post or page in it. Nothing was written."},
	{Name: "import-kind", Severity: diag.Error, Text: "recap import site --as names a form of source that does not exist. recap import site --help lists those that do."},
	{Name: "import-large", Severity: diag.Error, Text: "One text of an export is larger than any post can be. The file is damaged, or made to fill memories."},
	{Name: "import-unknown", Severity: diag.Error, Text: "The file or folder does not look like a blog of any of the tools that recap knows. For WordPress it is the file that Tools, Export gives; for Blogger the one that the settings give under Back up; for other generators the folder of the whole site."},
	{Name: "import-xml", Severity: diag.Error, Text: "An export is XML, and this one is broken at the place that is named: cut off, or with a text that holds marks of XML. Nothing of it was written. Where the text itself is at fault, mend the post in the old blog and export again, or mend the file."},
}
