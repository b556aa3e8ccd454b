package generator_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The five seed sites re-create, in words of our own, how five real pages about
// conferences were built: a front page of two posts (s0), one post about a side
// event (s1), a page of session notes (s2), a tag page with a long report (s3)
// and the blog of a company in two languages (s4). What their readers saw by the
// diligence of a writer has to be there by itself.

// seedLab is a seed site in a folder of its own, as if an author had it.
func seedLab(t *testing.T, name string) *lab {
	t.Helper()
	l := &lab{t: t, dir: t.TempDir()}
	if err := os.CopyFS(l.dir, os.DirFS("testdata/seeds/"+name)); err != nil {
		t.Fatal(err)
	}
	l.restart()
	return l
}

// ask is one question to a built site: what a row of the seeds says has to be in
// a file. A wanted text that begins with "!" must not be there, "A << B" means
// that A stands before B. All spans of blanks count as one.
type ask struct {
	row, file string
	want      []string
}

var blanks = regexp.MustCompile(`\s+`)

func (a ask) check(t *testing.T, dir string) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(a.file)))
	if err != nil {
		t.Errorf("%s: %s is not there", a.row, a.file)
		return
	}
	text := blanks.ReplaceAllString(string(b), " ")
	for _, w := range a.want {
		first, second, ordered := strings.Cut(w, " << ")
		not, negative := strings.CutPrefix(w, "!")
		switch {
		case ordered:
			i := strings.Index(text, first)
			j := strings.LastIndex(text, second)
			if i < 0 || j < 0 || i > j {
				t.Errorf("%s: %s has not %q before %q", a.row, a.file, first, second)
			}
		case negative && strings.Contains(text, not):
			t.Errorf("%s: %s has %q", a.row, a.file, not)
		case !negative && !strings.Contains(text, w):
			t.Errorf("%s: %s has no %q", a.row, a.file, w)
		}
	}
}

const (
	s0Recap = "2016/06/devopsdays-toronto-recap/index.html"
	s0CFP   = "2016/06/releng-2016-cfp/index.html"
	s0Event = "events/devopsdays-toronto-2016/index.html"
	s1Post  = "2015/11/ures-2015/index.html"
	s1Event = "events/ures-2015/index.html"
	s2One   = "2018/01/lca-session-1/index.html"
	s2Three = "2018/01/lca-session-3/index.html"
	s3Post  = "2016/06/pycon-2016-report/index.html"
	s3Part1 = "2015/05/releng-2015-part-1/index.html"
	s3Part2 = "2015/06/releng-2015-part-2/index.html"
	s4SQD   = "2013/01/sqd-2013/index.html"
	s4Here  = "2013/05/bbq-iv/index.html"
	s4Hier  = "2013/04/bbq-iv-einladung/index.html"
	s4Event = "events/bbq-4/index.html"
	s4PyCon = "events/pycon-us-2013/index.html"
)

// seedRows is how many rows each page has in the list of what it shows.
var seedRows = map[string]int{"s0": 32, "s1": 21, "s2": 27, "s3": 31, "s4": 33}

// seedElsewhere are the rows that no question here asks, and where they belong.
var seedElsewhere = map[string]string{
	"0.10": "pictures: a credit below a picture is read as one",
	"0.22": "checks: a caption that repeats the text of the picture",
	"0.30": "checks: a paragraph of one mark",
	"0.31": "checks: spelling against a list",
	"1.2":  "comments: counted",
	"1.3":  "comments: without the log-in of others",
	"1.4":  "checks: placeholders in the output",
	"1.14": "checks: links called \"here\"",
	"1.15": "pictures: licences have one name each",
	"1.20": "nothing: thanks are sentences",
	"1.21": "checks: pictures without a text",
	"2.3":  "checks: a title that contradicts its event",
	"2.22": "sharing",
	"2.23": "import: empty paragraphs",
	"2.24": "checks: spelling",
	"3.15": "checks: a text that is a file's name",
	"4.32": "comments: an answer without a server",
	"4.33": "nothing: a sentence says it",
}

var seedAsks = map[string][]ask{
	"s0": {
		{"0.1 newest first, whole posts", "index.html", []string{"Submissions for Releng 2016 << DevOpsDays Toronto recap", "Shipping is a heartbeat."}},
		{"0.2 long date with weekday", s0CFP, []string{"Friday, 3 June 2016"}},
		{"0.3 read-more below each text", "index.html", []string{`<p class="more"><a href="/2016/06/releng-2016-cfp/"`, `<p class="more"><a href="/2016/06/devopsdays-toronto-recap/"`, "!First-time speakers", "!Thanks to all who"}},
		{"0.4 footer and the way up", s0CFP, []string{"Made with the plain theme.", `<a href="#">Back to the top</a>`}},
		{"0.5 call with its deadline", "cfps/index.html", []string{"closed", "1 July 2016", "/events/releng-2016/"}},
		{"0.5 deadline in the calendar", "cfps/cfps.ics", []string{"20160701"}},
		{"0.6 date and place before the event", s0CFP, []string{"18 November 2016", "Seattle, WA, USA"}},
		{"0.7 event inside another", "events/releng-2016/index.html", []string{`href="/events/fse-2016/"`}},
		{"0.7 and back", "events/fse-2016/index.html", []string{`href="/events/releng-2016/"`}},
		{"0.6 names stand in summaries too", "events/index.html", []string{"!wanted for ,"}},
		{"0.6 and in the head", s0CFP, []string{`content="Papers and talks are wanted for RelEng 2016, a day beside FSE 2016."`}},
		{"0.6 and on the event", "events/releng-2016/index.html", []string{"Papers and talks are wanted for RelEng 2016, a day beside FSE 2016."}},
		{"0.8 topics of a call", "events/releng-2016/index.html", []string{"build systems, deployment pipelines"}},
		{"0.8 loose last item", s0CFP, []string{"<li>… then write to the workshop</li>"}},
		{"0.9 newcomers, and whom to ask", s0CFP, []string{"First-time speakers are as welcome", `Kim Moir: <a href="https://github.com/kmoir" rel="me">GitHub</a>`, "!mailto:"}},
		{"0.11 a bare address", s0CFP, []string{`<a href="https://www.flickr.com/photos/howardignatius/14482954049/sizes/l"`}},
		{"0.12 bound to an event, 0.13 its dates, 0.14 its place", s0Recap, []string{`href="/events/devopsdays-toronto-2016/"`, "26–27 May 2016", "Toronto, ON, CA"}},
		{"0.14 the way there, 0.27 code of conduct", s0Event, []string{"On foot from the Toronto Island airport.", "https://www.devopsdays.org/events/2016-toronto/conduct/"}},
		{"0.15 caption", s0Recap, []string{"<figcaption>Glenn Gould Studios, CBC, Toronto.</figcaption>"}},
		{"0.16 day headings", s0Recap, []string{`id="day-1"`, `id="day-2"`, "Day 1</h2> << Day 2</h2>"}},
		{"0.16 pages of days", "events/devopsdays-toronto-2016/day/2/index.html", []string{"Friday, 27 May 2016", "Scaling the Deployment Pipeline", "!A Traffic Mystery"}},
		{"0.17 topic over all events", "topics/diversity/index.html", []string{"One woman on the stage", "#diversity-and-inclusion"}},
		{"0.18 0.20 talk named in a sentence", s0Recap, []string{`<a href="/events/devopsdays-toronto-2016/talks/containers-culture/">Containers will not Fix your Broken Culture</a>`}},
		{"0.18 speaker named in a sentence", s0Recap, []string{`<a href="/speakers/john-willis/">John Willis</a>`}},
		{"0.19 employer of that day", s0Event, []string{"(VM Farms)", "(Pivotal)", "(Capital One)"}},
		{"0.21 captions of a sentence, lazy", s0Recap, []string{"<figcaption>DevOps goes round, and every turn tells something.</figcaption>", `loading="lazy"`}},
		{"0.23 books of talks and posts", "books/index.html", []string{"Release It!", "Effective DevOps", "The DevOps Handbook", "Jennifer Davis"}},
		{"0.24 kinds", s0Event, []string{"Open space", "Lightning talk"}},
		{"0.25 one speaker, two events", "speakers/bridget-kromhout/index.html", []string{"Beyond the Code 2014", "DevOpsDays Toronto 2016", s0Recap[:len(s0Recap)-len("index.html")]}},
		{"0.26 coverage", s0Event, []string{"7 of 10 talks retold"}},
		{"0.28 quote of an unknown", s0Recap, []string{"<blockquote", "Shipping is a heartbeat.", "somebody in the hall, from memory"}},
		{"0.29 brackets stay", s0Recap, []string{"(note - all of it was real)"}},
		{"0.32 questions inside a section", s0Recap, []string{`<h3 id="questions"`}},
	},
	"s1": {
		{"1.1 category", s1Post, []string{"releng"}},
		{"1.5 year of the event", s1Post, []string{"13 November 2015"}},
		{"1.6 talk of the parent in the child's recap", s1Post, []string{`/events/lisa-2015/talks/lean-configuration-management/`, "Jez Humble"}},
		{"1.6 parent's talk knows the recap", "events/lisa-2015/talks/lean-configuration-management/index.html", []string{"/2015/11/ures-2015/#the-keynote"}},
		{"1.6 part of", s1Event, []string{`href="/events/lisa-2015/"`}},
		{"1.7 organisers", s1Event, []string{"Dinah McNutt", "Gareth Bowles", "organizer"}},
		{"1.8 the writer's role", s1Event, []string{"speaker, attendee"}},
		{"1.8 the writer's talks", "speakers/kim-moir/index.html", []string{"Emulators all the way down", "Caring for a Large Distributed System"}},
		{"1.9 lengths and kinds", s1Event, []string{"45 min", "10 min", "Lightning talk"}},
		{"1.10 slides", s1Post, []string{"https://www.slideshare.net/kimmoir/scaling-mobile-testing-on-aws-emulators-all-the-way-down"}},
		{"1.11 1.12 addresses alone become cards", s1Post, []string{`href="https://www.youtube.com/watch?v=bAcfPzxB3dk"`, `href="https://vimeo.com/148946917"`, "SlideShare", "!<iframe"}},
		{"1.12 and stay links in the feed", "feed.atom", []string{"https://www.youtube.com/watch?v=bAcfPzxB3dk", "https://vimeo.com/148946917", "architecting-for-continuous-delivery-54192503"}},
		{"1.13 other version, other event", "events/lisa-2015/talks/lean-configuration-management/index.html", []string{"https://s1-slides.example/older.pdf", "Older version", "GOTO 2015"}},
		{"1.16 two speakers in order", s1Event, []string{"Evan Willey << Dave Liebreich", "(Pivotal Cloud Foundry)"}},
		{"1.17 books", "books/index.html", []string{"Thinking in Systems", "Donella Meadows"}},
		{"1.18 two kinds of quotes", s1Post, []string{"Jez Humble, from memory", "No release needs a night shift."}},
		{"1.19 expected", s1Post, []string{">slides expected<"}},
	},
	"s2": {
		{"2.1 whole posts below their titles", "index.html", []string{"Linux.conf.au 2018 – Collaborating << DevOps Days Auckland 2017 – Tuesday", "Three in four helpers", `<h4 id="lca-session-1-old-protocols"`}},
		{"2.2 title from event, day, session, track", s2One, []string{`<h1 class="p-name">Linux.conf.au 2018 – Day 1 – Session 1 – Kernel Miniconf</h1>`}},
		{"2.2 without a track", "2018/01/lca-session-2/index.html", []string{`<h1 class="p-name">Linux.conf.au 2018 – Day 1 – Session 2</h1>`}},
		{"2.4 running order on the event", "events/lca-2018/index.html", []string{"Day 1 – Session 1 << Day 1 – Session 2", "Day 1 – Session 2 << Day 1 – Session 3", "Day 1 – Session 3 << /2018/01/lca-keynote/"}},
		{"2.4 next inside the event", s2One, []string{`href="/2018/01/lca-session-2/"`}},
		{"2.5 days by weekday", "events/devopsdays-auckland-2017/index.html", []string{"Wednesday", "!>Day 2<"}},
		{"2.5 in titles too", "2017/10/wednesday-session-3/index.html", []string{`<h1 class="p-name">DevOps Days Auckland 2017 – Wednesday – Session 3</h1>`}},
		{"2.5 days by number", "events/lca-2018/index.html", []string{">Day 2<"}},
		{"2.6 several talks in a post", s2Three, []string{"/events/lca-2018/talks/beyond-web/", "/events/lca-2018/talks/api-docs/", "/events/lca-2018/talks/lightning/"}},
		{"2.7 nested lists are tight", "2018/01/lca-keynote/index.html", []string{"<li>Two mirror images of one molecule <ul> <li>One heals, one tastes <ul> <li>Three in four"}},
		{"2.8 title, speaker", s2Three, []string{"Beyond Web 2.0 Russell Keith-Magee", `href="/speakers/russell-keith-magee/"`}},
		{"2.9 title – speaker", s2One, []string{`href="/speakers/casey-schaufler/"`}},
		{"2.10 speaker – title", "2017/10/wednesday-session-3/index.html", []string{`href="/events/devopsdays-auckland-2017/talks/sre/"`}},
		{"2.11 employer in the heading", "2017/10/wednesday-session-2/index.html", []string{`href="/speakers/marcus-bristol/"`, "(Pushpay)"}},
		{"2.12 subheadings are no talks", s2One, []string{`<h3 id="old-protocols"`, `<h3 id="container"`}},
		{"2.13 tracks", "events/lca-2018/index.html", []string{"Kernel Miniconf", "<span>Session 3</span>", "Developers, Developers Miniconf"}},
		{"2.14 lightning talks by first name", "events/lca-2018/index.html", []string{"Nic", "Daurn", "Alt attribute"}},
		{"2.15 a post of one talk", "2018/01/lca-keynote/index.html", []string{`<h1 class="p-name">Linux.conf.au 2018 – Collaborating with Everybody: Open Source Drug Discovery</h1>`, `href="/speakers/matthew-todd/"`}},
		{"2.16 bare domains", s2Three, []string{`<a href="https://pybee.org">pybee.org</a>`}},
		{"2.17 markup in notes", s2Three, []string{`<code>&lt;script type=&quot;text/python&quot;&gt;</code>`, "!<script type=”"}},
		{"2.18 commands", "2018/01/lca-session-2/index.html", []string{`<code>$ task 31 annotate &quot;extra stuff&quot;</code>`}},
		{"2.19 slides at hand, 2.26 links filled in", s2One, []string{"https://lca2018.example/pipeline.pdf", "https://www.youtube.com/watch?v=s2aaaaaaaa1"}},
		{"2.20 bio", "speakers/russell-keith-magee/index.html", []string{"Works on Django."}},
		{"2.21 epigraph", "2018/01/lca-session-2/index.html", []string{"<blockquote> <p>A line of a song stands here.</p>"}},
		{"2.25 four posts a day", "events/lca-2018/day/1/index.html", []string{"/2018/01/lca-session-1/", "/2018/01/lca-session-2/", "/2018/01/lca-session-3/"}},
		{"2.27 opinion set apart", s2Three, []string{`<div class="aside" role="note"> <p>A talk I had waited for.</p>`}},
	},
	"s3": {
		{"3.1 skip link", s3Post, []string{`href="#main"`, `<main id="main"`}},
		{"3.2 tag page", "tags/releng/index.html", []string{"PyCon 2016 report << Yak Shaving"}},
		{"3.2 counted pages, oldest is 1", "posts/page/1/index.html", []string{"Release Engineering Sheriffs"}},
		{"3.3 programme and videos", "events/pycon-us-2016/index.html", []string{"https://us.pycon.org/2016/schedule/", "https://www.youtube.com/channel/UCwTD5zJbsQGJN75MwbykYNw/videos"}},
		{"3.4 weekdays", "events/pycon-us-2016/day/2/index.html", []string{"<h1 class=\"p-name\">Tuesday</h1>"}},
		{"3.5 playful headings", s3Post, []string{`>Gilectomy</h3> << /events/pycon-us-2016/talks/gilectomy/`}},
		{"3.6 a line of links below each talk", s3Post, []string{`>Security with object-capabilities</h3> << <a href="https://us.pycon.org/2016/schedule/presentation/1702/">abstract</a> <a`, `>slides`}},
		{"3.7 none is not unknown", "events/pycon-us-2016/talks/welcome/index.html", []string{"not recorded"}},
		{"3.7 unknown says nothing", "events/releng-2015/talks/defect-prediction/index.html", []string{"!not recorded"}},
		{"3.8 partial", s3Post, []string{"partial recording"}},
		{"3.9 not in the room", "events/pycon-us-2016/talks/magic-wormhole/index.html", []string{"I talked with the speaker"}},
		{"3.10 highlight", "highlights/index.html", []string{"Closing Keynote", "!Gilectomy"}},
		{"3.11 dunder", s3Post, []string{"__new__ is called", "!<strong>new"}},
		{"3.12 anchors", s3Post, []string{`id="remote-calls-local-calls"`, `id="http-2-and-asynchronous-apis"`}},
		{"3.13 no emoji", "2015/06/yak-shaving/index.html", []string{":gps made"}},
		{"3.14 footnotes", "2015/11/taskcluster-index/index.html", []string{`href="#taskcluster-index-fn:4"`, `id="taskcluster-index-fn:4"`, "We answer."}},
		{"3.14 of every post their own", "2015/06/yak-shaving/index.html", []string{`id="yak-shaving-fn:1"`}},
		{"3.16 long names", "2015/11/taskcluster-index/index.html", []string{"<pre", "<code>gecko.v2.mozilla-central.nightly.revision.47b49b0d32360fab04b11ff9120970979c426911.firefox.win64-opt</code>"}},
		{"3.17 parts", s3Part1, []string{"Part 1 of", `href="/series/releng-2015/"`, `href="/2015/06/releng-2015-part-2/"`}},
		{"3.17 and back", s3Part2, []string{"Part 2 of", `href="/2015/05/releng-2015-part-1/"`}},
		{"3.18 one event, several posts", "events/releng-2015/index.html", []string{"(part 1) << (Part 2)", "6 of 6 talks retold"}},
		{"3.19 expected", s3Part1, []string{"slides expected"}},
		{"3.20 came back", s3Part2, []string{"Updated", "20 June 2015", "Added the papers I found."}},
		{"3.21 tl;dr is the summary", "index.html", []string{"!tl;dr"}},
		{"3.21 in the head", s3Part1, []string{`name="description" content="Web delivery is solved`}},
		{"3.22 3.23 general headings by id", s3Part1, []string{"Pete Rotella", "(Cisco)"}},
		{"3.24 loose lists", s3Part1, []string{"<li> <p>time: the date stands</p> <p>Our own short cycle helps here, I think.</p> </li>", "<li> <p>quality: what is left</p> <ul>"}},
		{"3.27 an aside inside a point of the notes", s3Part1, []string{"<p>time: the date stands</p> << <p>Our own short cycle helps here, I think.</p> </li>"}},
		{"3.28 answers another blog", "2015/06/yak-shaving/index.html", []string{`<a href="https://benjamin.smedbergs.us/blog/">wrote of yaks</a>`}},
		{"3.25 code untouched", s3Part2, []string{"<code>$(shell uname -r)</code>"}},
		{"3.26 ticket numbers", "2015/06/yak-shaving/index.html", []string{`<a href="https://bugzilla.mozilla.org/show_bug.cgi?id=1103700">bug 1103700</a>`}},
		{"3.29 decorative", "2015/11/taskcluster-index/index.html", []string{`src="/shrug.svg" alt=""`}},
		{"3.30 no event", "2014/11/sheriffs/index.html", []string{"Release Engineering Sheriffs", "!/events/releng"}},
		{"3.31 both dates", s3Part2, []string{"19 May 2015", "12 June 2015"}},
	},
	"s4": {
		{"4.1 recap and invitation", s4Here, []string{`href="/2013/04/bbq-iv-einladung/"`}},
		{"4.1 and back", s4Hier, []string{`href="/2013/05/bbq-iv/"`}},
		{"4.2 edition", s4Event, []string{`href="/events/series/bbq/"`, "</a>, IV"}},
		{"4.3 one title, two posts", s4Hier, []string{`<h1 class="p-name">developer &amp; admin BBQ IV</h1>`}},
		{"4.4 4.6 language of a post", s4Hier, []string{`<html lang="de"`, "30. April 2013", "Dienstag, 2. April 2013"}},
		{"4.5 a block in another", s4Hier, []string{`lang="en"`}},
		{"4.7 no default category", s4Here, []string{"!Uncategorized"}},
		{"4.8 meta line", s4Here, []string{`href="/tags/bbq/"`}},
		{"4.9 numbered lines", "2013/04/travis/index.html", []string{`id="travis-L14"`, `class="ln" data-n="1"`}},
		{"4.10 prose refers to lines", "2013/04/travis/index.html", []string{`>Lines 1 – 4</a>`, `>Lines 5, 6</a>`, `>Lines 7, 8</a>`, `>Line 9</a>`, `>Lines 10 – 14</a>`}},
		{"4.11 quotes in code", "2013/04/travis/index.html", []string{"*firefox", "!‘*firefox"}},
		{"4.12 times", "events/bbq-4/event.ics", []string{"TZID=Europe/Berlin:20130430T140000", "TZID=Europe/Berlin:20130430T190000"}},
		{"4.13 address, 4.14 links by kind", s4Event, []string{"Forsterstraße 29", "06112", "Registration", "Meetup", "https://www.facebook.com/events/bbq4"}},
		{"4.15 sessions without speakers", s4Event, []string{"Der CMS-Zoo", "Open space"}},
		{"4.16 handles", "speakers/andrea-provaglio/index.html", []string{"andreaprovaglio"}},
		{"4.17 overview and a post of its own", "events/sqd-2013/talks/self-organization/index.html", []string{"/2013/01/sqd-2013/", "/2013/02/self-organization/"}},
		{"4.18 language of a talk", "events/sqd-2013/index.html", []string{`lang="de"`, "Jenseits vom Mittelmaß"}},
		{"4.19 hashtag", s4SQD, []string{"#fail.", "!<h1>fail"}},
		{"4.20 next call", "cfps/index.html", []string{"Software Quality Days 2014", "31 May 2013"}},
		{"4.21 editions", "events/series/pycon-us/index.html", []string{"PyCon US 2014", "Montreal, Canada", "PyCon US 2013"}},
		{"4.21 on the older one", s4PyCon, []string{"/events/pycon-us-2014/"}},
		{"4.22 heading 2014", "2013/03/pycon-2013/index.html", []string{`<h2 id="2014"`}},
		{"4.23 themes", "2013/03/pycon-2013/index.html", []string{`<h2 id="magnitude"`, "!about the talk"}},
		{"4.24 figures", s4PyCon, []string{"2,500", "about 20 %", "https://pyladies.com/"}},
		{"4.25 disclosed", "2013/03/pycon-2013/index.html", []string{"Our company was a silver sponsor."}},
		{"4.25 on the event", s4PyCon, []string{"Our company was a silver sponsor.", "sponsor"}},
		{"4.26 other activities", s4PyCon, []string{"Sprint"}},
		{"4.27 videos", s4PyCon, []string{"https://pyvideo.org/events/pycon-us-2013.html"}},
		{"4.28 ordered list", "2013/03/roll-outs/index.html", []string{"<ol> <li>Monday 09:00 – tools</li>"}},
		{"4.29 figure", "2013/03/roll-outs/index.html", []string{"<figcaption>Maintenance week schedule</figcaption>"}},
		{"4.30 authors", "2013/03/roll-outs/index.html", []string{`href="/authors/first/"`, `href="/authors/second/"`}},
		{"4.30 group", "authors/gocept/index.html", []string{"/2013/05/bbq-iv/"}},
		{"4.31 quotes by language", s4Hier, []string{"„so weit“", "“this one”"}},
		{"4.31 and the other", s4Here, []string{"“perfect CMS”"}},
	},
}

var rowNumber = regexp.MustCompile(`\b\d\.\d+\b`)

// Every row of the five pages is asked, or it is said where it belongs.
func TestSeedRowsAreAllAsked(t *testing.T) {
	asked := map[string]bool{}
	for name, asks := range seedAsks {
		for _, a := range asks {
			for _, row := range rowNumber.FindAllString(a.row, -1) {
				asked[row] = true
				if row[:1] != name[1:] {
					t.Errorf("%s: row %s belongs to another page", name, row)
				}
			}
		}
	}
	for name, rows := range seedRows {
		for n := 1; n <= rows; n++ {
			row := fmt.Sprintf("%s.%d", name[1:], n)
			where, elsewhere := seedElsewhere[row]
			if asked[row] == elsewhere || elsewhere && where == "" {
				t.Errorf("row %s: asked is %v, and it belongs to %q", row, asked[row], where)
			}
			delete(asked, row)
		}
	}
	for row := range asked {
		t.Errorf("there is no row %s", row)
	}
	list, err := os.ReadFile("../../shared/design/seeds.md")
	if err != nil {
		t.Logf("SKIPPED the count of rows: %v", err)
		return
	}
	for name, want := range seedRows {
		if got := len(regexp.MustCompile(`(?m)^\| `+name[1:]+`\.\d+ \|`).FindAll(list, -1)); got != want {
			t.Errorf("%s: the list has %d rows, not %d", name, got, want)
		}
	}
}

func TestSeeds(t *testing.T) {
	for _, name := range []string{"s0", "s1", "s2", "s3", "s4"} {
		t.Run(name, func(t *testing.T) {
			l := seedLab(t, name)
			r := l.must()
			if len(r.Held) > 0 {
				t.Errorf("held back: %v", r.Held)
			}
			for _, a := range seedAsks[name] {
				a.check(t, l.path("public"))
			}
		})
	}
}

// What stays to be said about the seed sites is said once and by name.
func TestSeedsAreTold(t *testing.T) {
	want := map[string]string{"s2": "text-html-dropped", "s3": "text-dunder"}
	for _, name := range []string{"s0", "s1", "s2", "s3", "s4"} {
		var codes []string
		for _, d := range seedLab(t, name).must().Diagnostics {
			codes = append(codes, d.Code)
		}
		if got := strings.Join(codes, " "); got != want[name] {
			t.Errorf("%s tells %q, want %q", name, got, want[name])
		}
	}
}

// Eighteen headings of the report on PyCon 2016 are bound, and each has its
// line: fourteen with abstract and video, two with slides too, two with only a
// video.
func TestSeedLinkLines(t *testing.T) {
	l := seedLab(t, "s3")
	l.must()
	page := l.read("public/" + s3Post)
	if n := strings.Count(page, `">about the talk</a>`); n != 18 {
		t.Errorf("%d headings lead to a talk, want 18", n)
	}
	for word, want := range map[string]int{"abstract": 16, "video": 18, "slides": 2} {
		if n := len(regexp.MustCompile(`>`+word+`( ?<small>[^<]*</small>)*</a>`).FindAllString(page, -1)); n != want {
			t.Errorf("%d links %q, want %d", n, word, want)
		}
	}
}

// bullets is a post of session notes with n bullets on three levels, in the
// measure of the seed: 180 of the first, 379 of the second, 78 of the third.
func bullets() (text string, n int) {
	var b strings.Builder
	b.WriteString("---\ntitle: All notes of an evening\ndate: 2017-10-10\nevent: auckland-evening-2017\n---\n## Notes\n\n")
	for i := range 180 {
		fmt.Fprintf(&b, "- Point %d of the evening\n", i+1)
		said := 2
		if i < 379-2*180 {
			said = 3
		}
		for k := range said {
			fmt.Fprintf(&b, "  - what was said of it, the %d. time\n", k+1)
			if k == 1 && i%2 == 0 && i < 2*78 {
				b.WriteString("    - with `a detail`\n")
			}
		}
	}
	return b.String(), strings.Count(b.String(), "- ")
}

var listTag = regexp.MustCompile(`</?(ul|li|p)\b`)

func TestSeedBullets(t *testing.T) {
	l := seedLab(t, "s2")
	l.must()
	text, n := bullets()
	if n != 637 {
		t.Fatalf("the post has %d bullets", n)
	}
	l.write("content/posts/2017-10-10-evening.md", text)
	l.must()

	page := l.read("public/2017/10/evening/index.html")
	_, body, _ := strings.Cut(page, `id="notes"`)
	body, _, _ = strings.Cut(body, "</ul>\n</div>")
	count, depth := map[int]int{}, 0
	paragraphs := 0
	for _, tag := range listTag.FindAllString(body, -1) {
		switch tag {
		case "<ul":
			depth++
		case "</ul":
			depth--
		case "<li":
			count[depth]++
		case "<p":
			if depth > 0 {
				paragraphs++
			}
		}
	}
	if count[1] != 180 || count[2] != 379 || count[3] != 78 {
		t.Errorf("items by level %v, want 180, 379 and 78", count)
	}
	if paragraphs > 0 {
		t.Errorf("%d paragraphs in a tight list", paragraphs)
	}

	// A word changed in it makes eight files, the front page and the feeds whole:
	// three lists of at most eleven texts, its own page, and where it is searched.
	l.write("content/posts/2017-10-10-evening.md", strings.Replace(text, "Point 7 ", "Point seven ", 1))
	r := l.must()
	if len(r.Written) != 8 || r.Bodies > 3*11+1 {
		t.Errorf("%d bodies made for %q", r.Bodies, r.Written)
	}
}
