// Package rules decides about features.
package rules

import (
	"fmt"
	"io"
	"sync"
)

// Rule switches one feature on for a share of the users.
type Rule struct {
	Feature string
	Percent int
}

// Set is the list of rules.
type Set struct {
	mu    sync.RWMutex
	rules map[string]Rule
}

// NewSet returns n rules.
func NewSet(n int) *Set {
	s := &Set{rules: make(map[string]Rule)}
	for i := range n {
		name := Name(i)
		s.rules[name] = Rule{Feature: name, Percent: i % 100}
	}
	return s
}

// Name of the i-th feature.
func Name(i int) string { return fmt.Sprintf("feature-%03d", i) }

// On tells whether a user has a feature.
func (s *Set) On(feature string, user int) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return user%100 < s.rules[feature].Percent
}

// Change replaces a rule.
func (s *Set) Change(r Rule) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rules[r.Feature] = r
}

// Export writes all rules as one consistent picture.
func (s *Set) Export(w io.Writer) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, r := range s.rules {
		if _, err := fmt.Fprintf(w, "%s %d\n", r.Feature, r.Percent); err != nil {
			return err
		}
	}
	return nil
}
