package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"recap/generator/desk"
	"recap/generator/media"
)

// imagesAsked is what recap images was asked for.
type imagesAsked struct {
	report, credits, write, json bool
}

func imagesCommand(a *app) *cobra.Command {
	var o imagesAsked
	cmd := &cobra.Command{
		Use:   "images",
		Short: "what the site's pictures are, tell and lack",
		Long: `images reads every picture of the site and says what is to do: pictures that cannot
be shown, that nothing shows, or that say nothing to those who cannot see them; and
where a picture's file names its maker, licence, caption or description (EXIF, IPTC,
XMP) and the text does not, the image as it would stand in the text then.

--write puts these into the posts, at their places, with every other byte kept.
--report tells of all pictures, with what their files tell that the published copies
do not. --credits lists whose pictures they are.`,
		Example: "  recap images\n  recap images --write\n  recap images --report --json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o.json = o.json || a.json()
			return a.images(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&o.report, "report", false, "tell of all pictures, and all that is known of them")
	f.BoolVar(&o.credits, "credits", false, "list whose pictures they are")
	f.BoolVar(&o.write, "write", false, "write the proposals that fit into the posts")
	f.BoolVar(&o.json, "json", false, "the same as --format json")
	cmd.MarkFlagsMutuallyExclusive("report", "credits", "write")
	return cmd
}

func (a *app) images(ctx context.Context, o imagesAsked) error {
	d, site, err := a.atDesk(ctx)
	if err != nil {
		return err
	}
	all, err := d.Images()
	if err != nil {
		return err
	}
	if o.write {
		if err := a.writeChanges(site, all.Changes); err != nil {
			return err
		}
	}
	switch {
	case o.json:
		return writeJSON(a.stdout, map[string]any{"pictures": empty(all.Pictures), "written": written(all.Changes, o.write)})
	case a.quiet:
	case o.credits:
		tellCredits(a.stdout, all)
	default:
		tellImages(a.stdout, all, o.report)
		if n := len(all.Changes); n > 0 && o.write {
			fmt.Fprintf(a.stdout, "%s changed\n", plural(n, "file"))
		} else if n > 0 {
			fmt.Fprintf(a.stdout, "recap images --write completes %s\n", plural(n, "file"))
		}
	}
	a.incomplete(d)
	return nil
}

// tellImages says what is to do; of a report, everything.
func tellImages(w io.Writer, all *desk.Images, report bool) {
	unused, blind := 0, 0
	for _, im := range all.Pictures {
		var lines []string
		say := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
		if im.Wrong != "" {
			say("cannot be shown: %s", im.Wrong)
		}
		if report {
			for _, k := range []struct{ name, value string }{
				{"maker", strings.TrimSpace(im.Creator + " " + im.CreatorURL)}, {"credit", im.Credit}, {"copyright", im.Copyright},
				{"licence", media.LicenseName(im.License)}, {"source", im.Source}, {"title", im.Title}, {"caption", im.Caption}, {"description", im.Description},
			} {
				if k.value != "" {
					say("%s: %s", k.name, oneLine(k.value))
				}
			}
			if len(im.Tells) > 0 {
				say("not published: %s", strings.Join(im.Tells, ", "))
			}
		}
		if len(im.Shown) == 0 {
			unused++
			say("nothing shows it")
		}
		for _, s := range im.Shown {
			if s.NoAlt {
				blind++
			}
			switch {
			case s.Propose != "":
				say("%s: %s", s.Place, oneLine(s.Propose))
				if s.Reason != "" {
					say("    by hand: %s", s.Reason)
				}
			case s.NoAlt:
				say("%s: it says nothing to those who cannot see it: ![what it shows](…), in front matter alt: or decorative: true", s.Place)
			case report:
				say("%s", s.Place)
			}
		}
		if len(lines) == 0 {
			continue
		}
		fmt.Fprintln(w, imageLine(im))
		for _, l := range lines {
			fmt.Fprintln(w, "    "+l)
		}
	}
	sum := plural(len(all.Pictures), "picture")
	if unused > 0 {
		sum += fmt.Sprintf(", %d that nothing shows", unused)
	}
	if blind > 0 {
		sum += fmt.Sprintf(", %s without words for it", plural(blind, "place"))
	}
	fmt.Fprintln(w, sum)
}

// imageLine is a picture in one line.
func imageLine(im *desk.Image) string {
	line := im.File
	if im.Width > 0 {
		line += fmt.Sprintf("  %d × %d", im.Width, im.Height)
	}
	if im.Format != "" {
		line += " " + strings.ToUpper(im.Format)
	}
	return fmt.Sprintf("%s, %d KB", line, (im.Size+999)/1000)
}

// tellCredits lists whose pictures they are: as the site says, else as the file.
func tellCredits(w io.Writer, all *desk.Images) {
	said, file, none := 0, 0, 0
	for _, im := range all.Pictures {
		says := ""
		for _, s := range im.Shown {
			if says == "" {
				says = creditWords(s.Says.Creator, s.Says.License, s.Says.CreatorURL, s.Says.Source)
			}
		}
		switch own := creditWords(im.Creator, im.License, im.CreatorURL, im.Source); {
		case says != "":
			said++
			fmt.Fprintf(w, "%s: %s\n", im.File, says)
		case own != "":
			file++
			fmt.Fprintf(w, "%s: %s (says the file; the site does not)\n", im.File, own)
		default:
			none++
		}
	}
	fmt.Fprintf(w, "%s: %d credited, %d credited in the file alone, %d nowhere\n", plural(len(all.Pictures), "picture"), said, file, none)
}

func creditWords(creator, license, url, source string) string {
	var parts []string
	for _, p := range []string{creator, media.LicenseName(license), url, source} {
		if p != "" {
			parts = append(parts, oneLine(p))
		}
	}
	return strings.Join(parts, ", ")
}
