// Package offers finds the cheapest flight.
package offers

import (
	"context"
	"errors"
	"time"

	"example.com/travelmesh/offers/internal/airlines"
)

// ErrNone means that no airline answered in time.
var ErrNone = errors.New("no offer")

// Finder asks all airlines.
type Finder struct{ airlines []airlines.Airline }

// NewFinder returns a finder.
func NewFinder(all []airlines.Airline) *Finder { return &Finder{airlines: all} }

// Cheapest returns the best price that came within 60 ms.
func (f *Finder) Cheapest(ctx context.Context, flight int) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, 60*time.Millisecond)
	defer cancel()
	prices := make(chan int, len(f.airlines))
	for _, a := range f.airlines {
		go func() {
			price, err := a.Price(ctx, flight)
			if err != nil {
				price = -1
			}
			prices <- price
		}()
	}
	best := -1
	for range f.airlines {
		select {
		case p := <-prices:
			if p >= 0 && (best < 0 || p < best) {
				best = p
			}
		case <-ctx.Done():
			if best < 0 {
				return 0, ErrNone
			}
			return best, nil
		}
	}
	return best, nil
}
