package main

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"recap/generator/slug"
)

// plain are texts that YAML reads as themselves without quotes.
var plain = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9 ,.()'&+/-]*$`)

// quote writes a text as a YAML scalar: as it is where that is safe, else in
// double quotes. YAML 1.2 contains JSON, and JSON's escapes are YAML's.
func quote(s string) string {
	switch strings.ToLower(s) {
	case "y", "n", "yes", "no", "on", "off", "true", "false", "null":
	default:
		if plain.MatchString(s) && !strings.HasSuffix(s, " ") {
			return s
		}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if enc.Encode(s) != nil {
		return `""`
	}
	return strings.TrimSuffix(b.String(), "\n")
}

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
