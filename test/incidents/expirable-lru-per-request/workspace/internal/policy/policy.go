// Package policy holds the rules of each tenant.
package policy

import "strings"

// Rule lets a role act on a path prefix.
type Rule struct{ Role, Prefix string }

// Book is all tenants' rules.
type Book struct{ tenants map[string][]Rule }

// Load returns the rules of a few tenants.
func Load() *Book {
	b := &Book{tenants: make(map[string][]Rule)}
	for _, t := range []string{"acme", "bolt", "cero", "dune"} {
		b.tenants[t] = []Rule{{"admin", "/"}, {"editor", "/doc/"}, {"viewer", "/doc/public/"}}
	}
	return b
}

// Allows looks through a tenant's rules.
func (b *Book) Allows(tenant, role, path string) bool {
	for _, r := range b.tenants[tenant] {
		if r.Role == role && strings.HasPrefix(path, r.Prefix) {
			return true
		}
	}
	return false
}
