// Command recap turns a folder of Markdown conference recaps and YAML event
// metadata into a static blog.
//
// The commands are a table in commands.go, one file each; recap help lists them.
//
// Exit codes, the same for every command:
//
//	0  fine
//	1  problems found: errors in texts or settings, that an author can mend
//	2  wrong use: an unknown command or flag, no site here
//	3  failed: a full disk, a missing permission, a port in use
package main

import "os"

func main() { os.Exit(run(os.Args[1:], os.Environ(), os.Stdin, os.Stdout, os.Stderr)) }
