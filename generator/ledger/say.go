package ledger

import (
	"bytes"
	"fmt"

	"recap/generator/content"
	"recap/generator/desk"
	"recap/generator/diag"
	"recap/generator/site"
)

// Codes explains what this room says.
var Codes = []diag.Code{
	{Name: "url-moved", Severity: diag.Error, Text: "A page that was published has another address now, and its old one leads nowhere: links from elsewhere would break. For a post, add the old address to aliases: in its front matter; for anything else write to: /new/address/ into its line in content/urls.yaml. recap urls --accept does both. When the address changed by mistake (another slug, date or file name), change it back."},
	{Name: "url-vanished", Severity: diag.Error, Text: "A page that was published is not there any more, and nothing like it was found. Either it has gone for good: write gone: true into its line in content/urls.yaml (recap urls --accept does it); or readers should be sent on: write to: /other/address/ there, or the address into aliases: of a post. A post that is a draft again is no such case: its address is kept for it."},
}

// Diagnostics are the vanished addresses, each with the line that mends it. What
// vanished below one of them is counted there.
func (s *Standing) Diagnostics(st *site.Site, text diag.Text) diag.List {
	var list diag.List
	for i := 0; i < len(s.Vanished); {
		v, n := s.Vanished[i], 1
		for i+n < len(s.Vanished) && below(s.Vanished[i+n].URL.Text, v.URL.Text) && s.Vanished[i+n].How != Renamed {
			n++
		}
		d := v.diagnostic(st, text)
		if n > 1 {
			d.Message += fmt.Sprintf("; with it %d below it", n-1)
		}
		list.Add(d)
		i += n
	}
	return list
}

func (v Vanished) diagnostic(st *site.Site, text diag.Text) diag.Diagnostic {
	switch v.How {
	case Renamed:
		d := diag.Errorf("url-moved", placeOf(st, v.Post), "what was published at %s is at %s now, for %s", v.URL.Text, v.To, v.Why).
			WithNote(v.URL.Pos, "the old address").
			WithHint("add a line aliases: [%s] to its front matter, or run recap urls --accept", content.Quote(v.URL.Text))
		if src := text(v.Post); src != nil {
			if new, err := addAlias(v.Post, src, v.URL.Text); err == nil {
				pos, with := difference(v.Post, src, new)
				d = d.WithFix(pos, with)
			}
		}
		return d
	case Moved:
		d := diag.Errorf("url-moved", v.URL.Pos, "nothing lies at %s any more%s; %s is nearest, for %s", v.URL.Text, named(v.Promise), v.To, v.Why)
		return v.withLine(d, text, "to", v.To)
	}
	d := diag.Errorf("url-vanished", v.URL.Pos, "nothing lies at %s any more%s, and nothing like it was found", v.URL.Text, named(v.Promise))
	return v.withLine(d, text, "gone", "true")
}

// withLine adds what to write into the line of the ledger.
func (v Vanished) withLine(d diag.Diagnostic, text diag.Text, key, value string) diag.Diagnostic {
	d = d.WithHint("write %s: %s into this line, or run recap urls --accept", key, value)
	src := text(File)
	if v.URL.Pos.IsWhole() || src == nil || v.URL.Pos.End > len(src) {
		return d
	}
	// Our own lines end in a brace; one that a person wrote in another way is theirs to change.
	end := v.URL.Pos.End
	for end < len(src) && src[end] != '\n' {
		end++
	}
	line := bytes.TrimRight(src[v.URL.Pos.End:end], " \r")
	if at := v.URL.Pos.End + len(line) - 1; len(line) > 4 && line[len(line)-1] == '}' && line[len(line)-2] != '{' {
		return d.WithFix(diag.Pos{File: File, Off: at, End: at}, ", "+key+": "+value)
	}
	return d
}

// named tells what a lost page was.
func named(p content.Promise) string {
	if p.Title == "" {
		return ""
	}
	return fmt.Sprintf(" (it was %q)", p.Title)
}

// placeOf is where a post says its title, or the post as a whole.
func placeOf(st *site.Site, file string) diag.Pos {
	for _, list := range [][]*site.Post{st.Posts, st.Hidden, st.Pages} {
		for _, p := range list {
			if p.File.Path == file && p.Post.Title.Pos.File != "" {
				return p.Post.Title.Pos
			}
		}
	}
	return diag.Whole(file)
}

func addAlias(file string, src []byte, address string) ([]byte, error) {
	return content.EditFront(file, src, content.YAMLEdit{Path: []string{"aliases"}, Value: address, Add: true})
}

// difference is a change of a text as one fix.
func difference(file string, old, new []byte) (diag.Pos, string) {
	from := 0
	for from < len(old) && from < len(new) && old[from] == new[from] {
		from++
	}
	end := 0
	for end < len(old)-from && end < len(new)-from && old[len(old)-1-end] == new[len(new)-1-end] {
		end++
	}
	return diag.Pos{File: file, Off: from, End: len(old) - end}, string(new[from : len(new)-end])
}

// Accept are the changes of files that make every vanished address lead somewhere
// or say that it is gone. text gives the files as they are.
func (s *Standing) Accept(text diag.Text) ([]desk.Change, error) {
	var order []string
	changed := map[string][]byte{}
	next := map[string]*content.Promise{}
	for i := range s.Next {
		next[s.Next[i].URL.Text] = &s.Next[i]
	}
	for _, v := range s.Vanished {
		switch v.How {
		case Renamed:
			src, ok := changed[v.Post]
			if !ok {
				if src = text(v.Post); src == nil {
					return nil, fmt.Errorf("%s cannot be read", v.Post)
				}
				order = append(order, v.Post)
			}
			new, err := addAlias(v.Post, src, v.URL.Text)
			if err != nil {
				return nil, err
			}
			changed[v.Post] = new
			e := next[v.URL.Text]
			*e = content.Promise{URL: e.URL, Kind: "redirect", File: v.Post}
		case Moved:
			next[v.URL.Text].To.Text = v.To
		default:
			next[v.URL.Text].Gone = true
		}
	}
	var out []desk.Change
	for _, file := range order {
		out = append(out, desk.Change{File: file, Old: text(file), New: changed[file]})
	}
	was := text(File)
	if now := s.File(was); now != nil {
		out = append(out, desk.Change{File: File, Old: was, New: now})
	}
	return out, nil
}
