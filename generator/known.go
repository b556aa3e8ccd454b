package generator

import (
	"maps"
	"slices"
	"time"

	"recap/generator/diag"
	"recap/generator/digest"
	"recap/generator/memory"
	"recap/generator/output"
	"recap/generator/source"
)

// A whole build is remembered like any page of it. Its key holds every input: the
// program (which the memory is versioned by), the options, every source file with
// its path and sum, what was said of files that are no sources, the moment (as the
// span in which nothing begins or ends), the rules of the time zones in use, the
// programs that make pictures; and what it left behind, the output's manifest and
// what is known of each file there. Where all of that is as it was, so is the
// result, complaints included, and no page is looked at but by its stat.

// known is the newest whole build into one output folder.
type known struct {
	Inputs      digest.Sum
	From, Until time.Time // Options.Now of builds with the same answers; a zero Until is for ever
	Zones       map[string]digest.Sum
	Tools       map[string]string // programs by name, with their identities
	Output      digest.Sum

	Diagnostics          diag.List
	Posts, Pages, Events int
	Held                 []Held
	Kept                 int
}

// slot is where it is remembered.
func (g *Generator) slot() *memory.Slot { return g.memory.Slot(memory.Builds, g.opts.Out) }

// inputs names what the build depends on, but for the moment, zones and programs.
func (r *run) inputs() digest.Sum {
	o := r.g.opts
	h := digest.New()
	for _, b := range []bool{o.Drafts, o.Future, o.Strict, o.KeepGoing} {
		h.Bool(b)
	}
	for _, f := range r.tree.Files() {
		h.String(f.Path)
		h.Sum(f.Sum)
	}
	h.Value(r.said)
	return h.Done()
}

// stands reports whether the newest build was this one and its output is as it
// was left. The result is then that build's.
func (r *run) stands() bool {
	o := r.g.opts
	if r.err != nil || o.Verify {
		return false
	}
	r.key = r.inputs()
	data, ok := r.g.slot().Load()
	if !ok {
		return false
	}
	var k known
	if memory.Decode(data, &k) != nil || o.Now.Before(k.From) || !k.Until.IsZero() && !o.Now.Before(k.Until) || k.Inputs != r.key {
		return false
	}
	for name, sum := range k.Zones {
		if zoneSum(name) != sum {
			return false
		}
	}
	for name, was := range k.Tools {
		if id, err := r.g.sizes.tool(name); err != nil || id != was {
			return false
		}
	}
	out, err := output.Open(output.Options{Dir: o.Out, Pages: r.g.memory.Slot(memory.Pages, o.Out)})
	if err != nil {
		return false // the build that follows says why
	}
	defer out.Abort()
	if state, ok := out.State(); !ok || state != k.Output || !out.Untouched() {
		return false
	}
	r.said, r.result.Held = k.Diagnostics, k.Held
	r.result.Posts, r.result.Pages, r.result.Events, r.result.Kept = k.Posts, k.Pages, k.Events, k.Kept
	r.result.Linked = r.tree.Linked()
	r.did("output", nil, nil)
	r.old = true
	return true
}

// learn remembers a build that went through, and the stats of its sources.
func (r *run) learn() {
	g := r.g
	if r.err != nil || r.old || r.site == nil {
		return
	}
	g.memory.Slot(memory.Stats, "sources").Store(memory.Encode(r.tree.Stats()))
	if r.out == nil || r.said.HasErrors() || g.opts.Verify {
		return
	}
	state, ok := r.out.State()
	if !ok {
		return
	}
	k := known{Inputs: r.key, Output: state, Zones: map[string]digest.Sum{}, Tools: g.sizes.asked(), Diagnostics: r.said,
		Posts: r.result.Posts, Pages: r.result.Pages, Events: r.result.Events, Held: r.result.Held, Kept: r.result.Kept + len(r.result.Written)}
	k.From, k.Until = r.site.Now.Span()
	k.Zones[r.site.Config.Timezone.Text] = zoneSum(r.site.Config.Timezone.Text)
	for _, e := range r.site.Events {
		if name := e.Timezone.Text; k.Zones[name].IsZero() {
			k.Zones[name] = zoneSum(name)
		}
	}
	g.slot().Store(memory.Encode(k))
}

// zoneSum names the rules of a time zone: what its clocks show every week for a
// century. They come from the system, which changes them under us.
func zoneSum(name string) digest.Sum {
	h := digest.New()
	zone, err := time.LoadLocation(name)
	if err != nil {
		return h.Done()
	}
	last := -1 << 31
	for at := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() < 2070; at = at.AddDate(0, 0, 7) {
		if abbr, off := at.In(zone).Zone(); off != last {
			last = off
			h.Int(int(at.Unix()))
			h.Int(off)
			h.String(abbr)
		}
	}
	return h.Done()
}

// remembered is the memo of stats for source.Options.Known, read once.
func (g *Generator) remembered() func(string, source.Stat) (digest.Sum, bool) {
	var list []source.Known
	data, ok := g.memory.Slot(memory.Stats, "sources").Load()
	if !ok || memory.Decode(data, &list) != nil {
		return nil
	}
	return func(path string, st source.Stat) (digest.Sum, bool) {
		i, ok := slices.BinarySearchFunc(list, path, func(k source.Known, p string) int {
			switch {
			case k.Path < p:
				return -1
			case k.Path > p:
				return 1
			}
			return 0
		})
		if !ok || list[i].Stat != st {
			return digest.Sum{}, false
		}
		return list[i].Sum, true
	}
}

// asked are the programs that were asked for and found.
func (s *sizes) asked() map[string]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.tools)
}
