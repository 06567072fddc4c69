// Package portal is where customers look at statements.
package portal

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/kitebank/statements/internal/account"
)

// Serve keeps n customers reading until ctx ends.
func Serve(ctx context.Context, client *account.Client, n int) error {
	var wg sync.WaitGroup
	for range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for ctx.Err() == nil {
				if _, err := client.Open(ctx); err != nil && ctx.Err() == nil {
					slog.Warn("account service", "error", err)
				}
				time.Sleep(time.Duration(20+rand.IntN(60)) * time.Millisecond)
			}
		}()
	}
	wg.Wait()
	return ctx.Err()
}
