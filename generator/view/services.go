package view

// Sources are what a page loads from elsewhere, as Content-Security-Policy names
// it: whoever writes a policy for the site adds them to its own 'self'.
type Sources struct {
	Script, Style, Connect, Image, Frame []string
}

// Analytics is who counts readers. Its script comes with every page.
type Analytics struct {
	Kind   string // "plausible" "goatcounter" "matomo"
	Script string // address of its script
	Count  string // address that is told of a reader
	Site   string // its name of this site
}

// Discussion is where readers answer a post elsewhere. Nothing of it is loaded
// before a click.
type Discussion struct {
	Kind   string // "mastodon" "giscus" "isso" "email"
	URL    string // where the link leads without a script
	Host   string // who learns of the reader
	Source string // what is loaded after a click: a script, of Mastodon the answers; "" for nothing
	Style  string // stylesheet that comes with it
	Lang   string // of the page, as the service takes it

	Server                             string // of isso: its address
	Repo, RepoID, Category, CategoryID string // of giscus
}
