package check

import (
	"regexp"
	"strings"

	"recap/generator/diag"
)

// settingsChecks are about what must not be in the site's files at all.
var settingsChecks = []check{
	{
		code: "settings-secret", severity: diag.Error, site: secrets,
		text:  "A value looks like a password or a key to somebody's service. The files of a site are shared and published with its history: whoever reads them has the key. Take it out, make it invalid where it came from, and hand the new one over in the environment of the program that needs it.",
		fires: "-- content/site.yaml --\ntitle: Site\nurl: https://site.example/\nparams:\n  mastodon_token: 8d2Kf0aPq71LxZ3vT9mNwYc4RbUeHs6J\n",
		cure:  "-- content/site.yaml --\ntitle: Site\nurl: https://site.example/\n",
		near:  "-- content/site.yaml --\ntitle: Site\nurl: https://site.example/\nparams:\n  token_name: MASTODON_TOKEN\n  password: from the environment\n  secret: ${SECRET}\n  keynote: 8d2Kf0aPq71LxZ3vT9mNwYc4RbUeHs6J\n",
	},
}

var (
	// known are keys of services that say by their form what they are.
	known = regexp.MustCompile(`\b(gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|glpat-[\w-]{18,}|AKIA[0-9A-Z]{16}|xox[abprs]-[\w-]{10,}|sk_live_\w{16,}|sk-(?:ant-|proj-)?[A-Za-z0-9_-]{30,}|AIza[\w-]{35}|npm_[A-Za-z0-9]{30,}|SG\.[\w-]{20,}\.[\w-]{20,})|-----BEGIN [A-Z ]*PRIVATE KEY-----`)

	// named are values whose key says that they are secret.
	named = regexp.MustCompile(`(?i)^\s*-?\s*["']?([\w.-]*(?:password|passwd|secret|api[_-]?key|access[_-]?key|private[_-]?key|token))["']?\s*:\s*["']?([^\s"'#]+)`)
)

// secrets reads YAML as text: what is wrong with it otherwise does not matter here.
func secrets(w *world) (list diag.List) {
	read := func(file string, src []byte, end int) {
		at := 0
		for line := range strings.Lines(string(src[:end])) {
			if m := known.FindStringIndex(line); m != nil {
				list.Add(secret(diag.Pos{File: file, Off: at + m[0], End: at + m[1]}))
			} else if m := named.FindStringSubmatchIndex(line); m != nil && random(line[m[4]:m[5]]) && line[m[2]:m[3]] != "token" {
				list.Add(secret(diag.Pos{File: file, Off: at + m[4], End: at + m[5]}))
			}
			at += len(line)
		}
	}
	for _, f := range w.Tree.Files() {
		if strings.HasPrefix(f.Path, "content/") && (strings.HasSuffix(f.Path, ".yaml") || strings.HasSuffix(f.Path, ".yml")) && !strings.HasSuffix(f.Path, "/schedule.yaml") {
			if src, err := f.Bytes(); err == nil {
				read(f.Path, src, len(src))
			}
		}
	}
	for _, t := range w.texts {
		read(t.post.File.Path, t.src, min(t.post.From, len(t.src)))
	}
	return list
}

func secret(pos diag.Pos) diag.Diagnostic {
	return found(pos, "this looks like a secret, and whoever reads the site's files can use it").
		WithHint("take it out, and make it invalid where it came from")
}

// random reports whether a value looks like one that a program made: long, letters
// and digits mixed.
func random(v string) bool {
	if len(v) < 16 || strings.ContainsAny(v, "${}/ ") {
		return false
	}
	digits := strings.IndexAny(v, "0123456789") >= 0
	letters := strings.IndexFunc(v, func(c rune) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }) >= 0
	return digits && letters
}
