// Package valves opens and closes the water.
package valves

import (
	"log"
	"sync/atomic"

	"example.com/gardenhub/sprinkler/internal/sensors"
)

// Valves are all valves.
type Valves struct {
	ground *sensors.Ground
	open   atomic.Bool
}

// New returns closed valves.
func New(g *sensors.Ground) *Valves { return &Valves{ground: g} }

// Decide opens the valves when it is dry.
func (v *Valves) Decide() { v.open.Store(v.ground.Wet() < 10) }

// Report says what is open.
func (v *Valves) Report() { log.Printf("open: %v", v.open.Load()) }
