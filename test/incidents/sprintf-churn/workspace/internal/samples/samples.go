// Package samples is the stream of measurements.
package samples

import (
	"context"
	"time"
)

// Sample is one measurement.
type Sample struct {
	Cell  int
	Kind  string
	Watts float64
	At    time.Time
}

// Stream calls add for perSecond samples a second until ctx ends.
func Stream(ctx context.Context, perSecond int, add func(Sample)) error {
	kinds := []string{"load", "feed", "loss"}
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for n := 0; ; {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case now := <-tick.C:
			for range perSecond / 100 {
				n++
				add(Sample{Cell: n * 7919, Kind: kinds[n%3], Watts: float64(n % 4000), At: now})
			}
		}
	}
}
