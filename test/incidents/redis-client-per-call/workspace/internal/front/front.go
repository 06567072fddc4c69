// Package front answers the web servers' questions.
package front

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"strconv"
	"sync"
	"time"

	"github.com/cornerdesk/sessions/internal/session"
)

// Serve keeps n web servers asking until ctx ends.
func Serve(ctx context.Context, store *session.Store, n int) error {
	var wg sync.WaitGroup
	for range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for ctx.Err() == nil {
				if _, err := store.User(ctx, strconv.Itoa(rand.Int())); err != nil {
					slog.Warn("no user", "error", err)
				}
				time.Sleep(50 * time.Millisecond)
			}
		}()
	}
	wg.Wait()
	return ctx.Err()
}
