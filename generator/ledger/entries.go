package ledger

import (
	"slices"
	"strings"

	"recap/generator/content"
	"recap/generator/plan"
	"recap/generator/site"
)

// File is where the ledger lies.
const File = "content/urls.yaml"

// passing are the kinds of pages whose address nobody was promised.
var passing = map[string]bool{"asset": true, "picture": true, "card": true, "index": true, "404": true, "events-upcoming": true}

// Of are the addresses of a site as they will be published, sorted.
func Of(s *site.Site, pl *plan.Plan) []content.Promise {
	posts := map[string]*site.Post{} // by output file
	for _, p := range slices.Concat(s.Posts, s.Hidden, s.Pages) {
		posts[site.OutputOf(p.Path)] = p
	}
	old := pl.Old()
	var out []content.Promise
	for _, pg := range pl.Pages {
		kind := pg.Kind()
		address, ok := addressOf(pg.Path)
		if !ok || passing[kind] {
			continue
		}
		e := content.Promise{Kind: kind, File: pg.From.File}
		e.URL.Text = address
		if v, ok := pg.View.(interface{ Heading() string }); ok && kind != "redirect" {
			e.Title = v.Heading()
		}
		if p := posts[pg.Path]; p != nil {
			e.ID, e.Text = p.ID.Text, p.Doc.Sum.Short()
		}
		delete(old, pg.Path)
		out = append(out, e)
	}
	for path, file := range old {
		if address, ok := addressOf(path); ok {
			e := content.Promise{Kind: "redirect", File: file}
			e.URL.Text = address
			out = append(out, e)
		}
	}
	return sorted(out)
}

// addressOf is the address of an output file as the ledger writes it. Few names
// of files, those with signs that mean something in addresses, cannot stand there.
func addressOf(path string) (string, bool) {
	if strings.ContainsAny(path, "\\:?#*<>\"|") {
		return "", false
	}
	if path == "index.html" || strings.HasSuffix(path, "/index.html") {
		path = strings.TrimSuffix(path, "index.html")
	}
	return "/" + path, true
}

func sorted(list []content.Promise) []content.Promise {
	slices.SortFunc(list, func(a, b content.Promise) int { return strings.Compare(a.URL.Text, b.URL.Text) })
	return list
}

// The words that a build looks for in the file (content's moved) are not in it.
const head = `# Every address that was published, and what was there. recap publish and
# recap urls --accept add to this file. Keep it in version control.
`

// Format writes a ledger.
func Format(list []content.Promise) []byte {
	var b strings.Builder
	b.WriteString(head)
	for _, e := range list {
		b.WriteString(line(e) + "\n")
	}
	return []byte(b.String())
}

// line is one address of a ledger.
func line(e content.Promise) string {
	var b strings.Builder
	b.WriteString(content.Quote(strings.ReplaceAll(e.URL.Text, "%", "%25")))
	b.WriteString(": {")
	first := true
	put := func(key, value string) {
		if !first {
			b.WriteString(", ")
		}
		first = false
		b.WriteString(key + ": " + value)
	}
	for _, f := range []struct{ key, value string }{
		{"kind", e.Kind}, {"title", e.Title}, {"file", e.File}, {"id", e.ID}, {"text", e.Text},
		{"to", strings.ReplaceAll(e.To.Text, "%", "%25")},
	} {
		if f.value != "" {
			put(f.key, content.Quote(f.value))
		}
	}
	if e.Gone {
		put("gone", "true")
	}
	b.WriteString("}")
	return b.String()
}
