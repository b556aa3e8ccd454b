package content

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"recap/generator/diag"
	"recap/generator/markdown"
)

// keyCase is what one line of a file becomes.
type keyCase struct {
	in    string // the lines
	field string // in the record
	want  string
}

const someEvent = "name: Example 2016\nstart_date: 2016-05-30\nend_date: 2016-06-01\ntimezone: Europe/Berlin\n"

// keyCases are by table; every key and every other spelling of it must occur.
var keyCases = []struct {
	table string
	file  string
	wrap  string // %s is the lines
	root  string // path to the record
	cases []keyCase
}{
	{"post", "content/posts/x.md", "---\n%s\n---\nText.\n", "Posts[0]", []keyCase{
		{"title: Hallway track", "Title", "Hallway track"},
		{"title: 2026", "Title", "2026"},
		{"title: yes", "Title", "yes"},
		{"title: no", "Title", "no"},
		{"title: 1.10", "Title", "1.10"},
		{"title: 09:30", "Title", "09:30"},
		{"title: 0x1F", "Title", "0x1F"},
		{"title: ~x", "Title", "~x"},
		{"title: 'It''s \"on\"'", "Title", `It's "on"`},
		{"title: \"two\\nlines\"", "Title", "two lines"},
		{"title: >\n  folded\n  text", "Title", "folded text"},
		{"Title: Capital", "Title", "Capital"},
		{"date: 2016-06-10", "Date", "2016-06-10"},
		{"date: 2016-06-10\npublishDate: 2016-06-11", "Date", "2016-06-10"},
		{"publishDate: 2016-06-11", "Date", "2016-06-11"},
		{"publishdate: 2016-06-11", "Date", "2016-06-11"},
		{"publish_date: 2016-06-11", "Date", "2016-06-11"},
		{"pubdate: 2016-06-11", "Date", "2016-06-11"},
		{"published_at: 2016-06-11", "Date", "2016-06-11"},
		{"created: 2016-06-11", "Date", "2016-06-11"},
		{"created_at: 2016-06-11", "Date", "2016-06-11"},
		{"updated: 2016-06-12", "Updated", "2016-06-12"},
		{"lastmod: 2016-06-12T10:00:00Z", "Updated", "2016-06-12T10:00:00+0"},
		{"modified: 2016-06-12", "Updated", "2016-06-12"},
		{"last_modified_at: 2016-06-12", "Updated", "2016-06-12"},
		{"last-modified-at: 2016-06-12", "Updated", "2016-06-12"},
		{"last_modified: 2016-06-12", "Updated", "2016-06-12"},
		{"updated_at: 2016-06-12", "Updated", "2016-06-12"},
		{"updates: [{date: 2016-07-01, note: slides added}]", "Updates", "{Date=2016-07-01 Note=slides added}"},
		{"updates: {date: 2016-07-01, note: one}", "Updates", "{Date=2016-07-01 Note=one}"},
		{"id: tag:example.org,2016:x", "ID", "tag:example.org,2016:x"},
		{"guid: abc", "ID", "abc"},
		{"draft: true", "Draft", "true"},
		{"draft: false", "Draft", "false"},
		{"published: false", "Draft", "true"},
		{"published: true", "Draft", "false"},
		{"draft: true\npublished: true", "Draft", "true"},
		{"published: 2016-06-10", "Draft", "false"},
		{"status: draft", "Draft", "true"},
		{"status: published", "Draft", "false"},
		{"unlisted: true\ntoken: abcDEF123456", "Unlisted", "true"},
		{"unlisted: true\ntoken: abcDEF123456", "Token", "abcDEF123456"},
		{"lang: de", "Lang", "de"},
		{"lang: no", "Lang", "no"},
		{"language: pt-BR", "Lang", "pt-BR"},
		{"locale: en-GB", "Lang", "en-GB"},
		{"translation_of: hallway", "TranslationOf", "hallway"},
		{"authors: [ada, Ben Example]", "Authors", "ada | Ben Example"},
		{"authors: [{name: Ada Example, url: https://example.org}]", "Authors", "Ada Example"},
		{"author: ada", "Authors", "ada"},
		{"by:\n- Ada Example and contributors", "Authors", "Ada Example and contributors"},
		{"slug: fosdem-2016", "Slug", "fosdem-2016"},
		{"slug: 2016", "Slug", "2016"},
		{"slug: über-köln", "Slug", "über-köln"},
		{"url: /2016/fosdem/", "URL", "/2016/fosdem/"},
		{"url: 2016/./fosdem.html", "URL", "/2016/fosdem.html"},
		{"url: /caf%C3%A9/", "URL", "/café/"},
		{"permalink: /", "URL", "/"},
		{"aliases: [/old/, older.html]", "Aliases", "/old/ | /older.html"},
		{"alias: /old/", "Aliases", "/old/"},
		{"redirect_from: /old/\naliases: [/older/]", "Aliases", "/old/ | /older/"},
		{"kind: roundup", "Kind", "roundup"},
		{"event: pycon-us-2016", "Events", "pycon-us-2016"},
		{"events: [a, b]", "Events", "a | b"},
		{"day: 1", "Day", "1"},
		{"session: 2", "Session", "2"},
		{"track: kernel", "Track", "kernel"},
		{"talks: [t1, t2]", "Talks", "t1 | t2"},
		{"talk: t1", "Talks", "t1"},
		{"series: RelEng 2015", "Series", "RelEng 2015"},
		{"series: [RelEng 2015]", "Series", "RelEng 2015"},
		{"part: 2", "Part", "2"},
		{"tags: go", "Tags", "go"},
		{"tags: [go, 1.10, no, 2016-01-01]", "Tags", "go | 1.10 | no | 2016-01-01"},
		{"tags: one, two words,three", "Tags", "one | two words | three"},
		{"categories: [travel]", "Categories", "travel"},
		{"category: travel", "Categories", "travel"},
		{"summary: short", "Summary", "short"},
		{"excerpt: short", "Summary", "short"},
		{"abstract: short", "Summary", "short"},
		{"teaser: short", "Summary", "short"},
		{"description: for engines", "Description", "for engines"},
		{"image: a b.jpg", "Image", "{File=a b.jpg}"},
		{"image: {file: a.jpg, alt: A hall, caption: The hall, credit: Ada, credit_url: https://example.org/, license: CC-BY-4.0, source: wiki, decorative: true}", "Image", "{File=a.jpg Alt=A hall Caption=The hall Credit=Ada CreditURL=https://example.org/ License=CC-BY-4.0 Source=wiki Decorative=true}"},
		{"cover: {image: a.jpg, title: T, licence: CC0, attribution: B}", "Image", "{File=a.jpg Caption=T Credit=B License=CC0}"},
		{"cover: {src: a.jpg}", "Image", "{File=a.jpg}"},
		{"cover: {url: https://example.org/a.jpg}", "Image", "{File=https://example.org/a.jpg}"},
		{"cover: {path: a.jpg}", "Image", "{File=a.jpg}"},
		{"cover: {filename: a.jpg}", "Image", "{File=a.jpg}"},
		{"featured_image: /a.jpg", "Image", "{File=/a.jpg}"},
		{"featuredImage: /a.jpg", "Image", "{File=/a.jpg}"},
		{"featured-image: /a.jpg", "Image", "{File=/a.jpg}"},
		{"cover_image: a.jpg", "Image", "{File=a.jpg}"},
		{"thumbnail: a.jpg", "Image", "{File=a.jpg}"},
		{"previewimage: a.jpg", "Image", "{File=a.jpg}"},
		{"banner: a.jpg", "Image", "{File=a.jpg}"},
		{"hero: a.jpg", "Image", "{File=a.jpg}"},
		{"images: [a.jpg, {file: b.jpg, alt: B}]", "Images", "{File=a.jpg} | {File=b.jpg Alt=B}"},
		{"images: {a.jpg: A hall, b.jpg: {credit: Ada}, c.jpg: }", "Images", "{File=a.jpg Alt=A hall} | {File=b.jpg Credit=Ada} | {File=c.jpg}"},
		{"toc: true", "TOC", "true"},
		{"comments: false", "Comments", "{Value=false}"},
		{"comments: {mastodon: https://example.social/@ada/1}", "Comments", "{Key=mastodon Value=https://example.social/@ada/1}"},
		{"share: false", "Share", "false"},
		{"syndication: https://example.org/copy", "Syndication", "https://example.org/copy"},
		{"disclosure: my ticket was paid", "Disclosure", "my ticket was paid"},
		{"featured: true", "Featured", "true"},
		{"pinned: true", "Featured", "true"},
		{"sticky: true", "Featured", "true"},
		{"pin: true", "Featured", "true"},
		{"layout: wide", "Layout", "wide"},
		{"params: {doi: 10.1/x, b: [1, 1.10, yes, true, null, 2.5], a: {z: 1, y: 09:30}}", "Params", `{Key=a JSON={"y":"09:30","z":1}} | {Key=b JSON=[1,"1.10","yes",true,null,2.5]} | {Key=doi JSON="10.1/x"}`},
		{"weight: 5\ntemplate: true", "Params", "{Key=template JSON=true} | {Key=weight JSON=5}"},
		{"x-base: &b {a: 1}\nparams:\n  <<: *b\n  c: 2", "Params", `{Key=a JSON=1} | {Key=c JSON=2} | {Key=x-base JSON={"a":1}}`},
		{"lastmod: 2016-01-01\nmodified: 2016-02-02", "Params", `{Key=modified JSON="2016-02-02"}`},
		{"tags: [a]\ntitle: T\nlastmod: 2016-01-01\npublished: true", "Set", "draft | tags | title | updated"},
	}},
	{"event", "content/events/x-2016.yaml", "%s", "Events[0]", []keyCase{
		{someEvent + "id: pycon-us-2016", "ID", "pycon-us-2016"},
		{someEvent, "ID", "x-2016"},
		{someEvent, "Name", "Example 2016"},
		{"title: Example 2016\nstart_date: 2016", "Name", "Example 2016"},
		{"title: Example 2016\nstart_date: 2016", "Start", "2016"},
		{someEvent, "Start", "2016-05-30"},
		{someEvent, "End", "2016-06-01"},
		{someEvent, "Timezone", "Europe/Berlin"},
		{"name: X\nstart_date: 2016-05\ntime_zone: America/Toronto", "Timezone", "America/Toronto"},
		{"name: X\nstart_date: 2016-05\ntime_zone_name: US/Pacific", "Timezone", "US/Pacific"},
		{someEvent + "short_name: ex16", "ShortName", "ex16"},
		{someEvent + "acronym: ex16", "ShortName", "ex16"},
		{someEvent + "kind: unconference", "Kind", "unconference"},
		{someEvent + "status: moved_online", "Status", "moved_online"},
		{someEvent + "mode: hybrid", "Mode", "hybrid"},
		{someEvent + "location: Portland, OR, USA", "Location", "Portland, OR, USA"},
		{someEvent + "location: {city: Portland, state: OR, country: USA}", "Location", "Portland, OR, USA"},
		{someEvent + "location: {street: Way 1, city: Portland, region: OR, zip: 97201, country: USA}", "Place", "{Street=Way 1 City=Portland Region=OR PostalCode=97201 Country=USA}"},
		{someEvent + "location: {postal_code: 01234}", "Place", "{PostalCode=01234}"},
		{someEvent + "venue: oregon-convention-center", "Venue", "oregon-convention-center"},
		{someEvent + "venue: {name: The Hall, latitude: 1.5, longitude: -2}", "VenueHere", "{Name=The Hall Latitude=1.5 Longitude=-2 HasPlace=true}"},
		{someEvent + "coordinates: 45.5284, -122.6631", "Coordinates", "{Latitude=45.5284 Longitude=-122.6631}"},
		{someEvent + "coordinates: {latitude: 45.5, longitude: -122.6}", "Coordinates", "{Latitude=45.5 Longitude=-122.6}"},
		{someEvent + "coordinates: {lat: -90, lng: 180}", "Coordinates", "{Latitude=-90 Longitude=180}"},
		{someEvent + "series: pycon-us", "Series", "pycon-us"},
		{someEvent + "edition: 4", "Edition", "4"},
		{someEvent + "part_of: lisa-2015", "PartOf", "lisa-2015"},
		{someEvent + "url: https://example.org/", "URL", "https://example.org/"},
		{someEvent + "website: https://example.org/", "URL", "https://example.org/"},
		{someEvent + "schedule_url: https://example.org/s", "ScheduleURL", "https://example.org/s"},
		{someEvent + "videos_url: https://example.org/v", "VideosURL", "https://example.org/v"},
		{someEvent + "slides_url: https://example.org/l", "SlidesURL", "https://example.org/l"},
		{someEvent + "registration_url: https://example.org/r", "RegistrationURL", "https://example.org/r"},
		{someEvent + "code_of_conduct: https://example.org/c", "CodeOfConduct", "https://example.org/c"},
		{someEvent + "links: [{kind: wiki, url: https://example.org/w, title: Wiki}, https://example.org/x]", "Links", "{Kind=wiki Title=Wiki URL=https://example.org/w} | {URL=https://example.org/x}"},
		{someEvent + "links: {photos: https://example.org/p}", "Links", "{Kind=photos URL=https://example.org/p}"},
		{someEvent + "links: {url: https://example.org/p}", "Links", "{URL=https://example.org/p}"},
		{someEvent + "hashtag: '#ex16'", "Hashtag", "#ex16"},
		{someEvent + "languages: [en, de]", "Languages", "en | de"},
		{someEvent + "language: en", "Languages", "en"},
		{someEvent + "description: |\n  Two\n  lines", "Description", "Two\nlines"},
		{someEvent + "image: hall.jpg", "Image", "{File=hall.jpg}"},
		{someEvent + "tags: [python]", "Tags", "python"},
		{someEvent + "day_labels: weekday", "DayLabels", "weekday"},
		{someEvent + "days: [{date: 2016-05-30, label: Tutorials}]", "Days", "{Date=2016-05-30 Label=Tutorials}"},
		{someEvent + "tracks: [{id: a, name: Main, color: '#0b6'}]", "Tracks", "{ID=a Name=Main Color=#0b6}"},
		{someEvent + "cfps: [{name: Talks, url: https://example.org/, open_date: 2015-11, close_date: 2016-01-03, notify_date: 2016-02-01, topics: [a, b], note: soon}]", "CFPs", "{Name=Talks URL=https://example.org/ Open=2015-11 Close=2016-01-03 Notify=2016-02-01 Topics=a | b Note=soon}"},
		{someEvent + "cfp: {link: https://example.org/}", "CFPs", "{URL=https://example.org/}"},
		{someEvent + "organizer: The Example Foundation", "Organizers", "{Name=The Example Foundation}"},
		{someEvent + "organizers: [One, {name: Two, url: https://example.org/}]", "Organizers", "{Name=One} | {Name=Two URL=https://example.org/}"},
		{someEvent + "organiser: {name: Two, website: https://example.org/}", "Organizers", "{Name=Two URL=https://example.org/}"},
		{someEvent + "organisers: [One]", "Organizers", "{Name=One}"},
		{someEvent + "people: [{name: Ada Example, role: host}]", "People", "{Name=Ada Example Role=host}"},
		{someEvent + "attendees: 2500", "Attendees", "2500"},
		{someEvent + "attendees: 2,500", "Attendees", "2500"},
		{someEvent + "facts: [{label: rooms, value: 5, source: site}]", "Facts", "{Label=rooms Value=5 Source=site}"},
		{someEvent + "my: {roles: [attendee, speaker], mode: online, days: [1, 2], going: true, picks: [t1], disclosure: paid, note: private}", "My", "{Roles=attendee | speaker Mode=online Days=1 | 2 Going=true Picks=t1 Disclosure=paid}"},
		{someEvent + "my: {role: attendee}", "My", "{Roles=attendee}"},
		{someEvent + "talks: {t1: One, t2: {title: Two}}", "Talks", "{ID=t1 Title=One} | {ID=t2 Title=Two}"},
		{someEvent + "talks: [{id: t1, title: One}]", "Talks", "{ID=t1 Title=One}"},
		{someEvent + "params: {b: 1, a: 2}", "Params", "{Key=a JSON=2} | {Key=b JSON=1}"},
	}},
	{"talk", "content/events/x-2016.yaml", someEvent + "talks:\n  - title: One\n    id: t1\n    %s\n", "Events[0].Talks[0]", []keyCase{
		{"day: 1", "ID", "t1"},
		{"guid: g", "GUID", "g"},
		{"code: C", "Code", "C"},
		{"uid: u", "UID", "u"},
		{"subtitle: s", "Subtitle", "s"},
		{"original_title: Eins", "OriginalTitle", "Eins"},
		{"day: 1", "Title", "One"},
		{"kind: keynote", "Kind", "keynote"},
		{"type: lecture", "Type", "lecture"},
		{"speakers: [Ada Example, 'speaker:ben', {name: Cem, id: cem, affiliation: Example Inc, role: moderator}]", "Speakers", "{Name=Ada Example} | {ID=ben} | {Name=Cem ID=cem Affiliation=Example Inc Role=moderator}"},
		{"speaker: Ada Example", "Speakers", "{Name=Ada Example}"},
		{"start: 2016-05-30T10:50", "Start", "2016-05-30T10:50:00"},
		{"end: 2016-05-30T11:20", "End", "2016-05-30T11:20:00"},
		{"duration: 30m", "Duration", "30m0s"},
		{"duration: '00:30'", "Duration", "30m0s"},
		{"duration: 45", "Duration", "45m0s"},
		{"duration: 1h30m", "Duration", "1h30m0s"},
		{"day: 2016-05-30", "Day", "2016-05-30"},
		{"track: Main", "Track", "Main"},
		{"room: D105", "Room", "D105"},
		{"session: Session 3", "Session", "Session 3"},
		{"language: de", "Language", "de"},
		{"lang: de", "Language", "de"},
		{"abstract: a", "Abstract", "a"},
		{"description: d", "Description", "d"},
		{"url: https://example.org/t", "URL", "https://example.org/t"},
		{"video: https://example.org/v", "Video", "{State=1 URL=https://example.org/v}"},
		{"videos: [none]", "Video", "{State=3}"},
		{"video: expected", "Video", "{State=2}"},
		{"video: private", "Video", "{State=4}"},
		{"video: {state: expected, since: 2016-06-09}", "Video", "{State=2 Since=2016-06-09}"},
		{"video: {url: https://example.org/v, note: partial, start: '12:30', end: '20:00', language: de, published: 2016-06-10, title: All, also_at: lisa-2015}", "Video", "{State=1 URL=https://example.org/v Title=All Note=partial Start=12:30 End=20:00 Language=de Published=2016-06-10 AlsoAt=lisa-2015}"},
		{"video: {url: https://example.org/v, lang: de}", "Video", "{State=1 URL=https://example.org/v Language=de}"},
		{"video: {start: '12:30', end: '14:00'}", "Video", "{Start=12:30 End=14:00}"},
		{"slides: [{url: a.pdf, title: Slides}, {url: /b.pdf, title: Older}]", "Slides", "{State=1 URL=a.pdf Title=Slides} | {State=1 URL=/b.pdf Title=Older}"},
		{"resources: [{kind: repo, title: Code, url: https://example.org/r}]", "Resources", "{Kind=repo Title=Code URL=https://example.org/r}"},
		{"resources: {name: Code, url: https://example.org/r}", "Resources", "{Title=Code URL=https://example.org/r}"},
		{"parent: block", "Parent", "block"},
		{"also_at: [lisa-2015/t]", "AlsoAt", "lisa-2015/t"},
		{"tags: go", "Tags", "go"},
		{"license: CC-BY-4.0", "License", "CC-BY-4.0"},
		{"licence: CC-BY-4.0", "License", "CC-BY-4.0"},
		{"do_not_record: true", "DoNotRecord", "true"},
		{"status: cancelled", "Status", "cancelled"},
		{"seen: no", "Seen", "no"},
		{"highlight: true", "Highlight", "true"},
		{"books: [kluge]", "Books", "kluge"},
		{"related_posts: [x]", "RelatedPosts", "x"},
		{"withdrawn: true", "Withdrawn", "true"},
	}},
	{"schedule", "content/events/y/schedule.yaml", "%s", "Events[0]", []keyCase{
		{"source: {format: frab-json, version: 1}\ntalks: [{id: t1, title: One}]", "Talks", "{ID=t1 Title=One}"},
	}},
	{"speaker", "content/speakers.yaml", "ada:\n  %s\n", "Speakers[0]", []keyCase{
		{"id: ada", "ID", "ada"},
		{"name: Ada Example", "Name", "Ada Example"},
		{"aliases: [A. Example]", "Aliases", "A. Example"},
		{"sort_name: Example, Ada", "SortName", "Example, Ada"},
		{"pronouns: she/her", "Pronouns", "she/her"},
		{"bio: b", "Bio", "b"},
		{"affiliation: Example Inc", "Affiliation", "Example Inc"},
		{"image: ada.jpg", "Image", "{File=ada.jpg}"},
		{"links: {website: https://example.org, mastodon: https://example.social/@ada, github: https://github.com/ada, linkedin: https://www.linkedin.com/in/ada/, orcid: https://orcid.org/0000-0002-1825-0097, twitter: '@ada', bluesky: https://bsky.app/profile/ada.example.org, gitlab: ada, codeberg: codeberg.org/ada, youtube: https://www.youtube.com/@ada}", "Links", "{Key=website Value=https://example.org} | {Key=mastodon Value=@ada@example.social} | {Key=github Value=ada} | {Key=linkedin Value=ada} | {Key=orcid Value=0000-0002-1825-0097} | {Key=twitter Value=ada} | {Key=bluesky Value=ada.example.org} | {Key=gitlab Value=ada} | {Key=codeberg Value=ada} | {Key=youtube Value=ada}"},
		{"links: {mastodon: ada@example.social, twitter: https://x.com/ada}", "Links", "{Key=mastodon Value=@ada@example.social} | {Key=twitter Value=ada}"},
		{"name: x", "Listed", "true"},
		{"listed: false", "Listed", "false"},
	}},
	{"venue", "content/venues.yaml", "- id: hall\n  %s\n", "Venues[0]", []keyCase{
		{"name: Hall", "ID", "hall"},
		{"name: Hall", "Name", "Hall"},
		{"address: {city: Berlin}", "Address", "{City=Berlin}"},
		{"latitude: 52.5\n  longitude: 13.4", "Latitude", "52.5"},
		{"lat: 52.5\n  lon: 13.4", "HasPlace", "true"},
		{"lat: 52.5\n  lng: 13.4", "Longitude", "13.4"},
		{"url: https://example.org", "URL", "https://example.org"},
		{"map_url: https://example.org/m", "MapURL", "https://example.org/m"},
		{"directions: left", "Directions", "left"},
		{"accessibility: lift", "Accessibility", "lift"},
	}},
	{"series", "content/series.yaml", "pycon-us:\n  %s\n", "Series[0]", []keyCase{
		{"id: pycon-us", "ID", "pycon-us"},
		{"name: PyCon US", "Name", "PyCon US"},
		{"url: https://example.org", "URL", "https://example.org"},
		{"website: https://example.org", "URL", "https://example.org"},
		{"kind: conference", "Kind", "conference"},
		{"aliases: [PyCon]", "Aliases", "PyCon"},
		{"ended: 2019", "Ended", "2019"},
		{"description: d", "Description", "d"},
	}},
	{"tag", "content/tags.yaml", "devops:\n  %s\n", "Tags[0]", []keyCase{
		{"id: devops", "ID", "devops"},
		{"name: DevOps", "Names", "{Value=DevOps}"},
		{"names: {en: Diversity, de: Vielfalt}", "Names", "{Key=en Value=Diversity} | {Key=de Value=Vielfalt}"},
		{"aliases: [Dev-Ops]", "Aliases", "Dev-Ops"},
		{"description: d", "Description", "d"},
	}},
	{"book", "content/books.yaml", "- title: A Book\n  id: book\n  %s\n", "Books[0]", []keyCase{
		{"year: 2010", "ID", "book"},
		{"year: 2010", "Title", "A Book"},
		{"authors: [Ada, Ben]", "Authors", "Ada | Ben"},
		{"author: Ada", "Authors", "Ada"},
		{"url: https://example.org", "URL", "https://example.org"},
		{"isbn: 978-0-306-40615-7", "ISBN", "9780306406157"},
		{"isbn: 0-8044-2957-x", "ISBN", "080442957X"},
		{"doi: https://doi.org/10.1000/182", "DOI", "10.1000/182"},
		{"year: 2010", "Year", "2010"},
	}},
	{"book", "content/books.yaml", "- %s\n", "Books[0]", []keyCase{
		{"name: A Book", "Title", "A Book"},
	}},
	{"address", "content/urls.yaml", "/old/:\n  %s\n", "Moved[0]", []keyCase{
		{"to: /new/", "To", "/new/"},
		{"gone: true", "Gone", "true"},
		{"{kind: post, title: Old, file: content/posts/x.md, id: a, text: b, gone: true}", "URL", "/old/"},
	}},
	{"embed", "content/embeds.yaml", "- url: https://youtu.be/x\n  %s\n", "Embeds[0]", []keyCase{
		{"title: A film", "URL", "https://youtu.be/x"},
		{"title: A film", "Title", "A film"},
		{"thumbnail: /embeds/x.jpg", "Thumbnail", "/embeds/x.jpg"},
		{"frame: https://example.org/frame", "Frame", "https://example.org/frame"},
	}},
	{"comment", "content/comments/posts/x.yaml", "- %s\n", "Threads[0].List[0]", []keyCase{
		{"id: '12'", "ID", "12"},
		{"author: Ada Example", "Author", "Ada Example"},
		{"url: https://ada.example/", "URL", "https://ada.example/"},
		{"date: 2016-06-11T09:30:00Z", "Date", "2016-06-11T09:30:00+0"},
		{"kind: pingback", "Kind", "pingback"},
		{"{id: a, text: first}\n- {parent: a}", "Text", "first"},
		{"text: '*Well* said'", "Text", "*Well* said"},
	}},
	{"person", "content/people.yaml", "ada:\n  %s\n", "People[0]", []keyCase{
		{"id: ada", "ID", "ada"},
		{"name: Ada Example", "Name", "Ada Example"},
		{"bio: b", "Bio", "b"},
		{"url: https://example.org", "URL", "https://example.org"},
		{"website: https://example.org", "URL", "https://example.org"},
		{"links: {github: ada}", "Links", "{Key=github Value=ada}"},
		{"group: true", "Group", "true"},
		{"image: a.jpg", "Image", "{File=a.jpg}"},
		{"avatar: a.jpg", "Image", "{File=a.jpg}"},
	}},
	{"settings", "content/site.yaml", "%s", "Config", []keyCase{
		{plainSite, "Title", "Notes"},
		{plainSite, "URL", "https://example.org/"},
		{"url: http://example.org/recap", "URL", "http://example.org/recap/"},
		{plainSite + "description: d", "Description", "d"},
		{plainSite, "Language", "en"},
		{plainSite + "language: de", "Language", "de"},
		{plainSite + "lang: de", "Language", "de"},
		{plainSite + "languages: {de: {title: Notizen, description: d, footer: f, menu: [{title: Archiv, url: /archive/}]}, fr: }", "Languages", "{Lang=de Title=Notizen Description=d Footer=f Menu={Title=Archiv URL=/archive/}} | {Lang=fr}"},
		{plainSite + "languages: [de, pt-BR]", "Languages", "{Lang=de} | {Lang=pt-BR}"},
		{plainSite, "Timezone", "UTC"},
		{plainSite + "timezone: Europe/Berlin", "Timezone", "Europe/Berlin"},
		{plainSite + "author: ada", "Author", "ada"},
		{plainSite + "posts: {per_page: 5}", "Posts", "{PerPage=5 List=teaser}"},
		{plainSite + "posts: {list: full}", "Posts", "{PerPage=10 List=full}"},
		{plainSite + "permalinks: {post: '/posts/:slug/'}", "Permalinks.Post", "/posts/:slug/"},
		{plainSite, "Pages", "{Talks=covered Speakers=covered Schedule=true Print=true Lists=months | reviews | authors | categories | series | topics | cfps | highlights | watch | books | credits Timeline=true Map=true Calendars=true Data=true Search=true}"},
		{plainSite + "pages: {talks: all, speakers: none, schedule: false, print: false}", "Pages", "{Talks=all Speakers=none Lists=months | reviews | authors | categories | series | topics | cfps | highlights | watch | books | credits Timeline=true Map=true Calendars=true Data=true Search=true}"},
		{plainSite + "titles: {session: 's :session', day: ':event', talk: ':talk[ – :event]'}", "Titles", "{Session=s :session Day=:event Talk=:talk[ – :event]}"},
		{plainSite + "pages: {lists: [books, watch], calendars: false, data: false}", "Pages", "{Talks=covered Speakers=covered Schedule=true Print=true Lists=books | watch Timeline=true Map=true Search=true}"},
		{plainSite + "pages: {timeline: false, map: false, lists: []}", "Pages", "{Talks=covered Speakers=covered Schedule=true Print=true Lists= Calendars=true Data=true Search=true}"},
		{plainSite + "pages: {quotes: true, search: false, lists: []}", "Pages", "{Talks=covered Speakers=covered Schedule=true Print=true Lists= Timeline=true Map=true Calendars=true Data=true Quotes=true}"},
		{plainSite, "Feeds", "{Formats=atom | rss | json Items=20 Content=full Per=tag | event | speaker | series | language}"},
		{plainSite + "feeds: {formats: [atom], items: 5, content: teaser}", "Feeds", "{Formats=atom Items=5 Content=teaser Per=tag | event | speaker | series | language}"},
		{plainSite + "feeds: {per: [tag, series]}", "Feeds", "{Formats=atom | rss | json Items=20 Content=full Per=tag | series}"},
		{plainSite + "feeds: {formats: []}", "Feeds", "{Formats= Items=20 Content=full Per=tag | event | speaker | series | language}"},
		{plainSite + "feeds: {per: []}", "Feeds", "{Formats=atom | rss | json Items=20 Content=full Per=}"},
		{plainSite + "markup: {html: escape}", "Markup.HTML", "escape"},
		{plainSite, "Markup", "{HTML=clean Typographer=auto LineRefs=auto}"},
		{plainSite + "markup: {typographer: off, line_refs: off, bare_domains: true}", "Markup", "{HTML=clean Typographer=off LineRefs=off BareDomains=true}"},
		{plainSite + "references: [{match: 'bug (\\d+)', url: 'https://bugs.example.org/$1'}, {match: PEP, url: /pep/}]", "References", `{Match=bug (\d+) URL=https://bugs.example.org/$1} | {Match=PEP URL=/pep/}`},
		{plainSite + "code: {style_light: xcode, style_dark: monokai, line_numbers: true}", "Code", "{StyleLight=xcode StyleDark=monokai LineNumbers=true}"},
		{plainSite + "theme: {name: mine, accent: '#0b6', footer: f, menu: [{title: About, url: /about/}, {Home: /}]}", "Theme", "{Name=mine Accent=#0b6 Footer=f Menu={Title=About URL=/about/} | {Title=Home URL=/}}"},
		{plainSite + "theme: {menu: [{name: About, link: /about/}]}", "Theme.Menu", "{Title=About URL=/about/}"},
		{plainSite + "images: {strip: gps}", "Images.Strip", "gps"},
		{plainSite, "Images", "{Strip=all Widths=480 | 800 | 1200 | 1600 Quality=82 Max=2400}"},
		{plainSite + "images: {widths: [900, 300, 900], quality: 70, max: 1800, encoder: [cwebp, avifenc], decoder: heif-convert}", "Images", "{Strip=all Widths=300 | 900 Quality=70 Max=1800 Encoders=avifenc | cwebp Decoders=heif-convert}"},
		{plainSite + "images: {widths: none, encoder: cwebp}", "Images", "{Strip=all Quality=82 Max=2400 Encoders=cwebp}"},
		{plainSite + "share: [mastodon, copy]", "Share", "mastodon | copy"},
		{plainSite + "embeds: {mode: link}", "Embeds.Mode", "link"},
		{plainSite + "embeds: {providers: [youtube, ccc]}", "Embeds.Providers", "youtube | ccc"},
		{plainSite, "Check", "{FailOn=error}"},
		{plainSite + "check: {fail_on: hint, ignore: [text-doubled, tag]}", "Check", "{FailOn=hint Ignore=text-doubled | tag}"},
		{plainSite, "Links", "{WaitDays=30 Archive=https://archive.org/wayback/available}"},
		{plainSite + "links: {skip: example.org, wait_days: 7, archive: 'http://127.0.0.1/'}", "Links", "{Skip=example.org WaitDays=7 Archive=http://127.0.0.1/}"},
		{plainSite + "standards: {cards: false}", "Standards.Cards", "false"},
		{plainSite + "standards: {card_font: fonts/a.otf}", "Standards.CardFont", "fonts/a.otf"},
		{plainSite + "publish: {targets: [{name: web, kind: dir, path: ../www, switch: none}]}", "Publish.Targets[0].Switch", "none"},
		{plainSite + "publish: {target: {name: web, kind: git, remote: origin, branch: pages}}", "Publish.Targets[0].Branch", "pages"},
		{plainSite + "publish: {target: {name: web, kind: rsync, to: 'me@host:/srv', ssh: ssh -p 2222}}", "Publish.Targets[0].SSH", "ssh -p 2222"},
		{plainSite + "publish: {target: {name: web, kind: command, upload: [cp, '{dir}'], delete: [rm, '{files}']}}", "Publish.Targets[0].Delete", "rm | {files}"},
		{plainSite + "publish: {files: [headers, cname]}", "Publish.Files", "headers | cname"},
		{plainSite + "publish: {compress: gz}", "Publish.Compress", "gz"},
		{plainSite + "urls: {ledger: false, redirects: [page, netlify]}", "URLs.Redirects", "page | netlify"},
		{plainSite + "theme: {head: head.html, foot: more/foot.html}", "Theme.Head", "head.html"},
		{plainSite + "comments: {kind: giscus, repo: a/b, repo_id: R_1, category: Posts, category_id: DIC_1}", "Comments", "{Kind=giscus Repo=a/b RepoID=R_1 Category=Posts CategoryID=DIC_1}"},
		{plainSite + "comments: {kind: isso, url: https://talk.example/}", "Comments.URL", "https://talk.example/"},
		{plainSite + "comments: {kind: email, address: me@example.org}", "Comments.Address", "me@example.org"},
		{plainSite + "comments: {kind: email, email: me@example.org}", "Comments.Address", "me@example.org"},
		{plainSite + "analytics: {kind: matomo, url: https://stats.example/, site: '1'}", "Analytics", "{Kind=matomo URL=https://stats.example/ Site=1}"},
		{plainSite + "standards: {jsonld: false}", "Standards.JSONLD", "false"},
		{plainSite + "standards: {microformats: false}", "Standards.Microformats", "false"},
		{plainSite + "standards: {opengraph: false}", "Standards.OpenGraph", "false"},
		{plainSite + "standards: {webmention: https://webmention.example/me}", "Standards.Webmention", "https://webmention.example/me"},
		{plainSite + "standards: {websub: https://hub.example/}", "Standards.WebSub", "https://hub.example/"},
		{plainSite + "defaults: [{paths: 'posts/de/**', values: {lang: de, draft: true}}]", "Defaults[0].Values.Lang", "de"},
		{plainSite + "defaults: [{path: [a, b], values: {lang: de, draft: true}}]", "Defaults[0].Values.Set", "draft | lang"},
		{plainSite + "params: {a: 1}", "Params", "{Key=a JSON=1}"},
	}},
}

// TestKeys reads every key in every spelling.
func TestKeys(t *testing.T) {
	for _, group := range keyCases {
		for _, c := range group.cases {
			t.Run(group.table+"/"+c.field, func(t *testing.T) {
				files := map[string]string{"content/site.yaml": plainSite}
				if group.table == "schedule" {
					files["content/events/y/event.yaml"] = someEvent
				}
				files[group.file] = strings.Replace(group.wrap, "%s", c.in, 1)
				tree := treeOf(files)
				set, list := Load(tree, nil)
				if n := list.Count(diag.Error) + list.Count(diag.Warning); n > 0 {
					t.Errorf("%s\nsaid %v", c.in, list)
				}
				if got := show(at(set, group.root+"."+c.field)); got != c.want {
					t.Errorf("%s\n got %s\nwant %s", c.in, got, c.want)
				}
			})
		}
	}
}

// TestEveryKeyHasACase: a key, or another spelling of one, without a case above
// is a mistake.
func TestEveryKeyHasACase(t *testing.T) {
	for _, tb := range Tables() {
		var text strings.Builder
		for _, g := range keyCases {
			if g.table == tb.Name {
				text.WriteString("\n" + g.wrap)
				for _, c := range g.cases {
					text.WriteString("\n" + c.in)
				}
			}
		}
		has := func(key string) bool {
			for _, before := range []string{"\n", " ", "{"} {
				if strings.Contains(text.String(), before+key+":") {
					return true
				}
			}
			return false
		}
		var look func(keys []Key)
		look = func(keys []Key) {
			for _, k := range keys {
				for _, name := range append([]string{k.Name}, k.Also...) {
					if !has(name) {
						t.Errorf("%s: no case for %s:", tb.Name, name)
					}
				}
				if k.Doc == "" && k.Shape == "" {
					t.Errorf("%s: %s is not explained", tb.Name, k.Name)
				}
				if tb.Name == "post" || tb.Name == "settings" && k.Name != "defaults" {
					look(k.Keys)
				}
			}
		}
		look(tb.Keys)
	}
}

// TestTablesFillRecords: every field of a record is filled by a key, or is one
// that something else fills.
func TestTablesFillRecords(t *testing.T) {
	check(t, postTable, "File IsPage Name Dir From NameDate FolderDate Set Faulty Doc", &Post{})
	check(t, eventTable, "File Schedule Faulty", &eventFile{})
	check(t, talkTable, "Set", &Talk{})
	check(t, speakerTable, "", &Speaker{})
	check(t, venueTable, "HasPlace", &Venue{})
	check(t, seriesTable, "", &Series{})
	check(t, tagTable, "", &Tag{})
	check(t, bookTable, "", &Book{})
	check(t, embedTable, "", &Embed{})
	check(t, personTable, "", &Person{})
	check(t, commentTable, "Doc at", &Comment{})
	check(t, imageTable, "", &Image{})
	check(t, updateTable, "", &Update{})
	check(t, talkLinkTable, "", &TalkLink{})
	check(t, speakerOfTable, "", &TalkSpeaker{})
	check(t, resourceTable, "", &Resource{})
	check(t, addressTable, "", &Address{})
	check(t, coordinatesTable, "", &Coordinates{})
	check(t, cfpTable, "", &CFP{})
	check(t, eventLinkTable, "", &EventLink{})
	check(t, organizerTable, "", &Organizer{})
	check(t, roleTable, "", &Role{})
	check(t, dayTable, "", &EventDay{})
	check(t, trackTable, "", &Track{})
	check(t, factTable, "", &Fact{})
	check(t, myTable, "", &My{})
	check(t, menuTable, "", &MenuItem{})
	check(t, editionTable, "Lang", &Edition{})
	check(t, referenceTable, "", &markdown.Reference{})
	check(t, defaultsTable, "", &Defaults{})
	check(t, targetTable, "Pos", &Target{})
	check(t, promiseTable, "URL", &Promise{})
	c := &Config{} // sections fill their own fields; File lies where the whole begins
	check(t, settingsTable, "Posts Permalinks Pages Titles Feeds Markup Code Theme Images Embeds Check Links Standards Comments Analytics Publish URLs", c)
	filled := fieldsOf(postsTable, c)
	for _, more := range []map[uintptr]bool{fieldsOf(permalinksTable, c), fieldsOf(pagesTable, c), fieldsOf(titlesTable, c), fieldsOf(feedsTable, c), fieldsOf(markupTable, c), fieldsOf(codeTable, c), fieldsOf(themeTable, c), fieldsOf(imagesTable, c), fieldsOf(embedsTable, c), fieldsOf(checkTable, c), fieldsOf(linksTable, c), fieldsOf(standardsTable, c), fieldsOf(commentsTable, c), fieldsOf(analyticsTable, c), fieldsOf(publishTable, c), fieldsOf(urlsTable, c)} {
		maps.Copy(filled, more)
	}
	for _, section := range []string{"Posts", "Permalinks", "Pages", "Titles", "Feeds", "Markup", "Code", "Theme", "Images", "Embeds", "Check", "Links", "Standards"} {
		v := reflect.ValueOf(c).Elem().FieldByName(section)
		for i := range v.NumField() {
			if !filled[v.Field(i).Addr().Pointer()] {
				t.Errorf("no key fills Config.%s.%s", section, v.Type().Field(i).Name)
			}
		}
	}
}

func fieldsOf[T any](tb *table[T], t *T) map[uintptr]bool {
	out := map[uintptr]bool{}
	for _, k := range tb.keys {
		for _, p := range k.kind.fields(t) {
			out[reflect.ValueOf(p).Pointer()] = true
		}
	}
	return out
}

func check[T any](t *testing.T, tb *table[T], besides string, rec *T) {
	t.Helper()
	filled := fieldsOf(tb, rec)
	v := reflect.ValueOf(rec).Elem()
	if v.Type() == reflect.TypeFor[eventFile]() {
		v = v.Field(0)
	}
	others := strings.Fields(besides)
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		if filled[v.Field(i).Addr().Pointer()] == slices.Contains(others, name) {
			t.Errorf("%s.%s: filled by a key: %v, named as filled by something else: %v", v.Type(), name, filled[v.Field(i).Addr().Pointer()], slices.Contains(others, name))
		}
	}
	for _, k := range tb.keys {
		if k.doc == "" {
			t.Errorf("%s: the key %s has no line of explanation", fmt.Sprint(v.Type()), k.name)
		}
	}
}
