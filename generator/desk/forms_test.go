package desk_test

import (
	"strings"
	"testing"

	"recap/generator/desk"
)

const formsEvent = `name: Notes 2018
start_date: 2018-01-22
end_date: 2018-01-26
talks:
  beyond-web: {title: Beyond Web 2.0, speakers: [Russell Keith-Magee]}
  pipeline: {title: "Look out for what's in the security pipeline", speakers: [Casey Schaufler]}
  sre: {title: When DevOps met SRE, speakers: [Sanjeev Sharma]}
  culture: {title: Learning from a Culture of Failure, speakers: [{name: Marcus Bristol, affiliation: Pushpay}]}
  perl: {title: The Perl of Wisdom, speakers: [Paul Fenwick]}
  drugs: {title: "Collaborating with Everybody: Open Source Drug Discovery", kind: keynote, speakers: [Matthew Todd]}
  defects: {title: Performance of Defect Prediction in Rapidly Evolving Software, speakers: [Davide Giacomo Cavezza]}
  containers: {title: Containers Will Not Fix Your Broken Culture, speakers: [Bridget Kromhout]}
  metrics: {title: A Year of Metrics, speakers: [Hany Fahim]}
  docker: {title: Scaling with Docker, speakers: [John Willis]}
  tasks: {title: Command Line Task Management, speakers: [Gary Cornelius]}
`

// How people write the headings of talks, and what else they write: the forms
// are those of five real blogs.
func TestForms(t *testing.T) {
	for _, c := range []struct{ row, text, talk string }{
		{"2.8 title, speaker, no separator", "## Beyond Web 2.0 Russell Keith-Magee", "beyond-web"},
		{"2.9 title – speaker", "## Look out for what’s in the security pipeline – Casey Schaufler", "pipeline"},
		{"2.10 speaker – title", "## Sanjeev Sharma – When DevOps met SRE", "sre"},
		{"2.11 employer", "## Marcus Bristol (Pushpay) – Learning from a culture of failure", "culture"},
		{"2.11 employer without brackets", "## Pushpay: Marcus Bristol, Culture of failure", "culture"},
		{"2.11 nickname", "## The Perl of Wisdom – Paul ‘@pjf’ Fenwick", "perl"},
		{"2.15 keynote", "## Day 2 – Keynote – Matthew Todd", "drugs"},
		{"2.24 slips", "## Colaborating with Everbody – Mathew Todd", "drugs"},
		{"3.22 a topic, the speaker in the first sentence", "## Defect Prediction\n\nDavide Giacomo Cavezza gave a presentation.", "defects"},
		{"0.20 in a sentence", "Bridget Kromhout gave a talk entitled Containers will not Fix your Broken Culture, and was right.", "containers"},
		{"0.18 the speaker in a sentence", "The first talk of the day was John Willis, evangelist at Docker.", "docker"},

		{"2.12 a subheading of one word", "## Metrics\n\nWhat we count.", ""},
		{"2.12 subheadings", "## Old Protocols\n\nNot much changing.", ""},
		{"2.12 a part of a talk", "## Intro to TaskWarrior\n\nCommand line.", ""},
		{"3.23 a word for the format", "## Keynote\n\nSomebody spoke.", ""},
		{"4.23 a theme", "## Culture\n\nFood was good.", ""},
		{"0.16 a day", "## Day 1\n\nRain.", ""},
		{"4.22 a number", "## 2014\n\nIt moves.", ""},
		{"words of a title in prose", "We talked about broken culture and about command line tools all evening.", ""},
		{"somebody met", "I met John Willis in the queue.", ""},
		{"an interview", "## An interview with Hany Fahim\n\nHe drank tea.", ""},
		{"said to be none", "## A Year of Metrics {talk=none}\n\nHany Fahim gave a talk entitled “A Year of Metrics”.", ""},
		{"named already", "## A Year of Metrics {talk=metrics}\n\nHany Fahim gave a talk entitled “A Year of Metrics”.", ""},
		{"in code", "`Containers Will Not Fix Your Broken Culture`", ""},
	} {
		d := deskOf(t, map[string]string{
			"content/events/notes.yaml": formsEvent,
			"content/posts/x.md":        "---\ntitle: X\ndate: 2018-02-01\nevent: notes\n---\n\n" + c.text + "\n",
		})
		b, err := d.Bind(desk.BindOptions{})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range b.Proposals {
			got = append(got, p.Talk)
			if p.Reason != "" {
				t.Errorf("%s: cannot be written: %s", c.row, p.Reason)
			}
		}
		if strings.Join(got, " ") != c.talk {
			t.Errorf("%s: %q found %q, want %q", c.row, c.text, got, c.talk)
			for _, p := range append(b.Proposals, b.Near...) {
				t.Logf("  %.2f %s %s: %v; next %.2f %s", p.Score, p.Kind, p.Talk, p.Why, p.Behind, p.Next)
			}
		}
	}
}
