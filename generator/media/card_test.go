package media

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/gomono"
)

// cardTitles are titles of all lengths and of four scripts.
var cardTitles = []string{
	"Go",
	"dotGo",
	"PyCon US 2016",
	"A day of testing",
	"The last talk of the day, and why we stayed",
	"Ein Tag auf den DevOpsDays: von Übergaben, Ängsten und großen Plänen",
	"Friday at Write the Docs: what we learned about style guides, tools and the people who keep them alive",
	"Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
	"https://example.org/a/very/long/address/that/somebody/made/the/title/of/a/post/without/a/space/in/it.html",
	"Πρακτικά του συνεδρίου για το ελεύθερο λογισμικό",
	"Φθινόπωρο",
	"Конференция разработчиков: заметки первого дня",
	"Осень",
	"Zażółć gęślą jaźń", "Příliš žluťoučký kůň", "Çağdaş öğretim",
	"Questions & <answers> – “quoted”, 100 % … and more",
	"A 🚀 start ✨",
	strings.Repeat("many words and ", 20),
	strings.Repeat("more than anybody reads ", 60),
}

func drawn(t testing.TB, c Card) *image.Paletted {
	t.Helper()
	var b bytes.Buffer
	if err := c.WritePNG(&b); err != nil {
		t.Fatal(err)
	}
	im, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	p, ok := im.(*image.Paletted)
	if !ok || im.Bounds() != image.Rect(0, 0, CardWidth, CardHeight) {
		t.Fatalf("a card is %T of %v", im, im.Bounds())
	}
	return p
}

// inked is the smallest box around what is written in an ink.
func inked(p *image.Paletted, i ink) image.Rectangle {
	var box image.Rectangle
	for y := range CardHeight {
		for x := range CardWidth {
			if c := p.ColorIndexAt(x, y); c >= i.from && c < i.from+i.shades {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}

// Whatever its length, a title stands within the margins and is whole: every
// word of it is on a line.
func TestCardShowsTheWholeTitle(t *testing.T) {
	for _, title := range cardTitles {
		c := Card{Title: title, Over: "GopherCon Europe 2026", Under: "15–18 June 2026 · Berlin, Germany", Site: "Hallway Notes", Accent: Accent("")}
		if !c.Shows(title) {
			t.Errorf("%q cannot be shown", title)
		}
		box := inked(drawn(t, c), darkInk)
		if box.Empty() || !box.In(image.Rect(cardMargin-8, cardTop-8, CardWidth-cardMargin+8, CardHeight-cardFoot)) {
			t.Errorf("%.40q is written at %v", title, box)
		}
		text, _ := c.drawable(title)
		s := fit(goBold(), text, titleSizes, CardWidth-2*cardMargin, CardHeight-cardFoot-64-cardTop, 99)
		if got := strings.Join(strings.Fields(strings.Join(s.lines, "")), ""); got != strings.Join(strings.Fields(text), "") {
			t.Errorf("%.40q is cut to %q", title, s.lines)
		}
	}
}

// What no size has room for is left out whole, and the event takes its place.
func TestCardWithoutItsTitle(t *testing.T) {
	for _, title := range []string{"日本語のカンファレンス報告", "مؤتمر البرمجيات", "כנס המפתחים", "नमस्ते", "\U0001f680", ""} {
		c := Card{Title: title, Over: "Kaigi 2026", Site: "Notes", Accent: Accent("")}
		p := drawn(t, c)
		same := drawn(t, Card{Title: "Kaigi 2026", Site: "Notes", Accent: Accent("")})
		if !bytes.Equal(p.Pix, same.Pix) {
			t.Errorf("%q: the card is not the event's", title)
		}
	}
	endless := Card{Title: strings.Repeat("word ", 5000), Site: "Notes", Accent: Accent("")}
	if box := inked(drawn(t, endless), darkInk); !box.Empty() {
		t.Errorf("an endless title is written at %v", box)
	}
}

// A font of the site is what everything is written in.
func TestCardFont(t *testing.T) {
	mono, err := ParseCardFont(gomono.TTF)
	if err != nil {
		t.Fatal(err)
	}
	c := Card{Title: "Monospaced", Site: "Notes", Accent: Accent("")}
	before := drawn(t, c)
	c.Font = mono
	if bytes.Equal(before.Pix, drawn(t, c).Pix) {
		t.Error("the site's font changes nothing")
	}
	for _, bad := range [][]byte{nil, []byte("wOF2 or whatever"), gomono.TTF[:200]} {
		if _, err := ParseCardFont(bad); err == nil {
			t.Errorf("%d bytes are taken for a font", len(bad))
		}
	}
}

// FuzzCardFont: a file that calls itself a font is drawn with or refused.
func FuzzCardFont(f *testing.F) {
	for _, cut := range []int{0, 12, 200, 4000} {
		f.Add(gomono.TTF[:cut])
	}
	damaged := bytes.Clone(gomono.TTF[:60000])
	copy(damaged[20000:], bytes.Repeat([]byte{0xff}, 500))
	f.Add(damaged)
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<20 {
			t.Skip("fonts in this test are small")
		}
		font, err := ParseCardFont(data)
		if err != nil {
			return
		}
		c := Card{Title: "Ab Çé", Site: "Notes", Font: font, Accent: Accent("")}
		if err := c.WritePNG(&bytes.Buffer{}); err != nil {
			t.Fatal(err)
		}
	})
}

// A card is the same, however many are drawn at once.
func TestCardsAreTheSame(t *testing.T) {
	c := Card{Title: "A day of testing", Over: "Conf", Under: "Town", Site: "Notes", Accent: Accent("teal")}
	want := drawn(t, c).Pix
	for i := range 8 {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			other := c
			other.Title = cardTitles[i]
			drawn(t, other)
			if !bytes.Equal(drawn(t, c).Pix, want) {
				t.Error("a card differs")
			}
		})
	}
}

func TestAccent(t *testing.T) {
	for css, want := range map[string]string{
		"#0b6": "00bb66", "#0b6f": "00bb66", "#0f6b5c": "0f6b5c", "#0F6B5Cff": "0f6b5c", "teal": "008080", "RebeccaPurple": "663399",
		"rgb(0 187 102)": "00bb66", "rgb(0, 187, 102)": "00bb66", "rgba(0,187,102,.5)": "00bb66", "rgb(0% 100% 0%)": "00ff00",
		"hsl(120 100% 25%)": "008000", "hsl(0deg, 100%, 50%)": "ff0000", "oklch(0.628 0.2577 29.23)": "ff0000", "oklch(100% 0 0)": "ffffff",
		"": "a8321e", "none": "a8321e", "#12": "a8321e", "rgb(1 2)": "a8321e", "rgb(x y z)": "a8321e", "lab(50% 20 20)": "a8321e", "hsl(": "a8321e",
	} {
		c := color.NRGBAModel.Convert(Accent(css)).(color.NRGBA)
		if got := fmt.Sprintf("%02x%02x%02x", c.R, c.G, c.B); got != want {
			t.Errorf("%s is %s, want %s", css, got, want)
		}
	}
}

// BenchmarkCard: four fifths of a card are its compression; a palette of
// seventeen colours took it from 4.3 ms to under 2.
func BenchmarkCard(b *testing.B) {
	c := Card{Title: cardTitles[6], Over: "GopherCon Europe 2026", Under: "15–18 June 2026 · Berlin, Germany", Site: "Hallway Notes", Accent: Accent("#0f6b5c")}
	b.ReportAllocs()
	var w bytes.Buffer
	for b.Loop() {
		w.Reset()
		if err := c.WritePNG(&w); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(w.Len()))
}
