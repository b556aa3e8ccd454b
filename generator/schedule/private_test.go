package schedule_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"recap/generator/schedule"
)

// planted are what must never get into a file, in every place of every form
// where it can stand.
var planted = []string{"planted@person.example", "p.l.anted+x@person.example", "+49 151 5550100", "+1 (555) 010-0123", "0049 30 5550100", "secret-answer", "secret-note"}

// Whatever organizers know of people stays out, and so does what people wrote
// into a text that everybody may read.
func TestPrivate(t *testing.T) {
	text := "Short. Mail planted@person.example or <p.l.anted+x@person.example>, phone: +49 151 5550100, +1 (555) 010-0123, 0049 30 5550100."
	html := `<p>Short. <a href=\"mailto:planted@person.example\">planted@person.example</a>, <a href=\"tel:+491515550100\">+49 151 5550100</a> or 0049 30 5550100</p>`
	person := `"email": "planted@person.example", "phone": "+49 151 5550100", "biography": "Call +49 151 5550100", "answers": [{"question": "diet", "answer": "secret-answer"}], "availabilities": [{"start": "2026-06-01", "note": "secret-note"}]`
	answers := `"answers": [{"answer": "secret-answer planted@person.example"}], "internal_notes": "secret-note +1 (555) 010-0123", "notes": "secret-note", "questionAnswers": [{"questionId": 1, "answerValue": "secret-answer"}]`
	swap := strings.NewReplacer
	for form, r := range map[string]*strings.Replacer{
		"frab-xml": swap("&lt;p&gt;Short.&lt;/p&gt;", strings.NewReplacer("<", "&lt;", ">", "&gt;", `\"`, "&quot;").Replace(html), "Ada Example", "Ada Example &lt;planted@person.example&gt;",
			"<type>lecture</type>", "<type>lecture</type><answers><answer>secret-answer</answer></answers><notes>secret-note</notes><email>planted@person.example</email>", "<title>Caches", "<subtitle>call +49 151 5550100</subtitle><title>Caches"),
		"frab-json":  swap(`"Short."`, `"`+html+`"`, `"id": 7, `, person+", ", `"links": []`, answers+`, "links": [{"url": "mailto:planted@person.example", "title": "Mail"}, {"url": "https://planted:secret-answer@conf.example/?email=planted@person.example", "title": "planted@person.example"}]`),
		"hub":        swap(`"Short."`, `"`+text+`"`, `"guid": "x", `, person+", ", `"id": 1, `, answers+`, "id": 1, `),
		"pretalx":    swap(`"Short."`, `"`+text+`"`, `"code": "S1", `, person+`, "code": "S1", `, `"code": "ABCDEF", `, answers+`, "code": "ABCDEF", `),
		"sessionize": swap(`"Short."`, `"`+text+`"`, `"tagLine": "Engineer at House"`, `"tagLine": "Engineer at House, planted@person.example", `+person, `"questionAnswers": [], "roomId": 5`, `"roomId": 5, `+answers),
		"ics": swap("LOCATION:Hall", "LOCATION:Hall\r\nORGANIZER;CN=Planted:mailto:planted@person.example\r\nATTENDEE;CN=\"secret-note\";EMAIL=planted@person.example:mailto:planted@person.example\r\nCONTACT:planted@person.example\\, +49 151 5550100\r\nCOMMENT:secret-note\r\nX-ANSWERS:secret-answer",
			"Short.", strings.ReplaceAll(text, ",", "\\,")),
		"pyvideo":    swap(`"Short."`, `"`+text+`"`, `"language": "eng"`, `"language": "eng", `+answers, `"Ada Example"`, `"Ada Example (planted@person.example)"`),
		"rubyevents": swap("title: Caches", "title: Caches\n  description: '"+text+"'\n  email: planted@person.example\n  notes: secret-note\n  answers: secret-answer", "kind: conference", "kind: conference\ndescription: '"+text+"'\norganizer_email: planted@person.example"),
		"devopsdays": swap("Short.", text, "city: City", "city: City\ndescription: '"+text+"'\norganizer_email: planted@person.example\nproposal_email: planted@person.example\nteam_members:\n  - name: Cyd\n    email: planted@person.example\n    phone: secret-note", "title: Caches", "title: Caches\nemail: planted@person.example\nnotes: secret-note"),
		"csv":        swap("Room;Abstract", "Room;Abstract;E-Mail;Phone;Notes", "\"Short; and sweet.\"", "\""+text+"\";planted@person.example;+49 151 5550100;secret-note", "Ada Example", "Ada Example <planted@person.example>"),
	} {
		t.Run(form, func(t *testing.T) {
			files, hits := map[string]string{}, 0
			for name, s := range small[form] {
				files[name] = r.Replace(s)
				hits += strings.Count(files[name], "planted")
			}
			if hits < 3 {
				t.Fatalf("only %d things were planted", hits)
			}
			site := t.TempDir()
			p := importInto(t, site, lay(t, files), schedule.Options{Event: "conf-2026", Zone: "Europe/Berlin"})
			if p.Diagnostics.HasErrors() {
				t.Fatal(told(p))
			}
			if p.Talks != 2 || p.Speakers != 2 {
				t.Errorf("%d talks by %d people", p.Talks, p.Speakers)
			}
			all := ""
			err := filepath.WalkDir(site, func(name string, e os.DirEntry, err error) error {
				if err != nil || e.IsDir() {
					return err
				}
				b, err := os.ReadFile(name)
				all += string(b)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			for _, secret := range append(planted, "person.example", "5550100", "010-0123") {
				if strings.Contains(all, secret) {
					t.Errorf("%q is in\n%s", secret, all)
				}
			}
			if !strings.Contains(all, "name: Ada Example") && !strings.Contains(all, "- Ada Example") {
				t.Errorf("the name is gone from\n%s", all)
			}
		})
	}
}
