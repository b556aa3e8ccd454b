package schedule

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strings"

	"recap/generator/diag"
)

// File is one file of a source as it is called in messages, with its bytes.
type File struct {
	Name string
	Data []byte
}

// Input is what an import reads: one file, or the files of a folder by their
// names. Readers get it parsed, where its form is known by its content.
type Input struct {
	Name  string // as the writer gave it: a path, or an address
	URL   string // the address it was fetched from, "" for files
	Dir   bool
	Files []File // by name

	root *node    // of JSON
	xml  *element // of XML
}

// file is the file of a folder by its path below it.
func (in *Input) file(name string) *File {
	for i := range in.Files {
		if below(in, in.Files[i].Name) == name {
			return &in.Files[i]
		}
	}
	return nil
}

// below is a file's path below the folder that is read.
func below(in *Input, name string) string {
	return strings.TrimPrefix(strings.TrimPrefix(name, strings.TrimSuffix(in.Name, "/")), "/")
}

// Text is the bytes of a source's file by its name, for excerpts.
func (in *Input) Text(name string) []byte {
	for _, f := range in.Files {
		if f.Name == name {
			return f.Data
		}
	}
	return nil
}

// format is one form of a programme.
type format struct {
	name  string
	short string // what it is, for help
	// is reports whether an input of no known form is of this one.
	is   func(*Input) bool
	read func(*reading, *Input) *Schedule
	with string // what is parsed first: "json" "xml" or nothing
}

// formats are all forms in the order in which they are tried, and of the manual.
var formats = []format{
	{"frab-xml", "schedule.xml of Pentabarf, frab and pretalx", isFrabXML, (*reading).readFrabXML, "xml"},
	{"frab-json", "schedule.json of frab and pretalx", isFrabJSON, (*reading).readFrabJSON, "json"},
	{"pretalx", "answers of pretalx's API", isPretalx, (*reading).readPretalx, "json"},
	{"sessionize", "Sessionize: All, GridSmart, Sessions, Speakers, or a folder of them", isSessionize, (*reading).readSessionize, "json"},
	{"ics", "calendars (iCalendar) of Sched, pretalx, Indico and others", isICal, (*reading).readICal, ""},
	{"pyvideo", "a folder of pyvideo.org's data", isPyvideo, (*reading).readPyvideo, ""},
	{"rubyevents", "a folder of rubyevents.org's data", isRubyEvents, (*reading).readRubyEvents, ""},
	{"devopsdays", "files of devopsdays.org", isDevopsdays, (*reading).readDevopsdays, ""},
	{"csv", "a table with a line of headings", isCSV, (*reading).readCSV, ""},
}

// fits reports whether an input that is said to be of a form can be read as one.
func (f format) fits(in *Input) bool {
	switch f.with {
	case "xml":
		return in.xml != nil
	case "json":
		return in.root != nil || in.Dir && f.is(in)
	}
	return f.is(in)
}

// Formats are the names of all forms, for --as.
func Formats() (names []string) {
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}

// Describe says in a line what a form is.
func Describe(name string) string {
	for _, f := range formats {
		if f.name == name {
			return f.short
		}
	}
	return ""
}

func isFrabXML(in *Input) bool { return in.xml != nil && in.xml.name == "schedule" }
func isFrabJSON(in *Input) bool {
	return in.root.get("schedule").has("conference") || in.root.has("conference")
}

// looks is what a single file seems to be written in.
func looks(f File) string {
	head := bytes.TrimSpace(bytes.TrimPrefix(f.Data[:min(len(f.Data), 2000)], bom))
	switch {
	case len(head) == 0:
		return ""
	case head[0] == '<':
		return "xml"
	case head[0] == '{', head[0] == '[':
		return "json"
	case bytes.HasPrefix(bytes.ToUpper(head), []byte("BEGIN:VCALENDAR")):
		return "ics"
	}
	switch strings.ToLower(path.Ext(f.Name)) {
	case ".xml":
		return "xml"
	case ".json":
		return "json"
	case ".ics", ".ical":
		return "ics"
	case ".csv", ".tsv":
		return "csv"
	}
	return ""
}

// parse reads an input as what it is, or as what as names.
func (r *reading) parse(in *Input, as string) *Schedule {
	slices.SortFunc(in.Files, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
	if len(in.Files) == 0 || !in.Dir && len(bytes.TrimSpace(in.Files[0].Data)) == 0 {
		r.add(diag.Errorf("schedule-empty", diag.Whole(in.Name), "there is nothing in it"))
		return nil
	}
	wants := ""
	if as != "" {
		i := slices.IndexFunc(formats, func(f format) bool { return f.name == as })
		if i < 0 {
			r.add(diag.Errorf("schedule-format", diag.Whole(in.Name), "no form of programmes is called %q", short(as)).Meant(as, Formats()))
			return nil
		}
		wants = formats[i].with
	}
	if !in.Dir {
		seems := looks(in.Files[0])
		if wants == "" && as == "" {
			wants = seems
		}
		var bad diag.List
		switch wants {
		case "xml":
			in.xml, in.Files[0], bad = parseXML(in.Files[0])
		case "json":
			in.root, bad = parseJSON(in.Files[0])
		}
		if len(bad) > 0 {
			r.list.Add(bad...)
			return nil
		}
	}
	for _, f := range formats {
		if as != "" && f.name != as || as == "" && !f.is(in) {
			continue
		}
		if as != "" && !f.fits(in) {
			break
		}
		s := f.read(r, in)
		if s != nil {
			s.Format = f.name
		}
		return s
	}
	d := diag.Errorf("schedule-format", diag.Whole(in.Name), "this is none of the programmes recap reads")
	if as != "" {
		d = diag.Errorf("schedule-format", diag.Whole(in.Name), "this is not %s", Describe(as))
	}
	r.add(d.WithHint("recap import schedule --help lists them; --as names one when it is not recognised"))
	return nil
}
