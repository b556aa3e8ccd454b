package media

import "testing"

// The forms of the five seed blogs, and those around them.
func TestParseCredit(t *testing.T) {
	for text, want := range map[string]Credit{
		"Picture by howardignatius- Creative Commons Attribution-NonCommercial-NoDerivs 2.0 Generic (CC BY-NC-ND 2.0) https://www.flickr.com/photos/howardignatius/14482954049/sizes/l": {
			Creator: "howardignatius", License: "CC-BY-NC-ND-2.0", LicenseURL: "https://creativecommons.org/licenses/by-nc-nd/2.0/", Source: "https://www.flickr.com/photos/howardignatius/14482954049/sizes/l"},
		"Picture by Tim Norris – Creative Commons Attribution-NonCommercial-NoDerivs 2.0 Generic (CC BY-NC-ND 2.0)\nhttps://www.flickr.com/photos/tim_norris/2600844073/sizes/o/": {
			Creator: "Tim Norris", License: "CC-BY-NC-ND-2.0", LicenseURL: "https://creativecommons.org/licenses/by-nc-nd/2.0/", Source: "https://www.flickr.com/photos/tim_norris/2600844073/sizes/o/"},
		"Picture by Korona Lacasse – Creative Commons 2.0 Attribution 2.0 Generic https://www.flickr.com/photos/korona4reel/14107877324/sizes/l": {
			Creator: "Korona Lacasse", License: "CC-BY-2.0", LicenseURL: "https://creativecommons.org/licenses/by/2.0/", Source: "https://www.flickr.com/photos/korona4reel/14107877324/sizes/l"},
		"Foto: Ada Example, CC BY-SA 4.0":                {Creator: "Ada Example", License: "CC-BY-SA-4.0", LicenseURL: "https://creativecommons.org/licenses/by-sa/4.0/"},
		"Foto von Ada Example (CC0)":                     {Creator: "Ada Example", License: "CC0-1.0", LicenseURL: "https://creativecommons.org/publicdomain/zero/1.0/"},
		"Bild: Ada Example":                              {Creator: "Ada Example"},
		"© 2016 Ada Example":                             {Creator: "Ada Example"},
		"Photo courtesy of the Example Museum.":          {Creator: "the Example Museum"},
		"Image credit: Ada Example, all rights reserved": {Creator: "Ada Example", License: "all rights reserved"},
		"Photo by Ada Example on Unsplash":               {Creator: "Ada Example"},
		// No credits: sentences, and other lines below pictures.
		"Photos from the second day will follow as soon as I find the cable of my camera again.": {},
		"Picture the scene: two hundred people in a room for eighty.":                            {},
		"The photo by the door": {},
		"Imagine a fish":        {},
		"Bildung ist wichtig":   {},
		"Photo":                 {},
		"":                      {},
	} {
		got, ok := ParseCredit(text, nil)
		if got != want || ok != want.Is() {
			t.Errorf("%q:\n got %+v\nwant %+v", text, got, want)
		}
	}
	got, _ := ParseCredit("Picture by Ada Example, some rights reserved, CC BY 2.0", []string{"https://example.org/ada", "https://creativecommons.org/licenses/by/2.0/"})
	if got.Source != "https://example.org/ada" || got.License != "CC-BY-2.0" {
		t.Errorf("links: %+v", got)
	}
}

func FuzzParseCredit(f *testing.F) {
	f.Add("Picture by Ada Example – Creative Commons 2.0 Attribution 2.0 Generic https://example.org/")
	f.Add("Foto: Ada Example, CC BY-SA 4.0")
	f.Fuzz(func(t *testing.T, text string) {
		c, ok := ParseCredit(text, nil)
		if ok != c.Is() {
			t.Errorf("%q: %+v, %v", text, c, ok)
		}
	})
}
