// Package board holds the open orders of each kitchen.
package board

import (
	"context"
	"sync"
	"time"
)

// Board is safe for concurrent use.
type Board struct {
	mu     sync.RWMutex
	orders [50]int
}

// New returns an empty board.
func New() *Board { return &Board{} }

// Cook changes orders until ctx ends.
func (b *Board) Cook(ctx context.Context) {
	t := time.NewTicker(30 * time.Millisecond)
	defer t.Stop()
	for n := 0; ; n++ {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			b.mu.Lock()
			b.orders[n%50] = n % 13
			b.mu.Unlock()
		}
	}
}

// Orders of a kitchen.
func (b *Board) Orders(kitchen int) int {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.orders[kitchen%50]
}
