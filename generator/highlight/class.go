package highlight

import (
	"sync"

	"github.com/alecthomas/chroma/v2"
)

// Class is the class that a token of a kind is shown in: chroma's short name of
// the kind, or of what it is a kind of; "" for none.
func Class(kind chroma.TokenType) string {
	if kind > 0 && int(kind) < len(classes()) {
		return classes()[kind]
	}
	return class(kind)
}

// classes holds all kinds that chroma has: a token costs no search.
var classes = sync.OnceValue(func() []string {
	most := chroma.TokenType(0)
	for kind := range chroma.StandardTypes {
		most = max(most, kind)
	}
	all := make([]string, most+1)
	for kind := range all {
		all[kind] = class(chroma.TokenType(kind))
	}
	return all
})

func class(kind chroma.TokenType) string {
	for kind != 0 {
		if c, ok := chroma.StandardTypes[kind]; ok {
			if c == "w" {
				return "" // blanks look the same in any class
			}
			return c
		}
		kind = kind.Parent()
	}
	return ""
}
