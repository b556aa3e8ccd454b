package plan

import "recap/generator/diag"

// Codes explains what this room says.
var Codes = []diag.Code{
	{Name: "address-case", Severity: diag.Error, Text: "Two pages have addresses that differ only in upper and lower case, or in how an accent is stored. macOS, Windows and some hosts cannot tell such files apart: one would overwrite the other. Give one of them another slug."},
	{Name: "address-taken", Severity: diag.Error, Text: "Two inputs would be written to the same file, or one needs a folder where the other is a file. Nothing is overwritten in silence: give one of them a slug: of its own, rename its file, or remove the alias."},
	{Name: "address-unsafe", Severity: diag.Error, Text: "An address cannot be a file on every system: a name that Windows reserves, a part longer than 255 bytes, or a way out of the output folder."},
	{Name: "map-place", Severity: diag.Hint, Text: "The map of events shows those whose place is known by its coordinates: coordinates: 48.20, 16.37 in event.yaml, or latitude: and longitude: of the venue. One event of each place is enough. recap looks nothing up: it would tell a stranger where you are, and a name can mean many places. pages: {map: false} does without the map."},
	{Name: "i18n-none", Severity: diag.Warning, Text: "The settings name a language in which the theme has no texts, so that its own words on pages in that language (Contents, Older posts, names of months) are English. recap comes with English and German; recap theme texts and the language writes all texts down, to be translated in content/i18n."},
	{Name: "include-inline", Severity: diag.Warning, Text: "Your own HTML for every page holds a script, a style element or an attribute that a strict Content-Security-Policy does not let pass. Put what it does into a file below content/static and load that; or let the policy name the hash that the message spells out."},
	{Name: "theme-include", Severity: diag.Error, Text: "theme.head and theme.foot name files below content/ with HTML that goes into every page. This one is not there, or is no text that every page could carry."},
	{Name: "link-dead", Severity: diag.Warning, Text: "A link leads to an address or file of this site that does not exist. A path without a leading slash is looked for beside the text first, then as an address relative to the page's own; a path with a slash is an address of the site. Links to other texts are best written as paths to their .md files: recap knows their addresses."},
}
