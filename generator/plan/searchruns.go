package plan

import (
	"fmt"
	"slices"

	"recap/generator/digest"
	"recap/generator/par"
	"recap/generator/search"
	"recap/generator/site"
	"recap/generator/view"
)

// searchSet is what can be found of one sort, from the oldest, in runs.
type searchSet struct {
	name string
	runs []*searchRun
}

// searchRun is a stretch of a set, with an index of its own.
type searchRun struct {
	set  string
	dir  string // below the set's: "0-4096"
	from int
	docs []searchDoc
	made *madeRun
}

// madeRun is the index of a run. The documents decide it alone, so a plan takes
// over what the plan before it made of the same documents.
type madeRun struct {
	key   digest.Sum
	parts []runPart // by prefix
}

type runPart struct {
	prefix, file string
	view         view.SearchFile
}

func newSearchSet(name string, grain int, docs []searchDoc) *searchSet {
	s := &searchSet{name: name}
	cuts := search.Cut(len(docs), grain)
	for i := range len(cuts) - 1 {
		from, to := cuts[i], cuts[i+1]
		s.runs = append(s.runs, &searchRun{set: name, dir: search.RunDir(from, to, grain), from: from, docs: docs[from:to]})
	}
	return s
}

func (r *searchRun) path(part runPart) string {
	return searchDir + r.set + "/" + r.dir + "/" + part.file
}

// docs are all documents of a set.
func (s *searchSet) docs() []searchDoc {
	var out []searchDoc
	for _, r := range s.runs {
		out = append(out, r.docs...)
	}
	return out
}

func docsPath(set string, n int) string {
	return fmt.Sprintf("%s%s/docs/%d.json", searchDir, set, n)
}

// key names all that the index of a run is made of.
func (r *searchRun) key() digest.Sum {
	h := digest.New()
	for i := range r.docs {
		h.Sum(r.docs[i].key())
	}
	return h.Done()
}

// index makes the indexes of all runs, those apart that were made before.
func (p *planner) indexRuns(before map[digest.Sum]*madeRun) {
	var runs, missing []*searchRun
	for _, s := range p.search {
		runs = append(runs, s.runs...)
	}
	keys := make([]digest.Sum, len(runs))
	par.Each(len(runs), func(i int) { keys[i] = runs[i].key() })
	for i, r := range runs {
		if r.made = before[keys[i]]; r.made == nil {
			r.made = &madeRun{key: keys[i]}
			missing = append(missing, r)
		}
	}
	par.Each(len(missing), func(i int) { missing[i].make() })
}

// make makes the index of a run. Where a source changed meanwhile its only file
// is that error, which the build meets when it asks for the file.
func (r *searchRun) make() {
	run := search.NewRun()
	for i := range r.docs {
		if err := r.docs[i].into(run); err != nil {
			r.made.parts = []runPart{{file: search.Part{}.FileName(), view: view.SearchFile{
				Key: r.made.key, Make: func() ([]byte, error) { return nil, err },
			}}}
			return
		}
	}
	for _, part := range run.Parts() {
		r.made.parts = append(r.made.parts, runPart{part.Prefix, part.FileName(), indexFile(part.Text, nil)})
	}
}

// madeRuns are the indexes a plan has, by key.
func (pl *Plan) madeRuns() map[digest.Sum]*madeRun {
	if pl == nil {
		return nil
	}
	out := map[digest.Sum]*madeRun{}
	for _, s := range pl.planner.search {
		for _, r := range s.runs {
			out[r.made.key] = r.made
		}
	}
	return out
}

// searchAgain has the index know other texts of some posts, whose facts are what
// they were: their runs are made anew, and what differs of their files is
// exchanged. ok is false when there are other files than before.
func (p *planner) searchAgain(changed []site.Exchange, exchange func(path string, v view.Page)) (ok bool) {
	if len(p.search) == 0 {
		return true
	}
	is := map[string]*site.Post{}
	for _, x := range changed {
		is[x.Is.File.Path] = x.Is
	}
	p.search = slices.Clone(p.search)
	for i, s := range p.search {
		next := &searchSet{name: s.name, runs: slices.Clone(s.runs)}
		p.search[i] = next
		for j, r := range s.runs {
			fresh := r.again(is)
			if fresh == nil {
				continue
			}
			next.runs[j] = fresh
			if len(fresh.made.parts) != len(r.made.parts) {
				return false
			}
			for k, part := range fresh.made.parts {
				was := r.made.parts[k]
				if was.file != part.file {
					return false
				}
				if was.view.Key != part.view.Key {
					exchange(r.path(part), part.view)
				}
			}
		}
	}
	return true
}

// again is the run with other texts, nil when it has none of them.
func (r *searchRun) again(is map[string]*site.Post) *searchRun {
	var next *searchRun
	for i := range r.docs {
		if r.docs[i].post == nil {
			continue
		}
		post := is[r.docs[i].post.File.Path]
		if post == nil {
			continue
		}
		if next == nil {
			next = &searchRun{set: r.set, dir: r.dir, from: r.from, docs: slices.Clone(r.docs)}
		}
		next.docs[i].post = post
	}
	if next != nil {
		next.made = &madeRun{key: next.key()}
		next.make()
	}
	return next
}
