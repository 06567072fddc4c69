// Package lorries knows which lorry has room.
package lorries

import (
	"context"
	"errors"
	"sync"
)

// ErrFull means that no lorry has room.
var ErrFull = errors.New("all lorries are full")

// Park is a set of lorries.
type Park struct {
	mu   sync.Mutex
	load []int
}

// NewPark returns n empty lorries.
func NewPark(n int) *Park { return &Park{load: make([]int, n)} }

// Place puts a parcel on the emptiest of three lorries; full lorries drive off and come back empty.
func (p *Park) Place(ctx context.Context, id int) (int, error) {
	if ctx.Err() != nil {
		return 0, ctx.Err()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	best := id % len(p.load)
	for i := 1; i < 3; i++ {
		if other := (id + i) % len(p.load); p.load[other] < p.load[best] {
			best = other
		}
	}
	if p.load[best]++; p.load[best] > 400 {
		p.load[best] = 0
		return 0, ErrFull
	}
	return best, nil
}
