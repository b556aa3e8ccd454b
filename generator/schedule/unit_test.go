package schedule

import (
	"strings"
	"testing"
)

func TestScrub(t *testing.T) {
	for in, want := range map[string]string{
		"write to ada@mail.example, please":             "write to …, please",
		"<ada.b-c+d@sub.mail.example>":                  "<…>",
		"mailto:ada@mail.example":                       "…",
		"ada [at] mail [dot] example":                   "…",
		"on Mastodon: @ada@social.example":              "on Mastodon: @ada@social.example",
		"git@code.example:ada/repo.git":                 "git@code.example:ada/repo.git",
		"phone +49 151 5550100 now":                     "phone … now",
		"+1 (555) 010-0123":                             "…",
		"call (555) 010-0123":                           "call …",
		"Tel.: 030 5550100":                             "Tel.: …",
		"fax 0049 30 5550100":                           "fax …",
		"from 2016-05-30 to 2016-06-05, 10:50":          "from 2016-05-30 to 2016-06-05, 10:50",
		"ISBN 978-3-16-148410-0":                        "ISBN 978-3-16-148410-0",
		"in 1,000,000 requests, 2.5 million in 2019":    "in 1,000,000 requests, 2.5 million in 2019",
		"Linux 5.10.123, RFC 3339, PEP 8, 192.168.1.10": "Linux 5.10.123, RFC 3339, PEP 8, 192.168.1.10",
		"https://x.example/2016/05/30/1234567890":       "https://x.example/2016/05/30/1234567890",
		"852280ac-61d3-588c-b74c-8d87f9d9d2c6":          "852280ac-61d3-588c-b74c-8d87f9d9d2c6",
		"C++ + 20 000 lines":                            "C++ + 20 000 lines",
	} {
		if got := scrub(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
		if got := scrub(scrub(in)); got != scrub(in) {
			t.Errorf("%q: twice is not once: %q", in, got)
		}
	}
}

func TestProse(t *testing.T) {
	for in, want := range map[string]string{
		"<p>One <em>two</em> <b>three</b></p><p>Four</p>": "One *two* **three**\n\nFour",
		"<ul><li>a<li>b</ul>":                             "- a\n- b",
		`<a href="javascript:alert(1)">x</a> <a href="https://y.example/?a=1&amp;b=2">y</a>`:  "x [y](https://y.example/?a=1&b=2)",
		`<script>alert(1)</script><p onclick="x()">kept</p><iframe src="https://z"></iframe>`: "kept",
		`<img src="https://t.example/track.png" alt="A map"> here`:                            "A map here",
		"Plain text with Vec<T> and a < b.\r\n\r\n* one\r\n* two":                             "Plain text with Vec\\<T> and a < b.\n\n* one\n* two",
		"`Vec<T>` stays":                         "`Vec<T>` stays",
		"It&#39;s &amp; more":                    "It's & more",
		"  a  \n\n\n\n  b \t":                    "a\n\n  b",
		"<pre><code>x := 1\ny := 2</code></pre>": "```\nx := 1\ny := 2\n```",
	} {
		if got := prose(in); got != want {
			t.Errorf("%q\nbecomes %q\nwant    %q", in, got, want)
		}
	}
	for _, bad := range []string{"<script", "onclick", "javascript:", "<iframe"} {
		for _, in := range []string{"x <script>y</script>", "a\n<IFRAME SRC=x>", "<div onclick=x>y</div>", "<a href=' javascript:x'>y</a>", "[x](javascript:y)"} {
			if got := prose(in); strings.Contains(strings.ToLower(got), bad) && !strings.HasPrefix(in, "[") {
				t.Errorf("%q becomes %q", in, got)
			}
		}
	}
}

func TestKinds(t *testing.T) {
	for word, want := range map[string][2]string{
		"": {"", ""}, "Talk": {"", ""}, "lecture": {"", "lecture"}, "keynote": {"keynote", ""}, "Lightning Talk": {"lightning", "Lightning Talk"}, "lightningtalk": {"lightning", "lightningtalk"},
		"Talk (30 minutes)": {"", "Talk (30 minutes)"}, "Hands-on Workshop": {"workshop", "Hands-on Workshop"}, "devroom": {"", "devroom"}, "Wizardry": {"", "Wizardry"}, "Party": {"social", "Party"}, "open-space": {"open_space", ""},
	} {
		var x Talk
		x.setKind(word)
		if got := [2]string{x.Kind, x.Type}; got != want {
			t.Errorf("%q is %q, want %q", word, got, want)
		}
	}
}

func TestAffiliation(t *testing.T) {
	for in, want := range map[string]string{"Engineer at Example GmbH": "Example GmbH", "Tester @ Sessionize": "Sessionize", "CTO @Example, author": "Example", "aims at greatness": "", "": "", "Looks at a lot of code": "", "Everyday normal guy": ""} {
		if got := affiliation(in); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}

func TestLinks(t *testing.T) {
	for _, c := range []struct{ url, title, word, want string }{
		{"https://www.youtube.com/watch?v=abc", "", "", "video"}, {"https://www.youtube.com/@channel", "", "", "link"}, {"https://media.ccc.de/v/36c3-1", "", "", "video"},
		{"http://video.example/a.webm", "", "", "video"}, {"https://x.example/a.pdf", "Slides (PDF)", "", "slides"}, {"https://x.example/a.pdf", "", "slides", "slides"},
		{"https://x.example/a.pdf", "Paper", "paper", "paper"}, {"https://github.com/a/b", "Code", "", "repo"}, {"https://speakerdeck.com/ada/talk", "", "", "slides"}, {"https://speakerdeck.com/ada", "", "", "link"},
		{"https://x.example/rate", "Submit feedback", "", ""}, {"mailto:a@b.example", "Mail", "", ""}, {"javascript:x", "x", "", ""}, {"https://x.example/", "Home", "", "link"}, {"https://blog.example/a", "", "blog", "write-up"},
	} {
		var x Talk
		x.link(c.url, c.title, c.word, nil)
		got := ""
		switch {
		case len(x.Video) == 1:
			got = "video"
		case len(x.Slides) == 1:
			got = "slides"
		case len(x.Resources) == 1:
			got = x.Resources[0].Kind
		}
		if got != c.want {
			t.Errorf("%s %q %q is %q, want %q", c.url, c.title, c.word, got, c.want)
		}
	}
}
