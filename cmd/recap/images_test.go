package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// withXMP is a small JPEG that says of itself what a packet of XMP says.
func withXMP(t *testing.T, description string) string {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 12, 8)), nil); err != nil {
		t.Fatal(err)
	}
	packet := "http://ns.adobe.com/xap/1.0/\x00" + `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cc="http://creativecommons.org/ns#" xmlns:exif="http://ns.adobe.com/exif/1.0/"` +
		` xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" ` + description + `</rdf:Description></rdf:RDF></x:xmpmeta>`
	segment := append([]byte{0xff, 0xe1}, binary.BigEndian.AppendUint16(nil, uint16(len(packet)+2))...)
	return "\xff\xd8" + string(segment) + packet + b.String()[2:]
}

// What a picture's file knows and the text does not say is shown as the text to
// write, and written without touching another byte.
func TestImages(t *testing.T) {
	dir := t.TempDir()
	alt := func(s string) string { return `<rdf:Alt><rdf:li xml:lang="x-default">` + s + `</rdf:li></rdf:Alt>` }
	write(t, dir, "content/site.yaml", "title: Own\nurl: https://own.example/\nauthor: Grace Example\n")
	write(t, dir, "content/posts/bridge.jpg", withXMP(t, `photoshop:Credit="Example Archive" cc:license="http://creativecommons.org/licenses/by-sa/4.0/" exif:GPSLatitude="52,31.2N" exif:GPSLongitude="13,24.6E">`+
		`<dc:creator><rdf:Seq><rdf:li>Ada Example</rdf:li></rdf:Seq></dc:creator><dc:description>`+alt(`The "old" bridge`)+`</dc:description><Iptc4xmpCore:AltTextAccessibility>`+alt("Three [stone] arches")+`</Iptc4xmpCore:AltTextAccessibility>`))
	write(t, dir, "content/posts/own.jpg", withXMP(t, `><dc:creator><rdf:Seq><rdf:li>Grace Example</rdf:li></rdf:Seq></dc:creator>`))
	write(t, dir, "content/posts/letters.jpg", withXMP(t, `><dc:creator><rdf:Seq><rdf:li>ada@example.org</rdf:li></rdf:Seq></dc:creator>`))
	write(t, dir, "content/posts/spare.jpg", withXMP(t, ">"))
	post := "\ufeff---\r\ntitle: A walk\r\ndate: 2024-01-01\r\n---\r\nOver ![](bridge.jpg) the river.\r\n\r\n![A  bridge]( <bridge.jpg> 'Mine' )\t\r\n\r\n" +
		"![Me](own.jpg)\r\n\r\n![Post](letters.jpg)\r\n\r\n![Credited](bridge.jpg \"So\"){credit=Somebody}\r\n\r\n`![](bridge.jpg)` <img src=\"bridge.jpg\">\r\n\r\n![By name][b]\r\n\r\n[b]: bridge.jpg"
	write(t, dir, "content/posts/walk.md", post)
	run := func(args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		if code := runIn(t.Context(), dir, append([]string{"images"}, args...), nil, nil, &out, &errs); code != exitFine {
			t.Fatalf("images %v ended with %d: %s", args, code, &errs)
		}
		return out.String()
	}
	first := run()
	const braces = `{credit="Ada Example" license=CC-BY-SA-4.0}`
	for _, line := range []string{
		`![Three \[stone\] arches](bridge.jpg "The \"old\" bridge")` + braces,
		`![A  bridge]( <bridge.jpg> 'Mine' )` + braces,
		"content/posts/spare.jpg  12 × 8 JPEG, 1 KB\n    nothing shows it\n",
		`alt="Three [stone] arches"  caption: "The \"old\" bridge"  credit: "Ada Example"  license: CC-BY-SA-4.0`,
		"4 pictures, 1 that nothing shows, 2 places without words for it",
		"recap images --write completes 1 file",
	} {
		if !strings.Contains(strings.ReplaceAll(first, "A bridge", "A  bridge"), line) {
			t.Errorf("it does not say %s:\n%s", line, first)
		}
	}
	if strings.Contains(first, "ada@") || strings.Contains(first, "Grace") {
		t.Errorf("an address for letters or the site's own author is proposed:\n%s", first)
	}
	if report := run("--report"); !strings.Contains(report, "not published: position\n") || !strings.Contains(report, "licence: CC BY-SA 4.0\n") {
		t.Errorf("the report lacks the position or the licence:\n%s", report)
	}
	if got := run("--credits"); !strings.Contains(got, "4 pictures: 1 credited, 2 credited in the file alone, 1 nowhere") {
		t.Errorf("the credits are\n%s", got)
	}
	if b := readFile(t, filepath.Join(dir, "content/posts/walk.md")); b != post {
		t.Fatal("looking changed the post")
	}

	run("--write")
	want := strings.Replace(post, "![](bridge.jpg) the", `![Three \[stone\] arches](bridge.jpg "The \"old\" bridge")`+braces+" the", 1)
	want = strings.Replace(want, "'Mine' )", "'Mine' )"+braces, 1)
	if got := readFile(t, filepath.Join(dir, "content/posts/walk.md")); got != want {
		t.Errorf("the post is now\n%q, not\n%q", got, want)
	}
	var again struct {
		Pictures []struct {
			File  string
			Shown []struct{ Propose string }
		}
		Written []string
	}
	if err := json.Unmarshal([]byte(run("--write", "--json")), &again); err != nil || len(again.Written) > 0 || len(again.Pictures) != 4 {
		t.Errorf("once more: %v, %+v", err, again)
	}
	if _, err := os.Stat(filepath.Join(dir, "public")); err == nil {
		t.Error("it built the site")
	}
}
