package media

import "testing"

func TestFindLicense(t *testing.T) {
	for text, want := range map[string]string{
		"Creative Commons Attribution-NonCommercial-NoDerivs 2.0 Generic (CC BY-NC-ND 2.0)": "CC-BY-NC-ND-2.0",
		"Creative Commons 2.0 Attribution 2.0 Generic":                                      "CC-BY-2.0",
		"CC-BY-SA-4.0": "CC-BY-SA-4.0",
		"CC BY 3.0":    "CC-BY-3.0",
		"cc-by-nd":     "",
		"CC BY–SA 2.5": "CC-BY-SA-2.5",
		"https://creativecommons.org/licenses/by/2.0/":      "CC-BY-2.0",
		"http://creativecommons.org/publicdomain/zero/1.0/": "CC0-1.0",
		"CC0": "CC0-1.0",
		"Namensnennung - Nicht kommerziell 3.0 Deutschland (Creative Commons)": "CC-BY-NC-3.0",
		"Creative Commons Namensnennung-Keine Bearbeitung 2.0":                 "CC-BY-ND-2.0",
		"Laitche (This file is in the public domain.)":                         "CC-PDM-1.0",
		"gemeinfrei":                   "CC-PDM-1.0",
		"MIT":                          "MIT",
		"All rights reserved":          "",
		"a photo by Attribution Smith": "",
		"":                             "",
	} {
		got, ok := FindLicense(text)
		if got.ID != want || ok != (want != "") {
			t.Errorf("%q: %q, not %q", text, got.ID, want)
		}
		if again, _ := FindLicense(got.ID); again != got {
			t.Errorf("%q is not its own name: %q", got.ID, again.ID)
		}
	}
}
