// Package positions keeps where the vehicles are.
package positions

import (
	"sync"

	"example.com/fleetwatch/telemetry/internal/radio"
)

// Log holds the positions of all vehicles.
type Log struct {
	mu      sync.Mutex
	reports []radio.Report
	latest  map[int]int
}

// NewLog returns an empty log.
func NewLog() *Log { return &Log{latest: make(map[int]int)} }

// Record takes one report.
func (l *Log) Record(r radio.Report) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.latest[r.Vehicle] = len(l.reports)
	l.reports = append(l.reports, r)
}

// Latest returns the last report of a vehicle.
func (l *Log) Latest(vehicle int) (radio.Report, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	i, ok := l.latest[vehicle]
	if !ok {
		return radio.Report{}, false
	}
	return l.reports[i], true
}

// Vehicles returns how many vehicles have reported.
func (l *Log) Vehicles() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.latest)
}
