package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"recap/generator/diag"
)

// meant is "did you mean x?", or otherwise.
func meant(word string, known []string, otherwise string) string {
	if near, ok := diag.Nearest(word, known); ok {
		return fmt.Sprintf("did you mean %s?", near)
	}
	return otherwise
}

// oneOf checks a word with few choices.
func oneOf(what, word string, choices ...string) error {
	if slices.Contains(choices, word) {
		return nil
	}
	list := strings.Join(choices[:len(choices)-1], ", ") + " or " + choices[len(choices)-1]
	return use(meant(word, choices, "it is "+list), "%s: %q is none of its words", what, word)
}

// unknownCommand refuses words after a command that has commands of its own.
func unknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() || c.Name() == "help" {
			names = append(names, c.Name())
		}
	}
	return use(meant(args[0], names, "see "+cmd.CommandPath()+" --help"), "%s has no command %q", cmd.CommandPath(), args[0])
}

// upTo is a check of the number of words; what names them for the message.
func upTo(n int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) <= n {
			return nil
		}
		return use("see "+cmd.CommandPath()+" --help", "%s takes %s, not %q as well", cmd.CommandPath(), what, args[n])
	}
}

// flagError says in our voice what is wrong with a flag.
func flagError(cmd *cobra.Command, err error) error {
	help := "see " + cmd.CommandPath() + " --help"
	if errors.Is(err, pflag.ErrHelp) {
		return err
	}
	if e, ok := errors.AsType[*pflag.NotExistError](err); ok {
		if short := e.GetSpecifiedShortnames(); short != "" {
			return use(help, "%s has no flag -%s", cmd.CommandPath(), string([]rune(e.GetSpecifiedName())[:1]))
		}
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		return use(meant("--"+e.GetSpecifiedName(), names, help), "%s has no flag --%s", cmd.CommandPath(), e.GetSpecifiedName())
	}
	if e, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		return use(help, "--%s needs a value", e.GetFlag().Name)
	}
	if e, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		return use(help, "--%s: %q is no %s", e.GetFlag().Name, e.GetValue(), kindOf(e.GetFlag()))
	}
	return use(help, "%v", err)
}

func kindOf(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "int", "uint16":
		return "number"
	case "bool":
		return "true or false"
	case "duration":
		return "length of time such as 500ms"
	}
	return f.Value.Type()
}
