package search

import "slices"

// Patch is the index of a run of which some documents changed: what NewRun, told
// of all of them, would give. parts is the index as it was, changed numbers the
// documents that are other ones now or new, docs is how many the run has, and
// tell describes one of the changed: it calls Next once, and Add and Mark.
//
// It reads every posting and no text: for a run of four thousand posts a
// twentieth of the work of making it. The errors are tell's, and that parts are
// no index.
func Patch(parts []Part, docs int, changed []int, tell func(r *Run, doc int) error) ([]Part, error) {
	fresh := NewRun()
	for _, d := range changed {
		fresh.doc = int32(d) - 1
		if err := tell(fresh, d); err != nil {
			return nil, err
		}
	}
	for _, p := range fresh.lists {
		p.settle()
	}
	stale := func(p Posting) bool { return p.Doc >= docs || slices.Contains(changed, p.Doc) }
	out := &Run{lists: map[string]*postings{}}
	for _, part := range parts {
		entries, err := readPart(part.Text)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			now := fresh.lists[e.term]
			delete(fresh.lists, e.term)
			was, err := decode(e.list)
			if err != nil {
				return nil, err
			}
			if now == nil && !slices.ContainsFunc(was, stale) {
				out.lists[e.term] = &postings{text: []byte(e.list), doc: -1}
				continue
			}
			all := slices.DeleteFunc(was, stale)
			if now != nil {
				more, err := decode(string(now.text))
				if err != nil {
					return nil, err
				}
				all = append(all, more...)
				slices.SortFunc(all, func(a, b Posting) int { return a.Doc - b.Doc })
			}
			if len(all) > 0 {
				out.lists[e.term] = posted(all)
			}
		}
	}
	for term, p := range fresh.lists {
		out.lists[term] = p
	}
	return out.Parts(), nil
}

// posted are postings as text.
func posted(all []Posting) *postings {
	p := &postings{doc: -1, prev: -1, last: Once}
	for _, x := range all {
		p.write(int32(x.Doc), x.Known)
	}
	return p
}
