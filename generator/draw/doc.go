// Package draw makes pictures of the data: pure functions from values of package
// view, and words in the reader's language, to SVG that stands in a page.
//
// # The pictures
//
//	Timeline  events as bars in the months of their year, one row a year
//	Map       places on the land of the earth, zoomed in to where they are
//	Months    the posts and the days at events of a year's months
//	Ring      a share: talks covered of all talks
//
// # Sizes
//
// A picture takes the width that it is given, and its words stay as large as the
// reader's: what lies across is measured in percent of the width, what lies down
// and every word in em. So there is one picture for a phone and a wide window,
// and none of it is scaled until it cannot be read. Only land is scaled, in a
// picture within the picture. Which words find room is worked out for the
// narrowest window; words for pictures of 60 em and more have the class "wide", and
// what they replace has "less".
//
// # Looks
//
// Nothing here has a colour. Every piece has a class, and the theme's stylesheet
// gives it fill and stroke, for light and dark. There is no style attribute, no
// id and no script, so a strict Content-Security-Policy holds and two pictures
// can stand in one page. The classes:
//
//	.timeline   .rule .month .year .bar .core .dot .name; on a link .written .there .ahead .known .vague
//	.map        .land .border .spot .name
//	.months     .rule .month .posts .days .count
//	.ring       .all .part
//
// # Readers who do not see
//
// A picture with links is a group with a title and a description, since the parts
// of an image are hidden from screen readers; one without is an image. Links have
// a title, which is their name, and follow each other in the order of time or of
// the page's own list. What a picture shows, its page says in words as well.
//
// # Land
//
// outline.txt holds land and borders by Natural Earth (public domain, 1:50m),
// with a weight for each point, so that a map of the world leaves out what only a
// closer look would show. internal/outline makes the file and tells how.
package draw
