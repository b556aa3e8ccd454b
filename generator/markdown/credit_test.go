package markdown

import (
	"fmt"
	"html/template"
	"strings"
	"testing"

	"recap/generator/media"
	"recap/generator/view"
)

// withCredits renders a text with a piece for credits that shows what it is given.
func withCredits(t *testing.T, text string) string {
	t.Helper()
	piece := func(name, lang string, v any) (template.HTML, error) {
		c := v.(view.Credit)
		return template.HTML(fmt.Sprintf("[%s|%s|%s]", c.Creator, c.URL, c.License)), nil
	}
	html, err := New(Options{}, piece).Render([]byte(text), 0, Frame{}, Answers{})
	if err != nil {
		t.Fatal(err)
	}
	return string(html)
}

func TestCredits(t *testing.T) {
	const img = `<img src="a.jpg" alt="A">`
	for text, want := range map[string]string{
		"![A](a.jpg)\n\nPicture by howardignatius- Creative Commons Attribution-NonCommercial-NoDerivs 2.0 Generic (CC BY-NC-ND 2.0)\nhttps://www.flickr.com/x\n\nIf you": "<figure>" + img + "<figcaption>[howardignatius|https://www.flickr.com/x|CC BY-NC-ND 2.0]</figcaption></figure>\n<p>If you</p>\n",
		"![A](a.jpg \"Hall\")\nFoto: Bo *Beispiel*, [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/)":                                                            "<figure>" + img + "<figcaption>Hall – [Bo Beispiel||CC BY 4.0]</figcaption></figure>\n",
		"![A](a.jpg){credit=\"Ada {x}\" license='CC BY 2.0' source=https://example.org/}":                                                                                 "<figure>" + img + "<figcaption>[Ada {x}|https://example.org/|CC BY 2.0]</figcaption></figure>\n",
		"In a line ![A](a.jpg){credit=Ada} it shows nothing.":                                                                                                             "<p>In a line " + img + " it shows nothing.</p>\n",
		"![A](a.jpg){colour=red}": "<p>" + img + "{colour=red}</p>\n",
		"![A](a.jpg)\n\nPicture a room full of people who all want to go home but the train is late.": "<figure>" + img + "</figure>\n<p>Picture a room full of people who all want to go home but the train is late.</p>\n",
		"Picture by Ada": "<p>Picture by Ada</p>\n",
		// In raw HTML alike: in the caption, in one that is made, or below.
		"<figure>\n<img src=\"a.jpg\" alt=\"A\">\n<figcaption>Hall</figcaption>\n</figure>\n\nFoto: Bo, CC0": "<figure>\n" + img + "\n<figcaption>Hall – [Bo||CC0 1.0]</figcaption>\n</figure>\n",
		"<figure><img src=\"a.jpg\" alt=\"A\"></figure>\n\nPicture by Ada\n\nMore":                           "<figure>" + img + "<figcaption>[Ada||]</figcaption></figure>\n<p>More</p>\n",
		"<img src=\"a.jpg\" alt=\"A\">\n\n© 2020 Ada":                                                        img + "\n<p>[Ada||]</p>\n",
		"<div><img src=\"a.jpg\" alt=\"A\"> words</div>\n\nPicture by Ada":                                   "<div>" + img + " words</div>\n<p>Picture by Ada</p>\n",
		"<div>words</div>\n\nPicture by Ada":                                                                 "<div>words</div>\n<p>Picture by Ada</p>\n",
	} {
		if got := withCredits(t, text); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
	raw, _ := Parse("x.md", []byte("<figure>\n<img src=\"a.jpg\" alt=\"A\">\n</figure>\n\nFoto: Bo\n\nText.\n"), 0)
	if raw.Images[0].Credit.Creator != "Bo" || raw.Lead != "Text." {
		t.Errorf("facts of raw HTML: %+v, lead %q", raw.Images, raw.Lead)
	}
	doc, d := Parse("x.md", []byte("![A](a.jpg){credit=Ada licence=CC0}\n\n![B](b.jpg)\n\nFoto: Bo\n\nText.\n\n![C](c.jpg){credti=Ada}\n"), 0)
	if doc.Images[0].Credit != (media.Credit{Creator: "Ada", License: "CC0-1.0", LicenseURL: "https://creativecommons.org/publicdomain/zero/1.0/"}) || doc.Images[1].Credit.Creator != "Bo" || doc.Lead != "Text." {
		t.Errorf("facts: %+v, lead %q", doc.Images, doc.Lead)
	}
	if len(d) != 1 || d[0].Code != "picture-key" || !strings.Contains(d[0].Hint, "credit") {
		t.Errorf("said: %v", d)
	}
}
