package main

import (
	"os/exec"
	"runtime"
)

// browse opens an address in the user's browser: the program that BROWSER
// names, else the system's.
func (a *app) browse(url string) error {
	command := []string{"xdg-open"}
	switch runtime.GOOS {
	case "darwin":
		command = []string{"open"}
	case "windows":
		command = []string{"rundll32", "url.dll,FileProtocolHandler"}
	}
	if b := a.env["BROWSER"]; b != "" {
		command = []string{b}
	}
	cmd := exec.Command(command[0], append(command[1:], url)...)
	if err := cmd.Start(); err != nil {
		return err
	}
	go cmd.Wait() // it may go on for as long as it likes
	return nil
}
