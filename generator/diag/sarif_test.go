package diag

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

func formatted() (List, Text, []Code) {
	src := []byte("title: Ünd 🎉 so\nevent: gc52\n")
	list := List{
		Errorf("event-unknown", Pos{"content/posts/ä b.md", 27, 31}, "no event is called %q", "gc52").WithHint("did you mean gc25?").WithFix(Pos{"content/posts/ä b.md", 27, 31}, "gc25"),
		Hintf("post-undated", Whole("content/posts/ä b.md"), "no date, 100%%: really\nnone").WithNote(Whole("x.md"), "the other"),
		Warnf("memory-unsaved", Whole(""), "of no file"),
	}
	return list, func(string) []byte { return src }, []Code{{"event-unknown", Error, "A post names an event. Nobody knows it.\n\n    event: x"}}
}

// Columns are counted in UTF-16, which is what SARIF says unless told otherwise.
func TestSARIF(t *testing.T) {
	list, text, codes := formatted()
	var b bytes.Buffer
	if err := SARIF(&b, list, text, codes, "1.0"); err != nil {
		t.Fatal(err)
	}
	var log sarifLog
	if err := json.Unmarshal(b.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if log.Version != "2.1.0" || len(run.Results) != 3 || len(run.Tool.Driver.Rules) != 3 {
		t.Fatalf("%s", b.String())
	}
	for i, r := range run.Results {
		if run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID {
			t.Errorf("result %d has the rule of another", i)
		}
	}
	var at *sarifPhysical
	for _, r := range run.Results {
		switch r.RuleID {
		case "event-unknown":
			at = r.Locations[0].PhysicalLocation
			if r.Level != "error" || !strings.HasSuffix(r.Message.Text, "(did you mean gc25?)") || r.Fixes[0].Changes[0].Replacements[0].InsertedContent.Text != "gc25" {
				t.Errorf("%+v", r)
			}
		case "memory-unsaved":
			if len(r.Locations) != 0 {
				t.Errorf("%+v", r)
			}
		case "post-undated":
			if r.Level != "note" || r.Locations[0].PhysicalLocation.Region != nil || len(r.Related) != 1 {
				t.Errorf("%+v", r)
			}
		}
	}
	if want := (sarifRegion{2, 8, 2, 12}); at.Region == nil || *at.Region != want || at.ArtifactLocation.URI != "content/posts/%C3%A4%20b.md" {
		t.Errorf("at %+v %+v", at.ArtifactLocation, at.Region)
	}
	if r := run.Tool.Driver.Rules; r[0].ShortDescription.Text == "" || r[0].FullDescription.Text == "" {
		t.Errorf("%+v", r)
	}
	if _, column := lineColumn([]byte("🎉x"), 4); column != 3 {
		t.Errorf("a party is %d columns", column-1)
	}
}

func TestGitHub(t *testing.T) {
	list, text, _ := formatted()
	var b bytes.Buffer
	if err := GitHub(&b, list, text); err != nil {
		t.Fatal(err)
	}
	want := "::warning title=memory-unsaved::of no file\n" +
		"::notice file=content/posts/ä b.md,title=post-undated::no date, 100%25: really%0Anone\n" +
		"::error file=content/posts/ä b.md,line=2,col=8,endLine=2,endColumn=12,title=event-unknown::no event is called \"gc52\"%0Adid you mean gc25?\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}
