//go:build unix

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// An export larger than any memory should hold: RECAP_EXPORT="FOLDER 500" makes
// one of 500 MB in FOLDER, imports it there, and holds the memory it took. The
// file stays, for other programs to be measured with.
func TestMovingLarge(t *testing.T) {
	dir, size, ok := strings.Cut(os.Getenv("RECAP_EXPORT"), " ")
	mb, err := strconv.Atoi(size)
	if !ok || err != nil {
		t.Skip(`RECAP_EXPORT="FOLDER 500" imports an export of 500 MB`)
	}
	file := filepath.Join(dir, fmt.Sprintf("export-%d.xml", mb))
	if !exists(file) {
		f, err := os.Create(file)
		if err != nil {
			t.Fatal(err)
		}
		w := bufio.NewWriterSize(f, 1<<20)
		writeExport(w, int64(mb)<<20)
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	site, err := os.MkdirTemp(dir, "site-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(site)
	var out, errs bytes.Buffer
	cpu := spent()
	if code := runIn(t.Context(), site, []string{"import", "site", file}, nil, nil, &out, &errs); code != 0 {
		t.Fatalf("ended with %d:\n%s", code, &errs)
	}
	cpu = spent() - cpu
	var ru syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &ru); err != nil {
		t.Fatal(err)
	}
	peak := int64(ru.Maxrss) >> 10 // kilobytes, but on macOS
	t.Logf("%d MB: %.1f s CPU, peak %d MB\n%s", mb, cpu, peak, &out)
	if peak > 200 {
		t.Errorf("the import of %d MB took %d MB of memory", mb, peak)
	}
}

// exportWords are what the made texts are made of; a few cannot be written
// without care in XML or in Markdown.
var exportWords = strings.Fields(`the a of and to in is that it for on with as was at by this we you they
talk speaker room session keynote question answer slide demo release build test deploy queue cache graph network
kernel compiler parser index schema query latency budget memory thread lock trace review community volunteer
conference workshop hallway lunch train city hall stage audience recording lightning panel organiser ticket
slow fast small large early late first last often never always almost well-known open closed
C++ R&D 2*3 snake_case <3 #hashtag naïve Köln Zürich “quoted” it's don't`)

// writeExport writes a WordPress export of about size bytes: classic texts and
// blocks, lists, code, tables, quotations, captions, pages, drafts, pictures and
// threads of comments. The same size gives the same bytes.
func writeExport(w io.Writer, size int64) {
	r := rand.New(rand.NewPCG(20, 26))
	n := &counting{w: w}
	esc := strings.NewReplacer("&", "&amp;", "<", "&lt;")
	text := func(words int) string {
		var b strings.Builder
		for i := range words {
			if i > 0 {
				b.WriteByte(' ')
			}
			s := exportWords[r.IntN(len(exportWords))]
			switch r.IntN(40) {
			case 0:
				s = "<strong>" + esc.Replace(s) + "</strong>"
			case 1:
				s = `<a href="https://elsewhere.example/` + strconv.Itoa(r.IntN(1000)) + `/">` + esc.Replace(s) + "</a>"
			case 2:
				s = "<em>" + esc.Replace(s) + "</em>,"
			case 3:
				s = "<code>" + esc.Replace(s) + "</code>."
			default:
				s = esc.Replace(s)
			}
			b.WriteString(s)
		}
		return b.String()
	}
	plain := func(words int) string {
		var b strings.Builder
		for range words {
			b.WriteString(esc.Replace(exportWords[r.IntN(len(exportWords))]) + " ")
		}
		return strings.TrimSpace(b.String())
	}
	block := func(gutenberg bool, name, html string) string {
		if !gutenberg {
			return html + "\n\n"
		}
		return "<!-- wp:" + name + " -->\n" + html + "\n<!-- /wp:" + name + " -->\n\n"
	}
	paragraph := func(gutenberg bool) string {
		if s := text(20 + r.IntN(80)); gutenberg {
			return block(true, "paragraph", "<p>"+s+"</p>")
		} else {
			return s + "\n\n"
		}
	}
	body := func(picture int) string {
		gutenberg := r.IntN(2) == 0
		var b strings.Builder
		for range 4 + r.IntN(12) {
			switch r.IntN(12) {
			case 0:
				b.WriteString(block(gutenberg, "heading", "<h2>"+text(5)+"</h2>"))
			case 1:
				b.WriteString(block(gutenberg, "list", "<ul><li>"+text(9)+"</li><li>"+text(12)+"<ul><li>"+text(6)+"</li></ul></li><li>"+text(4)+"</li></ul>"))
			case 2:
				code := "def f(x):\n    return x < 3 and x > 1\n"
				if gutenberg {
					b.WriteString(block(true, "code", `<pre class="wp-block-code"><code>`+esc.Replace(code)+"</code></pre>"))
				} else {
					b.WriteString("[sourcecode language=\"python\"]\n" + code + "[/sourcecode]\n\n")
				}
			case 3:
				b.WriteString(block(gutenberg, "quote", "<blockquote><p>"+text(30)+"</p><cite>Somebody</cite></blockquote>"))
			case 4:
				b.WriteString(block(gutenberg, "table", "<table><tbody><tr><th>"+text(1)+"</th><th>"+text(2)+"</th></tr><tr><td>"+text(3)+"</td><td>"+text(4)+"</td></tr></tbody></table>"))
			case 5:
				src := fmt.Sprintf("https://large.example/wp-content/uploads/2016/05/photo-%d.jpg", picture)
				if gutenberg {
					b.WriteString(block(true, "image", `<figure class="wp-block-image"><img src="`+src+`" alt="`+plain(2)+`"/><figcaption>`+plain(6)+`</figcaption></figure>`))
				} else {
					b.WriteString(`[caption id="x" width="300"]<img src="` + src + `" alt="` + plain(2) + `" /> ` + plain(6) + "[/caption]\n\n")
				}
			default:
				b.WriteString(paragraph(gutenberg))
			}
		}
		return b.String()
	}
	fmt.Fprint(n, `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>A large blog</title><link>https://large.example</link><language>en</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://large.example</wp:base_blog_url>
<wp:author><wp:author_login>one</wp:author_login><wp:author_display_name>One Author</wp:author_display_name></wp:author>
`)
	comment := 0
	for id := 1; n.n < size; id++ {
		year, month, day := 2001+id/3000%20, 1+r.IntN(12), 1+r.IntN(28)
		kind, status := "post", "publish"
		switch r.IntN(20) {
		case 0:
			kind = "page"
		case 1:
			status = "draft"
		}
		fmt.Fprintf(n, "<item><title>%s</title><link>https://large.example/%d/%02d/post-%d/</link><dc:creator>one</dc:creator><guid isPermaLink=\"false\">https://large.example/?p=%d</guid>\n<content:encoded><![CDATA[%s]]></content:encoded>\n", plain(6), year, month, id, id, body(id))
		fmt.Fprintf(n, "<wp:post_id>%d</wp:post_id><wp:post_date>%d-%02d-%02d 09:00:00</wp:post_date><wp:post_date_gmt>%d-%02d-%02d 08:00:00</wp:post_date_gmt><wp:post_name>post-%d</wp:post_name><wp:status>%s</wp:status><wp:post_type>%s</wp:post_type>\n", id, year, month, day, year, month, day, id, status, kind)
		fmt.Fprintf(n, "<category domain=\"post_tag\" nicename=\"t%d\"><![CDATA[Tag %d]]></category>\n", id%97, id%97)
		from := comment + 1
		for range r.IntN(6) {
			comment++
			parent := 0
			if comment > from && r.IntN(2) == 0 {
				parent = from + r.IntN(comment-from)
			}
			fmt.Fprintf(n, "<wp:comment><wp:comment_id>%d</wp:comment_id><wp:comment_author><![CDATA[Reader %d]]></wp:comment_author><wp:comment_author_email>reader%d@mail.example</wp:comment_author_email><wp:comment_author_IP>192.0.2.%d</wp:comment_author_IP><wp:comment_date>%d-%02d-%02d 10:00:00</wp:comment_date><wp:comment_date_gmt>%d-%02d-%02d 09:00:00</wp:comment_date_gmt><wp:comment_content><![CDATA[%s]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved><wp:comment_parent>%d</wp:comment_parent></wp:comment>\n",
				comment, comment%500, comment, comment%250, year, month, day, year, month, day, text(10+r.IntN(60)), parent)
		}
		fmt.Fprint(n, "</item>\n")
	}
	fmt.Fprint(n, "</channel></rss>\n")
}

// counting counts what is written.
type counting struct {
	w io.Writer
	n int64
}

func (c *counting) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}
