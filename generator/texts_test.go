package generator_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"recap/generator/content"
	"recap/themes"
)

// keysOf are the keys of a text file of the theme, without plural forms.
func keysOf(t *testing.T, lang string) []string {
	data, err := themes.FS.ReadFile("plain/i18n/" + lang + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, m := range regexp.MustCompile(`(?m)^([^#\s\[=]+)(?:\[\w+\])? =`).FindAllStringSubmatch(string(data), -1) {
		if !slices.Contains(keys, m[1]) {
			keys = append(keys, m[1])
		}
	}
	return keys
}

var (
	askedInTemplate = regexp.MustCompile(`\(?\btext [$.\w]+ "([^"]+)"`)
	askedInGo       = regexp.MustCompile(`\b(?:text|textIn|Text|word|say)\((?:[\w.]+(?:\([^()]*\))?, )?(?:cmp\.Or\([^)]*\), )?"([a-z0-9]+\.[^"]*)"(\s*\+)?`)
	labelInTemplate = regexp.MustCompile(`label [$.\w]+ "(\w+)"`)
)

// TestTextsAreAsked: every text that templates or the program ask for exists in
// English, and every text that exists is asked for, by its name or by a
// beginning that is written out.
func TestTextsAreAsked(t *testing.T) {
	keys := keysOf(t, "en")
	asked, begun, families := map[string]string{}, map[string]string{}, map[string]bool{}
	note := func(file, text string) {
		for _, m := range askedInTemplate.FindAllStringSubmatch(text, -1) {
			asked[m[1]] = file
		}
		for _, m := range labelInTemplate.FindAllStringSubmatch(text, -1) {
			families["label."+m[1]+"."] = true
		}
	}
	err := fs.WalkDir(themes.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".html") {
			return err
		}
		data, err := themes.FS.ReadFile(name)
		note(name, string(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, room := range []string{"plan", "theme", "render", "markdown", "site"} {
		files, _ := filepath.Glob(room + "/*.go")
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range askedInGo.FindAllStringSubmatch(string(data), -1) {
				if m[2] == "" {
					asked[m[1]] = f
				} else {
					begun[m[1]] = f
				}
			}
		}
	}
	if len(asked) < 150 || len(begun) < 3 {
		t.Fatalf("%d texts asked for by name, %d by a beginning: the patterns see too little", len(asked), len(begun))
	}
	for key, file := range asked {
		if !slices.Contains(keys, key) {
			t.Errorf("%s asks for %q, which English does not have", file, key)
		}
	}
	for start, file := range begun {
		if !slices.ContainsFunc(keys, func(k string) bool { return strings.HasPrefix(k, start) }) {
			t.Errorf("%s asks for texts beginning %q, and English has none", file, start)
		}
	}
	// What dates, numbers and labels are made of is asked for by theme/dates.go
	// and theme/funcs.go, whose own tests name each style; titles of groups of
	// lists by plan/groups.go and plan/picks.go.
	own := regexp.MustCompile(`^(?:date|span|month|mon|weekday|number)\.|^(?:authors|categories|series|topics|highlights|watch)\.title$`)
	for _, key := range keys {
		_, byName := asked[key]
		byStart := false
		for start := range begun {
			byStart = byStart || strings.HasPrefix(key, start)
		}
		for start := range families {
			byStart = byStart || strings.HasPrefix(key, start)
		}
		if !byName && !byStart && !own.MatchString(key) {
			t.Errorf("nothing asks for %q", key)
		}
	}
}

// TestLabels: each word that a closed list of the content allows and a page
// shows has a text, so that none is shown as it is written in YAML.
func TestLabels(t *testing.T) {
	for _, lang := range []string{"en", "de"} {
		keys := keysOf(t, lang)
		for family, words := range map[string][]string{
			"kind": content.EventKinds, "mode": content.EventModes, "role": content.MyRoles, "talk": content.TalkKinds,
			"seen": content.Seen, "link": content.ResourceKinds,
			"status": append(slices.Clone(content.EventStatus[1:]), content.TalkStatus...), // what is scheduled says nothing
		} {
			for _, w := range words {
				if key := "label." + family + "." + w; !slices.Contains(keys, key) {
					t.Errorf("%s has no %s", lang, key)
				}
			}
		}
	}
}
