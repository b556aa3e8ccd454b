package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// The programs that the settings name make WebP and AVIF and read HEIC. They are
// run through scripts that count, since what was made once is not made again.
func TestPicturePrograms(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("counts by a shell script")
	}
	bin, calls := t.TempDir(), filepath.Join(t.TempDir(), "calls")
	for _, name := range []string{"cwebp", "avifenc", "heif-convert", "heif-enc"} {
		file, err := exec.LookPath(name)
		if err != nil {
			t.Skipf("SKIPPED: %s is not installed (Debian: webp, libavif-bin, libheif-examples), so nothing is known of how it is run", name)
		}
		script := fmt.Sprintf("#!/bin/sh\ncase \"$*\" in *recap-picture-*) echo %s >>%q;; esac\nexec %q \"$@\"\n", name, calls, file)
		if err := os.WriteFile(filepath.Join(bin, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	dir := t.TempDir()
	posts := filepath.Join(dir, "content", "posts")
	if err := os.MkdirAll(posts, 0o777); err != nil {
		t.Fatal(err)
	}
	write := func(name string, data string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, "content", filepath.FromSlash(name)), []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	img := image.NewPaletted(image.Rect(0, 0, 64, 48), color.Palette{color.White, color.RGBA{200, 30, 30, 255}})
	for i := range len(img.Pix) / 2 {
		img.Pix[i] = 1
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	write("posts/a.png", b.String())
	if out, err := exec.Command("heif-enc", filepath.Join(posts, "a.png"), "-o", filepath.Join(posts, "phone.heic")).CombinedOutput(); err != nil {
		t.Skipf("SKIPPED: heif-enc cannot make a HEIC here: %s", out)
	}
	write("site.yaml", "title: X\nurl: https://x.example/\nfeeds: {formats: [atom]}\nimages: {widths: [16, 32], encoder: [cwebp, avifenc], decoder: heif-convert}\n")
	write("posts/p.md", "---\ntitle: P\ndate: 2024-01-01\n---\n![A](a.png)\n\n![B](phone.heic)\n")
	build := func(out string, path string) (int, string) {
		t.Helper()
		t.Setenv("PATH", path)
		var o, e bytes.Buffer
		code := runIn(t.Context(), dir, []string{"build", "--output", out}, nil, nil, &o, &e)
		return code, e.String()
	}
	path := os.Getenv("PATH")
	if code, said := build("one", path); code != 0 {
		t.Fatal(said)
	}
	page := readFile(t, filepath.Join(dir, "one", "2024", "01", "p", "index.html"))
	shown := regexp.MustCompile(`<picture>(?s:.*?)</picture>`).FindAllString(page, -1)
	if len(shown) != 2 {
		t.Fatalf("%d <picture> in %s", len(shown), page)
	}
	for _, one := range shown {
		avif, webp, img := strings.Index(one, `type="image/avif"`), strings.Index(one, `type="image/webp"`), strings.Index(one, "<img")
		if avif < 0 || webp < avif || img < webp || !strings.Contains(one, `width="64" height="48"`) {
			t.Errorf("the best format does not come first: %s", one)
		}
	}
	if strings.Contains(page, ".heic") {
		t.Error("the page names what no browser shows")
	}
	heads := map[string]string{".avif": "ftypavif", ".webp": "WEBP", ".jpg": "\xff\xd8\xff", ".png": "\x89PNG"}
	found := map[string]int{}
	for _, url := range regexp.MustCompile(`/img/[\w-]+(\.\w+)`).FindAllStringSubmatch(page, -1) {
		data := readFile(t, filepath.Join(dir, "one", filepath.FromSlash(url[0])))
		if !strings.Contains(data[:min(len(data), 16)], heads[url[1]]) {
			t.Errorf("%s begins with %q", url[0], data[:min(len(data), 16)])
		}
		found[url[1]]++
	}
	if len(found) != 4 {
		t.Errorf("found %v", found)
	}
	// The same bytes at another address, into another folder: nothing is made.
	before := readFile(t, calls)
	if err := os.Rename(filepath.Join(posts, "a.png"), filepath.Join(posts, "b.png")); err != nil {
		t.Fatal(err)
	}
	write("posts/p.md", "---\ntitle: P\ndate: 2024-01-01\n---\n![A](b.png)\n\n![B](phone.heic)\n")
	if code, said := build("two", path); code != 0 {
		t.Fatal(said)
	}
	for _, name := range []string{"cwebp", "avifenc", "heif-convert"} {
		if !strings.Contains(before, name) {
			t.Errorf("%s was not run", name)
		}
	}
	if after := readFile(t, calls); after != before {
		t.Errorf("programs were run again:\n%s", strings.TrimPrefix(after, before))
	}
	// One that is missing is one message, however many pictures there are.
	code, said := build("three", t.TempDir())
	if code != 1 || strings.Count(said, "the program cwebp cannot be run: it is not installed") != 1 || strings.Count(said, "[image-tool]") != 3 {
		t.Errorf("without the programs the build ended with %d:\n%s", code, said)
	}
}
