package importer

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"recap/generator/site"
	"recap/generator/slug"
)

// claim gives an item its file and its address. An item that an earlier import
// wrote keeps its file, whatever it is called now. Nothing gets a name that
// another has.
func (r *run) claim(it *item) {
	if len(r.taken) == 0 {
		for _, p := range reserved {
			r.taken[fold(p)] = "a page that recap makes itself"
		}
	}
	if p := r.stage.from[it.source]; p != "" && r.taken[p] == "" {
		it.file = p
		it.addr = r.addressOf(it, nameOf(p))
		r.take(it)
		return
	}
	name := it.slug
	if name == "" {
		name = slug.Make(it.title)
	}
	if name == "" {
		name = "post"
	}
	same := r.fileOf(it, name) + "\t" + r.addressOf(it, name)
	for n := r.same[same] + 1; ; n++ {
		try := name
		if n > 1 {
			try = fmt.Sprintf("%s-%d", name, n)
		}
		it.file, it.addr = r.fileOf(it, try), r.addressOf(it, try)
		if r.taken[it.file] == "" && r.taken[fold(it.addr)] == "" {
			if n > 1 {
				r.same[same] = n
				r.report.note(it.file, "its address belongs to another text", try)
			}
			break
		}
	}
	r.take(it)
}

// reserved are the addresses of pages that recap makes itself.
var reserved = []string{"/", "archive", "tags", "events", "speakers", "categories", "authors", "series", "posts", "cfps", "highlights", "watch", "books", "topics", "credits", "quotes", "search", "year", "data", "assets", "404.html", "feed.atom", "feed.rss", "feed.json", "feeds.opml", "sitemap.xml", "robots.txt"}

func (r *run) take(it *item) {
	it.slug = ""
	r.taken[it.file], r.taken[fold(it.addr)] = it.source, it.source
}

func fold(address string) string { return "/" + strings.ToLower(strings.Trim(address, "/")) }

func (r *run) fileOf(it *item, name string) string {
	if it.page {
		return path.Join("content/pages", pageFolder(it.folder), name+it.suffix()+".md")
	}
	y, m, d := dateParts(it.date)
	if y != "" {
		name = y + "-" + m + "-" + d + "-" + name
	}
	if it.bundle {
		return path.Join("content/posts", it.dir, "index"+it.suffix()+".md")
	}
	dir := it.dir
	if dir == "" {
		dir = y
	}
	return path.Join("content/posts", dir, name+it.suffix()+".md")
}

// suffix is the language in a file's name, of a text that has one there already.
func (it *item) suffix() string {
	if it.named == "" {
		return ""
	}
	return "." + it.named
}

func (r *run) addressOf(it *item, name string) string {
	if it.named != "" && it.named != first(languageTag(r.blog.language), "en") {
		name += "-" + it.named
	}
	if it.page {
		return strings.TrimPrefix(path.Join(pageFolder(it.folder), name)+"/", "/")
	}
	y, m, d := dateParts(it.date)
	return site.Permalink(r.pattern, map[string]string{"year": y, "month": m, "day": d, "slug": name})
}

func pageFolder(folder string) string {
	var parts []string
	for p := range strings.SplitSeq(folder, "/") {
		if s := slugText(p); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "/")
}

// nameOf is the name of a post's file without its date.
func nameOf(file string) string {
	name := strings.TrimSuffix(path.Base(file), ".md")
	if m := langSuffix.FindString(name); m != "" {
		name = strings.TrimSuffix(name, m)
	}
	if name == "index" {
		name = path.Base(path.Dir(file))
	}
	if len(name) > 11 && name[4] == '-' && name[7] == '-' && name[10] == '-' && strings.Trim(name[:10], "0123456789-") == "" {
		name = name[11:]
	}
	return name
}

// alias lets an old address lead to the item, unless it is the item's own or
// another text lies there.
func (r *run) alias(it *item, old string) {
	old = cleanAlias(old)
	if old == "" {
		r.report.note(it.file, "an old address that cannot be a path", old)
		return
	}
	if fold(old) == fold(it.addr) {
		return
	}
	if who := r.taken[fold(old)]; who != "" {
		if who != it.source {
			r.report.note(it.file, "an old address that another text has", old)
			r.redirect(old, "/"+it.addr)
		}
		return
	}
	r.taken[fold(old)] = it.source
	it.old = append(it.old, old)
}

// cleanAlias is an old address as front matter takes it; "" for one that cannot
// be a file on every system.
func cleanAlias(p string) string {
	dec, err := url.PathUnescape(p)
	if err != nil {
		return ""
	}
	if len(dec) > 900 || strings.ContainsAny(dec, "\\:?#*<>\"|\x00\r\n\t") || strings.Contains(dec, "//") {
		return ""
	}
	for part := range strings.SplitSeq(dec, "/") {
		if part == "." || part == ".." || len(part) > 250 || strings.HasSuffix(part, ".") || strings.HasSuffix(part, " ") {
			return ""
		}
	}
	return "/" + strings.TrimPrefix(dec, "/")
}

func (r *run) redirect(from, to string) {
	if from == "" || slices.Contains(r.report.Redirects[max(0, len(r.report.Redirects)-8):], Redirect{from, to}) {
		return
	}
	r.report.Redirects = append(r.report.Redirects, Redirect{from, to})
}

// pathAndQuery is an address without its host.
func pathAndQuery(link string) string {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil {
		return link
	}
	p := u.EscapedPath()
	if p == "" {
		p = "/"
	}
	if u.RawQuery != "" {
		p += "?" + u.RawQuery
	}
	return p
}

func filePath(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.EscapedPath()
}

// oldPost is what an old address is compared with.
type oldPost struct{ path, slug, date string }

// choosePattern finds the pattern that makes the most of the old addresses. A site
// without settings gets it; for another it is advice.
func (r *run) choosePattern(posts []oldPost) {
	votes := map[string]int{}
	best := ""
	for _, p := range posts {
		if pat := patternOf(p); pat != "" {
			if votes[pat]++; votes[pat] > votes[best] || votes[pat] == votes[best] && pat < best {
				best = pat
			}
		}
	}
	if best == "" || votes[best]*2 <= len(posts) || best == r.pattern {
		return
	}
	if r.hasConfig {
		r.report.Advice = append(r.report.Advice, fmt.Sprintf("permalinks: {post: %s} in content/site.yaml would keep %d of %d old addresses; as it is, aliases answer them", scalar(best), votes[best], len(posts)))
		return
	}
	r.pattern = best
}

// patternOf is the pattern that an old address was made by.
func patternOf(p oldPost) string {
	if p.path == "" || p.slug == "" {
		return ""
	}
	y, m, d := dateParts(p.date)
	found := false
	parts := strings.Split(strings.Trim(p.path, "/"), "/")
	for i, s := range parts {
		switch {
		case s == p.slug:
			parts[i], found = ":slug", true
		case s == p.slug+".html":
			parts[i], found = ":slug.html", true
		case y != "" && s == y+"-"+m+"-"+d+"-"+p.slug:
			parts[i], found = ":year-:month-:day-:slug", true
		case i < 3 && s == y:
			parts[i], y = ":year", "-"
		case i < 4 && s == m && y == "-":
			parts[i], m = ":month", "-"
		case i < 4 && s == d && m == "-":
			parts[i], d = ":day", "-"
		case strings.ContainsAny(s, ":"):
			return ""
		}
	}
	if !found {
		return ""
	}
	pat := "/" + strings.Join(parts, "/")
	if !strings.HasSuffix(pat, ".html") {
		pat += "/"
	}
	return pat
}

// relative is the path of one content file as seen from another.
func relative(from, to string) string {
	a, b := strings.Split(path.Dir(from), "/"), strings.Split(path.Dir(to), "/")
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	return path.Join(strings.Repeat("../", len(a)), path.Join(b...), path.Base(to))
}
