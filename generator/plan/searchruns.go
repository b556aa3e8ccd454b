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
// over what was made of the same documents before, by the plan before it or by
// another process, and patches what was made of nearly the same.
type madeRun struct {
	docs  []digest.Sum // by document
	parts []runPart    // by prefix
	err   error        // a source changed meanwhile
}

// runPart is a file of an index. data is nil while it lies in memory's files.
type runPart struct {
	prefix string
	sum    digest.Sum
	data   []byte
}

func (p runPart) file() string { return search.Part{Prefix: p.prefix}.FileName() }

func newSearchSet(name string, grain int, docs []searchDoc) *searchSet {
	s := &searchSet{name: name}
	cuts := search.Cut(len(docs), grain)
	for i := range len(cuts) - 1 {
		from, to := cuts[i], cuts[i+1]
		s.runs = append(s.runs, &searchRun{set: name, dir: search.RunDir(from, to, grain), from: from, docs: docs[from:to]})
	}
	return s
}

func (r *searchRun) name() string { return r.set + "/" + r.dir }

func (r *searchRun) path(part runPart) string {
	return searchDir + r.name() + "/" + part.file()
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

// keys name all that the index of a run is made of.
func (r *searchRun) keys() []digest.Sum {
	out := make([]digest.Sum, len(r.docs))
	for i := range r.docs {
		out[i] = r.docs[i].key()
	}
	return out
}

// indexRuns makes the indexes of all runs of what was made before.
func (p *planner) indexRuns(before *searchShelf) {
	var runs []*searchRun
	for _, s := range p.search {
		runs = append(runs, s.runs...)
	}
	keys := make([][]digest.Sum, len(runs))
	par.Each(len(runs), func(i int) { keys[i] = runs[i].keys() })
	par.Each(len(runs), func(i int) { runs[i].made = runs[i].madeFrom(before.run(runs[i].name()), keys[i], before) })
	before.keep(runs)
}

// fewChanged is how many documents of a run may be other ones for it to be patched.
const fewChanged = 16

// madeFrom is the index of a run, of what it was before if that is of use; old is nil
// for none. keys are of its documents.
func (r *searchRun) madeFrom(old *madeRun, keys []digest.Sum, kept *searchShelf) *madeRun {
	if old == nil || old.err != nil {
		return r.make(keys)
	}
	if slices.Equal(old.docs, keys) {
		return old
	}
	var changed []int
	for i, k := range keys {
		if i >= len(old.docs) || old.docs[i] != k {
			changed = append(changed, i)
		}
	}
	if len(changed) > fewChanged || 2*len(changed) > len(keys) {
		return r.make(keys)
	}
	parts := make([]search.Part, len(old.parts))
	for i, part := range old.parts {
		data, ok := kept.text(part)
		if !ok {
			return r.make(keys)
		}
		parts[i] = search.Part{Prefix: part.prefix, Text: data}
	}
	parts, err := search.Patch(parts, len(keys), changed, func(run *search.Run, i int) error { return r.docs[i].into(run) })
	if err != nil {
		return r.make(keys) // which meets the error, if it was not the old parts'
	}
	return indexOf(keys, parts)
}

// make makes the index of a run of all its documents.
func (r *searchRun) make(keys []digest.Sum) *madeRun {
	run := search.NewRun()
	for i := range r.docs {
		if err := r.docs[i].into(run); err != nil {
			return &madeRun{docs: keys, parts: []runPart{{}}, err: err}
		}
	}
	return indexOf(keys, run.Parts())
}

func indexOf(keys []digest.Sum, parts []search.Part) *madeRun {
	m := &madeRun{docs: keys}
	for _, part := range parts {
		m.parts = append(m.parts, runPart{part.Prefix, digest.Bytes(part.Text), part.Text})
	}
	return m
}

// view is a file of the run's index. One that lies in memory's files and is gone
// from there is made anew; where a source changed meanwhile the only file is that
// error, which the build meets when it asks for the file.
func (r *searchRun) view(i int, kept *searchShelf) view.SearchFile {
	made, part := r.made, r.made.parts[i]
	return view.SearchFile{Key: part.sum, Make: func() ([]byte, error) {
		if made.err != nil {
			return nil, made.err
		}
		if data, ok := kept.text(part); ok {
			return data, nil
		}
		again := r.make(made.docs)
		if again.err != nil {
			return nil, again.err
		}
		return again.parts[i].data, nil
	}}
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
			fresh := r.again(is, p.indexed)
			if fresh == nil {
				continue
			}
			next.runs[j] = fresh
			if len(fresh.made.parts) != len(r.made.parts) {
				return false
			}
			for k, part := range fresh.made.parts {
				was := r.made.parts[k]
				if was.prefix != part.prefix {
					return false
				}
				if was.sum != part.sum {
					exchange(r.path(part), fresh.view(k, p.indexed))
				}
			}
		}
	}
	return true
}

// again is the run with other texts, nil when it has none of them.
func (r *searchRun) again(is map[string]*site.Post, kept *searchShelf) *searchRun {
	var next *searchRun
	var keys []digest.Sum
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
			keys = slices.Clone(r.made.docs)
		}
		next.docs[i].post = post
		keys[i] = next.docs[i].key()
	}
	if next != nil {
		next.made = next.madeFrom(r.made, keys, kept)
	}
	return next
}
