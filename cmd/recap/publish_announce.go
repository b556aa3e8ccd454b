package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"recap/generator"
	"recap/generator/content"
	"recap/generator/desk"
	"recap/generator/publish"
	"recap/generator/site"
)

// postsAt are the posts whose pages are among the paths, newest first.
func postsAt(s *site.Site, paths []string) (list []*site.Post) {
	at := map[string]bool{}
	for _, p := range paths {
		at[p] = true
	}
	for _, p := range s.Posts {
		if at[site.OutputOf(p.Path)] {
			list = append(list, p)
		}
	}
	return list
}

// announce prints a text for each service about each new post, or, when there is
// none, about the newest. Nothing is sent.
func (a *app) announce(s *site.Site, posts []*site.Post, services []string) error {
	if len(posts) == 0 && len(s.Posts) > 0 {
		posts = s.Posts[:1]
	}
	for _, p := range posts {
		n := publish.Note{Title: p.Title, Lead: p.Summary, URL: s.Abs(p.URL)}
		for _, e := range p.Events {
			n.Tags = append(n.Tags, e.Hashtag)
		}
		for _, t := range p.Tags[:min(3, len(p.Tags))] {
			n.Tags = append(n.Tags, t.NameIn(p.Lang))
		}
		for _, name := range services {
			text, err := publish.Announcement(name, n)
			if err != nil {
				return err
			}
			fmt.Fprintf(a.stdout, "\n--- %s\n%s\n", name, strings.TrimRight(text, "\n"))
		}
	}
	return nil
}

// syndicationFile is where it stands who was told of what.
const syndicationFile = "content/syndication.yaml"

// ping tells the pages that new and changed posts link to, each once, and the hub
// of the feeds. What goes wrong there is told, and is no fault of the publication.
func (a *app) ping(ctx context.Context, dir string, at *generator.Addresses, diff *publish.Difference) error {
	p := a.pinger()
	changed := slices.Concat(diff.Added, diff.Changed)
	was := at.Text(syndicationFile)
	told, list := content.Mentions(syndicationFile, was)
	if list.HasErrors() {
		a.tell(list, at.Text)
		return &exit{exitProblems, "nobody was told: " + syndicationFile + " has errors", "the site itself is published"}
	}
	now := was
	for _, post := range postsAt(at.Site, changed) {
		for _, target := range post.Facts.Sources {
			if slices.Contains(told[post.URL], target) || strings.HasPrefix(target, at.Site.Abs(at.Site.Home)) {
				continue
			}
			told[post.URL] = append(told[post.URL], target)
			switch err := p.Mention(ctx, at.Site.Abs(post.URL), target); {
			case ctx.Err() != nil:
				return ctx.Err()
			case errors.Is(err, publish.ErrNoEndpoint):
				continue
			case err != nil:
				a.note("%s was not told: %v", target, err)
				continue
			}
			next, err := content.EditYAML(syndicationFile, now, content.YAMLEdit{Path: []string{"webmentions", post.URL}, Value: target, Add: true})
			if err != nil {
				return err
			}
			now = next
			if !a.quiet {
				fmt.Fprintf(a.stdout, "told %s of %s\n", target, post.URL)
			}
		}
	}
	if string(now) != string(was) {
		if err := a.writeChanges(dir, []desk.Change{{File: syndicationFile, Old: was, New: now}}); err != nil {
			return err
		}
	}
	hub := at.Site.Config.Standards.WebSub.Text
	if hub == "" {
		return nil
	}
	for _, path := range changed {
		if at.Kinds[path] != "feed" {
			continue
		}
		feed := at.Site.Abs(at.Site.URLOf(path))
		if err := p.Publish(ctx, hub, feed); err != nil {
			a.note("the hub was not told: %v", err)
			return nil // it would answer the next one the same
		}
		if !a.quiet {
			fmt.Fprintf(a.stdout, "told %s of %s\n", hub, feed)
		}
	}
	return nil
}

// note says what is worth knowing and stops nothing.
func (a *app) note(format string, args ...any) {
	fmt.Fprintf(a.stderr, "%s %s\n", a.paint().hint("note:"), fmt.Sprintf(format, args...))
}
