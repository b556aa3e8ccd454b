package schema

// The forms of texts, as content reads them or a little wider: what a pattern
// cannot say without look-ahead, such as the days of a month, recap says.
const (
	maxSlug     = 100
	slugPattern = `^\s*[` + slugLetters + `]+(?:\.[` + slugLetters + `]+)*\s*$`
	slugLetters = `\p{L}\p{Nd}\p{M}_~+,=@!()-`

	// An address on this site: one slash at its beginning or none.
	pathPattern = `^\s*(?:/|/?[^/\\:?#*<>"|][^\\:?#*<>"|]*)?\s*$`

	// A whole address of a kind that is published, or one on this site, which has no
	// colon before its first slash.
	schemeOf       = `(?:[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#]\S*|[Ff][Tt][Pp]:\S*|[Mm][Aa][Ii][Ll][Tt][Oo]:\S*|[Ii][Pp][Ff][Ss]:\S*|[Gg][Ee][Mm][Ii][Nn][Ii]:\S*)`
	addressPattern = `^\s*(?:` + schemeOf + `|[^\s:/?#]*(?:[/?#]\S*)?)\s*$`
	linkPattern    = `^\s*(?:` + schemeOf + `|[^\s:/?#]*[./?#]\S*)\s*$`

	languagePattern = `^\s*[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\s*$`
	colorPattern    = `^\s*(?:#(?:[0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})|[A-Za-z0-9(),.%/+-][A-Za-z0-9#(),.%/ +-]{0,63})\s*$`
	tokenPattern    = `^\s*[A-Za-z0-9]{12,64}\s*$`
	statusPattern   = `^\s*(?:[Dd][Rr][Aa][Ff][Tt]|[Pp][Rr][Ii][Vv][Aa][Tt][Ee]|[Pp][Ee][Nn][Dd][Ii][Nn][Gg]|[Pp][Uu][Bb][Ll][Ii][Ss][Hh](?:[Ee][Dd])?|[Pp][Uu][Bb][Ll][Ii][Cc]|[Ff][Ee][Aa][Tt][Uu][Rr][Ee][Dd])\s*$`
	durationPattern = `^\s*(?:[0-9]+|[0-9]+:[0-5]?[0-9](?::.*)?|(?:[0-9]*\.?[0-9]+ *(?:h|m|s|ms|us|µs|ns) *)+)\s*$`
	degrees         = `^\s*[+-]?[0-9]*\.?[0-9]*(?:[eE][+-]?[0-9]+)?\s*$`

	// A zone of the IANA database: an area with a place, or one of its old names
	// without an area.
	zonePattern = `^\s*(?:[A-Z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)+|UTC|UCT|GMT0?|GMT[+-]0|CET|CST6CDT|EET|EST|EST5EDT|HST|MET|MST|MST7MDT|PST8PDT|WET|Cuba|Egypt|Eire|Factory|GB|GB-Eire|Greenwich|Hongkong|Iceland|Iran|Israel|Jamaica|Japan|Kwajalein|Libya|NZ|NZ-CHAT|Navajo|PRC|Poland|Portugal|ROC|ROK|Singapore|Turkey|Universal|W-SU|Zulu)\s*$`

	// A date in one of the forms of content: the year first with 1 to 12 and 1 to 31,
	// day.month.year, or with a month in letters; then perhaps a time with a zone.
	datePattern = `^\s*(?:` + yearFirst + `|` + dayFirst + `|` + worded + `)\s*$`

	day       = `(?:0?[1-9]|[12][0-9]|3[01])`
	month     = `(?:0?[1-9]|1[0-2])`
	monthName = `(?:[Jj][Aa][Nn]|[Ff][Ee][Bb]|[Mm][Aa][RrYy]|[Aa][Pp][Rr]|[Jj][Uu][NnLl]|[Aa][Uu][Gg]|[Ss][Ee][Pp]|[Oo][Cc][Tt]|[Nn][Oo][Vv]|[Dd][Ee][Cc])[A-Za-z]*`
	clock     = `(?:,?(?:[Tt]|\s+(?:at\s+)?)(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]+)?)?\s*(?:[Zz]|(?:UTC|GMT)?(?:[+-][0-9]{1,2}(?::?[0-9]{2})?)?|[AaPp]\.?[Mm]\.?)?)?`
	weekday   = `(?:[A-Za-z]{3,9}\.?,?\s*)?`
	yearFirst = weekday + `[0-9]{4}(?:[-/.]` + month + `(?:[-/.]` + day + clock + `)?)?`
	dayFirst  = day + `\.\s*` + month + `\.\s*[0-9]{4}` + clock
	worded    = weekday + `(?:` + day + `\.?(?:st|nd|rd|th)?[-\s]*` + monthName + `[.,]?[-\s]*[0-9]{4}|` + monthName + `\.?\s*` + day + `(?:st|nd|rd|th)?,?\s*[0-9]{4}|` + monthName + `\.?\s*[0-9]{4})` + clock
)
