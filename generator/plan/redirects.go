package plan

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"recap/generator/diag"
	"recap/generator/site"
	"recap/generator/view"
)

// redirect is one old address: where it leads, or that nothing is there any more.
type redirect struct {
	path  string // output file it had
	to    string // root-relative; "" for gone
	title string
	lang  string
	from  diag.Pos
}

// redirects are all old addresses that the writer speaks of: aliases in front
// matter, then the lines of the ledger.
func (p *planner) redirects() (list []redirect) {
	for _, post := range slices.Concat(p.site.Posts, p.site.Hidden, p.site.Pages) {
		for _, w := range post.Aliases {
			out := aliasPath(w.Text)
			if out == site.OutputOf(post.Path) {
				continue
			}
			from := w.Pos
			if from.File == "" {
				from = diag.Whole(post.File.Path)
			}
			list = append(list, redirect{out, post.URL, post.Title, post.Lang, from})
		}
	}
	for _, m := range p.site.Moved {
		if m.Gone {
			list = append(list, redirect{path: ledgerPath(m.URL.Text), from: m.URL.Pos})
			continue
		}
		to := p.site.URLOf(ledgerPath(m.To.Text))
		list = append(list, redirect{ledgerPath(m.URL.Text), to, m.To.Text, p.site.Config.Language.Text, m.URL.Pos})
	}
	return list
}

// ledgerPath is the output file of an address in the ledger, which was an output
// file once and is spelt like it.
func ledgerPath(address string) string {
	return site.OutputOf(strings.TrimPrefix(address, "/"))
}

// movedTargets are the addresses that the ledger leads readers to.
func (p *planner) movedTargets() (out []site.Target) {
	for _, m := range p.site.Moved {
		if !m.Gone {
			out = append(out, site.Target{Path: strings.TrimPrefix(m.To.Text, "/"), Pos: m.To.Pos, Code: "link-dead"})
		}
	}
	return out
}

// Old are the output files of old addresses that lead somewhere, whether a page is
// planned there or only a line in the file of a host, with the file that says so.
func (pl *Plan) Old() map[string]string {
	out := map[string]string{}
	for _, r := range pl.planner.redirects() {
		if r.to != "" {
			out[r.path] = r.from.File
		}
	}
	return out
}

// planAliases plans a small page at each old address, and the files by which
// hosts send readers on by themselves.
func planAliases(p *planner) {
	list := slices.DeleteFunc(p.redirects(), func(r redirect) bool { // a page came back
		return r.from.File == ledgerFile && p.planned(r.path)
	})
	for _, form := range p.site.Config.URLs.Redirects {
		if form == "page" {
			for _, r := range list {
				p.redirectPage(r)
			}
			continue
		}
		f := redirectFiles[form]
		var b strings.Builder
		for _, r := range list {
			b.WriteString(f.line(p.site, r))
		}
		if b.Len() > 0 {
			p.add(f.path, view.Raw{Text: b.String()}, noFile)
		}
	}
}

// redirectPage is a page that sends on. One in the place of a feed or a picture
// would be read as such by nobody: these need a host's own file.
func (p *planner) redirectPage(r redirect) {
	if r.to == "" || !strings.HasSuffix(r.path, ".html") && r.from.File == ledgerFile {
		return
	}
	v := view.Redirect{Base: p.page(r.path, "redirect", r.title, ""), To: r.to, ToAbs: p.site.Abs(r.to)}
	v.NoIndex = true
	v.Canonical = v.ToAbs
	v.Lang = r.lang
	p.add(r.path, v, r.from)
}

const ledgerFile = "content/urls.yaml"

// redirectFiles are the forms of hosts, by their word in the settings.
var redirectFiles = map[string]struct {
	path string
	line func(*site.Site, redirect) string
}{
	// Netlify and Cloudflare Pages: https://docs.netlify.com/routing/redirects/.
	// Neither has a status for what is gone; such an address finds no file.
	"netlify": {"_redirects", func(s *site.Site, r redirect) string {
		if r.to == "" {
			return ""
		}
		return fmt.Sprintf("%s %s 301\n", s.URLOf(r.path), r.to)
	}},
	// Apache's mod_alias, below a folder or at the top: patterns are matched
	// against the decoded path. Redirect would also take all that lies below.
	"apache": {".htaccess", func(s *site.Site, r redirect) string {
		at := regexp.QuoteMeta(decoded(s.URLOf(r.path)))
		if strings.HasSuffix(at, "/") {
			at += `(index\.html)?`
		}
		if r.to == "" {
			return fmt.Sprintf("RedirectMatch 410 \"^%s$\"\n", quoted(at))
		}
		return fmt.Sprintf("RedirectMatch 301 \"^%s$\" \"%s\"\n", quoted(at), dollars(r.to))
	}},
	// For an include inside of nginx' server block: exact locations, of decoded paths.
	"nginx": {"nginx-redirects.conf", func(s *site.Site, r redirect) string {
		at := decoded(s.URLOf(r.path))
		if r.to == "" {
			return fmt.Sprintf("location = \"%s\" { return 410; }\n", quoted(at))
		}
		return fmt.Sprintf("location = \"%s\" { return 301 \"%s\"; }\n", quoted(at), dollars(r.to))
	}},
}

func decoded(address string) string {
	if d, err := url.PathUnescape(address); err == nil {
		return d
	}
	return address
}

// quoted is a text between double quotes.
func quoted(s string) string { return strings.ReplaceAll(s, `"`, `\"`) }

// dollars keeps $1 and $uri in an address from meaning something.
func dollars(address string) string { return strings.ReplaceAll(address, "$", "%24") }

// aliasPath is the output file of an old address.
func aliasPath(alias string) string {
	return site.OutputOf(site.PathOf(alias))
}
