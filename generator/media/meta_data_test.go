package media

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What a picture says of itself is found where an independent reader finds it:
// every picture of the shared data, read here and by exiftool.
func TestMetaAgrees(t *testing.T) {
	tool, err := exec.LookPath("exiftool")
	if err != nil {
		t.Skip("exiftool is not installed (Debian: libimage-exiftool-perl): nothing to compare with")
	}
	var files []string
	for _, dir := range []string{"images", "recaps"} {
		dir = filepath.Join("..", "..", "..", "shared", "data", dir)
		if _, err := os.Stat(dir); err != nil {
			t.Skipf("%s is not there: no real pictures to read", dir)
		}
		_ = filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
			if err == nil && e.Type().IsRegular() && metaFormats[FormatOf(name)] != 0 {
				files = append(files, name)
			}
			return err
		})
	}
	out, err := exec.Command(tool, append([]string{"-json", "-G1", "-a", "-api", "StructFormat=Flat", "-q"}, files...)...).Output()
	if len(out) == 0 {
		t.Fatal(err)
	}
	var theirs []map[string]any
	if err := json.Unmarshal(out, &theirs); err != nil {
		t.Fatal(err)
	}
	type row struct{ theirs, ours, agree int }
	table := make([]row, len(metaAgreement))
	for _, tags := range theirs {
		name := fmt.Sprint(tags["SourceFile"])
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		format, _ := newInput(strings.NewReader(string(data))).sniff()
		m := ReadMeta(data, format)
		for i, field := range metaAgreement {
			var found []string
			for _, tag := range field.tags {
				if s := metaString(tags[tag]); s != "" && (field.name != "license" || isLicense(s)) {
					found = append(found, s)
				}
			}
			got := field.of(m)
			if len(found) > 0 {
				table[i].theirs++
			}
			if got != "" {
				table[i].ours++
			}
			switch {
			case len(found) == 0 && got == "":
			case slices.Contains(found, got), len(found) > 0 && got == "yes":
				table[i].agree++
			default:
				t.Errorf("%s: %s: exiftool finds %q, this room %q", filepath.Base(name), field.name, found, got)
			}
		}
	}
	t.Logf("%d pictures; found by exiftool, here, alike", len(theirs))
	for i, field := range metaAgreement {
		t.Logf("%-12s %4d %4d %4d", field.name, table[i].theirs, table[i].ours, table[i].agree)
	}
}

func isLicense(s string) bool { _, ok := FindLicense(s); return ok }

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

var metaAgreement = []struct {
	name string
	of   func(Meta) string
	tags []string // as exiftool calls them
}{
	{"creator", func(m Meta) string { return m.Creator }, []string{"XMP-cc:AttributionName", "IPTC:By-line", "XMP-dc:Creator", "IFD0:Artist", "IFD0:XPAuthor"}},
	{"credit", func(m Meta) string { return m.Credit }, []string{"IPTC:Credit", "XMP-photoshop:Credit"}},
	{"copyright", func(m Meta) string { return m.Copyright }, []string{"IPTC:CopyrightNotice", "XMP-dc:Rights", "IFD0:Copyright"}},
	{"license", func(m Meta) string { return yes(m.License.ID != "") }, []string{"XMP-cc:License", "XMP-xmpRights:WebStatement", "XMP-xmpRights:UsageTerms", "XMP-dc:Rights", "IPTC:CopyrightNotice", "IFD0:Copyright", "IPTC:SpecialInstructions"}},
	{"title", func(m Meta) string { return m.Title }, []string{"IPTC:ObjectName", "XMP-dc:Title", "IPTC:Headline", "XMP-photoshop:Headline", "IFD0:XPTitle"}},
	{"caption", func(m Meta) string { return m.Caption }, []string{"IPTC:Caption-Abstract", "XMP-dc:Description", "IFD0:ImageDescription", "IFD0:XPSubject"}},
	{"description", func(m Meta) string { return m.Description }, []string{"XMP-iptcCore:AltTextAccessibility", "XMP-iptcCore:ExtDescrAccessibility"}},
	{"position", func(m Meta) string { return yes(m.GPS) }, []string{"GPS:GPSLatitude", "XMP-exif:GPSLatitude"}},
	{"serial", func(m Meta) string { return yes(m.Serial) }, []string{"ExifIFD:SerialNumber", "ExifIFD:LensSerialNumber", "XMP-aux:SerialNumber", "XMP-exifEX:SerialNumber", "XMP-exifEX:BodySerialNumber", "XMP-exifEX:LensSerialNumber", "XMP-aux:LensSerialNumber"}},
}
