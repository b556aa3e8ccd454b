package plan

import (
	"bytes"

	"recap/generator/digest"
	"recap/generator/memory"
)

// searchShelf is where the indexes of earlier plans are found: those of the plan
// before, or those that an earlier process left in memory. Of these only sums are
// read at once; a text is when its run is patched, or its file is missing.
type searchShelf struct {
	runs map[string]*madeRun // by name
	mem  *memory.Memory
	slot *memory.Slot
	was  []byte // what the slot held
}

// keptRun is a run as the slot holds it.
type keptRun struct {
	Docs  []digest.Sum
	Parts []keptPart
}

type keptPart struct {
	Prefix string
	Sum    digest.Sum
}

// searchShelf is what is known of runs: prev's, and mem's when there is no prev.
func (pl *Plan) searchShelf(mem *memory.Memory) *searchShelf {
	s := &searchShelf{runs: map[string]*madeRun{}, mem: mem, slot: mem.Slot(memory.Search, "runs")}
	data, ok := s.slot.Load()
	if ok {
		s.was = data
	}
	if pl != nil {
		for _, set := range pl.planner.search {
			for _, r := range set.runs {
				s.runs[r.name()] = r.made
			}
		}
		return s
	}
	kept := map[string]keptRun{}
	if !ok || memory.Decode(data, &kept) != nil {
		return s
	}
	for name, k := range kept {
		m := &madeRun{docs: k.Docs}
		for _, p := range k.Parts {
			m.parts = append(m.parts, runPart{prefix: p.Prefix, sum: p.Sum})
		}
		s.runs[name] = m
	}
	return s
}

func (s *searchShelf) run(name string) *madeRun { return s.runs[name] }

// text is the content of a file of an index.
func (s *searchShelf) text(p runPart) ([]byte, bool) {
	if p.data != nil {
		return p.data, true
	}
	return s.mem.Get(memory.Search, p.sum)
}

// keep leaves indexes in memory for the next process, and lets go of the older
// ones here.
func (s *searchShelf) keep(runs []*searchRun) {
	s.runs = nil
	kept := make(map[string]keptRun, len(runs))
	for _, r := range runs {
		if r.made.err != nil {
			continue
		}
		k := keptRun{Docs: r.made.docs}
		for _, p := range r.made.parts {
			k.Parts = append(k.Parts, keptPart{p.prefix, p.sum})
			if !s.mem.Touch(memory.Search, p.sum) && p.data != nil {
				s.mem.Put(memory.Search, p.sum, p.data)
			}
		}
		kept[r.name()] = k
	}
	if data := memory.Encode(kept); !bytes.Equal(data, s.was) {
		s.slot.Store(data)
	}
	s.was = nil
}
