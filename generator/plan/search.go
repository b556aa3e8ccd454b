package plan

import (
	"slices"

	"recap/generator/digest"
	"recap/generator/search"
	"recap/generator/site"
	"recap/generator/view"
)

const (
	searchFile = "search/index.html"
	searchDir  = "search/"
)

// planSearch plans the search page and the files it searches.
func planSearch(p *planner) {
	if !p.site.Config.Pages.Search {
		return
	}
	v := view.Search{
		Base:  p.page(searchFile, "search", p.text("search.title"), p.text("plan.search", p.base.Title)),
		Index: p.site.URLOf(searchDir),
		List:  p.site.URLOf("archive/index.html"),
	}
	v.Crumbs = []view.Link{p.home()}
	for _, l := range []struct{ out, title string }{
		{"archive/index.html", "archive.title"}, {"events/index.html", "events.title"},
		{"speakers/index.html", "speakers.title"}, {"tags/index.html", "tags.title"},
	} {
		if p.planned(l.out) {
			v.Lists = append(v.Lists, view.Link{Title: p.text(l.title), URL: p.site.URLOf(l.out)})
		}
	}
	p.addList(searchFile, v)
	p.findSearched()
	p.indexRuns(p.indexed)
	for _, set := range p.search {
		for _, r := range set.runs {
			for i, part := range r.made.parts {
				p.addIndex(r.path(part), r.view(i, p.indexed))
			}
		}
		docs := set.docs()
		for i := 0; i < len(docs); i += search.DocsAPart {
			var shown []search.Doc
			for _, d := range docs[i:min(i+search.DocsAPart, len(docs))] {
				shown = append(shown, d.shown)
			}
			p.addIndex(docsPath(set.name, i/search.DocsAPart), indexFile(search.DocsText(shown)))
		}
	}
	p.addIndex(searchDir+"index.json", indexFile(p.searchRoot().Text()))
}

func (p *planner) addIndex(path string, v view.SearchFile) { p.add(path, v, noFile) }

// indexFile is a file of the index whose bytes are there.
func indexFile(data []byte, err error) view.SearchFile {
	return view.SearchFile{Key: digest.Bytes(data), Make: func() ([]byte, error) { return data, err }}
}

// searchRoot is what the index is made of.
func (p *planner) searchRoot() search.Root {
	langs := []string{p.site.Config.Language.Text}
	for _, set := range p.search {
		for _, d := range set.docs() {
			if !slices.Contains(langs, d.lang) {
				langs = append(langs, d.lang)
			}
		}
	}
	slices.Sort(langs)
	root := search.NewRoot(langs)
	for _, s := range p.search {
		set := search.RootSet{Name: s.name, Runs: []search.RootRun{}}
		for _, r := range s.runs {
			one := search.RootRun{Dir: r.dir, From: r.from, Size: len(r.docs), Parts: []string{}}
			for _, part := range r.made.parts {
				one.Parts = append(one.Parts, part.prefix)
			}
			set.Runs = append(set.Runs, one)
		}
		root.Sets = append(root.Sets, set)
	}
	return root
}

// grains are the lengths of the shortest runs: a post has hundreds of terms, an
// entry of a programme a dozen.
const (
	postGrain  = 64
	entryGrain = 512
)

// findSearched gathers what can be found, each set from its oldest on.
func (p *planner) findSearched() {
	told := map[*site.Post][]*site.Talk{} // what posts tell of, by the running order
	var programme []searchDoc
	first := map[*site.Event][]*site.Speaker{} // people by the first event at which they spoke
	for _, sp := range p.site.Speakers {
		switch n := len(sp.Talks); {
		case !sp.HasPage:
		case n == 0:
			programme = append(programme, p.speakerDoc(sp))
		default:
			e := sp.Talks[n-1].Event
			first[e] = append(first[e], sp)
		}
	}
	for _, e := range slices.Backward(p.site.Events) {
		programme = append(programme, p.eventDoc(e))
		for _, t := range e.Talks {
			for _, c := range t.Coverage {
				if list := told[c.Post]; len(list) == 0 || list[len(list)-1] != t {
					told[c.Post] = append(list, t)
				}
			}
			programme = append(programme, p.talkDoc(t))
		}
		for _, sp := range first[e] {
			programme = append(programme, p.speakerDoc(sp))
		}
	}
	var posts, pages []searchDoc
	for _, post := range slices.Backward(p.site.Posts) {
		posts = append(posts, p.postDoc(post, told[post], "post"))
	}
	for _, t := range p.site.Pages {
		if out := site.OutputOf(t.Path); out != "404.html" && !t.Draft && !t.Unlisted {
			pages = append(pages, p.postDoc(t, nil, "page"))
		}
	}
	p.search = []*searchSet{
		newSearchSet("posts", postGrain, posts),
		newSearchSet("programme", entryGrain, programme),
		newSearchSet("pages", postGrain, pages),
		newSearchSet("lists", entryGrain, p.monthDocs()),
	}
}
