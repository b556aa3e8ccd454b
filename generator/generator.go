// Package generator turns a folder of recaps into a blog.
//
// Build is the whole program in six calls; each is a room beside this file with
// the same name. The watcher, the server and the commands stand around it and
// call it. There is no second way to build: a rebuild is a build, with memories
// whose keys hold every input (ARCHITECTURE.md).
package generator

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/digest"
	"recap/generator/markdown"
	"recap/generator/memory"
	"recap/generator/output"
	"recap/generator/plan"
	"recap/generator/render"
	"recap/generator/site"
	"recap/generator/source"
	"recap/generator/theme"
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
	Overwrite bool      // replace files in Out that recap did not write
	Clean     bool      // forget the memory first
	Verify    bool      // render everything and name pages whose kept bytes differ
	Profile   bool      // note in Result.Profile how long each page took

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
	Linked      []string // folders beside content and themes that links lead to, for a watcher
	Stages      []Stage
	Profile     []Made // with Options.Profile: the pages that were made, slowest first
}

// Generator builds one site again and again; what it remembers between builds
// saves time and never changes a byte.
type Generator struct {
	opts Options

	mu      sync.Mutex // one build at a time
	version digest.Sum
	tree    *source.Tree
	site    *site.Site // the newest under Options.Drafts and Future
	plan    *plan.Plan // of site
	shown   *Preview   // the newest
	memory  *memory.Memory
	records *content.Memo
	theme   *theme.Theme
	md      *markdown.Renderer
	markup  digest.Sum // of the options that md was made with
	sizes   sizes
	photos  render.Darkroom
	saved   sync.Once // the memory, by the first preview
}

// New prepares a generator. The error is the machine's: no such folder.
func New(o Options) (*Generator, error) {
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return nil, err
	}
	if st, err := os.Stat(dir); err != nil {
		return nil, err
	} else if !st.IsDir() {
		return nil, fmt.Errorf("%s is no folder", o.Dir)
	}
	o.Dir = dir
	if o.Out == "" {
		o.Out = filepath.Join(dir, "public")
	}
	if o.Out, err = filepath.Abs(o.Out); err != nil {
		return nil, err
	}
	if rel, err := filepath.Rel(dir, o.Out); err == nil {
		for part := range strings.SplitSeq(filepath.ToSlash(rel), "/") {
			if part == ".git" || part == ".recap" {
				return nil, fmt.Errorf("the output folder %s lies in %s, which is not for pages", o.Out, part)
			}
		}
	}
	for _, own := range []string{"content", "themes"} {
		if output.Overlaps(o.Out, filepath.Join(dir, own)) {
			return nil, fmt.Errorf("the output folder %s overlaps with %s, which holds your own files", o.Out, own)
		}
	}
	g := &Generator{opts: o, version: version()}
	remembered := filepath.Join(dir, ".recap")
	if o.Clean {
		if err := os.RemoveAll(remembered); err != nil {
			return nil, err
		}
	}
	g.memory = memory.Open(remembered, g.version)
	g.records = content.NewMemo().On(g.memory)
	g.sizes.disk, g.photos.Memory = g.memory, g.memory
	return g, nil
}

// attempts is how often a build starts anew because a source file changed
// while it was being read.
const attempts = 5

// anew makes one call of the generator, alone, and again when a source file or
// the output changed meanwhile.
func anew[T any](g *Generator, call func() (T, error)) (T, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for try := 1; ; try++ {
		v, err := call()
		if !errors.Is(err, source.ErrChanged) && !errors.Is(err, output.ErrChanged) || try == attempts {
			return v, err
		}
	}
}

// Build makes the whole site. The error is the machine's (a full disk, a lock,
// ctx); what an author can mend is in Result.Diagnostics.
func (g *Generator) Build(ctx context.Context) (*Result, error) {
	return anew(g, func() (*Result, error) { return g.build(ctx) })
}

// build is the pipeline: six calls, each a folder beside this file. How each is
// made, and what becomes of its complaints, is in run.go.
func (g *Generator) build(ctx context.Context) (*Result, error) {
	run := g.begin(ctx)
	tree := run.snapshot() // source.Snapshot: what is on disk
	if run.stands() {      // all of it is as the newest build saw it, and left it
		return run.end()
	}
	set := run.load(tree)       // content.Load: what the author wrote
	site := run.link(set)       // site.Link: what they meant
	plan := run.plan(site)      // plan.Pages: what to publish
	staged := run.missing(plan) // render.Missing: the pages that are not there yet
	run.commit(staged)          // output.Commit: what is there now
	return run.end()
}

// Codes explains what this room says.
var Codes = []diag.Code{
	{Name: "memory-unsaved", Severity: diag.Hint, Text: "The folder .recap/ holds what recap remembers between builds. It could not be written, often because another recap works on the same site. The site itself is whole; the next build makes again what it could have kept."},
	{Name: "output-left", Severity: diag.Hint, Text: "recap removes only files that it wrote and that are as it left them. This one it wrote once, nothing wants it any more, and somebody changed it since: it stays, and recap forgets it."},
	{Name: "output-differs", Severity: diag.Error, Text: "build --verify made every page afresh, and this one's bytes are not those that were kept, although every input named in its key is the same. That is a fault of recap: please report it, with the page. build --clean makes the site whole."},
}
