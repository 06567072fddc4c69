// Package clock repeats things.
package clock

import (
	"context"
	"time"
)

// Every calls do at the given interval until ctx ends.
func Every(ctx context.Context, interval time.Duration, do func()) {
	t := time.NewTicker(interval)
	defer t.Stop()
	for {
		select {
		case <-t.C:
			do()
		case <-ctx.Done():
			return
		}
	}
}
