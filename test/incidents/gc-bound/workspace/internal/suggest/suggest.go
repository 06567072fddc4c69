// Package suggest ranks completions.
package suggest

import (
	"sort"

	"example.com/lexidrill/suggest/internal/trie"
)

// Suggestion is a word with its rank.
type Suggestion struct {
	Word  string
	Marks []int
}

// Suggester completes by a dictionary.
type Suggester struct{ dictionary *trie.Node }

// New returns a suggester.
func New(d *trie.Node) *Suggester { return &Suggester{dictionary: d} }

// Complete returns the best words for a beginning.
func (s *Suggester) Complete(beginning string) []Suggestion {
	var all []Suggestion
	s.dictionary.Walk(beginning, func(word string) bool {
		all = append(all, Suggestion{Word: word, Marks: marks(word)})
		return len(all) < 200
	})
	sort.Slice(all, func(i, j int) bool { return len(all[i].Word) < len(all[j].Word) })
	return all[:min(len(all), 5)]
}

// marks counts each letter.
func marks(word string) []int {
	counts := make([]int, 26)
	for i := range len(word) {
		counts[word[i]-'a']++
	}
	return counts
}
