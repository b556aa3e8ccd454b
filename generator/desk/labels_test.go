package desk_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recap/generator/desk"
	"recap/generator/slug"
)

// pentabarf is an event of a schedule in Pentabarf's XML: title, people, day and
// abstract of each entry, and no addresses, so that words alone decide.
func pentabarf(t testing.TB, id string, file ...string) map[string]string {
	t.Helper()
	b, err := os.ReadFile(shared(t, append([]string{"data", "schedules", "pentabarf"}, file...)...))
	if err != nil {
		t.Fatal(err)
	}
	var in struct {
		Days []struct {
			Date  string `xml:"date,attr"`
			Rooms []struct {
				Events []struct {
					Title    string   `xml:"title"`
					Abstract string   `xml:"abstract"`
					Persons  []string `xml:"persons>person"`
				} `xml:"event"`
			} `xml:"room"`
		} `xml:"day"`
	}
	if err := xml.Unmarshal(b, &in); err != nil {
		t.Fatal(err)
	}
	var talks []map[string]any
	taken := map[string]int{}
	for _, d := range in.Days {
		for _, r := range d.Rooms {
			for _, e := range r.Events {
				id := slug.Make(e.Title)
				if id == "" {
					id = "untitled"
				}
				if taken[id]++; taken[id] > 1 {
					id = fmt.Sprintf("%s-%d", id, taken[id])
				}
				talks = append(talks, map[string]any{"id": id, "title": e.Title, "speakers": e.Persons, "abstract": e.Abstract, "day": d.Date})
			}
		}
	}
	event := map[string]any{"name": id, "start_date": in.Days[0].Date, "end_date": in.Days[len(in.Days)-1].Date, "timezone": "Europe/Brussels"}
	out := map[string]string{}
	for name, v := range map[string]any{"event": event, "schedule": map[string]any{"talks": talks}} {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		out["content/events/"+id+"/"+name+".yaml"] = string(b)
	}
	return out
}

// label is a place of a real post, read by a person: what stands there, and the
// beginning of the title of the talk it tells of.
type label struct{ text, title string }

type labelledPost struct {
	file, event string
	talks       []label
	none        []string // headings
}

func (c labelledPost) post() string { return "content/posts/" + filepath.Base(c.file) }

// labelled are real posts with all talks that a reader finds in them, and with
// headings that are none. Each post is compared with a whole programme; whatever
// else is proposed is wrong.
var labelled = []labelledPost{
	{file: "zerokspot/content/weblog/2016/pycon2016.md", event: "pycon-us-2016", talks: []label{
		{"Thinking in Coroutines", "Thinking In Coroutines"},
		{"When the going gets", "When the going gets tough"},
		{"Designing secure systems", "Designing secure systems"},
		{"SQLite", "SQLite: Gotchas"},
		{"Postgres present", "Postgres present"},
		{"Pythons in A Container", "Pythons in A Container"},
		{"Build a Better Hat Rack", "Build a Better Hat Rack"},
		{"Building Protocol", "Building Protocol"},
		{"What Is and What Can Be", "What Is and What Can Be"},
		{"Python Typology", "Python Typology"},
		{"Prototyping New APIs", "Prototyping New APIs"},
		{"Shipping Software", "Shipping Software"},
		{"Remote Calls", "Remote Calls"},
		{"Get Instrumented", "Get Instrumented"},
		{"Dispelling", "Dispelling"},
		{"See Python", "See Python"},
		{"Removing Python's GIL", "Removing Python's GIL"},
	}, none: []string{"Pre-show", "Conference days", "Sprints", "Everything else"}},
	{file: "tobys-codes/posts/2020-02-FOSDEM-2020.md", event: "fosdem-2020", talks: []label{
		{"Over Twenty Years", "Over Twenty Years"},
		{"Analyzing DPDK", "Analyzing DPDK"},
		{"XDP and page_pool", "XDP and page_pool"},
		{"Weave Net", "Weave Net"},
		{"Generation gaps", "Generation gaps"},
		{"HTTP/3", "HTTP/3 for everyone"},
		{"From a Pipeline", "From a Pipeline"},
		{"From Go to Kubernetes", "From Go to Kubernetes"},
		{"Progressive delivery", "Progressive Delivery"},
		{"Choosing the right", "Choosing The Right"},
		{"Speed up the monolith", "Speed up the monolith"},
		{"Deployment to hardware", "Deployment to hardware"},
		{"How secure is your", "AMENDMENT How secure is your"},
	}, none: []string{"Context", "Friday", "Saturday", "La Porte Noir", "Sunday", "Other Sunday talks", "FOSDEM 2021"}},
	{file: "zerokspot/content/weblog/2020/fosdem.md", event: "fosdem-2020", talks: []label{
		{"Civil society", "Civil society"},
		{"A tool for Community", "A tool for Community"},
		{"What's in my food", "What's in my food"},
		{"HTTP/3", "HTTP/3 for everyone"},
		{"Continuous Delivery starts", "Continuous Delivery starts"},
		{"An event based", "An event based"},
		{"Mario's adventures", "Mario’s adventures"},
		{"GNUnet", "GNUnet"},
		{"The Path to Peer", "The Path to Peer"},
		{"FOSSH", "FOSSH"},
		{"FOSDEM@20", "FOSDEM@20"},
	}},
	{file: "go-blog/fosdem14.md", event: "fosdem-2014", talks: []label{
		{"Scaling with Go", "Scaling with go"},
		{"Camlistore", "Camlistore"},
		{"Write your own Go", "Write your own Go"},
	}, none: []string{"Introduction", "More"}},
	// Posts about something else.
	{file: "zerokspot/content/weblog/2016/writethedocs-2016.md", event: "pycon-us-2016"},
	{file: "zerokspot/content/weblog/2020/fosdem-to-go.md", event: "fosdem-2020"},
	{file: "go-blog/gophercon2015.md", event: "fosdem-2014"},
	{file: "go-blog/gophercon.md", event: "fosdem-2014"},
}

// The first run of the matcher over these, before anything was changed for them,
// found 42 of 44 and proposed two wrong ones: a link of one word, and a speaker's
// name as the text of a link.
func TestLabelledPosts(t *testing.T) {
	files := pyvideo(t, "pycon-us-2016", "2016-05-28", "2016-06-05")
	maps.Copy(files, pentabarf(t, "fosdem-2020", "fosdem", "fosdem-2020.xml"))
	maps.Copy(files, pentabarf(t, "fosdem-2014", "fosdem", "fosdem-2014.xml"))
	for _, c := range labelled {
		text, err := os.ReadFile(shared(t, "data", "recaps", filepath.FromSlash(c.file)))
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range c.none {
			if !strings.Contains(string(text), "# "+h+"\n") {
				t.Errorf("%s has no heading %q any more", c.file, h)
			}
		}
		files[c.post()] = string(text)
	}
	site := deskOf(t, files)
	right, wrong, all, none := 0, 0, 0, 0
	for _, c := range labelled {
		b, err := site.Bind(desk.BindOptions{Event: c.event, Paths: []string{c.post()}})
		if err != nil {
			t.Fatal(err)
		}
		all += len(c.talks)
		none += len(c.none)
		open := slices.Clone(c.talks)
		for _, p := range b.Proposals {
			i := slices.IndexFunc(open, func(l label) bool {
				return strings.HasPrefix(p.Text, l.text) && strings.HasPrefix(p.Title, l.title)
			})
			if i < 0 {
				wrong++
				t.Errorf("%s: %s %q is no %q (%.2f: %s)", c.file, p.Kind, p.Text, p.Title, p.Score, strings.Join(p.Why, "; "))
				continue
			}
			right++
			open = slices.Delete(open, i, i+1)
		}
		for _, l := range open {
			t.Logf("%s: %q was not found", c.file, l.text)
		}
		for _, w := range b.Changes {
			if !within(w.Old, w.New) {
				t.Errorf("%s: bytes of the old text are gone", w.File)
			}
			files[w.File] = string(w.New)
		}
	}
	t.Logf("%d talks and %d headings that are none, by hand: %d right, %d wrong, %d not found", all, none, right, wrong, all-right)
	if all < 30 || right < all-1 {
		t.Errorf("%d of %d talks were found", right, all)
	}
	// Written in, nothing is left to propose.
	site = deskOf(t, files)
	for _, c := range labelled {
		again, err := site.Bind(desk.BindOptions{Event: c.event, Paths: []string{c.post()}})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range again.Proposals {
			t.Errorf("%s: %q is proposed for %q again", p.File, p.Text, p.Title)
		}
	}
}

// within reports whether a text is another one with insertions.
func within(old, new []byte) bool {
	i := 0
	for _, c := range new {
		if i < len(old) && old[i] == c {
			i++
		}
	}
	return i == len(old)
}

// Headings of the seeds that are no talks, against a programme of 142 entries
// many of which share a word with them.
func TestSeedHeadingsThatAreNone(t *testing.T) {
	headings := []string{
		"Monday", "Tuesday", "Wednesday", "Day 1", "Day 2", "Diversity and Inclusion", "Magnitude", "Diversity", "Technical excellence",
		"Sprinting", "Sponsoring", "2014", "Old Protocols", "Container", "Intro to TaskWarrior", "Lightning Talks", "Keynote", "Introductory Session",
		"How can RelEng improve metrics?", "Makefile analysis", "Yak Shaving", "Defect Prediction", "Hallway track", "Sprints", "Metrics", "tl;dr", "Explanation:",
		"Automated maintenance scheduling", "Maintenance weeks", "Open space", "The venue", "Python",
	}
	text := "---\ntitle: Report\ndate: 2016-06-10\nevent: pycon-us-2016\n---\n\n"
	for _, h := range headings {
		text += "## " + h + "\n\nA paragraph that speaks of Python, of data, of people and of the talks they gave.\n\n"
	}
	files := pyvideo(t, "pycon-us-2016", "2016-05-28", "2016-06-05")
	files["content/posts/report.md"] = text
	b, err := deskOf(t, files).Bind(desk.BindOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range b.Proposals {
		t.Errorf("%s %q is proposed for %q (%.2f: %s)", p.Kind, p.Text, p.Title, p.Score, strings.Join(p.Why, "; "))
	}
	t.Logf("%d headings, %d proposed, %d told as not sure", len(headings), len(b.Proposals), len(b.Near))
}
