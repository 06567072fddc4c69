// Package aggregate adds samples up.
package aggregate

import (
	"fmt"
	"sync"

	"example.com/gridpulse/aggregator/internal/cells"
	"example.com/gridpulse/aggregator/internal/samples"
)

type sum struct {
	watts float64
	count int
}

// Aggregator keeps a sum for each region, kind and minute.
type Aggregator struct {
	cells *cells.Map
	mu    sync.Mutex
	sums  map[string]*sum
}

// New returns an empty aggregator.
func New(m *cells.Map) *Aggregator {
	return &Aggregator{cells: m, sums: make(map[string]*sum)}
}

// Add takes one sample.
func (a *Aggregator) Add(s samples.Sample) {
	key := fmt.Sprintf("%s/%s/%s", a.cells.Region(s.Cell), s.Kind, s.At.Format("2006-01-02T15:04"))
	a.mu.Lock()
	defer a.mu.Unlock()
	t, ok := a.sums[key]
	if !ok {
		t = &sum{}
		a.sums[key] = t
	}
	t.watts += s.Watts
	t.count++
}
