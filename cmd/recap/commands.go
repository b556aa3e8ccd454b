package main

import "github.com/spf13/cobra"

// commands are all commands in the order of the manual; help is cobra's, and
// completion in words of ours (completion.go).
var commands = []func(*app) *cobra.Command{
	initCommand,
	newCommand,
	importCommand,
	exportCommand,
	serveCommand,
	buildCommand,
	checkCommand,
	linksCommand,
	draftCommand,
	bindCommand,
	harvestCommand,
	statusCommand,
	mvCommand,
	fixCommand,
	cleanCommand,
	imagesCommand,
	pullCommand,
	urlsCommand,
	publishCommand,
	listCommand,
	themeCommand,
	schemaCommand,
	explainCommand,
	versionCommand,
}
