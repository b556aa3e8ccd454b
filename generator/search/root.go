package search

import (
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"strings"
)

// DocsAPart is how many documents one file of what results show holds.
const DocsAPart = 32

// Root is search/index.json: what there is.
type Root struct {
	Stop string    `json:"stop"` // words that are not demanded, with blanks between
	Ends string    `json:"ends"` // endings, likewise
	Docs int       `json:"docs"` // DocsAPart
	Sets []RootSet `json:"sets"` // of equals, results of the first come first
}

// RootSet is one set of documents.
type RootSet struct {
	Name string    `json:"name"` // of its folder
	Runs []RootRun `json:"runs"` // from the oldest
}

// RootRun is one run with the prefixes of its files of terms.
type RootRun struct {
	Dir   string   `json:"dir"` // below that of its set: "768-832", where it ends when it is full
	From  int      `json:"from"`
	Size  int      `json:"size"`
	Parts []string `json:"parts"` // sorted
}

// NewRoot is a root for texts in some languages.
func NewRoot(langs []string) Root {
	var stop []string
	for _, l := range langs {
		stop = append(stop, strings.Fields(stopWords[base(l)])...)
	}
	sort.Strings(stop)
	return Root{Stop: strings.Join(slices.Compact(stop), " "), Ends: endings, Docs: DocsAPart, Sets: []RootSet{}}
}

// Text is the file.
func (r Root) Text() ([]byte, error) { return json.Marshal(r) }

// RunDir is the folder of a run below that of its set. The last run keeps its
// name while it grows.
func RunDir(from, to, grain int) string {
	return fmt.Sprintf("%d-%d", from, from+(to-from+grain-1)/grain*grain)
}

// longestRun is how many grains the longest run has, a power of two.
const longestRun = 64

// Cut is the runs of a set of so many documents: the numbers where they begin,
// with the end behind. Their lengths are powers of two times grain, the longest
// first, and what is left over.
func Cut(docs, grain int) []int {
	out := []int{0}
	at := 0
	for n := longestRun * grain; n >= grain; {
		if docs-at >= n {
			at += n
			out = append(out, at)
			continue
		}
		n /= 2
	}
	if at < docs {
		out = append(out, docs)
	}
	return out
}

// Doc is what a result shows.
type Doc struct {
	URL   string // below the home page
	Title string
	Date  string // 2016-06-02, 2016-06 or 2016; "" for none
	Kind  string // post talk event speaker page month
	About string // its event, or who speaks where
	Lead  string
	Lang  string // "" for the site's
}

// DocsText is a file of documents: a JSON list of lists, each without the empty
// texts at its end.
func DocsText(docs []Doc) ([]byte, error) {
	all := make([][]string, len(docs))
	for i, d := range docs {
		one := []string{d.URL, d.Title, d.Date, d.Kind, d.About, d.Lead, d.Lang}
		for one[len(one)-1] == "" && len(one) > 1 {
			one = one[:len(one)-1]
		}
		all[i] = one
	}
	return json.Marshal(all)
}

// readDocs reads a file of documents.
func readDocs(data []byte) ([]Doc, error) {
	var all [][]string
	if err := json.Unmarshal(data, &all); err != nil {
		return nil, err
	}
	out := make([]Doc, len(all))
	for i, one := range all {
		one = append(one, make([]string, 7)...)
		out[i] = Doc{one[0], one[1], one[2], one[3], one[4], one[5], one[6]}
	}
	return out, nil
}
