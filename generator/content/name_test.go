package content

import "testing"

// TestNames: what paths of posts say.
func TestNames(t *testing.T) {
	for _, c := range []struct{ path, name, dir, date, lang string }{
		{"posts/hallway.md", "hallway", "", "never", ""},
		{"posts/hallway.markdown", "hallway", "", "never", ""},
		{"posts/2016-06-10-hallway.md", "hallway", "", "2016-06-10", ""},
		{"posts/2016-06-10_hallway.md", "hallway", "", "2016-06-10", ""},
		{"posts/2020-02-FOSDEM-2020.md", "FOSDEM-2020", "", "2020-02", ""},
		{"posts/2016-06-10.md", "2016-06-10", "", "2016-06-10", ""},
		{"posts/2016-06.md", "2016-06", "", "2016-06", ""},
		{"posts/2016-06-31-x.md", "2016-06-31-x", "", "never", ""},
		{"posts/2016-13-x.md", "2016-13-x", "", "never", ""},
		{"posts/2016-0610.md", "2016-0610", "", "never", ""},
		{"posts/2016/06/hallway.md", "hallway", "2016/06", "2016-06", ""},
		{"posts/2016/06/10/hallway.md", "hallway", "2016/06/10", "2016-06-10", ""},
		{"posts/weblog/2016/pycon2016.md", "pycon2016", "weblog/2016", "2016", ""},
		{"posts/2016/31/hallway.md", "hallway", "2016/31", "2016", ""},
		{"posts/2018-06-06-unconf/index.es.md", "unconf", "", "2018-06-06", "es"},
		{"posts/devopsdays-toronto/index.md", "devopsdays-toronto", "", "never", ""},
		{"posts/2016/devopsdays/index.md", "devopsdays", "2016", "2016", ""},
		{"posts/index.md", "index", "", "never", ""},
		{"posts/hallway.de.md", "hallway", "", "never", "de"},
		{"posts/hallway.pt-BR.md", "hallway", "", "never", "pt-BR"},
		{"posts/node.js.md", "node.js", "", "never", ""},
		{"posts/node.io.md", "node.io", "", "never", ""},
		{"posts/v1.10.md", "v1.10", "", "never", ""},
		{"posts/x.md/inner.md", "inner", "x.md", "never", ""},
		{"pages/about.md", "about", "", "never", ""},
		{"pages/manual/dates.de.md", "dates", "manual", "never", "de"},
	} {
		p, ok := placePost(c.path)
		if !ok || p.name != c.name || p.dir != c.dir || showWhen(dateOf(p)) != c.date || p.lang != c.lang {
			t.Errorf("%s: name %q, dir %q, date %s, lang %q", c.path, p.name, p.dir, showWhen(dateOf(p)), p.lang)
		}
	}
	for _, path := range []string{"posts/.md", "posts/x/.md", "posts/x.txt", "about.md", "events/x.md", "posts/x.MD"} {
		if p, ok := placePost(path); ok {
			t.Errorf("%s is no post, but %+v", path, p)
		}
	}
}

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		pattern, file string
		want          bool
	}{
		{"posts/de/**", "content/posts/de/x.md", true},
		{"posts/de/**", "content/posts/de/2016/x.md", true},
		{"posts/de/**", "content/posts/den/x.md", false},
		{"posts/de", "content/posts/de/x.md", true},
		{"posts/de/", "posts/de/x.md", true},
		{"content/posts/de/**", "content/posts/de/x.md", true},
		{"posts/*.md", "content/posts/x.md", true},
		{"posts/*.md", "content/posts/de/x.md", false},
		{"posts/**/x.md", "content/posts/x.md", true},
		{"posts/**/x.md", "content/posts/a/b/x.md", true},
		{"**", "content/pages/about.md", true},
		{"**/*.de.md", "content/posts/a/x.de.md", true},
		{"posts/20??/**", "content/posts/2016/x.md", true},
		{"posts/[", "content/posts/[", false},
		{"pages/**", "content/posts/x.md", false},
	} {
		if got := (Defaults{Paths: []Word{{Text: c.pattern}}}).Match(c.file); got != c.want {
			t.Errorf("%s matches %s: %v", c.pattern, c.file, got)
		}
	}
	if !(Defaults{}).Match("content/posts/x.md") {
		t.Error("a rule without paths is for all")
	}
}

// dateOf is the date of a path: of the name, else of the folders.
func dateOf(p placed) When {
	if !p.date.IsZero() {
		return p.date
	}
	return p.year
}
