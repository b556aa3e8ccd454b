package sitetest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Schema checks a value against the part of JSON Schema that the published
// schema of schedule.json uses.
type Schema struct {
	Root map[string]any
	Bad  []string
}

// Check checks a value and what is in it; at names it in what is Bad.
func (s *Schema) Check(at string, v any, rule map[string]any) {
	fail := func(format string, args ...any) { s.Bad = append(s.Bad, at+": "+fmt.Sprintf(format, args...)) }
	if ref, ok := rule["$ref"].(string); ok {
		s.Check(at, v, s.Root["definitions"].(map[string]any)[strings.TrimPrefix(ref, "#/definitions/")].(map[string]any))
		return
	}
	if want := rule["type"]; want != nil {
		names, _ := want.([]any)
		if name, ok := want.(string); ok {
			names = []any{name}
		}
		if !slices.Contains(names, any(kindOf(v))) && !(kindOf(v) == "integer" && slices.Contains(names, any("number"))) {
			fail("%s is no %v", kindOf(v), want)
		}
	}
	if enum, ok := rule["enum"].([]any); ok && !slices.Contains(enum, v) {
		fail("%v is none of %v", v, enum)
	}
	if text, ok := v.(string); ok {
		if p, ok := rule["pattern"].(string); ok && !regexp.MustCompile(p).MatchString(text) {
			fail("%q does not match %s", text, p)
		}
		if form := formats[fmt.Sprint(rule["format"])]; form != nil && !form.MatchString(text) {
			fail("%q is no %v", text, rule["format"])
		}
	}
	if n, ok := v.(float64); ok && rule["minimum"] != nil && n < rule["minimum"].(float64) {
		fail("%v is too small", n)
	}
	if list, ok := v.([]any); ok && rule["items"] != nil {
		for i, x := range list {
			s.Check(fmt.Sprint(at, "/", i), x, rule["items"].(map[string]any))
		}
	}
	if one, ok := rule["oneOf"].([]any); ok {
		fits := 0
		for _, r := range one {
			try := &Schema{Root: s.Root}
			if try.Check(at, v, r.(map[string]any)); len(try.Bad) == 0 {
				fits++
			}
		}
		if fits != 1 {
			fail("fits %d of its forms, not one", fits)
		}
	}
	object, ok := v.(map[string]any)
	if !ok {
		return
	}
	props, _ := rule["properties"].(map[string]any)
	patterns, _ := rule["patternProperties"].(map[string]any)
	required, _ := rule["required"].([]any)
	for _, k := range required {
		if _, ok := object[k.(string)]; !ok {
			fail("%v is missing", k)
		}
	}
	for k, x := range object {
		sub, known := props[k].(map[string]any)
		for p, r := range patterns {
			if !known && regexp.MustCompile(p).MatchString(k) {
				sub, known = r.(map[string]any), true
			}
		}
		switch {
		case known:
			s.Check(at+"/"+k, x, sub)
		case rule["additionalProperties"] == false:
			fail("%s is not allowed", k)
		}
	}
}

func kindOf(v any) string {
	switch x := v.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case string:
		return "string"
	case []any:
		return "array"
	case map[string]any:
		return "object"
	case float64:
		if x == float64(int64(x)) {
			return "integer"
		}
	}
	return "number"
}

var formats = map[string]*regexp.Regexp{
	"uri":       regexp.MustCompile(`^[a-z][a-z0-9+.-]*:[^\s<>"]+$`),
	"uuid":      regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`),
	"date":      regexp.MustCompile(`^\d{4}-\d\d-\d\d$`),
	"date-time": regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$`),
}
