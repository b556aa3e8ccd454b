package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"recap/generator"
	"recap/generator/check"
	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/importer"
	"recap/generator/ledger"
	"recap/generator/links"
	"recap/generator/markdown"
	"recap/generator/plan"
	"recap/generator/publish"
	"recap/generator/render"
	"recap/generator/schedule"
	"recap/generator/serve"
	"recap/generator/site"
	"recap/generator/source"
	"recap/generator/theme"
)

// rooms are the tables of codes, in the order in which a build meets them.
var rooms = [][]diag.Code{
	source.Codes,
	content.Codes,
	markdown.Codes,
	site.Codes,
	theme.Codes,
	plan.Codes,
	ledger.Codes,
	render.Codes,
	check.Codes,
	links.Codes,
	generator.Codes,
	importer.Codes,
	serve.Codes,
	schedule.Codes,
	publish.Codes,
}

// codes are all codes by name. A code that two rooms say stands here once, with
// the first room's text.
func codes() []diag.Code {
	all := slices.Concat(rooms...)
	slices.SortStableFunc(all, func(a, b diag.Code) int { return strings.Compare(a.Name, b.Name) })
	return slices.CompactFunc(all, func(a, b diag.Code) bool { return a.Name == b.Name })
}

func explainCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "explain [code]",
		Short:   "say what a message means and how to mend it",
		Long:    "explain says more about the code that stands in brackets after a message. Without\na code it lists all codes.",
		Example: "  recap explain event-unknown",
		Args:    upTo(1, "one code"),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return codeNames(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.listCodes()
			}
			return a.explain(strings.Trim(args[0], "[]"))
		},
	}
}

func codeNames() (names []string) {
	for _, c := range codes() {
		names = append(names, c.Name)
	}
	return names
}

// code is a diag.Code for machines.
type code struct {
	Name     string `json:"code"`
	Severity string `json:"severity"`
	Text     string `json:"text"`
}

func (a *app) explain(name string) error {
	for _, c := range codes() {
		if c.Name != name {
			continue
		}
		if a.json() {
			return writeJSON(a.stdout, code{c.Name, c.Severity.String(), c.Text})
		}
		_, err := fmt.Fprintf(a.stdout, "%s (%s)\n\n%s\n", c.Name, c.Severity, wrap(c.Text, 80))
		return err
	}
	return use(meant(name, codeNames(), "recap explain lists all codes"), "there is no code %q", name)
}

func (a *app) listCodes() error {
	if a.json() {
		out := []code{}
		for _, c := range codes() {
			out = append(out, code{c.Name, c.Severity.String(), c.Text})
		}
		return writeJSON(a.stdout, out)
	}
	var rows [][]string
	for _, c := range codes() {
		first, _, _ := strings.Cut(strings.Join(strings.Fields(c.Text), " "), ". ")
		if r := []rune(first); len(r) > 80 {
			first = string(r[:79]) + "…"
		}
		rows = append(rows, []string{c.Name, c.Severity.String(), strings.TrimSuffix(first, ".")})
	}
	return a.table(rows)
}

// wrap breaks paragraphs into lines of at most width characters. Indented lines,
// which are examples, stay as they are.
func wrap(text string, width int) string {
	var b strings.Builder
	for i, para := range strings.Split(strings.Trim(text, "\n"), "\n\n") {
		if i > 0 {
			b.WriteString("\n\n")
		}
		if strings.HasPrefix(para, "    ") || strings.HasPrefix(para, "\t") {
			b.WriteString(para)
			continue
		}
		column := 0
		for _, word := range strings.Fields(para) {
			n := len([]rune(word))
			switch {
			case column == 0:
			case column+1+n > width:
				b.WriteByte('\n')
				column = 0
			default:
				b.WriteByte(' ')
				column++
			}
			b.WriteString(word)
			column += n
		}
	}
	return b.String()
}
