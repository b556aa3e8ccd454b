package importer

import (
	"encoding/xml"
	"strings"

	"golang.org/x/net/html"
)

// An <item> of WordPress's export as it stands in the file: the XML is read here,
// what it means is found in wxr.go and wxrwrite.go.

// wpItem is an <item> as it stands in the file.
type wpItem struct {
	line       int
	fields     map[string]string // "title", "wp:post_id", "content:encoded" …
	categories []wpTerm
	meta       []pair
	comments   []wpComment
}

type wpTerm struct{ domain, name, slug string }

type wpComment struct {
	fields map[string]string
}

// wpName is the name of an element with the prefix that WordPress gives it,
// whatever prefix the file does, also when it declares none.
func wpName(n xml.Name) string {
	s := n.Space
	switch {
	case s == "":
		return n.Local
	case strings.Contains(s, "wordpress.org/export/") && strings.Contains(s, "/excerpt"):
		return "excerpt:" + n.Local
	case strings.Contains(s, "wordpress.org/export/"):
		return "wp:" + n.Local
	case strings.Contains(s, "modules/content"):
		return "content:" + n.Local
	case strings.Contains(s, "purl.org/dc/"):
		return "dc:" + n.Local
	case strings.ContainsAny(s, "/:"):
		return "other:" + n.Local
	}
	return s + ":" + n.Local // a prefix that is not declared
}

// author keeps the name that is shown; the e-mail address is not even read.
func (w *wxr) author(x *xmlFile) error {
	var login, name string
	for {
		t, err := x.token()
		if err != nil {
			return x.early(err)
		}
		switch t := t.(type) {
		case xml.EndElement:
			if login != "" {
				w.authors[login] = noMail(name)
			}
			return nil
		case xml.StartElement:
			switch wpName(t.Name) {
			case "wp:author_login":
				login, err = x.text()
				login = strings.TrimSpace(login)
			case "wp:author_display_name":
				name, err = x.text()
				name = strings.TrimSpace(name)
			default:
				err = x.skip()
			}
			if err != nil {
				return err
			}
		}
	}
}

// item reads one <item>. brief passes over what the first reading has no use for.
func (w *wxr) item(x *xmlFile, brief bool) (*wpItem, error) {
	x.begin()
	it := &wpItem{line: x.line(), fields: map[string]string{}}
	for {
		t, err := x.token()
		if err != nil {
			return nil, x.early(err)
		}
		start, ok := t.(xml.StartElement)
		if _, end := t.(xml.EndElement); end {
			return it, nil
		}
		if !ok {
			continue
		}
		switch name := wpName(start.Name); {
		case name == "category":
			term := wpTerm{}
			for _, a := range start.Attr {
				switch a.Name.Local {
				case "domain":
					term.domain = a.Value
				case "nicename":
					term.slug = a.Value
				}
			}
			term.name, err = x.text()
			term.name = strings.TrimSpace(html.UnescapeString(term.name))
			it.categories = append(it.categories, term)
		case name == "wp:postmeta":
			m, e := w.children(x)
			it.meta = append(it.meta, pair{strings.TrimSpace(m["wp:meta_key"]), m["wp:meta_value"]})
			err = e
		case name == "wp:comment":
			if brief {
				err = x.skip()
				break
			}
			c, e := w.children(x)
			it.comments = append(it.comments, wpComment{c})
			err = e
		case brief && (name == "content:encoded"):
			err = x.skip()
		default:
			var s string
			s, err = x.text()
			if it.fields[name] == "" {
				it.fields[name] = s
			}
		}
		if err != nil {
			return nil, err
		}
	}
}

// children reads an element of elements that hold a text each. Those that name
// a person beyond what they put below their words are passed over.
func (w *wxr) children(x *xmlFile) (map[string]string, error) {
	m := map[string]string{}
	for {
		t, err := x.token()
		if err != nil {
			return nil, x.early(err)
		}
		switch t := t.(type) {
		case xml.EndElement:
			return m, nil
		case xml.StartElement:
			var s string
			switch name := wpName(t.Name); name {
			case "wp:commentmeta":
				err = x.skip()
			default:
				s, err = x.text()
				m[name] = s
			}
			if err != nil {
				return nil, err
			}
		}
	}
}
