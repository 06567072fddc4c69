// Package app plays the people who tap on their phones.
package app

import (
	"math/rand/v2"
	"sync/atomic"
	"time"

	"example.com/homelink/bridge/internal/device"
	"example.com/homelink/bridge/internal/router"
)

// Done counts answers.
var Done atomic.Int64

// Tap sends perSecond commands a second and never returns.
func Tap(r *router.Router, bus *device.Bus, perSecond int) {
	for range time.Tick(time.Second / time.Duration(perSecond)) {
		r.Ask(bus, rand.IntN(90), func(a device.Answer) {
			if a.OK {
				Done.Add(1)
			}
		})
	}
}
