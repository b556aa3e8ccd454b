package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"recap/generator/diag"
	"recap/generator/importer"
)

// siteOrder is what recap import site is asked for.
type siteOrder struct {
	importer.Options
	report  string
	fetch   bool
	suggest bool
}

func importSite(a *app) *cobra.Command {
	var o siteOrder
	var long strings.Builder
	long.WriteString(`site brings a whole blog in from a file or a folder: posts, pages and drafts as
Markdown, what readers said below them, pictures, and the old addresses. The form is
recognised; --as names it when it is not:

`)
	var names []string
	for _, k := range importer.Kinds() {
		fmt.Fprintf(&long, "  %-10s %s\n", k.Name, k.About)
		names = append(names, k.Name)
	}
	long.WriteString(`
What could not be carried is in the report, by text and reason. Import again as often
as you like: what you have edited since is left alone, and so is what you removed.

E-mail and IP addresses of those who commented are read by nobody. Nothing is fetched
without --fetch.`)
	cmd := &cobra.Command{
		Use:   "site source",
		Short: "a blog from WordPress, Blogger or another generator",
		Long:  long.String(),
		Example: `  recap import site export.xml --images backup/wp-content/uploads --report report.yaml
  recap import site ../my-hugo-site --dry-run
  recap import site export.xml --suggest`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return use("an export or the folder of a site", "import which blog?")
			}
			return upTo(1, "one source")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Source = args[0]
			return a.importSite(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.As, "as", "", "the `form` of the source, when it is not recognised")
	f.BoolVarP(&o.DryRun, "dry-run", "n", false, "write nothing, only say what would be written")
	f.StringVar(&o.report, "report", "", "write what became of each item to this `file`, as YAML")
	f.StringVar(&o.Images, "images", "", "the `folder` that holds the blog's uploads")
	f.BoolVar(&o.fetch, "fetch", false, "get pictures that no folder holds from where they lay")
	f.BoolVar(&o.suggest, "suggest", false, "list the languages, events and series that the texts seem to belong to")
	f.BoolVar(&o.Accept, "accept", false, "write them: lang: and event: into the texts, a file for each event")
	_ = cmd.RegisterFlagCompletionFunc("as", cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (a *app) importSite(ctx context.Context, o siteOrder) error {
	var err error
	if o.Site, err = a.siteOrEmpty(); err != nil {
		return err
	}
	begun := begins(o.Site)
	given := o.Source
	o.Source = a.path(given)
	o.Name = given
	if o.Images != "" {
		o.Images = a.path(o.Images)
		if fi, err := os.Stat(o.Images); err != nil || !fi.IsDir() {
			return use("the folder that holds 2012/05/photo.jpg and the like", "--images: %s is no folder", a.shown(o.Images))
		}
	}
	if o.fetch {
		o.Fetch = fetchFile
	}
	if fi, err := os.Stat(o.Source); err == nil { // what is remembered of a large blog is not to be held twice
		defer debug.SetMemoryLimit(debug.SetMemoryLimit(max(150<<20, fi.Size()/4)))
	}
	bar := a.progress()
	bar.what = "importing"
	o.Progress = func(done, total int64) { bar.done(int(done>>10), int(total>>10)) }
	r, err := importer.Import(ctx, o.Options)
	bar.clear()
	if fault, ok := errors.AsType[*diag.Fault](err); ok {
		a.tell(fault.List, func(name string) []byte { return smallFile(a.path(name)) })
		if !a.json() {
			fmt.Fprintf(a.stderr, "%s; nothing was written\n", count(fault.List))
		}
		return problems
	} else if err != nil {
		return err
	}
	if begun && !o.DryRun {
		if err := a.ignoreOutput(o.Site); err != nil {
			return err
		}
	}
	r.Source = given
	if o.report != "" {
		f, err := os.Create(a.path(o.report))
		if err != nil {
			return err
		}
		if err := errors.Join(r.Write(f), f.Close()); err != nil {
			return err
		}
	}
	return a.reportSite(o, r)
}

// siteOrEmpty is the site, or an empty folder that becomes one.
func (a *app) siteOrEmpty() (string, error) {
	site, err := a.site()
	if err == nil {
		return site, nil
	}
	start, e := a.start()
	if e != nil {
		return "", e
	}
	if list, e := os.ReadDir(start); e == nil && len(list) == 0 {
		return start, nil
	}
	return "", err
}

// begins reports whether a folder is no site yet.
func begins(dir string) bool {
	for _, name := range []string{"site.yaml", "site.yml"} {
		if _, err := os.Lstat(filepath.Join(dir, "content", name)); err == nil {
			return false
		}
	}
	return true
}

// ignoreOutput keeps out of version control what recap init keeps out of it,
// unless the folder has rules of its own.
func (a *app) ignoreOutput(dir string) error {
	rules, err := starter.ReadFile("starter/.gitignore")
	if err != nil {
		return err
	}
	if err := writeNew(filepath.Join(dir, ".gitignore"), string(rules)); err != nil && !os.IsExist(err) {
		return err
	}
	return nil
}

// smallFile is a file whose lines are shown; an export of hundreds of megabytes
// is told by its line number alone.
func smallFile(path string) []byte {
	if fi, err := os.Stat(path); err != nil || fi.Size() > 64<<20 {
		return nil
	}
	b, _ := os.ReadFile(path)
	return b
}

// siteCounts is what an import did, for machines.
type siteCounts struct {
	Kind        string                `json:"kind"`
	Items       int                   `json:"items"`
	Posts       int                   `json:"posts"`
	Pages       int                   `json:"pages"`
	Drafts      int                   `json:"drafts"`
	Left        []importer.Left       `json:"left"`
	Comments    int                   `json:"comments"`
	Mentions    int                   `json:"mentions"`
	Pictures    int                   `json:"pictures"`
	Files       map[string]int        `json:"files"`
	Notes       []importer.Note       `json:"notes"`
	Missing     []importer.Missing    `json:"missing"`
	Redirects   []importer.Redirect   `json:"redirects"`
	Advice      []string              `json:"advice"`
	Suggestions []importer.Suggestion `json:"suggestions"`
	DryRun      bool                  `json:"dry_run"`
}

func (a *app) reportSite(o siteOrder, r *importer.Report) error {
	if a.json() {
		return writeJSON(a.stdout, siteCounts{r.Kind, r.Items, r.Posts, r.Pages, r.Drafts, append([]importer.Left{}, r.Left...), r.Comments, r.Mentions, r.Pictures, r.Files,
			append([]importer.Note{}, r.Notes...), append([]importer.Missing{}, r.Missing...), append([]importer.Redirect{}, r.Redirects...), append([]string{}, r.Advice...), append([]importer.Suggestion{}, r.Suggestions...), o.DryRun})
	}
	if a.quiet {
		return nil
	}
	w := a.stdout
	fmt.Fprintf(w, "%s: %s: %s, %s, %s, %d left out\n", r.Kind, plural(r.Items, "item"), plural(r.Posts, "post"), plural(r.Pages, "page"), plural(r.Drafts, "draft"), len(r.Left))
	if r.Comments+r.Mentions > 0 {
		fmt.Fprintf(w, "%s and %s below them\n", plural(r.Comments, "comment"), plural(r.Mentions, "mention"))
	}
	if r.Pictures+len(r.Missing) > 0 {
		fmt.Fprintf(w, "%s copied, %d missing\n", plural(r.Pictures, "picture"), len(r.Missing))
		if len(r.Missing) > 0 && o.Images == "" && !o.fetch {
			fmt.Fprintln(w, "  --images FOLDER takes them from a copy of the old blog's uploads, --fetch from the blog itself; import again with one of them")
		}
	}
	a.listed(w, "left out", byReason(r.Left, func(l importer.Left) string { return l.Why }))
	a.listed(w, "not carried, or not as it was", byReason(r.Notes, func(n importer.Note) string { return n.What }))
	for _, t := range r.Texts {
		if t.State == importer.Kept {
			fmt.Fprintf(w, "kept as you edited it: %s\n", t.File)
		}
	}
	if n := len(r.Redirects); n > 0 {
		fmt.Fprintf(w, "%d old addresses that no page can answer: redirects in the report\n", n)
	}
	for _, s := range r.Advice {
		fmt.Fprintln(w, s)
	}
	if o.suggest || o.Accept {
		for _, s := range r.Suggestions {
			fmt.Fprintf(w, "%s: %s: %s (%s)\n", s.File, s.Key, s.Value, s.Why)
		}
	} else if n := len(r.Suggestions); n > 0 {
		fmt.Fprintf(w, "%s about languages, events and series: --suggest lists them\n", plural(n, "suggestion"))
	}
	var states []string
	for _, s := range []string{importer.New, importer.Updated, importer.Unchanged, importer.Kept, importer.Gone, importer.Occupied} {
		if n := r.Files[s]; n > 0 {
			states = append(states, fmt.Sprintf("%d %s", n, s))
		}
	}
	if o.DryRun {
		fmt.Fprintf(w, "nothing was written; files: %s\n", strings.Join(states, ", "))
		return nil
	}
	_, err := fmt.Fprintf(w, "files: %s\n", strings.Join(states, ", "))
	return err
}

// listed prints counts by reason, the most frequent first.
func (a *app) listed(w io.Writer, what string, by map[string]int) {
	if len(by) == 0 {
		return
	}
	var reasons []string
	for r := range by {
		reasons = append(reasons, r)
	}
	slices.SortFunc(reasons, func(x, y string) int {
		if by[x] != by[y] {
			return by[y] - by[x]
		}
		return strings.Compare(x, y)
	})
	fmt.Fprintf(w, "%s:\n", what)
	for _, r := range reasons {
		fmt.Fprintf(w, "  %4d  %s\n", by[r], r)
	}
}

func byReason[T any](list []T, why func(T) string) map[string]int {
	by := map[string]int{}
	for _, t := range list {
		by[why(t)]++
	}
	return by
}

// fetchFile gets what lies at an address, politely: one at a time, no more than
// a picture may weigh, and not for ever.
func fetchFile(ctx context.Context, address string) ([]byte, error) {
	ctx, stop := context.WithTimeout(ctx, 30*time.Second)
	defer stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", "recap (moving a blog)")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", address, res.Status)
	}
	const most = 64 << 20
	data, err := io.ReadAll(io.LimitReader(res.Body, most+1))
	if len(data) > most {
		return nil, fmt.Errorf("%s is larger than %d MB", address, most>>20)
	}
	return data, err
}
