package check

import (
	"context"
	"slices"
	"strings"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/par"
	"recap/generator/plan"
	"recap/generator/site"
	"recap/generator/source"
)

// Input is what checks look at.
type Input struct {
	Site *site.Site // what is published
	Set  *content.Set
	Tree *source.Tree
	Plan *plan.Plan
	Said diag.List // what a build says of it

	// Bytes makes an output file; its error may be a *diag.Fault. nil leaves the
	// output unread. It is called from several goroutines.
	Bytes func(plan.Page) ([]byte, error)

	Only  []string // codes and families; none for all
	Codes []string // all codes there are, for what ignores them
}

// Report is what was found.
type Report struct {
	Diagnostics diag.List // sorted
	Ignored     int       // that somebody asked not to be told
	Texts       int       // posts and pages that were read
	Pages       int       // output files that were read
}

// check is one row of the table.
type check struct {
	code     string
	severity diag.Severity
	langs    string // "en de": the languages whose words it knows; "" for any
	text     string // what explain says

	// A post's text, or the files of a site as a txtar archive. fires makes it
	// speak once, cure is fires mended, near looks alike and is right.
	fires, cure, near string

	sure bool // its fix is certain: made without asking for the code

	words func(*reading) diag.List // of one post or page
	site  func(*world) diag.List   // of the records
	page  func(*page) diag.List    // of one output file
}

// table is all checks, by family.
var table = slices.Concat(textChecks, proseChecks, headingChecks, linkChecks, imageChecks, tagChecks, eventChecks, talkChecks, speakerChecks, postChecks, settingsChecks, outputChecks)

// world is the site as checks of records see it.
type world struct {
	*Input
	texts    []*reading // posts and pages, by file
	referred map[string]bool
}

// reading is one text as checks of words see it.
type reading struct {
	*world
	post  *site.Post
	src   []byte
	parts []markdown.Part
}

// file is the place of the text as a whole.
func (r *reading) file() diag.Pos { return diag.Whole(r.post.File.Path) }

// lang is the language of a part, without region: "de".
func (r *reading) lang(p *markdown.Part) string {
	if p != nil && p.Lang != "" {
		return base(p.Lang)
	}
	return base(r.post.Lang)
}

func base(lang string) string {
	b, _, _ := strings.Cut(strings.ToLower(lang), "-")
	return b
}

// found is a finding before its code and severity are set by its row.
func found(pos diag.Pos, format string, args ...any) diag.Diagnostic {
	return diag.Hintf("", pos, format, args...)
}

// rowed gives findings the code and severity of their row.
func (c *check) rowed(list diag.List) diag.List {
	for i := range list {
		list[i].Code, list[i].Severity = c.code, c.severity
	}
	return list
}

// Run looks a site through. The error is the machine's.
func Run(ctx context.Context, in Input) (*Report, error) {
	rows := slices.DeleteFunc(slices.Clone(table), func(c check) bool { return !wanted(in.Only, c.code) })
	w := &world{Input: &in}
	posts := slices.Concat(in.Site.Posts, in.Site.Hidden, in.Site.Pages)
	slices.SortFunc(posts, func(a, b *site.Post) int { return strings.Compare(a.File.Path, b.File.Path) })
	w.texts = make([]*reading, len(posts))
	said := make([]diag.List, len(posts))
	err := par.EachErr(ctx, len(posts), func(i int) error {
		src, err := posts[i].File.Bytes()
		if err != nil {
			return err
		}
		r := &reading{world: w, post: posts[i], src: src, parts: markdown.Parts(posts[i].File.Path, src, posts[i].From)}
		w.texts[i] = r
		for k := range rows {
			if rows[k].words != nil {
				said[i].Add(rows[k].rowed(rows[k].words(r))...)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	rep := &Report{Texts: len(posts)}
	all := raised(in.Said)
	for _, l := range said {
		all.Add(l...)
	}
	pages, n, err := w.readOutput(ctx, rows)
	if err != nil {
		return nil, err
	}
	rep.Pages = n
	all.Add(pages...)
	for k := range rows {
		if rows[k].site != nil {
			all.Add(rows[k].rowed(rows[k].site(w))...)
		}
	}
	all, rep.Ignored = w.ignore(all.Sorted())
	all = slices.DeleteFunc(all, func(d diag.Diagnostic) bool { return !wanted(in.Only, d.Code) })
	rep.Diagnostics = all.Sorted()
	return rep, nil
}

// wanted reports whether a code is among those asked for, by itself or by its
// family.
func wanted(only []string, code string) bool {
	if len(only) == 0 {
		return true
	}
	family, _, _ := strings.Cut(code, "-")
	return slices.Contains(only, code) || slices.Contains(only, family)
}

// raisedFamilies are the families whose warnings are errors before a site goes
// out: links and anchors, pictures, and what is wrong in a text.
var raisedFamilies = []string{"link", "line", "image", "picture", "text", "heading", "footnote", "container", "callout", "code"}

// raised are a build's diagnostics with the severities that they have here.
func raised(list diag.List) diag.List {
	out := slices.Clone(list)
	for i := range out {
		family, _, _ := strings.Cut(out[i].Code, "-")
		if out[i].Severity == diag.Warning && (slices.Contains(raisedFamilies, family) || out[i].Code == "post-undated") {
			out[i].Severity = diag.Error
		}
	}
	return out
}
