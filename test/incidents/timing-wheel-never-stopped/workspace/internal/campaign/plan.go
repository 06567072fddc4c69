package campaign

import (
	"context"
	"log/slog"
	"time"
)

// Plan starts perSecond campaigns a second until ctx ends.
func Plan(ctx context.Context, r *Runner, perSecond int) error {
	tick := time.NewTicker(time.Second / time.Duration(perSecond))
	defer tick.Stop()
	for id := 1; ; id++ {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
			if err := r.Start(id); err != nil {
				slog.Warn("campaign did not start", "error", err)
			}
		}
	}
}
