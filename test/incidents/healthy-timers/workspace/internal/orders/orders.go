// Package orders is the stream of orders.
package orders

import (
	"context"
	"time"
)

// Order is brought to a door.
type Order struct {
	ID   int
	Ride time.Duration
}

// Stream sends perSecond orders a second until ctx ends.
func Stream(ctx context.Context, perSecond int) <-chan Order {
	out := make(chan Order)
	go func() {
		defer close(out)
		t := time.NewTicker(time.Second / time.Duration(perSecond))
		defer t.Stop()
		for id := 0; ; id++ {
			select {
			case <-ctx.Done():
				return
			case <-t.C:
			}
			select {
			case out <- Order{ID: id, Ride: time.Duration(5+id%60) * time.Millisecond}:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
