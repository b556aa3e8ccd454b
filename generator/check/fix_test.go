package check

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"recap/generator/diag"
	"recap/generator/source"
)

// On real posts, and on mistakes sown among them, fixes leave every byte outside of
// their places as it was, and a second run finds nothing more to fix.
func TestFixOnRealPosts(t *testing.T) {
	dir := "../../../shared/data/recaps"
	if _, err := os.Stat(dir); err != nil {
		t.Skip("SKIPPED: the real posts are not beside this checkout")
	}
	files := map[string]string{"content/site.yaml": settings}
	sown := 0
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(p, ".md") || e.Name() == "MANIFEST.md" {
			return err
		}
		data, err := os.ReadFile(p)
		text := string(data)
		if len(files)%3 == 0 {
			text += "\n\nSee [a] (https://example.org/a) and [b](https://site.example/b/), __init__ and `x=“1”`.\n"
			sown++
		}
		if len(files)%2 == 0 {
			text = strings.ReplaceAll(text, "\n", "\r\n")
		}
		rel, _ := filepath.Rel(dir, p)
		files["content/posts/"+filepath.ToSlash(rel)] = text
		return err
	})
	if err != nil || sown < 30 {
		t.Fatal(sown, err)
	}
	rep, tree := look(t, files, false)
	fixes := Fix(tree, rep.Diagnostics, nil)
	if len(fixes.Made) < 3*sown-sown/10 { // some end within code or raw HTML
		t.Errorf("%d fixes for %d texts: %v", len(fixes.Made), sown, fixes.Refused)
	}
	for _, c := range fixes.Changes {
		at, out := 0, ""
		for _, d := range fixes.Made {
			if d.Fix.Pos.File == c.File {
				out += string(c.Old[at:d.Fix.Pos.Off]) + d.Fix.New
				at = d.Fix.Pos.End
			}
		}
		if out+string(c.Old[at:]) != string(c.New) {
			t.Errorf("%s differs elsewhere", c.File)
		}
		files[c.File] = string(c.New)
	}
	rep, tree = look(t, files, false)
	if again := Fix(tree, rep.Diagnostics, nil); len(again.Changes) > 0 {
		t.Errorf("a second run fixes %v", again.Made)
	}
}

// What would change more than its place is refused, and the rest is made.
func TestFixRefuses(t *testing.T) {
	file := "content/posts/a.md"
	src := "---\ntitle: A\ndate: 2026-01-01\ntags: [a]\n---\nOne `x` two.\n\nThree four.\n"
	tree := source.NewTree(source.NewFile(file, []byte(src)))
	at := func(word string) diag.Pos {
		i := strings.Index(src, word)
		return diag.Pos{File: file, Off: i, End: i + len(word)}
	}
	list := diag.List{
		diag.Hintf("text-dunder", at("two"), "x").WithFix(at("two"), "TWO"),
		diag.Hintf("text-dunder", at("Three"), "x").WithFix(at("Three"), "```\nThree"), // swallows what follows
		diag.Hintf("text-dunder", at("title: A"), "x").WithFix(at("title: A"), "title: [A"),
		diag.Hintf("text-doubled", at("four"), "x").WithFix(at("four"), "FOUR"), // a guess that nobody asked for
	}
	f := Fix(tree, list, nil)
	want := strings.Replace(src, "two", "TWO", 1)
	if len(f.Changes) != 1 || string(f.Changes[0].New) != want || len(f.Made) != 1 || len(f.Refused) != 2 {
		t.Errorf("%q\nmade %v\nrefused %v", f.Changes, f.Made, f.Refused)
	}
	f = Fix(tree, list[3:], []string{"text-doubled"})
	if len(f.Made) != 1 {
		t.Errorf("asked for, it is not made: %v", f.Refused)
	}
}
