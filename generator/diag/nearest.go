package diag

import "strings"

// Nearest is the candidate that word most likely meant: the smallest edit
// distance (insertions, deletions, substitutions and swaps of neighbours, each
// one step), no more than a third of the word's length, ties going to the first.
// A candidate that merely continues the word, or differs only in case or in the
// signs between words, counts as near.
func Nearest(word string, candidates []string) (string, bool) {
	best, bestDist := "", max(1, len(word)/3)+1
	low := strings.ToLower(word)
	bare := unhyphened.Replace(low)
	for _, c := range candidates {
		if c == word {
			continue
		}
		lc := strings.ToLower(c)
		d := distance(low, lc, bestDist)
		if d == 0 || (len(low) >= 4 && strings.HasPrefix(lc, low)) {
			d = min(d, 1)
		} else if len(bare) >= 4 && d > 1 && strings.HasPrefix(unhyphened.Replace(lc), bare) {
			d = 1 // whatsnew: what-s-new-in-nextcloud
		}
		if d < bestDist {
			best, bestDist = c, d
		}
	}
	return best, best != ""
}

// unhyphened takes out what stands between the words of a name.
var unhyphened = strings.NewReplacer("-", "", "_", "", " ", "", ".", "")

// Near is up to n candidates in order of likeness, for notes that list choices.
func Near(word string, candidates []string, n int) []string {
	rest := append([]string(nil), candidates...)
	var out []string
	for len(out) < n {
		c, ok := Nearest(word, rest)
		if !ok {
			break
		}
		out = append(out, c)
		kept := rest[:0]
		for _, r := range rest {
			if r != c {
				kept = append(kept, r)
			}
		}
		rest = kept
	}
	return out
}

// Distance is the number of insertions, deletions, substitutions and swaps of
// neighbours between two texts (optimal string alignment), or limit when it is
// that at least.
func Distance(a, b string, limit int) int { return min(distance(a, b, limit), limit) }

// distance is Distance, which may go beyond its limit.
func distance(a, b string, limit int) int {
	ra, rb := []rune(a), []rune(b)
	if len(ra)-len(rb) >= limit || len(rb)-len(ra) >= limit {
		return limit
	}
	prev2 := make([]int, len(rb)+1)
	prev := make([]int, len(rb)+1)
	cur := make([]int, len(rb)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(ra); i++ {
		cur[0] = i
		for j := 1; j <= len(rb); j++ {
			cost := 1
			if ra[i-1] == rb[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && ra[i-1] == rb[j-2] && ra[i-2] == rb[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(rb)]
}
