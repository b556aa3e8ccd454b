package view

// Frame is what a fixed piece of a theme sees: what is the same on every page,
// and whether the menu leads here. {{fixed "menu" .Site .Lang (here .Site .URL)}}
type Frame struct {
	Site *Site
	Lang string
	Here string // the page's address when the menu leads to it, else ""
}
