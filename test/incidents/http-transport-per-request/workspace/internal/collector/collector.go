// Package collector asks the stations in turn.
package collector

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"example.com/weatherhub/gateway/internal/series"
)

// Collector asks stations behind one address.
type Collector struct {
	addr  string
	store *series.Store
}

// New returns a collector.
func New(addr string, store *series.Store) *Collector { return &Collector{addr: addr, store: store} }

// Run lets n workers ask until ctx ends.
func (c *Collector) Run(ctx context.Context, n int) error {
	var wg sync.WaitGroup
	for w := range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			c.work(ctx, w)
		}()
	}
	wg.Wait()
	return ctx.Err()
}

func (c *Collector) work(ctx context.Context, worker int) {
	pace := time.NewTicker(40 * time.Millisecond)
	defer pace.Stop()
	for station := worker; ; station += 10 {
		select {
		case <-ctx.Done():
			return
		case <-pace.C:
		}
		m, err := measure(ctx, c.addr, station%200)
		if err != nil {
			slog.Debug("station is silent", "station", station%200, "error", err)
			continue
		}
		c.store.Add(station%200, m.Celsius)
	}
}
