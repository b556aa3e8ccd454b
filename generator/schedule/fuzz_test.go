package schedule_test

import (
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"recap/generator/content"
	"recap/generator/schedule"
	"recap/generator/source"
)

// Any bytes in any form: no panic, a message or a plan, and what is planned can
// be built, is the same when it is imported again, and holds no address of a
// person.
func FuzzImport(f *testing.F) {
	for form, files := range small {
		for name, text := range files {
			f.Add(strings.TrimSuffix(form, "hub"), name, []byte(text))
		}
	}
	for _, private := range planted {
		f.Add("", "t.csv", []byte("title,start,speakers\n"+private+",2026-06-01 09:00,A\n"))
	}
	f.Add("", "t.csv", []byte("title;abstract;date\n\"- [x] *a*\n\n    code\";\"#!%@`|>\n\ta: b # c\n  - d\";2026-06-01\n"))
	f.Fuzz(func(t *testing.T, as, name string, data []byte) {
		if len(name) > 50 || len(data) > 1<<16 {
			return
		}
		written := map[string][]byte{}
		o := schedule.Options{
			Event: "conf", As: as, Zone: "Europe/Berlin", Now: now,
			Site:  func(p string) ([]byte, error) { return written[p], nil },
			Names: func(gone []schedule.Gone) ([]bool, error) { return make([]bool, len(gone)), nil },
		}
		read := func() *schedule.Plan {
			in := &schedule.Input{Name: "s", Dir: strings.HasSuffix(name, ".yml") || name == "category.json" || strings.HasPrefix(name, "videos/")}
			in.Files = []schedule.File{{Name: "s/" + name, Data: data}}
			if in.Dir {
				in.Files = append(in.Files, schedule.File{Name: "s/event.yml", Data: []byte("title: Conf\nstart_date: 2026-06-01\ntimezone: Europe/Berlin\n")}, schedule.File{Name: "s/category.json", Data: []byte(`{"title": "Conf"}`)})
			}
			p, err := schedule.Import(in, o)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range p.Diagnostics {
				if d.Code == "schedule-unreadable" {
					t.Errorf("%s %q gives what cannot be built: %s %s", name, data, d.Message, d.Hint)
				}
			}
			return p
		}
		p := read()
		if len(p.Files) == 0 {
			return
		}
		var files []*source.File
		for _, out := range p.Files {
			written[out.Path] = out.Data
			files = append(files, source.NewFile(out.Path, out.Data))
			var doc any
			if err := yaml.Unmarshal(out.Data, &doc); err != nil {
				t.Fatalf("%s is no YAML: %v\n%s", out.Path, err, out.Data)
			}
		}
		if _, said := content.Load(source.NewTree(files...), nil); said.HasErrors() {
			t.Errorf("the site cannot be built: %v", said)
		}
		if again := read(); len(again.Files) > 0 || len(again.Changes) > 0 {
			t.Errorf("the same again writes %v", again.Files)
		}
	})
}
