// Package market matches orders.
package market

import (
	"context"
	"math/rand/v2"
	"time"
)

// Market fills orders after a moment.
type Market struct{}

// New returns a market.
func New() *Market { return &Market{} }

// Fill returns the price.
func (m *Market) Fill(ctx context.Context, paper string) (int, error) {
	select {
	case <-ctx.Done():
		return 0, ctx.Err()
	case <-time.After(time.Duration(1+rand.IntN(4)) * time.Millisecond):
		return 1000 + rand.IntN(100), nil
	}
}
