package schedule

import "recap/generator/diag"

// Codes explains what this room has to say, in the order of the manual.
var Codes = []diag.Code{
	{Name: "schedule-source", Severity: diag.Error, Text: "The source of an import is a file, a folder, or an address with http or https. This one is not there, or is something that has no end, such as a pipe."},
	{Name: "schedule-fetch", Severity: diag.Error, Text: "A programme could not be fetched from its address. Only http and https are used, with limits of time and size; an address that is behind a login cannot be read. Save the programme with a browser and import the file."},
	{Name: "schedule-large", Severity: diag.Error, Text: "The source is larger than any programme: more than 64 MB in a file, or 20,000 files in a folder. Name the folder of one event."},
	{Name: "schedule-format", Severity: diag.Error, Text: "The source is none of the forms that recap import schedule reads, or not of the one named by --as. recap import schedule --help lists the forms; a page of a conference's site is none, but many offer one of them under \"export\" or \"calendar\"."},
	{Name: "schedule-encoding", Severity: diag.Error, Text: "The source holds bytes that are not UTF-8. XML may name another encoding in its first line (ISO-8859-1, ISO-8859-15, Windows-1252); anything else is saved as UTF-8 by most editors."},
	{Name: "schedule-syntax", Severity: diag.Error, Text: "The source is not well formed: XML whose tags do not match, JSON with a comma too many, a file that was cut off while it was fetched. Nothing was written. Fetch it again, or ask those who publish it."},
	{Name: "schedule-entity", Severity: diag.Error, Text: "An XML file declares entities. They can make a small file fill the memory or name files of this machine, and no programme needs them, so a file that has some is not read."},
	{Name: "schedule-type", Severity: diag.Error, Text: "A value of the source is of another kind than its form has there: a list for a text, a text for a map. Reading on would lose something without a word, so nothing was written."},
	{Name: "schedule-time", Severity: diag.Error, Text: "A time of the source cannot be read. Forms write 2016-05-30T10:50:00+02:00, 10:50 for a time of day and 00:45 for a length."},
	{Name: "schedule-missing", Severity: diag.Error, Text: "The source lacks what every programme of its form has, such as the title of an entry."},
	{Name: "schedule-empty", Severity: diag.Error, Text: "There is no talk in the source: a list of speakers alone, or a programme that is not published yet. An import that emptied a programme would throw away what is known of it."},
	{Name: "schedule-more", Severity: diag.Warning, Text: "The source has more than a hundred problems; the first hundred are told."},
	{Name: "schedule-zone", Severity: diag.Error, Text: "Times of talks are those of the place. This source gives times without saying where, or in UTC, so the zone of the event has to be known: a line timezone: in event.yaml, or --timezone, which writes that line. It is asked for because a guess would be wrong by hours without anybody noticing."},
	{Name: "schedule-twice", Severity: diag.Warning, Text: "A talk that you wrote below talks: of the event may be one of the programme too. Where title, or people and time, leave no doubt, the programme's entry takes your id and they are one; here something speaks against it (other people, another day, several that would fit), so both stand. If they are one, write the programme's id in place of yours."},
	{Name: "schedule-dates", Severity: diag.Error, Text: "An import begins an event.yaml where there is none, and an event needs a first day. This source has none, neither for the event nor for a talk."},
	{Name: "schedule-old", Severity: diag.Error, Text: "The schedule.yaml of the import before cannot be read, so the ids that posts use for its talks are not known. Mend it, or take it back from version control. If no post names a talk yet, it may go."},
	{Name: "schedule-own", Severity: diag.Error, Text: "A schedule.yaml has no source:, so it was written by hand, and an import would write it anew. What a writer knows of a talk belongs below talks: in event.yaml, where no import touches it."},
	{Name: "schedule-outside", Severity: diag.Warning, Text: "The source gives talks days far from those of the event. Collections of recordings often have the day of the upload where the day of the talk belongs."},
	{Name: "schedule-unreadable", Severity: diag.Error, Text: "An import reads what it is about to write as a build would, and this could not be built. That is a fault of recap, unless the event's own file is the reason: please report it with the source."},
}
