// Package sensors knows how wet the ground is.
package sensors

import "sync"

// Ground is what the sensors feel.
type Ground struct {
	mu  sync.Mutex
	wet float64
}

// New returns dry ground.
func New() *Ground { return &Ground{} }

// Read asks the sensor.
func (g *Ground) Read() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.wet = g.wet*0.99 + 0.3
}

// Wet is the last value.
func (g *Ground) Wet() float64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.wet
}
