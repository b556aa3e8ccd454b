package diag

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strings"
	"unicode/utf16"
)

// The shapes of SARIF 2.1.0 (OASIS Standard, 2020), as much of it as is said here.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool struct {
			Driver sarifDriver `json:"driver"`
		} `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifRule struct {
		ID                   string       `json:"id"`
		ShortDescription     sarifText    `json:"shortDescription"`
		FullDescription      sarifText    `json:"fullDescription"`
		Help                 sarifText    `json:"help"`
		DefaultConfiguration sarifDefault `json:"defaultConfiguration"`
	}
	sarifDefault struct {
		Level string `json:"level"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
		Related   []sarifLocation `json:"relatedLocations,omitempty"`
		Fixes     []sarifFix      `json:"fixes,omitempty"`
	}
	sarifLocation struct {
		PhysicalLocation *sarifPhysical `json:"physicalLocation,omitempty"`
		Message          *sarifText     `json:"message,omitempty"`
	}
	sarifPhysical struct {
		ArtifactLocation sarifArtifact `json:"artifactLocation"`
		Region           *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"`
	}
	sarifFix struct {
		Changes []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		ArtifactLocation sarifArtifact      `json:"artifactLocation"`
		Replacements     []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		DeletedRegion   sarifRegion `json:"deletedRegion"`
		InsertedContent sarifText   `json:"insertedContent"`
	}
)

// sarifLevels are our severities in SARIF's words.
var sarifLevels = map[Severity]string{Error: "error", Warning: "warning", Hint: "note"}

// SARIF writes the list as a log of SARIF 2.1.0, which code hosts and editors read:
// one run, a rule for each code that is said, columns in UTF-16 as the standard
// counts them unless told otherwise.
func SARIF(w io.Writer, l List, text Text, codes []Code, version string) error {
	var run sarifRun
	run.Tool.Driver = sarifDriver{Name: "recap", Version: version, Rules: []sarifRule{}}
	run.ColumnKind = "utf16CodeUnits"
	run.Results = []sarifResult{}
	rules := map[string]int{}
	rule := func(d Diagnostic) int {
		if i, ok := rules[d.Code]; ok {
			return i
		}
		r := sarifRule{ID: d.Code, ShortDescription: sarifText{d.Code}, FullDescription: sarifText{d.Code}, Help: sarifText{d.Code}, DefaultConfiguration: sarifDefault{sarifLevels[d.Severity]}}
		for _, c := range codes {
			if c.Name == d.Code {
				first, _, _ := strings.Cut(strings.Join(strings.Fields(c.Text), " "), ". ")
				full, _, _ := strings.Cut(c.Text, "\n\n")
				r.ShortDescription.Text, r.FullDescription.Text, r.Help.Text = strings.TrimSuffix(first, ".")+".", full, c.Text
				r.DefaultConfiguration.Level = sarifLevels[c.Severity]
			}
		}
		rules[d.Code] = len(run.Tool.Driver.Rules)
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, r)
		return rules[d.Code]
	}
	for _, d := range l.Sorted() {
		message := d.Message
		if d.Hint != "" {
			message += " (" + d.Hint + ")"
		}
		r := sarifResult{RuleID: d.Code, RuleIndex: rule(d), Level: sarifLevels[d.Severity], Message: sarifText{message}}
		if at := physical(d.Pos, text); at != nil {
			r.Locations = []sarifLocation{{PhysicalLocation: at}}
		}
		for _, n := range d.Notes {
			if at := physical(n.Pos, text); at != nil {
				r.Related = append(r.Related, sarifLocation{at, &sarifText{n.Message}})
			}
		}
		if d.Fix != nil {
			if at := physical(d.Fix.Pos, text); at != nil && at.Region != nil {
				r.Fixes = []sarifFix{{[]sarifChange{{at.ArtifactLocation, []sarifReplacement{{*at.Region, sarifText{d.Fix.New}}}}}}}
			}
		}
		run.Results = append(run.Results, r)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}

func physical(p Pos, text Text) *sarifPhysical {
	if p.File == "" {
		return nil
	}
	at := &sarifPhysical{ArtifactLocation: sarifArtifact{(&url.URL{Path: p.File}).String()}}
	if text == nil || p.IsWhole() {
		return at
	}
	src := text(p.File)
	if src == nil || p.End > len(src) || p.Off > p.End {
		return at
	}
	var r sarifRegion
	r.StartLine, r.StartColumn = lineColumn(src, p.Off)
	r.EndLine, r.EndColumn = lineColumn(src, p.End)
	at.Region = &r
	return at
}

// lineColumn counts from 1, columns in UTF-16 units.
func lineColumn(src []byte, off int) (line, column int) {
	line, column = 1, 1
	start := 0
	for i := range off {
		if src[i] == '\n' {
			line++
			start = i + 1
		}
	}
	for _, c := range string(src[start:off]) {
		column += max(1, utf16.RuneLen(c))
	}
	return line, column
}

// GitHub writes the list as workflow commands, which GitHub's runners show beside
// the lines of a change.
func GitHub(w io.Writer, l List, text Text) error {
	value := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	words := map[Severity]string{Error: "error", Warning: "warning", Hint: "notice"}
	for _, d := range l.Sorted() {
		var b strings.Builder
		b.WriteString("::" + words[d.Severity] + " ")
		if d.Pos.File != "" {
			b.WriteString("file=" + property.Replace(d.Pos.File) + ",")
		}
		if at := physical(d.Pos, text); at != nil && at.Region != nil {
			fmt.Fprintf(&b, "line=%d,col=%d,endLine=%d,endColumn=%d,", at.Region.StartLine, at.Region.StartColumn, at.Region.EndLine, at.Region.EndColumn)
		}
		message := d.Message
		if d.Hint != "" {
			message += "\n" + d.Hint
		}
		fmt.Fprintf(&b, "title=%s::%s\n", property.Replace(d.Code), value.Replace(message))
		if _, err := io.WriteString(w, b.String()); err != nil {
			return err
		}
	}
	return nil
}
