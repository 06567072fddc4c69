// Package desk plays the support staff.
package desk

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/orchardline/replay/internal/events"
)

// Answers counts what the staff could see.
var Answers, Failures atomic.Int64

// Work lets n people look at orders until ctx ends.
func Work(ctx context.Context, log *events.Log, n int) error {
	var wg sync.WaitGroup
	for range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for ctx.Err() == nil {
				look(ctx, log)
				time.Sleep(time.Duration(50+rand.IntN(100)) * time.Millisecond)
			}
		}()
	}
	wg.Wait()
	return ctx.Err()
}

func look(ctx context.Context, log *events.Log) {
	value, err := log.Last(ctx, rand.IntN(12))
	if err != nil {
		Failures.Add(1)
		slog.Debug("no event", "error", err)
		return
	}
	Answers.Add(int64(min(1, len(value))))
}
