// Package schedule reads the programmes of conferences and gives them back.
//
//	in, bad, err := schedule.Read(ctx, "schedule.xml", at)
//	plan, err := schedule.Import(in, options)
//	err = plan.Apply(site)
//
// # What it writes
//
// Two files below content/events/ID, and nothing else. schedule.yaml is the
// importer's: written wholly anew each time, in the order of days and times, so
// that the same programme gives the same bytes. Its head names the source:
//
//	source:
//	  format: frab-json
//	  url: https://conf.example/schedule.json   # or file:, for files and folders
//	  fetched: "2016-05-01"                     # when the programme last changed
//	  version: "1.4"
//	  sha256: …
//
// A programme whose talks are the same is not written, whatever else in the
// source has changed. event.yaml is the writer's: an import begins it where there
// is none, and never touches it again.
//
// # Again
//
// A talk is found by the source's own key (guid, code, uid), else by its title,
// else by its people, time and room, and keeps its id. A talk that left the
// programme goes, unless the writer's files name it (Options.Names): then it
// stays, with withdrawn: true.
//
// # What is never written
//
// Readers take the fields they know and no others; answers to a call for papers,
// addresses of people, notes of organizers and availabilities are not among
// them. From the texts that are taken, e-mail addresses and telephone numbers
// are left out: an ellipsis stands in their place, in abstracts as well, since
// they are often the speaker's own. Handles (@name@host) and addresses of
// repositories (git@host) stay. From addresses of pages, names, passwords and
// keys are left out; pictures of people are neither fetched nor named.
//
// HTML becomes Markdown by a list of elements that may stay; scripts, frames,
// forms and pictures go. In texts that are no HTML, what Markdown would take for
// a tag is escaped.
//
// # Times
//
// Times are written as the clocks of the place show them. A source that gives
// them without a zone, or in UTC, says nothing without the event's zone, and it
// is asked for. A talk after midnight has the day of the evening it belongs to:
// the source's own day, or the day before when it begins before four.
//
// # What is wrong
//
// All problems of a source are told with file, line and column; with one error
// nothing is written. No entity of XML is expanded and none fetched, values may
// lie a hundred deep, files have at most 64 MB. Before anything is written it is
// read as a build would read it.
//
// # Adding a form
//
// A file with its reader, and a line in the table formats. A reader takes an
// Input and gives a Schedule; everything that is the same for all forms (zones,
// ids, privacy, order) is done elsewhere.
package schedule
