package site

import "recap/generator/diag"

// Codes explains what this room says.
var Codes = []diag.Code{
	{Name: "embed-thumbnail", Severity: diag.Warning, Text: "A thumbnail: in content/embeds.yaml lies at another host. Shown from there, it would tell that host of every reader; it is left out. Store the picture below content/static and name it from there: /embeds/talk.jpg."},
	{Name: "address-empty", Severity: diag.Error, Text: "The address of a post ends in its slug: front matter's slug, else the file's name. Nothing of that text can stand in an address. Give the post a slug: of letters, digits and dashes."},
	{Name: "book-unknown", Severity: diag.Error, Text: "A link [text](book:id) names a book that content/books.yaml does not hold, by id or by title."},
	{Name: "comments-orphan", Severity: diag.Warning, Text: "content/comments/posts/x.yaml holds what readers said of content/posts/x.md. There is no such post, so nobody sees them. A post that was moved or renamed takes its comments along only by hand."},
	{Name: "event-id", Severity: diag.Error, Text: "An event's id becomes part of its address, and nothing of this one can stand there. The id is the event's id: key, else the name of its file or folder."},
	{Name: "event-part-loop", Severity: diag.Error, Text: "part_of names an event that is itself part of this one, so neither could be shown inside the other. Remove one of the two."},
	{Name: "event-unknown", Severity: diag.Error, Text: "A post or event names an event that no file under content/events/ describes. An event's id is the name of its file (events/lca-2018.yaml) or folder (events/lca-2018/event.yaml), unless the file says id:."},
	{Name: "file-missing", Severity: diag.Error, Text: "A link [text](file:slides.pdf) names a file that is not published: it lies neither beside the text nor in content/static/. A name that several files have needs its folders as well."},
	{Name: "heading-key", Severity: diag.Warning, Text: "The braces behind a heading hold a mark that recap does not know, often a slip of the keys: {tlak=…} for {talk=…}. Without it the heading is bound to nothing."},
	{Name: "image-alt", Severity: diag.Hint, Text: "A picture in raw HTML has no alt attribute. Write what it shows; alt=\"\" says that it is decoration."},
	{Name: "image-broken", Severity: diag.Error, Text: "The file of a picture is empty, cut off, damaged, no picture at all or far too large (more than 100 megapixels). It is not published, since nobody knows what it would tell; copy it again from where it comes, or save it anew."},
	{Name: "image-heic", Severity: diag.Error, Text: "HEIC is what some telephones write, and browsers do not show it. Export the picture as JPEG, or let a program of libheif read it: images: {decoder: heif-convert} in content/site.yaml. A HEIC that nothing shows is left unpublished, with a warning."},
	{Name: "image-name", Severity: diag.Error, Text: "The bytes of a picture are of another kind than its name says, such as a JPEG called photo.png. Servers tell browsers the kind by the name; rename the file."},
	{Name: "image-tool", Severity: diag.Error, Text: "The settings name a program that makes or reads pictures (images.encoder, images.decoder), and it cannot be run here."},
	{Name: "image-missing", Severity: diag.Warning, Text: "No file lies where a picture's source says. A source without a leading slash is looked for beside the text, one with a slash in content/static/ and then in content/."},
	{Name: "line-range", Severity: diag.Warning, Text: "The text speaks of lines that the code block does not have: in a link (#id-L5-6), or in words behind the block (Lines 5, 6). The numbers are those that the block shows, which start= may move. markup.line_refs: off in content/site.yaml leaves words alone."},
	{Name: "link-anchor", Severity: diag.Warning, Text: "The part of a link behind # names a heading that the text does not have. Anchors are made of the heading's words; {#name} behind a heading sets one by hand."},
	{Name: "link-held", Severity: diag.Warning, Text: "A link leads to a post that is a draft or lies in the future, so readers would find nothing there."},
	{Name: "post-id-taken", Severity: diag.Error, Text: "The id: of a post is what feed readers know it by, for ever. Two posts with one id are one post to them. It is easily copied with a file: change it in the newer post, or leave it out."},
	{Name: "post-title-missing", Severity: diag.Error, Text: "Every post and page needs a title: the key title: in its front matter, or a # heading as the first line of its text."},
	{Name: "post-token-missing", Severity: diag.Error, Text: "The address of an unlisted post has a secret part, kept in the file as token: so that it stays the same. recap new post --unlisted makes one."},
	{Name: "post-undated", Severity: diag.Warning, Text: "A post without a date is built, stands last in every list and in no feed. A date comes from the key date:, from a file name like 2016-06-10-report.md, or from folders like 2016/06."},
	{Name: "post-unknown", Severity: diag.Error, Text: "A link [text](post:name) names a post or page by the last word of its address or by its file below content/, and there is none, or there are several."},
	{Name: "speaker-unknown", Severity: diag.Error, Text: "A talk names a speaker by an id (speaker:ada-example) that content/speakers.yaml does not hold. A name needs no record; an id does."},
	{Name: "tag-unknown", Severity: diag.Error, Text: "A link [text](tag:name) names a tag that no published post has, so it has no page."},
	{Name: "tag-unusable", Severity: diag.Error, Text: "A tag becomes part of an address, and is shown as it is typed in feeds, where readers may take < and > for HTML. This one holds such a sign, or neither letters nor digits."},
	{Name: "talk-outside", Severity: diag.Warning, Text: "A talk's time or day does not lie within its event's dates. One of the two is mistyped, or the programme is that of another year."},
	{Name: "talk-twice", Severity: diag.Warning, Text: "Two headings of one post are bound to the same talk, by {talk=…} or by repeating its title. The talk's page quotes both. Write {talk=none} at a heading that is meant otherwise."},
	{Name: "talk-unknown", Severity: diag.Error, Text: "A post names a talk that none of its events has, nor the events those are part of. A talk's id stands in schedule.yaml or under talks: in event.yaml; event/talk names a talk of any event."},
	{Name: "talk-without-event", Severity: diag.Error, Text: "A post names a talk by its id alone, but no event whose talks could be meant."},
	{Name: "text-html-dropped", Severity: diag.Warning, Text: "With markup.html: clean a fixed list of HTML elements and attributes passes from Markdown into the page. This one is not on it. markup.html: allow lets everything pass, markup.html: escape shows raw HTML as text."},
	{Name: "venue-unknown", Severity: diag.Error, Text: "An event names a venue that content/venues.yaml does not hold. A venue can also be written into the event, as keys below venue:."},
}
