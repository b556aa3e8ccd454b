package main

import (
	"crypto/rand"
	"fmt"
	"strings"

	"recap/generator/slug"
)

// slugOf is a title as a file name: ASCII, as addresses are read aloud and typed.
// What is left of a text without Latin letters may be nothing; then it is the
// given word.
func slugOf(title, otherwise string) string {
	ascii := strings.Map(func(r rune) rune {
		if r > 0x7f {
			return '-'
		}
		return r
	}, slug.Make(title))
	if s := slug.Make(ascii); s != "" {
		return s
	}
	return otherwise
}

// newID is a name for a post that stays when its address changes: a random UUID
// (RFC 9562) as a URN. It is stored in the file, so chance is no harm.
func newID() string {
	var b [16]byte
	rand.Read(b[:])
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// newToken is the secret part of an unlisted post's address: 20 letters, 94 bits.
func newToken() string {
	const letters = "abcdefghijklmnopqrstuvwxyz"
	var out []byte
	for len(out) < 20 {
		var b [32]byte
		rand.Read(b[:])
		for _, c := range b {
			if c < 26*9 && len(out) < 20 { // the rest of the byte's values would favour some letters
				out = append(out, letters[c%26])
			}
		}
	}
	return string(out)
}
