package serve

import "recap/generator/diag"

// Codes explains what this room says.
var Codes = []diag.Code{
	{Name: "preview-failed", Severity: diag.Error, Text: `The preview could not make a page, or could not look at the site at all, and the reason lies with the machine rather than with a text: a file that may not be read, a full disk, a fault in the program. The message says what the system said.

The preview goes on; it tries again with the next change.`},
}
