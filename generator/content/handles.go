package content

import (
	"net/url"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
)

// network is a place where a person has a handle. Handle or address is read, the
// handle is kept: addresses of networks change, and links are made from one place.
type network struct {
	name  string
	hosts []string // of its addresses
	path  string   // before the handle in them
	form  *regexp.Regexp
	like  string // an example for hints
}

var networks = []network{
	{name: "github", hosts: []string{"github.com"}, path: "/", form: regexp.MustCompile(`^[A-Za-z0-9](-?[A-Za-z0-9])*$`), like: "octocat"},
	{name: "gitlab", hosts: []string{"gitlab.com"}, path: "/", form: regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.-]*$`), like: "octocat"},
	{name: "codeberg", hosts: []string{"codeberg.org"}, path: "/", form: regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.-]*$`), like: "octocat"},
	{name: "linkedin", hosts: []string{"linkedin.com"}, path: "/in/", form: regexp.MustCompile(`^[\pL\pN_%-]+$`), like: "ada-example"},
	{name: "orcid", hosts: []string{"orcid.org"}, path: "/", form: regexp.MustCompile(`^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$`), like: "0000-0002-1825-0097"},
	{name: "twitter", hosts: []string{"twitter.com", "x.com"}, path: "/", form: regexp.MustCompile(`^\w{1,15}$`), like: "example"},
	{name: "bluesky", hosts: []string{"bsky.app"}, path: "/profile/", form: regexp.MustCompile(`^([A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+|did:[a-z]+:[\w.:%-]+)$`), like: "ada.example.org"},
	{name: "youtube", hosts: []string{"youtube.com"}, path: "/@", form: regexp.MustCompile(`^[\pL\pN_.-]+$`), like: "example"},
}

// mastodonForm is a handle with its server, which Mastodon needs.
var mastodonForm = regexp.MustCompile(`^@[\w.-]+@[A-Za-z0-9.-]+\.[A-Za-z0-9-]+$`)

func linkKinds() []string {
	out := []string{"website", "mastodon"}
	for _, n := range networks {
		out = append(out, n.name)
	}
	return out
}

// handles is the links of a person: kind → handle, or an address for website.
func handles[T any](at func(*T) *[]Pair) kind[T] {
	k := kind[T]{
		shape:  "map from kind to handle",
		fields: func(t *T) []any { return []any{at(t)} },
		read: func(r *reader, n *yaml.Node, t *T) {
			if n.Kind != yaml.MappingNode {
				r.wrongType(n, "a map from kind to handle")
				return
			}
			for _, p := range pairs(n) {
				if pair, ok := r.handle(p); ok {
					*at(t) = append(*at(t), pair)
				}
			}
		},
	}
	k.nested = func() []Key {
		var keys []Key
		for _, name := range linkKinds() {
			keys = append(keys, Key{Name: name, Shape: "text"})
		}
		return keys
	}
	return k
}

func (r *reader) handle(p pair) (Pair, bool) {
	r.key = resolved(p.key).Value
	v := resolved(p.value)
	if isNull(v) {
		return Pair{}, false
	}
	switch r.key {
	case "website":
		w, ok := r.address(v)
		return Pair{"website", w}, ok
	case "mastodon":
		w, ok := r.word(v)
		if !ok {
			return Pair{}, false
		}
		h, good := mastodon(w.Text)
		if !good {
			r.badHandle(w, "@ada@example.social")
		}
		return Pair{"mastodon", Word{h, w.Pos}}, good
	}
	for i := range networks {
		if n := &networks[i]; n.name == r.key {
			w, ok := r.word(v)
			if !ok {
				return Pair{}, false
			}
			h, good := n.handle(w.Text)
			if !good {
				r.badHandle(w, n.like)
			}
			return Pair{n.name, Word{h, w.Pos}}, good
		}
	}
	d := diag.Errorf(string(r.family)+"-key-unknown", r.place(p.key), "links have no kind %q", short(r.key)).Meant(r.key, linkKinds())
	if d.Hint == "" {
		d = d.WithHint("there are %s", listed(linkKinds()))
	}
	r.add(d)
	return Pair{}, false
}

func (r *reader) badHandle(w Word, like string) {
	r.add(diag.Errorf("value-handle", w.Pos, "%q is not a handle on %s", short(w.Text), r.key).
		WithHint("write it as %s, or its whole address", like))
}

// handle takes the handle from an address of the network, or the handle itself.
func (n *network) handle(s string) (string, bool) {
	rest := s
	if i := strings.Index(s, "://"); i >= 0 || strings.Contains(s, n.hosts[0]+"/") {
		if i < 0 {
			s = "https://" + s
		}
		u, err := url.Parse(s)
		if err != nil {
			return "", false
		}
		host, ok := strings.TrimPrefix(strings.ToLower(u.Host), "www."), false
		for _, h := range n.hosts {
			ok = ok || host == h || strings.HasSuffix(host, "."+h)
		}
		after, found := strings.CutPrefix(u.Path, n.path)
		if !ok || !found {
			return "", false
		}
		rest = strings.TrimSuffix(after, "/")
	}
	rest = strings.TrimPrefix(rest, "@")
	return rest, len(rest) <= 100 && n.form.MatchString(rest)
}

// mastodon brings @x@host, x@host, https://host/@x and https://host/users/x
// into the first form.
func mastodon(s string) (string, bool) {
	if strings.Contains(s, "://") {
		u, err := url.Parse(s)
		if err != nil {
			return "", false
		}
		path := strings.Trim(u.Path, "/")
		name, ok := strings.CutPrefix(path, "@")
		if !ok {
			if name, ok = strings.CutPrefix(path, "users/"); !ok {
				return "", false
			}
		}
		if user, host, remote := strings.Cut(name, "@"); remote {
			s = "@" + user + "@" + host
		} else {
			s = "@" + name + "@" + u.Host
		}
	} else if !strings.HasPrefix(s, "@") {
		s = "@" + s
	}
	return s, len(s) <= 200 && mastodonForm.MatchString(s)
}
