package theme

import "recap/generator/view"

// making is how samples make the base of a page: path, title, kind.
type making func(path, title, kind string) view.Base

func sampleQuotes() []view.Quote {
	report := sampleLines(sampleCards()[1:3])
	return []view.Quote{
		{Post: report[0], Title: "Machete-mode Debugging", Lead: "The bug that resists polite methods needs ugly code that is deleted ten minutes later.", URL: "/2016/06/pycon-2016-report/#machete-mode-debugging"},
		{Post: report[1], Title: "Was sonst noch war", Lead: "Auch in Toronto war davon die Rede.", URL: "/2016/06/devopsdays-toronto/#sonst"},
		{Post: report[0], URL: "/2016/06/pycon-2016-report/"},
	}
}

func sampleTalkPage(mk making, root string) view.TalkPage {
	talks := sampleTalks()
	t := talks[1]
	t.Video = append(t.Video, view.TalkLink{State: "none"}, view.TalkLink{State: "expected", Note: "in June"}, view.TalkLink{State: "private"})
	t.Slides = append(t.Slides, view.TalkLink{State: "none"})
	t.Resources = []view.EventLink{{Kind: "repo", URL: "https://example.org/code"}, {Kind: "paper", Title: "The paper", URL: "https://example.org/paper"}}
	v := view.TalkPage{
		Base: mk("events/pycon-us-2016/talks/machete/", t.Title, "talk"), Talk: t, Event: pycon, Setting: sampleSetting(), DayName: "Day 3", DayURL: root + "events/pycon-us-2016/day/3/",
		Teaser: "Sometimes the bug will not come out, and then it is time for the machete …", More: "https://us.pycon.org/2016/schedule/", Quotes: sampleQuotes(),
		Versions: []view.TalkRef{{Title: "Machete at home", URL: root + "events/lca-2018/#talk-machete", Lang: "de", Day: at("2018-01-23"), Event: lca}},
		Books:    []view.Book{{Title: "Debugging", Authors: []string{"Ben Example"}, URL: "https://example.org/book", Year: 2006}, {Title: "A title alone"}},
		Tags:     []view.Link{{Title: "python", URL: "/tags/python/"}}, Prev: &view.Link{Title: talks[0].Title, URL: root + "events/pycon-us-2016/"}, Next: &view.Link{Title: talks[2].Title, URL: root + "events/pycon-us-2016/"},
	}
	v.Media = []view.Media{
		{Lang: v.Lang, Kind: "video", Provider: "YouTube", URL: "https://youtu.be/x", Title: "The recording", Frame: "https://www.youtube-nocookie.com/embed/x?start=80", Start: "1:20",
			Thumb: &view.Image{URL: "/assets/icon.png", Width: 180, Height: 180}, Caption: "<p>From the <em>second</em> row.</p>"},
		{Lang: v.Lang, Kind: "slides", Provider: "Google Slides", URL: "https://docs.google.com/presentation/d/x/edit", Title: "The slides", Frame: "https://docs.google.com/presentation/d/x/embed", Open: true},
	}
	v.Frames = []string{"https://docs.google.com", "https://www.youtube-nocookie.com"}
	v.Crumbs = []view.Link{{Title: "Home", URL: "/"}, {Title: "Events", URL: "/events/"}, {Title: pycon.Name, URL: pycon.URL}}
	return v
}

// sampleSetting is how the sample event is held.
func sampleSetting() *view.Setting {
	return &view.Setting{
		Mode: "in_person", Website: "https://us.pycon.org/2016/",
		Venue:      &view.Venue{Name: "Oregon Convention Center", Street: "777 NE Martin Luther King Jr Blvd", City: "Portland", Region: "OR", Zip: "97232", Country: "USA", URL: "https://www.oregoncc.org/", HasPlace: true, Latitude: 45.528, Longitude: -122.663},
		Organizers: []view.Organizer{{Name: "Example Foundation", URL: "https://foundation.example.org/"}, {Name: "Ben Example", Person: true}},
	}
}

func sampleDay(mk making, root string) view.EventDay {
	return view.EventDay{
		Base: mk("events/pycon-us-2016/day/3/", "PyCon US 2016: Day 3", "day"), Event: pycon, Name: "Day 3", Number: 3, Date: at("2016-05-30"),
		Posts: sampleLines(sampleCards()[1:2]), Quotes: sampleQuotes()[:2], Talks: sampleTalks()[:2],
		Prev: &view.Link{Title: "Day 2", URL: root + "events/pycon-us-2016/"}, Next: &view.Link{Title: "Day 4", URL: root + "events/pycon-us-2016/"},
		All: &view.Link{Title: "Timetable", URL: root + "events/pycon-us-2016/schedule/"},
	}
}

func sampleSchedule(mk making) view.Schedule {
	talks := sampleTalks()
	rooms := []string{"Main hall", "Room 2"}
	return view.Schedule{
		Base: mk("events/pycon-us-2016/schedule/", "Timetable of PyCon US 2016", "schedule"), Event: pycon, Timezone: "America/Los_Angeles",
		Days: []view.ScheduleDay{
			{ID: "day-1", Name: "Day 3", Date: at("2016-05-30"), URL: "/events/pycon-us-2016/day/3/", Columns: rooms, Rows: []view.ScheduleRow{
				{Start: talks[0].Start, Wide: true, Cells: []view.ScheduleCell{{Talks: talks[:1]}}},
				{Start: talks[1].Start, Cells: []view.ScheduleCell{{Column: rooms[0], Talks: talks[1:2]}, {Column: rooms[1]}}},
			}},
			{ID: "day-2", Date: at("2016-05-31"), Rows: []view.ScheduleRow{
				{Start: talks[2].Start, Wide: true, Cells: []view.ScheduleCell{{Talks: talks[2:3]}}},
				{Start: talks[3].Start, Wide: true, Cells: []view.ScheduleCell{{Talks: talks[3:4]}}},
			}},
		},
	}
}

func sampleBook(mk making) view.EventBook {
	v := view.EventBook{Base: mk("events/pycon-us-2016/print/", "PyCon US 2016: all recaps", "book"), Event: pycon, Posts: []view.Chapter{
		{ID: "post-1", Title: "PyCon 2016 report", URL: "/2016/06/pycon-2016-report/", Lang: "en", Date: at("2016-06-10"), Authors: []view.Person{{Name: "Ada Example"}}, Body: body("<h3 id=\"post-1-monday\">Monday</h3>\n<p>So it began.</p>")},
		{ID: "post-2", Title: "Was bleibt?", URL: "/2016/06/devopsdays-toronto/", Lang: "de", Body: body("<p>Viel.</p>")},
	}}
	v.NoIndex = true
	return v
}

func sampleSeries(mk making) view.Series {
	return view.Series{
		Base: mk("events/series/pycon-us/", "PyCon US", "series"), Name: "PyCon US", URL: "https://us.pycon.org/", Ended: at("2030"),
		Description: body("<p>The yearly meeting.</p>"), Editions: []view.Edition{{Event: lca, Edition: "XV"}, {Event: pycon, Edition: "XIV", Posts: sampleLines(sampleCards()[1:4])}},
	}
}

func sampleSpeakers(mk making, root string) view.Speakers {
	return view.Speakers{
		Base: mk("speakers/", "Speakers", "list"), Initials: []view.Link{{Title: "E", URL: "#e"}, {Title: "M", URL: "#m"}},
		Groups: []view.SpeakerGroup{
			{ID: "e", Initial: "E", People: []view.SpeakerLine{{Name: "Ada Example", URL: root + "speakers/ada-example/", Affiliation: "Example University"}, {Name: "Ben Example", URL: root + "speakers/ada-example/"}}},
			{ID: "m", Initial: "M", People: []view.SpeakerLine{{Name: "Max Muster", URL: root + "speakers/ada-example/"}}},
		},
	}
}

func sampleSpeaker(mk making, root string, picture *view.Image) view.SpeakerPage {
	talks := sampleTalks()
	return view.SpeakerPage{
		Base: mk("speakers/ada-example/", "Ada Example", "speaker"), Name: "Ada Example", Pronouns: "she/her", Affiliation: "Example University", Picture: picture,
		Bio: body("<p>Author of two books.</p>"), Links: []view.EventLink{{Kind: "website", URL: "https://example.org/ada"}, {Kind: "mastodon", URL: "https://social.example.org/@ada"}},
		Talks: []view.SpeakerTalk{{Talk: talks[2], Event: lca}, {Talk: talks[1], Event: pycon}, {Talk: talks[4], Event: releng}, {Talk: talks[3], Event: pycon}}, Seen: 3, Since: 2016, Posts: sampleLines(sampleCards()[:3]),
	}
}
