// Package links asks whether addresses elsewhere still answer, as a polite guest
// does.
//
//	results, err := links.Ask(ctx, addresses, links.Options{…})
//
// # Three answers
//
// Fine is an answer of 200 to 299, at once or behind redirects. Gone is 404 or 410
// to a GET, or a host that the name service does not know, asked twice with a pause
// between. Everything else is Unsure: a time-out, 403, 429, a fault of the server or
// of its certificate, a redirect without end or to the front page. Only what is gone
// is the writer's business for certain. When no host at all could be found it is
// most likely this machine that has no network, and nothing is gone.
//
// # Manners
//
// One request at a time to a host, with a pause between; HEAD first, and GET when
// the answer is not fine, since many servers answer HEAD wrongly. What a server asks
// for with Retry-After it gets, and when that is long it is left alone for this run.
// Bodies are read only where an address has a #fragment, and no further than
// maxBody. Requests say who asks and for which site.
//
// # Safety
//
// A site may be somebody else's. No request goes to a private address, such as one of
// this machine or of the local network, unless Options.Private allows it: the
// address is looked at when it is dialled, behind every redirect and name. Redirects
// lead to http and https only.
//
// # Remembering
//
// Cache keeps answers in a file with their age. Unsure ones are asked again each
// time.
package links

import "recap/generator/diag"

// Codes explains what is said of links that lead elsewhere.
var Codes = []diag.Code{
	{Name: "link-gone", Severity: diag.Error, Text: "A link leads to a page that its server says is gone (404, 410), or to a host that does not exist any more. Look for its new place, or let recap links --archive propose a copy that the Internet Archive made."},
	{Name: "link-unsure", Severity: diag.Hint, Text: "Whether the page behind a link is there could not be found out: no answer in time, a refusal (403, 429), a fault of the server or its certificate. Often it is fine in a browser. It is asked again next time; links.skip in content/site.yaml leaves a host alone."},
	{Name: "link-moved", Severity: diag.Hint, Text: "A server says that a page has moved for good, and where to. recap links --apply writes the new address."},
	{Name: "link-http", Severity: diag.Hint, Text: "A link begins with http:, and the same page answers by https: as well. recap links --apply writes it."},
	{Name: "link-fragment", Severity: diag.Hint, Text: "The page behind a link is there, but nothing in it has the id that stands behind the #. Pages that are put together in the browser may have it all the same, and they are told of too."},
}
