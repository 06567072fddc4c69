package trie

import "math/rand/v2"

// Words makes n words of common syllables.
func Words(n int) []string {
	syllables := []string{"ba", "lo", "men", "ti", "ra", "ku", "sel", "vi", "do", "na", "per", "mo", "gra", "li", "con"}
	random := rand.New(rand.NewPCG(1, 2))
	words := make([]string, n)
	for i := range words {
		for range 3 + random.IntN(3) {
			words[i] += syllables[random.IntN(len(syllables))]
		}
	}
	return words
}
