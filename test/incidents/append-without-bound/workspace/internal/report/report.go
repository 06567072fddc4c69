// Package report sums up the fleet.
package report

import (
	"log"
	"time"

	"example.com/fleetwatch/telemetry/internal/positions"
)

// Every logs a summary at the given interval.
func Every(interval time.Duration, l *positions.Log) {
	for range time.Tick(interval) {
		moving := 0
		for v := 0; v < l.Vehicles(); v++ {
			if r, ok := l.Latest(v); ok && r.Speed > 1 {
				moving++
			}
		}
		log.Printf("%d of %d vehicles are moving", moving, l.Vehicles())
	}
}
