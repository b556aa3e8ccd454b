package site

import (
	"slices"
	"testing"

	"recap/generator/content"
)

// Names stand where readers of the language look for them.
func TestByName(t *testing.T) {
	names := []string{"Zola", "Öberg", "Ohm", "Ångström", "Adams", "zadeh", "Łukasz", "Lund", "Lyon", "Ørsted"}
	for lang, want := range map[string][]string{
		"de": {"Adams", "Ångström", "Łukasz", "Lund", "Lyon", "Öberg", "Ohm", "Ørsted", "zadeh", "Zola"},
		"sv": {"Adams", "Łukasz", "Lund", "Lyon", "Ohm", "zadeh", "Zola", "Ångström", "Öberg", "Ørsted"},
		"pl": {"Adams", "Ångström", "Lund", "Lyon", "Łukasz", "Öberg", "Ohm", "Ørsted", "zadeh", "Zola"},
	} {
		s := &Site{Config: &content.Config{}}
		s.Config.Language.Text = lang
		got := slices.Clone(names)
		byName(s, got, func(n string) string { return n }, func(n string) string { return n })
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
}
