// Package travellers looks for flights.
package travellers

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"example.com/travelmesh/offers/internal/offers"
)

// Search keeps n travellers searching until ctx ends.
func Search(ctx context.Context, f *offers.Finder, n int) error {
	var wg sync.WaitGroup
	for range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for ctx.Err() == nil {
				if _, err := f.Cheapest(ctx, rand.IntN(1000)); err != nil {
					slog.Debug("no flight", "error", err)
				}
				time.Sleep(time.Duration(20+rand.IntN(60)) * time.Millisecond)
			}
		}()
	}
	wg.Wait()
	return ctx.Err()
}
