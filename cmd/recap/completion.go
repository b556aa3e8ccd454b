package main

import "github.com/spf13/cobra"

// shells are those that cobra writes completions for, with how each is told.
var shells = map[string]string{
	"bash":       "  recap completion bash > ~/.local/share/bash-completion/completions/recap\n\nThe package bash-completion has to be there.",
	"zsh":        "  recap completion zsh > \"${fpath[1]}/_recap\"\n\nCompletion has to be on: autoload -U compinit; compinit in ~/.zshrc.",
	"fish":       "  recap completion fish > ~/.config/fish/completions/recap.fish",
	"powershell": "  recap completion powershell >> $PROFILE",
}

// completion is cobra's command that writes what a shell needs to complete
// recap's commands, flags and the ids of the site, in this program's words.
func completion(root *cobra.Command) {
	root.CompletionOptions.HiddenDefaultCmd = false
	root.InitDefaultCompletionCmd("completion")
	for _, c := range root.Commands() {
		if c.Name() != "completion" {
			continue
		}
		c.Short = "let your shell complete what you type"
		c.Long = `completion prints what a shell needs to complete commands, flags, and the ids of
events. Each shell has its place for that; recap completion bash --help and the like
name it.`
		for _, s := range c.Commands() {
			if how, ok := shells[s.Name()]; ok {
				s.Short = "for " + s.Name()
				s.Long = "Save it where " + s.Name() + " looks for it, then open a new shell:\n\n" + how
			}
		}
	}
}
