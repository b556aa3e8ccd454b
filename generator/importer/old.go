package importer

import (
	"net/url"
	"strings"
)

// old is what is known of the blog's former home: where it lived, and which text
// lies at which of its addresses.
type old struct {
	hosts  map[string]bool  // without www
	base   string           // the path it lay at, "/blog" or ""
	byPath map[string]*item // by pathKey
	byID   map[string]*item // of addresses that are a query, ?p=12
}

func newOld() *old {
	return &old{hosts: map[string]bool{}, byPath: map[string]*item{}, byID: map[string]*item{}}
}

// lives notes an address of the blog; home says that it is the one of its start page.
func (o *old) lives(address string, home bool) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" {
		return
	}
	o.hosts[hostOf(u)] = true
	if home {
		o.base = strings.TrimSuffix(u.Path, "/")
	}
}

func hostOf(u *url.URL) string { return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.") }

// has notes the text at an old path.
func (o *old) has(path string, it *item) {
	if path != "" && o.byPath[pathKey(path)] == nil {
		o.byPath[pathKey(path)] = it
	}
}

// own reports an address on the old blog.
func (o *old) own(link string) bool {
	u, err := url.Parse(strings.TrimSpace(link))
	return err == nil && o.hosts[hostOf(u)]
}

// pathOf is an old address below the root of the old blog; "" for one that is
// only a query or lies elsewhere.
func (o *old) pathOf(link string) string {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || u.Host == "" && !strings.HasPrefix(u.Path, "/") || u.Host != "" && !o.hosts[hostOf(u)] {
		return ""
	}
	p := u.Path
	if o.base != "" && u.Host != "" {
		rest, ok := strings.CutPrefix(p, o.base+"/")
		if !ok {
			return ""
		}
		p = "/" + rest
	} else if rest, ok := strings.CutPrefix(p, o.base+"/"); ok {
		p = "/" + rest
	}
	if strings.Trim(p, "/") == "" || u.RawQuery != "" && strings.HasSuffix(p, ".php") {
		return ""
	}
	return p
}

// pathKey is a path without what hosts do not tell apart.
func pathKey(p string) string {
	if u, err := url.PathUnescape(p); err == nil {
		p = u
	}
	return strings.ToLower(strings.Trim(strings.TrimSuffix(p, "index.html"), "/"))
}

// body makes the converter of one text.
func (r *run) bodyOf(it *item) *body {
	return &body{
		note:    func(what, detail string) { r.report.note(it.file, what, detail) },
		address: func(href string) string { return r.link(it, href) },
		picture: func(src, large string) (string, bool) { return r.pics.place(it.file, src, large) },
	}
}

// link is where a link of an old text leads now: to the file of the text it
// means, to the picture where it lies, else where it led.
func (r *run) link(it *item, href string) string {
	if strings.HasPrefix(href, "../") { // editors wrote links from the root this way
		if k := r.old.byPath[pathKey(strings.ReplaceAll(href, "../", "/"))]; k != nil {
			href = strings.ReplaceAll(href, "../", "/")
		}
	}
	if strings.HasPrefix(href, "www.") {
		href = "http://" + href
	}
	u, err := url.Parse(strings.TrimSpace(href))
	if err != nil || strings.HasPrefix(href, "#") || href == "" {
		return href
	}
	if u.Host != "" && !r.old.own(href) || u.Host == "" && !strings.HasPrefix(u.Path, "/") && u.RawQuery == "" || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" {
		return href
	}
	var to *item
	q := u.Query()
	for _, key := range []string{"p", "page_id"} {
		if id := q.Get(key); id != "" && strings.Trim(u.Path, "/") == strings.Trim(r.old.base, "/") {
			to = r.old.byID[id]
		}
	}
	if p := r.old.pathOf(href); to == nil && p != "" {
		to = r.old.byPath[pathKey(p)]
		if to == nil && uploads.MatchString(u.Path) {
			if file, ok := r.pics.find(href); ok {
				return file
			}
		}
	}
	if to == nil {
		return href
	}
	path := relative(it.file, to.file)
	if u.Fragment != "" {
		path += "#" + u.EscapedFragment()
	}
	return path
}
