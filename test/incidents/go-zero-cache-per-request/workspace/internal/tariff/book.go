// Package tariff knows what a kilogram costs between two places.
package tariff

import "hash/fnv"

// Book is the price list of one season.
type Book struct {
	hubs  []string
	rates map[string]float64
}

// Places are the towns that can be quoted.
var Places = []string{"GDN", "HAM", "RTM", "ANR", "LEH", "BIO", "LIS", "GOA"}

// Load builds the book.
func Load() *Book {
	b := &Book{hubs: Places[1:4], rates: make(map[string]float64)}
	for _, from := range Places {
		for _, to := range Places {
			h := fnv.New32a()
			h.Write([]byte(from + to))
			b.rates[from+to] = 20 + float64(h.Sum32()%400)/10
		}
	}
	return b
}

// Hubs are the places where parcels change lorries.
func (b *Book) Hubs() []string { return b.hubs }

// Rate is the price of a kilogram in cents.
func (b *Book) Rate(from, to string) (float64, bool) {
	r, ok := b.rates[from+to]
	return r, ok
}
