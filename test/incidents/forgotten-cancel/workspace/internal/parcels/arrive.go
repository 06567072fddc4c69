// Package parcels is the conveyor belt.
package parcels

import (
	"context"
	"time"

	"example.com/parcelpoint/routing/internal/dispatch"
)

// Arrive hands perSecond parcels a second to the dispatcher until ctx ends.
func Arrive(ctx context.Context, d *dispatch.Dispatcher, perSecond int) error {
	belt := time.NewTicker(10 * time.Millisecond)
	defer belt.Stop()
	perLorry := make([]int, 40)
	for id := 0; ; {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-belt.C:
		}
		for range perSecond / 100 {
			id++
			perLorry[d.Handle(id).Lorry]++
		}
	}
}
