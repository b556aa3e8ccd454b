package serve

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"recap/generator/diag"
)

// What stands where a picture cannot be published is an SVG whose lines fit
// into it, however long the message.
func TestBrokenPicture(t *testing.T) {
	if got := strings.Join(wrapped("content/posts/a-long-folder/picture.jpg: it cannot be shown", 30), "|"); got != "content/posts/a-long-folder/|picture.jpg: it cannot be|shown" {
		t.Error(got)
	}
	for _, message := range []string{"short", strings.Repeat("words & <marks> ", 20), strings.Repeat("ö", 300), strings.Repeat("many words ", 400)} {
		svg := string(brokenPicture(diag.List{diag.Errorf("x", diag.Whole("content/posts/a.jpg"), "%s", message)}))
		d, lines := xml.NewDecoder(strings.NewReader(svg)), 0
		for {
			tok, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%v in %s", err, svg)
			}
			if text, ok := tok.(xml.CharData); ok {
				if lines++; len([]rune(string(text))) > 70 {
					t.Errorf("too long a line: %s", text)
				}
			}
		}
		if lines < 2 || lines > 10 {
			t.Errorf("%d lines of %.30q", lines, message)
		}
	}
}
