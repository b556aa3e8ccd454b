package source

import "recap/generator/diag"

// Codes explains what this room says.
var Codes = []diag.Code{
	{Name: "source-no-content", Severity: diag.Error, Text: `A site is a folder that holds a folder content with everything the writer writes: site.yaml, posts, pages, events. Here there is none, or something else has its name.

Start a site with recap init, or name the folder of an existing one with -C.`},
	{Name: "source-special", Severity: diag.Warning, Text: `A named pipe, a socket or a device lies among the sources. It has no content of its own, and reading it could wait for ever, so it is never opened. Remove it.`},
	{Name: "source-symlink-outside", Severity: diag.Error, Text: `A symbolic link leads out of the site folder, into a hidden folder such as .git, or into the output. What lies there is not part of the site: it could be a private file, and another machine does not have it. Copy what is needed into the site folder. Links that stay inside it are followed.`},
	{Name: "source-symlink-loop", Severity: diag.Warning, Text: `A symbolic link leads to a folder that it is in itself, so following it would never end. It is left out. Remove it.`},
	{Name: "source-symlink-dangling", Severity: diag.Error, Text: `A symbolic link leads to nothing, or in a circle of links. What it stood for is missing from the site. Mend the link or remove it.`},
	{Name: "source-unreadable", Severity: diag.Error, Text: `A file or a folder could not be read; most often its permissions do not allow it. The message gives the reason as the system tells it.`},
	{Name: "source-name", Severity: diag.Error, Text: `The name of a file or folder is not valid UTF-8, or holds a control character such as a line end, or a mark that turns the writing direction. Addresses are made of names, and such a name is not the same on every system. Rename it; it is shown with escapes.`},
	{Name: "source-name-twin", Severity: diag.Warning, Text: `Two names in one folder differ only in upper and lower case, or only in how their accents are coded (composed or decomposed Unicode). Linux keeps them apart; macOS and Windows take them for one, so a copy of the site there loses one of them. Rename one.`},
	{Name: "source-too-large", Severity: diag.Error, Text: `A text file is larger than 16 MB, or any other file larger than 512 MB. It was most likely put here by mistake. Large recordings belong on a video or file host.`},
	{Name: "source-too-deep", Severity: diag.Error, Text: `More than 128 folders lie in one another, or links among linked folders multiply to more than 10,000 folders. What lies deeper is left out.`},
}
