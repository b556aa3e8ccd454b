package markdown

import (
	"strings"
)

// The fixed list of markup.html: clean. It was written from what the posts of
// real recap blogs hold and what HTML calls flow and phrasing content, without
// anything that runs, loads foreign pages, takes input, styles by attribute or
// belongs to the page around the text.

// everywhere are the attributes that any element may have.
var everywhere = words("class id lang dir title translate")

// elements are the elements that pass, each with the attributes of its own.
var elements = map[string]map[string]bool{
	"a": words("href hreflang rel target download name"), "abbr": nil, "address": nil, "article": nil, "aside": nil,
	"audio": words("src controls loop muted preload"),
	"b":     nil, "bdi": nil, "bdo": nil, "blockquote": words("cite"), "br": nil,
	"caption": nil, "cite": nil, "code": nil, "col": words("span"), "colgroup": words("span"),
	"data": words("value"), "dd": nil, "del": words("cite datetime"), "details": words("open name"), "dfn": nil,
	"div": words("align"), "dl": nil, "dt": nil, "em": nil, "figcaption": nil, "figure": words("align"),
	"h1": words("align"), "h2": words("align"), "h3": words("align"), "h4": words("align"), "h5": words("align"), "h6": words("align"),
	"hr": nil, "i": nil,
	"img": words("src srcset sizes alt width height loading decoding align"),
	"ins": words("cite datetime"), "kbd": nil, "li": words("value"), "mark": nil,
	"ol": words("start reversed type"), "p": words("align"), "picture": nil, "pre": nil, "q": words("cite"),
	"rp": nil, "rt": nil, "ruby": nil, "s": nil, "samp": nil, "section": nil, "small": words("hidden"),
	"source": words("src srcset sizes media type width height"),
	"span":   nil, "strong": nil, "sub": nil, "summary": nil, "sup": nil,
	"table": nil, "tbody": nil, "td": words("colspan rowspan headers align"), "tfoot": nil,
	"th": words("colspan rowspan headers scope abbr align"), "thead": nil, "time": words("datetime"), "tr": words("align"),
	"track": words("src srclang label kind default"), "u": nil, "ul": nil, "var": nil,
	"video": words("src controls loop muted preload poster width height playsinline"), "wbr": nil,
}

// renamed are elements of yesterday and what stands for them today.
var renamed = map[string]string{"tt": "code", "strike": "s", "acronym": "abbr", "image": "img"}

// muted are elements whose inside goes with them: it is code, or made for a
// browser without the element.
var muted = words("script style template noscript iframe object applet svg math textarea title select noembed noframes xmp plaintext head frameset canvas")

// void elements have no end tag.
var void = words("area base br col embed hr img input link meta param source track wbr")

// structure are elements that hold blocks and may stand open across them; any
// other is closed where its paragraph or block of HTML ends.
var structure = words("address article aside audio blockquote details div dl dd dt figcaption figure li ol picture pre section summary table tbody td tfoot th thead tr ul video caption colgroup")

// flags are attributes whose presence is their value.
var flags = words("controls loop muted playsinline open reversed default checked disabled hidden")

// addresses are attributes that hold the address of something.
var addresses = words("href src cite poster srcset")

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// elementName is the element that a tag becomes, "" for one that is dropped.
func elementName(tag string) string {
	if to, ok := renamed[tag]; ok {
		tag = to
	}
	if _, ok := elements[tag]; !ok {
		return ""
	}
	return tag
}

// passes reports whether an attribute of an element passes.
func passes(element, key string) bool { return everywhere[key] || elements[element][key] }

// validAttr reports a value that HTML takes where a wrong one would be an error
// on the page: sizes are numbers, ids have no blanks.
func validAttr(element, key, value string) bool {
	switch key {
	case "width", "height", "colspan", "rowspan", "span":
		return number(value)
	case "start", "value":
		return element == "data" || number(strings.TrimPrefix(value, "-"))
	case "id", "name":
		return value != "" && !strings.ContainsAny(value, " \t\n\f\r")
	case "dir":
		return value == "ltr" || value == "rtl" || value == "auto"
	case "align":
		return value == "left" || value == "right" || value == "center"
	case "target":
		return value == "_blank"
	case "loading":
		return value == "lazy" || value == "eager"
	case "decoding":
		return value == "async" || value == "sync" || value == "auto"
	}
	return true
}

func number(s string) bool {
	if s == "" || len(s) > 6 {
		return false
	}
	return strings.Trim(s, "0123456789") == ""
}
