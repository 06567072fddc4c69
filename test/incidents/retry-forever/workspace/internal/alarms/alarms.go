// Package alarms makes alarms.
package alarms

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"example.com/hookline/alerts/internal/sender"
)

// Ring raises perSecond alarms a second until ctx ends.
func Ring(ctx context.Context, s *sender.Sender, perSecond int) error {
	tick := time.NewTicker(time.Second / time.Duration(perSecond))
	defer tick.Stop()
	for n := 0; ; n++ {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
			s.Send(rand.IntN(1000), fmt.Sprintf("alarm %d", n))
		}
	}
}
