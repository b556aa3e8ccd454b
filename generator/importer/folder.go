package importer

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"recap/generator/slug"
)

// The folders of other generators hold texts with front matter already. What
// differs is where texts lie, which of them are posts, what the addresses were
// and which shortcuts stand in them.

// layout is what is particular to a generator.
type layout struct {
	name    string
	marks   []string // files or folders that only it has
	config  []string // its settings
	roots   []string // folders that hold texts; "" for the whole
	skip    []string // folders that hold none
	static  []string // folders whose files lie at the root of the site
	page    func(rel string, m matter) bool
	address func(rel string, it *item, typed string) string // old address by the default rules; "" for unknown
}

var layouts = []layout{
	{name: "jekyll", marks: []string{"_posts", "_layouts", "_config.yml"}, config: []string{"_config.yml", "_config.yaml", "_config.toml"}, roots: []string{""}, static: []string{""},
		skip: []string{"_site", "_layouts", "_includes", "_sass", "_data", "_plugins", "vendor", "node_modules"},
		page: func(rel string, _ matter) bool {
			return !strings.Contains("/"+rel, "/_posts/") && !strings.Contains("/"+rel, "/_drafts/") && !strings.HasPrefix(rel, "posts/") && !strings.HasPrefix(rel, "blog/")
		},
		address: jekyllAddress},
	{name: "nikola", marks: []string{"conf.py"}, config: []string{"conf.py"}, roots: []string{""}, static: []string{"files", "images", ""},
		skip: []string{"output", "cache", "themes", "templates", "plugins", "__pycache__"},
		page: func(rel string, m matter) bool {
			return strings.HasPrefix(rel, "pages/") || strings.HasPrefix(rel, "stories/")
		}, address: pathAddress},
	{name: "pelican", marks: []string{"pelicanconf.py"}, config: []string{"pelicanconf.py"}, roots: []string{"content"}, static: []string{"content", "content/extra"},
		page:    func(rel string, _ matter) bool { return strings.HasPrefix(rel, "pages/") },
		address: func(_ string, it *item, _ string) string { return "/" + it.slug + ".html" }},
	{name: "zola", marks: []string{"config.toml", "templates"}, config: []string{"config.toml", "zola.toml"}, roots: []string{"content"}, static: []string{"static", "content"},
		page: func(rel string, m matter) bool { return m["date"] == nil }, address: pathAddress},
	{name: "hugo", marks: []string{"archetypes", "hugo.toml", "hugo.yaml", "config.toml", "config.yaml", "content"}, config: []string{"hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config.yml", "config.json", "config/_default/hugo.toml", "config/_default/config.toml"}, roots: []string{"content"}, static: []string{"static", "assets", "content"},
		page: func(rel string, m matter) bool {
			return m["date"] == nil && !datedName.MatchString(path.Base(path.Dir("/"+rel))) && !datedName.MatchString(path.Base(rel))
		}, address: pathAddress},
	{name: "markdown", roots: []string{""}, static: []string{"", "static"},
		page: func(rel string, m matter) bool { return strings.HasPrefix(rel, "pages/") }, address: func(string, *item, string) string { return "" }},
}

var datedName = regexp.MustCompile(`^(\d{4})-(\d{2})(?:-(\d{2}))?[-_](.+)$`)

// folderKinds are the lines of kinds for layouts.
func folderKinds() []Kind {
	about := map[string]string{"jekyll": "Jekyll, the folder of a site", "nikola": "Nikola, the folder of a site: its Markdown, reStructuredText and HTML", "pelican": "Pelican, the folder of a site", "zola": "Zola, the folder of a site", "hugo": "Hugo, the folder of a site", "markdown": "a folder of Markdown, dates in front matter or in names"}
	var out []Kind
	for _, l := range layouts {
		out = append(out, Kind{l.name, about[l.name], func(s *source) bool { return s.dir && l.found(s.path) }, func(r *run) error { return readFolder(r, l) }})
	}
	return out
}

// found reports a folder that looks like the generator's: all of the first two
// marks for Zola, whose settings are named like Hugo's, any mark for the others.
func (l *layout) found(dir string) bool {
	has := func(name string) bool {
		_, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name)))
		return err == nil
	}
	if l.name == "zola" {
		return has("config.toml") && has("templates") && !has("layouts") && !has("archetypes")
	}
	if l.name == "markdown" {
		found := false
		_ = filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() && textEnding(p) != "" {
				found = true
				return filepath.SkipAll
			}
			return nil
		})
		return found
	}
	return slices.ContainsFunc(l.marks, has)
}

// textEnding is the ending of a text in a form that some generator reads.
func textEnding(p string) string {
	switch e := strings.ToLower(path.Ext(p)); e {
	case ".md", ".markdown", ".mdown", ".mkd", ".rst", ".html", ".htm", ".org", ".adoc", ".asciidoc", ".ipynb", ".textile", ".rmd", ".mdx":
		return e
	}
	return ""
}

// page is one text of a folder.
type page struct {
	rel  string // below its root
	full string
	it   *item
}

func readFolder(r *run, l layout) error {
	root, err := os.OpenRoot(r.src.path)
	if err != nil {
		return err
	}
	defer root.Close()
	f := &folder{run: r, layout: l, fsys: root.FS()}
	f.settings()
	if err := f.find(); err != nil {
		return err
	}
	var olds []oldPost
	for i := range f.pages {
		if err := f.claimPage(&f.pages[i], &olds); err != nil {
			return err
		}
	}
	f.choosePattern(olds)
	for i := range f.pages {
		p := &f.pages[i]
		if p.it == nil {
			continue
		}
		f.claim(p.it)
		for _, a := range p.it.old {
			f.old.has(a, p.it)
		}
		f.byFile[p.full] = p.it
	}
	for i := range f.pages {
		if p := &f.pages[i]; p.it != nil {
			if err := f.write(p); err != nil {
				return err
			}
		}
	}
	return nil
}

// folder is one folder being read.
type folder struct {
	*run
	layout
	fsys   fs.FS
	pages  []page
	byFile map[string]*item
}

// find lists the texts, in the order of their paths.
func (f *folder) find() error {
	f.byFile = map[string]*item{}
	for _, root := range f.roots {
		if _, err := fs.Stat(f.fsys, path.Clean("./"+root)); err != nil {
			root = "" // the folder of texts itself was given
		}
		err := fs.WalkDir(f.fsys, path.Clean("./"+root), func(p string, e fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			base := path.Base(p)
			if e.IsDir() {
				if p != "." && (strings.HasPrefix(base, ".") || slices.Contains(f.skip, base) || base == "node_modules" || base == "public") {
					return fs.SkipDir
				}
				return nil
			}
			if textEnding(p) == "" || strings.HasPrefix(base, ".") || !e.Type().IsRegular() || slices.Contains([]string{"readme.md", "license.md", "changelog.md", "contributing.md"}, strings.ToLower(base)) {
				return nil
			}
			rel := p
			if root != "" {
				rel = strings.TrimPrefix(p, root+"/")
			}
			if strings.HasSuffix(strings.ToLower(p), "html") && !f.hasMatter(p) {
				return nil // a file, no text
			}
			f.pages = append(f.pages, page{rel: rel, full: p})
			return nil
		})
		if err != nil {
			return err
		}
	}
	f.report.Items = len(f.pages)
	return nil
}

func (f *folder) hasMatter(p string) bool {
	data, err := fs.ReadFile(f.fsys, p)
	if err != nil {
		return false
	}
	m, _, form, _ := splitMatter(string(data))
	return form != "" && len(m) > 0
}

// settings reads of the generator's own what a blog says of itself.
func (f *folder) settings() {
	for _, name := range f.config {
		data, err := fs.ReadFile(f.fsys, name)
		if err != nil {
			continue
		}
		m := matter{}
		switch path.Ext(name) {
		case ".toml":
			m, _ = tomlMatter(string(data))
		case ".py":
			for _, k := range pyKey.FindAllStringSubmatch(string(data), -1) {
				m[strings.ToLower(k[1])] = k[2]
			}
		default:
			m, _ = yamlMatter(string(data))
		}
		f.blog.title = m.text("title", "blog_title", "sitename")
		f.blog.url = m.text("baseurl", "base_url", "url", "site_url", "siteurl")
		if base := m.text("baseurl"); f.name == "jekyll" && base != "" && !strings.HasPrefix(base, "http") {
			f.blog.url = strings.TrimSuffix(m.text("url"), "/") + base
		}
		f.blog.about = m.text("description", "blog_description", "sitesubtitle")
		f.blog.language = m.text("languagecode", "defaultcontentlanguage", "default_language", "lang", "default_lang", "locale")
		f.old.lives(f.blog.url, true)
		return
	}
}

var pyKey = regexp.MustCompile(`(?m)^([A-Z_]+)\s*=\s*u?["']([^"'\n]*)["']`)

// claimPage reads the front matter of a text: all that others need of it.
func (f *folder) claimPage(p *page, olds *[]oldPost) error {
	left := func(why string) error {
		f.report.left(&item{source: p.full, title: path.Base(p.rel)}, why)
		return nil
	}
	switch e := textEnding(p.full); e {
	case ".org", ".adoc", ".asciidoc", ".ipynb", ".textile", ".mdx":
		return left("recap reads Markdown; " + e + " is for another program to convert")
	}
	if base := path.Base(p.rel); strings.HasPrefix(base, "_index.") || f.name == "hugo" && base == "index.md" && path.Dir(p.rel) == "." {
		return left("the page of a section, which recap makes itself")
	}
	data, err := fs.ReadFile(f.fsys, p.full)
	if err != nil {
		return err
	}
	text, why := decoded(data)
	if why != "" {
		f.report.note(p.full, why, "")
	}
	m, _, err := matterOf(p.full, text)
	if err != nil {
		return left("its front matter cannot be read: " + strings.TrimPrefix(err.Error(), "yaml: "))
	}
	if m == nil {
		m = matter{}
	}
	for k, v := range f.twin(p.full) {
		if m[k] == nil {
			m[k] = v
		}
	}
	it := &item{source: f.name + " " + p.full, written: &written{}}
	p.it = it
	f.fill(it, m, p)
	if it.title == "" && textEnding(p.full) != ".rst" {
		it.title = headingOf(text)
	}
	if it.title == "" {
		it.title = strings.ReplaceAll(it.slug, "-", " ")
	}
	if !it.page && !it.draft && len(it.old) > 0 {
		*olds = append(*olds, oldPost{it.old[0], it.slug, it.date})
	}
	return nil
}

// matterOf is the front matter of a text and what is behind it. reStructuredText
// has a form of its own, unless its generator keeps it as others do.
func matterOf(name, text string) (m matter, body string, err error) {
	if textEnding(name) == ".rst" {
		start := strings.TrimLeft(strings.TrimPrefix(text, "\ufeff"), "\r\n\t ")
		if !strings.HasPrefix(start, "---\n") && !strings.HasPrefix(start, "+++") && !strings.HasPrefix(start, ".. ") && !strings.HasPrefix(start, "{") {
			m, body = rstDocinfo(strings.ReplaceAll(text, "\r\n", "\n"))
			return m, body, nil
		}
	}
	m, body, _, err = splitMatter(text)
	return m, body, err
}

// twin is Nikola's .meta file beside a text.
func (f *folder) twin(full string) matter {
	data, err := fs.ReadFile(f.fsys, strings.TrimSuffix(full, path.Ext(full))+".meta")
	if err != nil {
		return nil
	}
	m, _, _, _ := splitMatter(string(data))
	return m
}

var langSuffix = regexp.MustCompile(`\.([a-z]{2}(?:-[a-zA-Z]{2})?)$`)

// fill takes from front matter and name what an item is.
func (f *folder) fill(it *item, m matter, p *page) {
	name := strings.TrimSuffix(path.Base(p.rel), path.Ext(p.rel))
	if l := langSuffix.FindStringSubmatch(name); l != nil {
		it.named, name = l[1], strings.TrimSuffix(name, l[0])
	}
	dir := path.Dir(p.rel)
	bundle := name == "index" && dir != "."
	if bundle {
		name, dir = path.Base(dir), path.Dir(dir)
	}
	it.page = f.page(p.rel, m)
	fromName := ""
	if d := datedName.FindStringSubmatch(name); d != nil {
		fromName = d[1] + "-" + d[2]
		if d[3] != "" {
			fromName += "-" + d[3]
		}
		name = d[4]
	}
	typed := m.text("date", "publishdate", "pubdate", "published_at", "created")
	it.date = anyDate(typed)
	if it.date == "" {
		if typed != "" {
			f.report.note(p.full, "a date that says nothing", typed)
		}
		it.date = fromName
	}
	if fromName != "" && it.date != "" {
		it.page = false
	}
	it.title = strings.Join(strings.Fields(m.text("title")), " ")
	typedSlug := m.text("slug")
	it.slug = slugText(first(typedSlug, name))
	if it.slug == "" {
		it.slug = slug.Make(it.title)
	}
	if l := languageTag(m.text("lang", "language", "locale")); l != "" {
		it.lang = l
	}
	status := strings.ToLower(m.text("status"))
	it.draft = m.isTrue("draft") || status == "draft" || status == "private" || strings.Contains("/"+p.rel, "/_drafts/")
	if v, ok := m["published"]; ok && asText(v) == "false" {
		it.draft = true
	}
	delete(m, "published")
	it.authors = m.list("authors", "author", "by")
	it.tags = clean(m.list("tags", "tag", "keywords"))
	it.categories = clean(m.list("categories", "category"))
	if t, ok := m["taxonomies"].(map[string]any); ok { // Zola
		tm := lower(t)
		it.tags, it.categories = append(it.tags, clean(tm.list("tags"))...), append(it.categories, clean(tm.list("categories"))...)
		if a := tm.list("authors"); len(it.authors) == 0 {
			it.authors = a
		}
		delete(m, "taxonomies")
	}
	if x, ok := m["extra"].(map[string]any); ok && f.name == "zola" {
		for k, v := range lower(x) {
			if m[k] == nil {
				m[k] = v
			}
		}
		delete(m, "extra")
	}
	it.summary = m.text("summary", "excerpt", "description", "teaser")
	if s := m.text("updated", "lastmod", "modified", "last_modified_at"); anyDate(s) != "" {
		it.extra = append(it.extra, pair{"updated", anyDate(s)})
	}
	it.sticky = m.isTrue("sticky", "pinned", "featured")
	if s := m.text("series"); s != "" {
		it.extra = append(it.extra, pair{"series", scalar(s)})
	}
	if s := m.text("translation_of"); s != "" {
		it.extra = append(it.extra, pair{"translation_of", scalar(s)})
	}
	if toc, ok := m["toc"].(bool); ok {
		it.extra = append(it.extra, pair{"toc", fmt.Sprint(toc)})
		delete(m, "toc")
	}
	if m.text("comments", "nocomments") == "false" {
		it.extra = append(it.extra, pair{"comments", "false"})
	}
	url := m.text("permalink", "url", "save_as", "path")
	it.old = nil
	if strings.HasPrefix(url, "/") && !strings.ContainsAny(url, ":") {
		it.old = append(it.old, url)
	} else if a := f.address(p.rel, it, typedSlug); a != "" {
		it.old = append(it.old, a)
	}
	for _, a := range m.list("aliases", "alias", "redirect_from") {
		if !strings.HasPrefix(a, "http") {
			it.old = append(it.old, "/"+strings.TrimPrefix(a, "/"))
		}
	}
	switch v := m.take("image", "featured_image", "featuredimage", "cover", "thumbnail", "previewimage", "header_image", "background").(type) {
	case string:
		it.image.url = v
	case map[string]any:
		iv := lower(v)
		it.image = picture{url: iv.text("file", "image", "src", "img", "url"), alt: iv.text("alt"), caption: iv.text("caption", "title")}
		if by := iv.text("by", "credit", "attr"); by != "" {
			it.extra = append(it.extra, pair{"image_credit", by})
		}
	}
	for _, k := range []string{"layout", "template", "type", "weight", "hidetitle", "nikola_version", "guid", "link", "path"} {
		delete(m, k)
	}
	it.params = m.params()
	if it.page {
		it.folder = strings.Trim(strings.TrimPrefix("/"+dir+"/", "/pages/"), "/.")
	} else if bundle {
		y, mo, d := dateParts(it.date)
		folder := it.slug
		if y != "" {
			folder = y + "-" + mo + "-" + d + "-" + it.slug
		}
		it.dir, it.bundle = path.Join(y, folder), true
	}
}

func clean(list []string) []string {
	return slices.DeleteFunc(list, func(s string) bool { return slug.Term(s) == "" || strings.ContainsAny(s, "<>") })
}

var firstHeading = regexp.MustCompile(`(?m)^#\s+(.+?)\s*#*$`)

// headingOf is the first heading of a text.
func headingOf(s string) string {
	if m := firstHeading.FindStringSubmatch(s); m != nil {
		return plainTitle(strings.Trim(m[1], "*_` "))
	}
	return ""
}

// decoded is a text file as UTF-8.
func decoded(data []byte) (text, why string) {
	c := &cleaner{r: strings.NewReader(string(data))}
	var b strings.Builder
	buf := make([]byte, 32<<10)
	for {
		n, err := c.Read(buf)
		b.Write(buf[:n])
		if err != nil {
			break
		}
	}
	if c.bytes > 0 {
		why = fmt.Sprintf("%d bytes that are not UTF-8, read as Windows-1252", c.bytes)
	}
	return b.String(), why
}

// jekyllAddress is Jekyll's default, /categories/year/month/day/title.html.
func jekyllAddress(rel string, it *item, _ string) string {
	if it.page {
		p := strings.TrimSuffix(rel, path.Ext(rel))
		if p == "index" {
			return ""
		}
		return "/" + p + ".html"
	}
	y, m, d := dateParts(it.date)
	if y == "" {
		return ""
	}
	return path.Join("/", y, m, d, it.slug+".html")
}

// pathAddress is the path of the text in its folder, as Hugo, Zola and Nikola
// have it: its last part is the slug that was typed, else the name of the file.
func pathAddress(rel string, it *item, typed string) string {
	dir := path.Dir(rel)
	base := strings.TrimSuffix(path.Base(rel), path.Ext(rel))
	if it.named != "" {
		base = strings.TrimSuffix(base, "."+it.named)
		dir = path.Join(it.named, dir)
	}
	if base == "index" {
		dir, base = path.Dir(dir), path.Base(dir)
	}
	return strings.ToLower(path.Join("/", dir, first(typed, base))) + "/"
}
