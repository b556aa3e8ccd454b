package main

import (
	"strings"

	"rsc.io/qr"
)

// quietZone is the margin a reader needs around the code, in modules (ISO/IEC 18004).
const quietZone = 4

// qrCode draws a text as a QR code for a terminal, two rows of modules a line.
// With colours it is black on white; without, light modules are drawn, as most
// terminals are dark, and readers accept the inverse as well.
func qrCode(text string, colours bool) (string, error) {
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		return "", err
	}
	dark := func(x, y int) bool {
		return x >= 0 && y >= 0 && x < code.Size && y < code.Size && code.Black(x, y)
	}
	blocks := [...]string{" ", "▄", "▀", "█"} // nothing, lower half, upper half, both
	var b strings.Builder
	for y := -quietZone; y < code.Size+quietZone; y += 2 {
		if colours {
			b.WriteString("\x1b[38;5;16;48;5;231m")
		}
		for x := -quietZone; x < code.Size+quietZone; x++ {
			at := 0
			if dark(x, y) == colours {
				at = 2
			}
			if dark(x, y+1) == colours {
				at++
			}
			b.WriteString(blocks[at])
		}
		if colours {
			b.WriteString("\x1b[0m")
		}
		b.WriteString("\n")
	}
	return b.String(), nil
}
