// Package airlines answers for the airlines.
package airlines

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"
)

// Airline has a price for each flight.
type Airline struct {
	Name    string
	latency time.Duration
}

// All returns n airlines, some of them slow.
func All(n int) []Airline {
	all := make([]Airline, n)
	for i := range all {
		all[i] = Airline{Name: fmt.Sprintf("air-%d", i), latency: time.Duration(3+i*i) * time.Millisecond}
	}
	return all
}

// Price of a flight.
func (a Airline) Price(ctx context.Context, flight int) (int, error) {
	pause := time.NewTimer(a.latency + time.Duration(rand.IntN(5))*time.Millisecond)
	defer pause.Stop()
	select {
	case <-pause.C:
		return 100 + flight*7%400, nil
	case <-ctx.Done():
		// The far end is told, which takes a moment.
		time.Sleep(15 * time.Millisecond)
		return 0, ctx.Err()
	}
}
