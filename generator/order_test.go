package generator

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// rooms is the staircase, from the cellar to the roof: a room may use the rooms
// above it in this list and none below. A folder that is not here fails too.
var rooms = []string{
	"diag", "digest", "slug", "par", "search", "source", "memory", "media", "view", "draw", "draw/internal/outline",
	"theme", "highlight", "markdown", "content", "schema", "site", "desk", "output", "plan", "ledger", "render", "check",
	"", // this package: the six calls
	"schedule", "importer", "publish", "links",
	"watch", "serve", "sitetest",
}

// around are the rooms that stand around the house: they take a func or an
// interface and know nothing of this package.
var around = []string{"watch", "serve", "schedule", "importer", "publish", "links"}

func TestOrder(t *testing.T) {
	err := filepath.WalkDir(".", func(p string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && e.Name() == "testdata" {
			return filepath.SkipDir
		}
		if e.IsDir() || !strings.HasSuffix(p, ".go") {
			return nil
		}
		room := path.Dir(filepath.ToSlash(p))
		if room == "." {
			room = ""
		}
		at := slices.Index(rooms, room)
		if at < 0 {
			t.Errorf("%s: the room %q is not on the list", p, room)
			return nil
		}
		isTest := strings.HasSuffix(p, "_test.go")
		for _, imp := range imports(t, p) {
			used, ours := strings.CutPrefix(imp, "recap/generator")
			if !ours {
				if imp == "recap/themes" && !isTest {
					t.Errorf("%s uses %s: the look is handed in by the command", p, imp)
				}
				continue
			}
			used = strings.TrimPrefix(used, "/")
			if used == "sitetest" && isTest {
				continue
			}
			below := slices.Index(rooms, used)
			switch {
			case below < 0:
				t.Errorf("%s uses %q, which is not on the list", p, imp)
			case below >= at && !(isTest && below == at):
				t.Errorf("%s uses %s, which stands later in the staircase", p, imp)
			case used == "" && slices.Contains(around, room):
				t.Errorf("%s uses the generator: rooms around the house take a func", p)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func imports(t *testing.T, file string) []string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, i := range f.Imports {
		out = append(out, strings.Trim(i.Path.Value, `"`))
	}
	return out
}

// dependencies are the modules the project stands on, each with the room that
// may use it outside of tests and the reason it is here.
var dependencies = map[string]struct{ rooms, why string }{
	"github.com/yuin/goldmark":                        {"markdown", "CommonMark whole, with positions, extensible node by node"},
	"github.com/alecthomas/chroma/v2":                 {"highlight markdown", "highlighting for some 300 languages as classes"},
	"github.com/dlclark/regexp2/v2":                   {"highlight", "the parser of the expressions in chroma's rules"},
	"gopkg.in/yaml.v3":                                {"content theme schedule importer", "YAML nodes with line and column"},
	"github.com/andybalholm/brotli":                   {"generator", "smaller copies of texts for servers that pass them on; the standard library has gzip alone"},
	"github.com/fsnotify/fsnotify":                    {"watch", "file events on every system"},
	"github.com/spf13/pflag":                          {"cmd/recap", "cobra's flags, for kinds of our own"},
	"github.com/chromedp/cdproto":                     {"", "chromedp's protocol, for tests"},
	"github.com/spf13/cobra":                          {"cmd/recap", "commands, flags, completion, as people know them"},
	"github.com/rogpeppe/go-internal":                 {"memory cmd/recap", "testscript: scripts of the real command; lockedfile: locks that hold on every system"},
	"github.com/schollz/progressbar/v3":               {"cmd/recap", "progress of long work on a terminal"},
	"github.com/mattn/go-isatty":                      {"cmd/recap", "is this a terminal"},
	"rsc.io/qr":                                       {"cmd/recap", "QR codes: small, whole and without dependencies; a phone finds serve --lan"},
	"golang.org/x/net":                                {"markdown publish schedule importer check links", "HTML as browsers read it: raw HTML in posts, questions in tests"},
	"golang.org/x/image":                              {"media", "fonts and their shapes, colours by name: social cards"},
	"github.com/rivo/uniseg":                          {"publish", "characters as readers count them: announcements have to fit"},
	"golang.org/x/sys":                                {"publish", "two names exchanged in one step: a folder for a link to the newest version"},
	"golang.org/x/text":                               {"slug search source theme site plan schedule importer check cmd/recap", "Unicode normal forms; plural forms and alphabets of languages (CLDR); old encodings and codes of languages in imports"},
	"github.com/JohannesKaufmann/html-to-markdown/v2": {"schedule importer", "HTML of abstracts and of old blogs as Markdown, with room for rules of our own"},
	"github.com/arran4/golang-ical":                   {"schedule", "the lines of calendars"},
	"github.com/BurntSushi/toml":                      {"importer", "TOML front matter of Hugo and Zola: all of TOML 1.0, dates as precise as they were written"},
	"github.com/santhosh-tekuri/jsonschema/v6":        {"", "JSON Schemas asked, for tests: what editors are given lets all pass that recap reads"},
	"github.com/bep/imagemeta":                        {"media", "EXIF, IPTC and XMP of pictures: whose they are, what they tell"},
	"github.com/chromedp/chromedp":                    {"", "a real browser, for tests"},
}

func TestDependencies(t *testing.T) {
	mod, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	direct := map[string]bool{}
	for line := range strings.Lines(string(mod)) {
		f := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require "))
		if len(f) == 2 && strings.Contains(f[0], ".") && strings.HasPrefix(f[1], "v") {
			direct[f[0]] = true
			if dependencies[f[0]].why == "" {
				t.Errorf("go.mod needs %s, and no reason is given for it", f[0])
			}
		}
	}
	for m := range dependencies {
		if !direct[m] {
			t.Errorf("a reason is given for %s, which go.mod does not need", m)
		}
	}
	err = filepath.WalkDir("..", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return err
		}
		room := strings.TrimPrefix(strings.TrimPrefix(path.Dir(filepath.ToSlash(p)), "../"), "generator/")
		for _, imp := range imports(t, p) {
			for m, d := range dependencies {
				if (imp == m || strings.HasPrefix(imp, m+"/")) && !slices.Contains(strings.Fields(d.rooms), room) && room != "sitetest" {
					t.Errorf("%s uses %s, which belongs to %q alone", p, m, d.rooms)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
