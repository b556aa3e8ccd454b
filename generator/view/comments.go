package view

// Thread is what readers said of a text, as an earlier home of the blog left it:
// nothing is ever added by readers of this site. nil when nobody said anything.
type Thread struct {
	Count    int       // comments, answers included
	Comments []Comment // in the order of their file, answers below what they answer
	Mentions []Mention // pages elsewhere that told the blog of a link to it
}

// Comment is one of them.
type Comment struct {
	ID      string // of its element: "comment-12"
	Author  string // "" for nobody
	URL     string // the author's site, "" for none
	Date    Day
	To      string // whom it answers, when it stands no deeper than that
	Text    Body
	Replies []Comment
}

// Mention is a page elsewhere that links to the text (pingback, trackback).
type Mention struct {
	ID    string
	Title string
	URL   string // "" when the address could not be linked
	Date  Day
}
