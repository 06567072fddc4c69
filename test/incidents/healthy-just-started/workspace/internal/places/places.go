// Package places is the index of all places.
package places

import (
	"fmt"
	"strings"
)

// Place is one entry.
type Place struct {
	Name string
	Lat  float64
	Lon  float64
	Text []byte
}

// Index finds places by words.
type Index struct {
	places []Place
	words  map[string][]int
}

// Load reads n places.
func Load(n int) *Index {
	x := &Index{words: make(map[string][]int)}
	kinds := []string{"museum", "park", "bridge", "tower", "market"}
	for i := range n {
		name := fmt.Sprintf("%s of street %d", kinds[i%5], i%900)
		x.places = append(x.places, Place{Name: name, Lat: float64(i), Lon: float64(-i), Text: make([]byte, 400)})
		for _, w := range strings.Fields(name) {
			x.words[w] = append(x.words[w], i)
		}
	}
	return x
}

// Find returns the first places with a word.
func (x *Index) Find(word string) []string {
	var names []string
	for _, i := range x.words[word] {
		if names = append(names, x.places[i].Name); len(names) == 10 {
			break
		}
	}
	return names
}
