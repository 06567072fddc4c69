// Package radio receives the vehicles' reports.
package radio

import (
	"math"
	"time"
)

// Report is one message of a vehicle.
type Report struct {
	Vehicle   int
	Lat, Lon  float64
	Speed     float64
	At        time.Time
	Diagnosis [12]uint32
}

// Listen calls receive for every report of the given number of vehicles; it never returns.
func Listen(vehicles int, receive func(Report)) {
	tick := time.NewTicker(5 * time.Millisecond)
	for n := 0; ; n++ {
		now := <-tick.C
		for v := 0; v < vehicles; v++ {
			phase := float64(n*vehicles+v) / 1000
			receive(Report{Vehicle: v, Lat: 50 + math.Sin(phase), Lon: 8 + math.Cos(phase), Speed: 80, At: now})
		}
	}
}
