package main

import (
	"fmt"
	"strings"

	"recap/generator"
	"recap/generator/diag"
	"recap/generator/serve"
)

// briefed is a plan with what its writer wants to know of each page.
type briefed struct {
	*generator.Preview
	list     diag.List
	finished bool // drafts are held back here too
}

// longest is how many lines a list of the strip has.
const longest = 30

// Brief implements serve.Briefer.
func (b *briefed) Brief(path string) serve.Brief {
	info, _ := b.Info(path)
	out := serve.Brief{Lead: lead(info)}
	complaints := b.complaints(info)
	label := []string{info.State}
	if info.State == generator.StatePublished || info.State == "" {
		label = nil
	}
	if n := len(complaints.Lines) + complaints.More; n > 0 {
		label = append(label, plural(n, "remark"))
	}
	out.Label = strings.Join(label, ", ")
	out.Groups = append(out.Groups, complaints)
	for _, e := range info.Events {
		out.Groups = append(out.Groups, openTalks(e))
	}
	out.Groups = append(out.Groups, b.waiting()...)
	return out
}

// lead is what becomes of a page, and when.
func lead(info generator.PageInfo) string {
	switch info.State {
	case generator.StateDraft:
		return "A draft: readers do not see it before “draft: true” is taken out of " + info.Source + "."
	case generator.StateFuture:
		return "Appears with the first build after " + info.Date.Format("2 January 2006, 15:04 -07:00") + "; readers do not see it before."
	case generator.StateUnlisted:
		return "Unlisted: published at a secret address, in no list and no feed."
	case generator.StatePublished:
		if info.Date.IsZero() {
			return "Readers see it; it has no date. It is made of " + info.Source + "."
		}
		return "Readers see it, dated " + info.Date.Format("2 January 2006") + ". It is made of " + info.Source + "."
	}
	if info.Source != "" {
		return "Made of " + info.Source + "."
	}
	return "Made by recap of many files."
}

// complaints are what was said of the file that a page is made of.
func (b *briefed) complaints(info generator.PageInfo) serve.Group {
	g := serve.Group{Title: "Remarks"}
	for _, d := range b.list {
		if info.Source == "" || d.Pos.File != info.Source {
			continue
		}
		text := d.Severity.String() + ": " + d.Message
		if d.Hint != "" {
			text += " (" + d.Hint + ")"
		}
		add(&g, serve.Line{Text: text, Detail: diag.Where(d.Pos, b.Text) + " " + d.Code})
	}
	return g
}

// openTalks are the talks of an event that nobody has looked up.
func openTalks(e generator.PageEvent) serve.Group {
	g := serve.Group{Title: "Not looked up yet: " + e.Name}
	for _, t := range e.Open {
		what := "video"
		switch {
		case t.Video && t.Slides:
			what = "video and slides"
		case t.Slides:
			what = "slides"
		}
		add(&g, serve.Line{Text: t.Title, Detail: what})
	}
	return g
}

// waiting are the texts readers do not see yet: those one can jump to, and those
// this preview holds back as well.
func (b *briefed) waiting() []serve.Group {
	drafts, held := serve.Group{Title: "Drafts and posts to come"}, serve.Group{Title: "Held back"}
	for _, w := range b.Waiting() {
		detail := w.State
		if !w.Until.IsZero() {
			detail = "appears " + w.Until.Format("2 January 2006, 15:04")
		}
		line := serve.Line{Text: w.Title, URL: w.URL, Detail: detail}
		if w.URL != "" {
			add(&drafts, line)
			continue
		}
		line.Detail = fmt.Sprintf("%s, %s", detail, w.File)
		add(&held, line)
	}
	return []serve.Group{drafts, held}
}

func add(g *serve.Group, l serve.Line) {
	if len(g.Lines) == longest {
		g.More++
		return
	}
	g.Lines = append(g.Lines, l)
}
