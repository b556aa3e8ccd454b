package theme

import "recap/generator/view"

// sampleLists is one rich page of each list beside tags, events and years.
func sampleLists(mk func(path, title, kind string) view.Base, cards []view.Card) map[string]view.Page {
	on := &view.Link{Title: "Page 2", URL: "/posts/page/3/"}
	post := view.Link{Title: "PyCon 2016 report", URL: "/2016/06/pycon-2016-report/"}
	pick := view.Pick{Title: "Machete-mode Debugging", URL: "/events/pycon-us-2016/", Event: pycon, Day: at("2016-05-30T10:50"), Video: "https://www.youtube.com/watch?v=bAcfPzxB3dk", Minutes: 30,
		Speakers: []view.Speaker{{Name: "Ada Example", URL: "/about/"}, {Name: "Ben Example"}}, Posts: []view.Link{post, {Title: "Sprint notes", URL: "/2018/01/kernel-miniconf/"}}}
	missed := view.Pick{Title: "Ein Vortrag, den ich verpasst habe", URL: "/events/lca-2018/", Lang: "de", Event: lca, Missed: true}
	call := view.CFPLine{Event: releng, CFP: view.CFP{Name: "Talks", URL: "https://example.org/cfp", Close: at("2016-07-01"), Topics: []string{"testing", "packaging"}}}
	months := mk("2016/06/", "Posts from June 2016", "list")
	cfps := mk("cfps/", "Calls for papers", "list")
	cfps.Feeds = []view.FeedLink{{Title: "Calls for papers", URL: "/feed.atom", Type: "text/calendar"}}
	return map[string]view.Page{
		"authors/": view.Terms{Base: mk("authors/", "Authors", "list"), Sort: "author", Terms: []view.Link{{Title: "Ada Example", URL: "/authors/ada/"}}},
		"authors/ada/": view.Term{Base: mk("authors/ada/", "Ada Example", "list"), Sort: "author", Name: "Ada Example", Description: "Writes about releases.", Picture: &view.Image{URL: "/assets/icon.png", Abs: sampleOrigin + "/assets/icon.png", Width: 180, Height: 180},
			Links: []view.Link{{Title: "website", URL: "https://example.org/ada"}}, Posts: cards[:2], Older: on, Newer: on},
		"2016/06/": view.YearMonth{Base: months, Date: at("2016-06"), Posts: sampleLines(cards[1:4]), Newer: on, Older: on},
		"year/2016/": view.Review{Base: mk("year/2016/", "The year 2016", "list"), Year: 2016, Events: []view.ReviewEvent{{Event: bbq}, {Event: pycon, Posts: []view.Link{post, post}}, {Event: releng}},
			Talks: []view.Pick{pick}, Posts: 3, Covered: 18, Speakers: 21, Words: 12000, Days: 12, Cities: 3, Countries: 2, Months: sampleMonths(), Seen: []view.SeenSpeaker{{Name: "Ada Example", URL: "/about/", Talks: 3}, {Name: "Ben Example", Talks: 2}}, Archive: &view.Link{Title: "Posts from 2016", URL: "/2016/"}, Newer: on, Older: on},
		"events/map/":   view.EventsMap{Base: mk("events/map/", "Map of events", "list"), Places: samplePlaces, Closer: [][]view.Place{samplePlaces[1:]}, Events: view.Link{Title: "Events", URL: "/events/"}},
		"cfps/":         view.CFPs{Base: cfps, Open: []view.CFPLine{call}, Closed: []view.CFPLine{call, {Event: pycon, CFP: view.CFP{Close: at("2016-01-03")}}}},
		"highlights/":   view.Picks{Base: mk("highlights/", "Highlights", "list"), Sort: "highlights", Talks: []view.Pick{pick, missed}, Older: on},
		"watch/page/1/": view.Picks{Base: mk("watch/page/1/", "Videos to watch, page 1", "list"), Sort: "watch", Number: 1, Talks: []view.Pick{pick}, Newer: on, Older: on},
		"books/": view.BookList{Base: mk("books/", "Books", "list"), Books: []view.BookEntry{
			{ID: "a-book", Title: "A Book of Examples", Authors: []string{"Ada Example", "Ben Example"}, Year: 2007, URL: "https://example.org/book", ISBN: "978-3-16-148410-0", Named: []view.BookMention{{Title: "Machete-mode Debugging", URL: "/events/pycon-us-2016/", Talk: true, Event: &pycon}, {Title: post.Title, URL: post.URL}}},
			{ID: "untold", Title: "Untold", Named: []view.BookMention{{Title: post.Title, URL: post.URL}}}}},
		"topics/diversity/": view.Topic{Base: mk("topics/diversity/", "Diversity", "list"), Name: "Diversity", Sections: []view.TopicSection{
			{Title: "Who was there", URL: post.URL + "#monday", Lead: "A third of the speakers were women, which the organisers had worked for.", Post: sampleLines(cards[1:2])[0]},
			{Title: "Wer fehlte", URL: post.URL + "#tuesday", Post: sampleLines(cards[2:3])[0]}}, Newer: on, Older: on},
		"search/": view.Search{Base: mk("search/", "Search", "search"), Index: "/search/", List: "/archive/", Lists: []view.Link{{Title: "Archive", URL: "/archive/"}}},
		"quotes/": view.Quotes{Base: mk("quotes/", "Quotes", "list"), Quotes: []view.Saying{{Text: "Measure first, then be surprised.", Who: "Ada Example", Memory: true, Post: sampleLines(cards[1:2])[0]},
			{Text: "Wer misst, misst Mist.", Post: sampleLines(cards[2:3])[0]}}, Newer: on, Older: on},
		"credits/": view.Credits{Base: mk("credits/", "Picture credits", "list"), Pictures: []view.PictureCredit{
			{Title: "A badge on a lanyard", Credit: &view.Link{Title: "Ada Example", URL: "https://example.org/ada"}, License: "CC BY 4.0", Source: "https://example.org/badge", Page: post},
			{License: "CC0", Page: post}}, Newer: on, Older: on},
	}
}
