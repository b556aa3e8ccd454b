package schema

import "strings"

// mistake is a file with one thing wrong, and the same without it.
type mistake struct {
	code, file, text, right string
}

// whole is the file: front matter gets its fences and a sentence.
func (m mistake) whole() string {
	if strings.HasSuffix(m.file, ".md") {
		return "---\n" + m.text + "\n---\nA sentence.\n"
	}
	return m.text
}

const (
	aPost     = "content/posts/x.md"
	anEvent   = "content/events/x/event.yaml"
	aSchedule = "content/events/x/schedule.yaml"
	settings  = "content/site.yaml"

	event = "name: X 2016\nstart_date: 2016-05-30\ntimezone: Europe/Berlin\n"
	site  = "title: X\nurl: https://example.org/\n"
	post  = "title: X\ndate: 2016-06-10\n"
)

var mistakes = []mistake{
	{"front-key-typo", aPost, post + "tilte: X", post},
	{"front-key-unknown", aPost, post + "mood: sunny", post + "params: {mood: sunny}"},
	{"value-type", aPost, post + "draft: yes", post + "draft: true"},
	{"value-type", aPost, "title: {a: b}\ndate: 2016-06-10", post},
	{"value-type", aPost, post + "part: two", post + "part: 2"},
	{"value-range", aPost, post + "series: s\npart: 123456", post + "series: s\npart: 12"},
	{"date-ambiguous", aPost, "title: X\ndate: 10/06/2016", post},
	{"date-impossible", aPost, "title: X\ndate: 2016-13-01", post},
	{"date-form", aPost, "title: X\ndate: tomorrow", post},
	{"value-choice", aPost, post + "kind: recaps", post + "kind: recap"},
	{"slug-shape", aPost, post + "slug: two words", post + "slug: two-words"},
	{"slug-shape", aPost, post + "slug: a/b", post + "slug: b"},
	{"url-shape", aPost, post + "url: https://example.org/x", post + "url: /x/"},
	{"url-shape", aPost, post + "aliases: [../x]", post + "aliases: [/x]"},
	{"token-missing", aPost, post + "unlisted: true", post + "unlisted: true\ntoken: abcdefghijkl"},
	{"token-shape", aPost, post + "unlisted: true\ntoken: short", post + "unlisted: true\ntoken: abcdefghijkl"},
	{"value-language", aPost, post + "lang: english", post + "lang: en"},
	{"value-address", aPost, post + "syndication: 'javascript:alert(1)'", post + "syndication: https://example.org/"},
	{"value-type", aPost, post + "tags: [{a: b}]", post + "tags: [a]"},
	{"event-name-missing", anEvent, "start_date: 2016-05-30\n", event},
	{"event-start-missing", anEvent, "name: X 2016\n", event},
	{"event-key-unknown", anEvent, event + "start: 2016-05-30\n", event},
	{"event-key-unknown", anEvent, event + "my: {role: attendee, rolls: [speaker]}\n", event + "my: {roles: [speaker]}\n"},
	{"value-choice", anEvent, event + "kind: conferences\n", event + "kind: conference\n"},
	{"value-choice", anEvent, event + "my: {roles: [guest]}\n", event + "my: {roles: [attendee]}\n"},
	{"zone-unknown", anEvent, "name: X\nstart_date: 2016-05-30\ntimezone: Berlin\n", event},
	{"value-address", anEvent, event + "url: https://\n", event + "url: https://example.org/\n"},
	{"value-type", anEvent, event + "attendees: many\n", event + "attendees: 2,500\n"},
	{"value-range", anEvent, event + "attendees: -5\n", event + "attendees: 5\n"},
	{"value-color", anEvent, event + "tracks: [{name: A, color: '#12'}]\n", event + "tracks: [{name: A, color: '#123'}]\n"},
	{"value-type", anEvent, event + "coordinates: somewhere\n", event + "coordinates: 48.20, 16.37\n"},
	{"link-state", anEvent, event + "talks: {t: {title: T, video: false}}\n", event + "talks: {t: {title: T, video: none}}\n"},
	{"id-shape", anEvent, event + "id: two words\n", event + "id: two-words\n"},
	{"value-duration", aSchedule, "talks: [{id: t, title: T, duration: long}]\n", "talks: [{id: t, title: T, duration: 30m}]\n"},
	{"talk-id-missing", aSchedule, "talks: [{title: T}]\n", "talks: [{id: t, title: T}]\n"},
	{"talk-title-missing", aSchedule, "talks: [{id: t}]\n", "talks: [{id: t, title: T}]\n"},
	{"event-key-unknown", aSchedule, "talks: [{id: t, title: T, speakrs: [Ada]}]\n", "talks: [{id: t, title: T, speakers: [Ada]}]\n"},
	{"speaker-unnamed", aSchedule, "talks: [{id: t, title: T, speakers: [{role: moderator}]}]\n", "talks: [{id: t, title: T, speakers: [{name: Ada, role: moderator}]}]\n"},
	{"settings-key-unknown", settings, site + "baseURL: https://example.org/\n", site},
	{"settings-url", settings, "title: X\nurl: example.org\n", site},
	{"settings-pattern", settings, site + "permalinks: {post: '/:year/:slig/'}\n", site + "permalinks: {post: '/:year/:slug/'}\n"},
	{"settings-pattern", settings, site + "permalinks: {post: '/:year/'}\n", site + "permalinks: {post: '/:year/:slug/'}\n"},
	{"value-choice", settings, site + "feeds: {formats: [atoms]}\n", site + "feeds: {formats: [atom]}\n"},
	{"value-range", settings, site + "posts: {per_page: 0}\n", site + "posts: {per_page: 5}\n"},
	{"settings-reference", settings, site + "references: [{match: 'bug (\\d+)'}]\n", site + "references: [{match: 'bug (\\d+)', url: https://example.org/$1}]\n"},
	{"settings-menu", settings, site + "theme: {menu: [{title: A}]}\n", site + "theme: {menu: [{title: A, url: /a/}, {B: /b/}]}\n"},
	{"value-choice", settings, site + "code: {style_light: githug}\n", site + "code: {style_light: github}\n"},
	{"record-key-unknown", "content/speakers.yaml", "- {name: Ada, links: {myspace: ada}}\n", "- {name: Ada, links: {github: ada}}\n"},
	{"record-unnamed", "content/speakers.yaml", "- {bio: B}\n", "- {name: Ada, bio: B}\n"},
	{"value-isbn", "content/books.yaml", "- {title: B, isbn: '123'}\n", "- {title: B, isbn: 978-0-306-40615-7}\n"},
	{"value-doi", "content/books.yaml", "- {title: B, doi: abc}\n", "- {title: B, doi: 10.1000/182}\n"},
	{"id-shape", "content/tags.yaml", "two words: {name: T}\n", "two-words: {name: T}\n"},
	{"value-choice", "content/comments/posts/x.yaml", "- {author: A, kind: shout, text: T}\n", "- {author: A, kind: comment, text: T}\n"},
	{"url-shape", "content/urls.yaml", "https://example.org/a/: {gone: true}\n", "/a/: {gone: true}\n"},
}
