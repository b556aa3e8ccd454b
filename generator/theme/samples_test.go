package theme

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"recap/generator/digest"
	"recap/generator/view"
)

// samples makes one rich page of every kind, and a few more, in a language:
// everything a view can hold is there at least once.

func body(html string) view.Body {
	return view.Body{Key: digest.Bytes([]byte(html)), Make: func() (template.HTML, error) { return template.HTML(html), nil }}
}

func at(s string) view.Day {
	for _, f := range []struct{ layout, precision string }{
		{"2006-01-02T15:04", "time"}, {"2006-01-02", "day"}, {"2006-01", "month"}, {"2006", "year"},
	} {
		if t, err := time.ParseInLocation(f.layout, s, time.FixedZone("", -7*3600)); err == nil {
			return view.Day{Time: t, Precision: f.precision}
		}
	}
	panic("no date: " + s)
}

const sampleOrigin = "https://recap.example.org"

func sampleSite(th *Theme) *view.Site {
	s := &view.Site{
		Title: "Notes from the hallway", Description: "Recaps of conferences: what was said, what was shown, and where to find it again.",
		Home: "/", BaseURL: sampleOrigin + "/", Language: "en",
		Author:    &view.Person{Name: "Ada Example", URL: sampleOrigin + "/about/"},
		Me:        []view.Link{{Title: "mastodon", URL: "https://social.example/@ada"}, {Title: "github", URL: "https://github.com/ada-example"}},
		Menu:      []view.Link{{Title: "Home", URL: "/"}, {Title: "Events", URL: "/events/"}, {Title: "Archive", URL: "/archive/"}, {Title: "Tags", URL: "/tags/"}, {Title: "About", URL: "/about/"}},
		Feeds:     []view.FeedLink{{Title: "Atom", URL: "/feed.atom", Type: "application/atom+xml"}, {Title: "RSS", URL: "/feed.rss", Type: "application/rss+xml"}, {Title: "JSON", URL: "/feed.json", Type: "application/feed+json"}},
		Footer:    "Text under CC BY 4.0.",
		Assets:    th.AssetURLs("/"),
		Standards: view.Standards{JSONLD: true, Microformats: true, OpenGraph: true},
	}
	return s.Name()
}

func base(s *view.Site, lang, url, title, kind string) view.Base {
	return view.Base{Site: s, Lang: lang, URL: url, Canonical: sampleOrigin + url, Title: title, Kind: kind,
		Description: "About " + title + ": a page that shows what this kind of page can hold.",
		Crumbs:      []view.Link{{Title: "Home", URL: "/"}}}
}

var (
	pycon  = view.EventRef{Name: "PyCon US 2016", URL: "/events/pycon-us-2016/", Start: at("2016-05-28"), End: at("2016-06-05"), Location: "Portland, OR, USA"}
	lca    = view.EventRef{Name: "linux.conf.au 2018", URL: "/events/lca-2018/", Start: at("2018-01-22"), End: at("2018-01-26"), Location: "Sydney, Australia"}
	releng = view.EventRef{Name: "RelEng 2016", URL: "/events/releng-2016/", Start: at("2016-11-18"), End: at("2016-11-18"), Location: "Seattle, USA", Status: "postponed"}
	bbq    = view.EventRef{Name: "DevOpsDays Toronto 2016", URL: "/events/devopsdays-toronto-2016/", Start: at("2016-05-26"), End: at("2016-05-27"), Location: "Toronto, Canada"}
)

func sampleCards() []view.Card {
	tags := []view.Link{{Title: "python", URL: "/tags/python/"}, {Title: "release engineering", URL: "/tags/release-engineering/"}}
	return []view.Card{
		{Title: "Session notes from the kernel miniconf", URL: "/2018/01/kernel-miniconf/", Date: at("2018-01-22T12:10"), Lang: "en", Event: &lca, Minutes: 11, Part: "Part 2", Tags: tags[1:],
			Summary: "What is in the security pipeline, why containers are not a boundary, and a long discussion about who reviews the reviewers."},
		{Title: "PyCon 2016 report", URL: "/2016/06/pycon-2016-report/", Date: at("2016-06-10"), Lang: "en", Event: &pycon, Minutes: 9, Tags: tags, More: true,
			Summary: "Nine days in Portland: eighteen talks worth your evening, a sprint on the packaging index, and the hallway, which was the best track again."},
		{Title: "Was bleibt von zwei Tagen DevOps?", URL: "/2016/06/devopsdays-toronto/", Date: at("2016-06-03"), Lang: "de", Event: &bbq, Minutes: 1,
			Summary: "Zwei Tage, ein Saal, keine parallelen Vorträge: was ich aus Toronto mitgenommen habe und worüber ich weiter nachdenke."},
		{Title: "Call for papers: release engineering summit, due by July 1", URL: "/2016/06/releng-cfp/", Date: at("2016-06-02"), Lang: "en", Event: &releng, Minutes: 1, Draft: true, Summary: "We would love to see your submission."},
		{Title: "A_very_long_identifier_in_a_title::that_nobody_broke<into<lines>>_before_publishing_it", URL: "/2015/11/long/", Date: at("2015-11"), Lang: "en", Minutes: 3, Future: true, Authors: []view.Person{{Name: "Ben Example"}},
			Summary: "No event here, only a date that knows its month."},
	}
}

const sampleProse = `<p>I had the opportunity to spend last week in Portland for <a href="/events/pycon-us-2016/">PyCon</a>. What follows is not complete; it is what I wrote down between two sessions, with <em>links</em> where I found them, a <code>very_long_identifier_that_should_wrap_somewhere_on_a_small_screen_before_it_overflows</code> and some <strong>strong words</strong>.<sup id="p-fnref:1"><a href="#p-fn:1" class="footnote-ref" role="doc-noteref">1</a></sup></p>
<h2 id="monday">Monday</h2>
<h3 id="machete-mode-debugging">Machete-mode Debugging</h3>
<p>A great talk about debugging when you are desperate. The program misbehaves, the tests pass, and <kbd>Ctrl</kbd>+<kbd>C</kbd> does nothing.</p>
<blockquote>
<p>If you watch only one video from the conference, watch this one.</p>
</blockquote>
<pre class="chroma" tabindex="0"><code class="language-python"><span class="k">def</span> <span class="nf">trace</span><span class="p">(</span><span class="n">frame</span><span class="p">,</span> <span class="n">event</span><span class="p">,</span> <span class="n">arg</span><span class="p">):</span>  <span class="c1"># called for every line that is executed, which is slower than you think it is</span>
    <span class="k">if</span> <span class="n">event</span> <span class="o">==</span> <span class="s2">&#34;line&#34;</span> <span class="ow">and</span> <span class="n">frame</span><span class="o">.</span><span class="n">f_lineno</span> <span class="o">&gt;</span> <span class="mi">42</span><span class="p">:</span>
        <span class="nb">print</span><span class="p">(</span><span class="n">frame</span><span class="o">.</span><span class="n">f_locals</span><span class="p">)</span>
    <span class="k">return</span> <span class="n">trace</span>
</code></pre>
<h3 id="numbers">Numbers</h3>
<div class="table" tabindex="0">
<table>
<thead>
<tr><th>Year</th><th>Place</th><th class="align-right">Participants</th><th class="align-right">Talks</th><th>Recording</th><th>Organised by</th></tr>
</thead>
<tbody>
<tr><td>2014</td><td>Montréal</td><td class="align-right">2,500</td><td class="align-right">95</td><td>all, online within a day</td><td>volunteers of three continents</td></tr>
<tr><td>2016</td><td>Portland</td><td class="align-right">3,391</td><td class="align-right">95</td><td>all but one</td><td>volunteers</td></tr>
</tbody>
</table>
</div>
<ol>
<li>First, set the sprint up.</li>
<li>Then find the people who know.
<ol>
<li>They sit in the corner.</li>
<li>They have stickers.</li>
</ol></li>
</ol>
<ul class="tasks">
<li><label><input type="checkbox" checked disabled> Slides found</label></li>
<li><label><input type="checkbox" disabled> Video watched</label></li>
</ul>
<h2 id="tuesday">Tuesday: what I would tell <code>you</code></h2>
<p>A longer paragraph to see the colour of the page. The second day began with coffee, went on with a keynote about maintaining things that nobody pays for, and ended on a roof above the river, where somebody explained reference counting with beer mats. It was clearer than the documentation.</p>
<hr>
<p>More to come.</p>
<section class="footnotes" role="doc-endnotes">
<hr>
<ol>
<li id="p-fn:1"><p>The recordings were online the next morning. <a href="#p-fnref:1" class="footnote-backref" role="doc-backlink">↩︎</a></p></li>
</ol>
</section>`

// notes is session notes as people really write them: hundreds of bullets on
// three levels.
func notes(n int) string {
	var b strings.Builder
	b.WriteString("<h2 id=\"notes\">Look out for what’s in the security pipeline</h2>\n<ul>\n")
	for i := range n {
		fmt.Fprintf(&b, "<li>Point %d: not much is changing here, but somebody asked", i+1)
		b.WriteString("\n<ul>\n<li>why the module is loaded twice\n<ul>\n<li>because nobody removed it</li>\n<li>see <code>CONFIG_SECURITY_SOMETHING_RATHER_LONG</code></li>\n</ul>\n</li>\n<li>and when it will go</li>\n</ul>\n</li>\n")
	}
	b.WriteString("</ul>\n")
	return b.String()
}

func sampleTalks() []view.Talk {
	var talks []view.Talk
	add := func(t view.Talk) { talks = append(talks, t) }
	add(view.Talk{ID: "opening", Title: "Welcome", Kind: "opening", Start: at("2016-05-30T09:00"), End: at("2016-05-30T09:20"), Minutes: 20, Room: "Main hall"})
	add(view.Talk{ID: "machete", Title: "Machete-mode Debugging", Subtitle: "Hacking your way out of a tight spot", Kind: "talk", Start: at("2016-05-30T10:50"), Minutes: 30, Room: "Main hall", Track: "Core", Highlight: true, Seen: "room",
		Speakers: []view.Speaker{{Name: "Ada Example", Affiliation: "Example University"}}, Abstract: "https://us.pycon.org/2016/schedule/",
		Video: []view.TalkLink{{State: "known", URL: "https://www.youtube.com/watch?v=bAcfPzxB3dk", Start: "12:30", Note: "partial recording"}}, Slides: []view.TalkLink{{State: "known", URL: "https://example.org/slides.pdf"}, {State: "known", URL: "https://example.org/older.pdf", Title: "older version"}}})
	add(view.Talk{ID: "wormhole", Title: "Magic Wormhole: simple secure file transfer", Kind: "talk", Start: at("2016-05-31T13:55"), Minutes: 45, Room: "Room 2", Seen: "conversation",
		Speakers: []view.Speaker{{Name: "Ben Example"}, {Name: "Cleo Example", Affiliation: "Example & Daughters"}}, Abstract: "https://us.pycon.org/2016/schedule/",
		Video: []view.TalkLink{{State: "private"}}, Slides: []view.TalkLink{{State: "expected"}}, Resources: []view.EventLink{{Kind: "repo", URL: "https://example.org/code"}}})
	add(view.Talk{ID: "gestrichen", Title: "Ein Vortrag, der ausfiel", Lang: "de", Kind: "lightning", Start: at("2016-05-31T17:00"), Status: "cancelled", Speakers: []view.Speaker{{Name: "Dora Beispiel"}}, Video: []view.TalkLink{{State: "none"}}})
	add(view.Talk{ID: "open-space", Title: "Open space about packaging", Kind: "open_space", Session: "Session 3"})
	add(view.Talk{ID: "bof", Title: "Birds of a feather", Kind: "bof", SessionN: 4})
	for i := range talks {
		if d := talks[i].Start; d.Is() {
			talks[i].Day = view.Day{Time: d.Time, Precision: "day"}
		}
	}
	talks[1].URL, talks[1].Covered = "/events/pycon-us-2016/talks/machete/", true
	talks[1].Speakers[0].URL = "/speakers/ada-example/"
	return talks
}

// samples are the pages of a small site by output path.
func samples(th *Theme, lang string) map[string]view.Page {
	s := sampleSite(th)
	root := "/"
	if lang != "en" {
		root = "/" + lang + "/"
	}
	cards := sampleCards()
	var lines []view.Line
	for _, c := range cards {
		lines = append(lines, view.Line{Title: c.Title, URL: c.URL, Date: c.Date, Lang: c.Lang, Event: c.Event, Draft: c.Draft, Future: c.Future})
	}
	hero := &view.Image{URL: "/img/hero.png", Abs: sampleOrigin + "/img/hero.png", Alt: "A badge on a lanyard", Width: 1200, Height: 630, Caption: "The badge, before the coffee.", Credit: &view.Link{Title: "Ada Example", URL: "https://example.org/ada"}, License: "CC BY 4.0"}
	tags := []view.Link{{Title: "python", URL: "/tags/python/"}, {Title: "release engineering", URL: "/tags/release-engineering/"}}
	mk := func(path, title, kind string) view.Base {
		if lang != "en" {
			title += " (" + lang + ")"
		}
		return base(s, lang, root+path, title, kind)
	}

	home := view.Home{Base: mk("", s.Title, "home"), Posts: cards, Older: &view.Link{Title: "2015", URL: "/posts/page/3/"},
		Upcoming: []view.EventRef{{Name: "Example Conf 2027", URL: "/events/releng-2016/", Start: at("2027-02-27"), End: at("2027-03-02"), Location: "Köln, Germany"}, releng}, Timeline: sampleTimeline}
	home.Crumbs = nil
	home.Alternates = []view.Alternate{{Lang: "x-default", URL: "/", Abs: sampleOrigin + "/"}, {Lang: "de", URL: "/de/", Abs: sampleOrigin + "/de/"}}

	post := view.Post{Base: mk("2016/06/pycon-2016-report/", "PyCon 2016 report: nine days in Portland", "post"),
		Date: at("2016-06-10T08:30"), Updated: at("2016-06-12"), Updates: []view.Update{{Date: at("2016-06-12"), Note: "The slides of the second talk are there."}},
		Authors: []view.Person{*s.Author, {Name: "Ben Example"}}, Event: &pycon, Tags: tags, Categories: []view.Link{{Title: "Reports", URL: "/tags/python/"}, {Title: "Unfiled"}}, Minutes: 9, Words: 1800,
		Body: body(sampleProse), TOC: []view.Heading{{Title: "Monday", ID: "monday", Children: []view.Heading{{Title: "Machete-mode Debugging", ID: "machete-mode-debugging"}, {Title: "Numbers", ID: "numbers"}}}, {Title: "Tuesday: what I would tell you", ID: "tuesday"}},
		Hero: hero, Series: &view.PostSeries{Name: "Release engineering, explained", URL: "/authors/ada/", Number: 2, Prev: &view.Link{Title: "Before", URL: "/2018/01/kernel-miniconf/"}, Next: &view.Link{Title: "After", URL: "/2018/01/kernel-miniconf/"}}, Disclosure: "My employer paid the ticket.", Newer: &view.Link{Title: "Session notes from the kernel miniconf", URL: "/2018/01/kernel-miniconf/"}, Older: &view.Link{Title: "Was bleibt von zwei Tagen DevOps?", URL: "/2016/06/devopsdays-toronto/"},
		EventPrev: &view.Link{Title: "What I want to see in Portland", URL: "/2016/06/devopsdays-toronto/"}, EventNext: &view.Link{Title: "Sprint notes", URL: "/2018/01/kernel-miniconf/"},
		Related: sampleLines(cards[1:3]), Elsewhere: []view.Link{{URL: "https://social.example.org/@ada/1"}}, Discuss: sampleDiscussion("mastodon"), Draft: true, Future: true, Unlisted: true, Undated: false}
	post.Image = hero
	post.Alternates = []view.Alternate{{Lang: "en", URL: "/2016/06/pycon-2016-report/", Abs: sampleOrigin + "/2016/06/pycon-2016-report/"}, {Lang: "de", URL: "/de/2016/06/pycon-2016-report/", Abs: sampleOrigin + "/de/2016/06/pycon-2016-report/"}}
	post.Crumbs = []view.Link{{Title: "Home", URL: "/"}, {Title: "2016", URL: "/2016/"}}

	post.Code, post.Share = true, []view.Link{{Title: "mastodon", URL: "https://share.joinmastodon.org/#text=x%20y"}, {Title: "email", URL: "mailto:?subject=x&body=y"}, {Title: "copy"}}
	bullets := view.Post{Base: mk("2018/01/kernel-miniconf/", "linux.conf.au 2018 – Day 1 – Session 1 – Kernel Miniconf", "post"), Date: at("2018-01-22T12:10"), Event: &lca, Minutes: 11, Body: body(notes(40)), Older: &view.Link{Title: "PyCon 2016 report", URL: "/2016/06/pycon-2016-report/"}}
	bare := view.Post{Base: mk("2016/06/devopsdays-toronto/", "Was bleibt von zwei Tagen DevOps?", "post"), Undated: true, Body: body("<p>Nur ein Satz.</p>")}

	event := view.Event{Base: mk("events/pycon-us-2016/", "PyCon US 2016", "event"), Name: "PyCon US 2016", ShortName: "PyCon", EventKind: "conference", Status: "", Mode: "in_person",
		Start: pycon.Start, End: pycon.End, Timezone: "America/Los_Angeles", Location: pycon.Location,
		Venue:   &view.Venue{Name: "Oregon Convention Center", Street: "777 NE Martin Luther King Jr Blvd", City: "Portland", Region: "OR", Zip: "97232", Country: "USA", URL: "https://www.oregoncc.org/", MapURL: "https://example.org/map", Directions: "The red line stops in front of it.", Accessibility: "Step-free, with hearing loops."},
		Setting: sampleSetting(), Series: "PyCon US", Edition: "XIV", PartOf: &view.Link{Title: "Python summer", URL: "/events/lca-2018/"}, Parts: []view.Link{{Title: "Education summit", URL: "/events/releng-2016/"}, {Title: "Language summit", URL: "/events/releng-2016/"}},
		Links:   []view.EventLink{{Kind: "website", URL: "https://us.pycon.org/2016/"}, {Kind: "schedule", URL: "https://us.pycon.org/2016/schedule/"}, {Kind: "videos", URL: "https://example.org/videos"}, {Kind: "code_of_conduct", URL: "https://us.pycon.org/2016/about/code-of-conduct/"}, {Kind: "wiki_of_the_sprints", URL: "https://example.org/wiki"}},
		Hashtag: "#pycon2016", Description: body("<p>The largest annual gathering of people who use and develop Python, this year in Portland.</p>"), Hero: hero, Tags: tags,
		CFPs:   []view.CFP{{Name: "Talks", URL: "https://us.pycon.org/2016/speaking/", Open: at("2015-10-01"), Close: at("2016-01-03"), Notify: at("2016-02"), Topics: []string{"testing", "packaging"}, Note: "First-time speakers are welcome."}, {Name: "Posters", Close: at("2016-02-10")}},
		People: []view.Role{{Name: "Eve Example", Role: "organizer"}, {Name: "Finn Example", Role: "mc"}, {Name: "Gil Example"}}, Attendees: 3391, Facts: []view.Fact{{Label: "Women among the speakers", Value: "about 40 %", Source: "closing session"}},
		Roles: []string{"attendee", "speaker"}, Disclosure: "My employer paid the ticket.", Posts: cards[:4], Talks: sampleTalks()}
	event.Crumbs = []view.Link{{Title: "Home", URL: "/"}, {Title: "Events", URL: "/events/"}}
	event.Covered, event.SeriesURL, event.Next = 2, root+"events/series/pycon-us/", &lca
	event.Days = []view.Link{{Title: "Day 3", URL: root + "events/pycon-us-2016/day/3/"}, {Title: "Day 4", URL: root + "events/pycon-us-2016/day/3/"}}
	event.Schedule, event.Book = &view.Link{Title: "Timetable", URL: root + "events/pycon-us-2016/schedule/"}, &view.Link{Title: "All of it on one page", URL: root + "events/pycon-us-2016/print/"}
	small := view.Event{Base: mk("events/releng-2016/", "RelEng 2016", "event"), Name: "RelEng 2016", EventKind: "workshop", Status: "cancelled", Mode: "online", Start: at("2016-11"), End: at("2016-11"), Location: "Seattle, USA", Talks: []view.Talk{{ID: "one", Title: "A talk without a time", Speakers: []view.Speaker{{Name: "Ada Example"}}}}}
	day := view.Event{Base: mk("events/lca-2018/", "linux.conf.au 2018", "event"), Name: "linux.conf.au 2018", EventKind: "conference", Start: lca.Start, End: lca.End, Location: lca.Location, Posts: cards[:1]}
	toronto := view.Event{Base: mk("events/devopsdays-toronto-2016/", "DevOpsDays Toronto 2016", "event"), Name: "DevOpsDays Toronto 2016", Start: bbq.Start, End: bbq.End, Location: bbq.Location}

	manual := []view.Link{{Title: "The manual", URL: root + "manual/"}, {Title: "Writing a post", URL: root + "manual/posts/"}, {Title: "Events and talks", URL: root + "manual/events/"}, {Title: "Changing the look", URL: root + "manual/themes/"}}
	about := view.Text{Base: mk("about/", "About", "page"), Body: body("<p>Notes by somebody who goes to conferences.</p>"), Children: manual[:1], Updated: at("2026-11-01")}
	chapter := view.Text{Base: mk("manual/posts/", "Writing a post", "page"), Body: body(sampleProse), TOC: post.TOC, Siblings: manual, Draft: true}
	chapter.Crumbs = []view.Link{{Title: "Home", URL: "/"}, {Title: "The manual", URL: "/manual/"}}
	manualHome := view.Text{Base: mk("manual/", "The manual", "page"), Body: body("<p>All of it.</p>"), Children: manual[1:]}

	full := cards[1]
	full.Body = body("<p>A whole post in a list.</p>")
	list := view.List{Base: mk("posts/page/3/", "Posts, page 3", "list"), Heading: "Posts", Number: 3, Posts: append([]view.Card{full}, cards[2:]...), Newer: &view.Link{Title: "Page 4", URL: "/posts/page/3/"}, Older: &view.Link{Title: "Page 2", URL: "/posts/page/3/"}, Parent: &view.Link{Title: s.Title, URL: "/"}}
	tag := view.Tag{Base: mk("tags/python/", "python", "tag"), Name: "python", Description: "The language, its people, its conferences.", Posts: cards[:3], Older: &view.Link{Title: "Page 2", URL: "/posts/page/3/"}}
	tag.Feeds = []view.FeedLink{{Title: "Posts about python", URL: "/feed.atom", Type: "application/atom+xml"}}
	tag2 := view.Tag{Base: mk("tags/release-engineering/", "release engineering", "tag"), Name: "release engineering", Posts: cards[:1]}
	var all []view.Link
	for i := range 40 {
		all = append(all, tags[i%2])
	}
	missing := view.NotFound{Base: mk("404.html", "Page not found", "404"), Posts: sampleLines(cards[:3])}
	missing.NoIndex = true
	year := view.Year{Base: mk("2016/", "Posts from 2016", "list"), Year: 2016, Review: &view.Link{Title: "The year 2016", URL: "/year/2016/"}, Months: []view.Month{{Date: at("2016-06"), URL: "/2016/06/", Posts: sampleLines(cards[1:4])}, {Date: at("2016-01"), Posts: sampleLines(cards[4:])}}, Newer: &view.Link{Title: "2018", URL: "/2018/"}, Older: &view.Link{Title: "2016", URL: "/2016/"}}
	year18 := view.Year{Base: mk("2018/", "Posts from 2018", "list"), Year: 2018, Months: []view.Month{{Date: at("2018-01"), Posts: sampleLines(cards[:1])}}}

	pages := map[string]view.Page{
		"events/pycon-us-2016/talks/machete/": sampleTalkPage(mk, root),
		"events/pycon-us-2016/day/3/":         sampleDay(mk, root),
		"events/pycon-us-2016/schedule/":      sampleSchedule(mk),
		"events/pycon-us-2016/print/":         sampleBook(mk),
		"events/series/pycon-us/":             sampleSeries(mk),
		"events/upcoming/":                    view.EventsUpcoming{Base: mk("events/upcoming/", "Coming up", "list"), Events: home.Upcoming},
		"speakers/":                           sampleSpeakers(mk, root),
		"speakers/ada-example/":               sampleSpeaker(mk, root, hero),
		"":                                    home,
		"2016/06/pycon-2016-report/":          post,
		"2018/01/kernel-miniconf/":            bullets,
		"2016/06/devopsdays-toronto/":         bare,
		"events/":                             view.Events{Base: mk("events/", "Events", "list"), Upcoming: home.Upcoming, Recent: []view.EventEntry{{EventRef: lca}, {EventRef: pycon, Covered: 5, Talks: 20}, {EventRef: bbq, Covered: 3, Talks: 3}}, Map: &view.Link{Title: "Map of events", URL: "/events/map/"}, Timeline: sampleTimeline, Years: []view.Link{{Title: "2018", URL: "/events/year/2016/"}, {Title: "2016", URL: "/events/year/2016/"}}},
		"events/year/2016/":                   view.EventsYear{Base: mk("events/year/2016/", "Events in 2016", "list"), Year: 2016, Events: []view.EventEntry{{EventRef: releng}, {EventRef: pycon, Covered: 5, Talks: 20}, {EventRef: bbq}}, Newer: &view.Link{Title: "2018", URL: "/events/year/2016/"}},
		"events/pycon-us-2016/":               event,
		"events/releng-2016/":                 small,
		"events/lca-2018/":                    day,
		"events/devopsdays-toronto-2016/":     toronto,
		"posts/page/3/":                       list,
		"tags/":                               view.Tags{Base: mk("tags/", "Tags", "list"), Tags: all},
		"tags/python/":                        tag,
		"tags/release-engineering/":           tag2,
		"archive/":                            view.Archive{Base: mk("archive/", "Archive", "list"), Years: []view.Link{{Title: "2018", URL: "/2018/"}, {Title: "2016", URL: "/2016/"}}, Undated: sampleLines(cards[2:3]), More: []view.Link{{Title: "Books", URL: "/books/"}, {Title: "Highlights", URL: "/highlights/"}}},
		"2016/":                               year,
		"2018/":                               year18,
		"about/":                              about,
		"manual/":                             manualHome,
		"manual/posts/":                       chapter,
		"2016/06/releng-cfp/":                 view.Post{Base: mk("2016/06/releng-cfp/", "Call for papers", "post"), Date: at("2016-06-02"), Body: body("<p>Send one.</p>"), Event: &releng},
		"2015/11/long/":                       view.Post{Base: mk("2015/11/long/", "A long one", "post"), Date: at("2015-11"), Body: body("<p>So it was.</p>")},
		"manual/events/":                      view.Text{Base: mk("manual/events/", "Events and talks", "page"), Body: body("<p>One file each.</p>"), Siblings: manual},
		"manual/themes/":                      view.Text{Base: mk("manual/themes/", "Changing the look", "page"), Body: body("<p>File by file.</p>"), Siblings: manual},
		"old/":                                view.Redirect{Base: mk("old/", "PyCon 2016 report", "redirect"), To: "/2016/06/pycon-2016-report/", ToAbs: sampleOrigin + "/2016/06/pycon-2016-report/"},
		"404.html":                            missing,
	}
	for path, v := range sampleLists(mk, cards) {
		pages[path] = v
	}
	return pages
}

// sampleDiscussion is a place of each kind where readers answer.
func sampleDiscussion(kind string) *view.Discussion {
	switch kind {
	case "mastodon":
		return &view.Discussion{Kind: kind, Host: "social.example.org", URL: "https://social.example.org/@ada/1", Source: "https://social.example.org/api/v1/statuses/1/context"}
	case "giscus":
		return &view.Discussion{Kind: kind, Host: "giscus.app", URL: "https://github.com/ada/notes/discussions", Source: "https://giscus.app/client.js", Lang: "en", Repo: "ada/notes", RepoID: "R_1", Category: "Posts", CategoryID: "DIC_1"}
	case "isso":
		return &view.Discussion{Kind: kind, Host: "talk.example.org", URL: "https://talk.example.org/", Source: "https://talk.example.org/js/embed.min.js", Style: "https://talk.example.org/css/isso.css", Server: "https://talk.example.org/", Lang: "en"}
	}
	return &view.Discussion{Kind: "email", URL: "mailto:ada@example.org?subject=On%20it"}
}

// sampleLines are cards as long lists show them.
func sampleLines(cards []view.Card) []view.Line {
	var out []view.Line
	for _, c := range cards {
		out = append(out, view.Line{Title: c.Title, URL: c.URL, Date: c.Date, Lang: c.Lang, Event: c.Event, Draft: c.Draft, Future: c.Future})
	}
	return out
}
