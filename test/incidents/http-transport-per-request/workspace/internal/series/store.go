// Package series keeps the last measurements of each station in a ring.
package series

import "sync"

// Store holds rings of equal length.
type Store struct {
	mu    sync.Mutex
	size  int
	rings map[int][]float64
	next  map[int]int
}

// NewStore returns a store that keeps size values for each station.
func NewStore(size int) *Store {
	return &Store{size: size, rings: make(map[int][]float64), next: make(map[int]int)}
}

// Add puts a value over the oldest one.
func (s *Store) Add(station int, v float64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ring, ok := s.rings[station]
	if !ok {
		ring = make([]float64, s.size)
		s.rings[station] = ring
	}
	ring[s.next[station]%s.size] = v
	s.next[station]++
}
