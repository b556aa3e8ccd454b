package draw

// Ring draws a share of a whole as a ring that fills clockwise from the top. The
// title says the same in words: "5 of 20 talks written up".
func Ring(part, whole int, title string) string {
	var s svg
	s.WriteString(`<svg class="ring" role="img" viewBox="0 0 36 36" width="36" height="36">`)
	s.head(title, "")
	s.WriteString(`<circle class="all" cx="18" cy="18" r="15.9155" fill="none" stroke-width="4"/>`)
	part = min(part, whole)
	if part > 0 {
		// The ring is 100 long, 2π times its radius; any part that is not the whole can be
		// told from it, and from nothing.
		share := min(max(100*float64(part)/float64(whole), 2), 100)
		if part < whole {
			share = min(share, 98)
		}
		s.add(`<circle class="part" cx="18" cy="18" r="15.9155" fill="none" stroke-width="4" stroke-dasharray="%s 100" transform="rotate(-90 18 18)"/>`, num(share))
	}
	s.WriteString("</svg>")
	return s.String()
}
