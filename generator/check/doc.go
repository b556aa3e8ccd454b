// Package check looks a site through as an editor does: what a build says of it,
// and much that is no mistake of form and still one that a reader stumbles over.
//
// Nothing here belongs to a build. A build says what it could not understand;
// this room reads the texts, the records and the pages that came out of them once
// more, asks for slips that people make (a colon with nothing behind it, a picture
// whose text is its file's name, a speaker spelled unlike the programme), and
// never touches the site.
//
// # One table
//
// Every check is a row of a table: code, severity, what explain says of it, the
// languages it knows, the function, a text that makes it speak, the same text
// mended, and a near miss that must not. The examples are what recap explain
// shows and what the test runs, so neither can go out of date.
//
// # Severities
//
// An error is wrong for every reader, a warning most likely so; what has more
// than one false alarm in fifty on real posts is a hint. Warnings of a build that
// speak of links, anchors, pictures and texts are errors here (raised).
//
// # Ignoring
//
// check.ignore in the settings leaves codes or families out. In a text
// <!-- recap:ignore CODE reason --> does so for the block below it, and for the
// whole text where it is the first thing in it; in YAML a comment # recap:ignore
// CODE reason does so for its line, or, on a line of its own, for the entry below
// it. An ignore that ignores nothing is told. What stops a build cannot be ignored.
//
// # Fixing
//
// A fix is a diag.Fix: text put in the place of other text. Fixed applies those
// that are certain; those that are a guess only when their code is asked for by
// name. The file is read again with its new text, and a fix that changes more than
// the words at its place is not made.
package check
