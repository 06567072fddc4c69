// Package masking hides personal data.
package masking

import "regexp"

// Rules says which fields are hidden.
type Rules struct{ Fields []string }

// Mask replaces the values of the hidden fields.
func (r Rules) Mask(line string) string {
	for _, field := range r.Fields {
		line = mask(line, field)
	}
	return line
}

func mask(line, field string) string {
	pattern := regexp.MustCompile(`(?i)([?&]` + regexp.QuoteMeta(field) + `=)([^&\s]{1,64}|%[0-9a-f]{2,40})`)
	return pattern.ReplaceAllString(line, "${1}***")
}
