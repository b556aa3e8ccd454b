package content

import (
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
)

var speakerTable = newTable("a speaker", []key[Speaker]{
	{name: "id", kind: field("id", func(s *Speaker) *Word { return &s.ID }, (*reader).id), doc: "default: made from the name"},
	{name: "name", kind: word(func(s *Speaker) *Word { return &s.Name }), doc: "name as it is shown"},
	{name: "aliases", kind: words(func(s *Speaker) *[]Word { return &s.Aliases }), doc: "other spellings, former names, handles"},
	{name: "sort_name", kind: text(func(s *Speaker) *string { return &s.SortName }), doc: "name to sort by: Example, Ada"},
	{name: "pronouns", kind: text(func(s *Speaker) *string { return &s.Pronouns }), doc: "pronouns"},
	{name: "bio", kind: text(func(s *Speaker) *string { return &s.Bio }), doc: "a few lines, Markdown"},
	{name: "affiliation", kind: text(func(s *Speaker) *string { return &s.Affiliation }), doc: "today's; the one at a talk wins there"},
	{name: "image", kind: picture(func(s *Speaker) **Image { return &s.Image }), doc: "a portrait"},
	{name: "links", kind: handles(func(s *Speaker) *[]Pair { return &s.Links }), doc: "website, mastodon, bluesky, github …: handle or address"},
	{name: "listed", kind: boolean(func(s *Speaker) *bool { return &s.Listed }), doc: "false: no page and no entry, as the person wishes"},
})

var venueTable = newTable("a venue", []key[Venue]{
	{name: "id", kind: field("id", func(v *Venue) *Word { return &v.ID }, (*reader).id), doc: "default: made from the name"},
	{name: "name", kind: word(func(v *Venue) *Word { return &v.Name }), doc: "name"},
	{name: "address", kind: object(func(v *Venue) *Address { return &v.Address }, addressTable), doc: "street, city, region, postal_code, country"},
	{name: "latitude", also: []string{"lat"}, kind: degrees(func(v *Venue) *float64 { return &v.Latitude }, 90), doc: "degrees north"},
	{name: "longitude", also: []string{"lng", "lon"}, kind: degrees(func(v *Venue) *float64 { return &v.Longitude }, 180), doc: "degrees east"},
	{name: "url", kind: address(func(v *Venue) *Word { return &v.URL }), doc: "its site"},
	{name: "map_url", kind: address(func(v *Venue) *Word { return &v.MapURL }), doc: "a map of it"},
	{name: "directions", kind: text(func(v *Venue) *string { return &v.Directions }), doc: "how to get there"},
	{name: "accessibility", kind: text(func(v *Venue) *string { return &v.Accessibility }), doc: "steps, lifts, loops"},
})

// readVenueMap reads a venue and notes whether its place on the map is known.
func readVenueMap(r *reader, n *yaml.Node, v *Venue) {
	set := venueTable.read(r, n, v)
	lat, lon := false, false
	for _, k := range set {
		lat, lon = lat || k == "latitude", lon || k == "longitude"
	}
	v.HasPlace = lat && lon
	if lat != lon {
		r.add(diag.Warnf("venue-place", r.place(n), "a place on the map takes both latitude and longitude"))
	}
}

var seriesTable = newTable("a series", []key[Series]{
	{name: "id", kind: field("id", func(s *Series) *Word { return &s.ID }, (*reader).id), doc: "default: made from the name"},
	{name: "name", kind: word(func(s *Series) *Word { return &s.Name }), doc: "name"},
	{name: "url", also: []string{"website"}, kind: address(func(s *Series) *Word { return &s.URL }), doc: "its site"},
	{name: "kind", kind: choice(func(s *Series) *string { return &s.Kind }, EventKinds...), doc: "kind of its events"},
	{name: "aliases", kind: words(func(s *Series) *[]Word { return &s.Aliases }), doc: "other spellings"},
	{name: "ended", kind: date(func(s *Series) *When { return &s.Ended }), doc: "when it was last held, if for good"},
	{name: "description", kind: text(func(s *Series) *string { return &s.Description }), doc: "a few lines, Markdown"},
})

var tagTable = newTable("a tag", []key[Tag]{
	{name: "id", kind: field("id", func(t *Tag) *Word { return &t.ID }, (*reader).id), doc: "default: made from the name"},
	{name: "name", also: []string{"names"}, kind: kind[Tag]{shape: "text, or map from language to text", fields: func(t *Tag) []any { return []any{&t.Names} }, read: readTagNames}, doc: "how it is written, also by language"},
	{name: "aliases", kind: words(func(t *Tag) *[]Word { return &t.Aliases }), doc: "other spellings that mean it"},
	{name: "description", kind: text(func(t *Tag) *string { return &t.Description }), doc: "a few lines, Markdown"},
})

func readTagNames(r *reader, n *yaml.Node, t *Tag) {
	if n.Kind != yaml.MappingNode {
		if w, ok := r.word(n); ok {
			t.Names = []Pair{{"", w}}
		}
		return
	}
	for _, p := range pairs(n) {
		lang, ok := r.language(resolved(p.key))
		r.key = lang.Text
		if v := resolved(p.value); ok && !isNull(v) {
			if w, ok := r.word(v); ok {
				t.Names = append(t.Names, Pair{lang.Text, w})
			}
		}
	}
}

var bookTable = newTable("a book", []key[Book]{
	{name: "id", kind: field("id", func(b *Book) *Word { return &b.ID }, (*reader).id), doc: "default: made from the title"},
	{name: "title", also: []string{"name"}, kind: word(func(b *Book) *Word { return &b.Title }), doc: "title"},
	{name: "authors", also: []string{"author"}, kind: texts(func(b *Book) *[]string { return &b.Authors }), doc: "who wrote it"},
	{name: "url", kind: address(func(b *Book) *Word { return &b.URL }), doc: "a page about it"},
	{name: "isbn", kind: field("ISBN", func(b *Book) *string { return &b.ISBN }, (*reader).isbn), doc: "10 or 13 digits"},
	{name: "doi", kind: field("DOI", func(b *Book) *string { return &b.DOI }, (*reader).doi), doc: "10.1000/182, also as an address"},
	{name: "year", kind: number(func(b *Book) *int { return &b.Year }, 1, 9999), doc: "when it appeared"},
})

var embedTable = newTable("an embed", []key[Embed]{
	{name: "url", kind: address(func(e *Embed) *Word { return &e.URL }), doc: "address of the recording, slides or post"},
	{name: "title", kind: text(func(e *Embed) *string { return &e.Title }), doc: "what it is called"},
	{name: "thumbnail", kind: word(func(e *Embed) *Word { return &e.Thumbnail }), doc: "a picture of it below content/static: /embeds/youtube-x.jpg"},
	{name: "frame", kind: address(func(e *Embed) *Word { return &e.Frame }), doc: "address its provider gives to frames, where that cannot be told from the other"},
})

var personTable = newTable("a person", []key[Person]{
	{name: "id", kind: field("id", func(p *Person) *Word { return &p.ID }, (*reader).id), doc: "default: made from the name"},
	{name: "name", kind: word(func(p *Person) *Word { return &p.Name }), doc: "name as it is shown"},
	{name: "bio", kind: text(func(p *Person) *string { return &p.Bio }), doc: "a few lines, Markdown"},
	{name: "url", also: []string{"website"}, kind: address(func(p *Person) *Word { return &p.URL }), doc: "own site"},
	{name: "links", kind: handles(func(p *Person) *[]Pair { return &p.Links }), doc: "mastodon, github …: handle or address"},
	{name: "group", kind: boolean(func(p *Person) *bool { return &p.Group }), doc: "true: several people who write as one"},
	{name: "image", also: []string{"avatar"}, kind: picture(func(p *Person) **Image { return &p.Image }), doc: "a portrait"},
})

// isbn checks the last digit, which slips of the finger change (ISO 2108).
func (r *reader) isbn(n *yaml.Node) (string, bool) {
	w, ok := r.word(n)
	if !ok {
		return "", false
	}
	digits := strings.NewReplacer("-", "", " ", "", "x", "X").Replace(w.Text)
	if !validISBN(digits) {
		r.add(diag.Errorf("value-isbn", w.Pos, "%q is not an ISBN: its last digit does not fit the others", short(w.Text)))
		return "", false
	}
	return digits, true
}

func validISBN(s string) bool {
	sum := 0
	for i, c := range []byte(s) {
		d := int(c - '0')
		if c == 'X' && len(s) == 10 && i == 9 {
			d = 10
		} else if c < '0' || c > '9' {
			return false
		}
		switch {
		case len(s) == 10:
			sum += d * (10 - i)
		case i%2 == 1:
			sum += 3 * d
		default:
			sum += d
		}
	}
	return len(s) == 10 && sum%11 == 0 || len(s) == 13 && sum%10 == 0
}

var doiForm = regexp.MustCompile(`^10\.\d{4,9}/\S+$`)

func (r *reader) doi(n *yaml.Node) (string, bool) {
	w, ok := r.word(n)
	if !ok {
		return "", false
	}
	s := w.Text
	for _, p := range []string{"https://", "http://", "dx.", "doi.org/", "doi:"} {
		s = strings.TrimPrefix(s, p)
	}
	if !doiForm.MatchString(s) {
		r.add(diag.Errorf("value-doi", w.Pos, "%q is not a DOI", short(w.Text)).WithHint("write it as 10.1000/182"))
		return "", false
	}
	return s, true
}
