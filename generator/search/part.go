package search

import (
	"encoding/json"
	"errors"
	"strconv"
)

// digits of gaps: six bits each, of which five count.
const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

// marks by Known, which the first element is none of.
const marks = " !#$%&"

func appendGap(b []byte, gap uint32) []byte {
	shift := 0
	for gap>>(shift+5) > 0 {
		shift += 5
	}
	for ; shift > 0; shift -= 5 {
		b = append(b, digits[32|gap>>shift&31])
	}
	return append(b, digits[gap&31])
}

func hex(r rune) string { return strconv.FormatInt(int64(r), 16) }

// encode is a file of terms. size is how long it will be, if known.
func (r *Run) encode(terms []string, size int) []byte {
	b := append(make([]byte, 0, size), '[')
	for i, t := range terms {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(b, t)
		b = append(b, `,"`...)
		b = append(b, r.lists[t].text...)
		b = append(b, '"')
	}
	return append(b, ']')
}

// appendString adds a JSON string.
func appendString(b []byte, s string) []byte {
	if s != "" && s[0] != '=' {
		b = append(b, '"') // a term: letters, digits, + and #
		b = append(b, s...)
		return append(b, '"')
	}
	q, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string
	}
	return append(b, q...)
}

// Posting is a document of a run that knows a term.
type Posting struct {
	Doc   int // from the run's first, 0
	Known Known
}

// decode reads the postings of one term.
func decode(text string) ([]Posting, error) {
	var out []Posting
	known, doc, gap := Once, -1, 0
	for i := range len(text) {
		v := values[text[i]]
		switch {
		case v >= 128:
			known = Known(v - 128)
			continue
		case v == bad || gap > 1<<24:
			return nil, errors.New("search: the postings hold what no gap is written with")
		}
		gap = gap<<5 | int(v&31)
		if v&32 == 0 {
			doc += gap + 1
			gap = 0
			out = append(out, Posting{doc, known})
		}
	}
	return out, nil
}

const bad = 64

// values of the characters of postings: digits, or 128 and a mark.
var values = func() (v [256]byte) {
	for i := range v {
		v[i] = bad
	}
	for i := range len(digits) {
		v[digits[i]] = byte(i)
	}
	for k := Once; k <= Title; k++ {
		v[marks[k]] = 128 + byte(k)
	}
	return
}()

// entry is a term with its postings.
type entry struct {
	term string
	list string
}

// readPart reads a file of terms.
func readPart(data []byte) ([]entry, error) {
	var all []string
	if err := json.Unmarshal(data, &all); err != nil {
		return nil, err
	}
	if len(all)%2 != 0 {
		return nil, errors.New("search: a term without its postings")
	}
	out := make([]entry, 0, len(all)/2)
	for i := 0; i < len(all); i += 2 {
		out = append(out, entry{all[i], all[i+1]})
	}
	return out, nil
}
