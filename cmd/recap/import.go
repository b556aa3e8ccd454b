package main

import "github.com/spf13/cobra"

// imports are the commands below recap import.
var imports = []func(*app) *cobra.Command{
	importSchedule,
	importSite,
}

func importCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "import",
		Short: "bring in what is there already",
		Long:  "import brings in what is there already: the programme of a conference, or a whole blog.",
		Args:  unknownCommand,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return use("see recap import --help", "import what?")
		},
	}
	for _, c := range imports {
		cmd.AddCommand(c(a))
	}
	return cmd
}
