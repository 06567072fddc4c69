// Package board shows the last price of each paper.
package board

import "sync"

// Board is safe for concurrent use.
type Board struct {
	mu   sync.Mutex
	last map[int]int64
}

// New returns an empty board.
func New() *Board { return &Board{last: make(map[int]int64)} }

// Show sets the price of a paper.
func (b *Board) Show(paper int, cents int64) {
	b.mu.Lock()
	b.last[paper] = cents
	b.mu.Unlock()
}
