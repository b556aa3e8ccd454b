// Package generator turns a folder of recaps into a blog.
package generator

import (
	"context"
	"errors"
	"io/fs"
	"time"

	"recap/generator/diag"
)

// Options is everything a build depends on beside the files of the site.
type Options struct {
	Dir    string // the site's folder, which holds content/
	Out    string // where the blog is written; "" means Dir/public
	Themes fs.FS  // the themes the program carries, one folder each

	Now       time.Time // the moment that decides what is published; never the clock
	Drafts    bool      // publish drafts
	Future    bool      // publish posts dated after Now
	Strict    bool      // warnings stop the build
	KeepGoing bool      // write all that no error touches
	Clean     bool      // forget the memory first
	Verify    bool      // render everything and name pages whose kept bytes differ

	// Progress, if set, is told of the pages done while a build renders. It may
	// be called from several goroutines.
	Progress func(done, total int)
}

// Held is a post that is not published, and why.
type Held struct {
	File   string // "content/posts/x.md"
	Title  string
	Reason string    // "draft" or "future"
	Until  time.Time // when a future post appears; zero for a draft
}

// Stage is how long one call of the pipeline took.
type Stage struct {
	Name string
	Took time.Duration
}

// Result is what a build did.
type Result struct {
	Diagnostics diag.List // sorted
	Text        diag.Text // the sources, for excerpts
	Stopped     bool      // errors: nothing was written, the old output stands
	Written     []string  // output paths, sorted
	Removed     []string  // output paths, sorted
	Kept        int       // pages that were right already
	Bodies      int       // texts made into HTML
	Posts       int       // published
	Pages       int       // published, outside the stream
	Events      int
	Held        []Held
	Stages      []Stage
}

// Generator builds one site again and again; what it remembers between builds
// saves time and never changes a byte.
type Generator struct{ opts Options }

// New prepares a generator. The error is the machine's: no such folder.
func New(o Options) (*Generator, error) { return &Generator{opts: o}, nil }

// Build makes the whole site. The error is the machine's (a full disk, a lock,
// ctx); what an author can mend is in Result.Diagnostics.
func (g *Generator) Build(ctx context.Context) (*Result, error) {
	return nil, errors.New("being built")
}

// Preview is the whole site, planned and rendered on request: any page has the
// bytes that Build would write. It is immutable.
type Preview struct {
	Diagnostics diag.List
	Text        diag.Text
	Held        []Held
	Posts       int
	Home        string // root-relative address of the home page: "/" or "/blog/"
}

// Preview plans the site without writing anything. Errors do not stop it: what
// they touch is missing or shows the fault.
func (g *Generator) Preview(ctx context.Context) (*Preview, error) {
	return nil, errors.New("being built")
}

// Page is one planned output file. path is slash separated, "2016/06/pycon/index.html".
// key changes exactly when the bytes may change. render makes the bytes; its
// error may be a diag.Fault, a diagnostic with a place.
func (p *Preview) Page(path string) (key string, render func() ([]byte, error), ok bool) {
	return "", nil, false
}

// Paths are all planned output files, sorted.
func (p *Preview) Paths() []string { return nil }
